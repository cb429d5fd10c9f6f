import { isJsonList, isJsonObject, type Json, type JsonObject } from '@stellwerk/contract/json'

import { numberIn, objectIn, objectsIn, parsed, present, textIn } from './reading.ts'

/*
 * Tools that a client has built in and runs itself: a shell, patches. Models behind chat know none of them by heart, so they
 * are offered as functions, and a call of the function becomes an item of the tool again.
 */

export interface Builtin {
  /** The type of the tool, and the name of the function. */
  readonly name: string
  readonly description: string
  readonly parameters: JsonObject
  /** The item of a call, without id and status; undefined where the arguments do not say what to run. */
  readonly item: (args: JsonObject) => JsonObject | undefined
  /** What was in the call, as arguments of the function. */
  readonly args: (item: JsonObject) => JsonObject
  /** The result of the call, as text. */
  readonly result: (item: JsonObject) => string
}

const strings = { type: 'array', items: { type: 'string' } }
const string = { type: 'string' }
const integer = { type: 'integer' }

function parameters(properties: JsonObject, required: readonly string[]): JsonObject {
  return { type: 'object', properties, required, additionalProperties: false }
}

/** A list that holds nothing but texts. */
function texts(value: Json | undefined): readonly string[] | undefined {
  if (!isJsonList(value)) return undefined
  const found = value.filter((one) => typeof one === 'string')
  return found.length === value.length ? found : undefined
}

const localShell: Builtin = {
  name: 'local_shell',
  description: 'Runs a command on the machine of the user and returns what it wrote.',
  parameters: parameters(
    {
      command: { ...strings, description: 'The program and its arguments.' },
      working_directory: string,
      timeout_ms: integer,
    },
    ['command'],
  ),
  item: (args) => {
    const command = texts(args['command'])
    if (command === undefined) return undefined
    const more = { timeout_ms: numberIn(args, 'timeout_ms'), working_directory: textIn(args, 'working_directory') }
    return { type: 'local_shell_call', action: { type: 'exec', command, env: {}, ...present(more) } }
  },
  args: (item) => {
    const { command, working_directory, timeout_ms } = objectIn(item, 'action') ?? {}
    return present({ command, working_directory, timeout_ms })
  },
  result: (item) => textIn(item, 'output') ?? '',
}

const shell: Builtin = {
  name: 'shell',
  description: 'Runs commands in a shell on the machine of the user and returns what they wrote.',
  parameters: parameters({ commands: strings, timeout_ms: integer, max_output_length: integer }, ['commands']),
  item: (args) => {
    const commands = texts(args['commands'])
    if (commands === undefined) return undefined
    return {
      type: 'shell_call',
      action: {
        commands,
        timeout_ms: numberIn(args, 'timeout_ms') ?? null,
        max_output_length: numberIn(args, 'max_output_length') ?? null,
      },
      environment: { type: 'local' },
    }
  },
  args: (item) => {
    const { commands, timeout_ms, max_output_length } = objectIn(item, 'action') ?? {}
    return present({ commands, timeout_ms, max_output_length })
  },
  result: (item) => JSON.stringify(objectsIn(item, 'output')),
}

const applyPatch: Builtin = {
  name: 'apply_patch',
  description: 'Creates, changes or deletes one file on the machine of the user.',
  parameters: parameters(
    {
      type: { type: 'string', enum: ['create_file', 'update_file', 'delete_file'] },
      path: string,
      diff: { ...string, description: 'A V4A diff; the whole content of a new file, each line behind a plus.' },
    },
    ['type', 'path'],
  ),
  item: (args) => {
    const [type, path, diff] = [textIn(args, 'type'), textIn(args, 'path'), textIn(args, 'diff')]
    if (path === undefined) return undefined
    if (type === 'delete_file') return { type: 'apply_patch_call', operation: { type, path } }
    if ((type !== 'create_file' && type !== 'update_file') || diff === undefined) return undefined
    return { type: 'apply_patch_call', operation: { type, path, diff } }
  },
  args: (item) => objectIn(item, 'operation') ?? {},
  result: (item) => textIn(item, 'output') ?? textIn(item, 'status') ?? '',
}

const all: readonly Builtin[] = [localShell, shell, applyPatch]

/** By the type of the tool, or of one of its items: `shell`, `shell_call`, `shell_call_output`. */
export function builtinOf(type: string): Builtin | undefined {
  const name = type.replace(/_call(?:_output)?$/u, '')
  return all.find((one) => one.name === name)
}

/** The item of a call that the model made, or undefined where its arguments do not say what to run. */
export function builtinItem(builtin: Builtin, args: string): JsonObject | undefined {
  const value = parsed(args)
  return isJsonObject(value) ? builtin.item(value) : undefined
}
