import { test } from 'bun:test'
import assert from 'node:assert/strict'

import type { ErrorCode } from '@stellwerk/contract/error'

import { RepeatedRefusals } from './repeated-refusals.ts'

/** Refusals over a clock that a test holds, and what is told of them. */
function open() {
  const time = { now: 0, isFailing: false }
  const repeats = new RepeatedRefusals<{
    endpoint: string
    useCaseId: string
    keyId: string
    code: ErrorCode
    requestId: number
  }>(() => time.now)
  let requestId = 0
  const refuse = (code: ErrorCode, keyId = 'k', endpoint = 'chat/completions'): boolean =>
    repeats.standsAlone({ endpoint, useCaseId: 'u', keyId, code, requestId: requestId++ })
  const tell = async (): Promise<unknown[]> => {
    const told: unknown[] = []
    await repeats.tell(async ({ keyId, code, requestId: last }, { count, from, to }) => {
      if (time.isFailing) throw new Error('no journal')
      told.push([keyId, code, last, count, from, to])
    })
    return told
  }
  return { time, refuse, tell }
}

test('what is no limit is told one by one', async () => {
  const { refuse, tell } = open()
  for (let count = 0; count < 3; count++) assert.ok(refuse('lamps_shut'))
  assert.deepEqual(await tell(), [])
})

test('by a limit: the first one of each key, limit and endpoint by itself, the rest counted', async () => {
  const { refuse, tell, time } = open()
  time.now = 100.5
  assert.ok(refuse('requests_per_minute'))
  time.now = 200.5
  assert.ok(!refuse('requests_per_minute'))
  time.now = 300.5
  assert.ok(!refuse('requests_per_minute'))
  assert.ok(refuse('requests_per_minute', 'other key'))
  assert.ok(refuse('queue_full'))
  assert.ok(refuse('requests_per_minute', 'k', 'completions'))
  time.now = 1_000.5
  assert.deepEqual(await tell(), [['k', 'requests_per_minute', 2, 2, 200, 1_000]])
})

test('a flood that goes on is one entry a minute; after a minute without one, the next stands by itself again', async () => {
  const { refuse, tell, time } = open()
  assert.ok(refuse('queue_full'))
  for (const minute of [1, 2]) {
    for (let count = 0; count < 1_000; count++) assert.ok(!refuse('queue_full'))
    time.now = minute * 60_000
    assert.equal((await tell()).length, 1)
  }
  assert.deepEqual(await tell(), [])
  assert.ok(refuse('queue_full'))
})

test('what cannot be told is counted on', async () => {
  const { refuse, tell, time } = open()
  refuse('queue_full')
  refuse('queue_full')
  time.isFailing = true
  await assert.rejects(tell())
  refuse('queue_full')
  time.isFailing = false
  assert.deepEqual(await tell(), [['k', 'queue_full', 2, 2, 0, 0]])
})
