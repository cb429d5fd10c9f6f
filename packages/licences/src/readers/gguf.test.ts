// Goal: what a GGUF file claims is read to the letter, and a file that is cut, false or hostile is refused with a reason, quickly and
// without taking memory for what is not there. All files are made here, byte by byte.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'
import * as fc from 'fast-check'

import { readGguf } from './gguf.ts'
import { ArtefactUnreadable } from './unreadable.ts'

type Bytes = readonly number[]
const u32 = (value: number): Bytes => [...new Uint8Array(new Uint32Array([value]).buffer)]
const u64 = (value: number | bigint): Bytes => [...new Uint8Array(new BigUint64Array([BigInt(value)]).buffer)]
const raw = (text: string): Bytes => [...new TextEncoder().encode(text)]
const string = (text: string): Bytes => [...u64(raw(text).length), ...raw(text)]
const entry = (key: string, type: number, value: Bytes): Bytes => [...string(key), ...u32(type), ...value]
const text = (key: string, value: string): Bytes => entry(key, 8, string(value))
const list = (of: number, count: number | bigint, values: Bytes): Bytes => [...u32(of), ...u64(count), ...values]
const file = (
  entries: readonly Bytes[],
  { version = 3, tensors = 0n, keys = BigInt(entries.length) } = {},
): Uint8Array => Uint8Array.from([...raw('GGUF'), ...u32(version), ...u64(tensors), ...u64(keys), ...entries.flat()])

const whole = [
  text('general.architecture', 'llama'),
  text('general.name', 'Meadow Tales 8B'),
  entry('general.quantization_version', 4, u32(2)),
  text('general.license', 'mit'),
  text('general.license.name', 'Meadow Licence'),
  text('general.license.link', 'https://meadow.example/licence'),
  entry('general.base_model.count', 4, u32(2)),
  text('general.base_model.0.name', 'Meadow 8B'),
  text('general.base_model.0.organization', 'Meadow Works'),
  text('general.base_model.0.version', '2.1'),
  text('general.base_model.0.url', 'https://meadow.example'),
  text('general.base_model.0.repo_url', 'https://hub.example/meadow/meadow-8b'),
  text('general.base_model.1.repo_url', 'https://hub.example/brook/brook-8b'),
  entry('general.datasets', 9, list(8, 2, [...string('songs'), ...string('tales')])),
  entry('general.dataset.count', 4, u32(1)),
  text('general.dataset.0.name', 'Riddles'),
  entry('tokenizer.ggml.tokens', 9, list(8, 3, [...string('a'), ...string('b'), ...string('c')])),
  entry(
    'tokenizer.ggml.scores',
    9,
    list(
      6,
      3,
      Array.from({ length: 12 }, () => 0),
    ),
  ),
  entry('meadow.nested', 9, list(9, 1, list(0, 2, [1, 2]))),
  ...[
    [0, 1],
    [1, 1],
    [2, 2],
    [3, 2],
    [5, 4],
    [6, 4],
    [7, 1],
    [10, 8],
    [11, 8],
    [12, 8],
  ].map(([type = 0, size = 0]) =>
    entry(
      `meadow.of_type_${type}`,
      type,
      Array.from({ length: size }, () => 1),
    ),
  ),
]

for (const version of [2, 3]) {
  test(`gguf version ${version}: every claim`, () => {
    assert.deepEqual(readGguf(file(whole, { version, tensors: 291n })), {
      name: 'Meadow Tales 8B',
      licences: ['mit'],
      licenceName: 'Meadow Licence',
      licenceLink: 'https://meadow.example/licence',
      bases: [
        {
          name: 'Meadow 8B',
          organization: 'Meadow Works',
          version: '2.1',
          url: 'https://meadow.example',
          repositoryUrl: 'https://hub.example/meadow/meadow-8b',
        },
        { name: 'https://hub.example/brook/brook-8b', repositoryUrl: 'https://hub.example/brook/brook-8b' },
      ],
      datasets: ['songs', 'tales', 'Riddles'],
      architecture: 'llama',
    })
  })
}

test('gguf: no claims', () => assert.deepEqual(readGguf(file([])), { licences: [], bases: [], datasets: [] }))

test('gguf: weights behind the metadata are not looked at', () => {
  const bytes = file(whole)
  assert.deepEqual(readGguf(Uint8Array.from([...bytes, ...Array.from({ length: 100 }, () => 0xff)])), readGguf(bytes))
})

test('gguf: a part of a larger buffer is read from its own beginning', () => {
  const bytes = file(whole)
  const larger = new Uint8Array(bytes.length + 7)
  larger.set(bytes, 7)
  assert.deepEqual(readGguf(larger.subarray(7)), readGguf(bytes))
})

test('gguf: cut anywhere, it is truncated', () => {
  const bytes = file(whole)
  for (let length = 0; length < bytes.length; length++) {
    assert.throws(() => readGguf(bytes.subarray(0, length)), { code: 'artefact_truncated' }, `${length} bytes`)
  }
})

const huge = 0xffff_ffff_ffff_ffffn
const hostile: readonly [why: string, bytes: Uint8Array, code: string][] = [
  ['another magic', Uint8Array.from([...raw('GGML'), ...u32(3), ...u64(0), ...u64(0)]), 'malformed'],
  ['version 1', file([], { version: 1 }), 'malformed'],
  ['version 4', file([], { version: 4 }), 'malformed'],
  ['big-endian version 3', file([], { version: 0x03000000 }), 'malformed'],
  ['as many tensors as fit', file([], { tensors: huge }), 'too_large'],
  ['as many keys as fit', file([], { keys: huge }), 'too_large'],
  ['more keys than there are', file(whole, { keys: BigInt(whole.length + 1) }), 'truncated'],
  ['a key of 65,536 bytes', file([text('a'.repeat(65_536), 'x')]), 'too_large'],
  ['a key of 65,535 bytes', file([text('a'.repeat(65_535), 'x')]), ''],
  ['an empty key', file([text('', 'x')]), 'malformed'],
  ['a key that is not ASCII', file([text('general.licensé', 'mit')]), 'malformed'],
  ['a key that is not UTF-8', file([[...u64(1), 0xff, ...u32(8), ...string('x')]]), 'malformed'],
  ['a licence twice', file([text('general.license', 'mit'), text('general.license', 'other')]), 'malformed'],
  ['any key twice', file([text('a', 'x'), text('a', 'x')]), 'malformed'],
  ['a type that does not exist', file([entry('a', 13, [])]), 'malformed'],
  ['a list of a type that does not exist', file([entry('a', 9, list(99, 1, [0]))]), 'malformed'],
  ['a licence that is a number', file([entry('general.license', 4, u32(1))]), 'malformed'],
  ['a licence that is true', file([entry('general.license', 7, [1])]), 'malformed'],
  ['a licence that is a list', file([entry('general.license', 9, list(8, 1, string('mit')))]), 'malformed'],
  ['a licence that is not UTF-8', file([entry('general.license', 8, [...u64(2), 0xc3, 0x28])]), 'malformed'],
  ['a licence of 2,000 characters', file([text('general.license', 'x'.repeat(2_000))]), ''],
  ['a licence of 2,001 characters', file([text('general.license', 'x'.repeat(2_001))]), 'too_large'],
  ['a text as long as fits in 64 bits', file([entry('a', 8, u64(huge))]), 'truncated'],
  ['a list as long as fits in 64 bits', file([entry('a', 9, list(0, huge, []))]), 'truncated'],
  ['a list of texts as long as fits in 64 bits', file([entry('general.datasets', 9, list(8, huge, []))]), 'truncated'],
  ['a list whose bytes overflow', file([entry('a', 9, list(12, 0x2000_0000_0000_0001n, [0]))]), 'truncated'],
  [
    'five lists within each other',
    file([entry('a', 9, [9, 9, 9, 9].flatMap((of) => list(of, 1, [])).concat(list(0, 1, [1])))]),
    'too_large',
  ],
  [
    'four lists within each other',
    file([entry('a', 9, [9, 9, 9].flatMap((of) => list(of, 1, [])).concat(list(0, 1, [1])))]),
    '',
  ],
  ['256 bases', file([entry('general.base_model.count', 4, u32(256))]), ''],
  ['257 bases', file([entry('general.base_model.count', 4, u32(257))]), 'too_large'],
  ['bases in 64 bits', file([entry('general.base_model.count', 10, u64(1))]), ''],
  ['as many bases as fit in 64 bits', file([entry('general.base_model.count', 10, u64(huge))]), 'too_large'],
  ['less than no base', file([entry('general.base_model.count', 5, u32(0xffff_ffff))]), 'malformed'],
  ['data sets that are numbers', file([entry('general.datasets', 9, list(4, 1, u32(1)))]), 'malformed'],
  ['data sets that are one text', file([text('general.datasets', 'songs')]), 'malformed'],
]
for (const [why, bytes, code] of hostile) {
  test(`gguf: ${why}`, () => {
    if (code === '') readGguf(bytes)
    else assert.throws(() => readGguf(bytes), { name: 'ArtefactUnreadable', code: `artefact_${code}` })
  })
}

test('gguf: whatever bytes come, claims or a reason', () => {
  const begun = file(whole)
  const spoilt = fc
    .tuple(fc.nat(begun.length - 1), fc.uint8Array({ minLength: 1, maxLength: 12 }))
    .map(([at, bytes]) => {
      const copy = Uint8Array.from(begun)
      copy.set(bytes.subarray(0, copy.length - at), at)
      return copy
    })
  const bytes = fc.oneof(
    spoilt,
    fc.uint8Array().map((tail) => Uint8Array.from([...begun.subarray(0, 24), ...tail])),
  )
  fc.assert(
    fc.property(bytes, (input) => readOrRefused(input)),
    { numRuns: 2_000 },
  )
})

function readOrRefused(bytes: Uint8Array): void {
  try {
    readGguf(bytes)
  } catch (error) {
    assert.ok(error instanceof ArtefactUnreadable, String(error))
  }
}
