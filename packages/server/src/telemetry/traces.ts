import { isJsonObject, type Json, type JsonObject } from '@stellwerk/contract/json'

/** One finished attempt, as far as a trace tells of it. */
export interface TracedCall {
  readonly requestId: string
  readonly endpoint: string
  readonly useCaseId: string
  readonly deploymentId: string
  readonly model: string
  readonly attempt: number
  readonly ending: string
  readonly code?: string | undefined
  readonly firstByteMs?: number | undefined
  readonly totalMs: number
  readonly usage?: Json | undefined
}

/** Names of the OpenTelemetry semantic conventions for generative AI (status: development; checked 2026-11-23). */
const operations: Readonly<Record<string, string>> = {
  'chat/completions': 'chat',
  completions: 'text_completion',
  embeddings: 'embeddings',
}

/** Spans wait this long for company, and no more of them than this: telemetry is dropped before it blocks anything. */
const sendEveryMs = 2_000
const waitingMax = 2_048
const sendTimeoutMs = 5_000

export interface Traces {
  readonly add: (call: TracedCall, endedAt: number) => void
  readonly close: () => Promise<void>
}

/**
 * Sends one span per attempt to an OTLP/HTTP endpoint, as JSON. Nothing of a request but its shape: no text, no key, no
 * person.
 *
 * @param endpoint address of the collector, without `/v1/traces`
 */
export function createTraces(endpoint: string, onDropped: (count: number) => void): Traces {
  let waiting: JsonObject[] = []
  let dropped = 0
  const send = async (): Promise<void> => {
    if (waiting.length === 0) return
    const spans = waiting
    waiting = []
    try {
      const answer = await fetch(`${endpoint.replace(/\/+$/, '')}/v1/traces`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(envelope(spans)),
        signal: AbortSignal.timeout(sendTimeoutMs),
      })
      if (!answer.ok) dropped += spans.length
      await answer.body?.cancel()
    } catch {
      dropped += spans.length // The collector is away. Traces are for convenience and may be lost; the count is told.
    }
    if (dropped > 0) onDropped(dropped)
    dropped = 0
  }
  const timer = setInterval(() => void send(), sendEveryMs)
  timer.unref()
  return {
    add(call, endedAt) {
      if (waiting.length >= waitingMax) dropped++
      else waiting.push(spanOf(call, endedAt))
    },
    async close() {
      clearInterval(timer)
      await send()
    },
  }
}

function envelope(spans: readonly JsonObject[]): JsonObject {
  return {
    resourceSpans: [
      {
        resource: { attributes: [text('service.name', 'stellwerk')] },
        scopeSpans: [{ scope: { name: 'stellwerk' }, spans }],
      },
    ],
  }
}

function spanOf(call: TracedCall, endedAt: number): JsonObject {
  const operation = operations[call.endpoint] ?? call.endpoint
  const usage = isJsonObject(call.usage) ? call.usage : {}
  return {
    traceId: hex(16),
    spanId: hex(8),
    name: `${operation} ${call.model}`,
    kind: 3, // CLIENT: the call to the engine.
    startTimeUnixNano: nanoseconds(endedAt - call.totalMs),
    endTimeUnixNano: nanoseconds(endedAt),
    attributes: [
      text('gen_ai.operation.name', operation),
      text('gen_ai.request.model', call.model),
      text('stellwerk.request.id', call.requestId),
      text('stellwerk.use_case', call.useCaseId),
      text('stellwerk.deployment', call.deploymentId),
      integer('stellwerk.attempt', call.attempt),
      text('stellwerk.ending', call.ending),
      ...(call.code === undefined ? [] : [text('error.type', call.code)]),
      ...(call.firstByteMs === undefined ? [] : [double('gen_ai.server.time_to_first_token', call.firstByteMs / 1000)]),
      ...count('gen_ai.usage.input_tokens', usage['prompt_tokens']),
      ...count('gen_ai.usage.output_tokens', usage['completion_tokens']),
    ],
    status: { code: call.ending === 'finished' ? 1 : 2 },
  }
}

function text(key: string, value: string): JsonObject {
  return { key, value: { stringValue: value } }
}

function integer(key: string, value: number): JsonObject {
  return { key, value: { intValue: String(value) } }
}

function double(key: string, value: number): JsonObject {
  return { key, value: { doubleValue: value } }
}

function count(key: string, value: Json | undefined): readonly JsonObject[] {
  return typeof value === 'number' && Number.isSafeInteger(value) ? [integer(key, value)] : []
}

/** OTLP writes 64-bit numbers as text; microseconds are as exact as our clock is. */
function nanoseconds(ms: number): string {
  return `${Math.round(ms * 1000)}000`
}

function hex(bytes: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex')
}
