import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { isJsonObject, type JsonObject } from '@stellwerk/contract/json'
import fc from 'fast-check'

import { answerOf, chatCall, chunk, eventsOf, finalOf, usageChunk } from './test-responses.ts'

/** A text in pieces, as an engine may cut it. */
const pieces = (text: fc.Arbitrary<string>) =>
  fc.tuple(text, fc.array(fc.nat(), { maxLength: 8 })).map(([whole, cuts]) => {
    const at = [0, ...cuts.map((cut) => cut % (whole.length + 1)).toSorted((a, b) => a - b), whole.length]
    return at.slice(1).map((end, index) => whole.slice(at[index], end))
  })

const anyText = fc.string({ unit: 'binary', maxLength: 40 })
const anyCall = fc.record({
  name: fc.constantFrom('wetter', 'patch', 'n__h', 'local_shell', 'shell', 'apply_patch', 'unknown'),
  args: pieces(
    fc.oneof(
      fc.constantFrom('{"command":["ls"]}', '{"commands":["ls"]}', '{"type":"delete_file","path":"a"}', ''),
      fc.record({ input: anyText }).map((value) => JSON.stringify(value)),
      anyText,
    ),
  ),
})

const anyAnswer = fc.record({
  thought: pieces(anyText),
  said: pieces(anyText),
  refused: pieces(fc.constantFrom('', 'Nein, das nicht.')),
  calls: fc.array(anyCall, { maxLength: 3 }),
  finish: fc.constantFrom('stop', 'length', 'tool_calls'),
})

test('however an answer is cut, the final object is that of the whole', () => {
  fc.assert(
    fc.property(anyAnswer, ({ thought, said, refused, calls, finish }) => {
      const events = eventsOf([
        ...thought.map((reasoning) => chunk({ reasoning, reasoning_content: reasoning })),
        ...said.map((content) => chunk({ content })),
        ...refused.map((refusal) => chunk({ refusal })),
        ...calls.flatMap(({ name, args }, index) => [
          chunk({ tool_calls: [{ index, id: `c${index}`, type: 'function', function: { name, arguments: '' } }] }),
          ...args.map((piece) => chunk({ tool_calls: [{ index, function: { arguments: piece } }] })),
        ]),
        chunk({}, finish),
        usageChunk,
      ])
      const message = {
        reasoning_content: thought.join(''),
        content: said.join(''),
        refusal: refused.join(''),
        tool_calls: calls.map(({ name, args }, index) => chatCall(`c${index}`, name, args.join(''))),
      }
      assert.deepEqual(finalOf(events), answerOf(message, finish))
      assert.equal(toldIn(events, 'response.output_text.delta'), said.join(''))
      assert.equal(toldIn(events, 'response.reasoning_text.delta'), thought.join(''))
    }),
    { numRuns: 300, seed: 20_261_123 },
  )
})

function toldIn(events: readonly JsonObject[], type: string): string {
  const told = events.map((event) => (event['type'] === type ? event['delta'] : ''))
  return told.filter((delta) => typeof delta === 'string').join('')
}

// Goal: an item says the same in its own last event and in the final object, and its place is where it stands.
test('each item ends as it stands in the final object', () => {
  fc.assert(
    fc.property(anyAnswer, ({ thought, said, calls, finish }) => {
      const events = eventsOf([
        ...thought.map((reasoning) => chunk({ reasoning })),
        ...said.map((content) => chunk({ content })),
        chunk({
          tool_calls: calls.map(({ name, args }, index) => ({ index, ...chatCall(`c${index}`, name, args.join('')) })),
        }),
        chunk({}, finish),
      ])
      const final = finalOf(events)
      assert.ok(isJsonObject(final))
      const ended = events
        .filter((event) => event['type'] === 'response.output_item.done')
        .toSorted((a, b) => Number(a['output_index']) - Number(b['output_index']))
      assert.deepEqual(
        ended.map((event) => event['item']),
        final['output'],
      )
      assert.deepEqual(
        ended.map((event) => event['output_index']),
        [...ended.keys()],
      )
    }),
    { numRuns: 200, seed: 20_261_123 },
  )
})
