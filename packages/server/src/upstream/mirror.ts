import type { Endpoint } from '@stellwerk/contract/endpoint'
import { isJsonList, isJsonObject, type Json, type JsonObject } from '@stellwerk/contract/json'

import { systemClock } from '../clock.ts'
import { base64Of } from '../embedding-encoding.ts'
import { asIs, type Engine, openAiPaths } from './engine.ts'

/**
 * The built-in model that answers with what it saw. It is no language model: it makes visible what an engine would have
 * been given, and shows that text once more, as it arrived, in `stellwerk.seen`.
 */
export const mirror: Engine = {
  kind: 'mirror',
  paths: openAiPaths,
  native: [],
  healthPath: '/',
  reportsStreamUsage: true,
  prepare: asIs,
}

/** Milliseconds between two words of a stream: slow enough to be seen, fast enough not to bore. */
const wordPauseMs = 15

/** Numbers in an embedding of the mirror. Enough to show the shape; they mean nothing. */
const embeddingDimensions = 16

/** Answers like an OpenAI-compatible server, without a network in between. The signal ends a running stream. */
export function mirrorAnswer(endpoint: Endpoint, body: JsonObject, signal: AbortSignal): Response {
  switch (endpoint) {
    case 'chat/completions':
      return answerWith(chatWording(body), textOfMessages(body['messages']), body, signal)
    case 'completions':
      return answerWith(completionAnswer, textOf(body['prompt']), body, signal)
    case 'embeddings':
      return Response.json(embeddings(body))
    case 'responses':
    case 'messages':
    case 'messages/count_tokens':
    case 'rerank':
      throw new TypeError(`the mirror has no path for ${endpoint}`)
  }
}

/** How one endpoint words an answer: whole, and piece by piece. */
interface Wording {
  readonly object: string
  readonly chunkObject: string
  readonly id: string
  readonly finishReason: 'stop' | 'tool_calls'
  /** What is written of what was seen. */
  readonly written: (seen: string) => string
  readonly whole: (text: string) => JsonObject
  /** What a stream begins with. */
  readonly opening?: JsonObject
  readonly piece: (text: string) => JsonObject
}

const chatAnswer: Wording = {
  object: 'chat.completion',
  chunkObject: 'chat.completion.chunk',
  id: 'chatcmpl-mirror',
  finishReason: 'stop',
  written: (seen) => seen,
  whole: (text) => ({ message: { role: 'assistant', content: text } }),
  opening: { delta: { role: 'assistant', content: '' } },
  piece: (text) => ({ delta: { content: text } }),
}

const completionAnswer: Wording = {
  object: 'text_completion',
  chunkObject: 'text_completion',
  id: 'cmpl-mirror',
  finishReason: 'stop',
  written: (seen) => seen,
  whole: (text) => ({ text }),
  piece: (text) => ({ text }),
}

/** Whoever insists on a tool gets it called, with what was seen in each of its texts: what a tool would be given becomes visible too. */
function chatWording({ tools, tool_choice: choice }: JsonObject): Wording {
  if (!isJsonList(tools) || (choice !== 'required' && !isJsonObject(choice))) return chatAnswer
  const functions = tools.filter(isJsonObject).map((tool) => objectIn(tool, 'function'))
  const wanted = isJsonObject(choice) ? objectIn(choice, 'function')['name'] : functions[0]?.['name']
  const tool = functions.find(({ name }) => name === wanted)
  return tool === undefined || typeof wanted !== 'string' ? chatAnswer : toolAnswer(wanted, textNames(tool))
}

function toolAnswer(name: string, texts: readonly string[]): Wording {
  const head = { id: 'call_mirror', type: 'function' }
  const calls = (call: JsonObject): JsonObject => ({ tool_calls: [call] })
  return {
    ...chatAnswer,
    finishReason: 'tool_calls',
    written: (seen) => JSON.stringify(Object.fromEntries(texts.map((text) => [text, seen]))),
    whole: (text) => ({
      message: { role: 'assistant', content: null, ...calls({ ...head, function: { name, arguments: text } }) },
    }),
    opening: {
      delta: { role: 'assistant', content: null, ...calls({ index: 0, ...head, function: { name, arguments: '' } }) },
    },
    piece: (text) => ({ delta: text === '' ? {} : calls({ index: 0, function: { arguments: text } }) }),
  }
}

/** Names of the parameters that are texts. */
function textNames(tool: JsonObject): readonly string[] {
  const properties = objectIn(objectIn(tool, 'parameters'), 'properties')
  return Object.keys(properties).filter((name) => objectIn(properties, name)['type'] === 'string')
}

function objectIn(object: JsonObject, key: string): JsonObject {
  const value = object[key]
  return isJsonObject(value) ? value : {}
}

function answerWith(wording: Wording, seen: string, body: JsonObject, signal: AbortSignal): Response {
  const usage = usageOf(seen)
  const { finishReason } = wording
  const written = wording.written(seen)
  const choiceIndexes = Array.from({ length: typeof body['n'] === 'number' ? body['n'] : 1 }, (_, index) => index)
  const created = Math.floor(systemClock.now() / 1000)
  const head = { id: wording.id, created, model: body['model'] ?? 'mirror' }
  if (body['stream'] !== true) {
    const choices = choiceIndexes.map((index) => ({ index, ...wording.whole(written), finish_reason: finishReason }))
    return Response.json({ ...head, object: wording.object, choices, usage, stellwerk: { seen } })
  }
  const chunk = (choices: Json, more: JsonObject = {}): string =>
    `data: ${JSON.stringify({ ...head, object: wording.chunkObject, choices, ...more })}\n\n`
  const all = (choice: JsonObject): Json => choiceIndexes.map((index) => ({ index, finish_reason: null, ...choice }))
  const events = async function* (): AsyncGenerator<string> {
    if (wording.opening !== undefined) yield chunk(all(wording.opening))
    for (const word of written.match(/\s*\S+|\s+$/g) ?? []) {
      await Bun.sleep(wordPauseMs)
      if (signal.aborted) return
      yield chunk(all(wording.piece(word)))
    }
    yield chunk(all({ ...wording.piece(''), finish_reason: finishReason }), { stellwerk: { seen } })
    yield chunk([], { usage })
    yield 'data: [DONE]\n\n'
  }
  return new Response(streamOf(events()), { headers: { 'content-type': 'text/event-stream' } })
}

function streamOf(events: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await events.next()
      if (next.done === true) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
    async cancel() {
      await events.return(undefined)
    },
  })
}

/** Words, since the mirror has no tokens. */
function usageOf(seen: string): JsonObject {
  const words = seen.match(/\S+/g)?.length ?? 0
  return { prompt_tokens: words, completion_tokens: words, total_tokens: 2 * words }
}

function textOfMessages(messages: Json | undefined): string {
  if (!isJsonList(messages)) return ''
  const lines = messages.filter(isJsonObject).map((message) => ({
    role: textOf(message['role']),
    text: textOf(message['content']),
  }))
  const [only] = lines
  if (lines.length === 1 && only !== undefined) return only.text
  return lines.map((line) => `${line.role}: ${line.text}`).join('\n')
}

function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value
  if (isJsonList(value)) return value.map(textOf).filter(Boolean).join('\n')
  if (!isJsonObject(value)) return ''
  return typeof value['text'] === 'string' ? value['text'] : `[${textOf(value['type'])}]`
}

function embeddings(body: JsonObject): JsonObject {
  const input = body['input']
  const texts = isJsonList(input) ? input.map(textOf) : [textOf(input)]
  const isBase64 = body['encoding_format'] === 'base64'
  const data = texts.map((text, index) => {
    const vector = vectorOf(text)
    return { object: 'embedding', index, embedding: isBase64 ? base64Of(vector) : Array.from(vector) }
  })
  const words = texts.join(' ').match(/\S+/g)?.length ?? 0
  return {
    object: 'list',
    data,
    model: body['model'] ?? 'mirror',
    usage: { prompt_tokens: words, total_tokens: words },
    stellwerk: { seen: texts.join('\n') },
  }
}

/** The same text gives the same vector, so that a search over mirrored documents finds exact matches. */
function vectorOf(text: string): Float32Array {
  const digest = new Bun.CryptoHasher('sha256').update(text).digest()
  return Float32Array.from({ length: embeddingDimensions }, (_, index) => ((digest[index] ?? 0) - 127.5) / 127.5)
}
