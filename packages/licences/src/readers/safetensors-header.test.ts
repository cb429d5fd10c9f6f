// Goal: the tensors of a header fill the file exactly, or it is refused.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'
import * as fc from 'fast-check'

import { safetensorsFile } from '../../../../test/licences/gguf-file.ts'
import { readSafetensorsHeader } from './safetensors-header.ts'
import { ArtefactUnreadable } from './unreadable.ts'

const whole = safetensorsFile(
  [
    { name: 'a', shape: [2, 3] },
    { name: 'b', shape: [] },
  ],
  { format: 'pt' },
)
const read = (bytes: Uint8Array, fileBytes = bytes.length) => readSafetensorsHeader(bytes, fileBytes)

test('safetensors header: numbers by type', () => assert.deepEqual(read(whole), { numbers: { F32: 7 } }))

const gigabyte = 1_073_741_824
const row = (from: number, to: number, more: object = {}) => ({
  dtype: 'U8',
  shape: [to - from],
  data_offsets: [from, to],
  ...more,
})
const cases: readonly [why: string, bytes: Uint8Array, code: string][] = [
  ['nothing but a header', written({}, 0), ''],
  ['half a byte each', written({ a: row(0, 2, { dtype: 'F4', shape: [4] }) }, 2), ''],
  ['a type that is new', written({ a: row(0, 2, { dtype: 'F128', shape: [7] }) }, 2), ''],
  ['cut within the weights', whole.subarray(0, whole.length - 1), 'truncated'],
  ['a byte behind them', Buffer.concat([whole, new Uint8Array(1)]), 'malformed'],
  ['a gigabyte claimed in a kilobyte', written({ a: row(0, gigabyte) }, 1_000), 'truncated'],
  ['a header of a gigabyte in a kilobyte', claiming(gigabyte), 'too_large'],
  ['a header of 33 MB in a kilobyte', claiming(33_554_432), 'truncated'],
  ['a hole', written({ a: row(0, 2), b: row(3, 4) }, 4), 'malformed'],
  ['an overlap', written({ a: row(0, 2), b: row(1, 3) }, 3), 'malformed'],
  ['one that ends before it begins', written({ a: { dtype: 'U8', shape: [0], data_offsets: [2, 1] } }, 0), 'malformed'],
  ['a shape of another length', written({ a: row(0, 4, { shape: [3] }) }, 4), 'malformed'],
  ['a shape that overflows', written({ a: row(0, 4, { shape: [2 ** 50, 2 ** 50] }) }, 4), 'too_large'],
  ['a shape below nought', written({ a: row(0, 4, { shape: [-4] }) }, 4), 'malformed'],
  ['a place of one number', written({ a: row(0, 4, { data_offsets: [0] }) }, 4), 'malformed'],
  ['a tensor that is a list', written({ a: [] }, 0), 'malformed'],
  ['a type that is no name', written({ a: row(0, 1, { dtype: 'U8\u001b' }) }, 1), 'malformed'],
  ['a list for a header', raw('[]', 0), 'malformed'],
  ['no JSON', raw('{"a":', 0), 'malformed'],
]
for (const [why, bytes, code] of cases) {
  test(`safetensors header: ${why}`, () => {
    if (code === '') read(bytes)
    else assert.throws(() => read(bytes), { name: 'ArtefactUnreadable', code: `artefact_${code}` })
  })
}

test('safetensors header: whatever bytes come, a header or a reason', () => {
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 }), (at, bytes) => {
      const copy = Uint8Array.from(whole)
      copy.set(bytes.subarray(0, copy.length - at), at)
      try {
        read(copy)
      } catch (error) {
        assert.ok(error instanceof ArtefactUnreadable, String(error))
      }
    }),
    { numRuns: 2_000 },
  )
})

function written(header: object, weightBytes: number): Uint8Array {
  return raw(JSON.stringify(header), weightBytes)
}

function raw(header: string, weightBytes: number): Uint8Array {
  const bytes = new TextEncoder().encode(header)
  const length = new Uint8Array(new BigUint64Array([BigInt(bytes.length)]).buffer)
  return Buffer.concat([length, bytes, new Uint8Array(weightBytes)])
}

/** A kilobyte that says its header is this long. */
function claiming(headerBytes: number): Uint8Array {
  const bytes = new Uint8Array(1_000)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true)
  return bytes
}
