// The vectors were computed with hmac and hashlib of Python 3.11, from the sentence at the top of commitment.ts.

import { strict as assert } from 'node:assert'
import { createHmac } from 'node:crypto'

import { describe, test } from 'bun:test'

import { checkOpening, commit, commitmentLabel } from './commitment.ts'

const hmacSha256 = (key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array => {
  const hmac = createHmac('sha256', key)
  for (const part of parts) hmac.update(part)
  return Uint8Array.from(hmac.digest())
}
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

const counting = Uint8Array.from({ length: 32 }, (_, at) => at)
const ones = new Uint8Array(32).fill(255)
const allBytes = Uint8Array.from({ length: 256 }, (_, at) => at)

const vectors: readonly [field: string, opening: Uint8Array, bytes: Uint8Array, hex: string][] = [
  ['request', counting, utf8(''), 'e690b7468c140359de48edef6192cd0b087feeab8072b246d24e592739a0f956'],
  ['request', counting, utf8('Grüße aus Ulm'), '024339392d7290314762d149644fba0dfcfa6e73def40ef25d3d895ccb12138e'],
  ['response', counting, utf8('Grüße aus Ulm'), 'e0d3915110129a447f90c7b03f300707ae0ffb597c072d50ace31cd27db3207d'],
  ['key', ones, utf8('aB3dE5fG'), 'b2a539e78ff9ccd7f621e805a49b403d76a139800ec9fc2c7dc91d187cec9724'],
  ['deliveredResponse', ones, allBytes, 'ae4e6186a03f9133cd2a4d83e34c8c608b48588f8a7fa783a6589a0574cd90a4'],
]

describe('a commitment', () => {
  for (const [field, opening, bytes, hex] of vectors) {
    test(`to ${bytes.length} bytes of ${field} is the one Python computes`, () => {
      const commitment = commit({ hmacSha256, opening, field, bytes })
      assert.equal(Buffer.from(commitment).toString('hex'), hex)
      assert.ok(
        checkOpening({ hmacSha256, opening, field, bytes, commitment: Buffer.from(hex, 'hex').toString('base64') }),
      )
    })
  }

  test('has a label that a hot path may keep', () => {
    assert.deepEqual(commitmentLabel('request'), utf8('stellwerk/commit/v1\0request\0'))
  })

  for (const field of ['', 'Request', 'a\0b', 'request id', '1', 'a'.repeat(33)]) {
    test(`has no field ${JSON.stringify(field)}`, () => assert.throws(() => commitmentLabel(field), RangeError))
  }

  for (const length of [0, 31, 33]) {
    test(`has no opening of ${length} bytes`, () => {
      const opened = { hmacSha256, opening: new Uint8Array(length), field: 'key', bytes: utf8('x') }
      assert.throws(() => commit(opened), RangeError)
      assert.equal(checkOpening({ ...opened, commitment: '' }), false)
    })
  }
})

describe('an opening is refused', () => {
  const right = { hmacSha256, opening: ones, field: 'key', bytes: utf8('aB3dE5fG') }
  const commitment = 'sqU554/5zNf2IegFpJtAPXahOYAOyfwsfckdGHzslyQ='
  test('not if it is right', () => assert.ok(checkOpening({ ...right, commitment })))

  const cases: readonly [why: string, changed: Partial<typeof right & { commitment: string }>][] = [
    ['with another r', { opening: counting }],
    ['with other bytes', { bytes: utf8('aB3dE5fH') }],
    ['with one byte more', { bytes: utf8('aB3dE5fG\0') }],
    ['for another field', { field: 'user' }],
    ['for another commitment', { commitment: 'sqU554/5zNf2IegFpJtAPXahOYAOyfwsfckdGHzslyU=' }],
    ['for a second spelling of the commitment', { commitment: 'sqU554/5zNf2IegFpJtAPXahOYAOyfwsfckdGHzslyR=' }],
  ]
  for (const [why, changed] of cases) {
    test(why, () => assert.equal(checkOpening({ ...right, commitment, ...changed }), false))
  }
})
