// Goal: an answer ends where it would have ended if the engine had read values, wherever it is cut, and nowhere else.
import assert from 'node:assert/strict'

import { test } from 'bun:test'
import type { JsonObject } from '@stellwerk/contract/json'
import fc from 'fast-check'

import type { Mapping } from '../pseudonym/mapping.ts'
import { stoppedAnswer } from './stopped-answer.ts'
import { sequencesOf, stopsFor, StopWatch } from './stops.ts'

const finding = { category: 'PERSON', kind: 'PERSON' } as const
const mapping: Mapping = { live: [{ pseudonym: '⟦PERSON_F_7kq2fx4dm8wc⟧', written: 'Anna Weber', finding }] }

// Goal: only what can lie over a part of the value is looked for, and what could lie within the pseudonym does not go out.
const cases: readonly [why: string, stop: unknown, lookedFor: readonly string[] | undefined, sent: unknown][] = [
  ['none', undefined, undefined, undefined],
  ['nothing to do with the value', ['###'], undefined, ['###']],
  ['a part of the value', ['Weber'], ['Weber'], ['Weber']],
  ['the value and more', 'An Anna Weber:', ['An Anna Weber:'], 'An Anna Weber:'],
  ['its end', ['ber, '], ['ber, '], ['ber, ']],
  ['its beginning', ['Frau Anna'], ['Frau Anna'], ['Frau Anna']],
  ['one of two', ['###', 'Anna'], ['Anna'], ['###', 'Anna']],
  ['a part of the pseudonym', ['_F_', '###'], ['_F_'], ['###']],
  ['only such', 'PERSON', ['PERSON'], undefined],
  ['only such, as a list', ['PERSON'], ['PERSON'], undefined],
  ['a part of both', ['e', 'ON_'], ['e', 'ON_'], ['e']],
]
for (const [why, stop, lookedFor, sent] of cases) {
  test(`stops: ${why}`, () => {
    for (const field of ['stop', 'stop_sequences']) {
      // What a request may hold.
      const request = (stop === undefined ? {} : { [field]: stop }) as Record<string, never>
      assert.deepEqual(stopsFor(request, sequencesOf(request), mapping)?.sequences, lookedFor)
      assert.deepEqual(request[field], sent)
    }
  })
}

test('stops: the sequence is a part of the answer where the client wants it to be', () => {
  for (const field of ['include_stop_str_in_output', 'no_stop_trim'])
    assert.equal(stopsFor({ [field]: true }, ['Weber'], mapping)?.isIncluded, true)
  assert.equal(stopsFor({}, ['Weber'], mapping)?.isIncluded, false)
})

const text = fc.string({ unit: fc.constantFrom(...'ab.'), maxLength: 30 })
const sequences = fc.array(fc.string({ unit: fc.constantFrom(...'ab.'), minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 3,
})

test('stops: in pieces a text ends as it does in one', () => {
  fc.assert(
    fc.property(text, sequences, fc.boolean(), fc.array(fc.nat(30)), (said, stops, isIncluded, cuts) => {
      const places = [0, ...cuts.filter((cut) => cut < said.length).toSorted((one, other) => one - other), said.length]
      const watch = new StopWatch({ sequences: stops, isIncluded })
      let read = ''
      for (const [index, place] of places.slice(1).entries()) read += watch.take(said.slice(places[index], place))
      read += watch.end()
      const ends = stops.map((stop) => [said.indexOf(stop), stop.length] as const).filter(([at]) => at >= 0)
      const first = ends.toSorted(([at, length], [otherAt, other]) => at + length - otherAt - other || at - otherAt)
      // Of those that are complete at the same character any may be meant.
      const expected = first
        .filter(([at, length]) => at + length === (first[0]?.[0] ?? 0) + (first[0]?.[1] ?? 0))
        .map(([at, length]) => said.slice(0, isIncluded ? at + length : at))
      assert.ok(first.length === 0 ? read === said : expected.includes(read), `${read} of ${said}`)
      assert.equal(watch.stoppedBy !== undefined, first.length > 0)
    }),
  )
})

test('stops: an annotation that points behind the end is left out with the words it pointed at', () => {
  const [within, across] = [0, 3].map((start) => ({ url_citation: { start_index: start, end_index: start + 5 } }))
  const message = { content: 'Guten Tag, Frau Weber.', annotations: [within, across] }
  const answer = { choices: [{ index: 0, message, finish_reason: 'length' }] }
  const stopped = stoppedAnswer(structuredClone(answer) as JsonObject, { sequences: [' Tag'], isIncluded: false }) // Made above.
  const end = { finish_reason: 'stop', stop_reason: ' Tag' }
  assert.deepEqual(stopped['choices'], [{ index: 0, message: { content: 'Guten', annotations: [within] }, ...end }])
})
