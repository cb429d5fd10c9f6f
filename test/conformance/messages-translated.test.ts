import Anthropic from '@anthropic-ai/sdk'
import { afterAll, beforeAll, test } from 'bun:test'
import assert from 'node:assert/strict'

import { openaiCompatible } from '../engines/openaiCompatible.ts'
import { type ScriptedEngine, startEngine } from '../engines/scripted-engine.ts'
import { clearLamps, type Inside, openInside } from '../gateway/inside.ts'

/*
 * The Anthropic client in front of the whole server, and behind it an engine that speaks chat alone, over real connections.
 */

const answering = [
  'plain',
  'stream-split',
  'finish-length',
  'empty',
  'reasoning',
  'structured',
  'refusal',
  'usage',
  'tools',
  'tools-after-text',
  'tools-parallel',
  'tools-split',
  'tools-no-index',
  'tools-late-name',
]
const failing = ['error-400', 'error-mid-stream', 'truncated']
const models = [...answering, ...failing, 'tool-loop']

let engine: ScriptedEngine
let inside: Inside
let client: Anthropic

beforeAll(async () => {
  engine = startEngine(openaiCompatible)
  const deployments = models.map((model) => ({ id: model, model, upstream: 'e' }))
  const useCase = { id: 'test', title: 'Test', state: 'active', deployments: models, lamps: clearLamps } as const
  inside = await openInside([{ id: 'e', kind: 'openaiCompatible', url: engine.url }], {
    deployments,
    useCases: [useCase],
  })
  client = new Anthropic({ apiKey: inside.key, baseURL: inside.url, maxRetries: 0 })
})

afterAll(async () => {
  await inside.close()
  await engine.stop()
})

const tools: Anthropic.Tool[] = ['weather', 'trains'].map((name) => ({ name, input_schema: { type: 'object' } }))

function asked(model: string, messages: Anthropic.MessageParam[] = [{ role: 'user', content: 'Hallo' }]) {
  return { model, max_tokens: 99, thinking: { type: 'adaptive' }, tools, messages } as const
}

/** What the client built, but for what differs from call to call and what it adds itself. */
function message(built: Anthropic.Message): Record<string, unknown> {
  const { id, parsed_output: _, ...rest } = JSON.parse(JSON.stringify(built)) as Record<string, unknown> // It was an object.
  assert.match(String(id), /^msg_[0-9A-Za-z]{24}$/)
  return rest
}

for (const model of answering) {
  test(`streamed and whole are equal: ${model}`, async () => {
    const whole = message(await client.messages.create(asked(model)))
    const streamed = message(await client.messages.stream(asked(model)).finalMessage())
    assert.deepEqual(streamed, whole)
    assert.equal(whole['model'], model)
    assert.ok(JSON.stringify(whole['usage']).includes('"input_tokens":9'))
  })
}

test('a refusal of the engine is an error of its own kind', async () => {
  await assert.rejects(client.messages.create(asked('error-400')), Anthropic.BadRequestError)
})

for (const [model, code] of [
  ['error-mid-stream', 'engine_stream_error'],
  ['truncated', 'engine_stream_cut'],
] as const) {
  test(`a stream that fails says so: ${model}`, async () => {
    await assert.rejects(client.messages.stream(asked(model)).finalMessage(), new RegExp(code))
  })
}

test('what chat cannot say is refused before anything is sent', async () => {
  const begun = asked('plain', [
    { role: 'user', content: 'Hallo' },
    { role: 'assistant', content: '{' },
  ])
  await assert.rejects(client.messages.create(begun), /field_untranslatable/)
})

test('a count is what the engine counted', async () => {
  const { input_tokens } = await client.messages.countTokens({ model: 'plain', messages: asked('plain').messages })
  assert.equal(input_tokens, 9)
})

for (const how of ['whole', 'streamed'] as const) {
  test(`a loop of three turns: ${how}`, async () => {
    const messages: Anthropic.MessageParam[] = [{ role: 'user', content: 'Wie komme ich nach Bonn?' }]
    const results = ['12 Grad', 'um 9 Uhr']
    for (let turn = 0; turn < 3; turn++) {
      const request = asked('tool-loop', messages)
      const built =
        how === 'whole' ? await client.messages.create(request) : await client.messages.stream(request).finalMessage()
      messages.push({ role: 'assistant', content: built.content })
      const uses = built.content.filter((block) => block.type === 'tool_use')
      const content = uses.map(({ id }) => ({
        type: 'tool_result' as const,
        tool_use_id: id,
        content: results[turn] ?? '',
      }))
      if (content.length > 0) messages.push({ role: 'user', content })
    }
    assert.deepEqual(messages.at(-1)?.content, [{ type: 'text', text: 'Es ist so: 12 Grad und um 9 Uhr.' }])
    assert.equal(messages.length, 6)
  })
}
