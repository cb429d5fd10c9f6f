import { strict as assert } from 'node:assert'

import type { Rotation } from '@stellwerk/contract/config-rotation'
import { describe, test } from 'bun:test'
import fc from 'fast-check'

import { nextBoundary, nextLogName, periodName, periodStart, restoredName } from './rotation.ts'

const at = (iso: string): number => Date.parse(`${iso}Z`)

describe('the period of a day', () => {
  const names: readonly [rotation: Rotation, time: string, name: string, start: string][] = [
    ['halfYear', '2026-06-30T23:59:59', '2026h1', '2026-01-01T00:00:00'],
    ['halfYear', '2026-07-01T00:00:00', '2026h2', '2026-07-01T00:00:00'],
    ['month', '2026-11-23T12:00:00', '2026-11', '2026-11-01T00:00:00'],
    ['month', '2026-12-31T23:59:59', '2026-12', '2026-12-01T00:00:00'],
    ['week', '2026-11-23T00:00:00', '2026w48', '2026-11-23T00:00:00'],
    // ISO 8601: the first week is the one with the year's first Thursday.
    ['week', '2027-01-03T23:59:59', '2026w53', '2026-12-28T00:00:00'],
    ['week', '2027-01-04T00:00:00', '2027w01', '2027-01-04T00:00:00'],
    ['week', '2024-12-30T00:00:00', '2025w01', '2024-12-30T00:00:00'],
  ]
  for (const [rotation, time, name, start] of names) {
    test(`${rotation} of ${time}: ${name}`, () => {
      assert.equal(periodName(rotation, at(time)), name)
      assert.equal(periodStart(name), at(start))
    })
  }
})

describe('the next log', () => {
  const turns: readonly [why: string, current: string, rotation: Rotation, time: string, next: string | undefined][] = [
    ['not before the period is over', '2026h2', 'halfYear', '2026-12-31T23:59:59', undefined],
    ['at the first moment of the next', '2026h2', 'halfYear', '2027-01-01T00:00:00', '2027h1'],
    ['months later, when nothing ran meanwhile', '2026w48', 'week', '2027-03-01T00:00:00', '2027w09'],
    ['of a shorter rotation, at once', '2026h2', 'month', '2026-11-23T00:00:00', '2026-11'],
    ['of a longer one, when its next period begins', '2026-11', 'halfYear', '2026-11-23T00:00:00', undefined],
    ['then', '2026-11', 'halfYear', '2027-01-01T00:00:00', '2027h1'],
    ['not back, after the clock was set back', '2026-11', 'month', '2026-10-23T00:00:00', undefined],
    ['not of the same period after a restore', '2026h2-r1', 'halfYear', '2026-11-23T00:00:00', undefined],
    ['of the period after a restore', '2026h2-r1', 'halfYear', '2027-01-01T00:00:00', '2027h1'],
    ['of a name that is none of ours', 'archive', 'month', '2026-11-23T00:00:00', '2026-11'],
  ]
  for (const [why, current, rotation, time, next] of turns) {
    test(why, () => assert.equal(nextLogName(current, { rotation, nowMs: at(time) }), next))
  }

  test('any moment lies in a period that is over at the boundary and not before', () => {
    const moments = fc.integer({ min: at('2000-01-01T00:00:00'), max: at('2099-12-31T00:00:00') })
    fc.assert(
      fc.property(moments, fc.constantFrom<Rotation>('week', 'month', 'halfYear'), (nowMs, rotation) => {
        const [name, boundary] = [periodName(rotation, nowMs), nextBoundary(rotation, nowMs)]
        assert.ok((periodStart(name) ?? Number.NaN) <= nowMs && nowMs < boundary)
        assert.equal(nextLogName(name, { rotation, nowMs: boundary - 1 }), undefined)
        assert.equal(periodStart(nextLogName(name, { rotation, nowMs: boundary }) ?? ''), boundary)
      }),
    )
  })
})

test('after a restore, the same period has another name, and so has the next restore', () => {
  assert.equal(restoredName('2026h2'), '2026h2-r1')
  assert.equal(restoredName('2026w48-r9'), '2026w48-r10')
})
