import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { AddressBarred, addressOf } from './address.ts'

const names: Readonly<Record<string, readonly string[]>> = {
  'engine.internal': ['10.0.0.5'],
  'rebinding.test': ['10.0.0.5', '169.254.169.254'],
  'six.test': ['fd12::1', '10.0.0.6'],
  'nothing.test': [],
}
const resolve = (name: string): Promise<readonly string[]> => Promise.resolve(names[name] ?? [])

// Goal: engines in the own network pass; metadata, link-local and multicast do not, in whatever spelling.
const cases: readonly [url: string, expected: string][] = [
  ['http://127.0.0.1:8000', '127.0.0.1'],
  ['http://10.1.2.3', '10.1.2.3'],
  ['http://192.168.0.9', '192.168.0.9'],
  ['http://[::1]:8000', '::1'],
  ['http://[fd12:3456::1]', 'fd12:3456::1'],
  ['http://engine.internal', '10.0.0.5'],
  ['http://engine.internal.', '10.0.0.5'],
  ['http://six.test', '10.0.0.6'],
  ['http://169.254.169.254', 'barred'],
  ['http://169.254.169.254.', 'barred'],
  ['http://2852039166', 'barred'],
  ['http://0xa9fea9fe', 'barred'],
  ['http://0251.0376.0251.0376', 'barred'],
  ['http://169.254.1', 'barred'],
  ['http://[::ffff:169.254.169.254]', 'barred'],
  ['http://[::ffff:a9fe:a9fe]', 'barred'],
  ['http://[64:ff9b::a9fe:a9fe]', 'barred'],
  ['http://[2002:a9fe:a9fe::1]', 'barred'],
  ['http://[64:ff9b::a00:5]', '64:ff9b::a00:5'],
  ['http://[fe80::1]', 'barred'],
  ['http://[fd00:ec2::254]', 'barred'],
  ['http://[ff02::1]', 'barred'],
  ['http://[::]', 'barred'],
  ['http://0.0.0.0', 'barred'],
  ['http://224.0.0.1', 'barred'],
  ['http://100.100.100.200', 'barred'],
  ['http://rebinding.test', 'barred'],
  ['http://nothing.test', 'barred'],
]
for (const [url, expected] of cases) {
  test(`address of ${url}: ${expected}`, async () => {
    if (expected === 'barred') await assert.rejects(addressOf(new URL(url), resolve), AddressBarred)
    else assert.equal(await addressOf(new URL(url), resolve), expected)
  })
}
