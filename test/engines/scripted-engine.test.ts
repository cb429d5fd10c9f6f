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

function ask(
  kind: string,
  { path = 'chat/completions', ...body }: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(`${engineOf(kind).url}/v1/${String(path)}`, {
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

const named: readonly [why: string, kind: string, path: string, model: string, expected: RegExp][] = [
  ['numbers and places', vllm.kind, 'responses', 'plain', /"delta":" an".*"output_index":0,"sequence_number":5}/],
  ['neither numbers nor places', llamaCpp.kind, 'responses', 'plain', /^(?!.*(sequence_number|output_index))/s],
  ['the end of everything at the end', llamaCpp.kind, 'responses', 'tools-after-text', /arguments\.delta.*text\.done/s],
  ['thinking in a summary', ollama.kind, 'responses', 'reasoning', /reasoning_summary_text\.delta/],
  ['thinking in clear where others encrypt', ollama.kind, 'responses', 'reasoning', /"encrypted_content":"Köln/],
  ['an incomplete response', vllm.kind, 'responses', 'finish-length', /event: response\.incomplete\n.*\n\n$/],
  ['no word of the limit', llamaCpp.kind, 'responses', 'finish-length', /event: response\.completed\n.*\n\n$/],
  ['error as data', vllm.kind, 'responses', 'error-mid-stream', /\ndata: \{"error":\{/],
  ['error as failed response', ollama.kind, 'responses', 'error-mid-stream', /event: response\.failed\n/],
  ['no closing event of a response', vllm.kind, 'responses', 'no-done', /^(?!.*response\.completed)/s],
  ['a tool call without input', llamaCpp.kind, 'messages', 'tools', /"content_block":\{[^{}]*"name":"weather"\}/],
  ['a tool call with input', vllm.kind, 'messages', 'tools', /"name":"weather","input":\{\}/],
  ['no reason at the beginning', 'sglang', 'messages', 'plain', /"content":\[\],"usage"/],
  ['a signature', 'sglang', 'messages', 'reasoning', /"signature":"dummy-signature"/],
  ['the limit of a message', 'sglang', 'messages', 'finish-length', /"stop_reason":"max_tokens"/],
  ['error of a message', llamaCpp.kind, 'messages', 'error-mid-stream', /event: error\ndata: \{"type":"error","error"/],
  ['no closing event of a message', vllm.kind, 'messages', 'no-done', /^(?!.*message_stop)/s],
]
for (const [why, kind, path, model, expected] of named) {
  test(`${kind}, ${path}: ${why}`, async () => {
    expect(await (await ask(kind, { path, model, stream: true })).text()).toMatch(expected)
  })
}

test('what was asked in a loop of tools decides what comes next', async () => {
  const result = (content: string) => ({ role: 'tool', tool_call_id: 'x', content })
  const said = await Promise.all(
    [[], [result('eins')], [result('eins'), result('zwei')]].map(async (messages) =>
      (await ask('vllm', { model: 'tool-loop', messages })).text(),
    ),
  )
  expect(said[0]).toContain('"name":"weather"')
  expect(said[1]).toContain('\\"why\\":\\"eins\\"')
  expect(said[2]).toContain('Es ist so: eins und zwei.')
})

test('what an engine lacks is not there', async () => {
  const paths = ['responses', 'messages', 'rerank']
  const answers = await Promise.all(paths.map((path) => ask('tgi', { path, model: 'plain' })))
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
  expect((await ask('ollama', { path: 'messages/count_tokens', model: 'plain' })).status).toBe(404)
  expect(await (await ask('vllm', { path: 'messages/count_tokens', model: 'plain' })).json()).toEqual({
    input_tokens: 9,
  })
})

test('documents are ranked', async () => {
  const answer = await ask('llamaCpp', {
    path: 'rerank',
    model: 'plain',
    query: 'x',
    documents: ['kurz', 'viel länger'],
  })
  expect(await answer.text()).toMatch(/"results":\[\{"index":1,.*\{"index":0/)
})

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
