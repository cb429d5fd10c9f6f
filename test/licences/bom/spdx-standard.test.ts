// Goal: what we write as SPDX 3.0.1 is valid by the JSON Schema and by the SHACL shapes that the SPDX project publishes.
import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'

import { Ajv2020 } from 'ajv/dist/2020.js'
import { beforeAll, describe, test } from 'bun:test'
import fc from 'fast-check'

import type { BomInput } from '@stellwerk/licences/bom/input'
import { spdx } from '@stellwerk/licences/bom/spdx'
import { anyComponent } from './any-component.ts'
import type { Parsed } from './parsed.ts'
import { digestOf, known, smallInstallation } from './small-installation.ts'
import { shapeProblems, type SpdxStandard, spdxStandard, StandardMissing } from './spdx-standard.ts'

const standard = await standardOrNone()

/** In CI a missing standard is a failure; elsewhere it is said in one line. */
async function standardOrNone(): Promise<SpdxStandard | undefined> {
  try {
    return await spdxStandard((line) => console.log(line))
  } catch (error) {
    if (!(error instanceof StandardMissing) || process.env['CI'] === 'true') throw error
    console.log(`SPDX documents were not held against the standard: ${error.message}`)
    return undefined
  }
}

const documentOf = (input: BomInput): Parsed => JSON.parse(JSON.stringify(spdx(input, known, digestOf).document))
const bare = (components: BomInput['components']): BomInput => ({
  subject: 'gateway',
  createdAt: '2026-11-23T08:30:00Z',
  tool: { name: 'Stellwerk', version: '0.1.0' },
  components,
})
const installation = smallInstallation() // The published conflicts are in it.
const whole = documentOf(installation)
/** Something of everything; the shapes take a second for each document of the size of the whole. */
const part = documentOf(bare(installation.components.filter(({ id }) => id === 'letters')))
const element = (document: Parsed, type: string): Parsed => document['@graph'].find((one: Parsed) => one.type === type)
const relationship = (document: Parsed, type: string): Parsed =>
  document['@graph'].find((one: Parsed) => one.relationshipType === type)

const good: readonly [what: string, document: Parsed][] = [
  ['a whole installation', whole],
  ['one component', part],
  ['an empty one', documentOf(bare([]))],
  ...fc
    .sample(fc.array(anyComponent, { minLength: 1, maxLength: 3 }), { numRuns: 8, seed: 5 })
    .map((components, sample): [string, Parsed] => [
      `any components, sample ${sample}`,
      documentOf(bare(components.map((component, index) => ({ id: `c${index}`, component })))),
    ]),
]

// The check itself: each breaks one rule.
const bad: readonly [why: string, breakIt: (document: Parsed) => void][] = [
  ['a relationship of a kind that is none', (d) => (relationship(d, 'trainedOn').relationshipType = 'learntFrom')],
  ['a relationship from nowhere', (d) => delete relationship(d, 'hasDeclaredLicense').from],
  ['a data set of no type', (d) => delete element(d, 'dataset_DatasetPackage').dataset_datasetType],
  ['a data set of a type that is none', (d) => (element(d, 'dataset_DatasetPackage').dataset_datasetType = ['prose'])],
  [
    'an expression without its words',
    (d) => delete element(d, 'simplelicensing_LicenseExpression').simplelicensing_licenseExpression,
  ],
  [
    'a licence list without a full version',
    (d) => (element(d, 'simplelicensing_LicenseExpression').simplelicensing_licenseListVersion = '3.29'),
  ],
  ['a text that is none', (d) => delete element(d, 'simplelicensing_SimpleLicensingText').simplelicensing_licenseText],
  ['a moment with fractions of a second', (d) => (element(d, 'CreationInfo').created = '2026-11-23T08:30:00.5Z')],
  [
    'a hash without its kind',
    (d) => delete d['@graph'].find((one: Parsed) => one.verifiedUsing)?.verifiedUsing[0].algorithm,
  ],
  ['an annotation about nothing', (d) => delete element(d, 'Annotation').subject],
  ['a presence that is no answer', (d) => (element(d, 'ai_AIPackage').ai_useSensitivePersonalInformation = 'maybe')],
  ['a profile that is none', (d) => (element(d, 'SpdxDocument').profileConformance = ['licences'])],
]

if (standard !== undefined) {
  describe('JSON Schema', () => {
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(standard.schema, 'utf8')))
    for (const [what, document] of good)
      test(`valid: ${what}`, () => assert.ok(validate(document), JSON.stringify(validate.errors?.slice(0, 3))))
    for (const [why, breakIt] of [
      ...bad,
      ['a field of our own', (d: Parsed) => (d['@graph'][1].verdict = 'forbidden')],
    ] as const)
      test(`refused: ${why}`, () => assert.equal(validate(broken(breakIt)), false))
  })

  describe('SHACL', () => {
    let problems: readonly string[] = []
    // One start of Python for all, and one graph for what is good.
    beforeAll(async () => {
      problems = await shapeProblems(standard, [good.map(([, one]) => one), ...bad.map(([, one]) => [broken(one)])])
    }, 120_000)
    test(`all ${good.length} documents conform`, () => assert.equal(problems[0], ''))
    bad.forEach(([why], at) =>
      test(`refused: ${why}`, () => assert.match(problems[at + 1] ?? '', /Constraint Violation/)),
    )
  })
}

function broken(breakIt: (document: Parsed) => void): Parsed {
  const document = structuredClone(part)
  breakIt(document)
  return document
}
