// Goal: a text keeps its words however it was wrapped, quoted, marked up or encoded, and hostile text costs no more than other text.
// All sentences are invented.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { proseOf, wordsOf } from './words.ts'

const cases: readonly [why: string, text: string, words: string][] = [
  ['marks and line breaks vanish', '# Grant\r\n\r\n**Use** is\nfree.', 'grant use is free'],
  ['quotes straight and curly', '"AS IS" “AS IS” ‘as’', 'as is as is as'],
  ['an apostrophe parts a word in both forms', "licensor's licensor’s", 'licensor s licensor s'],
  ['upper case without locale', 'LICENCE İ', 'licence i'],
  ['a version stays one word', 'Version 3.2.', 'version 3.2'],
  ['a grouped number stays one word', 'above 700,000,000 users', 'above 700,000,000 users'],
  ['a list number is a word of its own', '2.a) 3.', '2 a 3'],
  ['money, shares and sections', '$20 of 5 % under §4', '$ 20 of 5 % under § 4'],
  ['composed and decomposed', 'Müller Mu\u0308ller', 'müller müller'],
  ['full width and ligature', 'ＭＩＴ oﬃce', 'mit office'],
  ['zero width space and byte order mark', '\ufeffli\u200bcence', 'licence'],
  ['a link is its text', 'see [the policy](https://policy.example/use?a=1).', 'see the policy'],
  ['a link may break within its text', '[the\npolicy](x)', 'the policy'],
  ['brackets around a sentence are no target', '[note](nobody may sell it)', 'note nobody may sell it'],
  ['brackets alone are no link', '[yyyy] (holder)', 'yyyy holder'],
  ['no words', ' \u0301 -- \u{1f600}', ''],
]
for (const [why, text, words] of cases) {
  test(`words: ${why}`, () => assert.equal(wordsOf(text).join(' '), words))
}

const marks: readonly [why: string, word: string, stays: boolean][] = [
  ['a letter', 'b', false],
  ['a small Roman numeral', 'viii', false],
  ['a longer Roman numeral', 'xviii', true],
  ['one digit', '7', false],
  ['two digits', '12', false],
  ['three digits', '100', true],
  ['a decimal', '3.2', true],
  ['a letter beyond a to z', 'é', true],
  ['a sign', '$', true],
]
for (const [why, word, stays] of marks) {
  test(`prose: ${why}`, () => assert.deepEqual(proseOf([word]), stays ? [word] : []))
}

// Each would take minutes if its cost grew with the square of its length. The time limit of the test is the assertion.
const length = 2_000_000
const hostile: readonly [why: string, text: string, words: number][] = [
  ['open brackets', '['.repeat(length), 0],
  ['links without an end', '[a]('.repeat(length / 4), length / 4],
  ['targets within targets', '[a]((('.repeat(length / 5), length / 5],
  ['combining marks out of order', `a${'\u0301\u0323'.repeat(length / 2)}`, 1],
  ['one endless number', '1.1'.repeat(length / 3), 1],
]
for (const [why, text, words] of hostile) {
  test(`words of hostile text: ${why}`, () => assert.equal(wordsOf(text).length, words))
}
