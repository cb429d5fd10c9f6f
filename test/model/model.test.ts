import { afterAll, beforeAll, describe, expect, test } from 'bun:test'

import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { ChatOpenAI } from '@langchain/openai'
import { generateText, streamText } from 'ai'
import OpenAI from 'openai'
import OpenAI6 from 'openai-6'

import { type Embedded, modelOrSkip, startLoaded, untilBusy } from './embedded.ts'
import type { ModelFiles } from './fetch.ts'

// Goal: a real model in the embedded engine, through Stellwerk, with the clients that people use: true token boundaries, true
// cancellation. Temperature 0, so every way of asking gives the same text.

const files = await modelOrSkip()

const question = 'Repeat exactly: Grüße aus Köln 👩‍💻 äöü'
const tokensMax = 28
/** Enough for many seconds: whoever aborts, aborts in the middle. */
const tokensMany = 600

/** How soon the only place of the engine has to be free again after an abort, in milliseconds. */
const placeFreeMs = 2_000

interface Target {
  readonly baseURL: string
  readonly apiKey: string
}

interface ChatClient {
  readonly name: string
  readonly whole: (target: Target, tokens: number, signal?: AbortSignal) => Promise<string>
  readonly streamed: (target: Target, tokens: number, signal?: AbortSignal) => Promise<AsyncIterable<string>>
}

const openAi = (name: string, Library: typeof OpenAI): ChatClient => {
  const body = (tokens: number) => ({
    model: 'smollm2',
    messages: [{ role: 'user' as const, content: question }],
    temperature: 0,
    max_tokens: tokens,
  })
  return {
    name,
    whole: async (target, tokens, signal) => {
      const options = signal === undefined ? {} : { signal }
      const answer = await new Library({ ...target, maxRetries: 0 }).chat.completions.create(body(tokens), options)
      return answer.choices[0]?.message.content ?? ''
    },
    streamed: async (target, tokens, signal) => {
      const options = signal === undefined ? {} : { signal }
      const stream = { ...body(tokens), stream: true as const }
      const events = await new Library({ ...target, maxRetries: 0 }).chat.completions.create(stream, options)
      return mapped(events, (event) => event.choices[0]?.delta.content ?? '')
    },
  }
}

const aiSettings = (target: Target, tokens: number, signal?: AbortSignal) => ({
  model: createOpenAICompatible({ name: 'stellwerk', ...target }).chatModel('smollm2'),
  prompt: question,
  temperature: 0,
  maxOutputTokens: tokens,
  maxRetries: 0,
  abortSignal: signal ?? new AbortController().signal,
})

const langChain = (target: Target, tokens: number) =>
  new ChatOpenAI({
    model: 'smollm2',
    temperature: 0,
    maxTokens: tokens,
    maxRetries: 0,
    apiKey: target.apiKey,
    configuration: { baseURL: target.baseURL },
  })

const clients: readonly ChatClient[] = [
  openAi('openai 7', OpenAI),
  openAi('openai 6', OpenAI6 as unknown as typeof OpenAI), // Same surface; the classes differ by private members alone.
  {
    name: 'ai + openai-compatible',
    whole: async (target, tokens, signal) => (await generateText(aiSettings(target, tokens, signal))).text,
    streamed: (target, tokens, signal) => Promise.resolve(streamText(aiSettings(target, tokens, signal)).textStream),
  },
  {
    name: 'langchain',
    whole: async (target, tokens, signal) =>
      (await langChain(target, tokens).invoke(question, signal === undefined ? {} : { signal })).text,
    streamed: async (target, tokens, signal) => {
      const chunks = await langChain(target, tokens).stream(question, signal === undefined ? {} : { signal })
      return mapped(chunks, (chunk) => chunk.text)
    },
  },
]

if (files !== undefined) describe('SmolLM2 through Stellwerk', () => throughStellwerk(files))

function throughStellwerk(model: ModelFiles): void {
  let embedded: Embedded
  const target = () => embedded.stellwerk.target

  beforeAll(async () => {
    embedded = await startLoaded(model, { sha256: model.sha256 })
  }, 60_000)
  afterAll(() => embedded?.stop())

  let expected = ''
  test('the engine answers by itself', async () => {
    const body = {
      model: 'smollm2',
      messages: [{ role: 'user', content: question }],
      temperature: 0,
      max_tokens: tokensMax,
    }
    const answer = (await (await embedded.ask('/v1/chat/completions', body)).json()) as OpenAI.ChatCompletion
    expected = answer.choices[0]?.message.content ?? ''
    // Characters of two, three and four bytes, and a sequence joined by U+200D: tokens end inside of them.
    expect(expected).toContain('Grüße aus Köln 👩‍💻')
  }, 20_000)

  for (const client of clients) {
    test(`${client.name}: chat`, async () => {
      expect(await client.whole(target(), tokensMax)).toBe(expected)
    }, 20_000)

    test(`${client.name}: stream`, async () => {
      const pieces = await Array.fromAsync(await client.streamed(target(), tokensMax))
      expect(pieces.join('')).toBe(expected)
      expect(pieces.length).toBeGreaterThan(5)
      expect(pieces.join('|')).not.toContain('\uFFFD')
    }, 20_000)

    test(`${client.name}: abort of a stream`, async () => {
      const caller = new AbortController()
      const stream = await client.streamed(target(), tokensMany, caller.signal)
      await firstOf(stream)
      await freesThePlace(embedded, () => caller.abort())
    }, 20_000)

    test(`${client.name}: abort of a whole answer`, async () => {
      const caller = new AbortController()
      const answer = client.whole(target(), tokensMany, caller.signal).catch(() => 'aborted')
      await untilBusy(embedded, true)
      await freesThePlace(embedded, () => caller.abort())
      expect(await answer).toBe('aborted')
    }, 20_000)
  }

  test('after all aborts the next answer is the same', async () => {
    expect(await clients[0]?.whole(target(), tokensMax)).toBe(expected)
  }, 20_000)
}

async function freesThePlace(embedded: Embedded, abort: () => void): Promise<void> {
  const abortedAt = performance.now()
  abort()
  await untilBusy(embedded, false)
  expect(performance.now() - abortedAt).toBeLessThan(placeFreeMs)
}

/** Reads until there is text, and leaves the stream open. */
async function firstOf(stream: AsyncIterable<string>): Promise<void> {
  const pieces = stream[Symbol.asyncIterator]()
  for (;;) {
    const { done, value } = await pieces.next()
    if (done || value !== '') return
  }
}

async function* mapped<From>(values: AsyncIterable<From>, to: (value: From) => string): AsyncGenerator<string> {
  for await (const value of values) yield to(value)
}
