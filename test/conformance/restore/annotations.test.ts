// Goal: what an annotation of an answer points at is what the client reads there, whole and however the answer is cut.
import assert from 'node:assert/strict'

import { test } from 'bun:test'
import type { Json, JsonObject } from '@stellwerk/contract/json'

import { restoringOf } from '../../../packages/server/src/privacy-wiring.ts'
import { SseReader } from '../../../packages/server/src/upstream/sse.ts'
import { corpus, type Scene, sceneOf } from './corpus.ts'
import { begin, bytesOf, inside, written } from './wires.ts'

type Endpoint = 'chat/completions' | 'responses'

/** A stretch of a text that occurs once in it. */
interface Stretch {
  readonly start_index: number
  readonly end_index: number
}

function stretchOf(text: string, cited: string): Stretch {
  const start = text.indexOf(cited)
  assert.ok(start >= 0 && text.indexOf(cited, start + 1) < 0, `${cited} stands once in ${text}`)
  return { start_index: start, end_index: start + cited.length }
}

const url = 'https://example.org/register'

function annotationOf(endpoint: Endpoint, { start_index: start, end_index: end }: Stretch): JsonObject {
  const citation = { start_index: start, end_index: end, url, title: 'Register' }
  return endpoint === 'responses'
    ? { type: 'url_citation', ...citation }
    : { type: 'url_citation', url_citation: citation }
}

function wholeAnswer(endpoint: Endpoint, text: string, annotations: readonly Json[]): JsonObject {
  if (endpoint === 'chat/completions')
    return {
      choices: [{ index: 0, message: { role: 'assistant', content: text, annotations }, finish_reason: 'stop' }],
    }
  const content = [{ type: 'output_text', text, annotations }]
  return { id: 'r', output: [{ type: 'message', id: 'i', role: 'assistant', status: 'completed', content }] }
}

/** The annotation follows the words that it points into, and stands again with them where an answer says all once more. */
function streamedAnswer(endpoint: Endpoint, pieces: readonly string[], annotation: JsonObject): readonly JsonObject[] {
  const chunk = (delta: JsonObject, end: string | null) => ({ choices: [{ index: 0, delta, finish_reason: end }] })
  if (endpoint === 'chat/completions')
    return [
      ...pieces.map((content) => chunk({ content }, null)),
      chunk({ content: '', annotations: [annotation] }, null),
      chunk({}, 'stop'),
    ]
  const at = { item_id: 'i', output_index: 0, content_index: 0 }
  const text = pieces.join('')
  const part = { type: 'output_text', text, annotations: [annotation] }
  const events: JsonObject[] = [
    { type: 'response.created', response: { id: 'r', output: [] } },
    ...pieces.map((delta) => ({ type: 'response.output_text.delta', ...at, delta })),
    { type: 'response.output_text.annotation.added', ...at, annotation_index: 0, annotation },
    { type: 'response.output_text.done', ...at, text },
    { type: 'response.content_part.done', ...at, part },
    { type: 'response.completed', response: wholeAnswer('responses', text, [annotation]) },
  ]
  return events.map((event, index) => ({ ...event, sequence_number: index }))
}

/** Every annotation in an answer, wherever it stands. */
function annotationsIn(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return inside(value, 'type') === 'url_citation' ? [value] : Object.values(value).flatMap(annotationsIn)
}

function heard(endpoint: Endpoint, scene: Scene, events: readonly JsonObject[]): readonly unknown[] {
  const reader = new SseReader()
  const answer = begin(endpoint, scene.mapping)
  const taken = answer.take(reader.push(bytesOf(endpoint, events)))
  const last = taken.closing === undefined ? answer.end(false) : taken
  assert.ok(last.closing !== undefined)
  const data = (taken.text + last.closing).split('\n').filter((line) => line.startsWith('data: {'))
  return data.map((line): unknown => JSON.parse(line.slice(6)))
}

const cases = corpus().flatMap(({ cases: all }) => all.filter(({ cited }) => cited !== undefined))

for (const one of cases) {
  const scene = sceneOf(one)
  const from = stretchOf(scene.output, scene.cited?.output ?? '')
  const to = stretchOf(scene.text, scene.cited?.text ?? '')
  for (const endpoint of ['chat/completions', 'responses'] as const) {
    const sent = annotationOf(endpoint, from)
    const expected = annotationOf(endpoint, to)

    test(`${endpoint}: ${one.id}: ${one.why}`, () => {
      const answer = restoringOf({ mapping: scene.mapping, stops: undefined }).whole(
        endpoint,
        structuredClone(wholeAnswer(endpoint, scene.output, [sent])),
      )
      assert.deepEqual(answer, wholeAnswer(endpoint, scene.text, [expected]))
    })

    test(`${endpoint}, streamed: ${one.id}: ${one.why}`, () => {
      const { output } = scene
      const divisions = [[output], written(output), [...output]]
      for (let cut = 1; cut < output.length; cut++) divisions.push([output.slice(0, cut), output.slice(cut)])
      for (const pieces of divisions) {
        const found = annotationsIn(heard(endpoint, scene, streamedAnswer(endpoint, pieces, sent)))
        assert.equal(found.length, endpoint === 'responses' ? 3 : 1)
        for (const each of found) assert.deepEqual(each, expected, JSON.stringify(pieces))
      }
    })
  }
}

test('there are cases', () => assert.ok(cases.length >= 12))
