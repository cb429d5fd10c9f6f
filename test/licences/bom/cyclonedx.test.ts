// Goal: what we write as CycloneDX is valid by the schemas that CycloneDX publishes, says nothing that nobody stated, is the same bytes
// for the same input, and can be read back.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { SPDX, Spec, Validation } from '@cyclonedx/cyclonedx-library'
import fc from 'fast-check'

import { cycloneDx } from '@stellwerk/licences/bom/cyclonedx'
import { jsonText } from '@stellwerk/licences/bom/json'
import type { BomInput } from '@stellwerk/licences/bom/input'
import { readCycloneDx } from '@stellwerk/licences/bom/read-cyclonedx'
import { licenceListVersion, listedIds } from '@stellwerk/licences/bom/spdx-ids'
import { anyClaim, anyComponent } from './any-component.ts'
import type { Parsed } from './parsed.ts'
import { publishedConflicts } from './published-conflicts.ts'
import { digestOf, known, smallInstallation } from './small-installation.ts'

// The JSON schemas of CycloneDX as its own library ships them, in its strict reading: nothing that the schema does not name.
const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot7)
const problemsOf = (text: string) => validator.validate(text)
const textOf = (input: BomInput): string => jsonText(cycloneDx(input, known, digestOf))
const whole = smallInstallation()
const wholeText = textOf(whole)
const bare = (components: BomInput['components']): BomInput => ({
  subject: 'gateway',
  createdAt: '2026-11-23T08:30:00Z',
  tool: { name: 'Stellwerk', version: '0.1.0' },
  components,
})

const parsed = (text: string): Parsed => JSON.parse(text)
const listedIn = (document: Parsed, id: string): Parsed =>
  document.components.find((component: Parsed) => component['bom-ref'] === `component:${id}`)

test('a whole installation is valid CycloneDX 1.7', async () => {
  assert.equal(await problemsOf(wholeText), null)
})

test('an empty one is, too', async () => {
  assert.equal(await problemsOf(textOf(bare([]))), null)
})

// The check itself: each of these breaks one rule of the schema.
const broken: readonly [why: string, breakIt: (document: Parsed) => void][] = [
  ['an id that SPDX does not list', (d) => (listedIn(d, 'letters').licenses[0].license.id = 'llama3.1')],
  ['LicenseRef as an id', (d) => (listedIn(d, 'letters').licenses[0].license.id = 'LicenseRef-llama-4-community')],
  [
    'an acknowledgement of a third kind',
    (d) => (listedIn(d, 'letters').licenses[0].license.acknowledgement = 'measured'),
  ],
  [
    'details without their identifier',
    (d) => delete listedIn(d, 'letters').licenses[1].expressionDetails[0].licenseIdentifier,
  ],
  ['a citation without a moment', (d) => delete d.citations[0].timestamp],
  ['a citation by nobody', (d) => delete d.citations[0].attributedTo],
  ['a citation of nothing', (d) => delete d.citations[0].pointers],
  ['a hash that is none', (d) => (listedIn(d, 'letters').hashes[0].content = 'abc')],
  ['a type that is none', (d) => (listedIn(d, 'letters').type = 'model')],
  ['a number that is no UUID', (d) => (d.serialNumber = 'urn:uuid:1')],
  ['a field of our own outside of the properties', (d) => (d.verdict = 'forbidden')],
  ['a verdict as a licence', (d) => listedIn(d, 'letters').licenses.push({ verdict: 'forbidden' })],
]
for (const [why, breakIt] of broken) {
  test(`the schema refuses ${why}`, async () => {
    const document = parsed(wholeText)
    breakIt(document)
    assert.notEqual(await problemsOf(JSON.stringify(document)), null)
  })
}

test('the ids that may become license.id are on the list of SPDX of the version named', async () => {
  assert.deepEqual(
    listedIds.filter((id) => !SPDX.isSupportedSpdxId(id)),
    [],
  )
  const schema = Bun.file(
    new URL('../../../node_modules/@cyclonedx/cyclonedx-library/res/schema/spdx.SNAPSHOT.schema.json', import.meta.url),
  )
  assert.ok(String((await schema.json()).$comment).endsWith(`-${licenceListVersion}`))
})

test('no claim ever becomes an id that SPDX does not list', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyClaim, { minLength: 1, maxLength: 5 }), async (claims) => {
      const text = textOf(
        bare(
          claims.map((declaredLicence, id) => ({
            id: `${id}`,
            component: { kind: 'model', name: 'm', declaredLicence },
          })),
        ),
      )
      const ids = [...text.matchAll(/"id": "([^"]*)"/g)].map(([, id]) => id ?? '')
      assert.deepEqual(
        ids.filter((id) => !SPDX.isSupportedSpdxId(id)),
        [],
      )
      assert.equal(await problemsOf(text), null)
    }),
    { numRuns: 25 },
  )
})

for (const [claim, shown] of [
  ['mit', { license: { id: 'MIT', acknowledgement: 'declared', url: 'https://spdx.org/licenses/MIT.html' } }],
  ['llama3.1', { license: { name: 'llama3.1', acknowledgement: 'declared' } }],
  ['GPL', { license: { name: 'GPL', acknowledgement: 'declared' } }],
  ['other:mrl', { license: { name: 'other:mrl', acknowledgement: 'declared' } }],
  ['LicenseRef-mine', { license: { name: 'LicenseRef-mine', acknowledgement: 'declared' } }],
  ['mit or apache-2.0', { license: { name: 'mit or apache-2.0', acknowledgement: 'declared' } }],
  ['mit OR apache-2.0', { expression: 'MIT OR Apache-2.0', acknowledgement: 'declared' }],
  ['(MIT OR ISC) AND Zlib', { expression: '(MIT OR ISC) AND Zlib', acknowledgement: 'declared' }],
  ['MIT OR', { license: { name: 'MIT OR', acknowledgement: 'declared' } }],
  ['MIT AND llama3', { license: { name: 'MIT AND llama3', acknowledgement: 'declared' } }],
  ['', { license: { name: '', acknowledgement: 'declared' } }],
] as const) {
  test(`declared as "${claim}"`, () => {
    const document = parsed(
      textOf(bare([{ id: 'm', component: { kind: 'model', name: 'm', declaredLicence: claim } }])),
    )
    assert.deepEqual(document.components[0].licenses[0], shown)
  })
}

for (const { known: conflict, concluded } of publishedConflicts) {
  test(`${conflict.id}: declared and concluded differ`, async () => {
    const text = textOf(bare([conflict]))
    assert.equal(await problemsOf(text), null)
    const [declared, found] = parsed(text).components[0].licenses
    assert.equal((declared.license ?? declared).acknowledgement, 'declared')
    assert.equal((found.license ?? found).acknowledgement, 'concluded')
    assert.equal(found.expression ?? found.license.id ?? found.license.name, concluded)
    assert.notEqual(found.expression ?? found.license.id, declared.expression ?? declared.license.id)
    assert.ok(text.includes('stellwerk:licence:difference'))
  })
}

test('the same input gives the same bytes, in whatever order it came', () => {
  assert.equal(textOf({ ...whole, components: whole.components.toReversed() }), wholeText)
})

test('another input has another number', () => {
  const numbers = [wholeText, textOf({ ...whole, createdAt: '2026-11-23T08:30:01Z' }), textOf(bare([]))].map(
    (text) => parsed(text).serialNumber,
  )
  assert.equal(new Set(numbers).size, 3)
})

test('each ref is there once, and each that is named is there', () => {
  const refs: string[] = []
  const named: string[] = []
  const walk = (value: Parsed, key = ''): void => {
    if (Array.isArray(value)) for (const one of value) walk(one, key)
    else if (typeof value === 'object' && value !== null) {
      for (const [inner, one] of Object.entries(value)) {
        if (inner === 'bom-ref') refs.push(String(one))
        else walk(one, inner)
      }
      if (String(value.name).startsWith('stellwerk:lineage:')) named.push(value.value)
    } else if (['ref', 'dependsOn', 'attributedTo', 'assemblies'].includes(key)) named.push(String(value))
  }
  walk(parsed(wholeText))
  assert.equal(new Set(refs).size, refs.length)
  assert.deepEqual(
    named.filter((ref) => !refs.includes(ref)),
    [],
  )
  assert.ok(named.length > 20)
})

test('each citation says how it is known and points at something', () => {
  const document = parsed(wholeText)
  for (const { pointers, note } of document.citations) {
    assert.match(note, /^(measured|declared|concluded): /)
    for (const pointer of pointers) {
      const found = pointer
        .slice(1)
        .split('/')
        .reduce((value: Parsed, step: string) => value?.[step], document)
      assert.notEqual(found, undefined, pointer)
    }
  }
  const about = (pointer: string) => document.citations.find(({ pointers }: Parsed) => pointers.includes(pointer))
  const letters = document.components.findIndex(({ name }: Parsed) => name === 'some-org/letters-8b')
  assert.match(about(`/components/${letters}/hashes`).note, /^measured/)
  assert.equal(about(`/components/${letters}/hashes`).timestamp, '2026-11-21T07:00:00Z')
  assert.match(about(`/components/${letters}/licenses/0`).note, /^declared.*README\.md/)
  assert.equal(about(`/components/${letters}/licenses/1`).attributedTo, 'tool')
  const corpus = document.components.findIndex(({ name }: Parsed) => name === 'town-corpus')
  assert.match(about(`/components/${corpus}/hashes`).note, /^declared: written down, not measured/)
  assert.equal(about(`/components/${corpus}/hashes`).attributedTo, 'office:data office')
})

test('what nobody stated is stated as unknown, and nothing else is said of it', () => {
  const [component] = parsed(textOf(bare([{ id: 'm', component: { kind: 'model', name: 'm' } }]))).components
  assert.deepEqual(Object.keys(component).toSorted(), [
    'bom-ref',
    'licenses',
    'modelCard',
    'name',
    'properties',
    'type',
  ])
  assert.equal(component.licenses.length, 1)
  assert.equal(component.licenses[0].license.name, 'NOASSERTION')
  const unknown = component.properties
    .filter(({ name }: Parsed) => name === 'stellwerk:unknown')
    .map(({ value }: Parsed) => value)
  for (const gap of ['version', 'sha256', 'declared licence', 'supplier', 'release time', 'training data', 'modality'])
    assert.ok(unknown.includes(gap), gap)
})

test('the verdict of each use case stands in the properties, the strictest of them once more', () => {
  const { properties } = listedIn(parsed(wholeText), 'scout')
  const valueOf = (name: string) => properties.find((one: Parsed) => one.name === `stellwerk:licence:${name}`)?.value
  assert.equal(valueOf('verdict'), 'forbidden')
  assert.equal(valueOf('verdict:letters'), 'forbidden')
  assert.match(valueOf('reasons:letters'), /territory_excluded/)
  assert.match(valueOf('territory'), /excludes EU/)
  assert.equal(valueOf('catalogueVersion'), known.asOf)
})

test('read back, components are what they were', () => {
  const listed = whole.components.map(({ id, component }) => ({ id, component }))
  const order = (left: { id: string }, right: { id: string }) => (left.id < right.id ? -1 : 1)
  assert.deepEqual(readCycloneDx(parsed(wholeText)).toSorted(order), listed.toSorted(order))
})

test('any component is valid, and comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyComponent, { maxLength: 3 }), async (components) => {
      const input = bare(components.map((component, index) => ({ id: `c|${index}`, component })))
      const text = textOf(input)
      assert.equal(await problemsOf(text), null)
      assert.deepEqual(readCycloneDx(parsed(text)), input.components)
    }),
    { numRuns: 40 },
  )
})
