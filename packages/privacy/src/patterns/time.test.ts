// Goal: times of day are found; ratios, verses, durations and parts of addresses are not.
import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { readingAsIs } from '../reading.ts'
import { timeOfDay } from './time.ts'

function found(text: string): string[] {
  const results: string[] = []
  timeOfDay.find(readingAsIs(text), { region: 'DE' }, ({ start, end, evidence }) =>
    results.push(`${evidence}: ${text.slice(start, end)}`),
  )
  return results
}

const rows: readonly [why: string, text: string, expected: readonly string[]][] = [
  ['digits', 'Beginn 14:30, Saal', ['likely: 14:30']],
  ['with its word', 'um 14:30 Uhr da', ['likely: 14:30 Uhr']],
  ['with a dot', 'um 14.30 Uhr da', ['likely: 14.30 Uhr']],
  ['a dot without the word', 'Wert 14.30 da', []],
  ['hours', 'ab 8 Uhr', ['likely: 8 Uhr']],
  ['two of them', 'von 19.00 bis 21.00 Uhr', ['likely: 19.00', 'likely: 21.00 Uhr']],
  ['ISO', '2024-03-12T05:36:29+01:00', ['likely: 05:36:29+01:00']],
  ['UTC', '2024-03-12T05:36:29.123Z', ['likely: 05:36:29.123Z']],
  ['English', 'at 2:30pm or 8 a.m. today', ['likely: 2:30pm', 'likely: 8 a.m.']],
  ['French', 'à 21h30', ['likely: 21h30']],
  ['one digit with a word', 'um 9:15 los', ['likely: 9:15']],
  ['one digit alone', 'Joh 3:16', ['weak: 3:16']],
  ['a ratio', 'Format 16:9', []],
  ['hour 25', 'um 25:10', []],
  ['minute 60', 'um 14:60', []],
  ['a duration', 'nach 2 h Pause', []],
  ['a date that begins alike', '8 am Dienstag', []],
  ['an address', '00:1a:2b:3c', []],
  ['an amount', '1.14:30', []],
]
for (const [why, text, expected] of rows) test(`time: ${why}`, () => assert.deepEqual(found(text), expected))
