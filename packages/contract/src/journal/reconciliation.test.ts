import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import { deviationOf, type EngineCounter, type ReconciledState } from './reconciliation.ts'

// Goal: only what an honest engine and an honest journal cannot both say is a deviation.
const rows: readonly [
  why: string,
  state: ReconciledState,
  counter: EngineCounter,
  numbers: readonly [engine: number | undefined, least?: number, most?: number],
  by: number,
][] = [
  ['the same', 'compared', 'requests', [40, 40, 40], 0],
  ['one more', 'compared', 'requests', [41, 40, 40], 1],
  ['one less', 'compared', 'requests', [39, 40, 40], -1],
  ['running calls, at the bound', 'compared', 'requests', [43, 40, 43], 0],
  ['running calls, beyond the bound', 'compared', 'requests', [44, 40, 43], 1],
  ['nobody knows the most', 'compared', 'completionTokens', [9_999, 40], 0],
  ['nobody knows the most, and it is less', 'compared', 'completionTokens', [39, 40], -1],
  ['a prefix cache leaves tokens out', 'compared', 'promptTokens', [0, 40, 40], 0],
  ['a prefix cache adds none', 'compared', 'promptTokens', [41, 40, 40], 1],
  ['less after a reset', 'reset', 'requests', [1, 40, 40], 0],
  ['more after a reset', 'reset', 'requests', [41, 40, 40], 1],
  ['a first reading', 'began', 'requests', [undefined], 0],
  ['unreadable', 'malformed', 'requests', [41, 40, 40], 0],
]
for (const [why, state, counter, [engine, least, most], by] of rows) {
  test(`reconciliation: ${why}`, () => {
    assert.equal(deviationOf(state, { counter, total: 1_000, engine, least, most }), by)
  })
}
