import { afterAll, beforeEach, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { KeyRecord, KeyStore } from '../../identity/key-store.ts'
import { sqliteKeyStore } from './key-store.ts'
import { migrations } from './migrations.ts'
import { openStore } from './store.ts'

const root = mkdtempSync(join(tmpdir(), 'stellwerk-keys-'))
afterAll(() => rmSync(root, { recursive: true }))

const now = Date.parse('2026-11-23T12:00:00Z')
let keys: KeyStore
let runs = 0
beforeEach(() => {
  keys = sqliteKeyStore(openStore({ dataDirectory: join(root, String(++runs)), now }))
})

function record(id: string, more: Partial<KeyRecord> = {}): KeyRecord {
  return {
    id,
    hash: new Bun.CryptoHasher('sha256').update(id).digest(),
    version: 1,
    useCaseId: 'drafts',
    kind: 'service',
    owner: undefined,
    frontEnd: undefined,
    groups: undefined,
    label: 'intranet',
    createdAt: now,
    expiresAt: now + 1,
    revokedAt: undefined,
    replacedBy: undefined,
    language: undefined,
    usedOn: undefined,
    ...more,
  }
}
const plain = (records: readonly KeyRecord[]) =>
  records.map((one) => ({ ...one, hash: Buffer.from(one.hash).toString('hex') }))

test('what is stored comes back, whether optional values are there or not', async () => {
  const all = [
    record('aaaaaaaa'),
    record('bbbbbbbb', { language: 'de', usedOn: '2026-11-01', label: 'ä"\'; --' }),
    record('cccccccc', { kind: 'personal', owner: 'IT', groups: ['registry', 'a "b"'] }),
    record('dddddddd', { kind: 'frontend', frontEnd: 'chat' }),
  ]
  for (const one of all) expect(await keys.insert(one)).toBe('stored')
  expect(plain(await keys.all())).toEqual(plain(all))
})

test('a key from before there were kinds is of a program that nobody answers for', async () => {
  const dataDirectory = join(root, 'older')
  const older = openStore({ dataDirectory, now, steps: migrations.slice(0, 1) })
  await older.db
    .insertInto('api_key')
    // The columns that there were.
    .values({
      id: 'aaaaaaaa',
      hash: new Uint8Array(32),
      version: 1,
      use_case_id: 'drafts',
      label: '',
      created_at: now,
      expires_at: now + 1,
    } as never)
    .execute()
  await older.close()
  const store = openStore({ dataDirectory, now })
  const [found] = await sqliteKeyStore(store).all()
  expect(found).toMatchObject({
    id: 'aaaaaaaa',
    kind: 'service',
    owner: undefined,
    frontEnd: undefined,
    groups: undefined,
  })
  await store.close()
})

test('the store itself keeps kinds apart', async () => {
  const wrong = [
    record('aaaaaaaa', { kind: 'frontend' }),
    record('aaaaaaaa', { kind: 'service', frontEnd: 'chat' }),
    record('aaaaaaaa', { kind: 'frontend', frontEnd: 'chat', groups: ['registry'] }),
    // No type has it; a store may.
    record('aaaaaaaa', { kind: 'other' as never }),
  ]
  for (const one of wrong) {
    const refusal: unknown = await keys.insert(one).catch((error: unknown) => error)
    expect(String(refusal)).toContain('constraint')
  }
})

test('an id that is taken is not overwritten', async () => {
  await keys.insert(record('aaaaaaaa'))
  expect(await keys.insert(record('aaaaaaaa', { label: 'other', hash: new Uint8Array(32) }))).toBe('taken')
  expect(plain(await keys.all())).toEqual(plain([record('aaaaaaaa')]))
})

// Goal: a rotation happens wholly or not at all.
const issued = record('bbbbbbbb')
const rotations: readonly [why: string, before: readonly KeyRecord[], version: number, result: string][] = [
  ['of the version that was read', [record('aaaaaaaa')], 1, 'stored'],
  ['of a version that has moved on', [record('aaaaaaaa', { version: 2 })], 1, 'stale'],
  ['of a revoked key', [record('aaaaaaaa', { revokedAt: now })], 1, 'stale'],
  ['of a key that is gone', [], 1, 'stale'],
  ['to an id that is taken', [record('aaaaaaaa'), record('bbbbbbbb', { hash: new Uint8Array(32) })], 1, 'taken'],
]
for (const [why, before, version, result] of rotations) {
  test(`rotation ${why}: ${result}`, async () => {
    for (const one of before) await keys.insert(one)
    const replaced = { id: 'aaaaaaaa', version, expiresAt: now + 9 }
    expect(await keys.rotate({ issued, replaced })).toBe(result as 'stored')
    const rotated = record('aaaaaaaa', { version: 2, expiresAt: now + 9, replacedBy: 'bbbbbbbb' })
    expect(plain(await keys.all())).toEqual(plain(result === 'stored' ? [rotated, issued] : before))
  })
}

test('revoking twice keeps the first moment', async () => {
  await keys.insert(record('aaaaaaaa'))
  await keys.revoke('aaaaaaaa', now + 1)
  await keys.revoke('aaaaaaaa', now + 2)
  await keys.revoke('unknown0', now + 3)
  expect(plain(await keys.all())).toEqual(plain([record('aaaaaaaa', { version: 2, revokedAt: now + 1 })]))
})

test('marking as used changes nothing else', async () => {
  for (const id of ['aaaaaaaa', 'bbbbbbbb', 'cccccccc']) await keys.insert(record(id))
  await keys.markUsed(['aaaaaaaa', 'cccccccc'], '2026-11-23')
  await keys.markUsed([], '2026-11-24')
  const usedOn = '2026-11-23'
  expect(plain(await keys.all())).toEqual(
    plain([record('aaaaaaaa', { usedOn }), record('bbbbbbbb'), record('cccccccc', { usedOn })]),
  )
})
