import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test'

import { llamaCpp } from './llamaCpp.ts'
import { ollama } from './ollama.ts'
import { profiles } from './profiles.ts'
import { type ScriptedEngine, startEngine } from './scripted-engine.ts'
import { tgi } from './tgi.ts'
import { vllm } from './vllm.ts'

// Goal: the quirks for which the profiles exist do appear on the wire, and what the engine says it saw is what happened.

const engines = new Map<string, ScriptedEngine>()
beforeAll(() => {
  for (const profile of profiles) engines.set(profile.kind, startEngine(profile))
})
beforeEach(() => {
  for (const engine of engines.values()) engine.clear()
})
afterAll(async () => {
  for (const engine of engines.values()) await engine.stop()
})

function engineOf(kind: string): ScriptedEngine {
  return engines.get(kind) ?? expect.unreachable()
}

function ask(kind: string, body: Readonly<Record<string, unknown>>, signal?: AbortSignal): Promise<Response> {
  return fetch(`${engineOf(kind).url}/v1/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ messages: [{ role: 'user', content: 'Guten Tag' }], ...body }),
    ...(signal === undefined ? {} : { signal }),
  })
}

const quirks: readonly [why: string, kind: string, model: string, expected: RegExp][] = [
  ['data: without a space', tgi.kind, 'plain', /^data:\{/],
  ['role in each delta', ollama.kind, 'plain', /"role":"assistant","content":" Köln"/],
  ['finish with the last piece', llamaCpp.kind, 'plain', /"content":"\."\},"logprobs":null,"finish_reason":"stop"/],
  ['timings', llamaCpp.kind, 'plain', /"timings":\{/],
  ['an error line', llamaCpp.kind, 'error-mid-stream', /\nerror: \{"code":500/],
  ['error as data, then done', vllm.kind, 'error-mid-stream', /data: \{"error":\{.*\n\ndata: \[DONE\]\n\n$/],
  ['reasoning', vllm.kind, 'reasoning', /"delta":\{"reasoning":"Köln"\}/],
  ['reasoning_content', llamaCpp.kind, 'reasoning', /"delta":\{"reasoning_content":"Köln"\}/],
  ['token ids', vllm.kind, 'plain', /"token_ids":\[1\]/],
  ['no index on tool calls', ollama.kind, 'tools-no-index', /"tool_calls":\[\{"id":"call_weather"/],
  ['usage in each chunk', vllm.kind, 'usage-each-chunk', /"content":" an".*"usage":\{"prompt_tokens":9/],
  ['no [DONE]', vllm.kind, 'no-done', /\}\n\n$/],
  ['cut inside an event', vllm.kind, 'truncated', /[^\n]$/],
]
for (const [why, kind, model, expected] of quirks) {
  test(`${kind}: ${why}`, async () => {
    const answer = await ask(kind, { model, stream: true })
    expect(await answer.text()).toMatch(expected)
  })
}

const failures: readonly [kind: string, expected: RegExp][] = [
  ['vllm', /^\{"error":\{"message":"[^"].*"code":400\}\}$/],
  ['sglang', /^\{"object":"error","message":/],
  ['ollama', /"type":"invalid_request_error"/],
  ['llamaCpp', /^\{"error":\{"code":400,/],
  ['tgi', /^\{"error":".*","error_type":"validation"\}$/],
  ['openaiCompatible', /"code":null\}\}$/],
]
for (const [kind, expected] of failures) {
  test(`${kind}: error body`, async () => {
    const answer = await ask(kind, { model: 'error-400' })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toMatch(expected)
  })
}

test('a stream cut into writes of seven bytes holds the same bytes', async () => {
  const whole = await (await ask('vllm', { model: 'plain', stream: true })).text()
  const split = await (await ask('vllm', { model: 'stream-split', stream: true })).text()
  expect(split.replaceAll('stream-split', 'plain')).toBe(whole)
})

test('it keeps what it saw', async () => {
  await ask('sglang', { model: 'plain', temperature: 0 })
  const { seen, running } = engineOf('sglang')
  expect(seen.map(({ path, body }) => [path, body?.['temperature']])).toEqual([['/v1/chat/completions', 0]])
  expect(running).toBe(0)
})

for (const [model, stream] of [
  ['hang', false],
  ['hang', true],
  ['hang-mid-stream', true],
  ['endless', true],
] as const) {
  test(`it notices an abort: ${model}, ${stream ? 'streamed' : 'whole'}`, async () => {
    const caller = new AbortController()
    const arrival = engineOf('vllm').next(model)
    const answer = ask('vllm', { model, stream }, caller.signal).catch(() => undefined)
    const seen = await arrival
    if (model !== 'hang') await (await answer)?.body?.getReader().read()
    caller.abort()
    expect(await seen.aborted).toBeGreaterThan(seen.arrivedAt)
    expect(engineOf('vllm').running).toBe(0)
  })
}

test('a reset is a reset', async () => {
  const answer = await ask('vllm', { model: 'reset', stream: true })
  expect(await answer.text().catch(() => 'reset')).toBe('reset')
})

test('an engine waits until all have come', async () => {
  const engine = engineOf('vllm')
  engine.gatherAt = 20
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask('vllm', { model: 'gather' })))
  expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 200))
  expect(engine.runningMax).toBe(20)
})

test('pages', async () => {
  for (const engine of engines.values()) {
    for (const path of Object.keys(engine.profile.pages)) expect((await fetch(engine.url + path)).status).toBe(200)
    expect(await (await fetch(`${engine.url}/v1/models`)).text()).toContain('"id":"plain"')
  }
})
