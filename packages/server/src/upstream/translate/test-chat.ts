import type { JsonObject } from '@stellwerk/contract/json'

/*
 * For tests: what a chat engine says, whole and in pieces.
 */

/** What a chat engine says: its thought, its words, its calls, and how it ends. */
export interface Said {
  readonly thought?: string
  readonly words?: string
  readonly refusal?: string
  readonly calls?: readonly { readonly id?: string; readonly name?: string; readonly args: string }[]
  readonly finish?: string
  readonly matched?: string | number
  readonly usage?: JsonObject
}

const callOf = ({ id, name = 'wetter', args }: { id?: string; name?: string; args: string }): JsonObject => ({
  ...(id === undefined ? {} : { id }),
  type: 'function',
  function: { name, arguments: args },
})

export function chatOf({ thought, words = '', refusal, calls, finish = 'stop', matched, usage }: Said): JsonObject {
  const message = {
    role: 'assistant',
    content: words,
    ...(thought === undefined ? {} : { reasoning: thought, reasoning_content: thought }),
    ...(refusal === undefined ? {} : { refusal }),
    ...(calls === undefined ? {} : { tool_calls: calls.map(callOf) }),
  }
  const choice = {
    index: 0,
    message,
    finish_reason: finish,
    ...(matched === undefined ? {} : { stop_reason: matched }),
  }
  return { id: 'chatcmpl-1', object: 'chat.completion', choices: [choice], ...(usage === undefined ? {} : { usage }) }
}

export const chunk = (delta: JsonObject, more: JsonObject = {}): JsonObject => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason: null, ...more }],
})

/** Cuts a text into pieces at the given places. */
function pieces(text: string, cuts: readonly number[]): readonly string[] {
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].toSorted((one, other) => one - other)
  return [0, ...places].map((from, index) => text.slice(from, places[index] ?? text.length))
}

/** The same in pieces. The pieces of several calls come in turn, as some engines send them. */
export function chunksOf(
  { thought = '', words = '', refusal, calls = [], finish = 'stop', matched, usage }: Said,
  cuts: readonly number[],
): readonly JsonObject[] {
  const opened = calls.map((call, index) => chunk({ tool_calls: [{ index, ...callOf({ ...call, args: '' }) }] }))
  const inPieces = calls.map(({ args }) => pieces(args, cuts))
  const rounds = Math.max(0, ...inPieces.map((each) => each.length))
  const inTurn = Array.from({ length: rounds }, (_, round) =>
    inPieces.flatMap((each, index) => {
      const piece = each[round]
      return piece === undefined ? [] : [chunk({ tool_calls: [{ index, function: { arguments: piece } }] })]
    }),
  ).flat()
  return [
    chunk({ role: 'assistant', content: '' }),
    ...pieces(thought, cuts).map((piece) => chunk({ reasoning: piece, reasoning_content: piece })),
    ...pieces(words, cuts).map((piece) => chunk({ content: piece })),
    ...(refusal === undefined ? [] : pieces(refusal, cuts).map((piece) => chunk({ refusal: piece }))),
    ...opened,
    ...inTurn,
    chunk({}, { finish_reason: finish, ...(matched === undefined ? {} : { stop_reason: matched }) }),
    ...(usage === undefined ? [] : [{ object: 'chat.completion.chunk', choices: [], usage }]),
  ]
}
