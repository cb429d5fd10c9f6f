import { strict as assert } from 'node:assert'

import { describe, test } from 'bun:test'

import { parseBody } from '@stellwerk/contract/register/body'
import { exampleBodies, exampleStated } from '@stellwerk/contract/register/example-bodies'
import { type ObjectKind, objectKinds } from '@stellwerk/contract/register/kind'
import type { OrganisationBody } from '@stellwerk/contract/register/organisation'

import { type Judged, requiredActs } from './required-acts.ts'

const town = parseBody('organisation', exampleBodies.organisation)
const without = organisationWith({ representation: { kind: 'none', ...exampleStated } })

function organisationWith(changed: object): OrganisationBody {
  return parseBody('organisation', { ...exampleBodies.organisation, ...changed })
}

function shown(kind: ObjectKind, changed: object, organisation: OrganisationBody | 'unknown', before?: object): string {
  const judged = {
    kind,
    body: parseBody(kind, { ...exampleBodies[kind], ...changed }),
    ...(before === undefined ? {} : { before: parseBody(kind, { ...exampleBodies[kind], ...before }) }),
  } as Judged // The bodies are those of the kind.
  return requiredActs(judged, organisation)
    .map((act) => `${act.kind} ${act.role}`)
    .join(', ')
}

const always = 'approve owner, approve itSecurity'
const management = 'approve management'
const opinion = 'opinion dataProtectionOfficer'
const agreement = 'agreement employeeRepresentation'
const drafting = { profile: 'internalDrafting', legalBases: [], participation: { scope: 'none', ...exampleStated } }
const special = { kinds: ['HEALTH'], article9: 'h', source: 'SGB V', validUntil: '2027-11-23' }
const basis = { article6: 'e', source: 'GO', validUntil: '2027-11-23' }
const covered = exampleBodies.useCase.participation
const informed = { scope: 'information', ...exampleStated }

const useCases: readonly [why: string, changed: object, organisation: OrganisationBody | 'unknown', acts: string][] = [
  ['the simplest case', drafting, without, always],
  ['the simplest case where a council is', drafting, town, always],
  ['code', { ...drafting, personalData: { preset: 'code' } }, without, always],
  ['personnel', { ...drafting, personalData: { preset: 'personnel' } }, without, `${always}, ${opinion}`],
  ['a legal basis is named', { ...drafting, legalBases: ['a'] }, without, `${always}, ${opinion}`],
  ['a legal basis is told', { ...drafting, personalData: { legalBasis: basis } }, without, `${always}, ${opinion}`],
  ['personal data', { ...drafting, profile: 'personalData' }, without, `${always}, ${opinion}`],
  ['a public service', { ...drafting, profile: 'publicService' }, without, `${always}, ${management}, ${opinion}`],
  ['Annex III', { ...drafting, profile: 'annexIII' }, without, `${always}, ${management}, ${opinion}`],
  [
    'special categories',
    { ...drafting, personalData: { specialCategories: special } },
    without,
    `${always}, ${management}, ${opinion}`,
  ],
  ['employees use it', { ...drafting, participation: covered }, town, `${always}, ${agreement}`],
  ['employees use it, nobody represents them', { ...drafting, participation: covered }, without, always],
  ['nobody knows who represents them', { ...drafting, participation: covered }, 'unknown', `${always}, ${agreement}`],
  [
    'they are to be informed',
    { ...drafting, participation: informed },
    town,
    `${always}, information employeeRepresentation`,
  ],
  ['they are to be informed, nobody represents them', { ...drafting, participation: informed }, without, always],
]
for (const [why, changed, organisation, acts] of useCases) {
  test(`a use case needs: ${why}`, () => assert.equal(shown('useCase', changed, organisation), acts))
}

const others: readonly [
  kind: ObjectKind,
  changed: object,
  acts: string,
  organisation?: OrganisationBody | 'unknown',
][] = [
  ['policySet', {}, `approve itSecurity, ${management}`],
  ['policySet', { touchesEvaluations: true }, `approve itSecurity, ${management}, ${agreement}`],
  ['policySet', { touchesEvaluations: true }, `approve itSecurity, ${management}`, without],
  ['policySet', { touchesEvaluations: true }, `approve itSecurity, ${management}, ${agreement}`, 'unknown'],
  ['observation', {}, `approve owner, ${management}`],
  ['managementAcceptance', {}, management],
  ['worksAgreement', {}, `${agreement}, ${management}`],
  ['processorContract', {}, `approve itSecurity, ${opinion}`],
  ['upstream', {}, 'approve itSecurity'],
  ['deployment', {}, 'approve itSecurity'],
  ['legalBasis', {}, opinion],
  ['impactAssessment', {}, opinion],
  ['aiActRecord', {}, 'approve owner'],
  ['aiActRecord', { class: 'high-risk-annex-iii' }, `approve owner, ${management}`],
  ['aiActRecord', { class: 'high-risk-annex-i' }, `approve owner, ${management}`],
  ['aiActRecord', { class: 'annex-iii-derogated' }, `approve owner, ${management}`],
  ['aiActRecord', { class: 'not-an-ai-system' }, 'approve owner'],
  ['component', {}, ''],
  ['artefact', {}, ''],
  ['group', {}, ''],
  ['transparencyMeasure', {}, ''],
  ['oversight', {}, ''],
  ['trainingRecord', {}, ''],
  ['organisation', {}, ''],
]
for (const [kind, changed, acts, organisation = town] of others) {
  test(`${kind} needs ${acts || 'nothing'} (${JSON.stringify(changed)})`, () =>
    assert.equal(shown(kind, changed, organisation), acts))
}

test('every kind has a row', () => {
  const tested = new Set<string>(['useCase', ...others.map(([kind]) => kind)])
  assert.deepEqual(
    objectKinds.filter((kind) => !tested.has(kind)),
    [],
  )
})

const taxToo = [...(exampleBodies.organisation.dataClasses ?? []), { class: 'taxSecrecy', ...exampleStated }]

describe('a later version of the organisation', () => {
  const rows: readonly [why: string, changed: object, acts: string][] = [
    ['with another title', { title: 'City of Musterstadt' }, ''],
    ['with one more class of data', { dataClasses: taxToo }, ''],
    ['with one class of data less', { dataClasses: [] }, management],
    ['without its staff council', { representation: { kind: 'none', ...exampleStated } }, management],
    ['as a hospital', { kind: 'hospital' }, management],
  ]
  for (const [why, changed, acts] of rows) {
    test(why, () => assert.equal(shown('organisation', changed, town, {}), acts))
  }
})
