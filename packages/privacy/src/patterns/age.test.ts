// Goal: ages of people are found, however they are written; how long something lasts is not.
import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { readingAsIs } from '../reading.ts'
import { age } from './age.ts'

function found(text: string, label?: string): string[] {
  const results: string[] = []
  age.find(readingAsIs(text), { region: 'DE', label }, ({ start, end }) => results.push(text.slice(start, end)))
  return results
}

const rows: readonly [why: string, text: string, expected: readonly string[]][] = [
  ['an adjective', 'die 53-jährige Patientin', ['53-jährige']],
  ['without hyphen', 'ein 53jähriger Mann', ['53jähriger']],
  ['a noun', 'der 79-Jährige', ['79-Jährige']],
  ['years old', 'ist 53 Jahre alt.', ['53 Jahre alt']],
  ['months old', 'ein 4 Monate alter Säugling', ['4 Monate alter']],
  ['at the age of', 'im Alter von 53 Jahren', ['53 Jahren']],
  ['a form', 'Alter: 53', ['53']],
  ['shortened', 'Pat., 53 J., klagt', ['53 J.']],
  ['a year of life', 'im 53. Lebensjahr', ['53. Lebensjahr']],
  ['with sex', '(53 Jahre, männlich)', ['53 Jahre']],
  ['behind a person', 'Patientin, 53 Jahre, stellt', ['53 Jahre']],
  ['English', 'aged 53, a 53-year-old man, 53 years old', ['53', '53-year-old', '53 years old']],
  ['English, shortened', '53 y/o and 61yo', ['53 y/o', '61yo']],
  ['Spanish', 'varón de 53 años que', ['53 años']],
  ['Spanish in words', 'niña de tres años y medio con', ['tres años y medio']],
  ['German in one word', 'ein dreijähriger Junge', ['dreijähriger']],
  ['German, more than twenty', 'die fünfundsechzigjährige Frau', ['fünfundsechzigjährige']],
  ['in words', 'is fifty years old, fünfzig Jahre alt', ['fifty years old', 'fünfzig Jahre alt']],
  ['a key', '{"age": 53}', ['53']],
  ['a warranty', '10 Jahre Garantie', []],
  ['an anniversary', 'das 25-jährige Jubiläum', []],
  ['an apprenticeship', 'eine dreijährige Ausbildung', []],
  ['several years', 'mehrjährige Erfahrung', []],
  ['since when', 'hace 3 años y durante 5 años', []],
  ['how long an illness lasts', 'de 3 años de evolución', []],
  ['too old', 'im Alter von 126 Jahren', []],
  ['a decimal', '2,53 Jahre alt', []],
  ['a page', 'page: 53', []],
]
for (const [why, text, expected] of rows)
  test(`age: ${why}`, () => assert.deepEqual([...found(text)].sort(), [...expected].sort()))

test('age: the label of a column', () => assert.deepEqual(found('53', 'patient_age'), ['53']))
