import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type ConfigInput, parseConfig } from '@stellwerk/contract/config'

import type { ConfigSource } from '../../packages/server/src/licence-wiring.ts'
import type { Opened } from '../../packages/server/src/opened.ts'
import { openStellwerk } from '../../packages/server/src/wiring.ts'

const clear = { state: 'clear', statedBy: 'Test', source: 'test', validUntil: '2099-12-31' } as const
export const clearLamps = { licence: clear, dataProtection: clear, governance: clear, security: clear }

type Upstreams = NonNullable<ConfigInput['upstreams']>

/** A server in this process, with a key for the use case `test`. */
export interface Inside {
  readonly url: string
  readonly data: string
  /** Ends the threads of the journal, as a fault would. */
  readonly stopJournal: () => void
  /** The same with the thread that looks for personal data in long requests; says how many there were. */
  readonly stopDetection: () => number
  /** Another server on the same data, after this one or instead of it. */
  readonly again: (changed?: ConfigInput) => Promise<Opened>
  readonly key: string
  readonly keyId: string
  readonly opened: Opened
  readonly log: () => string
  readonly keyFor: (useCaseId: string, more?: { language?: 'de' | 'en'; days?: number }) => Promise<string>
  readonly post: (path: string, body: unknown, more?: RequestInit) => Promise<Response>
  readonly close: () => Promise<void>
}

/** Opens Stellwerk in front of the given engines; each serves the model `m` of the use case `test`. */
export async function openInside(
  upstreams: Upstreams,
  more: ConfigInput = {},
  how: {
    readonly worker?: WorkerOptions
    readonly reconcileEveryMs?: number
    readonly certificatesEveryMs?: number
    readonly licencesEveryMs?: number
    readonly source?: ConfigSource
  } = {},
): Promise<Inside> {
  const data = more.data ?? mkdtempSync(join(tmpdir(), 'stellwerk-test-'))
  let log = ''
  const deployments = upstreams.map(({ id }) => ({ id, model: 'm', upstream: id }))
  const input: ConfigInput = {
    listen: { port: 0 },
    upstreams,
    deployments,
    useCases: [
      { id: 'test', title: 'Test', state: 'active', deployments: deployments.map(({ id }) => id), lamps: clearLamps },
    ],
    ...more,
    data,
  }
  const writeLog = (text: string): void => void (log += text)
  const threads: { readonly name: string; readonly worker: Worker }[] = []
  const settings = { env: {}, writeLog, version: '0.0.0', segmentBytes: 1_048_576 }
  const startThread = (name: string): Worker => {
    const worker = new Worker(new URL(`../../packages/server/src/${name}`, import.meta.url).href, how.worker)
    threads.push({ name, worker })
    return worker
  }
  const stopThreads = (isMeant: (name: string) => boolean): number => {
    const meant = threads.filter(({ name }) => isMeant(name))
    for (const { worker } of meant) worker.terminate()
    return meant.length
  }
  const isDetection = (name: string): boolean => name.startsWith('detection')
  const remove = (): void => removeWhole(data)
  const opened = await openStellwerk(parseConfig(input), { ...settings, ...how, startThread }).catch(
    (error: unknown) => {
      if (more.data === undefined) remove()
      throw error
    },
  )
  const issued = await opened.keys.create({ useCaseId: 'test' })
  return {
    url: opened.publicUrl,
    data,
    stopJournal: () => void stopThreads((name) => !isDetection(name)),
    stopDetection: () => stopThreads(isDetection),
    again: (changed = {}) => openStellwerk(parseConfig({ ...input, ...changed }), settings),
    key: issued.key,
    keyId: issued.view.id,
    opened,
    log: () => log,
    keyFor: async (useCaseId, details = {}) => (await opened.keys.create({ useCaseId, ...details })).key,
    post: (path, body, init = {}) =>
      fetch(opened.publicUrl + path, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...init,
        headers: { authorization: `Bearer ${issued.key}`, 'content-type': 'application/json', ...init.headers },
      }),
    close: async () => {
      try {
        await opened.stop()
      } finally {
        remove()
      }
    },
  }
}

/** A thread that was ended may still finish a write, and Bun leaves the rest where a file vanishes under it, silently. */
function removeWhole(folder: string): void {
  for (let tries = 0; tries < 10 && existsSync(folder); tries++) rmSync(folder, { recursive: true, force: true })
}

/** An engine whose answers a test decides, and what it saw. */
export interface PlayedEngine {
  readonly url: string
  readonly seen: { body: unknown; headers: Headers }[]
  /** Milliseconds on `performance.now()` at which a request was given up by us. */
  readonly abortedAt: number[]
  readonly close: () => Promise<void>
}

export function playEngine(answer: (request: Request, count: number) => Response | Promise<Response>): PlayedEngine {
  const seen: PlayedEngine['seen'] = []
  const abortedAt: number[] = []
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    idleTimeout: 0,
    async fetch(request) {
      if (request.method === 'GET') return Response.json({ object: 'list', data: [] })
      request.signal.addEventListener('abort', () => abortedAt.push(performance.now()))
      seen.push({ body: await request.json(), headers: request.headers })
      return answer(request, seen.length)
    },
  })
  return { url: `http://127.0.0.1:${server.port}`, seen, abortedAt, close: () => server.stop(true) }
}

export const chat = (content = 'Hallo', more: object = {}) => ({
  model: 'm',
  messages: [{ role: 'user', content }],
  ...more,
})

export const wholeAnswer = (content = 'ok') => ({
  id: 'x',
  object: 'chat.completion',
  created: 1,
  model: 'engine-name',
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
})

export const chunk = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'e', choices: [{ index: 0, delta: finish === null ? { content } : {}, finish_reason: finish }] })}\n\n`

/** A stream that sends the given texts, each after a pause, and ends when it is given up. */
export function events(texts: readonly string[], pauseMs = 0): Response {
  const encoder = new TextEncoder()
  let next = 0
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (pauseMs > 0) await Bun.sleep(pauseMs)
      const text = texts[next++]
      if (text === undefined) controller.close()
      else controller.enqueue(encoder.encode(text))
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}
