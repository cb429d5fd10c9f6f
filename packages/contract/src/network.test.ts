import { describe, test } from 'bun:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'

import { isWithin, parseAddress, parseNetwork } from './network.ts'

// Goal: a network holds the addresses that lie in it and no other, in both families and however an address is written.
const rows: readonly [network: string, address: string, isInside: boolean][] = [
  ['10.20.0.0/16', '10.20.0.0', true],
  ['10.20.0.0/16', '10.20.255.255', true],
  ['10.20.0.0/16', '10.21.0.0', false],
  ['10.20.0.0/16', '10.19.255.255', false],
  ['10.20.0.0/16', '::ffff:10.20.1.1', true],
  ['10.20.0.0/16', '::ffff:a14:101', true],
  ['10.20.0.0/16', '::10.20.1.1', false],
  ['10.20.30.128/25', '10.20.30.127', false],
  ['10.20.30.128/25', '10.20.30.128', true],
  ['192.0.2.7', '192.0.2.7', true],
  ['192.0.2.7', '192.0.2.8', false],
  ['0.0.0.0/0', '203.0.113.9', true],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['::/0', '2001:db8::1', true],
  ['::/0', '10.0.0.1', false],
  ['fd00::/8', 'fdff:ffff::1', true],
  ['fd00::/8', 'fe00::1', false],
  ['2001:db8:0:8000::/49', '2001:db8:0:7fff::1', false],
  ['2001:db8:0:8000::/49', '2001:db8:0:ffff::1', true],
  ['::1', '::1', true],
  ['::1', '0:0:0:0:0:0:0:1', true],
  ['::1', '127.0.0.1', false],
  ['fe80::/10', 'fe80::1%eth0', true],
]
for (const [network, address, isInside] of rows) {
  test(`${address} ${isInside ? 'lies' : 'does not lie'} in ${network}`, () => {
    const [inner, outer] = [parseAddress(address), parseNetwork(network)]
    assert.ok(inner !== undefined && outer !== undefined)
    assert.equal(isWithin(inner, outer), isInside)
  })
}

describe('no network', () => {
  const texts = [
    '',
    '/',
    '/8',
    'all',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/08',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.1/8',
    '::/129',
    'fd00::1/8',
    '::ffff:10.0.0.0/104',
    'fe80::1%eth0',
    '10.0.0.0/8 ',
    '1.2.3/24',
    '10.0.0.0/0x8',
  ]
  for (const text of texts) test(JSON.stringify(text), () => assert.equal(parseNetwork(text), undefined))
})

describe('no address', () => {
  const texts = [
    '',
    '1',
    '1.2.3',
    '1.2.3.4.5',
    '256.0.0.1',
    '01.2.3.4',
    '0x7f.0.0.1',
    '2130706433',
    '1.2.3.4 ',
    'localhost',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '::12345',
    'g::',
    '1:2:3:4:5:6:7::8',
    '::1.2.3',
    '::1.2.3.4:5',
    '1.2.3.4::',
    '::ffff:256.0.0.1',
    `::${'0'.repeat(60)}`,
  ]
  for (const text of texts) test(JSON.stringify(text), () => assert.equal(parseAddress(text), undefined))
})

test('whatever a text is, it is an address of four or sixteen bytes, or none', () => {
  const word = fc.constantFrom(':', '::', '.', '0', '1', 'ff', 'ffff', '255', '256', '/', '%')
  fc.assert(
    fc.property(fc.array(word, { maxLength: 18 }), (words) => {
      const length = parseAddress(words.join(''))?.length
      assert.ok(length === undefined || length === 4 || length === 16)
    }),
  )
})

test('an address is found again in the network of each of its prefixes', () => {
  fc.assert(
    fc.property(fc.ipV6(), fc.nat(128), (text, prefix) => {
      const bytes = parseAddress(text)
      assert.ok(bytes !== undefined)
      const cut = Math.min(prefix, bytes.length * 8)
      assert.ok(isWithin(bytes, { bytes, prefix: cut }))
      const flipped = bytes.map((byte, index) => (index === (cut - 1) >> 3 ? byte ^ (0x80 >> ((cut - 1) & 7)) : byte))
      if (cut > 0) assert.ok(!isWithin(flipped, { bytes, prefix: cut }))
    }),
  )
})
