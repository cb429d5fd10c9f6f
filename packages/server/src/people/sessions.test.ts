import assert from 'node:assert/strict'

import { afterAll, beforeEach, describe, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { GatewayError } from '@stellwerk/contract/error'

import { sqlitePersonStore } from '../storage/sqlite/person-store.ts'
import { sqliteSessionStore } from '../storage/sqlite/session-store.ts'
import { openStore, type SqliteStore } from '../storage/sqlite/store.ts'
import { Persons } from './persons.ts'
import { absoluteMs, freshMs, idleMs, providerSession, Sessions } from './sessions.ts'

const root = mkdtempSync(join(tmpdir(), 'stellwerk-sessions-'))
afterAll(() => rmSync(root, { recursive: true }))
const start = Date.parse('2026-11-24T08:00:00Z')
let now = start
let runs = 0
let store: SqliteStore
let persons: Persons
let sessions: Sessions
let person = ''
beforeEach(async () => {
  now = start
  store = openStore({ dataDirectory: join(root, String(++runs)), now })
  persons = new Persons({ store: sqlitePersonStore(store), now: () => now })
  sessions = new Sessions({ store: sqliteSessionStore(store), now: () => now })
  person = await persons.enrol({ name: 'Erika Mustermann', mail: 'erika@city.example' })
})
const begin = (more: Partial<Parameters<Sessions['begin']>[0]> = {}) =>
  sessions.begin({ personId: person, kind: 'browser', way: 'password', ...more })
const isIn = async (secret: string, kind: 'browser' | 'terminal' = 'browser') =>
  (await sessions.of(secret, kind)) !== undefined

// Goal: both ends of a session, to the millisecond.
describe('ends', () => {
  test('after 30 minutes without a request', async () => {
    const { secret } = await begin()
    now = start + idleMs - 1
    assert.ok(await isIn(secret))
    now += idleMs
    assert.ok(!(await isIn(secret)))
  })

  test('after 12 hours, however busy', async () => {
    const { secret } = await begin()
    for (; now < start + absoluteMs - 1; now = Math.min(now + idleMs - 1, start + absoluteMs - 1))
      assert.ok(await isIn(secret))
    assert.ok(await isIn(secret))
    now = start + absoluteMs
    assert.ok(!(await isIn(secret)))
  })

  test('a sign-in is fresh for five minutes', async () => {
    const { session } = await begin()
    now = start + freshMs
    sessions.mustBeFresh(session)
    now++
    assert.throws(
      () => sessions.mustBeFresh(session),
      (error) => error instanceof GatewayError && error.code === 'sign_in_stale',
    )
  })
})

test('a secret has 256 bits, opens only its own kind, and is nowhere in the store', async () => {
  const { secret } = await begin()
  const { secret: token } = await begin({ kind: 'terminal', way: 'device' })
  assert.match(secret, /^sws_[\w-]{43}$/)
  assert.ok(await isIn(token, 'terminal'))
  assert.ok(!(await isIn(token)))
  assert.ok(!(await isIn(secret, 'terminal')))
  assert.ok(!(await isIn(`sws_${token.slice(4)}`)))
  assert.ok(!(await isIn(`${secret.slice(0, -1)}${secret.endsWith('A') ? 'E' : 'A'}`)))
  for (const row of await store.db.selectFrom('session').selectAll().execute())
    assert.ok(!JSON.stringify(row).includes(secret.slice(4)) && !JSON.stringify(row).includes(token.slice(4)))
})

test('signing in again gives another secret and ends the one before', async () => {
  const first = await begin()
  const second = await begin({ replaces: first.secret })
  assert.ok(!(await isIn(first.secret)))
  assert.ok(await isIn(second.secret))
})

test('sessions are listed and ended by their person only', async () => {
  const other = await persons.enrol({ name: 'Max Mustermann', mail: undefined })
  const { secret, session } = await begin()
  await begin({ personId: other })
  assert.deepEqual(
    (await sessions.list(person)).map(({ id }) => id),
    [session.id],
  )
  assert.ok(!(await sessions.end(other, session.id)))
  assert.ok(await isIn(secret))
  assert.ok(await sessions.end(person, session.id))
  assert.ok(!(await isIn(secret)))
  await begin()
  await begin()
  assert.equal(await sessions.endAll(person), 2)
  assert.equal((await sessions.list(other)).length, 1)
})

test('the 21st session ends the oldest', async () => {
  const secrets = []
  for (let count = 0; count < 21; count++) {
    secrets.push((await begin()).secret)
    now++
  }
  assert.equal((await sessions.list(person)).length, 20)
  assert.ok(!(await isIn(secrets[0] ?? '')))
  assert.ok(await isIn(secrets[1] ?? ''))
})

test('what is over is deleted, not kept', async () => {
  await begin()
  now += idleMs
  await begin()
  assert.equal((await store.db.selectFrom('session').selectAll().execute()).length, 1)
})

// Goal: a logout ends what the provider means, and nobody else's.
const logouts: readonly [why: string, sub: string | undefined, sid: string | undefined, ended: readonly number[]][] = [
  ['by session', undefined, 'a', [0]],
  ['by person', 'u1', undefined, [0, 1]],
  ['by both', 'u1', 'b', [1]],
  ['by both that do not go together', 'u2', 'a', []],
  ['by nothing', undefined, undefined, []],
]
for (const [why, sub, sid, ended] of logouts) {
  test(`a logout at the provider ${why}`, async () => {
    const secrets: string[] = []
    for (const [subject, session] of [
      ['u1', 'a'],
      ['u1', 'b'],
      ['u2', 'c'],
    ] as const) {
      const provider = providerSession({ provider: 'city', subject, sid: session })
      secrets.push((await begin({ way: 'provider', provider })).secret)
    }
    await begin({ way: 'provider', provider: providerSession({ provider: 'other', subject: 'u1', sid: 'a' }) })
    assert.equal(await sessions.endOfProvider('city', { sub, sid }), ended.length)
    for (const [index, secret] of secrets.entries()) assert.equal(await isIn(secret), !ended.includes(index))
    assert.equal((await sessions.list(person)).length, 4 - ended.length)
  })
}

describe('a person', () => {
  test('can be erased, and its id stays', async () => {
    await persons.eraseProfile(person)
    assert.deepEqual(await persons.find(person), { id: person, createdAt: start, profile: undefined })
    await assert.rejects(
      persons.eraseProfile(person),
      (error) => error instanceof GatewayError && error.code === 'not_found',
    )
  })

  test('comes back under the same id when the provider names the same subject', async () => {
    const told = { provider: 'city', subject: 'u1', profile: { name: 'Erika', mail: undefined } }
    const first = await persons.ofSubject(told)
    assert.equal(await persons.ofSubject({ ...told, profile: { name: 'Erika M.', mail: undefined } }), first)
    assert.equal((await persons.find(first))?.profile?.name, 'Erika M.')
    assert.notEqual(await persons.ofSubject({ ...told, provider: 'other' }), first)
    const both = await Promise.all([1, 2].map(() => persons.ofSubject({ ...told, subject: 'u2' })))
    assert.equal(both[0], both[1])
  })

  const names: readonly [why: string, profile: { name: string; mail: string | undefined }, isTaken: boolean][] = [
    ['200 characters', { name: 'x'.repeat(200), mail: undefined }, true],
    ['201 characters', { name: 'x'.repeat(201), mail: undefined }, false],
    ['nothing', { name: ' ', mail: undefined }, false],
    ['a line break', { name: 'a\nb', mail: undefined }, false],
    ['no address', { name: 'a', mail: 'a' }, false],
    ['an address', { name: 'a', mail: 'a@b.example' }, true],
  ]
  for (const [why, profile, isTaken] of names) {
    test(`named ${why}: ${isTaken ? 'taken' : 'refused'}`, async () => {
      if (isTaken) await persons.enrol(profile)
      else await assert.rejects(persons.enrol(profile), GatewayError)
    })
  }
})
