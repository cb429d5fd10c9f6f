import { test } from 'bun:test'
import assert from 'node:assert/strict'

import type { JsonObject } from '@stellwerk/contract/json'

import { tokensAskedFor, tokensTaken, type Took } from './token-estimate.ts'

// Goal: request and answer, each with the bound that the client gave or without one.
const image = `data:image/png;base64,${'A'.repeat(400_000)}`
const cases: readonly [
  why: string,
  body: JsonObject,
  choiceCount: number,
  isAnsweredInText: boolean,
  tokens: number,
][] = [
  ['an answer without a bound', { prompt: 'Hallo' }, 1, true, 5 + 1_000],
  ['max_tokens', { prompt: 'Hallo', max_tokens: 50 }, 1, true, 9 + 50],
  ['the newer name counts', { max_completion_tokens: 10, max_tokens: 99 }, 1, true, 11 + 10],
  ['the name of responses', { max_output_tokens: 7 }, 1, true, 6 + 7],
  ['several choices', { n: 3, max_tokens: 50 }, 3, true, 6 + 150],
  ['a bound of nothing', { max_tokens: 0 }, 1, true, 4],
  ['a bound below nothing', { max_tokens: -5 }, 1, true, 5 + 1_000],
  ['a bound that is no number', { max_tokens: 'all' }, 1, true, 5 + 1_000],
  ['an embedding has no answer', { input: 'Hallo', max_tokens: 50 }, 1, false, 9],
  ['more choices than there are numbers, of nothing each', { max_tokens: 0 }, Number.POSITIVE_INFINITY, true, 4],
  ['umlauts have two bytes', { prompt: 'äöüä' }, 1, false, 6],
  ['an image counts as one, not by its bytes', { messages: [{ image_url: { url: image } }] }, 1, false, 10 + 1_000],
  ['a long text in a field of that name is a text', { url: 'word '.repeat(400) }, 1, false, 503],
]
for (const [why, body, choiceCount, isAnsweredInText, tokens] of cases) {
  test(`tokens asked for: ${why}`, () => {
    assert.equal(tokensAskedFor({ body, text: JSON.stringify(body), choiceCount, isAnsweredInText }), tokens)
  })
}

// Goal: what an engine reported counts, in whichever form; without it an estimate, where there was anything to estimate.
const taken: readonly [why: string, took: Took, tokens: number, isEstimated: boolean][] = [
  ['the sum', { usage: { total_tokens: 30 }, mayHaveWorked: true }, 30, false],
  ['the parts', { usage: { prompt_tokens: 10, completion_tokens: 5 }, mayHaveWorked: true }, 15, false],
  ['a sum below its parts', { usage: { prompt_tokens: 10, total_tokens: 1 }, mayHaveWorked: true }, 10, false],
  ['the prompt alone, as of an embedding', { usage: { prompt_tokens: 10 }, mayHaveWorked: true }, 10, false],
  ['nothing, and it says so', { usage: { total_tokens: 0 }, mayHaveWorked: true, pieces: 9 }, 0, false],
  ['more than anybody can use', { usage: { total_tokens: 9e15 }, mayHaveWorked: true }, 100_000_000, false],
  ['less than nothing', { usage: { total_tokens: -5 }, mayHaveWorked: true, pieces: 9 }, 109, true],
  ['words', { usage: { total_tokens: 'many' }, mayHaveWorked: true, pieces: 9 }, 109, true],
  ['no usage, but a stream', { mayHaveWorked: true, pieces: 9 }, 109, true],
  ['no usage, but a text', { mayHaveWorked: true, bytes: 41 }, 111, true],
  ['no usage and no answer', { mayHaveWorked: true }, 100, true],
  ['turned away before it was worked on', { mayHaveWorked: false }, 0, false],
]
for (const [why, took, tokens, isEstimated] of taken) {
  test(`tokens taken: ${why}`, () => assert.deepEqual(tokensTaken(took, 100), { tokens, isEstimated }))
}
