// Goal: what SPDX asks in words and no schema enforces: one declared and one concluded licence for each package, profiles claimed only
// where all that they demand was stated, references that lead somewhere, the same bytes for the same input.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import fc from 'fast-check'

import { jsonText } from '@stellwerk/licences/bom/json'
import type { BomComponent, BomInput } from '@stellwerk/licences/bom/input'
import { spdx } from '@stellwerk/licences/bom/spdx'
import { anyComponent } from './any-component.ts'
import type { Parsed } from './parsed.ts'
import { publishedConflicts } from './published-conflicts.ts'
import { digestOf, known, smallInstallation } from './small-installation.ts'

const whole = smallInstallation()
const made = (input: BomInput) => spdx(input, known, digestOf)
const textOf = (input: BomInput): string => jsonText(made(input).document)
const graphOf = (input: BomInput): readonly Parsed[] => JSON.parse(textOf(input))['@graph']
const bare = (...components: BomComponent[]): BomInput => ({
  subject: 'gateway',
  createdAt: '2026-11-23T08:30:00Z',
  tool: { name: 'Stellwerk', version: '0.1.0' },
  components,
})

const packages = ['ai_AIPackage', 'dataset_DatasetPackage', 'software_Package']
const relationsOf = (graph: readonly Parsed[], from: string, type: string) =>
  graph.filter((element) => element.from === from && element.relationshipType === type)

/** What a licence relationship of the package leads to: an expression, or the last word of `…NoneLicense`. */
function licenceOf(
  graph: readonly Parsed[],
  name: string,
  type: string,
): { readonly to: string; readonly comment?: string } {
  const { spdxId } = graph.find((element) => packages.includes(element.type) && element.name === name)
  const [{ to, comment }] = relationsOf(graph, spdxId, type)
  const licence = graph.find((element) => element.spdxId === to[0])
  return { to: licence?.simplelicensing_licenseExpression ?? to[0].split('_')[1], comment }
}

function assertConforms(graph: readonly Parsed[]): void {
  const ids = new Set(graph.map(({ spdxId }) => spdxId))
  assert.equal(ids.size, graph.length, 'each element once')
  for (const element of graph) {
    if (packages.includes(element.type)) {
      assert.equal(relationsOf(graph, element.spdxId, 'hasDeclaredLicense').length, 1, element.name)
      assert.equal(relationsOf(graph, element.spdxId, 'hasConcludedLicense').length, 1, element.name)
    }
    const named = [element.from, ...(element.to ?? []), element.subject, element.suppliedBy, ...(element.element ?? [])]
    const entries = element.simplelicensing_customIdToUri ?? []
    for (const one of [...named, ...(element.originatedBy ?? []), ...entries.map(({ value }: Parsed) => value)])
      if (one?.startsWith('urn:')) assert.ok(ids.has(one), `${element.spdxId} names ${one}`)
    const references = (element.simplelicensing_licenseExpression ?? '').match(/LicenseRef-[\w.-]+/g) ?? []
    assert.deepEqual(
      [...new Set(references)],
      entries.map(({ key }: Parsed) => key),
    )
  }
}

test('a whole installation conforms', () => assertConforms(graphOf(whole)))

test('any components conform', () => {
  fc.assert(
    fc.property(fc.array(anyComponent, { maxLength: 3 }), (components) => {
      assertConforms(graphOf(bare(...components.map((component, index) => ({ id: `c${index}`, component })))))
    }),
    { numRuns: 60 },
  )
})

test('the same input gives the same bytes, in whatever order it came, and another input another name', () => {
  const text = textOf(whole)
  assert.equal(textOf({ ...whole, components: whole.components.toReversed() }), text)
  const nameIn = (document: string) => /urn:uuid:[0-9a-f-]{36}/.exec(document)?.[0]
  assert.notEqual(nameIn(textOf({ ...whole, createdAt: '2026-11-23T08:30:01Z' })), nameIn(text))
})

for (const { known: conflict, concluded } of publishedConflicts) {
  test(`${conflict.id}: declared and concluded differ, and the comment says why`, () => {
    const graph = graphOf(bare(conflict))
    const declared = licenceOf(graph, conflict.component.name, 'hasDeclaredLicense')
    const found = licenceOf(graph, conflict.component.name, 'hasConcludedLicense')
    assert.equal(found.to, concluded === 'NOASSERTION' ? 'NoAssertionLicense' : concluded)
    assert.notEqual(declared.to, found.to)
    assert.match(found.comment ?? '', /^Declared as "/)
  })
}

const component = { kind: 'model', name: 'm', licence: 'MIT', declaredLicence: 'mit' } as const
const measured = { kind: 'measured', at: '2026-11-23T08:00:00Z' } as const
const conclusion = { licence: 'Zlib', by: 'legal', at: '2026-11-20T09:00:00Z', reason: 'Read.' }
const text = (licence: string | null) => ({ path: 'LICENSE', licence, wordSha256: 'a'.repeat(64) })
const licensing: readonly [why: string, what: BomComponent, declared: string, concluded: string][] = [
  ['a claim in the card is contained', { id: 'm', component, claim: { foundIn: 'card' } }, 'MIT', 'MIT'],
  ['a label of the page is not', { id: 'm', component, claim: { foundIn: 'hub-label' } }, 'NoAssertionLicense', 'MIT'],
  ['a claim from nobody knows where may not be', { id: 'm', component }, 'NoAssertionLicense', 'MIT'],
  [
    'a text in the artefact is contained, whatever the label says',
    { id: 'm', component, claim: { foundIn: 'hub-label' }, artefact: { known: measured, texts: [text('Apache-2.0')] } },
    'Apache-2.0',
    'MIT',
  ],
  [
    'a text that nobody knows says nothing',
    { id: 'm', component: { kind: 'model', name: 'm' }, artefact: { known: measured, texts: [text(null)] } },
    'NoAssertionLicense',
    'NoAssertionLicense',
  ],
  [
    'a name that SPDX does not list becomes a reference',
    { id: 'm', component: { ...component, declaredLicence: 'Our own, v2' }, claim: { foundIn: 'card' } },
    'LicenseRef-declared-Our-own-v2',
    'MIT',
  ],
  ['nothing declared is none', { id: 'm', component: { ...component, declaredLicence: null } }, 'NoneLicense', 'MIT'],
  [
    'nothing declared and no text found is none for both',
    { id: 'm', component: { kind: 'model', name: 'm', declaredLicence: null, licence: 'NO-LICENCE' } },
    'NoneLicense',
    'NoneLicense',
  ],
  [
    'where nobody has looked nothing is asserted',
    { id: 'm', component: { kind: 'model', name: 'm' } },
    'NoAssertionLicense',
    'NoAssertionLicense',
  ],
  [
    'one unknown base leaves the whole open',
    { id: 'm', component: { ...component, lineage: [{ relation: 'merge', parent: 'b' }] }, claim: { foundIn: 'card' } },
    'MIT',
    'NoAssertionLicense',
  ],
  [
    'an engine beside is a work of its own',
    {
      id: 'm',
      component: { ...component, lineage: [{ relation: 'served-by', parent: 'e', licence: 'AGPL-3.0-only' }] },
    },
    'NoAssertionLicense',
    'MIT',
  ],
  [
    'a teacher whose licence leaves outputs free adds nothing',
    {
      id: 'm',
      component: { ...component, lineage: [{ relation: 'distilled-on-outputs', parent: 't', licence: 'Apache-2.0' }] },
    },
    'NoAssertionLicense',
    'MIT',
  ],
  [
    'another teacher does',
    {
      id: 'm',
      component: {
        ...component,
        lineage: [{ relation: 'distilled-on-outputs', parent: 't', licence: 'LicenseRef-gemma-tou-2025-03-24' }],
      },
    },
    'NoAssertionLicense',
    'MIT AND LicenseRef-gemma-tou-2025-03-24',
  ],
  [
    'a data set is named beside, because its effect on weights is unsettled',
    {
      id: 'm',
      component: { ...component, lineage: [{ relation: 'trained-on', parent: 'd', licence: 'CC-BY-SA-4.0' }] },
    },
    'NoAssertionLicense',
    'MIT',
  ],
  [
    "a person's conclusion stands where no text says one",
    { id: 'm', component: { kind: 'model', name: 'm' }, conclusion },
    'NoAssertionLicense',
    'Zlib',
  ],
  ['it never replaces a text', { id: 'm', component, conclusion }, 'NoAssertionLicense', 'MIT'],
  [
    'nor what it was made from',
    { id: 'm', component: { kind: 'model', name: 'm', lineage: [{ relation: 'merge', parent: 'b' }] }, conclusion },
    'NoAssertionLicense',
    'NoAssertionLicense',
  ],
  [
    'a layer under two licences brings both',
    { id: 'm', component: { ...component, licence: 'MIT AND LicenseRef-mine' } },
    'NoAssertionLicense',
    'MIT AND LicenseRef-mine',
  ],
]
for (const [why, what, declared, concluded] of licensing) {
  test(`licence: ${why}`, () => {
    const graph = graphOf(bare(what))
    assertConforms(graph)
    assert.equal(licenceOf(graph, 'm', 'hasDeclaredLicense').to, declared)
    assert.equal(licenceOf(graph, 'm', 'hasConcludedLicense').to, concluded)
  })
}

const relations = [
  ['finetune', 'descendantOf'],
  ['continued-pretraining', 'descendantOf'],
  ['adapter', 'descendantOf'],
  ['quantized', 'descendantOf'],
  ['format-conversion', 'descendantOf'],
  ['pruned', 'descendantOf'],
  ['merge', 'descendantOf'],
  ['mergedFrom', 'descendantOf'],
  ['trained-on', 'trainedOn'],
  ['tested-on', 'testedOn'],
  ['embeds-component', 'contains'],
  ['served-by', 'dependsOn'],
  ['shown-in', 'dependsOn'],
  ['distilled-on-outputs', 'other'],
  ['soup-of', 'other'],
] as const
for (const [relation, type] of relations) {
  test(`relation: ${relation} is ${type}, with our word beside it`, () => {
    const graph = graphOf(
      bare({ id: 'm', component: { ...component, lineage: [{ relation, parent: 'p', licence: 'MIT' }] } }),
    )
    const from = graph.find(({ name }) => name === 'm').spdxId
    const [edge] = relationsOf(graph, from, type)
    assert.equal(edge.comment, relation)
    assert.equal(graph.find(({ spdxId }) => spdxId === edge.to[0]).name, 'p')
  })
}

const complete = {
  id: 'm',
  component: { ...component, version: '1' },
  release: { suppliedBy: 'S', releasedAt: '2026-05-01T00:00:00Z', downloadLocation: 'https://models.example/m' },
} satisfies BomComponent
const profilesIn = (input: BomInput) => graphOf(input).find(({ type }) => type === 'SpdxDocument').profileConformance

test('a profile is claimed when all that it demands was stated', () => {
  assert.deepEqual(profilesIn(bare(complete)), ['core', 'software', 'simpleLicensing', 'ai'])
  assert.deepEqual(made(bare(complete)).gaps, [])
})

for (const [field, without] of [
  ['suppliedBy', { ...complete, release: { ...complete.release, suppliedBy: undefined } }],
  ['releaseTime', { ...complete, release: { ...complete.release, releasedAt: undefined } }],
  ['software_downloadLocation', { ...complete, release: { ...complete.release, downloadLocation: undefined } }],
  ['software_packageVersion', { ...complete, component }],
] as const) {
  test(`without ${field} it is not, and the document says so`, () => {
    // A key without a value is what an absent key is here; the type wants it absent.
    const input = bare(without as BomComponent)
    assert.deepEqual(profilesIn(input), ['core', 'software', 'simpleLicensing'])
    assert.deepEqual(made(input).gaps, [{ profile: 'ai', package: 'm', fields: [field] }])
    assert.ok(textOf(input).includes(`m lacks ${field} (ai)`))
  })
}

test('a data set of which enough is known earns its profile, and one of which nothing is known states that', () => {
  const corpus = whole.components.filter(({ id }) => id === 'corpus')
  assert.deepEqual(profilesIn(bare(...corpus)), ['core', 'software', 'simpleLicensing', 'dataset'])
  const [unknown] = graphOf(bare({ id: 'd', component: { kind: 'dataset', name: 'd' } })).filter(
    ({ name }) => name === 'd',
  )
  assert.deepEqual(unknown.dataset_datasetType, ['noAssertion'])
  assert.equal(unknown.releaseTime, undefined)
})

test('a base that is a component of the list is that package, not a second one', () => {
  const base = { id: 'b', component: { kind: 'model', name: 'base', licence: 'MIT' } } as const
  const child = { relation: 'finetune', parent: 'base', kind: 'model', licence: 'MIT' } as const
  const graph = graphOf(bare(base, { id: 'm', component: { ...component, lineage: [child] } }))
  assert.equal(graph.filter(({ name }) => name === 'base').length, 1)
})

test('what has no field stands in an annotation as JSON', () => {
  const graph = graphOf(whole)
  const subject = graph.find(({ name }) => name === 'Llama-4-Scout-17B-16E-Instruct').spdxId
  const annotation = graph.find((element) => element.type === 'Annotation' && element.subject === subject)
  const { uses, territory } = JSON.parse(annotation.statement)
  assert.equal(uses[0].verdict, 'forbidden')
  assert.match(territory[0], /excludes EU/)
})
