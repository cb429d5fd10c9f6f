// How answers of this engine look: OpenAI's shapes.
import { randomBytes } from 'node:crypto'

import type { Json, JsonObject } from '@stellwerk/contract/json'

import type { End, Piece } from './piece.ts'

/** What all parts of one answer share. */
export interface Head {
  readonly id: string
  /** Seconds since the epoch. */
  readonly created: number
  readonly model: string
}

/** One endpoint's way to say it. */
export interface Wire {
  readonly first: (head: Head) => JsonObject | undefined
  readonly piece: (head: Head, piece: Piece) => JsonObject
  readonly last: (head: Head, finish: End['finish']) => JsonObject
  readonly usage: (head: Head, end: End) => JsonObject
  readonly whole: (head: Head, pieces: readonly Piece[], end: End) => JsonObject
}

export function newHead(prefix: 'chatcmpl' | 'cmpl', model: string, now: number): Head {
  return { id: `${prefix}-${randomBytes(12).toString('hex')}`, created: Math.floor(now / 1_000), model }
}

const chunk = (head: Head, delta: JsonObject, finish: string | null): JsonObject => ({
  ...head,
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason: finish }],
})

export const chatWire: Wire = {
  first: (head) => chunk(head, { role: 'assistant', content: '' }, null),
  piece: (head, piece) => chunk(head, deltaOf(piece), null),
  last: (head, finish) => chunk(head, {}, finish),
  usage: (head, end) => ({ ...head, object: 'chat.completion.chunk', choices: [], usage: usageOf(end) }),
  whole: (head, pieces, end) => ({
    ...head,
    object: 'chat.completion',
    choices: [{ index: 0, message: messageOf(pieces), finish_reason: end.finish }],
    usage: usageOf(end),
  }),
}

const textChoice = (head: Head, text: string, finish: string | null): JsonObject => ({
  ...head,
  object: 'text_completion',
  choices: [{ index: 0, text, logprobs: null, finish_reason: finish }],
})

export const textWire: Wire = {
  first: () => undefined,
  piece: (head, piece) => textChoice(head, 'text' in piece ? piece.text : '', null),
  last: (head, finish) => textChoice(head, '', finish),
  usage: (head, end) => ({ ...head, object: 'text_completion', choices: [], usage: usageOf(end) }),
  whole: (head, pieces, end) => ({ ...textChoice(head, textOf(pieces, 'text'), end.finish), usage: usageOf(end) }),
}

function deltaOf(piece: Piece): JsonObject {
  switch (piece.kind) {
    case 'text':
      return { content: piece.text }
    case 'reasoning':
      return { reasoning_content: piece.text }
    case 'call': {
      const call = { index: piece.index, id: piece.id, type: 'function', function: { name: piece.name, arguments: '' } }
      return { tool_calls: [call] }
    }
    case 'arguments':
      return { tool_calls: [{ index: piece.index, function: { arguments: piece.text } }] }
  }
}

function messageOf(pieces: readonly Piece[]): JsonObject {
  const reasoning = textOf(pieces, 'reasoning')
  const content = textOf(pieces, 'text')
  const calls = pieces.flatMap((piece): Json[] => {
    if (piece.kind !== 'call') return []
    const said = pieces.flatMap((one) => (one.kind === 'arguments' && one.index === piece.index ? [one.text] : []))
    return [{ id: piece.id, type: 'function', function: { name: piece.name, arguments: said.join('') || '{}' } }]
  })
  return {
    role: 'assistant',
    content: content === '' && calls.length > 0 ? null : content,
    ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  }
}

function textOf(pieces: readonly Piece[], kind: 'text' | 'reasoning'): string {
  return pieces.map((piece) => (piece.kind === kind ? piece.text : '')).join('')
}

function usageOf({ promptTokens, completionTokens }: End): JsonObject {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  }
}

/** Little-endian 32-bit numbers in base64, or the numbers. */
export function embeddingsAnswer(
  model: string,
  vectors: readonly (readonly number[])[],
  what: { readonly isBase64: boolean; readonly promptTokens: number },
): JsonObject {
  const data = vectors.map((vector, index): JsonObject => {
    const embedding = what.isBase64 ? Buffer.from(new Float32Array(vector).buffer).toString('base64') : [...vector]
    return { object: 'embedding', index, embedding }
  })
  return { object: 'list', data, model, usage: { prompt_tokens: what.promptTokens, total_tokens: what.promptTokens } }
}

export function errorBody(message: string, code: string, type: string): JsonObject {
  return { error: { message, type, param: null, code } }
}
