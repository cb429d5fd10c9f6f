// Goal: a stream that is cut while its engine still thinks is over when the attempt is over, and not before: what the attempt
// took is counted, and an answer that begins in that very moment has its outcome.
import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { streamBack } from './answered.ts'
import type { Sent } from './attempt.ts'
import type { Committing, House } from './house.ts'
import { RunningCalls } from './running.ts'
import type { Asked, Visit } from './visit.ts'

const committing: Committing = { add: () => undefined, end: () => ({ commitment: '', opening: '', bytes: 0 }) }

test('an answer that begins when its reader has just been given up is recorded before the call leaves', async () => {
  const time = { elapsed: 0 }
  const clock = { now: () => time.elapsed, elapsed: () => time.elapsed }
  const running = new RunningCalls({ clock, concurrentRequestsMax: 1 })
  running.close() // Only the sweeps of this test.
  const told: string[] = []
  let body: AsyncIterable<string> | undefined
  // The parts of the house that a stream touches.
  const house = {
    clock,
    settings: { keepAliveMs: 100, readerStallMs: 1_000 },
    engines: { readEvents: () => ({ push: () => [], end: () => ({ isTruncated: false }) }) },
    records: {
      committing: () => committing,
      outcome: async ({ ending }: { readonly ending: string }) => void told.push(`outcome ${ending}`),
    },
    door: {
      keepAlive: () => ': keep-alive\n\n',
      errorEvent: () => 'data: {"error":{}}\n\n',
      events: (texts: AsyncIterable<string>) => {
        body = texts
        return new Response()
      },
    },
  } as unknown as House
  const call = running.admit('r1')
  const arrival = { requestId: 'r1', endpoint: 'chat/completions', allowIdle: () => undefined }
  const visit = { call, arrival, language: 'en', keeping: {} } as unknown as Visit // What a stream reads of them.
  const asked = { model: 'm', choiceCount: 1 } as unknown as Asked
  const { promise: sending, resolve: begin } = Promise.withResolvers<Sent>()
  call.isOnRecord = true
  const answering = streamBack(sending, visit, asked, house)
  const sweepAt = (elapsed: number): void => {
    time.elapsed = elapsed
    running.sweep()
  }
  sweepAt(100)
  const { over } = await answering
  const reader = body?.[Symbol.asyncIterator]()
  assert.equal((await reader?.next())?.value, ': keep-alive\n\n')
  void over?.then(() => told.push('over'))
  sweepAt(1_200) // The keep-alive was not taken: the reader is too slow.
  await Bun.sleep(0)
  assert.equal(told.length, 0)
  const release = (how: string): void => void told.push(`released ${how}`)
  const candidate = { model: 'm', kind: 'vllm', isStrict: false, timeouts: { idleMs: 1_000, totalMs: 1_000 } }
  const answer = { response: new Response('', { headers: { 'content-type': 'text/event-stream' } }), release }
  begin({ candidate, answer, intent: { requestId: 'r1' }, permit: {}, request: {} } as unknown as Sent)
  await over
  assert.deepEqual(told, ['released undecided', 'outcome cut', 'over'])
})
