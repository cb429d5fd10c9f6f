// The engine's own listener, on a Unix socket that only the gateway of the same account can open.
import { chmodSync } from 'node:fs'

import { isJsonObject, type JsonObject } from '@stellwerk/contract/json'

import { systemClock } from '../../clock.ts'
import { neverIdle } from '../../never-idle.ts'
import { askedChat, askedEmbeddings, askedText, type Asked } from './asked.ts'
import { chat, complete } from './generation.ts'
import { type Model, roomAfter } from './model.ts'
import type { End, Piece, Pieces } from './piece.ts'
import { Refused, unsupported } from './refusal.ts'
import { chatWire, embeddingsAnswer, errorBody, newHead, textWire, type Wire } from './wire.ts'

/** Bytes of a request. The gateway has its own, smaller limit; this one keeps a second caller from filling memory. */
const bodyBytesMax = 67_108_864

/** Listens until the process ends. */
export function serveModel(model: Model, socket: string): void {
  Bun.serve({
    unix: socket,
    development: false,
    // The gateway has bounds for silence; here it means that the model is thinking.
    ...neverIdle,
    maxRequestBodySize: bodyBytesMax,
    fetch: async (request) => {
      try {
        return await answer(request, model)
      } catch (error) {
        return refusal(error)
      }
    },
    error: refusal,
  })
  chmodSync(socket, 0o600)
}

async function answer(request: Request, model: Model): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname === '/health') return Response.json({ status: 'ok' })
  // For tests and for whoever looks for what blocks: how many answers are being computed, and nothing about them.
  if (pathname === '/slots') return Response.json({ busy: model.places.busyCount, count: model.places.count })
  if (pathname === '/v1/models') return Response.json({ object: 'list', data: [{ id: 'embedded', object: 'model' }] })
  if (request.method !== 'POST') throw new Refused(404, 'not_found', 'there is no such path')
  const body: unknown = await request.json()
  if (!isJsonObject(body)) throw new Refused(400, 'invalid', 'the body is no JSON object')
  switch (pathname) {
    case '/v1/chat/completions': {
      const asked = askedChat(body)
      return spoken(asked, (signal) => chat(model, asked, signal), 'chatcmpl', request.signal)
    }
    case '/v1/completions': {
      const asked = askedText(body)
      return spoken(asked, (signal) => complete(model, asked, signal), 'cmpl', request.signal)
    }
    case '/v1/embeddings':
      return Response.json(await embeddings(model, body))
    default:
      throw new Refused(404, 'not_found', 'there is no such path')
  }
}

/** Answers begin with their first piece: until then a refusal still has its status. */
async function spoken(
  asked: Asked,
  begin: (signal: AbortSignal) => Pieces,
  prefix: 'chatcmpl' | 'cmpl',
  caller: AbortSignal,
): Promise<Response> {
  const wire = prefix === 'chatcmpl' ? chatWire : textWire
  const head = newHead(prefix, asked.model, systemClock.now())
  const gone = new AbortController()
  const leave = (): void => gone.abort(new Error('the caller is gone'))
  caller.addEventListener('abort', leave, { once: true })
  const pieces = begin(gone.signal)
  const first = await pieces.next()
  if (!asked.isStream) {
    const { all, end } = await collected(first, pieces)
    return Response.json(wire.whole(head, all, end))
  }
  return new Response(streamed(events(first, pieces, { wire, head, wantsUsage: asked.wantsUsage }), leave), {
    headers: { 'content-type': 'text/event-stream' },
  })
}

type Step = IteratorResult<Piece, End>

async function collected(first: Step, pieces: Pieces): Promise<{ readonly all: readonly Piece[]; readonly end: End }> {
  const all: Piece[] = []
  let step = first
  for (; !step.done; step = await pieces.next()) all.push(step.value)
  return { all, end: step.value }
}

async function* events(
  first: Step,
  pieces: Pieces,
  {
    wire,
    head,
    wantsUsage,
  }: { readonly wire: Wire; readonly head: ReturnType<typeof newHead>; readonly wantsUsage: boolean },
): AsyncGenerator<string> {
  const beginning = wire.first(head)
  if (beginning !== undefined) yield event(beginning)
  try {
    let step = first
    for (; !step.done; step = await pieces.next()) yield event(wire.piece(head, step.value))
    yield event(wire.last(head, step.value.finish))
    if (wantsUsage) yield event(wire.usage(head, step.value))
  } catch {
    // What went wrong may quote the prompt; the gateway says in its own words that the answer is not whole.
    yield event(errorBody('the engine failed in the middle of the answer', 'failed', 'server_error'))
    return
  } finally {
    await pieces.return({ finish: 'stop', promptTokens: 0, completionTokens: 0 })
  }
  yield 'data: [DONE]\n\n'
}

function event(data: JsonObject): string {
  return `data: ${JSON.stringify(data)}\n\n`
}

function streamed(lines: AsyncGenerator<string>, leave: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const step = await lines.next()
        if (step.done) controller.close()
        else controller.enqueue(encoder.encode(step.value))
      },
      cancel: async () => {
        leave()
        // Gives the place back also when nobody asks for the next piece any more.
        await lines.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}

async function embeddings(model: Model, body: JsonObject): Promise<JsonObject> {
  const asked = askedEmbeddings(body)
  const { embed } = model
  if (embed === undefined) throw unsupported('embeddings: this model is served for answers; set embeddings: true')
  const vectors: (readonly number[])[] = []
  let promptTokens = 0
  for (const input of asked.inputs) {
    const tokens = model.loaded.tokenize(input, false)
    roomAfter(tokens.length, model)
    promptTokens += tokens.length
    vectors.push(await embed(tokens))
  }
  return embeddingsAnswer(asked.model, vectors, { isBase64: asked.isBase64, promptTokens })
}

/** A refusal in its own words; anything else without any, because its message may quote the prompt. */
function refusal(error: unknown): Response {
  if (!(error instanceof Refused)) {
    return Response.json(errorBody('the engine failed', 'failed', 'server_error'), { status: 500 })
  }
  const { status, code, message } = error
  const type = status === 429 ? 'rate_limit_error' : 'invalid_request_error'
  const headers = status === 429 ? { 'retry-after': '5' } : {}
  return Response.json(errorBody(message, code, type), { status, headers })
}
