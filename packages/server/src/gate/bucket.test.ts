import { describe, test } from 'bun:test'
import assert from 'node:assert/strict'

import fc from 'fast-check'

import { type Bucket, fullAtAfter, waitFor } from './bucket.ts'

const full = (perMinute: number): Bucket => ({ perMinute, fullAt: 0 })
const after = (bucket: Bucket, amount: number, now: number): Bucket => ({
  ...bucket,
  fullAt: fullAtAfter(bucket, amount, now),
})

describe('a bucket of 60 a minute', () => {
  // Goal: both sides of each bound, in milliseconds.
  const cases: readonly [why: string, taken: number, amount: number, now: number, waitMs: number][] = [
    ['is full at first', 0, 60, 0, 0],
    ['gives its last one', 59, 1, 0, 0],
    ['gives no more than it holds', 60, 1, 0, 1_000],
    ['has one more after a second', 60, 1, 1_000, 0],
    ['has none a moment before that', 60, 1, 999, 1],
    ['gives several only when they are all there', 60, 5, 2_000, 3_000],
    ['is full after a minute', 60, 60, 60_000, 0],
    ['does not get fuller than full', 60, 60, 600_000, 0],
    ['gives more than it holds only when it is full', 1, 1_000, 0, 1_000],
    ['then pays it off before it gives again', 600, 1, 60_000, 481_000],
  ]
  for (const [why, taken, amount, now, waitMs] of cases) {
    test(why, () => assert.equal(waitFor(after(full(60), taken, 0), amount, now), waitMs))
  }

  test('what is put back can be taken at once', () => {
    const bucket = after(after(full(60), 60, 0), -10, 0)
    assert.equal(waitFor(bucket, 10, 0), 0)
    assert.equal(waitFor(bucket, 11, 0), 1_000)
  })

  test('what is put back into a full bucket makes no room for more', () => {
    const bucket = after(full(60), -30, 0)
    assert.equal(waitFor(after(bucket, 60, 0), 1, 0) > 0, true)
  })
})

test('in any stretch of time no more is let in than the bucket holds and what flows into it meanwhile', () => {
  const step = fc.record({ pauseMs: fc.integer({ min: 0, max: 5_000 }), amount: fc.integer({ min: 1, max: 40 }) })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 997 }), fc.array(step, { maxLength: 80 }), (perMinute, steps) => {
      let bucket = full(perMinute)
      let now = 0
      const taken: { at: number; amount: number }[] = []
      for (const { pauseMs, amount: wanted } of steps) {
        now += pauseMs
        const amount = Math.min(wanted, perMinute)
        const waitMs = waitFor(bucket, amount, now)
        if (waitMs > 0) {
          // What was said is true: a moment before it does not fit, then it does.
          assert.equal(waitFor(bucket, amount, now + waitMs), 0)
          assert.ok(waitMs < 0.01 || waitFor(bucket, amount, now + waitMs - 0.01) > 0)
          continue
        }
        bucket = after(bucket, amount, now)
        taken.push({ at: now, amount })
      }
      for (const [from, { at }] of taken.entries()) {
        let sum = 0
        for (const later of taken.slice(from)) {
          sum += later.amount
          assert.ok(sum <= perMinute + ((later.at - at) * perMinute) / 60_000 + 0.001)
        }
      }
    }),
    { numRuns: 300 },
  )
})
