import assert from 'node:assert/strict'
import { test } from 'bun:test'
import { contextWords } from './context-words.ts'
import { hasContext } from './context.ts'
import { readingAsIs } from './reading.ts'

// Goal: a word of context is found however people and programs write it, and only as a word.
// «» mark the value. All numbers are invented.
const far = 'x '.repeat(31)
const cases: readonly [why: string, words: readonly string[], text: string, found: boolean][] = [
  ['directly before', ['steuer-id'], 'Steuer-ID: «47»', true],
  ['camel case key', ['steuer-id'], '{"steuerId":"«47»"}', true],
  ['snake case key', ['steuer-id'], 'steuer_id=«47»', true],
  ['without separators, capitals', ['steuer-id'], 'STEUERID «47»', true],
  ['a part of a word only', ['steuer-id'], 'Steueridee «47»', false],
  ['a word with a star goes on', ['steuer*'], 'Steueridee «47»', true],
  ['a word with a star begins at a beginning', ['steuer*'], 'Versteuerung «47»', false],
  ['umlaut written as umlaut', ['führerschein'], 'Führerschein «47»', true],
  ['umlaut written with e', ['führerschein'], 'Fuehrerschein «47»', true],
  ['umlaut left out', ['fuhrerschein'], 'FÜHRERSCHEIN «47»', true],
  ['sharp s', ['strasse'], 'Straße «47»', true],
  ['accents', ['numero'], 'numéro «47»', true],
  ['Cyrillic capitals', ['егн'], 'ЕГН «47»', true],
  ['Greek capitals', ['αφμ'], 'ΑΦΜ «47»', true],
  ['after the value', ['bsn'], '«47» (BSN)', true],
  ['sixty characters away', ['bsn'], `BSN ${far.slice(0, 56)}«47»`, true],
  ['further away', ['bsn'], `BSN ${far}«47»`, false],
]
for (const [why, words, marked, found] of cases) {
  test(`context: ${why}`, () => {
    const place = { start: marked.indexOf('«'), end: marked.indexOf('»') - 1 }
    const reading = readingAsIs(marked.replace('«', '').replace('»', ''))
    assert.equal(hasContext(reading, place, contextWords(words), { region: 'DE' }), found)
  })
}

test('context: the label under which a text stands counts', () => {
  const hints = { region: 'DE', label: 'svNummer' }
  assert.equal(hasContext(readingAsIs('47'), { start: 0, end: 2 }, contextWords(['sv-nummer']), hints), true)
})
