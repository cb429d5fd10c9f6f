import { Database } from 'bun:sqlite'
import { describe, test } from 'bun:test'
import { strict as assert } from 'node:assert'
import { statSync } from 'node:fs'
import { join } from 'node:path'

import {
  contentOf,
  envelopes,
  newSealer,
  openStore,
  sealedRecords,
  tagOf,
  unsealer,
} from '../../../../../test/faults/vault-records.ts'
import type { KnownRecord } from '../../../../../test/faults/vault-records.ts'
import { temporaryFolders } from '../../../../../test/temporary-folders.ts'
import { MalformedEnvelope } from '../../vault/envelope.ts'
import { StoreNewer } from './migrations.ts'
import type { ErasureScope } from './vault-store-erasing.ts'
import { openForWriting, VaultBroken, VaultDiskFull } from './vault-store-open.ts'
import { openVaultReader } from './vault-store-reader.ts'
import { vaultMigrations } from './vault-store-schema.ts'
import { VaultGap } from './vault-store-taking.ts'
import { ErasureUnwiped, openVaultStore, VaultStore } from './vault-store.ts'

const newFolder = temporaryFolders('vault-store')
const origin = 'gateway.example/log/2026h2'
const why = { ground: 'gdpr_17', at: 1 }
/** What a pending erasure says when nothing more was given. */
const untold = { fields: [], subjectCount: 0, why: undefined }
const sealer = newSealer()
const subjectsOf = (index: number) => [`key:${index % 5}`, `user:${index % 10}`]

interface Case {
  readonly folder: string
  readonly store: VaultStore
  readonly records: readonly KnownRecord[]
}

/** Twenty records in batches of eight: subjects return every five and ten, three delete-on days. */
function newCase(): Case {
  const folder = newFolder()
  const store = openStore(folder)
  const records = sealedRecords(sealer, { from: 0, count: 20, subjectsOf })
  for (let from = 0; from < 20; from += 8) store.take(origin, records.slice(from, from + 8))
  return { folder, store, records }
}

const stateOf = (store: VaultStore): string =>
  Array.from({ length: 20 }, (_, index) => (store.read({ origin, index })?.state === 'held' ? 'x' : '.')).join('')

test('a new vault is private, overwrites what it deletes, and is strict', () => {
  const { folder, store } = newCase()
  for (const suffix of ['', '-wal', '-shm']) {
    assert.equal(statSync(join(folder, `vault.sqlite${suffix}`)).mode & 0o777, 0o600)
  }
  const database = new Database(join(folder, 'vault.sqlite'), { readonly: true })
  const loose = database.query(
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
  )
  assert.deepEqual(loose.all(), [])
  assert.deepEqual(database.query('PRAGMA journal_mode').get(), { journal_mode: 'wal' })
  database.close(true)
  store.close()
})

test('what was taken is read, also beside the writer and after a start', () => {
  const { folder, store, records } = newCase()
  const reader = openVaultReader({ dataDirectory: folder })
  for (const reads of [store, reader]) {
    assert.equal(reads.heldSize(origin), 20)
    assert.equal(reads.heldSize('another'), 0)
    for (const { index, id, ciphertext } of records) {
      const read = reads.read({ origin, index })
      assert.ok(read?.state === 'held')
      assert.deepEqual([Buffer.from(read.id), Buffer.from(read.envelope)], [Buffer.from(id), Buffer.from(ciphertext)])
      const { openings, values } = contentOf(index, [])
      assert.deepEqual(unsealer.open(read.id, read.envelope).openings, openings)
      assert.deepEqual(
        Buffer.from(unsealer.open(read.id, read.envelope).values['request']!),
        Buffer.from(values['request']!),
      )
    }
    for (const index of [-1, 20, 1_000]) assert.equal(reads.read({ origin, index }), undefined)
    assert.equal(reads.read({ origin: 'another', index: 0 }), undefined)
    assert.deepEqual(
      reads.findBySubject(tagOf('user:3')).map(({ index }) => index),
      [3, 13],
    )
    assert.deepEqual(reads.findBySubject(tagOf('user:none')), [])
  }
  reader.close()
  store.close()
  const again = openStore(folder)
  assert.equal(again.heldSize(origin), 20)
  assert.deepEqual(again.counts(), { logs: [{ origin, held: 20, erased: 0 }], holds: 0, pending: 0 })
  again.close()
})

test('more records at once than a batch takes, and two logs side by side', () => {
  const store = openStore(newFolder())
  const many = sealedRecords(sealer, { from: 0, count: 5_000, subjectsOf })
  store.sinkOf('a').take(many.slice(0, 4_500))
  store.sinkOf('b').take(many.slice(0, 10))
  store.sinkOf('a').take(many.slice(4_500))
  assert.deepEqual([store.sinkOf('a').heldSize(), store.sinkOf('b').heldSize()], [5_000, 10])
  for (const index of [0, 4_095, 4_096, 4_499, 4_500, 4_999]) {
    const read = store.read({ origin: 'a', index })
    assert.ok(read?.state === 'held')
    assert.deepEqual(Buffer.from(read.id), Buffer.from(many[index]!.id))
  }
  assert.equal(store.findBySubject(tagOf('key:1')).length, 1_002)
  const { erased, count } = store.erase({ tags: [tagOf('key:1')] }, why)
  assert.equal(count, 1_002)
  assert.deepEqual(
    erased.map((log) => [log.origin, log.indices.length]),
    [
      ['a', 1_000],
      ['b', 2],
    ],
  )
  store.close()
})

// Goal: what cannot be taken leaves the vault as it was.
const refusals: readonly [
  why: string,
  error: typeof VaultGap | typeof MalformedEnvelope,
  records: (all: Case) => readonly KnownRecord[],
][] = [
  ['a gap', VaultGap, ({ records }) => [{ ...records[0]!, index: 21 }]],
  ['what is held already', VaultGap, ({ records }) => [{ ...records[0]!, index: 19 }]],
  ['a gap within', VaultGap, ({ records }) => [20, 21, 23].map((index) => ({ ...records[0]!, index }))],
  [
    'no envelope',
    MalformedEnvelope,
    ({ records }) =>
      [20, 21].map((index) => ({ ...records[0]!, index, ...(index === 21 ? { ciphertext: new Uint8Array(40) } : {}) })),
  ],
]
for (const [what, error, recordsOf] of refusals) {
  test(`taking ${what} is refused`, () => {
    const all = newCase()
    assert.throws(() => all.store.take(origin, recordsOf(all)), error)
    assert.equal(all.store.heldSize(origin), 20)
    assert.equal(all.store.read({ origin, index: 20 }), undefined)
    all.store.take(origin, [{ ...all.records[0]!, index: 20 }])
    assert.equal(all.store.heldSize(origin), 21)
    all.store.close()
  })
}

describe('erasing', () => {
  const scopes: readonly [what: string, scope: Parameters<VaultStore['erase']>[0], state: string, indices: unknown][] =
    [
      [
        'a subject',
        { tags: [tagOf('user:3')] },
        'xxx.xxxxxxxxx.xxxxxx',
        [
          [3, 3],
          [13, 13],
        ],
      ],
      [
        'two subjects',
        { tags: [tagOf('user:3'), tagOf('user:4')] },
        'xxx..xxxxxxxx..xxxxx',
        [
          [3, 4],
          [13, 14],
        ],
      ],
      [
        'a subject across batches',
        { tags: [tagOf('key:1')] },
        'x.xxxx.xxxx.xxxx.xxx',
        [
          [1, 1],
          [6, 6],
          [11, 11],
          [16, 16],
        ],
      ],
      ['nobody', { tags: [tagOf('user:none')] }, 'xxxxxxxxxxxxxxxxxxxx', undefined],
      ['a run over three batches', { origin, indices: [[6, 17]] }, 'xxxxxx............xx', [[6, 17]]],
      [
        'two runs in one batch',
        {
          origin,
          indices: [
            [1, 2],
            [4, 5],
          ],
        },
        'x..x..xxxxxxxxxxxxxx',
        [
          [1, 2],
          [4, 5],
        ],
      ],
      ['everything and more', { origin, indices: [[0, 1_000]] }, '....................', [[0, 19]]],
      ['what is not there', { origin, indices: [[20, 30]] }, 'xxxxxxxxxxxxxxxxxxxx', undefined],
      ['another log', { origin: 'another', indices: [[0, 30]] }, 'xxxxxxxxxxxxxxxxxxxx', undefined],
    ]
  for (const [what, scope, state, indices] of scopes) {
    test(what, () => {
      const { store } = newCase()
      const { erased, pending, heldBack, isWiped, count } = store.erase(scope, why)
      assert.equal(stateOf(store), state)
      assert.deepEqual(erased, indices === undefined ? [] : [{ origin, indices }])
      assert.deepEqual([heldBack, isWiped, count], [[], true, [...state].filter((mark) => mark === '.').length])
      assert.deepEqual(store.pending(), pending === undefined ? [] : [{ id: pending, ...why, ...untold, erased }])
      const left = Array.from({ length: 10 }, (_, user) => store.findBySubject(tagOf(`user:${user}`))).flat()
      assert.deepEqual(
        left.map(({ index }) => index).sort((one, other) => one - other),
        [...state].flatMap((mark, index) => (mark === 'x' ? [index] : [])),
      )
      assert.equal(store.erase(scope, why).count, 0)
      assert.equal(store.counts().logs[0]?.erased, count)
      store.close()
    })
  }

  test('some fields: the rest still opens', () => {
    const { store } = newCase()
    const { count, pending } = store.erase({ tags: [tagOf('user:3')] }, { ...why, fields: ['request'] })
    assert.equal(count, 2)
    assert.deepEqual(store.pending(), [
      {
        id: pending,
        ...why,
        ...untold,
        fields: ['request'],
        erased: [
          {
            origin,
            indices: [
              [3, 3],
              [13, 13],
            ],
          },
        ],
      },
    ])
    const read = store.read({ origin, index: 3 })
    assert.ok(read?.state === 'held')
    assert.deepEqual(unsealer.open(read.id, read.envelope), {
      openings: { key: contentOf(3, []).openings['key'] },
      values: {},
    })
    assert.equal(store.erase({ tags: [tagOf('user:3')] }, { ...why, fields: ['request'] }).count, 0)
    assert.equal(store.erase({ tags: [tagOf('user:3')] }, why).count, 2)
    store.close()
  })

  test('a record of class none holds nothing to erase', () => {
    const store = openStore(newFolder())
    const none = sealer.seal({ subjects: [], retention: { class: 'none', deleteOnDay: 0 }, openings: {}, values: {} })
    store.take(origin, [{ index: 0, ...none }])
    assert.equal(store.erase({ origin, indices: [[0, 0]] }, why).count, 0)
    assert.equal(store.expire(0xffff_ffff, why).count, 0)
    assert.equal(store.read({ origin, index: 0 })?.state, 'held')
    store.close()
  })

  test('by its day, in the order of days', () => {
    const { store } = newCase()
    assert.deepEqual(store.expire(20_779, why).erased, [])
    const first = store.expire(20_780, { ground: 'retention', at: 2 })
    assert.deepEqual([first.isComplete, first.count], [true, 7])
    assert.equal(stateOf(store), '.xx.xx.xx.xx.xx.xx.x')
    store.expire(99_999, why)
    assert.equal(stateOf(store), '....................')
    store.close()
  })

  test('is pending until the journal has its entry, also over a start', () => {
    const { folder, store } = newCase()
    const { pending = 0 } = store.erase({ tags: [tagOf('user:3')] }, why)
    store.close()
    const again = openStore(folder)
    assert.deepEqual(
      again.pending().map(({ id }) => id),
      [pending],
    )
    assert.equal(again.settled(pending), true)
    assert.equal(again.settled(pending), false)
    assert.deepEqual(again.pending(), [])
    again.close()
  })

  test('is not said to be done while a reader keeps the bytes', () => {
    const { folder, store } = newCase()
    const reader = new Database(join(folder, 'vault.sqlite'), { readonly: true })
    reader.run('BEGIN')
    reader.query('SELECT count(*) FROM record').get()
    const { isWiped, pending = 0 } = store.erase({ tags: [tagOf('user:3')] }, why)
    assert.equal(isWiped, false)
    assert.throws(() => store.settled(pending), ErasureUnwiped)
    reader.run('COMMIT')
    assert.equal(store.settled(pending), true)
    reader.close()
    store.close()
  })
})

describe('a plan', () => {
  const plans: readonly [what: string, scope: ErasureScope, fields?: readonly string[]][] = [
    ['of a subject', { tags: [tagOf('user:3')] }],
    ['of a run', { origin, indices: [[4, 12]] }],
    ['of a field', { tags: [tagOf('user:3')] }, ['request']],
    ['of a field that is not there', { tags: [tagOf('user:3')] }, ['answer']],
    ['of nobody', { tags: [tagOf('user:none')] }],
  ]
  for (const [what, scope, fields] of plans) {
    test(`${what} says what the erasure then does, and touches nothing`, () => {
      const { store } = newCase()
      const hold = store.hold({ origin, first: 5, last: 5 })
      const planned = store.plan(scope, fields)
      assert.equal(stateOf(store), 'x'.repeat(20))
      assert.deepEqual(store.pending(), [])
      const { erased, count, heldBack, holds } = store.erase(scope, { ...why, fields })
      assert.deepEqual(planned, { erased, count, heldBack, holds })
      assert.deepEqual(holds, heldBack.length > 0 ? [hold] : [])
      assert.deepEqual(store.plan(scope, fields).count, 0)
      store.close()
    })
  }
})

test('what is to be told of an erasure is kept until it is', () => {
  const { folder, store } = newCase()
  const sealedWhy = Uint8Array.of(1, 2, 3)
  store.erase({ tags: [tagOf('user:3')] }, { ...why, subjectCount: 7, why: sealedWhy })
  store.close()
  const again = openStore(folder)
  const [row] = again.pending()
  assert.deepEqual([row?.subjectCount, row?.why && [...row.why]], [7, [...sealedWhy]])
  again.close()
})

test('holds are listed by what they name, and never by whom', () => {
  const { store } = newCase()
  const ids = [store.hold({ tag: tagOf('user:3') }), store.hold({ origin, first: 6, last: 9 })]
  assert.deepEqual(store.holdsInForce(), [
    { id: ids[0], entries: undefined },
    { id: ids[1], entries: { origin, first: 6, last: 9 } },
  ])
  assert.deepEqual(store.erase({ origin, indices: [[3, 6]] }, why).holds, ids)
  store.lift(ids[0] ?? '')
  assert.deepEqual(
    store.holdsInForce().map(({ id }) => id),
    [ids[1]],
  )
  store.close()
})

test('whether anything is due, held or not, and which logs there are', () => {
  const { store } = newCase()
  assert.deepEqual([store.isAnyDue(20_779), store.isAnyDue(20_780)], [false, true])
  assert.deepEqual([store.knows(origin), store.knows('another')], [true, false])
  store.close()
})

describe('a legal hold', () => {
  const holds: readonly [what: string, scope: Parameters<VaultStore['hold']>[0], state: string, heldBack: unknown][] = [
    [
      'of a subject',
      { tag: tagOf('user:3') },
      '...x.........x......',
      [
        [3, 3],
        [13, 13],
      ],
    ],
    ['of a run over two batches', { origin, first: 6, last: 9 }, '......xxxx..........', [[6, 9]]],
    ['of another log', { origin: 'another', first: 0, last: 9 }, '....................', undefined],
  ]
  for (const [what, scope, state, indices] of holds) {
    test(`${what} keeps its records until it is lifted`, () => {
      const { folder, store } = newCase()
      const id = store.hold(scope)
      const heldBack = indices === undefined ? [] : [{ origin, indices }]
      assert.deepEqual(store.erase({ origin, indices: [[0, 19]] }, why).heldBack, heldBack)
      assert.equal(stateOf(store), state)
      assert.deepEqual(store.erase({ origin, indices: [[0, 19]] }, { ...why, fields: ['request'] }).heldBack, heldBack)
      assert.equal(store.expire(99_999, why).count, 0)
      store.close()
      const again = openStore(folder)
      assert.equal(again.counts().holds, 1)
      assert.equal(again.lift(id), true)
      assert.equal(again.lift(id), false)
      assert.equal(again.counts().holds, 0)
      again.expire(99_999, why)
      assert.equal(stateOf(again), '....................')
      again.close()
    })
  }

  test('is not found by another id', () => {
    const { store } = newCase()
    store.hold({ tag: tagOf('user:3') })
    for (const id of ['', 'x', '00'.repeat(16), '00'.repeat(17)]) assert.equal(store.lift(id), false)
    assert.equal(store.counts().holds, 1)
    store.close()
  })

  test('of a subject also keeps what is yet to come', () => {
    const { store } = newCase()
    store.hold({ tag: tagOf('user:3') })
    store.take(origin, sealedRecords(sealer, { from: 20, count: 10, subjectsOf }))
    store.erase({ origin, indices: [[0, 29]] }, why)
    assert.deepEqual(
      store.findBySubject(tagOf('user:3')).map(({ index }) => index),
      [3, 13, 23],
    )
    store.close()
  })
})

test('a full disk takes nothing, and the rest once there is room', () => {
  const dataDirectory = newFolder()
  const connection = openForWriting({ dataDirectory, now: 0 })
  const store = new VaultStore(connection, envelopes)
  const records = sealedRecords(sealer, { from: 0, count: 400, subjectsOf })
  const limit = (pages: number) => connection.prepare(`PRAGMA max_page_count = ${pages}`).get()
  store.take(origin, records.slice(0, 10))
  limit(30)
  assert.throws(() => store.take(origin, records.slice(10)), VaultDiskFull)
  assert.equal(store.heldSize(origin), 10)
  limit(10_000)
  store.take(origin, records.slice(10))
  assert.equal(store.heldSize(origin), 400)
  store.close()
})

test('after an error of the disk the vault stays shut until the next start', () => {
  const dataDirectory = newFolder()
  const connection = openForWriting({ dataDirectory, now: 0 })
  const store = new VaultStore(connection, envelopes)
  const records = sealedRecords(sealer, { from: 0, count: 2, subjectsOf })
  store.take(origin, records.slice(0, 1))
  const failure = Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'fdatasync' })
  const fail = () => {
    throw failure
  }
  assert.throws(() => connection.durably(fail), VaultBroken)
  assert.throws(() => store.take(origin, records.slice(1)), VaultBroken)
  assert.throws(() => store.erase({ tags: [] }, why), VaultBroken)
  assert.equal(store.heldSize(origin), 1)
  store.close()
  const again = openStore(dataDirectory)
  again.take(origin, records.slice(1))
  again.close()
})

test('a vault of a newer schema is refused and left as it is', () => {
  const { folder, store } = newCase()
  store.close()
  const steps = [...vaultMigrations, { name: 'next', sql: 'CREATE TABLE next (a INTEGER) STRICT;' }]
  openVaultStore({ dataDirectory: folder, now: 0, envelopes, steps }).close()
  assert.throws(() => openStore(folder), StoreNewer)
  const newer = openVaultStore({ dataDirectory: folder, now: 0, envelopes, steps })
  assert.equal(stateOf(newer), 'x'.repeat(20))
  newer.close()
})
