import assert from 'node:assert/strict'

import { test } from 'bun:test'

import { windowsOver } from './windows.ts'

// Goal: every piece is answered for exactly once, and from a window in which it has its surroundings.

for (const [count, size] of [
  [0, 32],
  [1, 32],
  [31, 32],
  [32, 32],
  [33, 32],
  [56, 32],
  [57, 32],
  [1_000, 32],
  [1_000, 8],
  [1_000, 511],
] as const) {
  test(`${count} pieces, ${size} at once`, () => {
    const windows = windowsOver(count, size)
    const kept = windows.flatMap(({ keepFrom, keepTo }) =>
      Array.from({ length: keepTo - keepFrom }, (_, at) => keepFrom + at),
    )
    assert.deepEqual(kept, [...Array(count).keys()])
    for (const { start, end, keepFrom, keepTo } of windows) {
      assert.ok(end - start <= size)
      assert.ok(start === 0 || keepFrom - start >= Math.floor(size / 8))
      assert.ok(end === count || end - keepTo >= Math.floor(size / 8))
    }
  })
}
