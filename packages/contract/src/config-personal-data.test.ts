// Goal: what is said about personal data and about the places of servers is taken as it stands, or refused by name.
import { strict as assert } from 'node:assert'
import { describe, test } from 'bun:test'

import { parseConfig } from './config.ts'
import { ConfigInvalid, configProblemLine } from './config-problem.ts'

const useCase = { id: 'letters', title: 'Letters', state: 'active' }
const treating = (personalData: object) => ({ useCases: [{ ...useCase, personalData }] })
const upstream = { id: 'gpu', kind: 'vllm', url: 'https://gpu.example' }
const standing = (place: object) => ({ upstreams: [{ ...upstream, place }] })
const until = { validUntil: '2027-03-31' }
const dpia = { on: '2026-06-01', reviewOn: '2027-06-01' }
const transfer = { country: 'US', basis: 'adequacyDecision', source: 'Decision (EU) 2023/1795', ...until }

function lineOf(value: unknown): string | undefined {
  try {
    parseConfig(value)
  } catch (error) {
    if (error instanceof ConfigInvalid) return error.problems.map((one) => configProblemLine(one, 'en')).join('\n')
    throw error
  }
  return undefined
}

test('nothing said is the office, everything closed that needs a statement', () => {
  const [parsed] = parseConfig({ useCases: [useCase] }).useCases
  assert.deepEqual(parsed?.personalData, {
    preset: 'office',
    treatment: {},
    kinds: {},
    sensitivity: {},
    mode: 'typed',
    scope: 'conversation',
    embeddings: {},
    onDetectorFailure: 'refuse',
    keepMapping: false,
    purposes: [],
    withoutBasis: 'refuse',
  })
})

const lookingWith = (component: string, kind: string): unknown => ({
  components: [{ id: 'names', kind, name: 'Names', licence: 'MIT' }],
  privacy: { model: { path: '/m.onnx', sha256: 'a'.repeat(64), labels: { PER: 'PERSON' }, component } },
})

const rows: readonly [why: string, value: unknown, line: RegExp | undefined][] = [
  ['a category', treating({ treatment: { ORG: 'pseudonymise' } }), undefined],
  [
    'a category that is none',
    treating({ treatment: { PERSONS: 'block' } }),
    /personalData\.treatment\.PERSONS: unknown key\. Did you mean PERSON\?/,
  ],
  ['a treatment that is none', treating({ treatment: { ORG: 'hide' } }), /treatment\.ORG: unknown value/],
  ['a kind', treating({ kinds: { DE_KFZ: 'pass' } }), undefined],
  ['a kind in small letters', treating({ kinds: { de_kfz: 'pass' } }), /kinds\.de_kfz: must be a kind of finding/],
  ['an assessment', treating({ dpia: { ...dpia, reference: 'DPIA 7' } }), undefined],
  ['reasons for none', treating({ dpia: { ...dpia, notNeeded: 'note 8' } }), undefined],
  ['an assessment that is not there', treating({ dpia }), /dpia\.reference: wants exactly one/],
  ['both at once', treating({ dpia: { ...dpia, reference: 'a', notNeeded: 'b' } }), /dpia\.reference: wants exactly/],
  ['never nothing after a failure', treating({ onDetectorFailure: 'ignore' }), /onDetectorFailure: unknown value/],
  [
    'special categories without a letter',
    treating({ specialCategories: { kinds: ['HEALTH'], source: 'x', ...until } }),
    /specialCategories\.article9: is missing/,
  ],
  ['the own house', standing({ operator: 'ownHouse', country: 'DE' }), undefined],
  [
    'the own house with a contract',
    standing({ operator: 'ownHouse', country: 'DE', contract: { source: 'x', signedOn: '2026-01-01', ...until } }),
    /upstreams\[0\]\.place\.contract: belongs to a processor/,
  ],
  ['a place nobody runs', standing({ country: 'DE' }), /place\.operator: is missing/],
  ['a transfer', standing({ operator: 'processor', country: 'US', transfers: [transfer] }), undefined],
  [
    'two bases for one country',
    standing({ operator: 'processor', country: 'US', transfers: [transfer, transfer] }),
    /place\.transfers\[1\]\.country: names an entry twice/,
  ],
  [
    'a label that means nothing of ours',
    { privacy: { model: { path: '/m.onnx', sha256: 'a'.repeat(64), labels: { 'B-PER': 'HUMAN' } } } },
    /privacy\.model\.labels\.B-PER: unknown value/,
  ],
  ['a model that is a component', lookingWith('names', 'model'), undefined],
  [
    'a model that is no component',
    lookingWith('other', 'model'),
    /privacy\.model\.component: there is no such component/,
  ],
  [
    'a model that is an engine',
    lookingWith('names', 'engine'),
    /privacy\.model\.component: .*kind does not belong here/,
  ],
]

describe('what is said', () => {
  for (const [why, value, line] of rows) {
    test(why, () => {
      const found = lineOf(value)
      if (line === undefined) assert.equal(found, undefined)
      else assert.match(found ?? 'nothing', line)
    })
  }
})
