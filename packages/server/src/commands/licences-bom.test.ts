// Goal: the command writes valid bills from the configuration and from standard input, says what it could not use, and writes nothing
// where it would have to say something untrue.
import { strict as assert } from 'node:assert'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Spec, Validation } from '@cyclonedx/cyclonedx-library'
import { afterAll, test } from 'bun:test'

import { runCommand } from './cli.ts'
import type { CommandWiring } from './command.ts'

const cwd = mkdtempSync(join(tmpdir(), 'stellwerk-bom-'))
afterAll(() => rmSync(cwd, { recursive: true }))

writeFileSync(
  join(cwd, 'stellwerk.yaml'),
  `
publicUrl: https://gateway.example
operator: { country: DE, principalPlaceOfBusiness: DE, legalForm: company }
deployments: [{ id: mirror, model: mirror, upstream: mirror }]
upstreams: [{ id: mirror, kind: mirror }]
components:
  - { id: vllm, kind: engine, name: vLLM, version: 0.9.0, licence: Apache-2.0 }
  - id: scout
    kind: model
    name: Llama-4-Scout-17B-16E-Instruct
    modality: multimodal
    declaredLicence: llama4
    licence: LicenseRef-llama-4-community
    digest: ${'a'.repeat(64)}
    madeFrom: [{ relation: served-by, component: vllm }]
  - { id: open, kind: model, name: some/model }
useCases:
  - id: letters
    title: Letters
    state: active
    deployments: [mirror]
    use: { audience: staff, exposure: internal, commercial: true, purposes: [general-office] }
  - { id: search, title: Search, state: draft }
opinions:
  - component: open
    licence: MIT
    statedBy: legal
    source: file 12/26
    reason: { de: Der Herausgeber hat es zugesagt., en: The publisher promised it. }
    givenOn: 2026-11-01
    validUntil: 2026-11-30
`,
)

async function stellwerk(line: string, input?: unknown): Promise<{ exitCode: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const bytes = new TextEncoder().encode(typeof input === 'string' ? input : JSON.stringify(input))
  const io = {
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
    stdin: (async function* () {
      yield bytes
    })(),
    env: {},
    cwd,
  }
  // Nothing else of the wiring is asked of this command.
  const wiring = { version: '0.1.0', now: () => Date.parse('2026-11-23T08:30:00.250Z') } as CommandWiring
  const exitCode = await runCommand(`licences bom ${line}`.trim().split(' '), io, wiring)
  return { exitCode, out, err }
}

test('a folder is measured: hashes, texts, and where the claim stands', async () => {
  const place = mkdtempSync(join(cwd, 'measured-'))
  mkdirSync(join(place, 'weights'))
  writeFileSync(join(place, 'weights', 'README.md'), '---\nlicense: mit\nbase_model: some/base\n---\n# A model\n')
  writeFileSync(join(place, 'weights', 'LICENSE'), 'Words that no catalogue knows.')
  writeFileSync(join(place, 'weights', 'model.bin'), 'weights')
  const yaml = (id: string, folder: string) =>
    `components: [{ id: ${id}, kind: model, name: ${id}, folder: ${folder} }]\n`
  writeFileSync(join(place, 'there.yaml'), yaml('there', 'weights'))
  const base = 'madeFrom: [{ relation: finetune, name: some/Base, licence: Apache-2.0 }]'
  writeFileSync(join(place, 'stated.yaml'), yaml('there', `weights, ${base}`))
  writeFileSync(join(place, 'gone.yaml'), yaml('gone', 'nowhere'))

  const { exitCode, out, err } = await stellwerk(`--config ${join(place, 'there.yaml')}`)
  assert.deepEqual([exitCode, err], [0, ''])
  assert.equal(await new Validation.JsonStrictValidator(Spec.Version.v1dot7).validate(out), null)
  const { components, citations } = JSON.parse(out)
  // First comes what every installation has.
  const [, model] = components
  assert.equal(model.licenses[0].license.id, 'MIT')
  assert.equal(model.licenses[1].license.name, 'NOASSERTION', 'a claim is no conclusion')
  assert.equal(model.pedigree.ancestors[0].name, 'some/base', 'a base that only the card names')
  assert.deepEqual(model.components[0].hashes, [
    { alg: 'SHA-256', content: createHash('sha256').update('weights').digest('hex') },
  ])
  assert.equal(model.evidence.occurrences[0].location, 'LICENSE')
  const about = (pointer: string): string =>
    citations.find(({ pointers }: { pointers: readonly string[] }) => pointers.includes(pointer)).note
  assert.match(about('/components/1/components/0/hashes'), /^measured/)
  assert.match(about('/components/1/evidence/licenses'), /^measured/)
  assert.match(about('/components/1/licenses/0'), /^declared: in the model card of the artefact \(README\.md\)/)

  const stated = await stellwerk(`--config ${join(place, 'stated.yaml')}`)
  const [ancestor, ...more] = JSON.parse(stated.out).components[1].pedigree.ancestors
  assert.deepEqual(
    [ancestor.licenses[0].license.id, more],
    ['Apache-2.0', []],
    'a base that is stated is not there twice',
  )

  const quick = await stellwerk(`--no-digests --config ${join(place, 'there.yaml')}`)
  assert.equal(JSON.parse(quick.out).components[1].components, undefined)

  const gone = await stellwerk(`--config ${join(place, 'gone.yaml')}`)
  assert.equal(gone.exitCode, 1)
  assert.match(gone.err, /gone: .*nowhere.*cannot be read/)
  const { components: listed, citations: cited } = JSON.parse(gone.out)
  const position = listed.findIndex((one: { 'bom-ref': string }) => one['bom-ref'] === 'component:gone')
  const measured = cited.filter(({ note }: { note: string }) => note.startsWith('measured'))
  assert.ok(!JSON.stringify(measured).includes(`/components/${position}/`), 'nothing of it was measured')
})

const component = { id: 'm', kind: 'model', name: 'm', licence: 'MIT', declaredLicence: 'mit' }

test('from the configuration: valid, with lineage, verdicts and the opinion of an office', async () => {
  const { exitCode, out, err } = await stellwerk('')
  assert.deepEqual([exitCode, err], [0, ''])
  assert.equal(await new Validation.JsonStrictValidator(Spec.Version.v1dot7).validate(out), null)
  const bill = JSON.parse(out)
  assert.equal(bill.metadata.component.name, 'gateway.example')
  assert.equal(bill.metadata.timestamp, '2026-11-23T08:30:00Z')
  assert.deepEqual(
    bill.components.map((one: { 'bom-ref': string }) => one['bom-ref']),
    ['component:open', 'component:scout', 'component:stellwerk-recogniser', 'component:vllm'],
  )
  const [open, scout] = bill.components
  assert.equal(open.licenses[0].license.id, 'MIT')
  assert.match(JSON.stringify(bill.citations), /concluded: by a person\. The publisher promised it\./)
  assert.deepEqual(scout.hashes, [{ alg: 'SHA-256', content: 'a'.repeat(64) }])
  assert.match(JSON.stringify(bill.citations), /declared: written down, not measured/)
  assert.match(out, /"name": "stellwerk:licence:verdict:letters",\s+"value": "forbidden"/)
  assert.deepEqual(bill.dependencies.find((one: { ref: string }) => one.ref === 'component:scout').dependsOn, [
    'component:vllm',
  ])
})

test('the recogniser that comes with the program is in every bill, measured', async () => {
  const { components, citations } = JSON.parse((await stellwerk('')).out)
  const at = components.findIndex((one: { 'bom-ref': string }) => one['bom-ref'] === 'component:stellwerk-recogniser')
  const weights = readFileSync(join(import.meta.dirname, '../../../privacy/weights/recogniser.bin'))
  const content = createHash('sha256').update(weights).digest('hex')
  assert.deepEqual(components[at].hashes, [{ alg: 'SHA-256', content }])
  assert.equal(components[at].licenses[0].license.id, 'Apache-2.0')
  const isAbout = ({ pointers }: { pointers: readonly string[] }) => pointers.includes(`/components/${at}/hashes`)
  assert.match(citations.find(isAbout).note, /^measured/)
})

const ownModel: readonly [why: string, named: string, ref: string, licence: string][] = [
  ['a component of its own', 'component: names-model', 'component:names-model', 'MIT'],
  ['no component', '', 'component:stellwerk-privacy-model', 'NOASSERTION'],
]
for (const [why, named, ref, licence] of ownModel) {
  for (const format of ['cyclonedx', 'spdx']) {
    test(`the model that finds personal data is in the bill with its pinned digest: ${why}, ${format}`, async () => {
      const sha256 = 'c0ffee'.padEnd(64, '0')
      const file = join(mkdtempSync(join(cwd, 'model-')), 'stellwerk.yaml')
      writeFileSync(
        file,
        `
components: [{ id: names-model, kind: model, name: Names, modality: text, licence: MIT }]
privacy: { model: { path: /srv/names/model.onnx, sha256: ${sha256}, labels: { PER: PERSON }, ${named} } }
`,
      )
      const { exitCode, out } = await stellwerk(`--config ${file} --format ${format}`)
      assert.equal(exitCode, 0)
      if (format === 'spdx') return assert.ok(out.includes(sha256))
      assert.equal(await new Validation.JsonStrictValidator(Spec.Version.v1dot7).validate(out), null)
      const { components } = JSON.parse(out)
      const model = components.find((one: { 'bom-ref': string }) => one['bom-ref'] === ref)
      assert.deepEqual(model.hashes, [{ alg: 'SHA-256', content: sha256 }])
      assert.equal(model.licenses[0].license.id ?? model.licenses[0].license.name, licence)
    })
  }
}

test('an opinion that is over does not count', async () => {
  const { out } = await stellwerk('--at 2026-12-01T00:00:00Z')
  assert.equal(JSON.parse(out).components[0].licenses[0].license.name, 'NOASSERTION')
})

test('one use case, and none', async () => {
  const one = await stellwerk('--use-case letters')
  assert.ok(one.out.includes('verdict:letters') && !one.out.includes('verdict:search'))
  const none = await stellwerk('--without-verdicts')
  assert.ok(!none.out.includes('letters') && !none.out.includes('stellwerk:licence:verdict'))
})

test('SPDX into a file, and what it does not claim', async () => {
  const { exitCode, out, err } = await stellwerk('--format spdx --out bill.json')
  assert.deepEqual([exitCode, out], [0, ''])
  assert.match(err, /bill\.json: 4 components/)
  assert.match(err, /does not claim the SPDX profiles ai.*some\/model: releaseTime/)
  const bill = JSON.parse(readFileSync(join(cwd, 'bill.json'), 'utf8'))
  assert.equal(bill['@context'], 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld')
})

test('for programs', async () => {
  const { out, err } = await stellwerk('--format spdx --out bill.json --json')
  assert.equal(err, '')
  const said = JSON.parse(out)
  assert.deepEqual([said.file, said.format, said.components], ['bill.json', 'spdx', 4])
  assert.equal(said.gaps.length, 3)
})

test('the same moment, the same bytes', async () => {
  const [first, second] = [await stellwerk('--at 2026-11-23T09:00:00Z'), await stellwerk('--at 2026-11-23T09:00:00Z')]
  assert.equal(first.out, second.out)
  assert.notEqual(first.out, (await stellwerk('')).out)
})

test('from standard input, without use cases, with what is known beside a component', async () => {
  const { exitCode, out } = await stellwerk('--stdin', {
    subject: 'laboratory',
    components: [{ ...component, release: { suppliedBy: 'S' }, claim: { foundIn: 'card' } }],
  })
  assert.equal(exitCode, 0)
  const bill = JSON.parse(out)
  assert.equal(bill.metadata.component.name, 'laboratory')
  assert.deepEqual(bill.components[0].supplier, { name: 'S' })
})

test('what cannot be used of a component is told, and the bill is written without it', async () => {
  const { exitCode, out, err } = await stellwerk('--stdin', { components: [{ ...component, modality: 'smell' }] })
  assert.equal(exitCode, 1)
  assert.match(err, /components\[0\]\.modality/)
  assert.equal(JSON.parse(out).bomFormat, 'CycloneDX')
})

const refused: readonly [why: string, line: string, input: unknown, says: RegExp][] = [
  ['no such format', '--format xml', '', /--format is cyclonedx or spdx/],
  ['no moment', '--at yesterday', '', /--at wants a moment/],
  ['a day that there is not', '--at 2026-02-30T00:00:00Z', '', /--at wants a moment/],
  ['no such use case', '--use-case leters', '', /Did you mean letters/],
  ['no JSON', '--stdin', '{', /is not JSON/],
  ['no list', '--stdin', {}, /components/],
  ['the same id twice', '--stdin', { components: [component, component] }, /"m" is listed twice/],
  [
    'a release in May',
    '--stdin',
    { components: [{ ...component, release: { releasedAt: 'May' } }] },
    /releasedAt.*moment/,
  ],
  [
    'a hash that is none',
    '--stdin',
    { components: [{ ...component, artefact: { known: { kind: 'declared' }, sha256: 'x' } }] },
    /sha256.*64/,
  ],
  [
    'an address that is none',
    '--stdin',
    { components: [{ ...component, release: { homePage: 'there' } }] },
    /homePage.*address/,
  ],
  [
    'a field that there is not',
    '--stdin',
    { components: [{ ...component, release: { supplier: 'S' } }] },
    /components\[0\]\.release/,
  ],
  [
    'measured, but never',
    '--stdin',
    { components: [{ ...component, artefact: { known: { kind: 'measured' } } }] },
    /artefact\.known\.at/,
  ],
  [
    'a conclusion that is no expression',
    '--stdin',
    {
      components: [
        { id: 'm', name: 'm', conclusion: { licence: 'free', by: 'legal', at: '2026-11-23T00:00:00Z', reason: 'So.' } },
      ],
    },
    /no SPDX expression/,
  ],
]
for (const [why, line, input, says] of refused) {
  test(`refused: ${why}`, async () => {
    const { exitCode, out, err } = await stellwerk(line, input)
    assert.deepEqual([exitCode, out], [2, ''])
    assert.match(err, says)
  })
}
