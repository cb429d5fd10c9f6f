import { strict as assert } from 'node:assert'

import { describe, test } from 'bun:test'
import fc from 'fast-check'

import { encodeEntry, type EntryDraft } from './entry.ts'
import {
  digestOf,
  everyDraft,
  exampleCut,
  exampleHandover,
  exampleIntent,
  exampleOrigin,
  exampleOutcome,
  exampleRecovery,
  exampleStamp,
} from './example-drafts.ts'
import { MalformedEntry } from './malformed.ts'
import { OpenIntents } from './open-intents.ts'
import { parseEntry } from './parse.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const old = exampleHandover.previous.origin

function after(...drafts: readonly EntryDraft[]): OpenIntents {
  const fold = new OpenIntents(exampleOrigin)
  for (const [index, draft] of drafts.entries()) fold.take(index, utf8(encodeEntry(draft, exampleStamp(index + 1))))
  return fold
}

const listed = (fold: OpenIntents): readonly string[] =>
  fold.list().map(({ origin, index, requestId }) => `${origin === old ? 'old' : 'own'} ${index} ${requestId}`)

const [a, b] = [exampleIntent('a'), exampleIntent('b')]
const cases: readonly [why: string, drafts: readonly EntryDraft[], open: readonly string[]][] = [
  ['nothing before the first entry', [], []],
  ['an intent', [a], ['own 0 a']],
  ['two intents, in their order', [a, b], ['own 0 a', 'own 1 b']],
  ['two attempts of one call', [a, { ...a, attempt: 2 }], ['own 0 a', 'own 1 a']],
  ['none with its outcome', [a, exampleOutcome('a', 0)], []],
  ['none with its cut', [a, exampleCut('a', 0)], []],
  ['none with its recovery', [a, exampleRecovery('a', 0)], []],
  ['the other one', [a, b, exampleOutcome('a', 0)], ['own 1 b']],
  [
    'one whose outcome points into another log',
    [a, exampleOutcome('a', 0, { about: { origin: 'o', index: 0 } })],
    ['own 0 a'],
  ],
  ['those of a handover', [exampleHandover, a], ['old 990 req_a', 'old 999 req_b', 'own 1 a']],
  [
    'those of a handover that did not end here',
    [exampleHandover, exampleRecovery('req_a', 990, old)],
    ['old 999 req_b'],
  ],
  [
    'those of a longer list',
    [exampleHandover, { type: 'openIntents', openIntents: [[5, 'c']] }],
    ['old 990 req_a', 'old 999 req_b', 'old 5 c'],
  ],
]

describe('open is', () => {
  for (const [why, drafts, open] of cases) {
    test(why, () => assert.deepEqual(listed(after(...drafts)), open))
    test(`${why}, also after a save`, () => {
      assert.deepEqual(listed(OpenIntents.restore(after(...drafts).save())), open)
    })
  }
})

describe('the fold knows', () => {
  test('the last stamp', () => {
    const { replica, timeMs } = exampleStamp(2)
    assert.deepEqual(after(a, b).last, { replica, counter: 2, timeMs })
    assert.equal(after().last, undefined)
  })

  test('the configuration in force', () => {
    assert.equal(after(a).configuration, undefined)
    assert.equal(after({ type: 'start', version: '1', configuration: digestOf('a') }).configuration, digestOf('a'))
    assert.equal(after(exampleHandover).configuration, digestOf('c'))
    assert.equal(
      after(exampleHandover, { type: 'configuration', configuration: digestOf('b') }).configuration,
      digestOf('b'),
    )
  })

  test('everything in force, for the next handover', () => {
    const change = { type: 'keyChange', purpose: 'log', previous: digestOf('3'), next: digestOf('4') } as const
    assert.deepEqual(after(exampleHandover, change).inForce, [
      { kind: 'configuration', digest: digestOf('c') },
      { kind: 'logKey', digest: digestOf('4') },
    ])
  })

  test('the same from a draft as from its leaf, and after a save at any place', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...everyDraft), { maxLength: 30 }), fc.nat(30), (drafts, at) => {
        const whole = after(...drafts)
        let fold = new OpenIntents(exampleOrigin)
        for (const [index, draft] of drafts.entries()) {
          if (index === at) fold = OpenIntents.restore(fold.save())
          fold.add(index, { draft, stamp: exampleStamp(index + 1) })
        }
        assert.deepEqual(fold.save(), whole.save())
      }),
    )
  })
})

describe('the fold refuses', () => {
  test('a leaf that is none', () => assert.throws(() => after().take(0, utf8('{}')), MalformedEntry))

  const saved = new TextDecoder().decode(after(exampleHandover, a).save())
  const states: readonly [why: string, text: string][] = [
    ['a state that is empty', ''],
    ['half a state', saved.slice(0, -1)],
    ['a state of another version', saved.replace('/v1', '/v2')],
    ['a state without its origin', saved.replace(/"origin":"[^"]*",/, '')],
    ['a state with a request id that is none', saved.replace('"a"', '"a b"')],
    ['a state with an index that is none', saved.replace('[1,"a"]', '[-1,"a"]')],
  ]
  for (const [why, text] of states) {
    test(why, () => assert.throws(() => OpenIntents.restore(utf8(text)), MalformedEntry))
  }
})

test('what is read off the text of a leaf is what the entry says', () => {
  for (const [at, draft] of everyDraft.entries()) {
    const leaf = utf8(encodeEntry(draft, exampleStamp(at + 1)))
    const [read, parsed] = [new OpenIntents(exampleOrigin), new OpenIntents(exampleOrigin)]
    for (const fold of [read, parsed]) fold.take(0, utf8(encodeEntry(a, exampleStamp(1))))
    read.take(at + 1, leaf)
    parsed.add(at + 1, parseEntry(leaf))
    assert.deepEqual(read.save(), parsed.save(), draft.type)
  }
})
