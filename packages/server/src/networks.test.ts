import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { networkCheck, plainAddress } from './networks.ts'

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
  // Written in IPv6 as ::ffff:10.0.0.1, it is one of all addresses.
  ['::/0', '10.0.0.1', true],
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
  test(`${address} ${isInside ? 'lies' : 'does not lie'} in ${network}`, () =>
    assert.equal(networkCheck([network])(plainAddress(address)), isInside))
}

test('what is no address lies in no network', () => {
  const isAnywhere = networkCheck(['0.0.0.0/0', '::/0'])
  const texts = ['', 'unknown', '10.0.0', '10.0.0.0.1', '256.0.0.1', '01.2.3.4', '0x7f.0.0.1', '2130706433', '1.2.3.4 ']
  for (const text of [...texts, ':::', '1::2::3', '::12345', 'localhost', '::ffff:256.0.0.1'])
    assert.equal(isAnywhere(plainAddress(text)), false, text)
})

test('an address lies in any of several networks', () => {
  const isInside = networkCheck(['10.20.0.0/16', 'fd00::/8', '192.0.2.7'])
  for (const address of ['10.20.0.1', 'fd12::1', '192.0.2.7']) assert.ok(isInside(address), address)
  for (const address of ['10.21.0.1', 'fe80::1', '192.0.2.8']) assert.ok(!isInside(address), address)
})
