import type { Endpoint } from '@stellwerk/contract/endpoint'
import { fieldsOf } from '@stellwerk/contract/fields/leaves'
import { requestShape } from '@stellwerk/contract/fields/rebuild'

import { anyJson, type Chance, mutated } from './chance.ts'

/** Bodies that are served, as wide as the endpoint allows without a grant of the operator. */
const served: Readonly<Record<Endpoint, readonly object[]>> = {
  'chat/completions': [
    { model: 'm', messages: [{ role: 'user', content: 'Hallo' }] },
    {
      model: 'm',
      messages: [
        { role: 'system', content: 'Kurz antworten.' },
        { role: 'user', name: 'a', content: [{ type: 'text', text: 'Wie wird das Wetter?' }] },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }],
        },
        { role: 'tool', tool_call_id: 'c1', content: '12 Grad' },
      ],
      tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'object', properties: {} } } }],
      tool_choice: 'auto',
      temperature: 0.2,
      max_tokens: 20,
      stop: ['\n'],
      seed: 1,
    },
    { model: 'm', stream: true, stream_options: { include_usage: true }, messages: [{ role: 'user', content: 'x' }] },
  ],
  completions: [
    { model: 'm', prompt: 'Es war einmal', max_tokens: 20 },
    { model: 'm', prompt: ['a', 'b'], stream: true, top_p: 0.5 },
  ],
  embeddings: [
    { model: 'm', input: 'Hallo' },
    { model: 'm', input: ['a', 'b'], encoding_format: 'float', dimensions: 4 },
  ],
  responses: [
    { model: 'm', input: 'Hallo' },
    {
      model: 'm',
      stream: true,
      store: false,
      instructions: 'Kurz antworten.',
      input: [
        { role: 'user', content: [{ type: 'input_text', text: 'Wie wird das Wetter?' }] },
        { type: 'function_call', call_id: 'c1', name: 'f', arguments: '{"a":1}' },
        { type: 'function_call_output', call_id: 'c1', output: '12 Grad' },
      ],
      tools: [{ type: 'function', name: 'f', parameters: { type: 'object', properties: {} }, strict: false }],
      max_output_tokens: 20,
    },
  ],
  messages: [
    { model: 'm', max_tokens: 20, messages: [{ role: 'user', content: 'Hallo' }] },
    {
      model: 'm',
      max_tokens: 20,
      stream: true,
      system: [{ type: 'text', text: 'Kurz antworten.' }],
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Wie wird das Wetter?' }] },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'c1', name: 'f', input: { a: 1 } }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c1', content: '12 Grad' }] },
      ],
      tools: [{ name: 'f', input_schema: { type: 'object', properties: {} } }],
      stop_sequences: ['x'],
    },
  ],
  'messages/count_tokens': [{ model: 'm', messages: [{ role: 'user', content: 'Hallo' }] }],
  rerank: [{ model: 'm', query: 'Wetter', documents: ['Es regnet.', 'Die Sonne scheint.'], top_n: 1 }],
}

const paths = new Map<Endpoint, readonly string[]>()

/** Every place of the field map of an endpoint, for the engine kind with the most fields of its own. */
export function pathsOf(endpoint: Endpoint): readonly string[] {
  const known = paths.get(endpoint) ?? fieldsOf(requestShape(endpoint, 'vllm', [])).map(({ path }) => path)
  paths.set(endpoint, known)
  return known
}

/** One body, as text, of any of the kinds that have hurt somebody. */
export function fuzzedBody(endpoint: Endpoint, chance: Chance): string {
  const base = JSON.stringify(chance.oneOf(served[endpoint]))
  switch (chance.whole(12)) {
    case 0:
      return base
    case 1:
      return base.slice(0, chance.whole(base.length))
    case 2:
      return JSON.stringify(anyJson(chance, 6))
    case 3:
      return deep(base, chance)
    case 4:
      return withText(base, chance, chance.oneOf(['\\ud83d', '\\udc00\\ud83d', '\\u0000', '\\uFEFF']))
    case 5:
      return withNumber(base, chance)
    case 6:
      return doubled(base, chance)
    case 7:
      return withKey(base, chance, chance.oneOf(['__proto__', 'constructor', 'prototype', 'toString', 'x', 'Model']))
    case 8:
    case 9:
      return JSON.stringify(placed(JSON.parse(base), chance.oneOf(pathsOf(endpoint)), anyJson(chance, 2)))
    default:
      return mutated(base, chance)
  }
}

function deep(base: string, chance: Chance): string {
  const levels = chance.oneOf([10, 62, 63, 64, 65, 1_000, 20_000])
  const [left, right] = chance.oneOf([['[', ']'] as const, ['{"a":', '}'] as const])
  return `${base.slice(0, -1)},"x":${left.repeat(levels)}1${chance.is(0.8) ? right.repeat(levels) : ''}}`
}

/** Puts a piece behind the opening quote of some text. */
function withText(base: string, chance: Chance, piece: string): string {
  const quotes = [...base.matchAll(/"/g)].map(({ index }) => index)
  const at = chance.oneOf(quotes) + 1
  return base.slice(0, at) + piece + base.slice(at)
}

function withNumber(base: string, chance: Chance): string {
  const number = chance.oneOf([
    '1e999',
    '-1e999',
    '9'.repeat(400),
    '1e-999',
    '0.1e1',
    '-0',
    '2e308',
    '01',
    '1.',
    '+1',
    '0x1',
    'NaN',
  ])
  const key = chance.oneOf(['temperature', 'max_tokens', 'n', 'seed', 'top_p', 'dimensions', 'priority'])
  return `${base.slice(0, -1)},"${key}":${number}}`
}

/** Some key a second time in the same object, now and then in disguise. */
function doubled(base: string, chance: Chance): string {
  const key = chance.oneOf([...base.matchAll(/"(\w+)":/g)])
  const name = chance.is(0.3) ? `\\u${key[1]!.charCodeAt(0).toString(16).padStart(4, '0')}${key[1]!.slice(1)}` : key[1]!
  return `${base.slice(0, key.index)}"${name}":${JSON.stringify(anyJson(chance, 1))},${base.slice(key.index)}`
}

function withKey(base: string, chance: Chance, name: string): string {
  const at = chance.oneOf([...base.matchAll(/\{(?=")/g)]).index + 1
  return `${base.slice(0, at)}"${name}":${JSON.stringify(anyJson(chance, 2))},${base.slice(at)}`
}

/** The body with a value at a path of the field map; what leads there is made where it is missing. */
export function placed(body: unknown, path: string, value: unknown): unknown {
  const steps = path.match(/[^.[\]$]+|\[\]/g) ?? []
  return set(body, steps, value)
}

function set(here: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value
  if (step === '[]') {
    const [first, ...others] = Array.isArray(here) ? (here as unknown[]) : []
    return [set(first, rest, value), ...others]
  }
  const key = step === '*' || step === '**' || step === '{key}' ? 'k' : step
  const fields =
    typeof here === 'object' && here !== null && !Array.isArray(here) ? (here as Record<string, unknown>) : {}
  return { ...fields, [key]: set(fields[key], rest, value) }
}
