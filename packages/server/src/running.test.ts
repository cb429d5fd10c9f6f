import { afterEach, describe, test } from 'bun:test'
import assert from 'node:assert/strict'

import { GatewayError } from '@stellwerk/contract/error'

import { ClientGone, RunningCalls } from './running.ts'

let elapsed = 0
const clock = { now: () => 0, elapsed: () => elapsed }
let calls: RunningCalls
afterEach(() => calls.close())

function open(concurrentRequestsMax = 10): RunningCalls {
  elapsed = 0
  calls = new RunningCalls({ clock, concurrentRequestsMax })
  return calls
}

const late = (): GatewayError => new GatewayError('body_timeout', { details: { timeoutMs: 100 } })

describe('the deadline of a stage', () => {
  // Goal: both sides of the bound, and that only the stage ends, not the call.
  const cases: readonly [at: number, isAborted: boolean][] = [
    [99, false],
    [100, true],
    [1_000_000, true],
  ]
  for (const [at, isAborted] of cases) {
    test(`100 ms, looked at after ${at} ms`, () => {
      const call = open().admit('a')
      call.begin({ withinMs: 100, at: 0, late })
      elapsed = at
      calls.sweep()
      assert.equal(call.signal.aborted, isAborted)
      assert.equal((call.endedBy as GatewayError | undefined)?.code, isAborted ? 'body_timeout' : undefined)
      // Only the stage has ended: the next one may begin.
      call.begin({ withinMs: 100, at, late })
      assert.equal(call.signal.aborted, false)
    })
  }

  test('is moved by what arrives', () => {
    const call = open().admit('a')
    call.begin({ withinMs: 100, at: 0, late })
    call.extend(300)
    elapsed = 200
    calls.sweep()
    assert.equal(call.signal.aborted, false)
  })

  test('the next stage has a signal of its own', () => {
    const call = open().admit('a')
    call.begin({ withinMs: 100, at: 0, late })
    call.abandonStage(new Error('next'))
    call.begin({ withinMs: 100, at: 0, late })
    assert.equal(call.signal.aborted, false)
  })
})

describe('the end of a call', () => {
  test('aborts what is waited for, and no further stage begins', () => {
    const call = open().admit('a')
    const { signal } = call
    call.end(new ClientGone())
    assert.ok(signal.aborted)
    assert.throws(() => call.begin({ withinMs: 100, at: 0, late }), ClientGone)
  })

  test('keeps its first reason', () => {
    const call = open().admit('a')
    call.end(new ClientGone())
    call.end(new GatewayError('draining'))
    assert.ok(call.endedBy instanceof ClientGone)
  })

  test('comes from what is watched', () => {
    const call = open().admit('a')
    call.watch(() => {
      throw new GatewayError('permit_ended')
    })
    calls.sweep()
    assert.equal((call.endedBy as GatewayError).code, 'permit_ended')
  })

  test('a check that throws something else ends the call as well', () => {
    const call = open().admit('a')
    call.watch(() => {
      throw new TypeError('a bug')
    })
    calls.sweep()
    assert.ok(call.endedBy instanceof TypeError)
  })
})

describe('admission', () => {
  test('up to the bound, and again when one has left', () => {
    const first = open(2).admit('a')
    calls.admit('b')
    assert.throws(
      () => calls.admit('c'),
      (error) => error instanceof GatewayError && error.code === 'overloaded',
    )
    first.leave()
    calls.admit('c')
    assert.equal(calls.count, 2)
  })

  test('nobody new while draining; the last one to leave ends it', async () => {
    const call = open().admit('a')
    const drained = calls.drain(60_000)
    assert.throws(
      () => calls.admit('b'),
      (error) => error instanceof GatewayError && error.code === 'draining',
    )
    call.leave()
    assert.deepEqual(await drained, { cutCount: 0 })
  })

  test('who has not left in time is cut', async () => {
    const call = open().admit('a')
    assert.deepEqual(await calls.drain(1), { cutCount: 1 })
    assert.equal((call.endedBy as GatewayError).code, 'draining')
  })
})
