// Goal: phone numbers as people and programs write them are found; dates, addresses, identifiers, order numbers and code are not. The
// numbers are invented or from ranges kept for fiction.
import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { readingAsIs } from '../reading.ts'
import { phone } from './phone.ts'

function found(text: string, how: { readonly label?: string; readonly region?: string } = {}): string[] {
  const results: string[] = []
  const hints = { region: how.region ?? 'DE', label: how.label }
  phone.find(readingAsIs(text), hints, ({ start, end, evidence }) =>
    results.push(`${evidence}: ${text.slice(start, end)}`),
  )
  return results
}

const rows: readonly [why: string, text: string, expected: readonly string[]][] = [
  ['international', 'ruf +49 30 3246728 an', ['certain: +49 30 3246728']],
  ['international with the trunk digit', '+49 (0)89 123456-78', ['certain: +49 (0)89 123456-78']],
  ['country code in brackets', '(+49) 30 3246728', ['certain: (+49) 30 3246728']],
  ['two zeros', '0049 30 3246728', ['likely: 0049 30 3246728']],
  ['another country', '+44 20 7946 0500', ['certain: +44 20 7946 0500']],
  ['mobile', '"0160 86565238"', ['likely: 0160 86565238']],
  ['mobile without a space', 'und 01608656523 oder', ['likely: 01608656523']],
  ['area code in brackets', '(040) 626 3454', ['likely: (040) 626 3454']],
  ['area code with spaces', '(0 30) 12 34 56', ['likely: (0 30) 12 34 56']],
  ['a slash', '06221/05061-32', ['likely: 06221/05061-32']],
  ['a slash with spaces', '089 / 123 45-67', ['likely: 089 / 123 45-67']],
  ['with its word', 'Tel.: 030 3246728', ['certain: 030 3246728']],
  ['a key', '"phone":"0160 86565238"', ['certain: 0160 86565238']],
  ['North American', 'or 415-555-0136 now', ['likely: 415-555-0136']],
  ['foreign, with its word', 'You can call 75 196 772', ['certain: 75 196 772']],
  ['six digits with a word', 'call 33 93 31', ['likely: 33 93 31']],
  ['two in a row', 'Tel. 918823884 / 619128686', ['certain: 918823884', 'certain: 619128686']],
  ['an extension', 'Tel.-Durchwahl -123', ['likely: -123']],
  ['a number with an extension', 'Tel. 030 3246728 ext. 12', ['certain: 030 3246728 ext. 12']],
  ['a landline without a space or word', 'ist 0303246728 da', ['weak: 0303246728']],
  ['a date', 'am 01.02.2024 und 03.04.24', []],
  ['an IP address', '01.171.186.90 und 82.171.186.90', []],
  ['an order number', 'Die Bestellung 01608656523 ist da', []],
  ['numbers of a query', 'id IN (093074860,620763559,0173130827)', []],
  ['part of an IBAN', 'DE89 3704 0044 0532 0130 00', []],
  ['part of a tax number', '61 034 279 885', []],
  ['a number of a tax office', '093/815/08152', []],
  ['a CPR number', '030742-2751', []],
  ['an Austrian insurance number', '0237 010180', []],
  ['a pension insurance number', '02 030380 D 730', []],
  ['an ISBN', 'ISBN 0-306-40615-2', []],
  ['a decimal', '0.123456789 und 0,12345678', []],
  ['a list of small numbers', '04 27 / 01 / 12 5', []],
  ['a hash', '0160865652a38 f5-89-87-32', []],
  ['a timestamp', 'epoch 0160865652', []],
  ['sixteen digits', 'Tel 1234567890123456', []],
  ['too short', 'Tel. 0301', []],
]
for (const [why, text, expected] of rows) test(`phone: ${why}`, () => assert.deepEqual(found(text), expected))

test('phone: the label of a column', () =>
  assert.deepEqual(found('3246728', { label: 'Telefon' }), ['certain: 3246728']))
test('phone: the region decides what is national', () =>
  assert.deepEqual(found('044 668 18 00', { region: 'CH' }), ['likely: 044 668 18 00']))
test('phone: a region without a numbering plan leaves international numbers', () =>
  assert.deepEqual(found('+49 30 3246728', { region: 'AQ' }), ['certain: +49 30 3246728']))
