import assert from 'node:assert/strict'

import { test } from 'bun:test'

import { Places } from './places.ts'
import { Refused } from './refusal.ts'

// Goal: nobody shares a place, everybody gets one in turn, and who leaves the queue holds nothing up.

const never = new AbortController().signal

test('the one that is liked best, if it is free', async () => {
  const places = new Places(['a', 'b'])
  assert.equal(await places.take((place) => place === 'b', never), 'b')
  assert.equal(await places.take((place) => place === 'b', never), 'a')
  assert.equal(places.busyCount, 2)
})

test('in turn; who has left is passed over', async () => {
  const places = new Places(['only'])
  await places.take(() => true, never)
  const left = new AbortController()
  const order: string[] = []
  const wait = (name: string, signal: AbortSignal) =>
    places
      .take(() => true, signal)
      .then(
        () => order.push(name),
        (error: unknown) => order.push(`${name}: ${String(error)}`),
      )
  const all = [wait('first', never), wait('second', left.signal), wait('third', never)]
  left.abort(new Error('gone'))
  places.release('only')
  await all[0]
  places.release('only')
  await Promise.all(all)
  assert.deepEqual(order.toSorted(), ['first', 'second: Error: gone', 'third'])
  places.release('only')
  assert.equal(places.busyCount, 0)
})

test('a bound on those who wait', async () => {
  const places = new Places(['only'])
  await places.take(() => true, never)
  const waiting = Array.from({ length: 64 }, () => places.take(() => true, never))
  await assert.rejects(
    places.take(() => true, never),
    (error) => error instanceof Refused && error.status === 429,
  )
  for (const one of waiting) {
    places.release('only')
    await one
  }
})

test('an aborted signal takes no place', async () => {
  const places = new Places(['only'])
  await assert.rejects(
    places.take(() => true, AbortSignal.abort(new Error('gone'))),
    /gone/,
  )
  assert.equal(places.busyCount, 0)
})
