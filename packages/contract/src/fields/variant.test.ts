import { expect, test } from 'bun:test'
import { GatewayError } from '../error.ts'
import type { JsonObject } from '../json.ts'
import { compileAnswer } from './answerCompiler.ts'
import { fieldsOf } from './leaves.ts'
import { compileRequest } from './requestCompiler.ts'
import { array, dropped, filtered, forbidden, object, oneOf, variant } from './shape.ts'

const why = { de: 'läuft nicht hier', en: 'does not run here' }
const shape = object({
  tools: array(
    variant(
      'type',
      {
        custom: object({ type: oneOf('custom'), name: filtered() }, ['name']),
        search: forbidden(why),
        empty: dropped('forbid', 'Says nothing.'),
      },
      'custom',
    ),
  ),
})
const media = { image: false, audio: false, file: false }

function outcome(tool: JsonObject): unknown {
  try {
    return compileRequest(shape, new Set())({ tools: [tool] }, media)['tools']
  } catch (error) {
    if (error instanceof GatewayError)
      return [error.code, error.param, error.details['why'] ?? error.details['expected']]
    throw error
  }
}

// Goal: the word decides, a missing one is the one that is meant, and a refused one is named with its reason.
const cases: readonly [why: string, tool: JsonObject, outcome: unknown][] = [
  ['the word', { type: 'custom', name: 'a' }, [{ type: 'custom', name: 'a' }]],
  ['no word', { name: 'a' }, [{ name: 'a' }]],
  ['null as word', { type: null, name: 'a' }, [{ name: 'a' }]],
  ['a refused word', { type: 'search' }, ['field_not_allowed', 'tools[0].type', why.en]],
  ['a refused word behind a field', { foo: 1, type: 'search' }, ['field_not_allowed', 'tools[0].type', why.en]],
  ['a word that is left out', { type: 'empty', foo: 1 }, []],
  ['an unknown word', { type: 'serch', name: 'a' }, ['field_invalid', 'tools[0].type', 'custom']],
  ['a word that is a number', { type: 5, name: 'a' }, ['field_invalid', 'tools[0].type', 'custom']],
  ['a word of the prototype', { type: 'constructor' }, ['field_invalid', 'tools[0].type', 'custom']],
]
for (const [what, tool, expected] of cases) {
  test(`variant: ${what}`, () => expect(outcome(tool)).toEqual(expected))
}

test('an answer with a refused word has no place for it', () => {
  const lost: string[] = []
  const kept = compileAnswer(shape)({ tools: [{ type: 'search' }] }, (path) => lost.push(path))
  expect([kept, lost]).toEqual([{}, ['tools']])
})

test('a refused word is a leaf of its own and covers no other word', () =>
  expect(fieldsOf(shape).map(({ path, treatment }) => [path, treatment])).toEqual([
    ['$.tools[].type', 'pass'],
    ['$.tools[].name', 'pass'],
    ['$.tools[]<search>', 'refuse'],
    ['$.tools[]<empty>', 'drop'],
  ]))

// Goal: events whose type decides their fields are a variant themselves.
const events = variant('type', { ping: object({ type: oneOf('ping') }), text: object({ text: filtered() }, ['text']) })
const eventCases: readonly [why: string, event: JsonObject, kept: JsonObject | undefined][] = [
  ['of a known type', { type: 'ping' }, { type: 'ping' }],
  ['without what its type requires', { type: 'text' }, undefined],
  ['of an unknown type', { type: 'pong' }, undefined],
]
for (const [what, event, kept] of eventCases) {
  test(`an event ${what}`, () => expect(compileAnswer(events)(event, () => undefined)).toEqual(kept))
}
