import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { readingOf } from '../reading.ts'
import { addressedPerson } from './addressed-person.ts'

function found(text: string): readonly string[] {
  const names: string[] = []
  addressedPerson.find(readingOf(text), { region: 'DE' }, ({ start, end }) => names.push(text.slice(start, end)))
  return names
}

// Goal: whoever is addressed is found by name, without titles, and whatever else follows such words is left alone.
const cases: readonly [why: string, text: string, names: readonly string[]][] = [
  ['a surname', 'Sehr geehrte Frau Sommerfeld, danke', ['Sommerfeld']],
  ['particles belong to the name', 'bitte Frau von der Heide anrufen', ['von der Heide']],
  ['a title between', 'Herrn Prof. Dr. med. Wernicke', ['Wernicke']],
  ['a title in words', 'Herr Kollege Özdemir', ['Özdemir']],
  ['a double name', 'Frau Müller-Lüdenscheidt kommt', ['Müller-Lüdenscheidt']],
  ['an apostrophe', "Mrs O'Neill and Mr. McAllister", ["O'Neill", 'McAllister']],
  ['abbreviated', 'Fr. Kern und Hr. Vogt', ['Kern', 'Vogt']],
  ['a nurse', 'Schwester Monika, Station 3', ['Monika']],
  ['the end of a sentence', 'Es grüßt Herr Vogt.', ['Vogt']],
  ['a word that is also a name', 'Frau Berg und Herr Essen', ['Berg', 'Essen']],
  ['spoken of, not addressed', 'die Frau Angst gemacht hat', []],
  ["somebody's wife", 'seine Frau Mitte vierzig', []],
  ['gentlemen in general', 'Sehr geehrte Damen und Herren', []],
  ['no name', 'Herr Bürgermeister, ich bitte', []],
  ['a small letter', 'Frau und Kind', []],
  ['a number', 'Frau 4711', []],
  ['on the next line', 'Frau\nSommerfeld', []],
  ['inside a word', 'Hausfrau Sommerfeld, Jungfrau Maria', []],
  ['the end of the text', 'Herr', []],
  ['many titles and no name', `Herr ${'Dr. '.repeat(50)}`, []],
]
for (const [why, text, names] of cases) {
  test(`addressed person: ${why}`, () => assert.deepEqual(found(text), names))
}

test('addressed person: linear, whatever the text', () => {
  assert.deepEqual(found('Frau '.repeat(40_000)), [])
  assert.deepEqual(found('Herr von '.repeat(20_000)), [])
})
