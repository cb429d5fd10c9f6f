import assert from 'node:assert/strict'

import { test } from 'bun:test'

import { StopSequences } from './stop-sequences.ts'

// Goal: nothing of a stop sequence gets out, and nothing else is lost, however the text is cut.

const cases: readonly (readonly [text: string, stops: readonly string[], out: string])[] = [
  ['plain text', ['END'], 'plain text'],
  ['so far END more', ['END'], 'so far '],
  ['END', ['END'], ''],
  ['EEND', ['END'], 'E'],
  ['an EN alone', ['END'], 'an EN alone'],
  ['ending in EN', ['END'], 'ending in EN'],
  ['aab', ['aaab', 'b'], 'aa'],
  ['first of two: b a', ['a', 'b'], 'first of two: '],
  ['äöü👩‍💻ß stop', ['ß st'], 'äöü👩‍💻'],
  ['no stops', [], 'no stops'],
]
for (const [text, stops, out] of cases) {
  test(`stop at ${stops.join(', ')}: ${text}`, () => {
    for (let first = 0; first <= text.length; first++) {
      for (let second = first; second <= text.length; second++) {
        const search = new StopSequences(stops)
        const pieces = [text.slice(0, first), text.slice(first, second), text.slice(second)]
        const said = pieces.map((piece) => search.push(piece)).join('') + search.end()
        assert.equal(said, out, pieces.join('|'))
        assert.equal(search.isFound, out !== text)
      }
    }
  })
}
