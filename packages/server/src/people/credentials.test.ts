import assert from 'node:assert/strict'

import { afterAll, beforeEach, describe, spyOn, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type ErrorCode, GatewayError } from '@stellwerk/contract/error'

import { type Faults, softwareAuthenticator } from '../../../../test/people/authenticator.ts'
import { sqliteCredentialStore } from '../storage/sqlite/credential-store.ts'
import { sqlitePersonStore } from '../storage/sqlite/person-store.ts'
import { openStore, type SqliteStore } from '../storage/sqlite/store.ts'
import { perAccount, perAddress } from './attempts.ts'
import type { CredentialStore } from './credential-store.ts'
import { linkMs, Links } from './links.ts'
import { Passkeys } from './passkeys.ts'
import { Passwords } from './passwords.ts'
import { Persons } from './persons.ts'

const root = mkdtempSync(join(tmpdir(), 'stellwerk-credentials-'))
afterAll(() => rmSync(root, { recursive: true }))
const start = Date.parse('2026-11-24T08:00:00Z')
let now = start
let runs = 0
let store: SqliteStore
let credentials: CredentialStore
let person = ''
let other = ''
const clocks = { now: () => now, elapsed: () => now }
beforeEach(async () => {
  now = start
  store = openStore({ dataDirectory: join(root, String(++runs)), now })
  credentials = sqliteCredentialStore(store)
  const persons = new Persons({ store: sqlitePersonStore(store), now: () => now })
  person = await persons.enrol({ name: 'Erika Mustermann', mail: 'erika@city.example' })
  other = await persons.enrol({ name: 'Max Mustermann', mail: 'max@city.example' })
})

async function codeOf(asking: Promise<unknown>): Promise<ErrorCode | 'let in'> {
  const error: unknown = await asking.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error === undefined) return 'let in'
  assert.ok(error instanceof GatewayError)
  return error.code
}

const login = 'erika@city.example'
const password = 'korrekt pferd batterie'

describe('a password', () => {
  let passwords: Passwords
  const asked = (more: Partial<Parameters<Passwords['personOf']>[0]> = {}) =>
    passwords.personOf({ login, password, address: '192.0.2.7', ...more })
  beforeEach(async () => {
    passwords = new Passwords({ store: credentials, ...clocks })
    await passwords.set(person, { login, password })
  })

  test('opens for its person, however the name is written', async () => {
    assert.equal(await asked(), person)
    assert.equal(await asked({ login: ' Erika@City.example ' }), person)
  })

  test('is kept as argon2id with 19 MiB and two passes, and nowhere else', async () => {
    const [row] = await store.db.selectFrom('person_password').selectAll().execute()
    assert.match(row?.hash ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    assert.ok(!JSON.stringify(row).includes(password))
  })

  const wrong: readonly [why: string, told: Partial<Parameters<Passwords['personOf']>[0]>][] = [
    ['another password', { password: 'korrekt pferd batteriE' }],
    ['an empty one', { password: '' }],
    ['one that is too long', { password: password.repeat(20) }],
    ['a name that nobody has', { login: 'nobody@city.example' }],
  ]
  for (const [why, told] of wrong)
    test(`${why} says no more than that it failed`, async () =>
      assert.equal(await codeOf(asked(told)), 'sign_in_failed'))

  test('an unknown name costs as much as a wrong password: one check, of a hash with the same cost', async () => {
    const verify = spyOn(Bun.password, 'verify')
    try {
      for (const told of [{ password: 'wrong password' }, { login: 'no@city.example' }]) await codeOf(asked(told))
      const costs = verify.mock.calls.map(([, hash]) => (hash as string).split('$').slice(0, 4).join('$'))
      assert.deepEqual(costs, [costs[0], costs[0]])
      assert.match(costs[0] ?? '', /^\$argon2id\$v=19\$m=\d+,t=\d+,p=1$/)
    } finally {
      verify.mockRestore()
    }
  })

  const lengths: readonly [characters: number, isTaken: boolean][] = [
    [11, false],
    [12, true],
    [256, true],
    [257, false],
  ]
  for (const [count, isTaken] of lengths)
    test(`${count} characters: ${isTaken ? 'taken' : 'refused'}`, async () =>
      assert.equal(
        await codeOf(passwords.set(person, { login, password: 'ä'.repeat(count) })),
        isTaken ? 'let in' : 'request_invalid',
      ))

  test('the name of another person is not taken', async () => {
    assert.equal(await codeOf(passwords.set(other, { login, password })), 'request_invalid')
    assert.equal(await asked(), person)
  })

  test('after ten wrong ones the account is shut from everywhere, and opens again by and by', async () => {
    for (let count = 0; count < perAccount.attempts; count++)
      assert.equal(await codeOf(asked({ password: 'wrong password', address: `192.0.2.${count}` })), 'sign_in_failed')
    assert.equal(await codeOf(asked()), 'sign_in_throttled')
    now += perAccount.perMs / perAccount.attempts
    assert.equal(await codeOf(asked()), 'let in')
  })

  test('many at once are many', async () => {
    const codes = await Promise.all(Array.from({ length: 12 }, () => codeOf(asked({ password: 'wrong password' }))))
    assert.equal(codes.filter((code) => code === 'sign_in_throttled').length, 2)
  })

  test('an address may be wrong for 50 names, and right ones do not count', async () => {
    for (let count = 0; count < 3; count++) await asked()
    const names = Array.from({ length: perAddress.attempts }, (_, index) => `n${index}@city.example`)
    for (const name of names) assert.equal(await codeOf(asked({ login: name })), 'sign_in_failed')
    assert.equal(await codeOf(asked()), 'sign_in_throttled')
    assert.equal(await codeOf(asked({ address: '192.0.2.8' })), 'let in')
  })
})

describe('a link', () => {
  let links: Links
  beforeEach(() => {
    links = new Links({ store: credentials, ...clocks })
  })

  test('opens once', async () => {
    const secret = await links.make({ roles: ['administrator'] })
    await links.look(secret)
    assert.deepEqual((await links.spend(secret)).roles, ['administrator'])
    assert.equal(await codeOf(links.spend(secret)), 'sign_in_link_spent')
    assert.equal(await codeOf(links.look(secret)), 'sign_in_link_spent')
  })

  test('opens once also when two come at the same moment', async () => {
    const secret = await links.make({ roles: [] })
    const codes = await Promise.all([codeOf(links.spend(secret)), codeOf(links.spend(secret))])
    assert.deepEqual(codes.toSorted(), ['let in', 'sign_in_link_spent'])
  })

  test('ends after 30 minutes, and is deleted then', async () => {
    const secret = await links.make({ roles: [] })
    now = start + linkMs - 1
    await links.look(secret)
    now++
    assert.equal(await codeOf(links.spend(secret)), 'sign_in_link_spent')
    await links.make({ roles: [] })
    assert.equal((await store.db.selectFrom('one_time_link').selectAll().execute()).length, 1)
  })

  test('is stored as a digest only, and a made-up one opens nothing', async () => {
    const secret = await links.make({ roles: [], personId: person, madeBy: other })
    const rows = JSON.stringify(await store.db.selectFrom('one_time_link').selectAll().execute())
    assert.ok(!rows.includes(secret.slice(4)))
    for (const madeUp of ['', 'swl_', `swl_${'A'.repeat(43)}`, `${secret}A`, secret.toLowerCase()])
      assert.equal(await codeOf(links.spend(madeUp)), 'sign_in_link_spent')
  })
})

describe('a passkey', () => {
  const place = { origins: ['https://llm.example'], rpId: 'llm.example' }
  const here = { origin: 'https://llm.example', rpId: 'llm.example' }
  let passkeys: Passkeys
  beforeEach(() => {
    passkeys = new Passkeys({ store: credentials, ...clocks })
  })
  async function registered(faults: Faults = {}, from = here) {
    const authenticator = await softwareAuthenticator()
    const { challenge } = await passkeys.registration({ id: person, name: 'Erika' }, place)
    const response = await authenticator.create({ challenge, ...from }, faults)
    await passkeys.register(person, { response, label: 'key ring' }, place)
    return authenticator
  }

  test('is made and signs in, as often as it is asked', async () => {
    const authenticator = await registered()
    for (let count = 0; count < 2; count++) {
      const { challenge } = await passkeys.request(place)
      assert.equal(await passkeys.personOf(await authenticator.get({ challenge, ...here }), place), person)
    }
    assert.deepEqual(
      (await credentials.passkeysOf(person)).map(({ label }) => label),
      ['key ring'],
    )
  })

  // Goal: one defect per row.
  const making: readonly [why: string, faults: Faults, from: typeof here][] = [
    ['from another origin', {}, { ...here, origin: 'https://evil.example' }],
    ['for another host', {}, { ...here, rpId: 'evil.example' }],
    ['by an authenticator that asked nobody', { isVerified: false }, here],
    ['as if it signed in', { type: 'webauthn.get' }, here],
    ['with an attestation that could send us somewhere', { fmt: 'packed' }, here],
  ]
  for (const [why, faults, from] of making)
    test(`made ${why}: refused`, async () => assert.equal(await codeOf(registered(faults, from)), 'sign_in_failed'))

  test('made for a challenge of somebody else, or twice: refused', async () => {
    const authenticator = await softwareAuthenticator()
    const { challenge } = await passkeys.registration({ id: other, name: 'Max' }, place)
    const response = await authenticator.create({ challenge, ...here })
    assert.equal(await codeOf(passkeys.register(person, { response, label: '' }, place)), 'sign_in_failed')
    assert.equal(await codeOf(passkeys.register(other, { response, label: '' }, place)), 'sign_in_failed')
    const again = await passkeys.registration({ id: person, name: 'Erika' }, place)
    const good = await authenticator.create({ challenge: again.challenge, ...here })
    await passkeys.register(person, { response: good, label: '' }, place)
    assert.equal(await codeOf(passkeys.register(person, { response: good, label: '' }, place)), 'sign_in_failed')
  })

  const signing: readonly [why: string, faults: Faults, from: typeof here][] = [
    ['from another origin', {}, { ...here, origin: 'https://evil.example' }],
    ['for another host', {}, { ...here, rpId: 'evil.example' }],
    ['by an authenticator that asked nobody', { isVerified: false }, here],
    ['as if it made a key', { type: 'webauthn.create' }, here],
    ['with a counter that did not move, as a copy has it', { counter: 1 }, here],
    ['with another signature', { signature: (bytes) => bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1) }, here],
  ]
  for (const [why, faults, from] of signing) {
    test(`signs ${why}: refused`, async () => {
      const authenticator = await registered()
      const { challenge } = await passkeys.request(place)
      const response = await authenticator.get({ challenge, ...from }, faults)
      assert.equal(await codeOf(passkeys.personOf(response, place)), 'sign_in_failed')
    })
  }

  test('an answer counts once and for five minutes, and only to what we asked', async () => {
    const authenticator = await registered()
    const { challenge } = await passkeys.request(place)
    const response = await authenticator.get({ challenge, ...here })
    await passkeys.personOf(response, place)
    assert.equal(await codeOf(passkeys.personOf(response, place)), 'sign_in_failed')
    const late = await passkeys.request(place)
    const tooLate = await authenticator.get({ challenge: late.challenge, ...here })
    now += 5 * 60_000
    assert.equal(await codeOf(passkeys.personOf(tooLate, place)), 'sign_in_failed')
    const own = await authenticator.get({ challenge: 'AAAA', ...here })
    assert.equal(await codeOf(passkeys.personOf(own, place)), 'sign_in_failed')
    for (const nonsense of [null, 7, {}, { response: {} }, { id: 7, response: { clientDataJSON: 'e30' } }])
      assert.equal(await codeOf(passkeys.personOf(nonsense, place)), 'sign_in_failed')
  })

  test('what a person signs in with can be taken away at once', async () => {
    const authenticator = await registered()
    await new Passwords({ store: credentials, ...clocks }).set(person, { login, password })
    await credentials.removeAll(person)
    const { challenge } = await passkeys.request(place)
    const response = await authenticator.get({ challenge, ...here })
    assert.equal(await codeOf(passkeys.personOf(response, place)), 'sign_in_failed')
    assert.equal(await credentials.password(login), undefined)
  })
})
