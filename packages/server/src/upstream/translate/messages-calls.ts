import { copyOfFreeJson } from '@stellwerk/contract/fields/freeJson'
import { isJsonObject, type JsonObject } from '@stellwerk/contract/json'

import { numberIn, objectIn, objectsIn, parsed, textIn } from './reading.ts'
import { itemCharacters, Room } from './room.ts'

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
  /** They are held until they are whole. */
  readonly #room = new Room()

  constructor(fallbackId: string) {
    this.#fallbackId = fallbackId
  }

  take(delta: JsonObject): void {
    for (const [position, call] of callsIn(delta).entries()) this.#piece(call, numberIn(call, 'index') ?? position)
  }

  #piece(call: JsonObject, index: number): void {
    const draft = this.#drafts.get(index) ?? this.#newDraft(index)
    const called = objectIn(call, 'function') ?? {}
    draft.id ||= textIn(call, 'id') ?? ''
    draft.name ||= textIn(called, 'name') ?? ''
    const args = textIn(called, 'arguments') ?? ''
    this.#room.take(args.length)
    draft.args += args
  }

  #newDraft(index: number): CallDraft {
    this.#room.take(itemCharacters)
    const draft = { id: '', name: '', args: '' }
    this.#drafts.set(index, draft)
    return draft
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
