import assert from 'node:assert/strict'
import { test } from 'bun:test'
import { labelBefore } from './label.ts'

// Goal: what a value is called right where it stands. The value is 47.
const cases: readonly [why: string, text: string, label: string | undefined][] = [
  ['JSON', '{"a":1,"steuer_id":"47"}', 'steuer_id'],
  ['JSON with spaces and a number', '{ "steuer_id" : 47 }', 'steuer_id'],
  ['JSON inside of JSON', '{\\"steuer_id\\":\\"47', 'steuer_id'],
  ['assignment', 'x=1 ip=47', 'ip'],
  ['form', 'Name: A\nSteuer-ID: 47', 'Steuer-ID'],
  ['form with a dot in the label', 'Steuer-Nr.: 47', 'Steuer-Nr.'],
  ['sentence before the label', 'Das ist alles. IBAN: 47', 'IBAN'],
  ['table of a form', 'Name: A  IBAN: 47', 'IBAN'],
  ['query of a link', '?a=1&iban=47', 'iban'],
  ['arrow', "'iban' => '47'", 'iban'],
  ['element', '<SteuerId>47</SteuerId>', 'SteuerId'],
  ['element with an attribute', '<id type="a">47', 'id'],
  ['prose', 'Die Steuer-ID ist 47', undefined],
  ['a number as label', '10: 47', undefined],
  ['greater than', 'a > 47', undefined],
]
for (const [why, text, label] of cases) {
  test(`label: ${why}`, () => assert.equal(labelBefore(text, text.indexOf('47')), label))
}
