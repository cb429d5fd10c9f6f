// Goal: what the header of a safetensors file claims is read to the letter; cut, false and hostile files are refused with a reason.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'
import * as fc from 'fast-check'

import { readSafetensors, safetensorsHeaderBytes } from './safetensors.ts'
import { ArtefactUnreadable } from './unreadable.ts'

const file = (header: string, length = BigInt(new TextEncoder().encode(header).length)): Uint8Array =>
  Uint8Array.from([...new Uint8Array(new BigUint64Array([length]).buffer), ...new TextEncoder().encode(header)])
const withMetadata = (metadata: unknown): Uint8Array =>
  file(JSON.stringify({ __metadata__: metadata, weight: { dtype: 'F16', shape: [1], data_offsets: [0, 2] } }))

const none = { licences: [], bases: [], datasets: [] }
const cases: readonly [why: string, bytes: Uint8Array, claims: unknown][] = [
  ['no metadata', file('{}'), none],
  ['metadata without claims', withMetadata({ format: 'pt' }), none],
  ['padding behind the header', file('{}   '), none],
  [
    'every claim',
    withMetadata({
      license: 'mit',
      base_model: 'meadow/meadow-8b',
      'modelspec.title': 'Tales',
      'modelspec.architecture': 'm',
    }),
    { name: 'Tales', licences: ['mit'], bases: [{ name: 'meadow/meadow-8b' }], datasets: [], architecture: 'm' },
  ],
  [
    'the other key for the licence',
    withMetadata({ 'modelspec.license': 'CC-BY-4.0' }),
    { ...none, licences: ['CC-BY-4.0'] },
  ],
  ['a history of training', withMetadata({ history: 'x'.repeat(5_000) }), none],
  ['keys of prototypes', file('{"__metadata__":{"__proto__":"x","constructor":"y"}}'), none],
  ['a prototype instead of metadata', file('{"__proto__":{"__metadata__":{"license":"mit"}}}'), none],
]
for (const [why, bytes, claims] of cases)
  test(`safetensors: ${why}`, () => assert.deepEqual(readSafetensors(bytes), claims))

test('safetensors: cut anywhere, it is truncated', () => {
  const bytes = withMetadata({ license: 'mit' })
  for (let length = 0; length < bytes.length; length++) {
    assert.throws(() => readSafetensors(bytes.subarray(0, length)), { code: 'artefact_truncated' }, `${length} bytes`)
  }
})

const refused: readonly [why: string, bytes: Uint8Array, code: string][] = [
  ['a header as long as fits in 64 bits', file('{}', 0xffff_ffff_ffff_ffffn), 'too_large'],
  ['a header of 32 MiB that is not there', file('{}', 33_554_432n), 'truncated'],
  ['a header of 32 MiB and a byte', file('{}', 33_554_433n), 'too_large'],
  ['an empty header', file(''), 'malformed'],
  ['a header that is a list', file('[]'), 'malformed'],
  ['a header that is no JSON', file('{"a":}'), 'malformed'],
  ['a header as deep as it is long', file(`{"a":${'['.repeat(500_000)}`), 'malformed'],
  ['metadata that is a list', withMetadata([]), 'malformed'],
  ['metadata that is null', withMetadata(null), 'malformed'],
  ['a licence that is a number', withMetadata({ license: 3 }), 'malformed'],
  [
    '1,025 entries',
    withMetadata(Object.fromEntries(Array.from({ length: 1_025 }, (_, at) => [`k${at}`, '']))),
    'too_large',
  ],
]
for (const [why, bytes, code] of refused) {
  test(`safetensors: ${why}`, () => {
    assert.throws(() => readSafetensors(bytes), { name: 'ArtefactUnreadable', code: `artefact_${code}` })
  })
}

test('safetensors: how much has to be read', () => {
  assert.equal(safetensorsHeaderBytes(file('{"a":1}').subarray(0, 8)), 7)
})

test('safetensors: whatever bytes come, claims or a reason', () => {
  const text = fc.string({ unit: 'binary' }).map((header) => file(`{${header}`))
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), text), (bytes) => {
      try {
        readSafetensors(bytes)
      } catch (error) {
        assert.ok(error instanceof ArtefactUnreadable, String(error))
      }
    }),
  )
})
