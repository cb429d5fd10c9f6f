/*
 * A real engine for tests: SmolLM2 behind the OpenAI interface, with one slot. It computes token by token and stops when
 * its caller is gone. Started as a process of its own; prints {"url": …} when the model is loaded.
 */

/** What is used of node-llama-cpp, which is fetched on demand and so has no types here. */
interface Binding {
  readonly getLlama: (options: { build: 'never'; gpu: false; logLevel: string; maxThreads: number }) => Promise<{
    readonly loadModel: (options: { modelPath: string }) => Promise<Model>
  }>
}

interface Model {
  readonly createContext: (options: {
    contextSize: number
    threads: number
  }) => Promise<{ getSequence: () => Sequence }>
  readonly tokenize: (text: string, hasSpecialTokens: boolean) => Token[]
  readonly detokenize: (tokens: readonly Token[]) => string
  readonly isEogToken: (token: Token) => boolean
}

interface Sequence {
  readonly clearHistory: () => Promise<void>
  readonly evaluate: (
    tokens: readonly Token[],
    options: { temperature: number; seed: number },
  ) => AsyncGenerator<Token, void>
}

type Token = number

interface Asked {
  readonly model: string
  readonly prompt: string
  readonly tokensMax: number
  readonly isChat: boolean
  readonly wantsUsage: boolean
}

const contextSize = 1_024
const seed = 42
const createdAt = 1_700_000_000
/** The answer of a question without a limit; SmolLM2 can go on for ever. */
const tokensMaxDefault = 64
/** One: several threads of llama.cpp wait for each other actively, and on a busy machine the slowest sets the pace. */
const threads = 1

/** One slot: whoever comes next waits until it is free, as behind a full queue of a large engine. */
class Slot {
  readonly #model: Model
  readonly #sequence: Sequence
  #last: Promise<void> = Promise.resolve()
  isBusy = false

  constructor(model: Model, sequence: Sequence) {
    this.#model = model
    this.#sequence = sequence
  }

  /** The text of the answer, piece by piece, each of them whole characters. */
  async *generate(
    asked: Asked,
    signal: AbortSignal,
    counts: { prompt: number; completion: number },
  ): AsyncGenerator<string, string> {
    const turn = Promise.withResolvers<void>()
    const before = this.#last
    this.#last = turn.promise
    await before
    try {
      if (signal.aborted) return 'abort'
      this.isBusy = true
      await this.#sequence.clearHistory()
      const prompt = this.#model.tokenize(asked.prompt, true)
      counts.prompt = prompt.length
      return yield* this.#pieces(prompt, asked.tokensMax, signal, counts)
    } finally {
      this.isBusy = false
      turn.resolve()
    }
  }

  async *#pieces(
    prompt: readonly Token[],
    tokensMax: number,
    signal: AbortSignal,
    counts: { completion: number },
  ): AsyncGenerator<string, string> {
    const tokens: Token[] = []
    let said = ''
    for await (const token of this.#sequence.evaluate(prompt, { temperature: 0, seed })) {
      if (signal.aborted) return 'abort'
      if (this.#model.isEogToken(token)) return 'stop'
      tokens.push(token)
      counts.completion = tokens.length
      const text = this.#model.detokenize(tokens)
      // A token may end inside a character; its beginning waits for the rest.
      const isWhole = !text.endsWith('\uFFFD')
      if (isWhole && text.length > said.length) {
        yield text.slice(said.length)
        said = text
      }
      if (tokens.length >= tokensMax) return 'length'
    }
    return 'stop'
  }
}

function parse(body: unknown, isChat: boolean): Asked {
  const { model, messages, prompt, max_tokens, max_completion_tokens, stream_options } = body as {
    model?: string
    messages?: { role: string; content: string | { text?: string }[] }[]
    prompt?: string
    max_tokens?: number
    max_completion_tokens?: number
    stream_options?: { include_usage?: boolean }
  } // Only our own tests ask; a wrong body is a defect that shows as a 500.
  const turns = (messages ?? []).map(({ role, content }) => {
    const text = typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('')
    return `<|im_start|>${role}\n${text}<|im_end|>\n`
  })
  return {
    model: model ?? '',
    prompt: isChat ? `${turns.join('')}<|im_start|>assistant\n` : (prompt ?? ''),
    tokensMax: max_completion_tokens ?? max_tokens ?? tokensMaxDefault,
    isChat,
    wantsUsage: stream_options?.include_usage === true,
  }
}

async function answer(request: Request, slot: Slot): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname === '/health') return Response.json({ status: 'ok' })
  if (pathname === '/slots') return Response.json([{ id: 0, is_processing: slot.isBusy }])
  if (pathname === '/v1/models') return Response.json({ object: 'list', data: [{ id: 'smollm2', object: 'model' }] })
  const isChat = pathname === '/v1/chat/completions'
  if (!isChat && pathname !== '/v1/completions') {
    return Response.json({ error: { code: 404, message: 'not found', type: 'not_found_error' } }, { status: 404 })
  }
  const body: unknown = await request.json()
  const asked = parse(body, isChat)
  const isStream = (body as { stream?: boolean }).stream === true
  return isStream ? streamed(asked, slot) : whole(asked, slot, request.signal)
}

async function whole(asked: Asked, slot: Slot, signal: AbortSignal): Promise<Response> {
  const counts = { prompt: 0, completion: 0 }
  const pieces = slot.generate(asked, signal, counts)
  let text = ''
  let step = await pieces.next()
  while (!step.done) {
    text += step.value
    step = await pieces.next()
  }
  const spoken = asked.isChat ? { message: { role: 'assistant', content: text } } : { text }
  return Response.json({
    ...head(asked, asked.isChat ? 'chat.completion' : 'text_completion'),
    choices: [{ index: 0, ...spoken, finish_reason: step.value }],
    usage: usageOf(counts),
  })
}

function streamed(asked: Asked, slot: Slot): Response {
  const gone = new AbortController()
  const counts = { prompt: 0, completion: 0 }
  const pieces = slot.generate(asked, gone.signal, counts)
  const about = head(asked, asked.isChat ? 'chat.completion.chunk' : 'text_completion')
  const encoder = new TextEncoder()
  const event = (choices: readonly object[], more: object = {}) =>
    encoder.encode(`data: ${JSON.stringify({ ...about, choices, ...more })}\n\n`)
  const said = (text: string) => (asked.isChat ? { delta: { content: text } } : { text })
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const step = await pieces.next()
        if (gone.signal.aborted) return
        if (!step.done) return controller.enqueue(event([{ index: 0, ...said(step.value), finish_reason: null }]))
        const end = asked.isChat ? { delta: {} } : { text: '' }
        controller.enqueue(event([{ index: 0, ...end, finish_reason: step.value }]))
        if (asked.wantsUsage) controller.enqueue(event([], { usage: usageOf(counts) }))
        controller.enqueue(encoder.encode('data: [DONE]\n\n'))
        controller.close()
      },
      cancel: async () => {
        gone.abort()
        // Frees the slot also when nobody asks for the next piece any more.
        await pieces.return('abort')
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

function head(asked: Asked, object: string) {
  return { id: 'chatcmpl-smollm2', object, created: createdAt, model: asked.model }
}

function usageOf({ prompt, completion }: { prompt: number; completion: number }) {
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
}

if (import.meta.main) {
  const [bindingPath, modelPath] = process.argv.slice(2)
  if (bindingPath === undefined || modelPath === undefined) throw new Error('usage: engine.ts BINDING WEIGHTS')
  const { getLlama } = (await import(bindingPath)) as Binding
  const llama = await getLlama({ build: 'never', gpu: false, logLevel: 'error', maxThreads: threads })
  const model = await llama.loadModel({ modelPath })
  const context = await model.createContext({ contextSize, threads })
  const slot = new Slot(model, context.getSequence())
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    idleTimeout: 0,
    fetch: (request) => answer(request, slot),
  })
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${server.port}` })}\n`)
}
