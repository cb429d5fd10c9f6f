// Goal: one rule per row, and rows at both sides of it.
import assert from 'node:assert/strict'

import { describe, test } from 'bun:test'

import { type Role, type RoleGrant, roles } from '@stellwerk/contract/register/role'

import {
  endRefusal,
  giveRefusal,
  groupChanges,
  isProtected,
  linkRefusal,
  needsSecond,
  type RoleFacts,
  secondRefusal,
  suspendedByReset,
} from './role-rules.ts'

const now = 1_000
let number = 0
function grant(person: string, role: Role, more: Partial<RoleGrant> = {}): RoleGrant {
  return { id: `g${++number}`, person, role, from: 0, how: 'setup', ...more }
}
const facts = (...grants: readonly RoleGrant[]): RoleFacts => ({ grants, now })
const [anna, bert] = [grant('anna', 'administrator'), grant('bert', 'administrator')]
const rep = grant('rita', 'employeeRepresentation')
const both = facts(anna, bert, rep)

describe('giving a role', () => {
  const rows: readonly [why: string, by: string, role: Role, person: string, refusal: string | undefined][] = [
    ['an administrator, of a member', 'anna', 'member', 'paul', undefined],
    ['somebody else, of a member', 'paul', 'member', 'mia', 'notAdministrator'],
    ['to oneself', 'anna', 'operator', 'anna', 'self'],
    ['what approves, to oneself', 'anna', 'management', 'anna', 'self'],
    ['what approves, to somebody', 'anna', 'management', 'paul', undefined],
    ['the representation, by an administrator', 'anna', 'employeeRepresentation', 'paul', 'notHolder'],
    ['the representation, by a holder', 'rita', 'employeeRepresentation', 'paul', undefined],
    ['another protected role, by that holder', 'rita', 'dataProtectionOfficer', 'paul', 'notHolder'],
    ['the representation, to oneself again', 'rita', 'employeeRepresentation', 'rita', 'self'],
    ['what somebody has already', 'anna', 'administrator', 'bert', 'held'],
  ]
  for (const [why, by, role, person, refusal] of rows)
    test(`${why}: ${refusal ?? 'may'}`, () => assert.equal(giveRefusal(both, { by, role, person }), refusal))

  const ends: readonly [why: string, more: Partial<RoleGrant>, isHeld: boolean][] = [
    ['from this moment', { from: now }, true],
    ['from the next', { from: now + 1 }, false],
    ['until the next moment', { until: now + 1 }, true],
    ['until now', { until: now }, false],
    ['that has ended', { endedAt: 1 }, false],
  ]
  for (const [why, more, isHeld] of ends)
    test(`by a grant ${why}: ${isHeld ? 'may' : 'may not'}`, () =>
      assert.equal(
        giveRefusal(facts(grant('anna', 'administrator', more)), { by: 'anna', role: 'member', person: 'paul' }),
        isHeld ? undefined : 'notAdministrator',
      ))
})

describe('a second administrator', () => {
  test('is needed for what approves, and for administrators as soon as there are two', () => {
    for (const role of ['owner', 'itSecurity', 'management'] as const) assert.ok(needsSecond(facts(anna), role))
    assert.ok(!needsSecond(facts(anna), 'administrator'))
    assert.ok(needsSecond(both, 'administrator'))
    for (const role of ['operator', 'auditor', 'member'] as const) assert.ok(!needsSecond(both, role))
  })

  const rows: readonly [why: string, second: string, refusal: string | undefined][] = [
    ['another administrator', 'bert', undefined],
    ['the one who proposed', 'anna', 'notSecond'],
    ['the one whom it is for', 'paul', 'notSecond'],
    ['somebody else', 'rita', 'notSecond'],
  ]
  for (const [why, second, refusal] of rows)
    test(`${why}: ${refusal ?? 'may'}`, () =>
      assert.equal(secondRefusal(both, { person: 'paul', role: 'management', by: 'anna', second }), refusal))

  test('of a proposal by somebody who is administrator no more: may not', () => {
    const left = facts({ ...anna, endedAt: 1 }, bert)
    assert.equal(
      secondRefusal(left, { person: 'paul', role: 'management', by: 'anna', second: 'bert' }),
      'notAdministrator',
    )
  })

  test('may not be the one whom it is for, even as administrator', () => {
    assert.equal(secondRefusal(both, { person: 'bert', role: 'management', by: 'anna', second: 'bert' }), 'notSecond')
  })
})

describe('a link', () => {
  const rows: readonly [
    why: string,
    with_: RoleFacts,
    role: Role,
    madeBy: string | undefined,
    refusal: string | undefined,
  ][] = [
    ['from the terminal, for the first administrator', facts(), 'administrator', undefined, undefined],
    ['from the terminal, for a second one', facts(anna), 'administrator', undefined, 'setUpOver'],
    [
      'from the terminal, after the only one has left',
      facts({ ...anna, endedAt: 1 }),
      'administrator',
      undefined,
      'setUpOver',
    ],
    ['from the terminal, for the first representation', facts(anna), 'employeeRepresentation', undefined, undefined],
    ['from the terminal, for another representation', both, 'employeeRepresentation', undefined, 'setUpOver'],
    ['from the terminal, for the first management', both, 'management', undefined, undefined],
    ['from the terminal, for a member', both, 'member', undefined, 'notAdministrator'],
    ['by a holder, for the representation', both, 'employeeRepresentation', 'rita', undefined],
    ['by an administrator, for the representation', both, 'employeeRepresentation', 'anna', 'notHolder'],
    ['by an administrator, for the first representation', facts(anna), 'employeeRepresentation', 'anna', 'notHolder'],
    ['by an administrator, for what approves', both, 'owner', 'anna', 'notByLink'],
    ['by one of two administrators, for a third', both, 'administrator', 'anna', 'notByLink'],
    ['by the only administrator, for a second', facts(anna), 'administrator', 'anna', undefined],
    ['by an administrator, for a member', both, 'member', 'anna', undefined],
    ['by somebody, for a member', both, 'member', 'paul', 'notAdministrator'],
  ]
  for (const [why, given, role, madeBy, refusal] of rows)
    test(`${why}: ${refusal ?? 'may'}`, () => assert.equal(linkRefusal(given, role, madeBy), refusal))
})

describe('ending a role', () => {
  const rows: readonly [why: string, given: RoleGrant, by: string | undefined, refusal: string | undefined][] = [
    ['by its holder', rep, 'rita', undefined],
    ['of the representation, by an administrator', rep, 'anna', 'notHolder'],
    ['of an administrator, by another', bert, 'anna', undefined],
    ['of an administrator, by somebody', bert, 'rita', 'notAdministrator'],
    ['by the local operator', rep, undefined, undefined],
  ]
  for (const [why, given, by, refusal] of rows)
    test(`${why}: ${refusal ?? 'may'}`, () => assert.equal(endRefusal(both, given, by), refusal))
})

test('a reset suspends everything that speaks for others, and nothing else', () => {
  const all = roles.map((role) => grant('paul', role))
  const suspended = suspendedByReset(facts(...all, rep), 'paul').map(({ role }) => role)
  assert.deepEqual(suspended.toSorted(), [
    'administrator',
    'dataProtectionOfficer',
    'employeeRepresentation',
    'itSecurity',
    'management',
    'owner',
  ])
})

test('groups give roles and take away what they gave, and never a protected one', () => {
  const byGroup = grant('paul', 'operator', { how: 'group' })
  const byHand = grant('paul', 'auditor')
  const { come, go } = groupChanges(facts(byGroup, byHand), 'paul', [
    'owner',
    'owner',
    'auditor',
    ...roles.filter(isProtected),
  ])
  assert.deepEqual(come, ['owner'])
  assert.deepEqual(go, [byGroup])
})

// Goal: once every role has had somebody, no sequence of steps by one administrator gives anybody a role that approves or guards. That
// two people with two heads stand behind two administrators no program can know; who called in the second stands in the journal.
test('one administrator alone comes by no approving or protected role, for nobody, in any four steps', () => {
  const people = ['anna', 'sock1', 'sock2'] as const
  const others = ['management', 'owner', 'itSecurity', 'dataProtectionOfficer'] as const
  let worlds: readonly (readonly RoleGrant[])[] = [[anna, rep, ...others.map((role) => grant(`other-${role}`, role))]]
  const seen = new Set<string>()
  for (let step = 0; step < 4; step++) {
    worlds = worlds.flatMap((grants) => {
      const given = facts(...grants)
      const next = roles
        .filter((role) => role !== 'administrator')
        .flatMap((role) =>
          people.filter((person) => comesBy(given, role, person)).map((person) => [...grants, grant(person, role)]),
        )
      return next.filter((one) => {
        const key = one
          .map(({ person, role }) => `${person} ${role}`)
          .toSorted()
          .join()
        return !seen.has(key) && seen.add(key).size > 0
      })
    })
    assert.ok(worlds.length > 0)
    for (const { person, role } of worlds.flat().filter((one) => people.some((name) => name === one.person)))
      assert.ok(['administrator', 'operator', 'auditor', 'member'].includes(role), `${person} ${role}`)
  }
})

/** By whatever way the administrator has. */
function comesBy(given: RoleFacts, role: Role, person: string): boolean {
  const isGiven = giveRefusal(given, { by: 'anna', role, person }) === undefined && !needsSecond(given, role)
  const isLinked = person !== 'anna' && linkRefusal(given, role, 'anna') === undefined
  return isGiven || isLinked || linkRefusal(given, role, undefined) === undefined
}
