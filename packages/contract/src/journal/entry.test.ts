import { strict as assert } from 'node:assert'

import { describe, test } from 'bun:test'

import { canonicalJson } from './canonical.ts'
import { encodeEntry, type EntryDraft, leafBytesMax, type Stamp } from './entry.ts'
import {
  everyDraft,
  exampleCut,
  exampleFound,
  exampleHandover,
  exampleIntent,
  exampleOutcome,
  exampleRefusal,
  exampleStamp,
  someCommitment,
} from './example-drafts.ts'
import { openIntentsPerEntryMax, rangesPerEntryMax, splitHandover } from './governance.ts'
import { object } from './vocabulary.ts'

const decoded = (draft: EntryDraft): Readonly<Record<string, unknown>> =>
  object(JSON.parse(encodeEntry(draft, exampleStamp(1))), 'leaf')

describe('a leaf', () => {
  for (const draft of everyDraft) {
    test(`of type ${draft.type} is canonical, visible ASCII, and an OCSF event`, () => {
      const text = encodeEntry(draft, exampleStamp(1))
      const leaf = object(JSON.parse(text), 'leaf')
      assert.equal(text, canonicalJson(leaf))
      assert.match(text, /^[!-~]+$/)
      assert.doesNotMatch(text, /\\|prompt_text|response_text/)
      for (const required of [
        'activity_id',
        'category_uid',
        'class_uid',
        'metadata',
        'severity_id',
        'time',
        'type_uid',
      ]) {
        assert.ok(required in leaf, required)
      }
      assert.equal(leaf['type_uid'], Number(leaf['class_uid']) * 100 + Number(leaf['activity_id']))
      assert.equal(leaf['category_uid'], Math.floor(Number(leaf['class_uid']) / 1000))
    })
  }

  // OCSF 1.8.0, the attributes that each class requires beyond those of every event. Checked 2026-11-23.
  const required: ReadonlyMap<unknown, readonly string[]> = new Map([
    [1008, ['log_name']],
    [3004, ['entity']],
    [6002, ['app']],
    [6003, ['actor', 'api', 'src_endpoint']],
    [6005, ['actor', 'database', 'src_endpoint']],
    [6008, []],
  ])
  for (const draft of everyDraft) {
    test(`of type ${draft.type} has what its class requires`, () => {
      const leaf = decoded(draft)
      for (const attribute of required.get(leaf['class_uid']) ?? ['unknown class'])
        assert.ok(attribute in leaf, attribute)
    })
  }

  const sizes: readonly [EntryDraft, number][] = [
    [exampleIntent(`req_${'0'.repeat(32)}`), 1_200],
    [exampleIntent(`req_${'0'.repeat(32)}`, { personalData: exampleFound }), 1_400],
    [exampleOutcome(`req_${'0'.repeat(32)}`, 1_000_000), 1_100],
    [exampleCut(`req_${'0'.repeat(32)}`, 1_000_000), 1_150],
    [exampleRefusal, 1_100],
  ]
  for (const [draft, most] of sizes) {
    test(`of type ${draft.type} has 500 to ${most} bytes`, () => {
      const { length } = encodeEntry(draft, exampleStamp(1_000_000))
      assert.ok(length >= 500 && length <= most, String(length))
    })
  }

  test('has its commitments in order, however they came', () => {
    const ordered = encodeEntry(
      exampleIntent('r', { commitments: { a: someCommitment, b: someCommitment } }),
      exampleStamp(1),
    )
    const other = encodeEntry(
      exampleIntent('r', { commitments: { b: someCommitment, a: someCommitment } }),
      exampleStamp(1),
    )
    assert.equal(ordered, other)
  })

  test('has nothing that only hangs on the draft at run time', () => {
    for (const draft of [exampleIntent('r'), { type: 'diskFull' }] as const) {
      const more = Object.assign({}, draft, { prompt: 'secret' })
      assert.doesNotMatch(encodeEntry(more, exampleStamp(1)), /secret/)
    }
  })

  test('writes no minus before zero', () => {
    const zero = exampleOutcome('r', 0, { totalMs: -0, dropped: -0, bytes: { response: -0 } })
    assert.doesNotMatch(encodeEntry(zero, exampleStamp(1)), /-0/)
  })
})

describe('no leaf comes from', () => {
  const intents: readonly [why: string, changed: object][] = [
    ['half a number', { attempt: 1.5 }],
    ['a number that is none', { validUntil: NaN }],
    ['a number without end', { validUntil: Infinity }],
    ['a number beyond 2^53', { epoch: 2 ** 53 }],
    ['a number below zero', { epoch: -1 }],
    ['an attempt 0', { attempt: 0 }],
    ['half a byte', { bytes: { request: 0.5 } }],
    ['half a surrogate pair', { model: '\ud800' }],
    ['a blank in a name', { useCase: 'Max Mustermann' }],
    ['a letter beyond ASCII', { useCase: 'müller' }],
    ['a quote', { deployment: 'a"b' }],
    ['a backslash', { deployment: 'a\\b' }],
    ['an empty name', { deployment: '' }],
    ['a name that is too long', { deployment: 'a'.repeat(256) }],
    ['a commitment of 31 bytes', { commitments: { key: `${'A'.repeat(42)}==` } }],
    ['a commitment in another spelling', { commitments: { key: `${'A'.repeat(42)}F=` } }],
    ['a commitment under a number', { commitments: { 1: someCommitment } }],
    ['a digest in capitals', { configuration: 'C'.repeat(64) }],
    ['a digest of other length', { configuration: 'c'.repeat(63) }],
    ['a day of month 13', { retention: { class: 'metadata', deleteOn: '2027-13-01' } }],
    [
      'a lamp of another colour',
      { lamps: { licence: 'green', dataProtection: 'clear', governance: 'clear', security: 'clear' } },
    ],
    ['a truth that is a text', { isStream: 'true' }],
    ['a request id with a blank', { requestId: 'a b' }],
  ]
  for (const [why, changed] of intents) {
    test(why, () =>
      assert.throws(() => encodeEntry({ ...exampleIntent('r'), ...changed }, exampleStamp(1)), RangeError),
    )
  }

  const stamps: readonly [why: string, changed: Partial<Stamp>][] = [
    ['a counter 0', { counter: 0 }],
    ['half a millisecond', { timeMs: 1.5 }],
    ['a replica of 15 digits', { replica: '0'.repeat(15) }],
    ['an empty version', { version: '' }],
  ]
  for (const [why, changed] of stamps) {
    for (const draft of [exampleIntent('r'), exampleOutcome('r', 0), { type: 'diskFull' }] as const) {
      test(`${why} on ${draft.type}`, () =>
        assert.throws(() => encodeEntry(draft, exampleStamp(1, changed)), RangeError))
    }
  }

  const governance: readonly [why: string, draft: EntryDraft][] = [
    [
      'ranges that overlap',
      {
        type: 'retention',
        indices: [
          {
            origin: 'o',
            count: 4,
            ranges: [
              [1, 2],
              [2, 3],
            ],
          },
        ],
      },
    ],
    [
      'ranges that fall',
      {
        type: 'retention',
        indices: [
          {
            origin: 'o',
            count: 2,
            ranges: [
              [5, 5],
              [1, 1],
            ],
          },
        ],
      },
    ],
    ['a range backwards', { type: 'retention', indices: [{ origin: 'o', count: 0, ranges: [[2, 1]] }] }],
    [
      'a count that is not that of the ranges',
      { type: 'retention', indices: [{ origin: 'o', count: 3, ranges: [[1, 2]] }] },
    ],
    ['a seed with a blank', { type: 'sample', from: 0, to: 1, count: 1, population: 1, seed: 'a b' }],
    ['a code with a blank', { type: 'stop', counts: { 'a b': 1 } }],
    ['a key change without a key', { type: 'keyChange', purpose: 'log', previous: '', next: 'x' }],
    ['more than 65,535 bytes', { type: 'export', origin: 'o', size: 1, commitments: manyCommitments(1_200) }],
  ]
  for (const [why, draft] of governance) {
    test(why, () => assert.throws(() => encodeEntry(draft, exampleStamp(1)), RangeError))
  }
})

describe('the longest lists that one entry takes fit into a leaf', () => {
  const large = 999_999_999_999
  test('ranges', () => {
    const ranges = Array.from({ length: rangesPerEntryMax }, (_, at) => [large + 3 * at, large + 3 * at + 1] as const)
    const indices = [{ origin: 'o'.repeat(255), count: 2 * ranges.length, ranges }]
    assert.ok(encodeEntry({ type: 'retention', indices }, exampleStamp(1)).length <= leafBytesMax)
  })
  test('open intents', () => {
    const openIntents = Array.from(
      { length: 2 * openIntentsPerEntryMax + 1 },
      (_, at) => [large + at, 'r'.repeat(64)] as const,
    )
    const drafts = splitHandover({ ...exampleHandover, openIntents })
    assert.deepEqual(
      drafts.map(({ type }) => type),
      ['handover', 'openIntents', 'openIntents'],
    )
    assert.deepEqual(
      drafts.flatMap((draft) => draft.openIntents),
      openIntents,
    )
    assert.equal(drafts[0].openIntentCount, openIntents.length)
    for (const draft of drafts) assert.ok(encodeEntry(draft, exampleStamp(1)).length <= leafBytesMax)
  })
  test('no list at all takes one entry', () =>
    assert.equal(splitHandover({ ...exampleHandover, openIntents: [] }).length, 1))
})

function manyCommitments(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`field${at}`, someCommitment]))
}
