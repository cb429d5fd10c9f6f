import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { GatewayError } from '@stellwerk/contract/error'
import type { ErrorCode } from '@stellwerk/contract/error'
import { formatApiKey } from '@stellwerk/contract/key'
import type { CreateKey, RotateKey } from '@stellwerk/contract/key-office'

import { sqliteKeyStore } from '../storage/sqlite/key-store.ts'
import { openStore } from '../storage/sqlite/store.ts'
import type { SqliteStore } from '../storage/sqlite/store.ts'
import { createIdentity } from './identity.ts'
import type { Identity } from './identity.ts'
import type { KeyStore } from './key-store.ts'

const root = mkdtempSync(join(tmpdir(), 'stellwerk-identity-'))
afterAll(() => rmSync(root, { recursive: true }))

const start = Date.parse('2026-11-23T12:00:00Z')
const hourMs = 3_600_000
const dayMs = 24 * hourMs
const random = (count: number) => crypto.getRandomValues(new Uint8Array(count))

let now = start
let dataDirectory = ''
let store: SqliteStore
let identity: Identity
let troubles: unknown[]
let runs = 0

const open = (keys: KeyStore, isPolling = false) =>
  createIdentity({
    store: keys,
    now: () => now,
    useCaseIds: () => ['drafts', 'search'],
    frontEndIds: () => ['chat'],
    onTrouble: (error) => troubles.push(error),
    isPolling,
  })

beforeEach(async () => {
  now = start
  troubles = []
  dataDirectory = join(root, String(++runs))
  store = openStore({ dataDirectory, now })
  identity = await open(sqliteKeyStore(store))
})

function codeOf(act: () => unknown): ErrorCode | undefined {
  try {
    act()
  } catch (error) {
    if (error instanceof GatewayError) return error.code
    throw error
  }
  return undefined
}

async function refusalOf(act: Promise<unknown>): Promise<GatewayError | undefined> {
  try {
    await act
  } catch (error) {
    if (error instanceof GatewayError) return error
    throw error
  }
  return undefined
}

const failureOf = (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => undefined,
    (error: unknown) => error,
  )

const who = (key: string) => identity.identify(`Bearer ${key}`, null)

test('a new key names its use case, and the plain key is stored nowhere', async () => {
  const { key, view } = await identity.office.create({ useCaseId: 'drafts', label: 'intranet', language: 'de' })
  expect(who(key)).toEqual({
    keyId: view.id,
    keyVersion: 1,
    useCaseId: 'drafts',
    frontEnd: undefined,
    groups: 'unknown',
    language: 'de',
    expiresAt: start + 90 * dayMs,
  })
  expect(view).toEqual({
    id: key.slice(9, 17),
    version: 1,
    useCaseId: 'drafts',
    kind: 'service',
    label: 'intranet',
    state: 'active',
    createdAt: '2026-11-23T12:00:00.000Z',
    expiresAt: '2027-02-21T12:00:00.000Z',
    language: 'de',
    isInUse: false,
  })
  await identity.stop()
  await store.close()
  const bytes = Buffer.from(await Bun.file(join(dataDirectory, 'stellwerk.sqlite')).bytes())
  expect(bytes.includes(view.id)).toBe(true)
  expect(bytes.includes(key.slice(17))).toBe(false)
})

describe('headers', () => {
  const other = formatApiKey(random)
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
  const rows: readonly [
    why: string,
    headers: (key: string) => [string | null, string | null],
    code: ErrorCode | undefined,
  ][] = [
    ['bearer', (key) => [`Bearer ${key}`, null], undefined],
    ['bearer in another case', (key) => [`bEARER ${key}`, null], undefined],
    ['two spaces', (key) => [`Bearer  ${key}`, null], undefined],
    ['x-api-key', (key) => [null, key], undefined],
    ['both with the same key', (key) => [`Bearer ${key}`, key], undefined],
    ['bearer and an empty x-api-key', (key) => [`Bearer ${key}`, ''], undefined],
    ['both with different keys', (key) => [`Bearer ${other}`, key], 'key_malformed'],
    ['another scheme beside a key', (key) => ['Basic YTpi', key], 'key_malformed'],
    ['nothing', () => [null, null], 'key_missing'],
    ['two empty ones', () => ['', ''], 'key_missing'],
    ['only the scheme', () => ['Bearer ', null], 'key_malformed'],
    ['scheme without space', (key) => [`Bearer${key}`, null], 'key_malformed'],
    ['another scheme', (key) => [`Basic ${key}`, null], 'key_malformed'],
    ['another product', () => ['Bearer sk-proj-0123456789', null], 'key_malformed'],
    ['two keys in one header', (key) => [`Bearer ${key}, Bearer ${key}`, null], 'key_malformed'],
    ['key with a wrong character', (key) => [`Bearer ${key.slice(0, -1)}-`, null], 'key_malformed'],
    ['valid but never issued', () => [`Bearer ${other}`, null], 'key_unknown'],
    [
      'another key with the same id part',
      (key) => {
        const bytes = Array.from(key.slice(9, 17), (character) => alphabet.indexOf(character))
        return [`Bearer ${formatApiKey((count) => Uint8Array.from({ length: count }, (_, i) => bytes[i] ?? 7))}`, null]
      },
      'key_unknown',
    ],
  ]
  for (const [why, headers, code] of rows) {
    test(`${why}: ${code ?? 'identified'}`, async () => {
      const { key } = await identity.office.create({ useCaseId: 'drafts' })
      // Twice: the second time the answer may come from memory.
      expect(codeOf(() => identity.identify(...headers(key)))).toBe(code)
      expect(codeOf(() => identity.identify(...headers(key)))).toBe(code)
    })
  }
})

test('a key ends in the millisecond that was announced', async () => {
  const { key, view } = await identity.office.create({ useCaseId: 'drafts', days: 1 })
  now = start + dayMs - 1
  expect(codeOf(() => who(key))).toBeUndefined()
  expect(identity.stands(view.id)).toBe(true)
  now = start + dayMs
  expect(codeOf(() => who(key))).toBe('key_expired')
  expect(identity.stands(view.id)).toBe(false)
  expect(() => who(key)).toThrow('2026-11-24')
})

// Goal: both sides of each bound of a wish.
const wishes: readonly [why: string, wish: CreateKey, code: ErrorCode | undefined][] = [
  ['1 day', { useCaseId: 'drafts', days: 1 }, undefined],
  ['no day', { useCaseId: 'drafts', days: 0 }, 'request_invalid'],
  ['366 days', { useCaseId: 'drafts', days: 366 }, undefined],
  ['367 days', { useCaseId: 'drafts', days: 367 }, 'request_invalid'],
  ['half a day', { useCaseId: 'drafts', days: 0.5 }, 'request_invalid'],
  ['label of 100', { useCaseId: 'drafts', label: 'x'.repeat(100) }, undefined],
  ['label of 101', { useCaseId: 'drafts', label: 'x'.repeat(101) }, 'request_invalid'],
  ['label with a line break', { useCaseId: 'drafts', label: 'a\nb' }, 'request_invalid'],
  ['use case that nobody declared', { useCaseId: 'draft' }, 'not_found'],
  ['a service with an owner', { useCaseId: 'drafts', kind: 'service', owner: 'IT' }, undefined],
  ['a service that says so, without an owner', { useCaseId: 'drafts', kind: 'service' }, 'request_invalid'],
  ['an empty owner', { useCaseId: 'drafts', kind: 'service', owner: '' }, 'request_invalid'],
  ['a person', { useCaseId: 'drafts', kind: 'personal' }, undefined],
  ['a person with groups', { useCaseId: 'drafts', kind: 'personal', groups: ['registry'] }, undefined],
  ['a group that is none', { useCaseId: 'drafts', kind: 'personal', groups: ['a,b'] }, 'request_invalid'],
  ['a person behind a front end', { useCaseId: 'drafts', kind: 'personal', frontEnd: 'chat' }, 'request_invalid'],
  ['a front end', { useCaseId: 'drafts', kind: 'frontend', frontEnd: 'chat' }, undefined],
  ['a front end that is not named', { useCaseId: 'drafts', kind: 'frontend' }, 'request_invalid'],
  ['a front end that nobody configured', { useCaseId: 'drafts', kind: 'frontend', frontEnd: 'chta' }, 'not_found'],
  [
    'a front end with groups of its own',
    { useCaseId: 'drafts', kind: 'frontend', frontEnd: 'chat', groups: ['registry'] },
    'request_invalid',
  ],
  ['unknown field', { useCaseId: 'drafts', admin: true } as CreateKey, 'request_invalid'],
]
for (const [why, wish, code] of wishes) {
  test(`create with ${why}: ${code ?? 'created'}`, async () => {
    expect((await refusalOf(identity.office.create(wish)))?.code).toBe(code as ErrorCode)
    expect(await identity.office.list()).toHaveLength(code === undefined ? 1 : 0)
  })
}

test('a misspelt use case is told with the one that was meant', async () => {
  expect(String(await refusalOf(identity.office.create({ useCaseId: 'draft' })))).toContain('useCase draft (drafts?)')
})

test('a key that takes the place of another is of the same kind, owner and groups', async () => {
  const kinds = [
    { useCaseId: 'drafts', kind: 'personal', owner: 'IT', groups: ['registry'] },
    { useCaseId: 'drafts', kind: 'frontend', frontEnd: 'chat' },
  ] as const
  for (const wish of kinds) {
    const { view } = await identity.office.create(wish)
    expect((await identity.office.rotate(view.id, {})).view).toMatchObject(wish)
  }
})

describe('rotation', () => {
  const overlaps: readonly [why: string, how: RotateKey, lastMs: number][] = [
    ['by default', {}, 24 * hourMs],
    ['an hour', { overlapHours: 1 }, hourMs],
    ['none', { overlapHours: 0 }, 0],
    ['longer than the key would live', { overlapHours: 720 }, 10 * dayMs],
  ]
  for (const [why, how, lastMs] of overlaps) {
    test(`overlap ${why}`, async () => {
      const old = await identity.office.create({ useCaseId: 'drafts', label: 'intranet', language: 'de', days: 10 })
      const renewed = await identity.office.rotate(old.view.id, how)
      expect(renewed.view).toMatchObject({ useCaseId: 'drafts', label: 'intranet', language: 'de', state: 'active' })
      expect(codeOf(() => who(renewed.key))).toBeUndefined()
      now = start + lastMs - 1
      if (lastMs > 0) expect(codeOf(() => who(old.key))).toBeUndefined()
      now = start + lastMs
      expect(codeOf(() => who(old.key))).toBe('key_expired')
      const listed = (await identity.office.list()).find(({ id }) => id === old.view.id)
      expect(listed).toMatchObject({ version: 2, replacedBy: renewed.view.id })
    })
  }

  const refusals: readonly [why: string, prepare: (id: string) => Promise<unknown>, how: RotateKey, code: ErrorCode][] =
    [
      ['revoked', (id) => identity.office.revoke(id), {}, 'request_invalid'],
      ['replaced already', (id) => identity.office.rotate(id, {}), {}, 'request_invalid'],
      ['expired', async () => (now += 91 * dayMs), {}, 'request_invalid'],
      ['overlap of 721 hours', async () => undefined, { overlapHours: 721 }, 'request_invalid'],
      ['negative overlap', async () => undefined, { overlapHours: -1 }, 'request_invalid'],
    ]
  for (const [why, prepare, how, code] of refusals) {
    test(`refused: ${why}`, async () => {
      const { view } = await identity.office.create({ useCaseId: 'drafts' })
      await prepare(view.id)
      const before = await identity.office.list()
      expect((await refusalOf(identity.office.rotate(view.id, how)))?.code).toBe(code)
      expect(await identity.office.list()).toEqual(before)
    })
  }

  test('of a key that is not there', async () => {
    expect((await refusalOf(identity.office.rotate('nothere0', {})))?.code).toBe('not_found')
  })

  test('without overlap the streams of the old key are cut', async () => {
    const { view } = await identity.office.create({ useCaseId: 'drafts' })
    const fallen: string[] = []
    identity.onRevoked((id) => fallen.push(id))
    const { view: next } = await identity.office.rotate(view.id, { overlapHours: 1 })
    expect(fallen).toEqual([])
    await identity.office.rotate(next.id, { overlapHours: 0 })
    expect(fallen).toEqual([next.id])
  })
})

describe('revocation', () => {
  test('takes effect at once, also for a header that is remembered, and is told once', async () => {
    const { key, view } = await identity.office.create({ useCaseId: 'drafts' })
    const fallen: string[] = []
    const stopListening = identity.onRevoked((id) => fallen.push(id))
    expect(codeOf(() => who(key))).toBeUndefined()
    expect(await identity.office.revoke(view.id)).toMatchObject({ state: 'revoked', version: 2 })
    expect(codeOf(() => who(key))).toBe('key_revoked')
    await identity.office.revoke(view.id)
    await identity.refresh()
    expect(fallen).toEqual([view.id])
    stopListening()
  })

  test('a listener that throws does not keep the others from hearing', async () => {
    const { view } = await identity.office.create({ useCaseId: 'drafts' })
    const fallen: string[] = []
    identity.onRevoked(() => {
      throw new Error('listener')
    })
    identity.onRevoked((id) => fallen.push(id))
    await identity.office.revoke(view.id)
    expect(fallen).toEqual([view.id])
    expect(troubles).toHaveLength(1)
  })

  test('of a key that is not there names a near one', async () => {
    const { view } = await identity.office.create({ useCaseId: 'drafts' })
    const refusal = await refusalOf(identity.office.revoke(`${view.id.slice(0, 7)}-`))
    expect(String(refusal)).toContain(`(${view.id}?)`)
  })

  test('by another connection comes in with the next look, in both directions', async () => {
    const theirStore = openStore({ dataDirectory, now })
    const theirs = await open(sqliteKeyStore(theirStore))
    const { key, view } = await identity.office.create({ useCaseId: 'drafts' })
    await theirs.refresh()
    expect(theirs.identify(`Bearer ${key}`, null).keyId).toBe(view.id)
    await theirs.office.revoke(view.id)
    expect(codeOf(() => who(key))).toBeUndefined()
    await identity.refresh()
    expect(codeOf(() => who(key))).toBe('key_revoked')
    await theirs.stop()
    await theirStore.close()
  })

  test('by another process is in force within a second', async () => {
    const { key, view } = await identity.office.create({ useCaseId: 'drafts' })
    const polling = await open(sqliteKeyStore(store), true)
    const cut = Promise.withResolvers<number>()
    polling.onRevoked(() => cut.resolve(performance.now()))
    const script = `
      const { openStore } = await import(${JSON.stringify(join(import.meta.dir, '../storage/sqlite/store.ts'))})
      const { sqliteKeyStore } = await import(${JSON.stringify(join(import.meta.dir, '../storage/sqlite/key-store.ts'))})
      const store = openStore({ dataDirectory: ${JSON.stringify(dataDirectory)}, now: 0 })
      await sqliteKeyStore(store).revoke(${JSON.stringify(view.id)}, Date.now())
      console.log('revoked')
      await store.close()`
    const child = Bun.spawn([process.execPath, '-e', script], { stdout: 'pipe', stderr: 'inherit' })
    await child.stdout.getReader().read()
    const revokedAt = performance.now()
    expect((await cut.promise) - revokedAt).toBeLessThan(1_000)
    expect(codeOf(() => polling.identify(`Bearer ${key}`, null))).toBe('key_revoked')
    expect(await child.exited).toBe(0)
    await polling.stop()
  })
})

// Goal: a store that fails never opens a gate and never brings a revoked key back.
describe('a failing store', () => {
  const failing = (): KeyStore => {
    const real = sqliteKeyStore(store)
    const guarded = <Arguments extends unknown[], Result>(
      name: keyof KeyStore,
      operation: (...given: Arguments) => Result,
    ) => {
      return (...given: Arguments): Result => {
        if (broken.has(name)) throw new Error('disk')
        return operation(...given)
      }
    }
    return {
      all: guarded('all', real.all),
      insert: guarded('insert', real.insert),
      rotate: guarded('rotate', real.rotate),
      revoke: guarded('revoke', real.revoke),
      markUsed: guarded('markUsed', real.markUsed),
      changeCounter: guarded('changeCounter', real.changeCounter),
    }
  }
  const broken = new Set<keyof KeyStore>()
  beforeEach(async () => {
    broken.clear()
    identity = await open(failing())
  })

  test('cannot be read: nobody is identified until it can', async () => {
    const { key, view } = await identity.office.create({ useCaseId: 'drafts' })
    broken.add('changeCounter')
    await identity.refresh()
    expect(codeOf(() => who(key))).toBe('not_ready')
    expect(identity.stands(view.id)).toBe(false)
    broken.clear()
    await identity.refresh()
    expect(codeOf(() => who(key))).toBeUndefined()
    expect(troubles).toHaveLength(1)
  })

  test('cannot store a revocation: the key is shut all the same, and it is stored later', async () => {
    const { key, view } = await identity.office.create({ useCaseId: 'drafts' })
    broken.add('revoke')
    expect(String(await failureOf(identity.office.revoke(view.id)))).toContain('disk')
    expect(codeOf(() => who(key))).toBe('key_revoked')
    await identity.office.list() // Reads the store, where the key is still open.
    await identity.refresh()
    expect(codeOf(() => who(key))).toBe('key_revoked')
    broken.clear()
    await identity.refresh()
    const [stored] = await sqliteKeyStore(store).all()
    expect(stored?.revokedAt).toBe(start)
  })

  test('cannot store a new key: it opens nothing', async () => {
    broken.add('insert')
    expect(String(await failureOf(identity.office.create({ useCaseId: 'drafts' })))).toContain('disk')
    expect(await identity.office.list()).toEqual([])
  })

  test('cannot note a use: the request passes, and the note is made later', async () => {
    const { key } = await identity.office.create({ useCaseId: 'drafts' })
    broken.add('markUsed')
    who(key)
    await identity.refresh()
    expect(codeOf(() => who(key))).toBeUndefined()
    broken.clear()
    await identity.refresh()
    expect((await identity.office.list())[0]?.isInUse).toBe(true)
  })
})

// Goal: of when a key was used, one date in 30 days is all that is ever stored.
test('uses leave one date in 30 days', async () => {
  const { key } = await identity.office.create({ useCaseId: 'drafts', days: 366 })
  const usedOn = async () => {
    await identity.refresh()
    return (await sqliteKeyStore(store).all())[0]?.usedOn
  }
  expect(await usedOn()).toBeUndefined()
  who(key)
  expect(await usedOn()).toBe('2026-11-23')
  now = start + 30 * dayMs - 1
  who(key)
  expect(await usedOn()).toBe('2026-11-23')
  now = start + 30 * dayMs
  who(key)
  expect(await usedOn()).toBe('2026-12-23')
  const isInUse = async () => (await identity.office.list())[0]?.isInUse
  now = Date.parse('2026-12-23') + 120 * dayMs - 1
  expect(await isInUse()).toBe(true)
  now += 1
  expect(await isInUse()).toBe(false)
})

test('after stop nobody is identified', async () => {
  const { key } = await identity.office.create({ useCaseId: 'drafts' })
  const running = identity.refresh()
  const late = identity.office.list()
  await identity.stop()
  expect(codeOf(() => who(key))).toBe('not_ready')
  await Promise.all([running, late])
  expect(codeOf(() => who(key))).toBe('not_ready')
  expect(troubles).toEqual([])
})

test('ids that are taken are tried again, and a broken source of randomness ends in an error', async () => {
  let fixed = Uint8Array.from({ length: 64 }, (_, index) => index)
  const once = await createIdentity({
    store: sqliteKeyStore(store),
    now: () => now,
    useCaseIds: () => ['drafts'],
    frontEndIds: () => [],
    onTrouble: () => undefined,
    isPolling: false,
    randomBytes: () => fixed,
  })
  await once.office.create({ useCaseId: 'drafts' })
  expect(String(await failureOf(once.office.create({ useCaseId: 'drafts' })))).toContain('no free key id')
  fixed = Uint8Array.from({ length: 64 }, (_, index) => 63 - index)
  await once.office.create({ useCaseId: 'drafts' })
  expect(await once.office.list()).toHaveLength(2)
})
