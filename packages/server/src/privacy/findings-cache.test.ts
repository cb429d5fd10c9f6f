// Goal: what was found is kept within bounds, the least asked about goes first, and what is kept is what was found.
import assert from 'node:assert/strict'

import { test } from 'bun:test'
import type { Finding } from '@stellwerk/privacy/finding'

import { FindingsCache } from './findings-cache.ts'

const finding: Finding = {
  start: 0,
  end: 4,
  category: 'PERSON',
  kind: 'PERSON',
  score: 1,
  evidence: 'likely',
  detector: 'test',
}

test('findings cache: gives what was kept, and nothing else', () => {
  const cache = new FindingsCache()
  cache.keep('a', [finding])
  cache.keep('empty', [])
  assert.deepEqual(cache.get('a'), [finding])
  assert.deepEqual(cache.get('empty'), [], 'that nothing was found is known as well')
  assert.equal(cache.get('b'), undefined)
})

test('findings cache: what was kept first stays', () => {
  const cache = new FindingsCache()
  cache.keep('a', [finding])
  cache.keep('a', [])
  assert.deepEqual(cache.get('a'), [finding])
})

test('findings cache: 50,000 texts, and the one that nobody asked about goes', () => {
  const cache = new FindingsCache()
  for (let number = 0; number < 50_000; number++) cache.keep(`${number}`, [])
  cache.get('0')
  cache.keep('one more', [])
  assert.equal(cache.size, 50_000)
  assert.ok(cache.get('0') !== undefined, 'it was asked about')
  assert.equal(cache.get('1'), undefined)
})

test('findings cache: 500,000 findings, whatever the number of texts', () => {
  const cache = new FindingsCache()
  const many = Array.from({ length: 200_000 }, () => finding)
  for (const name of ['a', 'b', 'c', 'd']) cache.keep(name, many)
  assert.deepEqual([cache.get('a'), cache.get('b')], [undefined, undefined])
  assert.equal(cache.get('d')?.length, many.length)
  assert.equal(cache.size, 2)
})

test('findings cache: a text with more findings than fit is not kept, and drives nothing out', () => {
  const cache = new FindingsCache()
  cache.keep('a', [finding])
  cache.keep(
    'flood',
    Array.from({ length: 500_001 }, () => finding),
  )
  assert.equal(cache.get('flood'), undefined)
  assert.deepEqual(cache.get('a'), [finding])
})
