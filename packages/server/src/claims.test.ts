import { describe, test } from 'bun:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'

import { groupsIn, personIn } from './claims.ts'

// Goal: groups are found where each kind of provider writes them, and are unknown as soon as one thing about them is unclear.
const keycloak = {
  groups: ['/registry', '/city/press'],
  realm_access: { roles: ['offline_access', 'registry'] },
  resource_access: { stellwerk: { roles: ['registry'] }, 'my.client': { roles: ['press'] } },
}
const entra = { groups: ['0b1e7c55-0000-0000-0000-000000000001'], roles: ['registry'] }

const rows: readonly [why: string, claims: object, path: string, groups: readonly string[] | undefined][] = [
  ['Keycloak: groups as paths', keycloak, 'groups', ['registry', 'city/press']],
  ['Keycloak: roles of the realm', keycloak, 'realm_access.roles', ['offline_access', 'registry']],
  ['Keycloak: roles of a client', keycloak, 'resource_access.stellwerk.roles', ['registry']],
  ['Keycloak: roles of a client with a dot', keycloak, 'resource_access.my.client.roles', ['press']],
  ['Keycloak: another client', keycloak, 'resource_access.other.roles', undefined],
  ['Entra: groups are ids', entra, 'groups', ['0b1e7c55-0000-0000-0000-000000000001']],
  ['Entra: application roles', entra, 'roles', ['registry']],
  ['Entra: too many groups', { _claim_names: { groups: 'src1' }, _claim_sources: { src1: {} } }, 'groups', undefined],
  ['Entra: too many, and a part of them', { groups: ['a'], _claim_names: { groups: 'src1' } }, 'groups', undefined],
  ['Entra: too many, the short way', { groups: ['a'], hasgroups: true }, 'groups', undefined],
  ['Entra: too many, the short way in words', { groups: ['a'], hasgroups: 'true' }, 'groups', undefined],
  ['Entra: too many groups do not touch roles', { roles: ['a'], hasgroups: true }, 'roles', ['a']],
  [
    'a claim with an address for a name',
    { 'https://city.example/groups': ['a'] },
    'https://city.example/groups',
    ['a'],
  ],
  ['one group as a text', { groups: 'registry' }, 'groups', ['registry']],
  ['none', { groups: [] }, 'groups', []],
  ['not there', {}, 'groups', undefined],
  ['null', { groups: null }, 'groups', undefined],
  ['an object', { groups: { a: true } }, 'groups', undefined],
  ['a number among them', { groups: ['a', 1] }, 'groups', undefined],
  ['objects among them', { groups: [{ name: 'a' }] }, 'groups', undefined],
  ['a property of every object', {}, 'constructor.name', undefined],
  ['a property of every list', { groups: ['a'] }, 'groups.length', undefined],
]
for (const [why, claims, path, groups] of rows) {
  // A table of objects of many shapes.
  test(`groups: ${why}`, () => assert.deepEqual(groupsIn(claims as Readonly<Record<string, unknown>>, path), groups))
}

describe('the person', () => {
  const people: readonly [
    why: string,
    claims: Readonly<Record<string, unknown>>,
    claim: string | undefined,
    id: string | undefined,
  ][] = [
    ['sub', { sub: 'user-1' }, undefined, 'user-1'],
    ['Entra: oid and tid', { sub: 'x', oid: 'user-1', tid: 'tenant' }, undefined, 'user-1@tenant'],
    ['oid without tid', { sub: 'x', oid: 'user-1' }, undefined, 'x'],
    ['another claim', { sub: 'x', employee: 'user-1' }, 'employee', 'user-1'],
    ['another claim inside', { sub: 'x', a: { b: 'user-1' } }, 'a.b', 'user-1'],
    ['another claim that is not there', { sub: 'x' }, 'employee', undefined],
    ['another claim that is no text', { sub: 'x', employee: ['user-1'] }, 'employee', undefined],
    ['too long together', { oid: 'x'.repeat(200), tid: 'y'.repeat(200) }, undefined, undefined],
    ['nobody', {}, undefined, undefined],
  ]
  for (const [why, claims, claim, id] of people) test(why, () => assert.equal(personIn(claims, claim), id))
})

test('whatever claims hold, groups are texts or unknown', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (claims, path) => {
      const groups = groupsIn(claims, path)
      assert.ok(groups === undefined || groups.every((group) => typeof group === 'string'))
    }),
  )
})
