import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { fileURLToPath } from 'node:url'

import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { ChatOpenAI } from '@langchain/openai'
import { generateText, streamText } from 'ai'
import OpenAI from 'openai'
import OpenAI6 from 'openai-6'

import { openUseCase, startStellwerk, type Stellwerk } from '../stellwerk.ts'
import { fetchModel, type ModelFiles, ModelMissing } from './fetch.ts'

// Goal: a real model behind a real engine, through Stellwerk, with the clients that people use: true token boundaries,
// true cancellation. Temperature 0 and a fixed seed, so every way of asking gives the same text.

const files = await fetchModel((line) => process.stderr.write(`${line}\n`)).catch((error: unknown) => {
  // Where the lane is promised, a machine that cannot run it is a failure.
  if (!(error instanceof ModelMissing) || process.env['CI'] === 'true') throw error
  process.stderr.write(`Skipped: tests with a real model (${error.message}).\n`)
  return undefined
})

const question = 'Repeat exactly: Grüße aus Köln 👩‍💻 äöü'
const tokensMax = 28
/** Enough for many seconds: whoever aborts, aborts in the middle. */
const tokensMany = 600

/** How soon the only slot of the engine has to be free again after an abort, in milliseconds. */
const slotFreeMs = 2_000
const pollMs = 10

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

function throughStellwerk({ binding, weights }: ModelFiles): void {
  let engine: { readonly url: string; readonly process: Bun.Subprocess }
  let stellwerk: Stellwerk

  beforeAll(async () => {
    engine = await startModel(binding, weights)
    stellwerk = await startStellwerk({
      upstreams: [{ id: 'engine', kind: 'llamaCpp', url: engine.url }],
      deployments: [{ id: 'smollm2', model: 'smollm2', upstream: 'engine' }],
      useCases: [openUseCase('test', ['smollm2'])],
    })
  }, 30_000)

  afterAll(async () => {
    await stellwerk?.stop()
    engine?.process.kill()
    await engine?.process.exited
  })

  let expected = ''
  test('the engine answers by itself', async () => {
    const [client] = clients
    expected = (await client?.whole({ baseURL: `${engine.url}/v1`, apiKey: 'none' }, tokensMax)) ?? ''
    // Characters of two, three and four bytes, and a sequence joined by U+200D: tokens end inside of them.
    expect(expected).toContain('Grüße aus Köln 👩‍💻 äöü')
  }, 20_000)

  for (const client of clients) {
    test(`${client.name}: chat`, async () => {
      expect(await client.whole(stellwerk.target, tokensMax)).toBe(expected)
    }, 20_000)

    test(`${client.name}: stream`, async () => {
      const pieces = await Array.fromAsync(await client.streamed(stellwerk.target, tokensMax))
      expect(pieces.join('')).toBe(expected)
      expect(pieces.length).toBeGreaterThan(5)
      expect(pieces.join('|')).not.toContain('\uFFFD')
    }, 20_000)

    test(`${client.name}: abort of a stream`, async () => {
      const caller = new AbortController()
      const stream = await client.streamed(stellwerk.target, tokensMany, caller.signal)
      await firstOf(stream)
      await freesTheSlot(engine.url, () => caller.abort())
    }, 20_000)

    test(`${client.name}: abort of a whole answer`, async () => {
      const caller = new AbortController()
      const answer = client.whole(stellwerk.target, tokensMany, caller.signal).catch(() => 'aborted')
      await untilSlot(engine.url, true)
      await freesTheSlot(engine.url, () => caller.abort())
      expect(await answer).toBe('aborted')
    }, 20_000)
  }

  test('after all aborts the next answer is the same', async () => {
    expect(await clients[0]?.whole(stellwerk.target, tokensMax)).toBe(expected)
  }, 20_000)
}

async function startModel(binding: string, weights: string) {
  const program = fileURLToPath(new URL('engine.ts', import.meta.url))
  const child = Bun.spawn([process.execPath, program, binding, weights], {
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'inherit',
  })
  process.once('exit', () => child.kill())
  let said = ''
  for await (const bytes of child.stdout) {
    said += new TextDecoder().decode(bytes)
    if (!said.includes('\n')) continue
    const { url } = JSON.parse(said) as { url: string } // The first line of our own engine.
    return { url, process: child }
  }
  throw new Error('the engine ended before it had loaded the model')
}

async function freesTheSlot(url: string, abort: () => void): Promise<void> {
  const abortedAt = performance.now()
  abort()
  await untilSlot(url, false)
  expect(performance.now() - abortedAt).toBeLessThan(slotFreeMs)
}

/** Asks the engine until its slot is busy or free; the timeout of the test bounds it. */
async function untilSlot(url: string, isBusy: boolean): Promise<void> {
  for (;;) {
    const [slot] = (await (await fetch(`${url}/slots`)).json()) as { is_processing: boolean }[] // Our own engine.
    if (slot?.is_processing === isBusy) return
    await Bun.sleep(pollMs)
  }
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
