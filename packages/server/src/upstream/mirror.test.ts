import { test } from 'bun:test'
import assert from 'node:assert/strict'

import type { Json, JsonObject } from '@stellwerk/contract/json'

import { mirrorAnswer } from './mirror.ts'

const parameters = { type: 'object', properties: { text: { type: 'string' }, copies: { type: 'integer' } } }
const tools = [
  { type: 'function', function: { name: 'save', parameters } },
  { type: 'function', function: { name: 'ping' } },
]
const named = (name: string): JsonObject => ({ type: 'function', function: { name } })
const seen = 'two  words\nand "quotes"'

function ask(more: JsonObject): Response {
  const body = { model: 'mirror', messages: [{ role: 'user', content: seen }], ...more }
  return mirrorAnswer('chat/completions', body, new AbortController().signal)
}

interface Chosen {
  readonly message?: { readonly content: string | null; readonly tool_calls?: readonly Call[] }
  readonly delta?: { readonly content?: string | null; readonly tool_calls?: readonly Call[] }
  readonly finish_reason: string | null
}

interface Call {
  readonly function: { readonly name?: string; readonly arguments: string }
}

// Goal: the mirror says back what it saw, and whoever insists on a tool sees what the tool would be given.
const cases: readonly [why: string, more: JsonObject, called: string | undefined, given: Json][] = [
  ['no tools', {}, undefined, seen],
  ['tools that may be called', { tools }, undefined, seen],
  ['tools, and automatic choice', { tools, tool_choice: 'auto' }, undefined, seen],
  ['no tool wanted', { tools, tool_choice: 'none' }, undefined, seen],
  ['a tool by name', { tools, tool_choice: named('save') }, 'save', { text: seen }],
  ['any tool', { tools, tool_choice: 'required' }, 'save', { text: seen }],
  ['a tool without parameters', { tools, tool_choice: named('ping') }, 'ping', {}],
  ['a tool that is not there', { tools, tool_choice: named('delete') }, undefined, seen],
  ['a choice without tools', { tool_choice: named('save') }, undefined, seen],
]
for (const [why, more, called, given] of cases) {
  test(`mirror, whole: ${why}`, async () => {
    const { choices } = (await ask(more).json()) as { readonly choices: readonly Chosen[] }
    const [{ message, finish_reason: reason } = { finish_reason: null }] = choices
    const [call] = message?.tool_calls ?? []
    assert.equal(call?.function.name, called)
    assert.deepEqual(call === undefined ? message?.content : JSON.parse(call.function.arguments), given)
    assert.equal(reason, called === undefined ? 'stop' : 'tool_calls')
  })

  test(`mirror, streamed: ${why}`, async () => {
    const lines = (await ask({ ...more, stream: true }).text()).split('\n').filter((line) => line.startsWith('data: {'))
    const choices = lines.flatMap((line) => (JSON.parse(line.slice(6)) as { choices: readonly Chosen[] }).choices)
    const calls = choices.flatMap(({ delta }) => delta?.tool_calls ?? [])
    const text = choices.map(({ delta }) => delta?.content ?? '').join('')
    assert.equal(calls[0]?.function.name, called)
    const written = calls.map((call) => call.function.arguments).join('')
    assert.deepEqual(called === undefined ? text : JSON.parse(written), given)
    assert.equal(choices.at(-1)?.finish_reason, called === undefined ? 'stop' : 'tool_calls')
    assert.equal(called === undefined || text === '', true)
  })
}
