import { Database } from 'bun:sqlite'
import { afterAll, describe, expect, test } from 'bun:test'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { sql } from 'kysely'

import { migrations, StoreForeign, StoreNewer } from './migrations.ts'
import type { Migration } from './migration.ts'
import { DataDirectoryOpen, openStore, storeFileName } from './store.ts'

const root = mkdtempSync(join(tmpdir(), 'stellwerk-store-'))
afterAll(() => rmSync(root, { recursive: true }))

const now = Date.parse('2026-11-23T12:00:00Z')
let folders = 0
const folder = () => join(root, `case-${++folders}`, 'data')
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)

test('a new store is private, durable and strict', async () => {
  const dataDirectory = folder()
  const store = openStore({ dataDirectory, now })
  await sql`insert into schema_migration values (99, 'x', 'x', 0)`.execute(store.db)
  expect(mode(dataDirectory)).toBe('700')
  for (const suffix of ['', '-wal', '-shm']) expect(mode(join(dataDirectory, storeFileName + suffix))).toBe('600')
  const pragma = async (name: string) =>
    Object.values((await sql.raw<Record<string, unknown>>(`PRAGMA ${name}`).execute(store.db)).rows[0] ?? {})[0]
  expect(await pragma('journal_mode')).toBe('wal')
  expect(await pragma('synchronous')).toBe(2) // FULL
  expect(await pragma('foreign_keys')).toBe(1)
  const tables = await sql<{ name: string; strict: number }>`
    select name, strict from pragma_table_list where schema = 'main' and name not like 'sqlite_%'`.execute(store.db)
  expect(tables.rows.map(({ name }) => name).sort()).toEqual([
    'api_key',
    'data_protection_lamp',
    'licence_duty',
    'licence_lamp',
    'licence_weights',
    'one_time_link',
    'person',
    'person_passkey',
    'person_password',
    'person_profile',
    'person_subject',
    'register_act',
    'register_act_withdrawal',
    'register_comment',
    'register_least',
    'register_mark',
    'register_pending',
    'register_requirement',
    'register_told',
    'register_turn',
    'register_version',
    'register_void',
    'role_delegation',
    'role_delegation_end',
    'role_end',
    'role_grant',
    'role_proposal',
    'schema_migration',
    'session',
    'terms_acceptance',
    'terms_text',
  ])
  expect(tables.rows.every(({ strict }) => strict === 1)).toBe(true)
  await store.close()
})

// Goal: a directory is closed when that harms nobody, and refused when a person has to decide.
const directories: readonly [why: string, mode: number, entries: readonly string[], result: 'opened' | 'refused'][] = [
  ['private', 0o700, ['other.txt'], 'opened'],
  ['open but empty', 0o755, [], 'opened'],
  ['open with a store of ours', 0o755, [storeFileName], 'opened'],
  ['open with files of others', 0o755, ['other.txt'], 'refused'],
  ['open to the group with files of others', 0o750, ['other.txt'], 'refused'],
]
for (const [why, directoryMode, entries, result] of directories) {
  test(`data directory ${why}: ${result}`, async () => {
    const dataDirectory = folder()
    mkdirSync(dataDirectory, { recursive: true })
    for (const entry of entries) writeFileSync(join(dataDirectory, entry), '')
    chmodSync(dataDirectory, directoryMode)
    if (result === 'refused') {
      expect(() => openStore({ dataDirectory, now })).toThrow(DataDirectoryOpen)
      expect(mode(dataDirectory)).toBe(directoryMode.toString(8))
    } else {
      await openStore({ dataDirectory, now }).close()
      expect(mode(dataDirectory)).toBe('700')
    }
  })
}

describe('migrations', () => {
  const first: Migration = { name: 'first', sql: 'CREATE TABLE one (a TEXT NOT NULL) STRICT;' }
  const second: Migration = {
    name: 'second',
    sql: 'ALTER TABLE one ADD COLUMN b INTEGER; CREATE TABLE two (c TEXT) STRICT;',
  }

  const contentOf = (dataDirectory: string) => {
    const database = new Database(join(dataDirectory, storeFileName), { readonly: true })
    const schema = database.query<{ sql: string }, []>('SELECT sql FROM sqlite_schema ORDER BY name').all()
    const steps = database.query<{ version: number }, []>('SELECT version FROM schema_migration').all()
    database.close()
    return { schema: schema.map((row) => row.sql), versions: steps.map((row) => row.version) }
  }

  test('an upgrade keeps what is stored and adds what is new', async () => {
    const dataDirectory = folder()
    const old = openStore({ dataDirectory, now, steps: [first] })
    await sql`insert into one (a) values ('kept')`.execute(old.db)
    await old.close()
    const upgraded = openStore({ dataDirectory, now, steps: [first, second] })
    expect(upgraded.schemaVersion).toBe(2)
    expect((await sql`select a, b from one`.execute(upgraded.db)).rows).toEqual([{ a: 'kept', b: null }])
    expect((await sql`select * from two`.execute(upgraded.db)).rows).toEqual([])
    await upgraded.close()
  })

  test('opening again changes nothing', async () => {
    const dataDirectory = folder()
    await openStore({ dataDirectory, now, steps: [first, second] }).close()
    const before = contentOf(dataDirectory)
    await openStore({ dataDirectory, now: now + 1, steps: [first, second] }).close()
    expect(contentOf(dataDirectory)).toEqual(before)
    expect(before.versions).toEqual([1, 2])
  })

  test('indentation of a step may change', async () => {
    const dataDirectory = folder()
    await openStore({ dataDirectory, now, steps: [first] }).close()
    await openStore({
      dataDirectory,
      now,
      steps: [{ ...first, sql: `\n  ${first.sql.replaceAll(' ', '\n  ')}\n` }],
    }).close()
  })

  // Goal: whatever does not fit is refused and leaves the store as it was.
  const broken: Migration = {
    name: 'broken',
    sql: 'CREATE TABLE half (x TEXT) STRICT; CREATE TABLE one (a TEXT) STRICT;',
  }
  const refusals: readonly [
    why: string,
    made: readonly Migration[],
    opened: readonly Migration[],
    error: new (...all: never[]) => Error,
  ][] = [
    ['store newer than the program', [first, second], [first], StoreNewer],
    ['program knows no step at all', [first], [], StoreNewer],
    [
      'a released step was edited',
      [first],
      [{ ...first, sql: `${first.sql} CREATE TABLE x (y TEXT) STRICT;` }],
      StoreForeign,
    ],
    ['a step was renamed', [first], [{ ...first, name: '1st' }], StoreForeign],
    ['steps in another order', [first, second], [second, first], StoreForeign],
    ['a step fails half-way', [first], [first, second, broken], Error],
  ]
  for (const [why, made, opened, error] of refusals) {
    test(`refused: ${why}`, async () => {
      const dataDirectory = folder()
      await openStore({ dataDirectory, now, steps: made }).close()
      const before = contentOf(dataDirectory)
      expect(() => openStore({ dataDirectory, now, steps: opened })).toThrow(error)
      expect(contentOf(dataDirectory)).toEqual(before)
    })
  }

  test('a refused store can be opened by the right program afterwards', async () => {
    const dataDirectory = folder()
    await openStore({ dataDirectory, now, steps: [first, second] }).close()
    expect(() => openStore({ dataDirectory, now, steps: [first] })).toThrow('schema version 2')
    await openStore({ dataDirectory, now, steps: [first, second] }).close()
  })

  test('names of steps are unique', () => {
    expect(new Set(migrations.map(({ name }) => name)).size).toBe(migrations.length)
  })
})

test('several processes may open a new store at the same moment', async () => {
  const dataDirectory = folder()
  const script = `
    const { openStore } = await import(${JSON.stringify(join(import.meta.dir, 'store.ts'))})
    await openStore({ dataDirectory: ${JSON.stringify(dataDirectory)}, now: 0 }).close()`
  const processes = Array.from({ length: 4 }, () => Bun.spawn([process.execPath, '-e', script], { stderr: 'inherit' }))
  expect(await Promise.all(processes.map((child) => child.exited))).toEqual([0, 0, 0, 0])
})

test('the change counter moves when another connection writes, and only then', async () => {
  const dataDirectory = folder()
  const ours = openStore({ dataDirectory, now })
  const theirs = openStore({ dataDirectory, now })
  const before = ours.changeCounter()
  await sql`insert into schema_migration values (98, 'ours', 'x', 0)`.execute(ours.db)
  expect(ours.changeCounter()).toBe(before)
  await sql`insert into schema_migration values (99, 'theirs', 'x', 0)`.execute(theirs.db)
  expect(ours.changeCounter()).not.toBe(before)
  await ours.close()
  await theirs.close()
})

test('transactions wait for each other and leave nothing when they fail', async () => {
  const store = openStore({
    dataDirectory: folder(),
    now,
    steps: [{ name: 'n', sql: 'CREATE TABLE n (v INTEGER) STRICT;' }],
  })
  const add = (value: number) =>
    store.db.transaction().execute(async (transaction) => {
      await sql`insert into n values (${value})`.execute(transaction)
      await Bun.sleep(0)
      if (value % 2 === 1) throw new Error('odd')
    })
  const results = await Promise.allSettled([0, 1, 2, 3, 4].map(add))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'])
  expect((await sql<{ v: number }>`select v from n order by v`.execute(store.db)).rows.map(({ v }) => v)).toEqual([
    0, 2, 4,
  ])
  await store.close()
})
