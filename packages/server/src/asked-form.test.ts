import { test } from 'bun:test'
import assert from 'node:assert/strict'
import type { JsonObject } from '@stellwerk/contract/json'

import { asksForJson } from './asked-form.ts'

// Goal: every way to ask for JSON is known, and prose is not taken for it.
const cases: readonly [why: string, request: JsonObject, isJson: boolean][] = [
  ['chat, any JSON', { response_format: { type: 'json_object' } }, true],
  ['chat, a schema', { response_format: { type: 'json_schema', json_schema: { name: 'n' } } }, true],
  ['chat, text by name', { response_format: { type: 'text' } }, false],
  ['responses', { text: { format: { type: 'json_schema', schema: {} } } }, true],
  ['responses, verbosity only', { text: { verbosity: 'low' } }, false],
  ['messages', { output_config: { format: { type: 'json_schema', schema: {} } } }, true],
  ['messages, the older name', { output_format: { type: 'json_schema', schema: {} } }, true],
  ['vLLM', { structured_outputs: { json: {} } }, true],
  ['vLLM, a choice', { structured_outputs: { choice: ['a'] } }, false],
  ['vLLM, the older name', { guided_json: {} }, true],
  ['llama.cpp', { json_schema: {} }, true],
  ['nothing said', {}, false],
]
for (const [why, request, isJson] of cases) {
  test(`form of an answer: ${why}`, () => assert.equal(asksForJson(request), isJson))
}
