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
      return answerWith(chatAnswer, textOfMessages(body['messages']), body, signal)
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
  readonly whole: (text: string) => JsonObject
  readonly piece: (text: string) => JsonObject
}

const chatAnswer: Wording = {
  object: 'chat.completion',
  chunkObject: 'chat.completion.chunk',
  id: 'chatcmpl-mirror',
  whole: (text) => ({ message: { role: 'assistant', content: text } }),
  piece: (text) => ({ delta: { content: text } }),
}

const completionAnswer: Wording = {
  object: 'text_completion',
  chunkObject: 'text_completion',
  id: 'cmpl-mirror',
  whole: (text) => ({ text }),
  piece: (text) => ({ text }),
}

function answerWith(wording: Wording, seen: string, body: JsonObject, signal: AbortSignal): Response {
  const usage = usageOf(seen)
  const choiceIndexes = Array.from({ length: typeof body['n'] === 'number' ? body['n'] : 1 }, (_, index) => index)
  const created = Math.floor(systemClock.now() / 1000)
  const head = { id: wording.id, created, model: body['model'] ?? 'mirror' }
  if (body['stream'] !== true) {
    const choices = choiceIndexes.map((index) => ({ index, ...wording.whole(seen), finish_reason: 'stop' }))
    return Response.json({ ...head, object: wording.object, choices, usage, stellwerk: { seen } })
  }
  const chunk = (choices: Json, more: JsonObject = {}): string =>
    `data: ${JSON.stringify({ ...head, object: wording.chunkObject, choices, ...more })}\n\n`
  const all = (choice: JsonObject): Json => choiceIndexes.map((index) => ({ index, finish_reason: null, ...choice }))
  const events = async function* (): AsyncGenerator<string> {
    if (wording === chatAnswer) yield chunk(all({ delta: { role: 'assistant', content: '' } }))
    for (const word of seen.match(/\s*\S+|\s+$/g) ?? []) {
      await Bun.sleep(wordPauseMs)
      if (signal.aborted) return
      yield chunk(all(wording.piece(word)))
    }
    yield chunk(all({ ...wording.piece(''), finish_reason: 'stop' }), { stellwerk: { seen } })
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
