import assert from 'node:assert/strict'

import { test } from 'bun:test'

import { lineOf, progressMeter } from './progress.ts'

// Goal: a person sees how far it has come and how long it takes; a log file is not flooded.

const lines: readonly (readonly [bytes: number, total: number | undefined, seconds: number, line: string])[] = [
  [50_000_000, 100_000_000, 5, '50 of 100 MB, 50 %, 10.0 MB/s, 5 s left'],
  [100_000_000, 100_000_000, 10, '100 of 100 MB, 100 %, 10.0 MB/s'],
  [50_000_000, undefined, 5, '50 MB, 10.0 MB/s'],
  [0, 100_000_000, 0, '0 of 100 MB, 0 %'],
  [0, 0, 1, '0 of 0 MB, 100 %'],
]
for (const [bytes, total, seconds, line] of lines) {
  test(`progress: ${line}`, () => assert.equal(lineOf({ bytes, total }, { seconds, bytes }, 'en'), line))
}

for (const [why, isTTY, expected] of [
  ['a terminal: five times a second, over itself', true, 6],
  ['elsewhere: a line every ten seconds', false, 1],
] as const) {
  test(why, () => {
    const written: string[] = []
    let now = 0
    const meter = progressMeter({ isTTY, write: (text) => written.push(text) }, () => now, 'en')
    for (; now < 1_000; now += 10) meter.show({ bytes: now, total: 1_000 })
    meter.end()
    assert.equal(written.length, expected, written.join(''))
  })
}
