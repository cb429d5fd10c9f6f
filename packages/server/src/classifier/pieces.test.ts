import assert from 'node:assert/strict'

import { test } from 'bun:test'
import fc from 'fast-check'

import { type Cutter, piecesOf } from './pieces.ts'

// Goal: every piece has its place in the text, in UTF-16, whatever the vocabulary writes; where that cannot be known, it has the place
// of its whole chunk and never a wrong one.

const answering = (tokens: readonly string[], more: Partial<Cutter> = {}): Cutter => ({
  cut: () => ({ ids: tokens.map((_, index) => index), tokens }),
  writes: 'letters',
  unknownToken: '[UNK]',
  ...more,
})

const cases: readonly [why: string, text: string, cutter: Cutter, slices: readonly string[]][] = [
  ['pieces of a word', ' Weißgerber', answering(['Weiß', '##gerber']), ['Weiß', 'gerber']],
  ['a mark before a word', 'Weißgerber,', answering(['▁Weiß', 'gerber', ',']), ['Weiß', 'gerber', ',']],
  ['a mark alone', 'xyz', answering(['▁', '[UNK]']), ['', 'xyz']],
  ['one unknown piece between known ones', '(😀)', answering(['(', '[UNK]', ')']), ['(', '😀', ')']],
  ['two unknown pieces', 'abcd', answering(['[UNK]', '[UNK]']), ['abcd', 'abcd']],
  ['letters that do not add up', 'ﬁx', answering(['fi', 'x']), ['ﬁx', 'ﬁx']],
  ['an unknown piece without room', 'ab', answering(['ab', '[UNK]']), ['ab', 'ab']],
  ['bytes', 'Müller', answering(['ĠM', 'Ã¼', 'ller'], { writes: 'bytes' }), ['M', 'ü', 'ller']],
  ['bytes that divide a character', '😀x', answering(['ðŁ', 'ĺĢ', 'x'], { writes: 'bytes' }), ['😀', '', 'x']],
  ['no chunk', ' \n\t\u00a0', answering(['x']), []],
]
for (const [why, text, cutter, slices] of cases) {
  test(why, () =>
    assert.deepEqual(
      piecesOf(text, cutter).map(({ start, end }) => text.slice(start, end)),
      slices,
    ),
  )
}

test('a chunk is bounded, does not divide a character, and knows whether a blank stands before it', () => {
  const seen: [string, boolean][] = []
  const cut = (chunk: string, { isAfterBlank }: { readonly isAfterBlank: boolean }) => {
    seen.push([chunk, isAfterBlank])
    return { ids: [1], tokens: [chunk] }
  }
  piecesOf(`a ${'x'.repeat(127)}😀y`, { cut, writes: 'letters', unknownToken: undefined })
  assert.deepEqual(seen, [
    ['a', false],
    ['x'.repeat(127), true],
    ['😀y', false],
  ])
})

test('property: letters that are cut one by one lie where they stand', () => {
  const cut = (chunk: string) => ({ ids: [...chunk].map(() => 1), tokens: [...chunk] })
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      const pieces = piecesOf(text, { cut, writes: 'letters', unknownToken: undefined })
      const read = pieces.map(({ start, end }) => text.slice(start, end)).join('')
      // A letter that looks like the mark of a tokenizer makes its chunk one piece; nothing else may be lost.
      if (!/▁|Ġ|##/u.test(text)) assert.equal(read, text.replaceAll(/[\s\p{Cc}]/gu, ''))
      for (const { start, end } of pieces) assert.ok(0 <= start && start <= end && end <= text.length)
    }),
  )
})
