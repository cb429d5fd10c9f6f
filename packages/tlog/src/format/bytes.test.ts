// Goal: base64 has one spelling, and our own SHA-256 is SHA-256.
import { strict as assert } from 'node:assert'

import { describe, test } from 'bun:test'

import { sha256 } from '../../../../test/conformance/tlog/written-log.ts'
import { decodeBase64, encodeBase64 } from './bytes.ts'
import { sha256 as ownSha256 } from './sha256.ts'

describe('base64', () => {
  const rows: readonly [text: string, bytes: number | undefined][] = [
    ['', 0],
    ['AA==', 1],
    ['AAA=', 2],
    ['AAAA', 3],
    ['+/+/', 3],
    ['AA', undefined],
    ['AA=', undefined],
    ['AAA', undefined],
    ['A===', undefined],
    ['====', undefined],
    ['AB==', undefined],
    ['AAB=', undefined],
    ['AAAA=', undefined],
    ['AA==AAAA', undefined],
    ['AAA ', undefined],
    ['AA\n==', undefined],
    ['-_-_', undefined],
    ['AAÄ=', undefined],
  ]
  for (const [text, bytes] of rows) {
    test(`${JSON.stringify(text)}: ${bytes ?? 'refused'}`, () => assert.equal(decodeBase64(text)?.length, bytes))
  }

  test('agrees with the runtime on every byte at every place', () => {
    const all = Uint8Array.from({ length: 259 }, (_, index) => index)
    for (let start = 0; start < all.length; start++) {
      const bytes = all.subarray(start)
      assert.equal(encodeBase64(bytes), Buffer.from(bytes).toString('base64'))
      assert.deepEqual(decodeBase64(encodeBase64(bytes)), new Uint8Array(bytes))
    }
  })
})

test('our own SHA-256 agrees with the runtime at every length around its blocks', () => {
  for (let length = 0; length < 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 7 + length) & 0xff)
    assert.deepEqual(ownSha256(bytes), sha256(bytes))
  }
})
