import assert from 'node:assert/strict'

import { test } from 'bun:test'

import { asWords, engineWords, parseEngineEvent, parseEngineWords } from './events.ts'

// Goal: a child whose model file broke it can tell lies, but only short ones, in the shapes that are known.

const digest = 'ab'.repeat(32)
const settings = {
  model: '/m.gguf',
  package: '/p',
  socket: '/s',
  contextTokens: 512,
  parallel: 1,
  threads: 1,
  isForEmbeddings: false,
}

test('what a child is told comes back as it was', () => {
  const taken = { noNewPrivileges: true, files: true, connections: false }
  assert.deepEqual(parseEngineWords(engineWords(settings)), { settings, taken: undefined })
  assert.deepEqual(parseEngineWords(engineWords({ ...settings, sha256: digest }, taken)), {
    settings: { ...settings, sha256: digest },
    taken,
  })
  assert.throws(() => parseEngineWords(['engine', 'serve-embedded', '{}']))
})

const loaded = {
  event: 'loaded',
  architecture: 'llama',
  contextTokens: 1,
  hasTemplate: true,
  readsTools: false,
  loadMs: 1,
}
for (const [why, line] of [
  ['no JSON', 'llama_model_loader: loaded'],
  ['another event', '{"event":"secret"}'],
  ['a field too many', JSON.stringify({ event: 'measured', bytes: 1, sha256: digest, prompt: 'x' })],
  ['no digest', JSON.stringify({ event: 'measured', bytes: 1, sha256: 'x' })],
  ['a long name', JSON.stringify({ ...loaded, name: 'x'.repeat(201) })],
  ['control characters', JSON.stringify({ ...loaded, name: 'a\u001b[31m' })],
  ['an unknown reason', JSON.stringify({ event: 'failed', code: 'because' })],
] as const) {
  test(`not heard: ${why}`, () => assert.equal(parseEngineEvent(line), undefined))
}

test('whatever a name was, it passes as words', () => {
  for (const text of ['SmolLM2 135M', 'a\n"b"\u001b[0m', 'ü'.repeat(500), '']) {
    const name = asWords(text)
    assert.deepEqual(parseEngineEvent(JSON.stringify({ ...loaded, name })), { ...loaded, name })
  }
})
