import { expect, test } from 'bun:test'
import { Histogram } from './histogram.ts'
import { seededRandom } from './schedule.ts'

// Goal: every quantile lies at or above the true one and less than 1/128 above it, over the whole range.
const seed = 20260901
const spreads: readonly [why: string, draw: (random: () => number) => number][] = [
  ['below the first power of two', (random) => random() * 0.127],
  ['around one millisecond', (random) => 0.5 + random()],
  ['over six orders of magnitude', (random) => 10 ** (random() * 6 - 3)],
]
for (const [why, draw] of spreads) {
  test(`histogram: quantiles are true to one step, ${why} (seed ${seed})`, () => {
    const random = seededRandom(seed)
    const histogram = new Histogram()
    const values = Array.from({ length: 10_000 }, () => Math.round(draw(random) * 1000) / 1000)
    for (const value of values) histogram.recordMs(value)
    values.sort((a, b) => a - b)
    for (const share of [0.01, 0.5, 0.9, 0.99, 0.999, 1]) {
      const exact = values[Math.ceil(share * values.length) - 1] ?? Number.NaN
      const reported = histogram.quantileMs(share)
      expect(reported).toBeGreaterThanOrEqual(exact - 1e-9)
      expect(reported).toBeLessThanOrEqual(exact * (1 + 1 / 128) + 1e-9)
    }
  })
}

const edges: readonly [why: string, recordedMs: number, reportedMs: number][] = [
  ['zero', 0, 0],
  ['a clock that stepped back', -0.002, 0],
  ['the last exact value', 0.127, 0.127],
  ['the first power of two', 0.128, 0.128],
  ['beyond the range', 1e12, (2 ** 31 - 1) / 1000],
]
for (const [why, recordedMs, reportedMs] of edges) {
  test(`histogram: ${why}`, () => {
    const histogram = new Histogram()
    histogram.recordMs(recordedMs)
    expect(histogram.quantileMs(0.5)).toBe(reportedMs)
  })
}

test('histogram: nothing recorded is null, never zero', () => {
  expect(new Histogram().percentiles()).toBeNull()
})

test('histogram: two halves added equal the whole', () => {
  const random = seededRandom(seed)
  const [whole, left, right] = [new Histogram(), new Histogram(), new Histogram()]
  for (let index = 0; index < 1000; index += 1) {
    const value = random() * 50
    whole.recordMs(value)
    const half = index % 2 === 0 ? left : right
    half.recordMs(value)
  }
  left.add(right)
  expect(left.percentiles()).toEqual(whole.percentiles())
})
