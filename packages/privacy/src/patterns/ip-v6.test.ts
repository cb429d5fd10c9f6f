// Goal: the forms of RFC 4291 section 2.2 are found; paths of programs, times, MAC addresses and fingerprints are not.
import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { readingAsIs } from '../reading.ts'
import { ipV6 } from './ip-v6.ts'

function found(text: string): string[] {
  const results: string[] = []
  ipV6.find(readingAsIs(text), { region: 'DE' }, ({ start, end, evidence }) =>
    results.push(`${evidence}: ${text.slice(start, end)}`),
  )
  return results
}

const rows: readonly [why: string, text: string, expected: readonly string[]][] = [
  ['eight groups', 'ist 2a02:8108:1:2:3:4:5:6, ja', ['certain: 2a02:8108:1:2:3:4:5:6']],
  ['capitals', '2A02:8108:ABCD:EF01:2345:6789:ABCD:EF01', ['certain: 2A02:8108:ABCD:EF01:2345:6789:ABCD:EF01']],
  ['shortened', '"2a02:8108::8:800:200c:417a"', ['certain: 2a02:8108::8:800:200c:417a']],
  ['shortened at the end', '2a02:8108::', ['certain: 2a02:8108::']],
  ['with a prefix length', '2a02:8108::/32', ['certain: 2a02:8108::/32']],
  ['in brackets with a port', '[2a02:8108::417a]:443', ['certain: 2a02:8108::417a']],
  ['at the end of a sentence', 'Es war 2a02:8108::417a.', ['certain: 2a02:8108::417a']],
  ['mapped', '::ffff:82.171.186.90', ['certain: ::ffff:82.171.186.90']],
  ['mapped loopback', '::ffff:127.0.0.1', ['weak: ::ffff:127.0.0.1']],
  ['loopback', 'on ::1 only', ['weak: ::1']],
  ['link-local with a zone', 'fe80::1ff:fe23:4567:890a%eth2', ['weak: fe80::1ff:fe23:4567:890a%eth2']],
  ['unique local', 'fd12:3456:789a::1', ['weak: fd12:3456:789a::1']],
  ['documentation', '2001:db8::1', ['weak: 2001:db8::1']],
  [
    'documentation with the identifier of a device',
    '2001:db8:1:2:a1b2:c3d4:e5f6:17',
    ['certain: 2001:db8:1:2:a1b2:c3d4:e5f6:17'],
  ],
  ['seven groups', '2a02:8108:1:2:3:4:5', []],
  ['nine groups', '2a02:8108:1:2:3:4:5:6:7', []],
  ['shortened twice', '2a02::8108::1', []],
  ['a group of five', '2a02:81080::1', []],
  ['a MAC address', '00:1a:2b:3c:4d:5e', []],
  ['a MAC address of 64 bits', '00:1a:2b:ff:fe:3c:4d:5e', []],
  ['a time', '12:30:45', []],
  ['a path of a program', 'std::cafe::bed() and a1::b2', []],
  ['a fingerprint', '12:34:56:78:9a:bc:de:f0:12:34:56:78:9a:bc:de:f0', []],
]
for (const [why, text, expected] of rows) test(`IPv6: ${why}`, () => assert.deepEqual(found(text), expected))

test('IPv6: a long row of colons is read once', () => assert.deepEqual(found('a:'.repeat(50_000)), []))
