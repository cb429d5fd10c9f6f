import { test } from 'bun:test'
import { strict as assert } from 'node:assert'
import { join } from 'node:path'

import { openStore } from '../../../../test/faults/vault-records.ts'
import { needle, occurrences } from '../../../../test/faults/vault-world.ts'
import { temporaryFolders } from '../../../../test/temporary-folders.ts'
import type { KeyCustodian } from './custodian.ts'
import { VaultKeyUnavailable } from './custodian.ts'
import { fileCustodian } from './file-custodian.ts'
import { VaultKeyMissing } from './sealer.ts'
import { GenerationInUse, VaultKeys } from './vault-key.ts'

const newFolder = temporaryFolders('vault-key')
const november = Date.parse('2026-11-23T12:00:00Z')
const december = Date.parse('2026-12-01T00:00:00Z')

function newCase() {
  const folder = newFolder()
  const store = openStore(folder)
  const custodian = fileCustodian({ path: join(folder, 'vault.kek'), mayCreate: true })
  return { folder, store, custodian, open: (now = november) => VaultKeys.open({ store: store.keys, custodian, now }) }
}

const content = {
  subjects: ['key:1'],
  retention: { class: 'metadata', deleteOnDay: 20_780 },
  openings: { key: new Uint8Array(32).fill(7) },
  values: {},
} as const

test('the keys of a new vault are wrapped, and the same after a start', async () => {
  const { folder, store, open } = newCase()
  const keys = await open()
  assert.equal(keys.generation, 1)
  const { key, subjectTagKey } = keys.current
  const copies = [new Uint8Array(key), new Uint8Array(subjectTagKey)]
  assert.deepEqual([...occurrences(folder, copies.map(needle)).values()], [0, 0])
  keys.wipe()
  assert.ok(key.every((byte) => byte === 0))
  const again = await open()
  assert.deepEqual([again.current.key, again.current.subjectTagKey], copies)
  store.close()
})

const rotations: readonly [why: string, now: number, generation: number][] = [
  ['later in the month', Date.parse('2026-11-30T23:59:59.999Z'), 1],
  ['in the next month', december, 2],
  ['a year later', Date.parse('2027-11-23T12:00:00Z'), 2],
  ['with the clock set back', Date.parse('2026-10-01T00:00:00Z'), 1],
]
for (const [why, now, generation] of rotations) {
  test(`a start ${why} seals under generation ${generation}`, async () => {
    const { store, open } = newCase()
    const first = await open()
    const keys = await open(now)
    assert.equal(keys.generation, generation)
    assert.deepEqual(keys.subjectTagKey, first.subjectTagKey)
    assert.equal(await keys.rotateIfDue(now), false)
    store.close()
  })
}

test('records of every generation open until theirs is destroyed', async () => {
  const { folder, store, open } = newCase()
  const keys = await open()
  const old = keys.sealer().seal(content)
  assert.equal(await keys.rotate(november), 2)
  const young = keys.sealer().seal(content)
  const before = await (await open()).unsealer()
  for (const { id, ciphertext } of [old, young])
    assert.deepEqual(before.open(id, ciphertext).openings, content.openings)

  const wrapped = store.keys.list()[1]!.wrapped
  const needles = [needle(wrapped.subarray(1)), needle(wrapped.subarray(-12))]
  assert.deepEqual(
    [...occurrences(folder, needles).values()].every((count) => count > 0),
    true,
  )
  assert.equal(keys.destroy(1, december), true)
  assert.deepEqual([...occurrences(folder, needles).values()], [0, 0])
  for (const some of [keys, await open()]) {
    const after = await some.unsealer()
    assert.throws(() => after.open(old.id, old.ciphertext), VaultKeyMissing)
    assert.deepEqual(after.open(young.id, young.ciphertext).openings, content.openings)
  }
  assert.deepEqual(
    store.keys.list().map(({ generation, destroyedAt }) => [generation, destroyedAt]),
    [
      [0, undefined],
      [1, december],
      [2, undefined],
    ],
  )
  store.close()
})

for (const generation of [0, 2, 3]) {
  test(`generation ${generation} of two is not destroyed`, async () => {
    const { store, open } = newCase()
    const keys = await open(december)
    await keys.rotate(december)
    assert.throws(() => keys.destroy(generation, december), GenerationInUse)
    store.close()
  })
}

test('a custodian that does not give back what it took is found out before anything is sealed', async () => {
  const { store } = newCase()
  const custodian: KeyCustodian = { kind: 'command', wrap: async (key) => key, unwrap: async () => new Uint8Array(60) }
  await assert.rejects(VaultKeys.open({ store: store.keys, custodian, now: november }), VaultKeyUnavailable)
  assert.deepEqual(store.keys.list(), [])
  store.close()
})

test('another custodian, another key and swapped rows are refused', async () => {
  const { folder, store, custodian, open } = newCase()
  await open()
  const openWith = (other: KeyCustodian) => VaultKeys.open({ store: store.keys, custodian: other, now: november })
  await assert.rejects(openWith({ ...custodian, kind: 'transit' }), VaultKeyUnavailable)
  await assert.rejects(
    openWith(fileCustodian({ path: join(folder, 'other.kek'), mayCreate: true })),
    VaultKeyUnavailable,
  )
  const [tag, first] = store.keys.list()
  const swapped = {
    ...store.keys,
    list: () => [
      { ...tag!, wrapped: first!.wrapped },
      { ...first!, wrapped: tag!.wrapped },
    ],
  }
  await assert.rejects(VaultKeys.open({ store: swapped, custodian, now: november }), VaultKeyUnavailable)
  store.close()
})

/** Wraps by turning every bit round, and longer than a file does. */
function turningCustodian(): KeyCustodian & { isAway: boolean } {
  const turned = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0xff)
  const custodian = {
    kind: 'command' as const,
    isAway: false,
    wrap: async (key: Uint8Array) => Uint8Array.from([...turned(key), ...new Uint8Array(40)]),
    unwrap: async (wrapped: Uint8Array) => {
      if (!custodian.isAway) return turned(wrapped.subarray(0, -40))
      throw new VaultKeyUnavailable({ reason: 'timeout', text: { de: 'weg', en: 'away' } })
    },
  }
  return custodian
}

test('another custodian takes over what the one before still gives back, and nothing of that is left', async () => {
  const { folder, store, custodian, open } = newCase()
  const keys = await open()
  const old = keys.sealer().seal(content)
  await keys.rotate(november)
  const young = keys.sealer().seal(content)
  keys.destroy(1, november)
  const wrapped = store.keys.list().map((row) => row.wrapped)
  const needles = wrapped.filter(({ length }) => length > 0).map((bytes) => needle(bytes.subarray(-20)))
  assert.ok([...occurrences(folder, needles).values()].every((count) => count > 0))

  const next = turningCustodian()
  const moved = await VaultKeys.open({ store: store.keys, custodian: next, previous: custodian, now: november })
  assert.deepEqual([...occurrences(folder, needles).values()], [0, 0])
  for (const some of [moved, await VaultKeys.open({ store: store.keys, custodian: next, now: november })]) {
    assert.deepEqual(some.subjectTagKey, keys.subjectTagKey)
    const unsealer = await some.unsealer()
    assert.deepEqual(unsealer.open(young.id, young.ciphertext).openings, content.openings)
    assert.throws(() => unsealer.open(old.id, old.ciphertext), VaultKeyMissing)
  }
  await assert.rejects(open(), /vault\.previousKey/)
  await moved.rotate(november)
  assert.equal(moved.destroy(2, december), true)
  assert.deepEqual(
    store.keys.list().map((row) => [row.generation, row.custodian, row.wrapped.length > 0]),
    [
      [0, 'command', true],
      [1, 'file', false],
      [2, 'command', false],
      [3, 'command', true],
    ],
  )
  store.close()
})

test('one file takes over from another, and a start that stopped midway goes on', async () => {
  const { folder, store, custodian, open } = newCase()
  const { subjectTagKey } = await open()
  const next = fileCustodian({ path: join(folder, 'next.kek'), mayCreate: true })
  const failing = { ...next, wrap: async (key: Uint8Array) => (calls++ === 0 ? next.wrap(key) : next.unwrap(key)) }
  let calls = 0
  const openWith = (other: KeyCustodian) =>
    VaultKeys.open({ store: store.keys, custodian: other, previous: custodian, now: november })
  await assert.rejects(openWith(failing), VaultKeyUnavailable)
  assert.equal(calls, 2)
  assert.deepEqual((await openWith(next)).subjectTagKey, subjectTagKey)
  store.close()
})

test('a custodian that is away is told as such, and not as one that never had the keys', async () => {
  const { store, custodian, open } = newCase()
  await open()
  const next = turningCustodian()
  await VaultKeys.open({ store: store.keys, custodian: next, previous: custodian, now: november })
  next.isAway = true
  const again = VaultKeys.open({ store: store.keys, custodian: next, previous: custodian, now: november })
  await assert.rejects(again, /away/)
  store.close()
})
