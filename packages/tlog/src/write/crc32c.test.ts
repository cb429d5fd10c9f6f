import { strict as assert } from 'node:assert'

import { test } from 'bun:test'

import { encodeUtf8 } from '../format/bytes.ts'
import { crc32c } from './crc32c.ts'

// Goal: the published sums of RFC 3720 appendix B.4, at every length around the four bytes that one turn takes.
const cases: readonly [why: string, bytes: Uint8Array, sum: number][] = [
  ['nothing', new Uint8Array(), 0],
  ['32 zeros', new Uint8Array(32), 0x8a9136aa],
  ['32 bytes of ones', new Uint8Array(32).fill(0xff), 0x62a8ab43],
  ['32 rising bytes', Uint8Array.from({ length: 32 }, (_, at) => at), 0x46dd794e],
  ['32 falling bytes', Uint8Array.from({ length: 32 }, (_, at) => 31 - at), 0x113fdb5c],
  ['the check value of the polynomial', encodeUtf8('123456789'), 0xe3069283],
]
for (const [why, bytes, sum] of cases) {
  test(`crc32c: ${why}`, () => assert.equal(crc32c(bytes), sum))
  test(`crc32c: ${why}, in two pieces at every place`, () => {
    for (let at = 0; at <= bytes.length; at++) {
      assert.equal(crc32c(bytes.subarray(at), crc32c(bytes.subarray(0, at))), sum, `at ${at}`)
    }
  })
}
