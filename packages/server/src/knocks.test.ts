import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { Knocks } from './knocks.ts'

test('400 at once, then 200 a second', () => {
  let elapsed = 0
  const knocks = new Knocks({ now: () => 0, elapsed: () => elapsed })
  const taken = (): number => Array.from({ length: 1_000 }, () => knocks.take()).filter(Boolean).length
  assert.equal(taken(), 400)
  assert.equal(taken(), 0)
  elapsed = 1_000
  assert.equal(taken(), 200)
  elapsed = 1_000_000
  assert.equal(taken(), 400)
})
