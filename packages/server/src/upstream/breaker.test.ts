import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { Breaker } from './breaker.ts'

type Step = 'fail' | 'succeed' | 'begin' | 'undecided' | number

// Goal: open after the third failure in a row, one trial after 100 ms. A number sets the clock.
const cases: readonly [why: string, steps: readonly Step[], mayTry: boolean][] = [
  ['fresh', [], true],
  ['two failures', ['fail', 'fail'], true],
  ['three failures', ['fail', 'fail', 'fail'], false],
  ['a success in between starts the count anew', ['fail', 'fail', 'succeed', 'fail', 'fail'], true],
  ['just before half open', ['fail', 'fail', 'fail', 99], false],
  ['half open', ['fail', 'fail', 'fail', 100], true],
  ['one trial at a time', ['fail', 'fail', 'fail', 100, 'begin'], false],
  ['trial failed', ['fail', 'fail', 'fail', 100, 'begin', 'fail', 199], false],
  ['trial failed, and waited again', ['fail', 'fail', 'fail', 100, 'begin', 'fail', 200], true],
  ['trial succeeded', ['fail', 'fail', 'fail', 100, 'begin', 'succeed'], true],
  ['trial told nothing', ['fail', 'fail', 'fail', 100, 'begin', 'undecided'], true],
]
for (const [why, steps, mayTry] of cases) {
  test(`breaker: ${why}`, () => {
    const breaker = new Breaker({ failures: 3, openMs: 100 })
    let now = 0
    for (const step of steps) {
      if (typeof step === 'number') now = step
      else if (step === 'fail') breaker.failed(now)
      else if (step === 'succeed') breaker.succeeded()
      else if (step === 'begin') breaker.begin()
      else breaker.undecided()
    }
    assert.equal(breaker.mayTry(now), mayTry)
  })
}
