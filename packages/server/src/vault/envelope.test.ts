import { strict as assert } from 'node:assert'
import { randomBytes } from 'node:crypto'

import { describe, test } from 'bun:test'
import fc from 'fast-check'

import {
  envelopeBytesMax,
  eraseFields,
  headerBytes,
  MalformedEnvelope,
  parseEnvelope,
  parseEnvelopeHeader,
  subjectsMax,
} from './envelope.ts'
import { RandomPool } from './random-pool.ts'
import type { VaultContent } from './sealer.ts'
import { SealBroken, Sealer, subjectTag, Unsealer, VaultKeyMissing } from './sealer.ts'

const [key, subjectTagKey] = [randomBytes(32), randomBytes(32)]
const sealer = new Sealer({ generation: 7, key, subjectTagKey })
const unsealer = new Unsealer((generation) => (generation === 7 ? key : undefined))

const content: VaultContent = {
  subjects: ['user:b', 'key:a'],
  retention: { class: 'full', deleteOnDay: 20_780 },
  openings: { user: new Uint8Array(randomBytes(32)), key: new Uint8Array(randomBytes(32)) },
  values: { request: new Uint8Array(randomBytes(100)), response: new Uint8Array(0) },
}
const { id, ciphertext } = sealer.seal(content)
const with_ = (change: Partial<VaultContent>): VaultContent => ({ ...content, ...change })
const refused = (error: unknown): boolean => error instanceof MalformedEnvelope || error instanceof SealBroken

test('what was sealed is opened', () => {
  assert.deepEqual(unsealer.open(id, ciphertext), { openings: content.openings, values: content.values })
  const { generation, deleteOnDay, class: retention, tags } = parseEnvelopeHeader(ciphertext)
  assert.deepEqual({ generation, deleteOnDay, retention }, { generation: 7, deleteOnDay: 20_780, retention: 'full' })
  const expected = content.subjects.map((subject) => new Uint8Array(subjectTag(subjectTagKey, subject)))
  assert.deepEqual(
    tags.map((tag) => new Uint8Array(tag)),
    expected.sort((one, other) => Buffer.compare(one, other)),
  )
})

test('any content comes back, and no two envelopes share a nonce or an id', () => {
  const name = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,12}$/)
  const fields = fc.dictionary(name, fc.uint8Array({ maxLength: 200 }), { maxKeys: 6, noNullPrototype: true })
  const seen = new Set<string>()
  fc.assert(
    fc.property(fields, fields, fc.uniqueArray(fc.string(), { maxLength: 4 }), (openings, values, subjects) => {
      const record = sealer.seal({ subjects, retention: { class: 'metadata', deleteOnDay: 1 }, openings, values })
      assert.deepEqual(unsealer.open(record.id, record.ciphertext), { openings, values })
      const { wrapped } = parseEnvelope(record.ciphertext)
      for (const bytes of [record.id, wrapped.subarray(0, 12)]) {
        const text = Buffer.from(bytes).toString('hex')
        assert.ok(!seen.has(text))
        seen.add(text)
      }
    }),
  )
})

test('every shorter envelope is malformed, and a longer one', () => {
  for (let length = 0; length < ciphertext.length; length++) {
    assert.throws(() => parseEnvelope(ciphertext.subarray(0, length)), MalformedEnvelope, `${length} B`)
  }
  assert.throws(() => parseEnvelope(Buffer.concat([ciphertext, Uint8Array.of(0)])), MalformedEnvelope)
})

test('no bit can be flipped', () => {
  for (let at = 0; at < ciphertext.length; at++) {
    for (const bit of [1, 2, 4, 8, 16, 32, 64, 128]) {
      const flipped = Uint8Array.from(ciphertext)
      flipped[at] = ciphertext[at]! ^ bit
      assert.throws(
        () => unsealer.open(id, flipped),
        (error) => refused(error) || error instanceof VaultKeyMissing,
        `byte ${at}`,
      )
    }
  }
})

test('keys and envelopes that are handed in as buffers stay as they are', () => {
  const [vault, tags] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const other = new Sealer({ generation: 1, key: vault, subjectTagKey: tags })
  const envelope = Buffer.from(other.seal(content).ciphertext)
  const before = envelope.toString('hex')
  eraseFields(envelope, new Set(['request']))
  other.wipe()
  assert.deepEqual([vault[0], tags[0], envelope.toString('hex')], [1, 2, before])
})

test('a record does not open under another id or key', () => {
  assert.throws(() => unsealer.open(randomBytes(16), ciphertext), SealBroken)
  assert.throws(() => new Unsealer(() => randomBytes(32)).open(id, ciphertext), SealBroken)
  assert.throws(() => new Unsealer(() => undefined).open(id, ciphertext), VaultKeyMissing)
})

test('class none is a header, of which no byte can be changed', () => {
  const none = sealer.seal({
    subjects: [],
    retention: { class: 'none', deleteOnDay: 20_780 },
    openings: {},
    values: {},
  })
  assert.deepEqual([...none.ciphertext], [1, ...Array.from({ length: headerBytes - 1 }, () => 0)])
  assert.deepEqual(unsealer.open(none.id, none.ciphertext), { openings: {}, values: {} })
  for (let at = 0; at < headerBytes; at++) {
    const flipped = Uint8Array.from(none.ciphertext)
    flipped[at] = flipped[at]! ^ 1
    assert.throws(() => parseEnvelope(flipped), MalformedEnvelope)
  }
})

// Goal: an erased field is gone and nothing else; the envelope keeps its length, so that a row stays where it is.
const erasures: readonly [why: string, names: readonly string[], openings: string[], values: string[]][] = [
  ['a value', ['request'], ['key', 'user'], ['response']],
  ['an opening', ['user'], ['key'], ['request', 'response']],
  ['an empty value', ['response'], ['key', 'user'], ['request']],
  ['everything', ['key', 'user', 'request', 'response'], [], []],
]
for (const [why, names, openings, values] of erasures) {
  test(`erasing ${why}`, () => {
    const rest = eraseFields(ciphertext, new Set(names))
    assert.ok(rest)
    assert.equal(rest.length, ciphertext.length)
    const opened = unsealer.open(id, rest)
    assert.deepEqual([Object.keys(opened.openings), Object.keys(opened.values)], [openings, values])
    assert.equal(eraseFields(rest, new Set(names)), undefined)
    for (const field of parseEnvelope(ciphertext).fields.filter(({ name }) => names.includes(name))) {
      assert.ok(rest.subarray(field.at, field.at + field.length).every((byte) => byte === 0))
    }
  })
}

describe('a sealer takes no more than an envelope', () => {
  const one = new Uint8Array(1)
  const named = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, one]))
  const many = (count: number) => Array.from({ length: count }, (_, i) => `user:${i}`)
  const rows: readonly [why: string, content: VaultContent, isTaken: boolean][] = [
    ['the last subject', with_({ subjects: many(subjectsMax) }), true],
    ['one subject more', with_({ subjects: many(subjectsMax + 1) }), false],
    ['the last field', with_({ values: named(32) }), true],
    ['one field more', with_({ values: named(33) }), false],
    ['a name of 64 B', with_({ values: { ['n'.repeat(64)]: one } }), true],
    ['a name of 65 B', with_({ values: { ['n'.repeat(65)]: one } }), false],
    ['an empty name', with_({ values: { '': one } }), false],
    ['a name that is no word', with_({ values: { 'a b': one } }), false],
    ['the last day', with_({ retention: { class: 'full', deleteOnDay: 0xffff_ffff } }), true],
    ['a day too far', with_({ retention: { class: 'full', deleteOnDay: 0x1_0000_0000 } }), false],
    ['a day before the epoch', with_({ retention: { class: 'full', deleteOnDay: -1 } }), false],
    ['too many bytes', with_({ values: { request: new Uint8Array(envelopeBytesMax) } }), false],
    ['content in class none', with_({ retention: { class: 'none', deleteOnDay: 0 } }), false],
    ['a subject twice', with_({ subjects: ['key:a', 'key:a'] }), true],
  ]
  for (const [why, row, isTaken] of rows) {
    test(`${why}: ${isTaken ? 'taken' : 'refused'}`, () => {
      if (!isTaken) assert.throws(() => sealer.seal(row), RangeError)
      else assert.ok(parseEnvelope(sealer.seal(row).ciphertext))
    })
  }

  test('a key of another length', () => {
    assert.throws(() => new Sealer({ generation: 1, key: randomBytes(16), subjectTagKey }), RangeError)
  })

  test('after its keys are wiped', () => {
    const wiped = new Sealer({ generation: 1, key, subjectTagKey })
    wiped.wipe()
    assert.throws(() => wiped.seal(content), VaultKeyMissing)
  })
})

test('the pool gives no byte twice and is drawn anew in time', () => {
  const pool = new RandomPool()
  const seen = new Set<string>()
  for (let times = 0; times < 10_000; times++) {
    const bytes = new Uint8Array(times % 2 === 0 ? 16 : 32)
    pool.drawInto(bytes)
    seen.add(Buffer.from(bytes).toString('hex'))
  }
  assert.equal(seen.size, 10_000)
})
