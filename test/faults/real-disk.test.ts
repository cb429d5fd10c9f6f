import { strict as assert } from 'node:assert'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, test } from 'bun:test'

import { folderDisk } from '../../packages/server/src/journal/disk.ts'
import type { Disk } from '../../packages/tlog/src/write/disk.ts'
import { DiskError } from '../../packages/tlog/src/write/disk.ts'
import { openLog } from '../../packages/tlog/src/write/log-writer.ts'
import { SimulatedDisk } from '../../packages/tlog/src/write/simulated-disk.ts'
import { random } from '../conformance/tlog/written-log.ts'
import { WriterWorld } from './writer-world.ts'

const folders: string[] = []
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'stellwerk-disk-'))
  folders.push(folder)
  return folder
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

// Goal: the real disk and the simulated one answer alike, or the fault tests speak of another disk.
const rows: readonly [why: string, act: (disk: Disk) => unknown][] = [
  ['a missing file', (disk) => disk.open('no')],
  ['a missing file in a missing folder', (disk) => disk.open('no/no')],
  ['the names of a missing folder', (disk) => disk.list('no')],
  ['removing what is missing', (disk) => disk.remove('no')],
  ['a folder twice', (disk) => [disk.makeFolder('f'), disk.makeFolder('f'), disk.list('')]],
  ['a folder in a missing one', (disk) => disk.makeFolder('no/f')],
  ['a file twice', (disk) => [disk.create('a'), disk.create('a')]],
  ['a file in a missing folder', (disk) => disk.create('no/a')],
  ['renaming what is missing', (disk) => disk.rename({ from: 'no', to: 'a' })],
  ['syncing a missing folder', (disk) => disk.syncFolder('no')],
  ['removing a folder', (disk) => [disk.makeFolder('f'), disk.remove('f'), disk.list('')]],
  [
    'removing a folder that is not empty',
    (disk) => [disk.makeFolder('f'), disk.create('f/a').close(), disk.remove('f')],
  ],
  [
    'writing, growing and reading',
    (disk) => {
      const file = disk.create('a')
      file.write({ at: 3, bytes: Uint8Array.of(1, 2, 3) })
      file.write({ at: 1, bytes: Uint8Array.of(9) })
      file.sync()
      const read = [file.size(), ...file.read({ at: 0, length: 5 }), ...file.read({ at: 4, length: 100 })]
      file.close()
      return read
    },
  ],
  [
    'a rename takes the place of a file',
    (disk) => {
      for (const [name, byte] of [
        ['a', 1],
        ['b', 2],
      ] as const) {
        const file = disk.create(name)
        file.write({ at: 0, bytes: Uint8Array.of(byte) })
        file.close()
      }
      disk.rename({ from: 'a', to: 'b' })
      disk.syncFolder('')
      return [disk.list(''), [...(disk.open('b')?.read({ at: 0, length: 9 }) ?? [])]]
    },
  ],
]

/** What comes of it: a value, or the fault and the call. */
function outcomeOf(disk: Disk, act: (disk: Disk) => unknown): unknown {
  try {
    return act(disk)
  } catch (error) {
    assert.ok(error instanceof DiskError, String(error))
    return { fault: error.fault, call: error.call, path: error.path }
  }
}

for (const [why, act] of rows) {
  test(`real disk: ${why}, as the simulated one`, () => {
    assert.deepEqual(outcomeOf(folderDisk(newFolder()), act), outcomeOf(new SimulatedDisk(random(1)), act))
  })
}

test('real disk: a log written, closed and opened again on it is verified whole', async () => {
  const folder = newFolder()
  const world = new WriterWorld(random(12))
  const disk = folderDisk(folder)
  const filesOf = (): ReadonlyMap<string, Uint8Array> =>
    new Map(
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => statSync(join(folder, path)).isFile())
        .map((path) => [path, new Uint8Array(readFileSync(join(folder, path)))]),
    )
  for (let life = 0; life < 4; life++) {
    const writer = openLog({ ...world.ports(), disk })
    for (let times = 0; times < 12; times++) {
      world.append(writer, 1 + world.chance(20))
      if (times % 4 === 1) writer.integrate()
      if (times % 4 === 3) world.checkpoint(writer)
    }
    if (life === 3) await world.mustBeWhole(writer, filesOf)
    writer.close()
  }
  assert.deepEqual(
    [...filesOf().keys()].filter((path) => path.startsWith('staging/')),
    [],
  )
  assert.equal(statSync(join(folder, 'state')).mode & 0o077, 0)
})
