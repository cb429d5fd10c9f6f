import { GatewayError } from '@stellwerk/contract/error'
import { copyOfFreeJson } from '@stellwerk/contract/fields/freeJson'
import { isJsonObject, type JsonObject } from '@stellwerk/contract/json'

import { numberIn, objectIn, objectsIn, parsed, textIn } from './reading.ts'

/** Characters of the arguments of all calls in one answer. They are held until they are whole; a file written at once fits. */
const argumentsCharactersMax = 16 * 1024 * 1024

/** A call that is whole. */
export interface Call {
  readonly id: string
  readonly name: string
  /** JSON of an object. As the model wrote it, because a reader of JSON may round long numbers. */
  readonly input: string
}

interface CallDraft {
  id: string
  name: string
  args: string
}

/**
 * Gathers calls whose pieces may come in turn. Told are they only at the end: blocks of the Messages API come one after the
 * other, and the arguments of a small model may turn out to be no JSON, which no client can read in pieces.
 */
export class Calls {
  readonly #drafts = new Map<number, CallDraft>()
  readonly #fallbackId: string
  #characters = 0

  constructor(fallbackId: string) {
    this.#fallbackId = fallbackId
  }

  take(delta: JsonObject): void {
    for (const [position, call] of callsIn(delta).entries()) this.#piece(call, numberIn(call, 'index') ?? position)
  }

  #piece(call: JsonObject, index: number): void {
    const draft = this.#drafts.get(index) ?? { id: '', name: '', args: '' }
    this.#drafts.set(index, draft)
    const called = objectIn(call, 'function') ?? {}
    draft.id ||= textIn(call, 'id') ?? ''
    draft.name ||= textIn(called, 'name') ?? ''
    const args = textIn(called, 'arguments') ?? ''
    this.#characters += args.length
    if (this.#characters > argumentsCharactersMax) {
      throw new GatewayError('engine_answer_too_large', { details: { bytesMax: argumentsCharactersMax } })
    }
    draft.args += args
  }

  /** In the order of their numbers. An id that is missing or not its own is made here, because results refer to it. */
  whole(): readonly Call[] {
    const ids = new Set<string>()
    return [...this.#drafts]
      .toSorted(([one], [other]) => one - other)
      .map(([index, { id, name, args }]) => {
        const own = id === '' || ids.has(id) ? `toolu_${this.#fallbackId}_${index}` : id
        ids.add(own)
        return { id: own, name, input: inputOf(args) }
      })
  }
}

/** The calls of a piece, the one of the older API among them. */
function callsIn(delta: JsonObject): readonly JsonObject[] {
  const older = objectIn(delta, 'function_call')
  return older === undefined ? objectsIn(delta, 'tool_calls') : [{ index: 0, function: older }]
}

/**
 * What the model wants to call the tool with. Text that is no JSON object is handed on under a name that says so: the tool
 * refuses it, the model reads its own mistake in the conversation, and can mend it.
 */
function inputOf(args: string): string {
  if (args.trim() === '') return '{}'
  const input = parsed(args)
  const isSafe = isJsonObject(input) && copyOfFreeJson(input) !== undefined
  return isSafe ? args : JSON.stringify({ malformed_arguments: args })
}
