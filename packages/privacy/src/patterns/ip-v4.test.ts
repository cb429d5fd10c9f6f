// Goal: IPv4 addresses are found, versions and section numbers are not, and addresses that lead to nobody are weak.
import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { readingAsIs } from '../reading.ts'
import { ipV4 } from './ip-v4.ts'

function found(text: string, label?: string): string[] {
  const results: string[] = []
  ipV4.find(readingAsIs(text), { region: 'DE', label }, ({ start, end, evidence }) =>
    results.push(`${evidence}: ${text.slice(start, end)}`),
  )
  return results
}

const rows: readonly [why: string, text: string, expected: readonly string[]][] = [
  ['alone', 'von 82.171.186.90 aus', ['likely: 82.171.186.90']],
  ['with its word', 'ip=82.171.186.90 user', ['certain: 82.171.186.90']],
  ['as a key', '"client_ip": "82.171.186.90"', ['certain: 82.171.186.90']],
  ['at the end of a sentence', 'Es war 82.171.186.90.', ['likely: 82.171.186.90']],
  ['with a prefix length', '82.171.186.0/24', ['likely: 82.171.186.0/24']],
  ['a prefix length that is none', '82.171.186.0/33', ['likely: 82.171.186.0']],
  ['with a port', '82.171.186.90:8080', ['likely: 82.171.186.90']],
  ['in a URL', 'http://82.171.186.90/x', ['likely: 82.171.186.90']],
  ['255 is the last', '255.171.186.255', ['likely: 255.171.186.255']],
  ['256 is none', '82.171.186.256', []],
  ['five numbers', '82.171.186.90.1', []],
  ['a leading zero', '82.171.186.09', []],
  ['a version', 'Version 1.22.44.150 ist da', []],
  ['a version after a letter', 'v82.171.186.90', []],
  ['a program', 'Chrome/120.0.60.99 Safari', []],
  ['a requirement', 'pkg==82.171.186.90', []],
  ['a section', 'siehe Kapitel 82.17.18.90', []],
  ['small numbers alone', 'Punkt 1.22.4.15 gilt', ['weak: 1.22.4.15']],
  ['loopback', '127.0.0.1', ['weak: 127.0.0.1']],
  ['loopback with its word', 'ip=127.0.0.1', ['weak: 127.0.0.1']],
  ['documentation', '198.51.100.7', ['weak: 198.51.100.7']],
  ['beside documentation', '198.51.101.7', ['likely: 198.51.101.7']],
  ['private', '172.31.255.4', ['weak: 172.31.255.4']],
  ['beside private', '172.32.255.4', ['likely: 172.32.255.4']],
]
for (const [why, text, expected] of rows) test(`IPv4: ${why}`, () => assert.deepEqual(found(text), expected))

test('IPv4: a private address under the label of a person', () =>
  assert.deepEqual(found('192.168.4.77', 'clientAddress'), ['likely: 192.168.4.77']))
