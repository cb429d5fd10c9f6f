import { test } from 'bun:test'
import assert from 'node:assert/strict'

import type { BackgroundKind } from '@stellwerk/contract/asserted'
import type { Json } from '@stellwerk/contract/json'

import { backgroundOf } from './background.ts'

const asked = (content: Json, ...before: Json[]) => ({ messages: [...before, { role: 'user', content }] })
const question = asked('When does the registry open?')

// Goal: what a front end asks by itself is told from what a person asks, by what it says and by its prompts.
const tasks: readonly [header: string, value: string, kind: BackgroundKind | undefined][] = [
  ['x-stellwerk-task', 'title_generation', 'title'],
  ['x-openwebui-task', 'title_generation', 'title'],
  ['x-openwebui-task', ' tags_generation ', 'tags'],
  ['x-stellwerk-task', 'follow_up_generation', 'followUps'],
  ['x-stellwerk-task', 'query_generation', 'queries'],
  ['x-stellwerk-task', 'autocomplete_generation', 'autocomplete'],
  ['x-stellwerk-task', 'image_prompt_generation', 'imagePrompt'],
  ['x-stellwerk-task', 'emoji_generation', 'emoji'],
  ['x-stellwerk-task', 'moa_response_generation', 'merge'],
  ['x-stellwerk-task', 'function_calling', 'functionCalling'],
  ['x-stellwerk-task', 'a_task_of_next_year', 'other'],
  ['x-stellwerk-task', 'toString', 'other'],
  ['x-stellwerk-task', '', undefined],
  ['x-stellwerk-task', '{{TASK}}', undefined],
  ['x-task', 'title_generation', undefined],
]
for (const [header, value, kind] of tasks) {
  test(`${header}: "${value}" is ${kind ?? 'no background call'}`, () =>
    assert.equal(
      backgroundOf((name) => (name === header ? value : null), question),
      kind,
    ))
}

const nobodySays = () => null
const prompts: readonly [why: string, content: Json, kind: BackgroundKind | undefined][] = [
  ['title', '### Task:\nGenerate a concise, 3-5 word title with an emoji summarizing the chat history.', 'title'],
  ['title without emoji', '### Task:\nGenerate a concise, 3-5 word title summarizing the chat', 'title'],
  ['title of 0.12.4', '### Task:\nGenerate a concise title summarizing the chat history.\n### Guidelines', 'title'],
  ['follow-ups of 0.12.4', '### Task:\nPredict 3-5 useful messages this user might naturally send next', 'followUps'],
  ['tags', '### Task:\nGenerate 1-3 broad tags categorizing the main themes', 'tags'],
  ['follow-ups', '### Task:\nSuggest 3-5 relevant follow-up questions or prompts', 'followUps'],
  [
    'queries',
    '### Task:\nAnalyze the chat history to determine the necessity of generating search queries, in',
    'queries',
  ],
  ['autocompletion', '### Task:\nYou are an autocompletion system. Continue the text in `<text>`', 'autocomplete'],
  ['image prompt', '### Task:\nGenerate a detailed prompt for am image generation task based on', 'imagePrompt'],
  ['LibreChat title', 'Provide a concise, 5-word-or-less title for the conversation, using title case', 'title'],
  [
    'LibreChat title with language',
    'Analyze this conversation and provide:\n1. The detected language of the conversation\n2. A concise title in',
    'title',
  ],
  ['in parts', [{ type: 'text', text: '### Task:\nGenerate 1-3 broad tags categorizing' }], 'tags'],
  ['found documents', '### Task:\nRespond to the user query using the provided context', undefined],
  ['a task of a person', '### Task:\nTranslate this letter.', undefined],
  ['a person who asks about titles', 'Generate a concise, 3-5 word title for my letter', undefined],
  ['later in the text', 'Hello ### Task:\nGenerate 1-3 broad tags', undefined],
  ['an image first', [{ type: 'image_url', image_url: { url: 'data:,' } }], undefined],
  ['no text', null, undefined],
  ['a number', 7, undefined],
]
for (const [why, content, kind] of prompts) {
  test(`prompt: ${why}`, () => assert.equal(backgroundOf(nobodySays, asked(content)), kind))
}

test('only the last message counts', () => {
  const task = { role: 'user', content: '### Task:\nGenerate 1-3 broad tags categorizing' }
  assert.equal(backgroundOf(nobodySays, asked('And now?', task)), undefined)
})

test('a body without messages', () => {
  for (const body of [{}, { messages: [] }, { messages: 'x' }, { messages: [null] }, { input: 'x' }])
    assert.equal(backgroundOf(nobodySays, body), undefined)
})
