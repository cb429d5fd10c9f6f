import assert from 'node:assert/strict'

import { type ErrorCode, errorMeanings, meaningOf } from '@stellwerk/contract/error'

/** Room for one sentence, the next step and a link; a chat window shows nothing else. */
const messageCharactersMax = 300

interface ShownError {
  readonly error?: {
    readonly code?: unknown
    readonly message?: unknown
    readonly type?: unknown
    readonly param?: unknown
  }
}

/** The code of an error in the OpenAI shape, complete and with its type. */
function codeIn(body: unknown): ErrorCode {
  const { code, message, type, param } = (body as ShownError).error ?? {}
  assert.ok(typeof code === 'string' && Object.hasOwn(errorMeanings, code), `no code of ours: ${JSON.stringify(body)}`)
  const known = code as ErrorCode
  assert.equal(type, meaningOf(known).type)
  assert.ok(typeof message === 'string' && message.length <= messageCharactersMax, `message of ${known}`)
  assert.ok(param === null || typeof param === 'string', `param of ${known}`)
  return known
}

/** A refusal whose status, body and headers fit together, and which is no error of ours. Returns its code. */
export function refusalIn(answer: Response, text: string): ErrorCode {
  assert.equal(answer.headers.get('content-type'), 'application/json')
  const code = codeIn(JSON.parse(text))
  assert.equal(answer.status, meaningOf(code).status, code)
  assert.notEqual(code, 'internal')
  if (answer.status === 429) assert.ok(Number(answer.headers.get('retry-after')) <= 60)
  else assert.equal(answer.headers.get('x-should-retry'), 'false')
  assert.match(answer.headers.get('x-request-id') ?? '', /^req_[0-9a-f]{32}$/)
  return code
}

/** How a stream ended: with `[DONE]`, or with the code of its last event. Anything else is a silent end. */
export function endOf(stream: string): ErrorCode | 'done' {
  const last = stream.trimEnd().split('\n\n').at(-1) ?? ''
  if (last === 'data: [DONE]') return 'done'
  assert.ok(last.startsWith('data: {'), `a silent end: ${last.slice(-100)}`)
  return codeIn(JSON.parse(last.slice('data: '.length)))
}
