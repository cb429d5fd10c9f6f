import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { beginsRequest } from './requests.ts'

// Goal: the word with which a request begins is no name there, and may be one anywhere else.
const cases: readonly [why: string, text: string, word: string, isRequest: boolean][] = [
  ['the beginning of a text', 'Fasse zusammen, was geschah.', 'Fasse', true],
  ['a sentence behind another', 'Das war gut. Stell dir vor, es regnet.', 'Stell', true],
  ['a new line', 'Aufgabe:\nSieh dir das an', 'Sieh', true],
  ['a list', '- Mach daraus eine Tabelle', 'Mach', true],
  ['quoted', 'Er sagte: „Gib acht!“', 'Gib', true],
  ['in the middle of a sentence', 'Gestern kam Mark Fasse zu Besuch', 'Fasse', false],
  ['a name that begins a sentence', 'Anna kommt.', 'Anna', false],
  ['behind a salutation', 'Herr Mach kommt', 'Mach', false],
]
for (const [why, text, word, isRequest] of cases) {
  const start = text.indexOf(word)
  test(`request: ${why}`, () => assert.equal(beginsRequest(text, start, start + word.length), isRequest))
}
