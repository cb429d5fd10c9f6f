import { strict as assert } from 'node:assert'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'bun:test'

import type { VaultStore } from '../../packages/server/src/storage/sqlite/vault-store.ts'
import type { Moment } from './vault-crash.ts'
import { temporaryFolders } from '../temporary-folders.ts'
import { doomedSubjects, formatRecords, moments } from './vault-crash.ts'
import type { KnownRecord } from './vault-records.ts'
import { newSealer, openStore, origin, sealedRecords, tagOf, unsealer } from './vault-records.ts'
import { needle, needlesOf, occurrences, plainParts, sealedParts } from './vault-world.ts'

const newFolder = temporaryFolders('erasure')

const why = { ground: 'gdpr_17', at: 1 }
/** Fifty subjects, each with records in every batch, and the key that all of them share. */
const subjectsOf = (index: number): readonly string[] => ['key:1', `user:${(index * 7) % 50}`]
const isAbout =
  (subjects: readonly string[]) =>
  ({ index }: KnownRecord) =>
    subjectsOf(index).some((subject) => subjects.includes(subject))

const newRecords = (): readonly KnownRecord[] => sealedRecords(newSealer(), { from: 0, count: 2_000, subjectsOf })

function fill(store: VaultStore, records: readonly KnownRecord[]): void {
  for (let from = 0; from < records.length; from += 300) store.take(origin, records.slice(from, from + 300))
}

/** Of which parts of the records every piece is found, or any, and how often the most frequent one. */
function search(folder: string, records: readonly KnownRecord[]) {
  const all = records.map(needlesOf)
  const found = occurrences(
    folder,
    all.flatMap((needles) => Object.values(needles).flat()),
  )
  const isFound = (text: string): boolean => found.get(text) !== 0
  return {
    missing: sealedParts.filter((part) => !all.every((needles) => needles[part].every(isFound))),
    found: [...sealedParts, ...plainParts].filter((part) => all.some((needles) => needles[part].some(isFound))),
    mostOften: Math.max(...found.values()),
  }
}

/** Nothing is left of some records, and everything of the others, once. */
function mustBeGone(
  folder: string,
  store: VaultStore,
  { gone, left }: Record<'gone' | 'left', readonly KnownRecord[]>,
) {
  assert.deepEqual(search(folder, gone).found, [])
  // A second copy of a living record would outlive its own erasure.
  assert.deepEqual(search(folder, left), { missing: [], found: [...sealedParts], mostOften: 1 })
  for (const { index } of gone) assert.deepEqual(store.read({ origin, index }), { state: 'erased' })
  for (const { index } of left) {
    const read = store.read({ origin, index })
    assert.ok(read?.state === 'held')
    unsealer.open(read.id, read.envelope)
  }
}

test('before an erasure the sealed parts are found and never a plain one; after it none of them', () => {
  const [folder, records] = [newFolder(), newRecords()]
  const store = openStore(folder)
  fill(store, records)
  let left = records
  // In several waves, because an erasure could leave copies of what the next one erases.
  for (const wave of [0, 1, 2, 3]) {
    const subjects = Array.from({ length: 10 }, (_, place) => `user:${wave + place * 5}`)
    const gone = left.filter(isAbout(subjects))
    assert.equal(gone.length, 400)
    const before = search(folder, gone)
    assert.deepEqual([before.missing, before.found], [[], [...sealedParts]])
    store.erase({ tags: subjects.map(tagOf) }, why)
    left = left.filter((record) => !gone.includes(record))
    mustBeGone(folder, store, { gone, left })
    const tags = [
      ...occurrences(
        folder,
        subjects.map((subject) => needle(tagOf(subject))),
      ).values(),
    ]
    assert.ok(tags.every((count) => count === 0))
  }
  store.close()
  assert.deepEqual(search(folder, left).missing, [])
})

test('after the end of its term nothing of a record is found', () => {
  const [folder, records] = [newFolder(), newRecords()]
  const store = openStore(folder)
  fill(store, records)
  for (const day of [0, 1]) {
    store.expire(20_780 + day, why)
    const isOver = ({ index }: KnownRecord): boolean => index % 3 <= day
    mustBeGone(folder, store, { gone: records.filter(isOver), left: records.filter((record) => !isOver(record)) })
  }
  store.close()
})

test('of an erased field nothing is found, and of the others everything', () => {
  const [folder, records] = [newFolder(), newRecords().slice(0, 200)]
  const store = openStore(folder)
  fill(store, records)
  store.erase({ origin, indices: [[0, 199]] }, { ...why, fields: ['request'] })
  const { found, missing } = search(folder, records)
  assert.deepEqual(
    [found, missing],
    [
      ['id', 'wrapped key', 'sealed opening'],
      ['sealed opening', 'sealed value'],
    ],
  )
  store.close()
})

const [folderOf, recordsFile] = [newFolder, join(newFolder(), 'records.json')]
const crashRecords = newRecords()
writeFileSync(recordsFile, formatRecords(crashRecords))
const [gone, left] = [
  crashRecords.filter(isAbout(doomedSubjects)),
  crashRecords.filter((record) => !isAbout(doomedSubjects)(record)),
]

/** Runs the process that dies, under a tracer if there are arguments for one. */
function crash(folder: string, moment: Moment, tracer: readonly string[] = []): void {
  const script = join(import.meta.dir, 'vault-crash.ts')
  const { exitCode, signalCode } = Bun.spawnSync([...tracer, process.execPath, script, folder, recordsFile, moment], {
    stdout: 'ignore',
    stderr: 'inherit',
  })
  assert.ok(signalCode === 'SIGKILL' || exitCode === 137, `ended with ${signalCode ?? exitCode}`)
}

/** After a start an erasure is there with its deletion and waits for its entry, or there is no trace of it. */
function mustBeWholeAgain(folder: string): 'erased' | 'untouched' {
  const store = openStore(folder)
  const held = store.heldSize(origin)
  const pending = store.pending()
  if (pending.length === 0) {
    fill(store, crashRecords.slice(held))
    assert.deepEqual(search(folder, crashRecords).missing, [])
    store.erase({ tags: doomedSubjects.map(tagOf) }, why)
  }
  mustBeGone(folder, store, { gone, left })
  const count = store
    .pending()
    .flatMap(({ erased }) => erased.flatMap(({ indices }) => indices.map(([a, b]) => b - a + 1)))
  assert.equal(
    count.reduce((sum, some) => sum + some, 0),
    gone.length,
  )
  store.close()
  return pending.length === 0 ? 'untouched' : 'erased'
}

for (const moment of moments) {
  test(`killed ${moment}: erased or untouched, and nothing is left of what is erased`, () => {
    const folder = folderOf()
    crash(folder, moment)
    assert.equal(mustBeWholeAgain(folder), moment === 'before the commit' ? 'untouched' : 'erased')
  })
}

const strace = Bun.which('strace')
if (strace === null) console.warn('strace is missing: kills at system calls and the count of fdatasync are not tested')

// Goal: whichever call the process dies at, of those that change the files. The vault is filled with some 1,250 pwrite64,
// 5 fdatasync, 11 fsync and 3 ftruncate; the erasure makes twice as many of the first and a few of the others.
const calls: readonly [call: string, when: number, outcome: 'untouched' | 'erased'][] = [
  ['pwrite64', 1_300, 'untouched'],
  ['pwrite64', 1_900, 'untouched'],
  ['pwrite64', 2_630, 'erased'],
  ['fdatasync', 6, 'erased'],
  ['fsync', 12, 'erased'],
  ['fsync', 14, 'erased'],
  ['ftruncate', 4, 'erased'],
  ['ftruncate', 5, 'erased'],
]
for (const [call, when, outcome] of calls) {
  // Without the tracer there is nobody to kill at a call.
  test.skipIf(strace === null)(`killed at ${call} ${when}: ${outcome}, and nothing is left of what is erased`, () => {
    const folder = folderOf()
    const at = ['-e', `trace=${call}`, '-e', `inject=${call}:signal=SIGKILL:when=${when}`]
    crash(folder, 'never', ['strace', '-f', '-qq', '-o', '/dev/null', ...at])
    assert.equal(mustBeWholeAgain(folder), outcome)
  })
}

// Without the tracer nobody sees the calls.
test.skipIf(strace === null)('one fdatasync of the write-ahead log for each take', () => {
  const [folder, trace] = [folderOf(), join(newFolder(), 'trace')]
  crash(folder, 'before the commit', ['strace', '-f', '-qq', '-y', '-o', trace, '-e', 'trace=fdatasync,fsync'])
  const lines = readFileSync(trace, 'utf8').split('\n')
  const ofLog = lines.filter((line) => /fdatasync\(\d+<[^>]*vault\.sqlite-wal>\)\s+= 0/.test(line))
  assert.equal(ofLog.length, crashRecords.length / 400)
  assert.equal(new Set(ofLog.map((line) => line.split(' ')[0])).size, 1)
})
