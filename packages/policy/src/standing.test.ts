import { strict as assert } from 'node:assert'

import { describe, test } from 'bun:test'

import type { Act } from '@stellwerk/contract/register/act'
import type { Delegation, Role, RoleGrant } from '@stellwerk/contract/register/role'
import fc from 'fast-check'

import type { RequiredAct } from './required-acts.ts'
import { type Entitled, type Judgeable, standing, type VoidReason } from './standing.ts'

const now = Date.parse('2026-11-24T12:00:00Z')
const hourMs = 3_600_000

const version: Judgeable = {
  kind: 'useCase',
  id: 'letters',
  digest: 'd'.repeat(64),
  author: 'author',
  isApplied: false,
}

const owner: RequiredAct = { kind: 'approve', role: 'owner', because: 'always' }
const itSecurity: RequiredAct = { kind: 'approve', role: 'itSecurity', because: 'always' }
const management: RequiredAct = { kind: 'approve', role: 'management', because: 'annexIII' }
const opinion: RequiredAct = { kind: 'opinion', role: 'dataProtectionOfficer', because: 'personalData' }
const agreement: RequiredAct = { kind: 'agreement', role: 'employeeRepresentation', because: 'coDetermination' }
const information: RequiredAct = { kind: 'information', role: 'employeeRepresentation', because: 'informationDuty' }

let count = 0
function act(person: string, role: Role, changed: Partial<Act> = {}): Act {
  const { kind, id, digest } = version
  count += 1
  return {
    id: `a${count}`,
    kind: 'approve',
    role,
    outcome: 'approved',
    person,
    object: { kind, id, digest },
    actedAt: now - hourMs + count,
    ...changed,
  }
}

function grant(person: string, role: Role, changed: Partial<RoleGrant> = {}): RoleGrant {
  return { id: `${person}-${role}`, person, role, from: 0, how: 'oneTimeLink', ...changed }
}

const everybody: Entitled = {
  grants: [
    grant('olga', 'owner'),
    grant('ivo', 'itSecurity'),
    grant('mia', 'management'),
    grant('dora', 'dataProtectionOfficer'),
    grant('emil', 'employeeRepresentation'),
    grant('ada', 'administrator'),
    grant('author', 'owner'),
    grant('both', 'owner'),
    grant('both', 'itSecurity'),
  ],
  delegations: [],
}

const document = { sha256: 'a'.repeat(64), resolvedOn: '2026-11-01' }
const negative = act('dora', 'dataProtectionOfficer', { id: 'no', kind: 'opinion', outcome: 'negative' })
const decided = (comment: string, answers: string): Act => act('mia', 'management', { comment, answers })

const rows: readonly [
  why: string,
  required: readonly RequiredAct[],
  acts: readonly Act[],
  state: string,
  entitled?: Entitled,
  changed?: Partial<Judgeable>,
][] = [
  ['nothing is needed', [], [], 'complete'],
  ['nobody has said anything', [owner], [], 'incomplete'],
  ['the owner has approved', [owner], [act('olga', 'owner')], 'complete'],
  ['somebody else has', [owner], [act('ivo', 'itSecurity')], 'incomplete'],
  ['both have', [owner, itSecurity], [act('olga', 'owner'), act('ivo', 'itSecurity')], 'complete'],
  ['one person has twice', [owner, itSecurity], [act('both', 'owner'), act('both', 'itSecurity')], 'incomplete'],
  ['the author has', [owner], [act('author', 'owner')], 'incomplete'],
  ['the owner refused', [owner], [act('olga', 'owner', { outcome: 'refused' })], 'refused'],
  [
    'the owner refused and took it back',
    [owner],
    [act('olga', 'owner', { outcome: 'refused', withdrawnAt: now })],
    'incomplete',
  ],
  [
    'somebody whose role is not needed refused',
    [owner],
    [act('olga', 'owner'), act('mia', 'management', { outcome: 'refused' })],
    'refused',
  ],
  ['somebody without a role has', [owner], [act('nobody', 'owner')], 'incomplete'],
  [
    'a favourable opinion',
    [opinion],
    [act('dora', 'dataProtectionOfficer', { kind: 'opinion', outcome: 'favourable' })],
    'complete',
  ],
  [
    'an opinion by who may only approve',
    [opinion],
    [act('olga', 'owner', { kind: 'opinion', outcome: 'favourable' })],
    'incomplete',
  ],
  ['a negative opinion', [opinion], [negative], 'incomplete'],
  ['a negative opinion, decided with a reason', [opinion], [negative, decided('a'.repeat(20), 'no')], 'complete'],
  [
    'a negative opinion, decided with hardly a reason',
    [opinion],
    [negative, decided('a'.repeat(19), 'no')],
    'incomplete',
  ],
  ['a negative opinion, decided in blanks', [opinion], [negative, decided(' '.repeat(40), 'no')], 'incomplete'],
  ['a negative opinion, decided about another', [opinion], [negative, decided('a'.repeat(20), 'yes')], 'incomplete'],
  ['a negative opinion, approved beside it', [management, opinion], [negative, act('mia', 'management')], 'incomplete'],
  [
    'an agreement with document',
    [agreement],
    [act('emil', 'employeeRepresentation', { kind: 'agreement', outcome: 'agreed', document })],
    'complete',
  ],
  [
    'an agreement by a click',
    [agreement],
    [act('emil', 'employeeRepresentation', { kind: 'agreement', outcome: 'agreed' })],
    'incomplete',
  ],
  [
    'information that was acknowledged',
    [information],
    [act('emil', 'employeeRepresentation', { kind: 'information', outcome: 'informed' })],
    'complete',
  ],
  [
    'information that was handed over',
    [information],
    [act('ada', 'administrator', { kind: 'information', outcome: 'informed', document })],
    'complete',
  ],
  [
    'information that somebody says was given',
    [information],
    [act('ada', 'administrator', { kind: 'information', outcome: 'informed' })],
    'incomplete',
  ],
  [
    'no opinion after the day',
    [opinion],
    [act('ada', 'administrator', { kind: 'opinion', outcome: 'none' })],
    'complete',
    everybody,
    { opinionDueOn: '2026-11-23' },
  ],
  [
    'no opinion on the day',
    [opinion],
    [act('ada', 'administrator', { kind: 'opinion', outcome: 'none' })],
    'incomplete',
    everybody,
    { opinionDueOn: '2026-11-24' },
  ],
  [
    'no opinion, and no day was set',
    [opinion],
    [act('ada', 'administrator', { kind: 'opinion', outcome: 'none' })],
    'incomplete',
  ],
  [
    'administration has an opinion',
    [opinion],
    [act('ada', 'administrator', { kind: 'opinion', outcome: 'favourable' })],
    'incomplete',
    everybody,
    { opinionDueOn: '2026-11-23' },
  ],
  ['the last day of an act', [owner], [act('olga', 'owner', { expiresOn: '2026-11-24' })], 'complete'],
  ['the day after', [owner], [act('olga', 'owner', { expiresOn: '2026-11-23' })], 'incomplete'],
  [
    'the last day of a document',
    [agreement],
    [
      act('emil', 'employeeRepresentation', {
        kind: 'agreement',
        outcome: 'agreed',
        document: { ...document, validUntil: '2026-11-24' },
      }),
    ],
    'complete',
  ],
  [
    'the day after that',
    [agreement],
    [
      act('emil', 'employeeRepresentation', {
        kind: 'agreement',
        outcome: 'agreed',
        document: { ...document, validUntil: '2026-11-23' },
      }),
    ],
    'incomplete',
  ],
  [
    'an act on what was there before',
    [owner],
    [act('olga', 'owner', { object: { ...version, digest: 'e'.repeat(64) } })],
    'incomplete',
  ],
  [
    'the role ended meanwhile',
    [owner],
    [act('olga', 'owner')],
    'incomplete',
    { ...everybody, grants: [grant('olga', 'owner', { endedAt: now })] },
  ],
  [
    'a refusal whose role ended',
    [owner],
    [act('olga', 'owner', { outcome: 'refused' })],
    'refused',
    { ...everybody, grants: [grant('olga', 'owner', { endedAt: now })] },
  ],
  [
    'the role ended after it was applied',
    [owner],
    [act('olga', 'owner')],
    'complete',
    { ...everybody, grants: [grant('olga', 'owner', { endedAt: now })] },
    { isApplied: true },
  ],
  [
    'the role ends in a moment',
    [owner],
    [act('olga', 'owner')],
    'complete',
    { ...everybody, grants: [grant('olga', 'owner', { until: now + 1 })] },
  ],
  [
    'the role ran out',
    [owner],
    [act('olga', 'owner')],
    'incomplete',
    { ...everybody, grants: [grant('olga', 'owner', { until: now })] },
  ],
  [
    'the role came after the act',
    [owner],
    [act('olga', 'owner')],
    'incomplete',
    { ...everybody, grants: [grant('olga', 'owner', { from: now })] },
  ],
]
for (const [why, required, acts, state, entitled = everybody, changed = {}] of rows) {
  test(`standing: ${why}`, () =>
    assert.equal(standing({ ...version, ...changed }, required, acts, entitled, now).state, state))
}

describe('in somebody’s place', () => {
  const lent: Delegation = { id: 'd1', role: 'owner', from: 'olga', to: 'deputy', fromAt: 0, untilAt: now + 1 }
  const through = (changed: Partial<Delegation>): Entitled => ({ ...everybody, delegations: [{ ...lent, ...changed }] })
  const deputy = act('deputy', 'owner', { delegatedBy: 'olga' })
  const cases: readonly [why: string, entitled: Entitled, acts: readonly Act[], voided: readonly VoidReason[]][] = [
    ['a deputy acts', through({}), [deputy], []],
    ['a deputy of nobody', everybody, [deputy], ['notEntitled']],
    ['a deputy in another role', through({ role: 'management' }), [deputy], ['notEntitled']],
    ['a deputy whose time is over', through({ untilAt: now }), [deputy], ['roleEnded']],
    ['a deputy who was called back', through({ endedAt: now }), [deputy], ['roleEnded']],
    [
      'a deputy of the author',
      through({ from: 'author' }),
      [act('deputy', 'owner', { delegatedBy: 'author' })],
      ['byAuthor'],
    ],
    [
      'the author as deputy',
      through({ to: 'author' }),
      [act('author', 'owner', { delegatedBy: 'olga' })],
      ['byAuthor'],
    ],
    ['oneself', through({ to: 'olga' }), [act('olga', 'owner', { delegatedBy: 'olga' })], ['notEntitled']],
    ['both, one after the other', through({}), [deputy, act('olga', 'owner')], ['personTwice']],
  ]
  for (const [why, entitled, acts, voided] of cases) {
    test(why, () => {
      const found = standing(version, [owner], acts, entitled, now)
      assert.deepEqual(
        found.voided.map((one) => one.why),
        voided,
      )
    })
  }
})

test('a missing act says how many people could supply it', () => {
  const suppliers = (acts: readonly Act[]): readonly number[] =>
    standing(version, [owner, agreement], acts, everybody, now).missing.map((one) => one.suppliers)
  assert.deepEqual(suppliers([]), [2, 1])
  assert.deepEqual(suppliers([act('both', 'itSecurity')]), [1, 1])
  assert.deepEqual(suppliers([act('olga', 'management'), act('both', 'itSecurity')]), [0, 1])
})

test('a standing ends with the first of its acts, and cautions say what opinions left', () => {
  const acts = [
    act('olga', 'owner', { expiresOn: '2027-03-31' }),
    act('dora', 'dataProtectionOfficer', { kind: 'opinion', outcome: 'withConditions', expiresOn: '2027-01-31' }),
  ]
  const found = standing(version, [owner, opinion], acts, everybody, now)
  assert.equal(found.validUntil, Date.parse('2027-02-01'))
  assert.deepEqual(found.cautions, ['opinionWithConditions'])
})

test('whatever one person says, in all its roles and through itself, two acts never stand', () => {
  const roles: readonly Role[] = ['owner', 'itSecurity', 'management', 'administrator']
  const anyAct = fc.record({
    role: fc.constantFrom(...roles),
    delegatedBy: fc.constantFrom(undefined, 'solo'),
    kind: fc.constantFrom('approve' as const, 'opinion' as const),
    expiresOn: fc.constantFrom(undefined, '2026-11-23', '2027-11-23'),
  })
  const grants = roles.map((role) => grant('solo', role))
  const delegations = roles.map((role) => ({ id: role, role, from: 'solo', to: 'solo', fromAt: 0, untilAt: now * 2 }))
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 8 }), fc.boolean(), (said, isAuthor) => {
      const acts = said.map(({ delegatedBy, expiresOn, ...one }) =>
        act('solo', one.role, {
          ...one,
          ...(delegatedBy === undefined ? {} : { delegatedBy }),
          ...(expiresOn === undefined ? {} : { expiresOn }),
        }),
      )
      const judged = { ...version, author: isAuthor ? 'solo' : 'author' }
      const found = standing(judged, [owner, itSecurity], acts, { grants, delegations }, now)
      assert.ok(found.stands.length <= (isAuthor ? 0 : 1))
    }),
  )
})
