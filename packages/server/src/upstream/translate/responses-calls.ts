import type { JsonObject } from '@stellwerk/contract/json'

import { present } from './reading.ts'
import { type Builtin, builtinItem } from './responses-builtins.ts'
import { about, added, done, type ItemStatus, type Place, type ToldItem, type Unnumbered } from './responses-items.ts'
import { customInput, type ToolMeant } from './responses-tools.ts'

/*
 * Items of an answer while they are being told: calls of tools.
 */

/** Who calls what. */
interface Called {
  readonly callId: string
  readonly name: string
  readonly namespace: string | undefined
}

/** A call whose arguments come in pieces. */
export interface CallItem extends ToldItem {
  readonly begin: () => readonly Unnumbered[]
  readonly write: (delta: string) => readonly Unnumbered[]
}

/** The ids of items begin like those of the API, so that people and programs know them. */
export function callPrefix(meant: ToolMeant): string {
  return meant.kind === 'custom' ? 'ctc' : 'fc'
}

export function callItem(place: Place, callId: string, meant: ToolMeant): CallItem {
  if (meant.kind === 'custom') return new CustomCallItem(place, { callId, ...meant })
  if (meant.kind === 'function') return new FunctionCallItem(place, { callId, ...meant })
  return new FunctionCallItem(place, { callId, name: meant.builtin.name, namespace: undefined })
}

class FunctionCallItem implements CallItem {
  readonly place: Place
  readonly #called: Called
  #args = ''
  #status: ItemStatus = 'in_progress'

  constructor(place: Place, called: Called) {
    this.place = place
    this.#called = called
  }

  begin(): readonly Unnumbered[] {
    return [added(this.place, this.whole())]
  }

  write(delta: string): readonly Unnumbered[] {
    this.#args += delta
    return [{ type: 'response.function_call_arguments.delta', ...about(this.place), delta }]
  }

  end(status: ItemStatus): readonly Unnumbered[] {
    this.#status = status
    const { name } = this.#called
    const ended = { ...about(this.place), name, arguments: this.#args }
    return [{ type: 'response.function_call_arguments.done', ...ended }, done(this.place, this.whole())]
  }

  whole(): JsonObject {
    const { callId: call_id, name, namespace } = this.#called
    const { id } = this.place
    const called = { call_id, name, ...present({ namespace }), arguments: this.#args }
    return { id, type: 'function_call', status: this.#status, ...called }
  }
}

/** The text lies inside the arguments of a function, so it is whole only when they are. */
class CustomCallItem implements CallItem {
  readonly place: Place
  readonly #called: Called
  #args = ''
  #input = ''
  #status: ItemStatus = 'in_progress'

  constructor(place: Place, called: Called) {
    this.place = place
    this.#called = called
  }

  begin(): readonly Unnumbered[] {
    return [added(this.place, this.whole())]
  }

  write(delta: string): readonly Unnumbered[] {
    this.#args += delta
    return []
  }

  end(status: ItemStatus): readonly Unnumbered[] {
    this.#status = status
    const input = customInput(this.#args)
    this.#input = input
    return [
      { type: 'response.custom_tool_call_input.delta', ...about(this.place), delta: input },
      { type: 'response.custom_tool_call_input.done', ...about(this.place), input },
      done(this.place, this.whole()),
    ]
  }

  whole(): JsonObject {
    const { callId: call_id, name, namespace } = this.#called
    const { id } = this.place
    const called = { call_id, name, ...present({ namespace }), input: this.#input }
    return { id, type: 'custom_tool_call', status: this.#status, ...called }
  }
}

/** A call of a tool that the client has built in, told at once when it is whole. */
class BuiltinCallItem implements ToldItem {
  readonly place: Place
  readonly #item: JsonObject

  constructor(place: Place, item: JsonObject) {
    this.place = place
    this.#item = item
  }

  end(): readonly Unnumbered[] {
    return [added(this.place, { ...this.whole(), status: 'in_progress' }), done(this.place, this.whole())]
  }

  whole(): JsonObject {
    return this.#item
  }
}

/** The call, or undefined where its arguments do not say what to run; then it is told as that of a function. */
export function builtinCallItem(
  builtin: Builtin,
  call: { readonly callId: string; readonly args: string },
): { readonly prefix: string; readonly at: (place: Place) => ToldItem } | undefined {
  const item = builtinItem(builtin, call.args)
  if (item === undefined) return undefined
  return {
    prefix: builtinPrefixes[builtin.name] ?? 'fc',
    at: (place) => new BuiltinCallItem(place, { id: place.id, call_id: call.callId, status: 'completed', ...item }),
  }
}

const builtinPrefixes: Readonly<Record<string, string>> = { local_shell: 'lsh', shell: 'sh', apply_patch: 'apc' }
