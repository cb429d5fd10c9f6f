/**
 * What the scripted engine does, chosen by the model name of the request. A behaviour says what happens; how it looks on
 * the wire is the business of the profile. All texts are invented; everything is deterministic.
 */
export interface Behaviour {
  /** Refuses at once with this status; the sentence quotes the input, as engines do. */
  readonly refuses?: { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  readonly choices: readonly ScriptedChoice[]
  /** In place of `choices`: what it says once the client has sent back these results of its tools, in their order. */
  readonly after?: (results: readonly string[]) => ScriptedChoice
  readonly pace?: Pace
  /** How it ends: orderly by default. Unstreamed answers know `error`, `insideEvent`, `reset` and `silence` as well. */
  readonly ending?: 'done' | 'noDone' | 'insideEvent' | 'reset' | 'error' | 'silence'
  /** Usage in each chunk (`continuous_usage_stats` of vLLM) instead of once and only when asked. */
  readonly usageInEachChunk?: true
  /** Tool calls without their `index`, as older Ollama and several adapters send them. */
  readonly leavesOutToolIndex?: true
  /** Waits until as many requests stand here as `gatherAt` of the engine says, then answers all of them. */
  readonly gathers?: true
  /** Never stops to generate; ends with the connection. */
  readonly isEndless?: true
}

export interface Pace {
  /** Milliseconds before the status line. */
  readonly firstMs?: number
  /** Milliseconds before each event. */
  readonly eachMs?: number
  /** Cuts the stream into writes of this many bytes, without regard for characters and lines. */
  readonly bytesPerWrite?: number
}

export interface ScriptedChoice {
  readonly reasoning?: readonly string[]
  readonly content?: readonly string[]
  readonly refusal?: readonly string[]
  readonly toolCalls?: readonly ScriptedToolCall[]
  readonly hasLogprobs?: true
  readonly finish: 'stop' | 'length' | 'tool_calls'
}

export interface ScriptedToolCall {
  readonly id: string
  readonly name: string
  /** Pieces of the JSON text, cut as the tokens would cut it. */
  readonly arguments: readonly string[]
  /** The name comes with the second piece of the arguments. */
  readonly isNamedLate?: true
}

/** Umlauts, a family of code points joined by U+200D, a combining accent and a line end. */
const greeting = ['Grüße', ' an', ' 👩‍💻', ' aus', ' Köln', ',\n', 'cafe\u0301', ' für', ' 12,50', ' €', '.'] as const

const spoken: ScriptedChoice = { content: greeting, finish: 'stop' }
const loud: ScriptedChoice = { content: greeting.map((piece) => piece.toUpperCase()), finish: 'length' }

const weather: ScriptedToolCall = {
  id: 'call_weather',
  name: 'weather',
  arguments: ['{"place":', '"Köln', ' \\"Süd\\"",', '"days":[1,2]}'],
}
const trains: ScriptedToolCall = { id: 'call_trains', name: 'trains', arguments: ['{"from":"Köln",', '"to":"Bonn"}'] }

/** The next question follows from the first answer, and the last words from both. */
function step(results: readonly string[]): ScriptedChoice {
  const [first, second] = results
  if (first === undefined)
    return { reasoning: ['Erst', ' das Wetter', '.'], toolCalls: [weather], finish: 'tool_calls' }
  if (second === undefined) {
    const byWeather = { ...trains, arguments: ['{"from":"Köln","why":', `${JSON.stringify(first)}}`] }
    return { content: ['Dann', ' der Zug', '.'], toolCalls: [byWeather], finish: 'tool_calls' }
  }
  return { content: ['Es ist so: ', first, ' und ', second, '.'], finish: 'stop' }
}

function bothAtOnce(results: readonly string[]): ScriptedChoice {
  if (results.length === 0) return { toolCalls: [weather, trains], finish: 'tool_calls' }
  return { content: ['Zusammen: ', results.join(' und '), '.'], finish: 'stop' }
}

/** Far above the buffer of a socket, far below the limit of an event. */
const hugeEventCharacters = 400_000

const only = (choice: ScriptedChoice): Pick<Behaviour, 'choices'> => ({ choices: [choice] })

export const behaviours = {
  plain: only(spoken),
  'stream-split': { ...only(spoken), pace: { bytesPerWrite: 7 } },
  'finish-length': only(loud),
  empty: only({ content: [], finish: 'stop' }),
  'huge-event': only({ content: ['ü'.repeat(hugeEventCharacters)], finish: 'stop' }),
  reasoning: only({ reasoning: ['Köln', ' liegt', ' am', ' Rhein', '.'], content: greeting, finish: 'stop' }),
  structured: only({ content: ['{"place":', '"Köln",', '"degrees":', '21.5}'], finish: 'stop' }),
  refusal: only({ refusal: ['Dabei', ' kann', ' ich', ' nicht', ' helfen', '.'], finish: 'stop' }),
  n2: { choices: [spoken, loud] },
  logprobs: only({ ...spoken, hasLogprobs: true }),
  usage: only(spoken),
  'usage-each-chunk': { ...only(spoken), usageInEachChunk: true },

  tools: only({ toolCalls: [weather], finish: 'tool_calls' }),
  'tools-after-text': only({ content: ['Moment', '.'], toolCalls: [weather], finish: 'tool_calls' }),
  'tools-parallel': only({ toolCalls: [weather, trains], finish: 'tool_calls' }),
  'tools-split': only({
    toolCalls: [{ ...weather, arguments: cut(weather.arguments.join(''), 3) }],
    finish: 'tool_calls',
  }),
  'tools-no-index': { ...only({ toolCalls: [weather, trains], finish: 'tool_calls' }), leavesOutToolIndex: true },
  'tools-late-name': only({ toolCalls: [{ ...trains, isNamedLate: true }], finish: 'tool_calls' }),

  'tool-loop': { choices: [], after: step },
  'tool-loop-parallel': { choices: [], after: bothAtOnce },

  completions: only(spoken),
  embeddings: only(spoken),
  'embeddings-base64': only(spoken),

  'error-400': { choices: [], refuses: { status: 400 } },
  'error-404': { choices: [], refuses: { status: 404 } },
  'error-422': { choices: [], refuses: { status: 422 } },
  'error-429': { choices: [], refuses: { status: 429, headers: { 'retry-after': '1' } } },
  'error-500': { choices: [], refuses: { status: 500 } },
  'error-503': { choices: [], refuses: { status: 503 } },
  'error-mid-stream': { ...only(spoken), ending: 'error' },
  truncated: { ...only(spoken), ending: 'insideEvent' },
  reset: { ...only(spoken), ending: 'reset' },
  'no-done': { ...only(spoken), ending: 'noDone' },

  'slow-first': { ...only(spoken), pace: { firstMs: 400 } },
  'slow-stream': {
    ...only({ content: Array.from({ length: 200 }, (_, index) => ` ${index}`), finish: 'stop' }),
    pace: { eachMs: 20 },
  },
  hang: { ...only(spoken), pace: { firstMs: Number.POSITIVE_INFINITY } },
  'hang-mid-stream': { ...only(spoken), ending: 'silence' },
  endless: { ...only({ content: ['x'.repeat(16_384)], finish: 'stop' }), isEndless: true },
  gather: { ...only(spoken), gathers: true },
} as const satisfies Record<string, Behaviour>

export type BehaviourName = keyof typeof behaviours

export const behaviourNames = Object.keys(behaviours) as readonly BehaviourName[]

/** What it does with this request: fixed, or after what the client has sent back. */
export function playedFor(script: Behaviour, results: () => readonly string[]): Behaviour {
  return script.after === undefined ? script : { ...script, choices: [script.after(results())] }
}

/** The behaviour behind a model name such as `plain`, or undefined for a model that this engine does not have. */
export function behaviourOf(model: unknown): Behaviour | undefined {
  return typeof model === 'string' && Object.hasOwn(behaviours, model) ? behaviours[model as BehaviourName] : undefined
}

function cut(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  )
}
