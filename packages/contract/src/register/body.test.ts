import { strict as assert } from 'node:assert'

import { describe, test } from 'bun:test'

import { ConfigInvalid } from '../config-problem.ts'
import { canonicalJson } from '../journal/canonical.ts'
import { statedAct } from './act.ts'
import { actKinds, outcomesOf, rolesOf } from './act-words.ts'
import { bodySchemas, isObjectId, parseBody } from './body.ts'
import { exampleBodies, exampleStated } from './example-bodies.ts'
import { objectKindNames, objectKinds, type ObjectKind } from './kind.ts'
import { bsigFields } from './organisation.ts'
import { bsigFieldNames, dataClassSources, organisationWords } from './organisation-words.ts'
import { protectedRoles, protectedWays, roleNames, roles } from './role.ts'
import { digestedText, type ObjectVersion, type VersionState, versionStates } from './version.ts'

function problemsOf(kind: ObjectKind, value: unknown): readonly string[] {
  try {
    parseBody(kind, value)
    return []
  } catch (error) {
    assert.ok(error instanceof ConfigInvalid)
    return error.problems.map(({ path }) => path)
  }
}

describe('a body', () => {
  for (const kind of objectKinds) {
    test(`of kind ${kind} is read, frozen, and reads again as the same`, () => {
      const body = parseBody(kind, exampleBodies[kind])
      assert.ok(Object.isFrozen(body))
      assert.equal(canonicalJson(parseBody(kind, body)), canonicalJson(body))
      assert.equal(canonicalJson(parseBody(kind, JSON.parse(canonicalJson(body)))), canonicalJson(body))
    })

    test(`of kind ${kind} has nothing that nobody knows`, () => {
      assert.deepEqual(problemsOf(kind, { ...exampleBodies[kind], surprise: 1 }), ['surprise'])
      assert.notDeepEqual(problemsOf(kind, {}), [])
      assert.notDeepEqual(problemsOf(kind, null), [])
    })
  }

  test('there is one schema, one name and no more for each kind', () => {
    assert.deepEqual(Object.keys(bodySchemas).toSorted(), objectKinds.toSorted())
    assert.deepEqual(Object.keys(objectKindNames).toSorted(), objectKinds.toSorted())
  })
})

const legal: readonly ObjectKind[] = [
  'worksAgreement',
  'processorContract',
  'legalBasis',
  'impactAssessment',
  'aiActRecord',
  'transparencyMeasure',
  'oversight',
  'trainingRecord',
  'managementAcceptance',
]
for (const kind of legal) {
  for (const attribute of ['source', 'statedBy', 'validUntil'] as const) {
    test(`${kind} is no legal fact without ${attribute}`, () => {
      assert.deepEqual(problemsOf(kind, { ...exampleBodies[kind], [attribute]: undefined }), [attribute])
    })
  }
}

const { useCase, organisation, observation, worksAgreement, artefact } = exampleBodies
const none = { kind: 'none', ...exampleStated } as const
const rows: readonly [why: string, kind: ObjectKind, body: unknown, at: readonly string[]][] = [
  ['a person where participation permits it', 'useCase', withIdentity('person', true), []],
  ['a person where it does not', 'useCase', withIdentity('person', false), ['identity']],
  ['a group where it does not', 'useCase', withIdentity('group', false), []],
  ['co-determination with an agreement', 'useCase', useCase, []],
  [
    'co-determination without one',
    'useCase',
    { ...useCase, participation: { scope: 'required', ...exampleStated } },
    ['participation.worksAgreement'],
  ],
  ['information without one', 'useCase', { ...useCase, participation: { scope: 'information', ...exampleStated } }, []],
  ['no fallback', 'useCase', { ...useCase, fallbackProcedure: undefined }, ['fallbackProcedure']],
  ['nobody who announces a stop', 'useCase', { ...useCase, stopAnnouncer: undefined }, ['stopAnnouncer']],
  ['no body', 'useCase', { ...useCase, participation: undefined }, ['participation']],
  ['a town with a staff council', 'organisation', organisation, []],
  ['a town without', 'organisation', { ...organisation, representation: none }, []],
  [
    'a town with a works council',
    'organisation',
    { ...organisation, representation: { kind: 'worksCouncil', ...exampleStated } },
    ['representation'],
  ],
  ['a company that has none', 'organisation', { ...organisation, kind: 'company', representation: none }, []],
  [
    'a company with works council that has none',
    'organisation',
    { ...organisation, kind: 'companyWithWorksCouncil', representation: none },
    ['representation'],
  ],
  [
    'a church without its law',
    'organisation',
    { ...organisation, kind: 'churchBody', representation: none },
    ['churchLaw'],
  ],
  [
    'a church with its law',
    'organisation',
    { ...organisation, kind: 'churchBody', representation: none, churchLaw: 'KDG' },
    [],
  ],
  ['a town with the law of a church', 'organisation', { ...organisation, churchLaw: 'KDG' }, ['churchLaw']],
  [
    'a hospital of a church',
    'organisation',
    { ...organisation, kind: 'hospital', representation: none, churchLaw: 'DSG-EKD' },
    [],
  ],
  ['60 days of observation', 'observation', observation, []],
  ['61 days', 'observation', { ...observation, until: '2027-01-24' }, ['until']],
  ['an end before the beginning', 'observation', { ...observation, until: '2026-11-23' }, ['until']],
  ['groups of two', 'worksAgreement', { ...worksAgreement, smallestGroup: 2 }, []],
  ['groups of one', 'worksAgreement', { ...worksAgreement, smallestGroup: 1 }, ['smallestGroup']],
  ['half a digest', 'artefact', { ...artefact, digest: { ...artefact.digest, value: 'ab' } }, ['digest.value']],
]
for (const [why, kind, body, at] of rows) {
  test(`${kind}: ${why}`, () => assert.deepEqual(problemsOf(kind, body), at))
}

function withIdentity(identity: string, permitsPersonIdentity: boolean): unknown {
  return { ...useCase, identity, participation: { ...useCase.participation, permitsPersonIdentity } }
}

// § 77 BetrVG, § 63 BPersVG, § 36 MVG-EKD and § 38 MAVO name the agreements. Checked 2026-11-24.
const words: readonly [
  kind: string,
  representation: string,
  churchLaw: string | undefined,
  agreement: string | undefined,
][] = [
  ['company', 'none', undefined, undefined],
  ['companyWithWorksCouncil', 'worksCouncil', undefined, 'Betriebsvereinbarung'],
  ['publicBody', 'staffCouncil', undefined, 'Dienstvereinbarung'],
  ['hospital', 'worksCouncil', undefined, 'Betriebsvereinbarung'],
  ['hospital', 'churchStaffRepresentation', 'KDG', 'Dienstvereinbarung'],
  ['churchBody', 'churchStaffRepresentation', 'DSG-EKD', 'Dienstvereinbarung'],
  ['bank', 'worksCouncil', undefined, 'Betriebsvereinbarung'],
]
for (const [kind, representation, churchLaw, agreement] of words) {
  test(`words of ${kind} with ${representation}`, () => {
    const body = { ...organisation, kind, representation: { kind: representation, ...exampleStated } }
    const said = organisationWords(parseBody('organisation', churchLaw === undefined ? body : { ...body, churchLaw }))
    assert.equal(said.representation?.agreement.de, agreement)
    assert.match(said.dataProtectionLaw.de, new RegExp(churchLaw ?? '^DSGVO$'))
    assert.deepEqual(said.dataClasses, [{ class: 'socialData', source: dataClassSources.socialData }])
  })
}

test('§ 30(2) BSIG has ten fields, each with a name', () => {
  assert.equal(bsigFields.length, 10)
  assert.deepEqual(Object.keys(bsigFieldNames).toSorted(), bsigFields.toSorted())
})

describe('words of acts', () => {
  test('each kind has outcomes, and roles that can say them', () => {
    for (const kind of actKinds) assert.ok(outcomesOf[kind].length > 0 && rolesOf[kind].length > 0, kind)
    assert.ok(!rolesOf.approve.includes('administrator'))
    assert.deepEqual(Object.keys(roleNames).toSorted(), roles.toSorted())
  })

  test('no group leads to a role that guards against the employer', () => {
    assert.deepEqual(protectedRoles, ['dataProtectionOfficer', 'employeeRepresentation'])
    assert.ok(!(protectedWays as readonly string[]).includes('group')) // Any way is asked about.
  })

  test('an act has nothing that nobody knows', () => {
    const act = { kind: 'approve', role: 'owner', outcome: 'approved' }
    assert.ok(statedAct.safeParse(act).success)
    assert.ok(!statedAct.safeParse({ ...act, digest: 'x' }).success)
  })
})

describe('the digest of a version', () => {
  const body = parseBody('group', exampleBodies.group)
  type Undigested = Omit<ObjectVersion<'group'>, 'createdAt' | 'digest'>
  const version: Undigested = { kind: 'group', id: 'registry', number: 1, previous: null, author: 'p1', body }

  test('is over one spelling', () => {
    const { author, body: same, id, kind, number, previous } = version
    assert.equal(digestedText(version), digestedText({ previous, number, kind, id, body: same, author }))
    assert.match(digestedText(version), /^\{"author":"p1","body":\{"name":"city\/registry",/)
  })

  const changes: readonly [why: string, changed: object][] = [
    ['author', { author: 'p2' }],
    ['number', { number: 2 }],
    ['one before', { previous: 'a'.repeat(64) }],
    ['id', { id: 'other' }],
    ['kind', { kind: 'oversight' }],
    ['word', { body: { ...body, purpose: 'Others.' } }],
  ]
  for (const [why, changed] of changes) {
    test(`changes with the ${why}`, () =>
      assert.notEqual(digestedText({ ...version, ...changed }), digestedText(version)))
  }

  test('there is one organisation, and nothing else is called so', () => {
    assert.ok(isObjectId('organisation', 'organisation'))
    assert.ok(!isObjectId('organisation', 'another'))
    assert.ok(!isObjectId('useCase', 'organisation'))
    assert.ok(isObjectId('useCase', 'citizen-letters'))
    assert.ok(!isObjectId('useCase', 'Citizen letters'))
    const first: VersionState | undefined = versionStates[0]
    assert.equal(first, 'proposed')
  })
})
