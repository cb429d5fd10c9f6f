import assert from 'node:assert/strict'

import { type ErrorCode, errorMeanings, meaningOf } from '@stellwerk/contract/error'

/** Room for one sentence, the next step and a link; a chat window shows nothing else. */
const messageCharactersMax = 300

interface ShownError {
  /** Only in the shape of Anthropic's API. */
  readonly type?: unknown
  readonly request_id?: unknown
  readonly error?: {
    readonly code?: unknown
    readonly message?: unknown
    readonly type?: unknown
    readonly param?: unknown
  }
}

/** What Anthropic's API calls errors of these statuses; its clients decide by it. */
const anthropicTypes: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  502: 'api_error',
  503: 'overloaded_error',
  504: 'timeout_error',
}

/** The code of an error in the shape of OpenAI or Anthropic, complete and with its type. */
function codeIn(body: unknown): ErrorCode {
  const shown = body as ShownError // Whatever it is, each member is looked at below.
  const { code, message, type, param } = shown.error ?? {}
  assert.ok(typeof code === 'string' && Object.hasOwn(errorMeanings, code), `no code of ours: ${JSON.stringify(body)}`)
  const known = code as ErrorCode
  const meaning = meaningOf(known)
  assert.equal(type, shown.type === 'error' ? anthropicTypes[meaning.status] : meaning.type)
  assert.equal(shown.type === 'error', typeof shown.request_id === 'string')
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

/** The last events of streams that are complete, by the endpoints that name them. */
const closing = /^event: (?:response\.completed|response\.incomplete|message_stop)\ndata: \{/u

/**
 * How a stream ended: with `[DONE]` or the closing event of its endpoint, or with the code of its last event. Anything else
 * is a silent end.
 */
export function endOf(stream: string): ErrorCode | 'done' {
  const last = stream.trimEnd().split('\n\n').at(-1) ?? ''
  if (last === 'data: [DONE]' || closing.test(last)) return 'done'
  assert.ok(last.startsWith('data: {'), `a silent end: ${last.slice(-100)}`)
  return codeIn(JSON.parse(last.slice('data: '.length)))
}
