// Goal: a place in a text goes where its text went, however the text came, and is not made up where it is not known.
import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { movedAnnotations, Moves } from './moves.ts'

/** "An ⟦AAAAAA⟧ und ⟦B⟧." became "An Bo und Maximiliane.": 3–11 to 3–5, 16–19 to 10–21. */
function moved(): Moves {
  const moves = new Moves()
  moves.add(11, 5)
  moves.goOn(13, 7)
  moves.add(6, 14)
  moves.goOn(7, 15)
  return moves
}

for (const [why, place, expected] of [
  ['the beginning', 0, 0],
  ['before the first value', 2, 2],
  ['where the first value begins', 3, 3],
  ['within it, less far than it is long', 4, 4],
  ['within it, further than it is long', 9, 5],
  ['where it ends', 11, 5],
  ['between the values', 13, 7],
  ['where the second value begins', 16, 10],
  ['within a value that grew', 17, 11],
  ['where it ends', 19, 21],
  ['the end of the text', 20, 22],
  ['behind the end of the text', 25, 27],
  ['before the beginning', -1, -1],
] as const) {
  test(`a place: ${why} (${place})`, () => assert.equal(moved().placeOf(place), expected))
}

for (const [why, annotation, expected] of [
  ['at responses', { type: 'url_citation', start_index: 13, end_index: 19 }, { start_index: 7, end_index: 21 }],
  ['of a file', { type: 'file_citation', index: 20 }, { index: 22 }],
  ['at chat', { url_citation: { start_index: 3, end_index: 11 } }, { url_citation: { start_index: 3, end_index: 5 } }],
  ['without places', { type: 'url_citation', url: 'https://example.org' }, {}],
  ['with a place that is no number', { start_index: null, end_index: 11 }, { end_index: 5 }],
] as const) {
  test(`an annotation: ${why}`, () =>
    assert.deepEqual(movedAnnotations([structuredClone(annotation)], moved()), [{ ...annotation, ...expected }]))
}

test('what is no annotation is left alone', () => assert.deepEqual(movedAnnotations(['x', null], moved()), ['x', null]))

test('behind more values than are remembered no place is made up, and memory does not grow', () => {
  const moves = new Moves()
  for (let value = 0; value < 20_000; value++) {
    moves.add(10, 5)
    moves.goOn(10, 5)
  }
  assert.equal(moves.placeOf(163_840), 81_920)
  assert.equal(moves.placeOf(163_841), undefined)
  const known = { start_index: 20, end_index: 30 }
  const unknown = { start_index: 20, end_index: 190_000 }
  assert.deepEqual(movedAnnotations([known, unknown], moves), [{ start_index: 10, end_index: 15 }])
})
