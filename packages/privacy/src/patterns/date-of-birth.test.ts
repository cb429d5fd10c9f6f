// Goal: a date of birth is told from other dates by the words around it, in the languages whose identifiers we find. All are invented.
import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { readingAsIs } from '../reading.ts'
import { date } from './date.ts'

function found(text: string, label?: string): string[] {
  const results: string[] = []
  date.find(readingAsIs(text), { region: 'DE', label }, ({ start, end, kind, evidence }) =>
    results.push(`${kind} ${evidence}: ${text.slice(start, end)}`),
  )
  return results
}

const birth: readonly [why: string, text: string, expected: string][] = [
  ['a letter', 'Frau Muster, geb. 12.03.56,', 'certain: 12.03.56'],
  ['without a space', 'geb.12.03.1956', 'certain: 12.03.1956'],
  ['in words', 'geboren am 12. März 1956 in', 'certain: 12. März 1956'],
  ['with the place between', 'geboren in Köln am 12.03.1956', 'likely: 12.03.1956'],
  ['behind', 'am 12.03.1956 in Köln geboren', 'likely: 12.03.1956'],
  ['a form', 'Geburtsdatum: 12.03.1956', 'certain: 12.03.1956'],
  ['a star', 'Anna Muster, *12.03.1956', 'certain: 12.03.1956'],
  ['a star in brackets', 'Anna Muster (* 12. März 1956)', 'certain: 12. März 1956'],
  ['English', 'born on March 5, 1956', 'certain: March 5, 1956'],
  ['DOB', 'DOB: 03/05/1956', 'certain: 03/05/1956'],
  ['Spanish', 'Fecha de nacimiento: 05/03/1956.', 'certain: 05/03/1956'],
  ['French', 'née le 5 mars 1956', 'certain: 5 mars 1956'],
  ['a key', '{"birthDate": "1956-03-12"}', 'certain: 1956-03-12'],
  ['a key in a string', '{\\"date_of_birth\\":\\"1956-03-12\\"}', 'certain: 1956-03-12'],
  ['only the year', 'Jahrgang 1956', 'certain: 1956'],
  ['without separators', 'geb. 12031956', 'certain: 12031956'],
  ['without separators, ISO', 'birthdate=19560312', 'certain: 19560312'],
  ['six digits', 'geb. am 120356', 'certain: 120356'],
]
for (const [why, text, expected] of birth) {
  test(`date of birth: ${why}`, () => assert.deepEqual(found(text), [`DATE_OF_BIRTH ${expected}`]))
}

const others: readonly [why: string, text: string, expected: readonly string[]][] = [
  ['the bullet of a list', '* 12.03.2024 Besprechung', ['DATE likely: 12.03.2024']],
  ['bold type', '**12.03.2024**', ['DATE likely: 12.03.2024']],
  ['a name at birth', 'geb. Meier, am 12.03.2024', ['DATE likely: 12.03.2024']],
  ['a word that ends alike', 'ergeb. 12.03.2024', ['DATE likely: 12.03.2024']],
  ['eight digits that are no date', 'geb. 45031956', []],
  ['eight digits without a word', 'Nr. 12031956', []],
]
for (const [why, text, expected] of others)
  test(`no date of birth: ${why}`, () => assert.deepEqual(found(text), expected))

test('date of birth: the label of a column', () =>
  assert.deepEqual(found('1956-03-12', 'date_of_birth'), ['DATE_OF_BIRTH certain: 1956-03-12']))
