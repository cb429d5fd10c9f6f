import { strict as assert } from 'node:assert'

import { afterAll, beforeAll, test } from 'bun:test'

import { random } from '../conformance/tlog/written-log.ts'
import { writtenByServer } from './bit-flips.ts'
import { seedOf } from './seed.ts'

// Goal: no bit of a log flips unseen. What an auditor is given is judged by both verifiers; what only a start reads, by the
// start. Small files bit by bit or byte by byte, large ones at places drawn from a seed; the soak takes every byte.
const [drawnTiles, drawnFrames, drawnForGo] = [300, 600, 60]
const timeoutMs = 120_000
const seed = seedOf()
let log: Awaited<ReturnType<typeof writtenByServer>>

beforeAll(async () => {
  log = await writtenByServer()
  console.log(`bit flips in ${log.size} entries: FAULT_SEED=${seed}`)
}, timeoutMs)
afterAll(() => log.remove())

test('bit flips: as it was written, the log holds and starts', async () => {
  assert.ok(log.size >= 1_000)
  assert.equal(await log.holds(), true)
  assert.notEqual(log.holdsInGo(), false)
  assert.equal(log.starts(), true)
})

test(
  'bit flips: the verifier finds each in the checkpoint, in small tiles and in large ones',
  { timeout: timeoutMs },
  async () => {
    await log.mustAllBeFound(log.everyBit(['checkpoint']))
    await log.mustAllBeFound(log.everyByte(log.smallTilePaths))
    await log.mustAllBeFound(log.drawn(log.tilePaths, { count: drawnTiles, chance: random(seed) }))
  },
)

test('bit flips: the verifier in Go finds each in the checkpoint and in tiles', { timeout: timeoutMs }, () => {
  log.mustAllBeFoundInGo(log.drawn(['checkpoint', ...log.tilePaths], { count: drawnForGo, chance: random(seed) }))
})

test('bit flips: a start finds each in state, floor and frames', { timeout: timeoutMs }, () => {
  log.mustAllBeRefused(log.everyBit(['state', 'floor']))
  log.mustAllBeRefused(log.drawn(log.framePaths, { count: drawnFrames, chance: random(seed) }))
})
