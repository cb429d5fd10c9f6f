import { strict as assert } from 'node:assert'

import { describe, test } from 'bun:test'

import { parseConfig } from '@stellwerk/contract/config'
import { canonicalJson } from '@stellwerk/contract/journal/canonical'
import { parseBody } from '@stellwerk/contract/register/body'
import { exampleBodies, exampleStated } from '@stellwerk/contract/register/example-bodies'
import type { ObjectKind } from '@stellwerk/contract/register/kind'
import type { ObjectVersion } from '@stellwerk/contract/register/version'

import { compile } from './compile.ts'

const sha256 = (text: string): string => new Bun.CryptoHasher('sha256').update(text).digest('hex')

const machine = parseConfig({ upstreams: [{ id: 'gpu-1', kind: 'vllm', url: 'http://127.0.0.1:8000' }] })

function version(kind: ObjectKind, id: string, changed: object = {}): ObjectVersion {
  const body = parseBody(kind, { ...exampleBodies[kind], ...changed })
  const digest = sha256(canonicalJson({ kind, id, body }))
  return {
    kind,
    id,
    number: 1,
    previous: null,
    author: 'a',
    body,
    digest,
    createdAt: Date.parse('2026-11-24T08:00:00Z'),
  }
}

const everything: readonly ObjectVersion[] = [
  version('organisation', 'organisation'),
  version('component', 'qwen3-32b'),
  version('artefact', 'qwen3-awq'),
  version('upstream', 'gpu-1'),
  version('deployment', 'qwen3-32b-a'),
  version('legalBasis', 'citizen-letters'),
  version('impactAssessment', 'letters'),
  version('useCase', 'letters', { impactAssessment: 'letters', strict: true, groups: ['/city/registry'] }),
]

const without = (id: string, kind: ObjectKind): readonly ObjectVersion[] =>
  everything.filter((one) => one.id !== id || one.kind !== kind)
const shown = (versions: readonly ObjectVersion[]): readonly string[] =>
  compile(versions, machine, sha256).leftOut.map(({ kind, id, why, missing }) =>
    [kind, id, why, ...(missing === undefined ? [] : [missing])].join(' '),
  )

test('what is in force is what a configuration would have said', () => {
  const { useCases, deployments, components, upstreams, leftOut } = compile(everything, machine, sha256)
  assert.deepEqual(leftOut, [])
  const written = parseConfig({
    upstreams: [{ id: 'gpu-1', kind: 'vllm', url: 'http://127.0.0.1:8000', place: exampleBodies.upstream.place }],
    components: [{ id: 'qwen3-32b', kind: 'model', name: 'Qwen3-32B', licence: 'Apache-2.0' }],
    deployments: [{ id: 'qwen3-32b-a', model: 'qwen3-32b-instruct', upstream: 'gpu-1', component: 'qwen3-32b' }],
    useCases: [
      {
        id: 'letters',
        title: 'Letters to citizens',
        state: 'active',
        deployments: ['qwen3-32b-a'],
        groups: ['city/registry'],
        strict: true,
        personalData: {
          purposes: ['Answering enquiries'],
          legalBasis: { article6: 'e', source: exampleStated.source, validUntil: exampleStated.validUntil },
          recordOfProcessing: 'RoP 12',
          dpia: { reference: exampleStated.source, on: '2026-11-24', reviewOn: '2027-10-01' },
        },
      },
    ],
  })
  assert.equal(canonicalJson(useCases), canonicalJson(written.useCases))
  assert.equal(canonicalJson(deployments), canonicalJson(written.deployments))
  assert.equal(canonicalJson(components), canonicalJson(written.components))
  assert.equal(canonicalJson(upstreams), canonicalJson([{ id: 'gpu-1', place: written.upstreams[0]?.place }]))
})

describe('what leads nowhere is left out and named', () => {
  const rows: readonly [why: string, versions: readonly ObjectVersion[], leftOut: readonly string[]][] = [
    ['nothing is in force', [], []],
    ['the use case alone', [version('useCase', 'letters')], ['useCase letters deploymentNotInForce qwen3-32b-a']],
    [
      'the engine is not approved',
      without('gpu-1', 'upstream'),
      ['deployment qwen3-32b-a upstreamNotInForce gpu-1', 'useCase letters deploymentNotInForce qwen3-32b-a'],
    ],
    [
      'the engine is of another kind',
      [...without('gpu-1', 'upstream'), version('upstream', 'gpu-1', { kind: 'ollama' })],
      [
        'upstream gpu-1 upstreamOfOtherKind',
        'deployment qwen3-32b-a upstreamUnknown gpu-1',
        'useCase letters deploymentNotInForce qwen3-32b-a',
      ],
    ],
    [
      'an engine that this machine has not',
      [...everything, version('upstream', 'gpu-2')],
      ['upstream gpu-2 upstreamUnknown'],
    ],
    [
      'a body of another program',
      [
        ...without('qwen3-32b', 'component'),
        { ...version('component', 'qwen3-32b'), body: parseBody('group', exampleBodies.group) },
      ],
      ['component qwen3-32b bodyOutdated'],
    ],
  ]
  for (const [why, versions, leftOut] of rows) test(why, () => assert.deepEqual(shown(versions), leftOut))

  test('a use case has no deployment that is not in force, whatever it names', () => {
    const { useCases } = compile(without('qwen3-32b-a', 'deployment'), machine, sha256)
    assert.deepEqual(
      useCases.map(({ deployments }) => deployments),
      [[]],
    )
  })
})

describe('the digest of what is in force', () => {
  const digestOf = (versions: readonly ObjectVersion[]): string => compile(versions, machine, sha256).digest

  test('is the same in whatever order', () => assert.equal(digestOf(everything.toReversed()), digestOf(everything)))

  test('changes with each version', () => {
    const others = everything.map((_, at) => digestOf(everything.toSpliced(at, 1)))
    assert.equal(new Set([...others, digestOf(everything)]).size, everything.length + 1)
  })
})

test('of several legal bases the one that ends first holds, and an assessment that is not needed says so', () => {
  const [useCase] = compile(
    [
      version('useCase', 'letters', { legalBases: ['late', 'early'], impactAssessment: 'none' }),
      version('legalBasis', 'late', { validUntil: '2029-01-01' }),
      version('legalBasis', 'early', { validUntil: '2027-01-01', article6: 'c' }),
      version('impactAssessment', 'none', { outcome: 'notNeeded', validUntil: '2027-02-01' }),
    ],
    machine,
    sha256,
  ).useCases
  assert.equal(useCase?.personalData.legalBasis?.article6, 'c')
  assert.deepEqual(useCase.personalData.dpia, { notNeeded: 'File 7/2026', on: '2026-11-24', reviewOn: '2027-02-01' })
})

test('a processor comes with the contract that the register has', () => {
  const place = { operator: 'processor', country: 'DE' }
  const [upstream] = compile(
    [version('upstream', 'gpu-1', { place, processorContract: 'hosting' }), version('processorContract', 'hosting')],
    machine,
    sha256,
  ).upstreams
  assert.deepEqual(upstream?.place?.contract, {
    source: 'File 7/2026',
    signedOn: '2026-09-01',
    validUntil: '2027-11-23',
  })
})
