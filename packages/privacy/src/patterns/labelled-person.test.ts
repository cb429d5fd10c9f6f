// Goal: a value is a name where its label says so, whatever it looks like, and nowhere else. All names are invented.
import assert from 'node:assert/strict'
import { test } from 'bun:test'

import { readingOf } from '../reading.ts'
import { labelledPerson } from './labelled-person.ts'

function found(text: string, label?: string): readonly string[] {
  const values: string[] = []
  labelledPerson.find(readingOf(text), { region: 'DE', label }, ({ start, end }) => values.push(text.slice(start, end)))
  return values
}

const cases: readonly [why: string, text: string, values: readonly string[]][] = [
  ['a form', 'Nachname: Weißgerber\nVorname(n): Anna Maria\nOrt: Berlin', ['Weißgerber', 'Anna Maria']],
  ['a form on one line', 'Vorname: Anna Nachname: Weißgerber', ['Anna', 'Weißgerber']],
  ['fields on one line', 'Vorname: Anna, Ort: Berlin', ['Anna']],
  ['columns', 'Nachname: Weber    Geschlecht: w', ['Weber']],
  ['JSON', '{"firstName":"anna","last_name": "o’neill"}', ['anna', 'o’neill']],
  ['JSON in JSON', '{\\"surname\\":\\"WEBER\\"}', ['WEBER']],
  ['XML', '<Nachname>von der Heide</Nachname>', ['von der Heide']],
  ['a query', 'lastname=Kowalski&x=1', ['Kowalski']],
  ['Markdown', '**Familienname:** Weber', ['Weber']],
  ['both parts', '"full name": "Weber, Anna-Lena"', ['Weber, Anna-Lena']],
  ['a part of a longer key', '"kundenNachname": "Weber"', ['Weber']],
  ['a type', 'interface A { firstName: string; lastName: String }', []],
  ['a call', 'const lastName = GetName(user)', []],
  ['a path of a program', 'lastName = User.name_of(x)', []],
  ['a schema', '{"lastName": {"type": "string"}}', []],
  ['a name for a name', 'LastName = LastName', []],
  ['no value', 'Nachname: entfällt', []],
  ['an empty form', 'Vorname:\nNachname:\n', []],
  ['a sentence about names', 'Der Nachname ist Pflicht, der Vorname nicht.', []],
  ['a name of something else', '"fileName": "Bericht", "name": "Umsatz"', []],
]
for (const [why, text, values] of cases) test(`labelled person: ${why}`, () => assert.deepEqual(found(text), values))

const keys: readonly [label: string | undefined, text: string, values: readonly string[]][] = [
  ['nachname', 'weber', ['weber']],
  ['last_name', "O'Neill", ["O'Neill"]],
  ['vorname', 'null', []],
  ['vorname', '12', []],
  ['name', 'weber', []],
  [undefined, 'weber', []],
]
for (const [label, text, values] of keys)
  test(`labelled person: under the key ${label} stands ${text}`, () => assert.deepEqual(found(text, label), values))
