// Goal: the hash functions stay those of the weights. Vectors of our own; without them every weight would be at another place.
import assert from 'node:assert/strict'
import { test } from 'bun:test'

import { hashOfWord, mixed } from './hash.ts'

const words: readonly [word: string, hash: number][] = [
  ['', 2_872_998_923],
  ['a', 3_470_049_400],
  ['weber', 2_603_995_165],
  ['müller', 1_301_823_647],
]

for (const [word, hash] of words)
  test(`hash of ${JSON.stringify(word)}`, () => assert.equal(hashOfWord(word) >>> 0, hash))

test('mixing depends on the order', () => {
  assert.equal(mixed(1, 2) >>> 0, 232_174_035)
  assert.notEqual(mixed(1, 2), mixed(2, 1))
})
