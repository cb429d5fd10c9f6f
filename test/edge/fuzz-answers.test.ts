import { afterAll, beforeAll, expect, test } from 'bun:test'
import assert from 'node:assert/strict'

import { chat, type Inside, openInside } from '../gateway/inside.ts'
import { anyJson, bytesOf, type Chance, chanceFrom, mutated, seedFor } from './chance.ts'
import { endOf, refusalIn } from './verdict.ts'

/** The whole number in CI. */
const answersCount = process.env['CI'] === undefined ? 2_000 : 10_000

/** Requests under way at the same time. */
const lanes = 32

/** Small, so that an engine that never stops costs little. */
const answerBytesMax = 65_536

/** An endless stream is cut by this, and nothing may take longer than twice of it. */
const totalMs = 4_000

let inside: Inside
let chance: Chance
const loose: unknown[] = []
const note = (reason: unknown): void => void loose.push(reason)

/** An engine that may write any bytes at all; Bun.serve would keep it polite. */
const engine = Bun.listen<{ head: string }>({
  hostname: '127.0.0.1',
  port: 0,
  socket: {
    open(socket) {
      socket.data = { head: '' }
    },
    data(socket, bytes) {
      socket.data.head += bytes.toString('latin1')
      const end = socket.data.head.indexOf('\r\n\r\n')
      if (end === -1) return
      const length = Number(/content-length: (\d+)/i.exec(socket.data.head)?.[1] ?? 0)
      if (socket.data.head.length < end + 4 + length) return
      const isStream = socket.data.head.includes('"stream":true')
      const isHealth = socket.data.head.startsWith('GET')
      socket.data.head = ''
      if (isHealth) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}')
      else void say(socket, isStream ? streamed(chance) : whole(chance))
    },
    error: () => undefined, // Whoever hung up has done so on purpose.
  },
})

/** Bytes in the order in which they are written; `endless` repeats the last ones until the other side hangs up. */
interface Said {
  readonly parts: readonly Uint8Array[]
  readonly isEndless?: boolean
}

async function say(socket: Bun.Socket<{ head: string }>, { parts, isEndless = false }: Said): Promise<void> {
  for (const part of parts) {
    if (socket.readyState <= 0) return
    socket.write(part)
    if (parts.length < 20) await Bun.sleep(0)
  }
  while (isEndless && socket.readyState > 0) {
    socket.write(parts.at(-1)!)
    await Bun.sleep(20)
  }
  socket.end()
}

const wholeText = JSON.stringify({
  id: 'x',
  object: 'chat.completion',
  created: 1,
  model: 'engine-name',
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: 'Grüße 😀',
        tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }],
      },
      logprobs: { content: [{ token: 'G', logprob: -0.1, bytes: [71], top_logprobs: [] }] },
      finish_reason: 'stop',
    },
  ],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
})

const streamText = [
  { choices: [{ index: 0, delta: { role: 'assistant', content: 'Grüße' }, finish_reason: null }] },
  { choices: [{ index: 0, delta: { tool_calls: [{ id: 'c', function: { name: 'f', arguments: '{}' } }] } }] },
  { choices: [{ index: 0, delta: { content: ' 😀' }, finish_reason: 'stop' }] },
  { choices: [], usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } },
]
  .map(
    (event) =>
      `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'e', ...event })}\n\n`,
  )
  .concat('data: [DONE]\n\n')
  .join('')

function head(random: Chance, type: string, more: readonly string[] = []): Uint8Array {
  const status = random.is(0.9)
    ? '200 OK'
    : random.oneOf([
        '201 Created',
        '204 No Content',
        '301 Moved',
        '304 Not',
        '400 Bad',
        '401 No',
        '404 No',
        '413 Big',
        '422 No',
        '429 Slow',
        '500 Oh',
        '502 Oh',
        '503 Oh',
        '999 ?',
      ])
  const kind = random.is(0.92)
    ? type
    : random.oneOf([
        'text/html',
        'text/plain',
        '',
        'application/jsonx',
        'text/event-stream',
        'application/json; charset=latin1',
      ])
  const location = status.startsWith('301') ? ['Location: http://127.0.0.1:1/'] : []
  const lines = [`HTTP/1.1 ${status}`, `Content-Type: ${kind}`, 'Connection: close', ...location, ...more, '', '']
  return bytesOf(lines.join('\r\n'), random, 0)
}

function whole(random: Chance): Said {
  const type = 'application/json'
  const text = random.oneOf([
    wholeText,
    mutated(wholeText, random),
    mutated(wholeText, random),
    JSON.stringify(anyJson(random, 6)),
  ])
  const body = bytesOf(text, random)
  switch (random.whole(12)) {
    case 0: // A length that is not the true one.
      return { parts: [head(random, type, [`Content-Length: ${random.whole(body.length * 2)}`]), body] }
    case 1: // Said to be packed, and is not.
      return {
        parts: [
          head(random, type, [`Content-Encoding: ${random.oneOf(['gzip', 'br', 'zstd', 'deflate', 'x'])}`]),
          body,
        ],
      }
    case 2: // Packed, although we asked for the plain text; some of it huge once it is unpacked.
      return {
        parts: [
          head(random, type, ['Content-Encoding: gzip']),
          Bun.gzipSync(random.is(0.9) ? body : bytesOf('x'.repeat(1_000_000), random, 0)),
        ],
      }
    case 3:
      return {
        parts: [head(random, type), bytesOf(`{"choices":"${'x'.repeat(random.whole(answerBytesMax * 2))}`, random, 0)],
      }
    case 4:
      return random.is(0.02)
        ? { parts: [head(random, type), bytesOf(' '.repeat(1_000), random, 0)], isEndless: true }
        : { parts: [] }
    case 5: // Chunks whose sizes may lie.
      return {
        parts: [
          head(random, type, ['Transfer-Encoding: chunked']),
          bytesOf(`${random.oneOf([body.length, 5, 90_000]).toString(16)}\r\n${text}\r\n0\r\n\r\n`, random),
        ],
      }
    case 6: // No HTTP at all.
      return {
        parts: [bytesOf(mutated('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{}', random), random)],
      }
    default:
      return { parts: [head(random, type, [`Content-Length: ${body.length}`]), body] }
  }
}

function streamed(random: Chance): Said {
  const type = 'text/event-stream'
  const text = random.oneOf([
    streamText,
    mutated(streamText, random),
    mutated(streamText, random),
    mutated(streamText.replaceAll('\n', '\r\n'), random),
    `data: ${JSON.stringify(anyJson(random, 5))}\n\n${streamText}`,
    `event: error\ndata: ${mutated('{"message":"oom"}', random)}\n\n`,
  ])
  const body = bytesOf(text, random)
  switch (random.whole(10)) {
    case 0:
      return { parts: [head(random, type, [`Content-Encoding: ${random.oneOf(['gzip', 'br'])}`]), body] }
    case 1:
      return {
        parts: [head(random, type), bytesOf(`data: {"choices":"${'x'.repeat(random.whole(300_000))}`, random, 0)],
      }
    case 2:
      return random.is(0.02)
        ? { parts: [head(random, type), bytesOf(': x\n\n', random, 0)], isEndless: true }
        : { parts: [head(random, type)] }
    case 3:
      return { parts: [head(random, type, [`Content-Length: ${random.whole(body.length * 2)}`]), body] }
    default:
      return { parts: [head(random, type), ...cut(body, random)] }
  }
}

/** The same bytes in up to eight pieces. */
function cut(bytes: Uint8Array, random: Chance): readonly Uint8Array[] {
  const places = Array.from({ length: random.whole(8) }, () => random.whole(bytes.length + 1)).toSorted((a, b) => a - b)
  return [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length))
}

beforeAll(async () => {
  process.on('unhandledRejection', note)
  process.on('uncaughtException', note)
  inside = await openInside(
    [
      {
        id: 'a',
        kind: 'vllm',
        url: `http://127.0.0.1:${engine.port}`,
        timeouts: { idleMs: totalMs, totalMs, firstByteMs: totalMs },
        breaker: { failures: 1_000, openMs: 1 },
      },
    ],
    { limits: { answerBytesMax } },
  )
})
afterAll(async () => {
  await inside.close()
  engine.stop(true)
  process.off('unhandledRejection', note)
  process.off('uncaughtException', note)
})

// Goal: whatever bytes an engine writes, its client gets an answer that was rebuilt, or an error with a code of ours; a
// stream ends with `[DONE]` or with an error event.
test(`${answersCount} fuzzed answers of engines`, async () => {
  const seed = seedFor('fuzzed answers')
  chance = chanceFrom(seed)
  const counts = new Map<string, number>()
  let left = answersCount
  const lane = async (): Promise<void> => {
    while (left-- > 0) {
      const outcome = await ask(left % 2 === 0).catch((cause: unknown) => {
        throw new Error(`seed ${seed}, answer ${left}`, { cause })
      })
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  assert.deepEqual(loose, [])
  expect(inside.log()).not.toContain('"fault"')
  assert.equal(inside.opened.runningCount(), 0)
  const expected = [
    'whole',
    'stream done',
    'stream engine_stream_cut',
    'stream engine_answer_malformed',
    'engine_error',
  ]
  for (const reached of [...expected, 'engine_answer_malformed', 'engine_refused', 'engine_answer_too_large']) {
    assert.ok((counts.get(reached) ?? 0) > 10, `${reached}: ${counts.get(reached)}`)
  }
}, 240_000)

async function ask(isStream: boolean): Promise<string> {
  const answer = await inside.post('/v1/chat/completions', chat('x', { stream: isStream }), {
    signal: AbortSignal.timeout(totalMs * 3),
  })
  const text = await answer.text()
  assert.ok(!text.includes('engine-name'), 'the name of the model at the engine stays inside')
  if (answer.status !== 200) return refusalIn(answer, text)
  if (isStream) return `stream ${endOf(text)}`
  const body = JSON.parse(text) as { readonly model?: unknown; readonly choices?: unknown }
  assert.equal(body.model, 'm')
  assert.ok(Array.isArray(body.choices))
  return 'whole'
}
