import type { BuiltInKind, EngineKind } from '@stellwerk/contract/endpoint'
import type { Json, JsonObject } from '@stellwerk/contract/json'

/** What is particular about one kind of engine on the wire. One file each; the rows come from the engines' sources. */
export interface EngineProfile {
  readonly kind: Exclude<EngineKind, BuiltInKind>
  /** Pages beside the OpenAI endpoints, by path. Texts are sent as they are, everything else as JSON. */
  readonly pages: Readonly<Record<string, Json>>
  /** The body of `GET /v1/models`. */
  readonly models: (names: readonly string[]) => JsonObject
  /** Endpoints below `/v1` that this engine does not have. */
  readonly lacks: readonly string[]
  /** Between `data:` and the JSON. */
  readonly afterColon: '' | ' '
  /** Name of the thinking text in messages and deltas. */
  readonly reasoningName: 'reasoning' | 'reasoning_content'
  /** Whether a delta names the role once, in a delta of its own, or each time. */
  readonly role: 'first' | 'each'
  /** Whether `finish_reason` has a chunk of its own or comes with the last piece. */
  readonly finish: 'own' | 'withLastPiece'
  /** Whether the arguments of a tool call arrive in pieces or in one. */
  readonly toolArguments: 'pieces' | 'whole'
  /** Fields that this engine adds, by place. */
  readonly extra: {
    readonly answer: JsonObject
    readonly choice: JsonObject
    readonly message: JsonObject
    readonly chunk: JsonObject
    readonly chunkChoice: JsonObject
    readonly delta: JsonObject
    readonly usage: JsonObject
  }
  /** The page `/metrics`, where this engine has one. */
  readonly metrics?: (counted: Counted) => MetricsPage
  /** Body of an error before the answer began. */
  readonly failure: (what: Failure) => JsonObject
  /** Text of the events that report an error inside a running stream. */
  readonly streamFailure: (what: Failure) => string
  /** What it does where events have names: responses and messages. */
  readonly named: NamedQuirks
}

/** What is particular about the endpoints whose events have names. */
export interface NamedQuirks {
  /** Whether events have their number and the places of what they belong to. */
  readonly isCounted: boolean
  /** Whether what was begun is closed together at the end, and with fewer events. */
  readonly closesAtEnd: boolean

  /** Whether a response repeats the settings of its request. */
  readonly repeats: boolean
  /** Whether a response that ran into its limit says so. */
  readonly tellsIncomplete: boolean
  /** Where the thinking text of a response stands. */
  readonly thought: 'content' | 'summary'
  /** Fields that this engine adds to reasoning items and to whole responses. */
  readonly reasoning: JsonObject
  readonly response: JsonObject
  /** Text of the events that report an error inside a stream of responses. */
  readonly responseFailure: (what: Failure) => string

  /** Fields of a message that has just begun, and those of a whole one. */
  readonly opening: JsonObject
  readonly message: JsonObject
  /** What stands as the signature of a thought. */
  readonly signature: string | undefined
  /** Whether a tool call begins with an empty input. */
  readonly beginsWithInput: boolean
}

/** What the engine has computed since it began. */
export interface Counted {
  readonly requests: number
  readonly promptTokens: number
  readonly completionTokens: number
  /** Seconds since the epoch. */
  readonly startedAt: number
}

export interface MetricsPage {
  readonly text: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Failure {
  readonly status: number
  readonly message: string
}

/** Seconds since the epoch of everything the scripted engine makes. */
export const createdAt = 1_700_000_000

/** As the reference of the API has an error in mid-stream. */
function errorEvent({ message }: Failure): string {
  return namedEvent({ type: 'error', code: 'server_error', message, param: null })
}

/** An event whose name stands inside as well. */
export function namedEvent(event: JsonObject): string {
  const { type } = event
  if (typeof type !== 'string') throw new Error('an event without a type')
  return `event: ${type}\ndata: ${JSON.stringify(event)}\n\n`
}

/** Where an engine has none of these, every client that speaks them is translated. */
export const chatOnly = ['/v1/responses', '/v1/messages', '/v1/messages/count_tokens', '/v1/rerank'] as const

/** What most engines do, so that a profile shows only what is different about it. */
export const ordinary = {
  lacks: [],
  afterColon: ' ',
  reasoningName: 'reasoning_content',
  role: 'first',
  finish: 'own',
  toolArguments: 'pieces',
  extra: { answer: {}, choice: {}, message: {}, chunk: {}, chunkChoice: {}, delta: {}, usage: {} },
  streamFailure: (what) =>
    `data: ${JSON.stringify({ error: { message: what.message, type: 'server_error', param: null, code: what.status } })}\n\n`,
  named: {
    isCounted: true,
    closesAtEnd: false,
    repeats: true,
    tellsIncomplete: true,
    thought: 'content',
    reasoning: {},
    response: {},
    responseFailure: errorEvent,
    opening: { stop_reason: null, stop_sequence: null },
    message: {},
    signature: '',
    beginsWithInput: true,
  },
} as const satisfies Partial<EngineProfile>

export function modelList(
  names: readonly string[],
  ownedBy: string,
  row: (name: string) => JsonObject = () => ({}),
): JsonObject {
  return {
    object: 'list',
    data: names.map((name) => ({ id: name, object: 'model', created: createdAt, owned_by: ownedBy, ...row(name) })),
  }
}
