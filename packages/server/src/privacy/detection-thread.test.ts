// Goal: whatever a thread does, or does not, each wish gets its own answer or its own refusal, and nobody's prompt refuses another's.
import assert from 'node:assert/strict'
import { test } from 'bun:test'

import { GatewayError } from '@stellwerk/contract/error'

import { DetectionThread, type Thread, type ThreadAnswer } from './detection-thread.ts'
import type { DetectionWish } from './detecting.ts'
import type { MaskingWish } from './masking.ts'

const settings = { sensitivity: {}, region: 'DE', onlyCertain: false } as unknown as DetectionWish['settings'] // Nobody looks at them here.
const wish: DetectionWish = { segments: [], known: [], settings }
const detected = { own: [], together: [] }

/** Threads that do what a test says, and timers that it runs down. */
function scene(starts: () => void = () => undefined) {
  const threads: {
    posted: number[]
    isEnded: boolean
    answer: (answer: ThreadAnswer) => void
    end: (cause: unknown) => void
  }[] = []
  const timers: { fire: () => void; isStopped: boolean }[] = []
  const start = (): Thread => {
    starts()
    const thread = { posted: [] as number[], isEnded: false, answer: (_: ThreadAnswer) => {}, end: (_: unknown) => {} }
    threads.push(thread)
    return {
      post: ({ id }) => void thread.posted.push(id),
      onAnswer: (hear) => void (thread.answer = hear),
      onEnd: (hear) => void (thread.end = hear),
      terminate: () => void (thread.isEnded = true),
    }
  }
  const desk = new DetectionThread(start, (_, then) => {
    const timer = { fire: () => !timer.isStopped && then(), isStopped: false }
    timers.push(timer)
    return { stop: () => void (timer.isStopped = true) }
  })
  const detect = (): Promise<unknown> =>
    desk.detect(wish, 2_000).then(
      () => 'detected',
      (error: unknown) => (error instanceof GatewayError ? error.code : error),
    )
  return { desk, detect, threads, timers }
}

test('detection thread: one prompt after the other', async () => {
  const { detect, threads } = scene()
  const all = [detect(), detect()]
  assert.deepEqual(threads[0]?.posted, [0])
  threads[0]?.answer({ id: 0, detected })
  threads[0]?.answer({ id: 1, failed: 'RangeError' })
  assert.deepEqual(await Promise.all(all), ['detected', 'detection_failed'])
})

test('detection thread: pseudonyms are put in there as well, and an answer to another question is none', async () => {
  const { desk, detect, threads } = scene()
  const masked = { texts: ['x'], mapping: { live: [] } }
  const policy = {} as MaskingWish['policy'] // Nobody looks at it here.
  const masking = [0, 1].map(() => desk.mask({ texts: [], policy, scopeKey: new Uint8Array(32) }, 2_000))
  const detecting = detect()
  threads[0]?.answer({ id: 0, masked })
  threads[0]?.answer({ id: 1, detected })
  threads[0]?.answer({ id: 2, masked })
  assert.equal(await masking[0], masked)
  await assert.rejects(async () => masking[1], { code: 'detection_failed' })
  assert.equal(await detecting, 'detection_failed')
})

test('detection thread: one that takes too long is refused, and those behind it are looked at', async () => {
  const { detect, threads, timers } = scene()
  const all = [detect(), detect(), detect()]
  timers[0]?.fire()
  assert.equal(threads[0]?.isEnded, true)
  threads[0]?.answer({ id: 0, detected }) // Too late, and of nobody any more.
  threads[0]?.end('terminated')
  threads[1]?.answer({ id: 1, detected })
  threads[1]?.answer({ id: 2, detected })
  assert.deepEqual(await Promise.all(all), ['detection_timeout', 'detected', 'detected'])
})

test('detection thread: who waited in line for too long leaves it, and the thread goes on', async () => {
  const { detect, threads, timers } = scene()
  const all = [detect(), detect()]
  timers[1]?.fire()
  assert.equal(threads[0]?.isEnded, false)
  threads[0]?.answer({ id: 0, detected })
  assert.deepEqual(await Promise.all(all), ['detected', 'detection_timeout'])
  assert.equal(threads.length, 1)
})

test('detection thread: one that dies takes only its own prompt with it', async () => {
  const { detect, threads } = scene()
  const all = [detect(), detect()]
  threads[0]?.end(new Error('out of memory'))
  threads[1]?.answer({ id: 1, detected })
  assert.deepEqual(await Promise.all(all), ['detection_failed', 'detected'])
})

test('detection thread: none that starts refuses each', async () => {
  const { detect } = scene(() => assert.fail('no thread'))
  assert.deepEqual(await Promise.all([detect(), detect()]), ['detection_failed', 'detection_failed'])
})

test('detection thread: with the server all that wait are refused', async () => {
  const { desk, detect, threads, timers } = scene()
  const all = [detect(), detect()]
  desk.close()
  assert.deepEqual(await Promise.all(all), ['draining', 'draining'])
  assert.equal(threads[0]?.isEnded, true)
  assert.ok(timers.every(({ isStopped }) => isStopped))
})

test('detection thread: more than can be looked at in time are refused at once', async () => {
  const { detect } = scene()
  const all = Array.from({ length: 65 }, detect)
  assert.equal(await all[64], 'overloaded')
})
