import { afterAll, beforeAll, test } from 'bun:test'
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { endpoints } from '@stellwerk/contract/endpoint'

import { openUseCase, startStellwerk, type Stellwerk } from '../stellwerk.ts'
import { pathsOf, placed } from './bodies.ts'

/** In everything that a client or an engine says; each place has a number of its own, so that a find names it. */
const marker = 'Kanarienvogel'
let places = 0
const planted = (): string => `${marker}${places++}`

const engineKey = 'engine-key-of-the-canary-test'
const folder = mkdtempSync(join(tmpdir(), 'stellwerk-canary-'))

let stellwerk: Stellwerk
const upstreamHeaders: string[][] = []
const upstreamText: string[] = []
const traces: string[] = []

/** Says everything back that it heard, in each of the ways in which engines fail. */
const engine = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  async fetch(request) {
    if (request.method === 'GET') return new Response('{}')
    const text = await request.text()
    upstreamText.push(text)
    upstreamHeaders.push([...request.headers].map(([name, value]) => `${name}: ${value}`))
    return echoes[upstreamHeaders.length % echoes.length]!(text, planted())
  },
})

const echoes: readonly ((heard: string, mark: string) => Response)[] = [
  (heard, mark) => Response.json({ error: { message: `${mark} ${heard}`, code: mark, type: mark } }, { status: 400 }),
  (heard) => new Response(heard, { status: 500, headers: { 'x-echo': 'no' } }),
  (heard, mark) => Response.json({ [mark]: heard, id: mark, choices: heard, model: mark, usage: { [mark]: 1 } }),
  (heard, mark) =>
    Response.json({
      id: mark,
      object: mark,
      model: mark,
      system_fingerprint: mark,
      [mark]: { [mark]: heard },
      choices: [
        { index: 0, [mark]: 1, message: { role: 'assistant', content: heard, [mark]: mark }, finish_reason: mark },
      ],
      data: [{ object: 'embedding', index: 0, embedding: [1], [mark]: heard }],
      usage: { prompt_tokens: mark, completion_tokens: 1, total_tokens: 1, [mark]: 1 },
    }),
  (heard, mark) =>
    new Response(`event: ${mark}\ndata: {"error":{"message":${JSON.stringify(heard)}}}\n\n`, {
      headers: { 'content-type': 'text/event-stream', 'set-cookie': mark, server: mark, [`x-${mark}`]: mark },
    }),
  (heard, mark) => new Response(`<html>${mark}${heard}`, { status: 503, statusText: mark }),
]

const collector = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  async fetch(request) {
    traces.push(JSON.stringify([...request.headers]), await request.text())
    return new Response('{}')
  },
})

beforeAll(async () => {
  const keyFile = join(folder, 'engine.key')
  writeFileSync(keyFile, engineKey, { mode: 0o600 })
  stellwerk = await startStellwerk({
    traces: { endpoint: `http://127.0.0.1:${collector.port}` },
    log: { level: 'debug' },
    upstreams: [
      {
        id: 'a',
        kind: 'vllm',
        url: `http://127.0.0.1:${engine.port}`,
        key: `file:${keyFile}`,
        breaker: { failures: 1_000, openMs: 1 },
      },
    ],
    deployments: [{ id: 'a', model: 'm', upstream: 'a', media: ['image', 'audio', 'file'] }],
    useCases: [openUseCase('test', ['a'])],
  })
}, 20_000)
afterAll(async () => {
  await engine.stop(true)
  await collector.stop(true)
  rmSync(folder, { recursive: true, force: true })
})

/** Headers that engines, proxies and clients give a meaning to, and one that nobody knows. */
const clientHeaders = [
  'x-request-id x-forwarded-for x-forwarded-host x-real-ip forwarded via cookie user-agent referer origin',
  'openai-organization openai-project x-stainless-lang x-openwebui-user-name x-openwebui-user-email idempotency-key',
  'traceparent tracestate baggage x-data-parallel-rank x-session-id te trailer accept accept-language x-hop',
  `proxy-authorization x-goog-api-key x-${marker}`,
].flatMap((names) => names.split(' '))

function headersWithMarks(key: string): Record<string, string> {
  return {
    ...Object.fromEntries(clientHeaders.map((name) => [name, planted()])),
    connection: 'keep-alive, x-hop',
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
  }
}

/** Bodies with a mark at one place of the field map each, and some that are no request at all. */
function* markedBodies(endpoint: (typeof endpoints)[number]): Generator<string> {
  const base =
    endpoint === 'chat/completions'
      ? { messages: [{ role: 'user', content: planted() }] }
      : { [endpoint === 'completions' ? 'prompt' : 'input']: planted() }
  for (const isStream of [false, true]) {
    for (let times = 0; times < echoes.length; times++) yield JSON.stringify({ model: 'm', stream: isStream, ...base })
  }
  for (const path of pathsOf(endpoint)) yield JSON.stringify(placed({ model: 'm', ...base }, path, planted()))
  yield JSON.stringify({ model: 'm', ...base, [planted()]: planted() })
  yield JSON.stringify({ model: planted(), ...base })
  yield `{"model":"m","${planted()}":`
  yield planted()
}

async function say(path: string, init: RequestInit): Promise<string> {
  const answer = await fetch(stellwerk.url + path, init)
  const shown = JSON.stringify([...answer.headers])
  await answer.text()
  return shown
}

test('what clients and engines say is in no log, no metric, no trace and no file of ours', async () => {
  const { key } = stellwerk
  const answerHeaders: string[] = []
  for (const endpoint of endpoints) {
    for (const body of markedBodies(endpoint)) {
      answerHeaders.push(
        await say(`/v1/${endpoint}?q=${planted()}`, { method: 'POST', headers: headersWithMarks(key), body }),
      )
    }
  }
  for (const path of [`/v1/${planted()}`, `/v1/models/${planted()}`, `/${planted()}`, `/help/${planted()}`]) {
    answerHeaders.push(await say(path, { headers: headersWithMarks(key) }))
    answerHeaders.push(await say(path, { headers: headersWithMarks(`swk_live_${planted()}`) }))
  }
  answerHeaders.push(
    await say('/v1/chat/completions', { method: 'POST', headers: headersWithMarks(planted()), body: '{}' }),
  )

  const metrics = await (await fetch(`${stellwerk.url}/metrics`)).text()
  const files = filesIn(join(stellwerk.folder, 'data')).flatMap((path) => {
    const text = textOf(path)
    return text === undefined ? [] : [[path, text] as const]
  })
  assert.equal(await stellwerk.stop(), 0)
  const log = stellwerk.output()
  const sinks: readonly (readonly [name: string, text: string])[] = [
    ['log', log],
    ['metrics', metrics],
    ['traces', traces.join('\n')],
    ['headers of answers', answerHeaders.join('\n')],
    ...files,
  ]

  // The sinks are the right ones: each has heard of these requests.
  assert.match(log, /"event":"request.finished"/)
  assert.match(log, /"event":"requests.unidentified"/)
  assert.match(metrics, /stellwerk_requests_total\{/)
  assert.match(traces.join(), /gen_ai.request.model/)
  assert.ok(files.some(([path]) => path.endsWith('.sqlite')))
  assert.ok(upstreamText.join().includes(marker), 'the engine was told')

  for (const [name, text] of sinks) {
    const at = text.search(new RegExp(marker, 'i'))
    assert.equal(at, -1, `${name}: …${text.slice(Math.max(0, at - 100), at + 40)}`)
    assert.ok(!text.includes(key), `the key stands in clear in ${name}`)
    assert.ok(!text.includes(engineKey), `the key of the engine stands in clear in ${name}`)
  }
}, 60_000)

test('no header of a client reaches an engine', () => {
  const allowed = [
    'accept',
    'accept-encoding',
    'authorization',
    'connection',
    'content-length',
    'content-type',
    'host',
    'user-agent',
  ]
  assert.ok(upstreamHeaders.length > 50)
  for (const lines of upstreamHeaders) {
    assert.deepEqual(
      lines.filter((line) => !allowed.includes(line.slice(0, line.indexOf(':')))),
      [],
    )
    assert.ok(lines.includes(`authorization: Bearer ${engineKey}`))
    assert.ok(lines.includes('user-agent: stellwerk'))
    assert.doesNotMatch(lines.join('\n'), new RegExp(`${marker}|${stellwerk.key}`, 'i'))
  }
})

/** Of a file that is still there: the running journal removes partial tiles once the whole one lies beside them. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function filesIn(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
}
