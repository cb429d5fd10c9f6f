import { isJsonObject, type JsonObject } from '@stellwerk/contract/json'

import { objectIn, objectsIn, parsed, present, textIn } from './reading.ts'
import { type Builtin, builtinOf } from './responses-builtins.ts'
import { untranslatable } from './untranslatable.ts'

/*
 * Every tool becomes a function, because that is the one kind that all engines know at chat.
 */

/** What a function at the engine is for the client. */
export type ToolMeant =
  | { readonly kind: 'function'; readonly name: string; readonly namespace: string | undefined }
  | { readonly kind: 'custom'; readonly name: string; readonly namespace: string | undefined }
  | { readonly kind: 'builtin'; readonly builtin: Builtin }

/** One tool of the request, as function and as what it is. */
export interface OfferedTool {
  readonly meant: ToolMeant
  readonly chat: JsonObject
}

const twice = {
  de: 'zwei Werkzeuge hätten bei chat denselben Namen',
  en: 'two tools would have the same name at chat',
}

const loadedLater = {
  de: 'chat kennt keine Werkzeuge, die erst im Lauf des Gesprächs dazukommen',
  en: 'chat has no tools that join in the course of the conversation',
}

/** The name of a function in a group. vLLM joins them the same way, so models have seen such names. */
export function chatName(name: string, namespace: string | undefined): string {
  return namespace === undefined ? name : `${namespace}__${name}`
}

/**
 * The tools of a request by the name of their function.
 *
 * @throws GatewayError field_untranslatable
 */
export function offeredTools(request: JsonObject): ReadonlyMap<string, OfferedTool> {
  const offered = new Map<string, OfferedTool>()
  const add = (tool: OfferedTool | undefined, field: string): void => {
    if (tool === undefined) throw untranslatable(field, loadedLater)
    const name = nameOf(tool.meant)
    if (offered.has(name)) throw untranslatable(field, twice)
    offered.set(name, tool)
  }
  for (const [index, tool] of objectsIn(request, 'tools').entries()) {
    if (tool['type'] !== 'namespace') {
      add(offeredTool(tool, undefined), `tools[${index}]`)
      continue
    }
    for (const [inner, one] of objectsIn(tool, 'tools').entries()) {
      add(offeredTool(one, textIn(tool, 'name')), `tools[${index}].tools[${inner}]`)
    }
  }
  return offered
}

function nameOf(meant: ToolMeant): string {
  return meant.kind === 'builtin' ? meant.builtin.name : chatName(meant.name, meant.namespace)
}

function offeredTool(tool: JsonObject, namespace: string | undefined): OfferedTool | undefined {
  const type = textIn(tool, 'type') ?? ''
  const name = textIn(tool, 'name') ?? ''
  switch (type) {
    case 'function': {
      const { description, parameters, strict } = tool
      return {
        meant: { kind: 'function', name, namespace },
        chat: functionTool({ name: chatName(name, namespace), ...present({ description, parameters, strict }) }),
      }
    }
    case 'custom':
      return { meant: { kind: 'custom', name, namespace }, chat: functionTool(customFunction(tool, namespace)) }
    default: {
      const builtin = builtinOf(type)
      if (builtin === undefined) return undefined
      const { name: of, description, parameters } = builtin
      return { meant: { kind: 'builtin', builtin }, chat: functionTool({ name: of, description, parameters }) }
    }
  }
}

function functionTool(definition: JsonObject): JsonObject {
  return { type: 'function', function: definition }
}

/** A tool that takes any text: a function whose only argument is that text. */
function customFunction(tool: JsonObject, namespace: string | undefined): JsonObject {
  const { description } = tool
  const format = objectIn(tool, 'format')
  const grammar = format?.['type'] === 'grammar' ? format : undefined
  const rule = grammar && {
    description: `Follows this ${textIn(grammar, 'syntax')} grammar:\n${textIn(grammar, 'definition')}`,
  }
  return {
    name: chatName(textIn(tool, 'name') ?? '', namespace),
    ...present({ description }),
    parameters: {
      type: 'object',
      properties: { input: { type: 'string', ...rule } },
      required: ['input'],
      additionalProperties: false,
    },
  }
}

/** The text of a call to a custom tool as arguments of its function. */
export function customArguments(input: string): string {
  return JSON.stringify({ input })
}

/**
 * The text out of the arguments of its function. Small models forget the name of the argument, or the object around it;
 * what they wrote is then the text.
 *
 * @example customInput('{"input":"ls"}') // 'ls'
 */
export function customInput(args: string): string {
  const value = parsed(args)
  if (typeof value === 'string') return value
  if (!isJsonObject(value)) return args
  const [first, ...others] = Object.values(value)
  const input = value['input'] ?? (others.length === 0 ? first : undefined)
  return typeof input === 'string' ? input : args
}

// ── Choice ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `tools`, `tool_choice` and `parallel_tool_calls` of the chat request. */
export function chatTools(request: JsonObject): JsonObject {
  const offered = offeredTools(request)
  const choice = objectIn(request, 'tool_choice')
  const allowed = choice?.['type'] === 'allowed_tools' ? allowedNames(choice, offered) : undefined
  const tools = [...offered].filter(([name]) => allowed === undefined || allowed.has(name)).map(([, tool]) => tool.chat)
  // Engines refuse a choice among no tools.
  if (tools.length === 0) return {}
  const { parallel_tool_calls } = request
  return { tools, ...present({ tool_choice: chatChoice(request, offered), parallel_tool_calls }) }
}

function chatChoice(request: JsonObject, offered: ReadonlyMap<string, OfferedTool>): JsonObject[string] | undefined {
  const choice = request['tool_choice']
  if (!isJsonObject(choice)) return choice
  if (choice['type'] === 'allowed_tools') return choice['mode']
  return { type: 'function', function: { name: chosenName(choice, offered) } }
}

/** Engines know no list of allowed tools, so only those are offered. */
function allowedNames(choice: JsonObject, offered: ReadonlyMap<string, OfferedTool>): ReadonlySet<string> {
  return new Set(objectsIn(choice, 'tools').map((tool) => chosenName(tool, offered)))
}

/** A choice names a function without its group. */
function chosenName(choice: JsonObject, offered: ReadonlyMap<string, OfferedTool>): string {
  const name = textIn(choice, 'name') ?? textIn(choice, 'type') ?? ''
  if (offered.has(name)) return name
  const inGroup = [...offered].find(([, { meant }]) => meant.kind !== 'builtin' && meant.name === name)
  return inGroup?.[0] ?? name
}
