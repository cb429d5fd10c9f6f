// Many lives of a writer on a simulated disk, each ended by a fault drawn from a seed.
import { strict as assert } from 'node:assert'

import { random } from '../conformance/tlog/written-log.ts'
import { DiskError } from '../../packages/tlog/src/write/disk.ts'
import { LogDiskFull, LogStopped } from '../../packages/tlog/src/write/refusal.ts'
import type { LogWriter } from '../../packages/tlog/src/write/log-writer.ts'
import type { SimulatedFault } from '../../packages/tlog/src/write/simulated-disk.ts'
import { SimulatedCrash } from '../../packages/tlog/src/write/simulated-disk.ts'
import { WriterWorld } from './writer-world.ts'

const livesMax = 8
const callsBetween = 120
const faults: readonly SimulatedFault[] = ['crash', 'crash', 'crash', 'crash', 'failed', 'shortWrite', 'noSpace']

/** What a process does all day. */
function work(world: WriterWorld, writer: LogWriter): void {
  for (let turn = 0; turn < 12; turn++) {
    const draw = world.chance(10)
    world.isVaultSlow = world.chance(4) === 0
    if (draw < 6) world.append(writer, 1 + world.chance(draw === 0 ? 25 : 6))
    else if (draw < 8) writer.integrate()
    else world.checkpoint(writer)
  }
}

/** A full disk refuses and loses nothing; with room again, the same writer goes on. */
function workThroughFullDisk(world: WriterWorld, writer: LogWriter): void {
  try {
    work(world, writer)
  } catch (error) {
    if (!(error instanceof LogDiskFull)) throw error
    world.disk.makeRoom()
    work(world, writer)
  }
}

/** One life of the writer, up to its fault. Only what a dying process may say passes. */
function live(world: WriterWorld): void {
  const fault = faults[world.chance(faults.length)] ?? 'crash'
  world.disk.plan(1 + world.chance(callsBetween), fault)
  try {
    workThroughFullDisk(world, world.open())
  } catch (error) {
    const isExpected =
      error instanceof SimulatedCrash ||
      error instanceof LogStopped ||
      (error instanceof LogDiskFull && fault === 'noSpace') ||
      (error instanceof DiskError && fault !== 'crash')
    if (!isExpected) throw error
    if (error instanceof LogStopped) assert.ok(error.cause instanceof DiskError, String(error.cause))
  }
  world.end(world.chance(3) === 0 ? 'restart' : 'losePower')
}

/** So many faults, one after the other. A seed repeats a run, and is named by what fails. */
export async function liveThroughPoints(points: number, seed: number): Promise<void> {
  console.log(`crash points: FAULT_SEED=${seed}`)
  for (let [point, run] = [0, 0]; point < points; run++) {
    const world = new WriterWorld(random(seed + run))
    try {
      for (let lives = 1 + world.chance(livesMax); lives > 0; lives--, point++) live(world)
      await world.mustBeWhole(world.open())
    } catch (error) {
      throw new Error(`run ${run} of FAULT_SEED=${seed}; alone: FAULT_SEED=${seed + run}`, { cause: error })
    }
  }
}
