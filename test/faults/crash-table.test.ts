import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import type { Disk } from '../../packages/tlog/src/write/disk.ts'
import { DiskError } from '../../packages/tlog/src/write/disk.ts'
import type { LogWriter } from '../../packages/tlog/src/write/log-writer.ts'
import { LogDiskFull, LogLocked, LogStopped } from '../../packages/tlog/src/write/refusal.ts'
import type { SimulatedFault } from '../../packages/tlog/src/write/simulated-disk.ts'
import { SimulatedCrash } from '../../packages/tlog/src/write/simulated-disk.ts'
import { random } from '../conformance/tlog/written-log.ts'
import { WriterWorld } from './writer-world.ts'

// Goal: each step of the writer may fail before, in the middle and after, by an error, the end of the process or a power
// loss, and the whole journal is right afterwards. The steps are numbered by the calls to the disk.
const steps: readonly ((world: WriterWorld, writer: LogWriter) => void)[] = [
  (world, writer) => world.append(writer, 3),
  (_world, writer) => writer.integrate(),
  (world, writer) => world.append(writer, 20),
  (world, writer) => world.checkpoint(writer),
  (world, writer) => world.append(writer, 30),
  (world, writer) => world.append(writer, 1),
  (world, writer) => world.checkpoint(writer),
]

function newWorld(seed: number): WriterWorld {
  const world = new WriterWorld(random(seed))
  world.segmentBytes = 17 * 1024
  return world
}

function callsOfAllSteps(): number {
  const world = newWorld(0)
  const writer = world.open()
  for (const step of steps) step(world, writer)
  return world.disk.calls
}

/** For slow machines; on a common one each of these takes a second or two. */
const soonMs = 120_000
/** Each time another part of the call is done and another part of it survives. */
const roundsPerCall = 3
const callCount = callsOfAllSteps()
const isOfTheFault = (error: unknown): boolean =>
  error instanceof SimulatedCrash || error instanceof LogStopped || error instanceof DiskError

for (const fault of ['crash', 'failed', 'shortWrite'] as const satisfies readonly SimulatedFault[]) {
  for (const end of ['restart', 'losePower'] as const) {
    test(`every call: ${fault}, then ${end}, one more entry, and a power loss`, { timeout: soonMs }, async () => {
      for (let point = 0; point < callCount * roundsPerCall; point++) {
        const world = newWorld(point)
        world.disk.plan(1 + (point % callCount), fault)
        try {
          const writer = world.open()
          for (const step of steps) step(world, writer)
        } catch (error) {
          if (!isOfTheFault(error)) throw new Error(`point ${point}`, { cause: error })
        }
        world.end(end)
        try {
          world.append(world.open(), 1)
          world.end('losePower')
          await world.mustBeWhole(world.open())
        } catch (error) {
          throw new Error(`point ${point}`, { cause: error })
        }
      }
    })
  }
}

test(
  'every call: no room from there on; with room again the same writer goes on and loses nothing',
  { timeout: soonMs },
  async () => {
    let refusals = 0
    for (let call = 1; call <= callCount; call++) {
      const world = newWorld(call)
      const patiently = <T>(act: () => T): T => {
        try {
          return act()
        } catch (error) {
          // At a start there is no writer yet to wait, so the disk's own error comes out.
          assert.ok(
            error instanceof LogDiskFull || (error instanceof DiskError && error.fault === 'noSpace'),
            `${call}`,
          )
          refusals++
          world.disk.makeRoom()
          return act()
        }
      }
      world.disk.plan(call, 'noSpace')
      const writer = patiently(() => world.open())
      for (const step of steps) patiently(() => step(world, writer))
      world.disk.makeRoom()
      await world.mustBeWhole(writer)
    }
    assert.ok(refusals > callCount / 2, `${refusals} refusals at ${callCount} calls`)
  },
)

test('every call of a first append, twenty times: its segment has a name for good before anything is acknowledged', async () => {
  let crashes = 0
  for (let point = 0; point < 20 * 20; point++) {
    const world = newWorld(point)
    const writer = world.open()
    world.disk.plan(1 + (point % 20), 'crash')
    try {
      world.append(writer, 3)
    } catch (error) {
      if (!(error instanceof SimulatedCrash)) throw error
      crashes++
    }
    world.end('restart')
    world.append(world.open(), 1)
    world.end('losePower')
    await world.mustBeWhole(world.open())
  }
  assert.ok(crashes > 100, `${crashes} crashes`)
})

test('a full disk refuses an append whole', () => {
  const world = newWorld(1)
  const writer = world.open()
  world.append(writer, 40)
  world.disk.plan(1, 'noSpace')
  while (world.disk.isPlanned || writer.size < 400) {
    const { size } = writer
    try {
      world.append(writer, 40)
    } catch (error) {
      assert.ok(error instanceof LogDiskFull)
      assert.equal(writer.size, size)
      break
    }
  }
  world.disk.makeRoom()
  world.append(writer, 40)
})

for (const call of ['write', 'sync'] as const) {
  test(`a failed ${call} of a frame is never tried again: the writer has stopped`, async () => {
    const world = newWorld(2)
    const writer = world.open()
    world.append(writer, 3)
    world.disk.plan(call === 'write' ? 1 : 2, 'failed')
    assert.throws(() => world.append(writer, 3), LogStopped)
    assert.equal(world.disk.isPlanned, false)
    const { calls } = world.disk
    assert.throws(() => world.append(writer, 1), LogStopped)
    assert.throws(() => writer.integrate(), LogStopped)
    assert.throws(() => writer.checkpoint(), LogStopped)
    assert.equal(world.disk.calls, calls, 'a stopped writer leaves the disk alone')
    assert.equal(writer.size, 3)
    world.end('losePower')
    await world.mustBeWhole(world.open())
  })
}

test('a failed sync of a tile, the state, the floor or the checkpoint stops the writer', () => {
  const stops = new Set<string>()
  for (let call = 1; call < 60; call++) {
    const world = newWorld(call)
    const writer = world.open()
    world.append(writer, 3)
    world.disk.plan(call, 'failed')
    try {
      world.checkpoint(writer)
    } catch (error) {
      assert.ok(error instanceof LogStopped && error.cause instanceof DiskError)
      stops.add(`${error.cause.call} ${error.cause.path}`)
      const { calls } = world.disk
      assert.throws(() => world.append(writer, 1), LogStopped)
      assert.equal(world.disk.calls, calls)
    }
  }
  for (const name of ['0', '1', 'state', 'floor', 'checkpoint']) assert.ok(stops.has(`sync staging/${name}`), name)
  for (const folder of ['', 'tile', 'tile/0', 'tile/0/000.p']) assert.ok(stops.has(`syncFolder ${folder}`), folder)
})

test('a signature leaves only when its floor is durable', () => {
  const world = newWorld(3)
  const writer = world.open()
  world.append(writer, 5)
  const ports = world.ports()
  writer.close()
  let floorAtSigning = ''
  const watched = {
    ...ports.signer,
    sign: (message: Uint8Array) => {
      world.disk.losePower()
      floorAtSigning = Buffer.from(world.disk.files().get('floor') ?? []).toString()
      world.disk.plan(1, 'crash')
      return ports.signer.sign(message)
    },
  }
  world.isLocked = false
  const second = world.open({ signer: watched })
  assert.throws(() => second.checkpoint(), SimulatedCrash)
  assert.match(floorAtSigning, /^stellwerk\.log\/floor\/v1\nlog\.example\/a\n5\n/)
  assert.ok(Buffer.from(world.floorCopy ?? []).toString() === floorAtSigning)
})

test('whoever stops between floor and signature signs the same tree, or a larger one, next time', async () => {
  for (const more of [0, 4]) {
    const world = newWorld(4)
    const writer = world.open({
      signer: {
        ...world.ports().signer,
        sign: () => {
          throw new Error('the key is away')
        },
      },
    })
    world.append(writer, 5)
    assert.throws(() => writer.checkpoint(), /the key is away/)
    assert.equal(writer.publishedSize, 0)
    world.end('losePower')
    const next = world.open()
    if (more > 0) world.append(next, more)
    await world.mustBeWhole(next)
    assert.equal(next.publishedSize, 5 + more)
  }
})

test('a floor copy or a vault that fails stops nothing but this attempt', async () => {
  const world = newWorld(5)
  let isAway = true
  const whileAway = (): void => {
    if (isAway) throw new Error('away')
  }
  const { vault, floorCopy } = world.ports()
  const writer = world.open({
    vault: {
      ...vault,
      take: (records) => {
        whileAway()
        vault.take(records)
      },
    },
    floorCopy: {
      read: () => floorCopy?.read(),
      write: (bytes) => {
        whileAway()
        floorCopy?.write(bytes)
      },
    },
  })
  world.append(writer, 5)
  assert.throws(() => writer.checkpoint(), /away/)
  world.append(writer, 5)
  assert.equal(world.signed.size, 0)
  isAway = false
  await world.mustBeWhole(writer)
})

test('a tile that is there with other content is never overwritten', () => {
  const world = newWorld(6)
  const writer = world.open()
  world.append(writer, 3)
  const path = 'tile/entries/000.p/3'
  for (const folder of ['tile', 'tile/entries', 'tile/entries/000.p']) world.disk.makeFolder(folder)
  put(world.disk, path, Uint8Array.of(1, 2, 3))
  assert.throws(
    () => writer.integrate(),
    (error) => error instanceof LogStopped && /other content/.test(String(error.cause)),
  )
  assert.deepEqual(world.disk.files().get(path), Uint8Array.of(1, 2, 3))
})

test('a segment goes when its entries are published and in the vault, never before', async () => {
  const world = newWorld(7)
  world.segmentBytes = 4096
  const writer = world.open()
  const segments = (): number => world.disk.list('frames').filter((name) => name !== 'spare').length
  world.isVaultSlow = true
  for (let times = 0; times < 30; times++) world.append(writer, 2)
  const all = segments()
  assert.ok(all > 5)
  writer.integrate()
  assert.equal(segments(), all, 'neither published nor in the vault')
  world.checkpoint(writer)
  assert.equal(segments(), all, 'not in the vault')
  world.holdVault()
  writer.integrate()
  assert.equal(segments(), 1)
  world.isVaultSlow = false
  for (let times = 0; times < 30; times++) world.append(writer, 2)
  const again = segments()
  writer.integrate()
  writer.integrate()
  assert.equal(segments(), again, 'not published')
  world.end('losePower')
  const next = world.open()
  assert.equal(segments(), again)
  await world.mustBeWhole(next)
  assert.equal(segments(), 1)
})

test('what a long torn frame left does not lie behind a short new one', async () => {
  const world = newWorld(8)
  world.segmentBytes = 8192
  world.append(world.open(), 2)
  const [name = ''] = world.disk.list('frames')
  const file = world.disk.open(`frames/${name}`)
  file?.write({ at: 8192 - 600, bytes: new Uint8Array(300).fill(9) })
  file?.sync()
  world.end('restart')
  world.open()
  world.end('losePower')
  const cleared = world.disk
    .files()
    .get(`frames/${name}`)
    ?.subarray(8192 - 600)
  assert.deepEqual(cleared, new Uint8Array(600), 'cleared for good before anything else is written')
  const writer = world.open()
  for (let times = 0; times < 20; times++) world.append(writer, 2)
  world.end('losePower')
  await world.mustBeWhole(world.open())
})

test('a second process is refused, until the first has closed', () => {
  const world = newWorld(9)
  const writer = world.open()
  assert.throws(() => world.open(), LogLocked)
  world.append(writer, 1)
  writer.close()
  assert.throws(() => world.append(writer, 1), LogStopped)
  const next = world.open()
  assert.equal(next.size, 1)
})

test('one append is one write and one sync', () => {
  const world = newWorld(10)
  const writer = world.open()
  world.append(writer, 1)
  const { calls } = world.disk
  world.append(writer, 10)
  assert.equal(world.disk.calls - calls, 2)
})

function put(disk: Disk, path: string, bytes: Uint8Array): void {
  const file = disk.create(path)
  file.write({ at: 0, bytes })
  file.sync()
}
