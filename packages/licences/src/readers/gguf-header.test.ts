// Goal: what a header says about the weights is read, and a header that claims more than the file holds is refused at once. All files
// are made here.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'
import * as fc from 'fast-check'

import { ggufFile } from '../../../../test/licences/gguf-file.ts'
import { readGgufHeader } from './gguf-header.ts'
import { ArtefactUnreadable } from './unreadable.ts'

const template = '\uFEFF{{ messages }}\u0000\n'
const metadata = {
  'general.architecture': 'meadow',
  'general.file_type': 15,
  'meadow.context_length': 8_192,
  'tokenizer.ggml.tokens': ['a', 'b'],
  'tokenizer.chat_template': template,
  'tokenizer.chat_template.tool_use': '{{ tools }}',
}
const tensors = [
  { name: 'token_embd.weight', shape: [16, 4] },
  { name: 'output.weight', shape: [8] },
]
const whole = ggufFile(metadata, tensors)
const read = (bytes: Uint8Array, fileBytes = bytes.length) => readGgufHeader(bytes, fileBytes)

test('gguf header: what it says about the weights', () => {
  const { chatTemplates, ...rest } = read(whole)
  assert.deepEqual(rest, {
    architecture: 'meadow',
    quantisation: 'Q4_K_M',
    contextTokens: 8_192,
    parameters: 72,
  })
  assert.deepEqual(
    chatTemplates.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('utf8')]),
    [
      ['', template],
      ['tool_use', '{{ tools }}'],
    ],
  )
})

test('gguf header: without a named file type, that of most numbers', () =>
  assert.equal(read(ggufFile({}, tensors)).quantisation, 'F32'))

test('gguf header: a part of several files says so', () =>
  assert.equal(read(ggufFile({ 'split.count': 3 }, tensors)).splitCount, 3))

test('gguf header: of a file that is cut within its weights nothing is told', () => {
  const headerBytes = whole.length - 64 * 4 - 32
  for (const length of [headerBytes + 1, whole.length - 33]) {
    assert.throws(() => read(whole.subarray(0, length)), { code: 'artefact_truncated' }, `${length} bytes`)
  }
  assert.equal(read(whole.subarray(0, headerBytes), whole.length).parameters, 72)
})

const gigabyte = 1_073_741_824
const claims: readonly [why: string, bytes: Uint8Array, code: string][] = [
  ['a tensor of a gigabyte in a kilobyte', claiming([{ shape: [gigabyte / 4] }]), 'truncated'],
  ['a tensor whose size overflows', claiming([{ shape: [2 ** 40, 2 ** 40] }]), 'too_large'],
  ['a tensor that begins behind the end', claiming([{ offset: gigabyte }]), 'truncated'],
  ['a tensor of a type that nobody knows, behind the end', claiming([{ type: 4_000, offset: gigabyte }]), 'truncated'],
  ['five dimensions', claiming([{ shape: [1, 1, 1, 1, 1] }]), 'too_large'],
  ['four billion dimensions', claiming([{ dimensions: 0xffff_ffff }]), 'too_large'],
  ['a million tensors that are not there', counting(1_000_000), 'truncated'],
  ['more tensors than any model has', counting(1_000_001), 'too_large'],
  ['a tensor twice', claiming([{}, {}]), 'malformed'],
  ['a template that is a number', ggufFile({ 'tokenizer.chat_template': 1 }), 'malformed'],
  ['a template of a megabyte', ggufFile({ 'tokenizer.chat_template': 'x'.repeat(1_048_576) }), ''],
  ['a template of a megabyte and a byte', ggufFile({ 'tokenizer.chat_template': 'x'.repeat(1_048_577) }), 'too_large'],
  ['weights aligned to nothing', ggufFile({ 'general.alignment': 0 }), 'malformed'],
  ['weights aligned to a gigabyte', ggufFile({ 'general.alignment': gigabyte }), 'too_large'],
  ['an architecture that is a number', ggufFile({ 'general.architecture': 1 }), 'malformed'],
]
for (const [why, bytes, code] of claims) {
  test(`gguf header: ${why}`, () => {
    if (code === '') read(bytes)
    else assert.throws(() => read(bytes), { name: 'ArtefactUnreadable', code: `artefact_${code}` })
  })
}

test('gguf header: whatever bytes come, a header or a reason', () => {
  const spoilt = fc
    .tuple(fc.nat(whole.length - 1), fc.uint8Array({ minLength: 1, maxLength: 12 }))
    .map(([at, bytes]) => {
      const copy = Uint8Array.from(whole)
      copy.set(bytes.subarray(0, copy.length - at), at)
      return copy
    })
  fc.assert(
    fc.property(spoilt, fc.nat(2 * whole.length), (bytes, fileBytes) => readOrRefused(bytes, fileBytes)),
    { numRuns: 2_000 },
  )
})

function readOrRefused(bytes: Uint8Array, fileBytes: number): void {
  try {
    readGgufHeader(bytes, fileBytes)
  } catch (error) {
    assert.ok(error instanceof ArtefactUnreadable, String(error))
  }
}

interface Claim {
  readonly shape?: readonly number[]
  readonly dimensions?: number
  readonly type?: number
  readonly offset?: number
}

/** A file of about a kilobyte whose index claims what it likes. */
function claiming(rows: readonly Claim[]): Uint8Array {
  const written = rows.flatMap(({ shape = [1], dimensions = shape.length, type = 0, offset = 0 }) => [
    u64(1),
    new Uint8Array([0x61]),
    u32(dimensions),
    ...shape.map(u64),
    u32(type),
    u64(offset),
  ])
  return Buffer.concat([
    new TextEncoder().encode('GGUF'),
    u32(3),
    u64(rows.length),
    u64(0),
    ...written,
    new Uint8Array(1_000),
  ])
}

function counting(tensorCount: number): Uint8Array {
  return Buffer.concat([new TextEncoder().encode('GGUF'), u32(3), u64(tensorCount), u64(0)])
}

function u32(value: number): Uint8Array {
  return new Uint8Array(new Uint32Array([value]).buffer)
}

function u64(value: number): Uint8Array {
  return new Uint8Array(new BigUint64Array([BigInt(value)]).buffer)
}
