// Goal: what a memo keeps of a text changes nothing of what is found in the next one, and holds nobody's name.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'bun:test'

import { hashOfWord } from './hash.ts'
import { languages } from './language.ts'
import { Memo, vectorSize } from './memo.ts'
import { tokenKinds } from './segment.ts'
import { readWeights } from './weights.ts'
import { lexiconBits } from './word.ts'

const weights = readWeights(readFileSync(join(import.meta.dirname, '../../weights/recogniser.bin')))

/** Gazetteers of this test: one ordinary word, one name. */
const lexicon = (hash: number): number =>
  hash === hashOfWord('schreibtisch') ? lexiconBits.common : hash === hashOfWord('weißgerber') ? lexiconBits.surname : 0

function memo(): Memo {
  return new Memo({ weights, lexicon, language: languages.de })
}

function vectorOf(of: Memo, word: string): readonly number[] {
  const entry = of.entryOf(word, 0, word.length, tokenKinds.word)
  return [...of.vectors.subarray(entry * vectorSize, (entry + 1) * vectorSize)]
}

test('an ordinary word keeps its place over texts, a name does not', () => {
  const one = memo()
  const [ordinary, name] = ['Schreibtisch', 'Weißgerber'].map((word) =>
    one.entryOf(word, 0, word.length, tokenKinds.word),
  )
  one.forget()
  assert.equal(one.entryOf('Schreibtisch', 0, 12, tokenKinds.word), ordinary)
  assert.equal(one.entryOf('Xanten', 0, 6, tokenKinds.word), name, 'the place of the name is free')
  assert.notEqual(one.entryOf('Weißgerber', 0, 10, tokenKinds.word), name)
})

test('words have the same sums whatever was there before', () => {
  const words = ['Weißgerber', 'Schreibtisch', 'gestern', 'Xaver', '23']
  const used = memo()
  for (let text = 0; text < 50; text++) {
    for (let word = 0; word < 300; word++) used.entryOf(`Wort${text}x${word}`, 0, 8, tokenKinds.word)
    for (const word of words) used.entryOf(word, 0, word.length, tokenKinds.word)
    if (text % 3 === 0) used.forget()
    used.makeRoom()
  }
  used.forget()
  for (const word of words) assert.deepEqual(vectorOf(used, word), vectorOf(memo(), word), word)
})
