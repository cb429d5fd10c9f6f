import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import { random } from '../../../../test/conformance/tlog/written-log.ts'
import { DiskError } from './disk.ts'
import { sectorBytes } from './frame.ts'
import { SimulatedCrash, SimulatedDisk } from './simulated-disk.ts'

// Goal: the disk is as bad as a real one, or the fault tests prove nothing. Each row says what may be left of a file after
// a power loss; over many seeds every one of the outcomes must come up, and no other.
const old = new Uint8Array(2 * sectorBytes).fill(1)
const lines = (bytes: Uint8Array | undefined): string =>
  bytes === undefined
    ? 'gone'
    : Array.from({ length: Math.ceil(bytes.length / sectorBytes) }, (_, at) => bytes[at * sectorBytes]).join('')

const cases: readonly [why: string, act: (disk: SimulatedDisk) => void, outcomes: readonly string[]][] = [
  ['nothing is done', () => undefined, ['11']],
  ['overwritten', (disk) => write(disk, 'a'), ['11', '12', '21', '22']],
  ['overwritten and synced', (disk) => write(disk, 'a').sync(), ['22']],
  ['removed', (disk) => disk.remove('a'), ['11', 'gone']],
  [
    'removed, and the folder synced',
    (disk) => {
      disk.remove('a')
      disk.syncFolder('')
    },
    ['gone'],
  ],
  [
    'replaced by a synced file',
    (disk) => {
      const file = disk.create('b')
      file.write({ at: 0, bytes: new Uint8Array(sectorBytes).fill(3) })
      file.sync()
      disk.rename({ from: 'b', to: 'a' })
    },
    ['11', '3'],
  ],
  [
    'replaced by a synced file, and the folder synced',
    (disk) => {
      const file = disk.create('b')
      file.write({ at: 0, bytes: new Uint8Array(sectorBytes).fill(3) })
      file.sync()
      disk.rename({ from: 'b', to: 'a' })
      disk.syncFolder('')
    },
    ['3'],
  ],
  [
    'removed, and a folder synced that is another',
    (disk) => {
      disk.makeFolder('f')
      disk.remove('a')
      disk.syncFolder('f')
    },
    ['11', 'gone'],
  ],
]

function write(disk: SimulatedDisk, path: string): { readonly sync: () => void } {
  const file = disk.open(path)
  file?.write({ at: 0, bytes: new Uint8Array(2 * sectorBytes).fill(2) })
  return { sync: () => file?.sync() }
}

for (const [why, act, outcomes] of cases) {
  test(`power loss: ${why}: ${outcomes.join(' or ')}`, () => {
    const seen = new Set<string>()
    for (let seed = 0; seed < 300; seed++) {
      const disk = new SimulatedDisk(random(seed), new Map([['a', old]]))
      act(disk)
      disk.losePower()
      seen.add(lines(disk.files().get('a')))
    }
    assert.deepEqual([...seen].sort(), [...outcomes].sort())
  })
}

test('power loss: a file that has grown unsynced keeps its old length, has zeros in it, or is whole', () => {
  const seen = new Set<string>()
  for (let seed = 0; seed < 500; seed++) {
    const disk = new SimulatedDisk(random(seed))
    const file = disk.create('a')
    disk.syncFolder('')
    file.write({ at: 0, bytes: new Uint8Array(2 * sectorBytes).fill(2) })
    disk.losePower()
    seen.add(lines(disk.files().get('a')))
  }
  for (const outcome of ['', '00', '02', '20', '22']) assert.ok(seen.has(outcome), JSON.stringify([...seen]))
})

test('power loss: without its folder, a synced file is gone', () => {
  const seen = new Set<boolean>()
  for (let seed = 0; seed < 100; seed++) {
    const disk = new SimulatedDisk(random(seed))
    disk.makeFolder('f')
    disk.create('f/a').sync()
    disk.syncFolder('f')
    disk.losePower()
    seen.add(disk.files().has('f/a'))
  }
  assert.deepEqual(seen, new Set([true, false]))
})

test('a killed process leaves everything to the next', () => {
  const disk = new SimulatedDisk(random(1), new Map([['a', old]]))
  write(disk, 'a')
  disk.plan(1, 'crash')
  assert.throws(() => disk.list(''), SimulatedCrash)
  assert.throws(() => disk.list(''), SimulatedCrash, 'and nobody is there any more')
  disk.restart()
  assert.equal(lines(disk.files().get('a')), '22')
})

test('a failed sync may lose what it had to write, and the next one says that all is well', () => {
  const seen = new Set<string>()
  for (let seed = 0; seed < 300; seed++) {
    const disk = new SimulatedDisk(random(seed), new Map([['a', old]]))
    const file = write(disk, 'a')
    disk.plan(1, 'failed')
    assert.throws(() => file.sync(), DiskError)
    file.sync()
    assert.equal(lines(disk.files().get('a')), '22', 'the kernel shows what it has not written')
    disk.losePower()
    seen.add(lines(disk.files().get('a')))
  }
  assert.deepEqual([...seen].sort(), ['11', '12', '21', '22'])
})

test('a full disk takes no new file and no longer one, until there is room', () => {
  const disk = new SimulatedDisk(random(1), new Map([['a', old]]))
  disk.plan(1, 'noSpace')
  const isFull = (error: unknown): boolean => error instanceof DiskError && error.fault === 'noSpace'
  assert.throws(() => disk.create('b'), isFull)
  assert.throws(() => disk.makeFolder('f'), isFull)
  write(disk, 'a').sync()
  assert.throws(() => disk.open('a')?.write({ at: old.length, bytes: old }), isFull)
  disk.makeRoom()
  disk.create('b')
})

test('a disk that runs full in a write that makes a file longer takes a part of it and says so', () => {
  const disk = new SimulatedDisk(random(1), new Map([['a', old]]))
  disk.plan(2, 'noSpace')
  const file = disk.open('a')
  assert.throws(() => file?.write({ at: old.length, bytes: old }), DiskError)
  assert.ok((file?.size() ?? 0) < 2 * old.length)
})
