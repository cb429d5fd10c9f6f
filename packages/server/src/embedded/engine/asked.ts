// Reads what the gateway sends. It was rebuilt there, so shapes hold; what is checked here is what this engine can do.
import { isJsonList, isJsonObject, type Json, type JsonObject } from '@stellwerk/contract/json'

import { Refused, unsupported } from './refusal.ts'
import { understood } from './schema.ts'

/** How the next token is chosen. */
export interface Sampling {
  readonly temperature: number
  readonly topP: number
  readonly topK: number
  readonly minP: number
  readonly seed: number | undefined
  readonly repeatPenalty: number
  readonly frequencyPenalty: number
  readonly presencePenalty: number
}

/** What every question to the model has. */
export interface Asked {
  readonly model: string
  readonly isStream: boolean
  readonly wantsUsage: boolean
  readonly sampling: Sampling
  readonly tokensMax: number | undefined
  readonly stops: readonly string[]
  /** Different for each use case: what one has left in the memory of the model speeds up nobody else's answer. */
  readonly salt: string
}

export interface AskedChat extends Asked {
  readonly messages: readonly JsonObject[]
  readonly form: AnswerForm
}

export interface AskedText extends Asked {
  readonly prompt: string
}

export interface Tool {
  readonly name: string
  readonly description: string | undefined
  readonly parameters: JsonObject | undefined
}

/** What an answer may look like. */
export type AnswerForm =
  | { readonly kind: 'text' }
  | { readonly kind: 'json'; readonly schema: JsonObject }
  | { readonly kind: 'tools'; readonly tools: readonly Tool[]; readonly isParallel: boolean }
  /** One of these tools has to be called. */
  | { readonly kind: 'mustCall'; readonly tools: readonly Tool[]; readonly callable: readonly Tool[] }

/** What llama.cpp's own server takes where a request says nothing. */
const samplingDefaults = { temperature: 0.8, top_p: 0.95, top_k: 40, min_p: 0.05 } as const

const everywhere = [
  'model',
  'stream',
  'stream_options',
  'temperature',
  'top_p',
  'top_k',
  'min_p',
  'seed',
  'max_tokens',
  'stop',
  'frequency_penalty',
  'presence_penalty',
  'repeat_penalty',
  'n',
  'cache_salt',
  // Hints that change no answer of this engine.
  'user',
  'metadata',
  'store',
  'service_tier',
  'prompt_cache_key',
  'prompt_cache_retention',
  'safety_identifier',
]
const chatFields = new Set([
  ...everywhere,
  'messages',
  'max_completion_tokens',
  'response_format',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'logprobs',
  'modalities',
  'reasoning_effort',
  'verbosity',
])
const textFields = new Set([...everywhere, 'prompt', 'echo', 'best_of'])
const embeddingFields = new Set(['model', 'input', 'encoding_format', 'user', 'cache_salt'])

/** @throws Refused */
export function askedChat(body: JsonObject): AskedChat {
  knownOnly(body, chatFields)
  if (body['logprobs'] === true) throw unsupported('logprobs: this engine gives no log probabilities')
  const { modalities, messages } = body
  if (isJsonList(modalities) && modalities.some((one) => one !== 'text')) throw unsupported('modalities: text only')
  if (!isJsonList(messages) || messages.length === 0) throw new Refused(400, 'invalid', 'messages is missing')
  return { ...asked(body), messages: messages.filter(isJsonObject), form: formOf(body) }
}

/** @throws Refused */
export function askedText(body: JsonObject): AskedText {
  knownOnly(body, textFields)
  if (body['echo'] === true) throw unsupported('echo: this engine does not repeat the prompt')
  if (numberIn(body, 'best_of', 1) !== 1) throw unsupported('best_of: one answer only')
  const { prompt } = body
  const only = isJsonList(prompt) && prompt.length === 1 ? prompt[0] : prompt
  if (typeof only !== 'string') throw unsupported('prompt: one text only')
  return { ...asked(body), prompt: only }
}

export interface AskedEmbeddings {
  readonly model: string
  readonly inputs: readonly string[]
  readonly isBase64: boolean
}

/** @throws Refused */
export function askedEmbeddings(body: JsonObject): AskedEmbeddings {
  knownOnly(body, embeddingFields)
  const { input } = body
  const inputs = isJsonList(input) ? input : [input]
  const texts = inputs.filter((one): one is string => typeof one === 'string')
  if (texts.length !== inputs.length || texts.length === 0) throw unsupported('input: texts only')
  return { model: textIn(body, 'model'), inputs: texts, isBase64: body['encoding_format'] === 'base64' }
}

function asked(body: JsonObject): Asked {
  if (numberIn(body, 'n', 1) !== 1) throw unsupported('n: one answer only')
  const options = body['stream_options']
  return {
    model: textIn(body, 'model'),
    isStream: body['stream'] === true,
    wantsUsage: isJsonObject(options) && options['include_usage'] === true,
    sampling: samplingIn(body),
    tokensMax: optionalNumberIn(body, 'max_completion_tokens') ?? optionalNumberIn(body, 'max_tokens'),
    stops: stopsIn(body['stop']),
    salt: textIn(body, 'cache_salt'),
  }
}

function samplingIn(body: JsonObject): Sampling {
  const topK = numberIn(body, 'top_k', samplingDefaults.top_k)
  return {
    temperature: numberIn(body, 'temperature', samplingDefaults.temperature),
    topP: numberIn(body, 'top_p', samplingDefaults.top_p),
    topK: Math.max(0, topK), // -1 means the same as 0 elsewhere: all of them.
    minP: numberIn(body, 'min_p', samplingDefaults.min_p),
    seed: optionalNumberIn(body, 'seed'),
    repeatPenalty: numberIn(body, 'repeat_penalty', 1),
    frequencyPenalty: numberIn(body, 'frequency_penalty', 0),
    presencePenalty: numberIn(body, 'presence_penalty', 0),
  }
}

function stopsIn(stop: Json | undefined): readonly string[] {
  const all = isJsonList(stop) ? stop : [stop]
  return all.filter((one): one is string => typeof one === 'string' && one !== '')
}

function formOf(body: JsonObject): AnswerForm {
  const json = jsonSchemaIn(body['response_format'])
  const tools = body['tool_choice'] === 'none' ? [] : toolsIn(body['tools'])
  if (tools.length === 0) return json === undefined ? { kind: 'text' } : { kind: 'json', schema: json }
  if (json !== undefined) throw unsupported('response_format beside tools: one of them only')
  const choice = body['tool_choice']
  if (choice === undefined || choice === null || choice === 'auto') {
    return { kind: 'tools', tools, isParallel: body['parallel_tool_calls'] !== false }
  }
  if (choice === 'required') return { kind: 'mustCall', tools, callable: tools }
  const named = isJsonObject(choice) && isJsonObject(choice['function']) ? choice['function']['name'] : undefined
  const callable = tools.filter(({ name }) => name === named)
  if (callable.length === 0) throw unsupported('tool_choice: names none of the tools')
  return { kind: 'mustCall', tools, callable }
}

function jsonSchemaIn(format: Json | undefined): JsonObject | undefined {
  if (!isJsonObject(format) || format['type'] === 'text') return undefined
  if (format['type'] === 'json_object') return { type: 'object', additionalProperties: true }
  const about = format['json_schema']
  if (format['type'] !== 'json_schema' || !isJsonObject(about)) throw unsupported('response_format: unknown type')
  const { schema } = about
  if (!isJsonObject(schema)) return { type: 'object', additionalProperties: true }
  return understood(schema, { isStrict: about['strict'] === true })
}

function toolsIn(tools: Json | undefined): readonly Tool[] {
  if (!isJsonList(tools)) return []
  return tools.map((tool) => {
    const about = isJsonObject(tool) && tool['type'] === 'function' ? tool['function'] : undefined
    if (!isJsonObject(about)) throw unsupported('tools: functions only')
    const { description, parameters } = about
    return {
      name: textIn(about, 'name'),
      description: typeof description === 'string' ? description : undefined,
      parameters: isJsonObject(parameters) ? understood(parameters, { isStrict: about['strict'] === true }) : undefined,
    }
  })
}

function knownOnly(body: JsonObject, known: ReadonlySet<string>): void {
  const unknown = Object.entries(body).find(([name, value]) => !known.has(name) && value !== null)
  if (unknown !== undefined) throw unsupported(`${unknown[0]}: this engine does not know it`)
}

function textIn(body: JsonObject, name: string): string {
  const value = body[name]
  return typeof value === 'string' ? value : ''
}

function numberIn(body: JsonObject, name: string, standard: number): number {
  return optionalNumberIn(body, name) ?? standard
}

function optionalNumberIn(body: JsonObject, name: string): number | undefined {
  const value = body[name]
  return typeof value === 'number' ? value : undefined
}
