import { afterAll, beforeAll, test } from 'bun:test'

import { random } from '../conformance/tlog/written-log.ts'
import { writtenByServer } from '../faults/bit-flips.ts'
import { countOf, seedOf } from '../faults/seed.ts'

// Every byte of a log of a thousand entries: an hour or two on one core. A count draws so many in each part instead.
const count = countOf(Number.POSITIVE_INFINITY)
const goCount = Math.min(count, 20_000)
const isDrawn = Number.isFinite(count)
const seed = seedOf()
let log: Awaited<ReturnType<typeof writtenByServer>>

beforeAll(async () => {
  log = await writtenByServer()
  console.log(`bit flips in ${log.size} entries: FAULT_SEED=${seed}`)
})
afterAll(() => log.remove())

const draw = (paths: readonly string[], some: number) => log.drawn(paths, { count: some, chance: random(seed) })

test('a start finds each flipped bit in state, floor and frames', () => {
  log.mustAllBeRefused(log.everyBit(['state', 'floor']))
  const found = log.mustAllBeRefused(isDrawn ? draw(log.framePaths, count) : log.everyByte(log.framePaths))
  console.log(`${found} in frames`)
})

test('the verifier in Go finds each flipped bit in tiles and the checkpoint', () => {
  console.log(`${log.mustAllBeFoundInGo(draw(['checkpoint', ...log.tilePaths], goCount))} in tiles, by Go`)
})

test('the verifier finds each flipped bit in tiles and the checkpoint', async () => {
  await log.mustAllBeFound(log.everyBit(['checkpoint', ...log.smallTilePaths]))
  const found = await log.mustAllBeFound(isDrawn ? draw(log.tilePaths, count) : log.everyByte(log.tilePaths))
  console.log(`${found} in tiles`)
})
