import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Finding } from '../finding.ts'
import { readingAsIs } from '../reading.ts'
import { mac } from './mac.ts'

// Goal: addresses of network cards in the three ways of writing them, whole, and nothing that is longer or shorter.
// Addresses are invented or reserved for documentation (RFC 7042).
const cases: readonly [why: string, text: string, found: readonly string[]][] = [
  ['colons', 'if 00:00:5E:00:53:01 up', ['certain 00:00:5E:00:53:01']],
  ['hyphens', '23-f0-cb-3b-1d-e5', ['certain 23-f0-cb-3b-1d-e5']],
  ['dots', 'mac 0000.5e00.5301.', ['certain 0000.5e00.5301']],
  ['eight bytes', '02:00:5e:10:00:00:00:01', ['certain 02:00:5e:10:00:00:00:01']],
  ['digits over hyphens', '12-34-56-78-90-12', ['weak 12-34-56-78-90-12']],
  ['digits over hyphens, named', 'MAC 12-34-56-78-90-12', ['likely 12-34-56-78-90-12']],
  ['five bytes', '00:00:5e:00:53', []],
  ['fingerprint of a key', '00:00:5e:00:53:01:00:00:5e:00:53:01:00:00:5e:00', []],
  ['mixed separators', '00:00-5e:00-53:01', []],
  ['part of a word', 'x00:00:5e:00:53:01', []],
  ['a day and a time', '2026-11-23 10:20:30', []],
  ['a version', '1234.5678.9012', []],
  [
    'two, one after the other',
    '00:00:5e:00:53:01 00:00:5e:00:53:02',
    ['certain 00:00:5e:00:53:01', 'certain 00:00:5e:00:53:02'],
  ],
]
for (const [why, text, expected] of cases) {
  test(`MAC: ${why}`, () => {
    const found: string[] = []
    const add = ({ evidence, start, end }: Finding): number => found.push(`${evidence} ${text.slice(start, end)}`)
    mac.find(readingAsIs(text), { region: 'DE' }, add)
    assert.deepEqual(found, expected)
  })
}
