// Goal: a stream that is cut says so in the words of its endpoint, in a form that each client library throws on.
import assert from 'node:assert/strict'
import { test } from 'bun:test'

import { GatewayError } from '@stellwerk/contract/error'

import { errorEvents, keepAliveOf } from './error-events.ts'
import { errorShapeOf } from './render.ts'

const error = new GatewayError('permit_ended')
const said = { response: { id: 'resp_1', status: 'in_progress', output: [] }, nextSequenceNumber: 7 }

interface Event {
  readonly name: string | undefined
  readonly data: Record<string, unknown>
}

function eventsOf(endpoint: string, soFar: typeof said | undefined): Event[] {
  const context = { requestId: 'req_1', language: 'en', shape: errorShapeOf(endpoint), publicUrl: 'http://x' } as const
  return errorEvents(error, context, endpoint, soFar)
    .split('\n\n')
    .filter(Boolean)
    .map((event) => {
      const [, , name, data = ''] = /^(event: (\S+)\n)?data: (.*)$/.exec(event) ?? []
      return { name, data: JSON.parse(data) as Record<string, unknown> } // Looked at below.
    })
}

for (const endpoint of ['chat/completions', 'completions']) {
  test(`${endpoint}: one object with an error`, () => {
    const [event, ...rest] = eventsOf(endpoint, said)
    assert.deepEqual([event?.name, Object.keys(event?.data ?? {}), rest], [undefined, ['error'], []])
  })
}

test('messages: an error in the shape of that API', () => {
  const [event, ...rest] = eventsOf('messages', undefined)
  assert.deepEqual(rest, [])
  assert.deepEqual([event?.name, event?.data['type'], event?.data['request_id']], ['error', 'error', 'req_1'])
  const told = event?.data['error'] as { type: string } | undefined
  assert.equal(told?.type, 'permission_error')
})

test('responses, once announced: failed, then the error, numbered on', () => {
  const [failed, told, ...rest] = eventsOf('responses', said)
  assert.deepEqual(rest, [])
  assert.deepEqual([failed?.name, failed?.data['sequence_number']], ['response.failed', 7])
  const response = failed?.data['response'] as { id: string; status: string; error: { code: string } } | undefined
  assert.deepEqual([response?.id, response?.status, response?.error.code], ['resp_1', 'failed', 'server_error'])
  assert.deepEqual([told?.name, told?.data['sequence_number'], told?.data['code']], ['error', 8, 'permit_ended'])
  assert.ok(told?.data['error'] !== undefined)
})

test('responses, before anything was said: the error alone', () => {
  const [told, ...rest] = eventsOf('responses', undefined)
  assert.deepEqual([told?.name, told?.data['sequence_number'], rest], ['error', 0, []])
})

test('a silent stream', () => {
  assert.equal(keepAliveOf('messages'), 'event: ping\ndata: {"type":"ping"}\n\n')
  assert.equal(keepAliveOf('responses'), ': keep-alive\n\n')
})
