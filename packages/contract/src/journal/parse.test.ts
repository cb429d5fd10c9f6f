import { strict as assert } from 'node:assert'

import { describe, test } from 'bun:test'
import fc from 'fast-check'

import type { LampState } from '../lamp.ts'
import { uninspectedParts } from '../personal-data.ts'
import { canonicalJson } from './canonical.ts'
import { encodeEntry, type EntryDraft, entryVersions, type Stamp } from './entry.ts'
import {
  everyDraft,
  exampleAssertedBy,
  exampleFound,
  exampleIntent,
  exampleRefusal,
  exampleStamp,
} from './example-drafts.ts'
import { MalformedEntry } from './malformed.ts'
import { parseEntry } from './parse.ts'
import { engineCounters } from './reconciliation.ts'
import { isAboutRegister } from './register.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const leafOf = (draft: EntryDraft): string => encodeEntry(draft, exampleStamp(7))

const text = (pattern: RegExp) => fc.stringMatching(pattern)
const count = fc.maxSafeNat()
const ordinal = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const name = text(/^[!#-[\]-~]{1,40}$/)
const code = text(/^[A-Za-z][A-Za-z0-9_]{0,20}$/)
const digest = text(/^[0-9a-f]{64}$/)
const requestId = text(/^[A-Za-z0-9_-]{1,64}$/)
const fieldName = text(/^[a-z][A-Za-z0-9]{0,31}$/)
const lamp = fc.constantFrom<LampState[]>('clear', 'caution', 'blocked', 'unknown')
const lampStates = fc.record({ licence: lamp, dataProtection: lamp, governance: lamp, security: lamp })
const commitments = fc.dictionary(fieldName, text(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/))
const bytes = fc.dictionary(fieldName, count)
const findings = fc.dictionary(text(/^[A-Z][A-Z0-9_]{0,20}$/), ordinal)
const about = fc.record({ origin: name, index: count })
const call = { requestId, operation: name, useCase: name }
const closing = {
  ...call,
  about,
  model: name,
  deployment: name,
  firstByteMs: count,
  totalMs: count,
  dropped: count,
  tokens: fc.record({ prompt: count, completion: count, total: count }, { requiredKeys: [] }),
  restored: fc.record({ restored: count, unknown: count }),
  commitments,
  bytes,
}
const required = [
  ...Object.keys(call),
  'about',
  'model',
  'deployment',
  'totalMs',
  'dropped',
  'commitments',
  'bytes',
] as const

const draft = fc.oneof(
  fc.record({
    ...call,
    type: fc.constant('intent' as const),
    model: name,
    deployment: name,
    attempt: ordinal,
    isStream: fc.boolean(),
    lamps: lampStates,
    personalData: fc.record({
      counts: findings,
      kinds: findings,
      detector: name,
      policy: name,
      notInspected: fc.subarray([...uninspectedParts]),
    }),
    epoch: count,
    validUntil: count,
    configuration: digest,
    retention: fc.record({ class: code, deleteOn: fc.constantFrom('2026-01-31', '2030-12-01') }),
    commitments,
    bytes,
  }),
  fc.record(
    {
      ...call,
      type: fc.constant('refusal' as const),
      code,
      commitments,
      model: name,
      deployment: name,
      lamps: lampStates,
      reasons: fc.array(code),
      about,
    },
    { requiredKeys: ['requestId', 'operation', 'useCase', 'type', 'code', 'commitments'] },
  ),
  fc.record(
    {
      ...closing,
      type: fc.constant('outcome' as const),
      ending: fc.constantFrom('finished', 'failedOver', 'engineError', 'abortedByClient'),
      code,
    },
    { requiredKeys: [...required, 'type', 'ending'] as never },
  ),
  fc.record(
    { ...closing, type: fc.constant('cut' as const), ending: fc.constant('cut' as const), code },
    { requiredKeys: [...required, 'type', 'ending', 'code'] as never },
  ),
  fc.record({ type: fc.constant('recovery' as const), requestId, about }),
  fc.record({ type: fc.constant('stop' as const), counts: fc.dictionary(code, count) }),
  fc.record({
    type: fc.constant('reconciliation' as const),
    from: count,
    to: count,
    upstreams: fc.array(
      fc.record(
        {
          upstream: name,
          state: fc.constantFrom('compared' as const, 'reset' as const, 'unreachable' as const),
          since: count,
          deployments: fc.array(fc.record({ deployment: name, requests: count }), { maxLength: 2 }),
          counts: fc.array(
            fc.record(
              { counter: fc.constantFrom(...engineCounters), total: count, engine: count, least: count, most: count },
              { requiredKeys: ['counter', 'total'] },
            ),
            { maxLength: 3 },
          ),
        },
        { requiredKeys: ['upstream', 'state', 'deployments', 'counts'] },
      ),
      { maxLength: 3 },
    ),
  }),
  fc.constantFrom(...everyDraft),
)
const stamp: fc.Arbitrary<Stamp> = fc.record({
  replica: text(/^[0-9a-f]{16}$/),
  counter: ordinal,
  timeMs: count,
  version: name,
})

describe('an entry that was read', () => {
  for (const one of everyDraft) {
    test(`is the ${one.type} that was written`, () => {
      assert.deepEqual(parseEntry(utf8(leafOf(one))), { draft: one, stamp: exampleStamp(7) })
    })
  }

  test('is the one that was written, whatever it holds; and its leaf is canonical', () => {
    fc.assert(
      fc.property(draft, stamp, (one, by) => {
        // Optional keys cost fast-check the link between a type and its attributes; and its records have no prototype.
        const written: EntryDraft = structuredClone(one)
        const leaf = encodeEntry(written, by)
        assert.equal(leaf, canonicalJson(JSON.parse(leaf)))
        assert.match(leaf, /^[!-~]+$/)
        assert.deepEqual(parseEntry(utf8(leaf)), { draft: written, stamp: { ...by } })
      }),
      { numRuns: 500 },
    )
  })
})

describe('an entry of the first version', () => {
  const older = (one: EntryDraft): string => encodeEntry(one, exampleStamp(7), 1)

  test('is read as it was written', () => {
    for (const one of [
      exampleIntent('req_1'),
      exampleRefusal,
      ...everyDraft.filter((other) => other.type === 'outcome' && other.restored === undefined),
    ]) {
      assert.match(older(one), /"v":1[,}]/)
      assert.deepEqual(parseEntry(utf8(older(one))), { draft: one, stamp: exampleStamp(7) })
    }
  })

  test('has no attribute that came later', () => {
    const later = everyDraft.filter((one) => 'assertedBy' in one || 'repeated' in one)
    assert.equal(later.length, 3)
    for (const one of later) {
      assert.throws(() => older(one), MalformedEntry)
      assert.throws(() => parseEntry(utf8(leafOf(one).replace('"v":5', '"v":1'))), MalformedEntry)
    }
  })
})

describe('an entry of the second version', () => {
  test('is read as it was written', () => {
    const leaf = encodeEntry(exampleIntent('req_1', { assertedBy: exampleAssertedBy }), exampleStamp(7), 2)
    assert.match(leaf, /"v":2[,}]/)
    assert.equal(encodeEntry(parseEntry(utf8(leaf)).draft, exampleStamp(7), 2), leaf)
  })

  test('is never about licences', () => {
    const later = everyDraft.filter(({ type }) => type.startsWith('licence'))
    assert.equal(later.length, 5)
    for (const one of later) {
      assert.throws(() => encodeEntry(one, exampleStamp(7), 2), MalformedEntry)
      assert.throws(() => parseEntry(utf8(leafOf(one).replace('"v":5', '"v":2'))), MalformedEntry)
    }
  })
})

describe('an entry of the third version', () => {
  test('is never about a data protection lamp', () => {
    const later = everyDraft.filter(({ type }) => type === 'dataProtectionLamp')
    assert.equal(later.length, 1)
    for (const one of later) {
      assert.throws(() => encodeEntry(one, exampleStamp(7), 3), MalformedEntry)
      assert.throws(() => parseEntry(utf8(leafOf(one).replace('"v":5', '"v":3'))), MalformedEntry)
    }
  })

  test('is read as it was written', () => {
    for (const one of everyDraft.filter(({ type }) => type.startsWith('licence'))) {
      const leaf = encodeEntry(one, exampleStamp(7), 3)
      assert.match(leaf, /"v":3[,}]/)
      assert.deepEqual(parseEntry(utf8(leaf)), { draft: one, stamp: exampleStamp(7) })
    }
  })

  test('says nothing of personal data', () => {
    const later = everyDraft.filter((one) => 'personalData' in one || 'restored' in one)
    assert.equal(later.length, 3)
    for (const one of later) {
      assert.throws(() => encodeEntry(one, exampleStamp(7), 3), MalformedEntry)
      assert.throws(() => parseEntry(utf8(leafOf(one).replace('"v":5', '"v":3'))), MalformedEntry)
    }
  })
})

describe('an entry of the fourth version', () => {
  test('is never about the register', () => {
    const later = everyDraft.filter(isAboutRegister)
    assert.equal(later.length, 7)
    for (const one of later) {
      assert.throws(() => encodeEntry(one, exampleStamp(7), 4), MalformedEntry)
      assert.throws(() => parseEntry(utf8(leafOf(one).replace('"v":5', '"v":4'))), MalformedEntry)
    }
  })

  test('is read as it was written', () => {
    for (const one of everyDraft.filter((each) => !isAboutRegister(each))) {
      const leaf = encodeEntry(one, exampleStamp(7), 4)
      assert.match(leaf, /"v":4[,}]/)
      assert.deepEqual(parseEntry(utf8(leaf)), { draft: one, stamp: exampleStamp(7) })
    }
  })

  test('names nobody', () => {
    const named: readonly object[] = [
      { person: 'Max' },
      { author: 'max@example.org' },
      { commitments: { person: 'Max' } },
    ]
    for (const one of everyDraft.filter(isAboutRegister)) {
      for (const more of named) {
        try {
          assert.doesNotMatch(encodeEntry({ ...one, ...more }, exampleStamp(7)), /max/i)
        } catch (error) {
          assert.ok(error instanceof MalformedEntry)
        }
      }
    }
  })
})

describe('an entry is refused', () => {
  const intent = leafOf(exampleIntent('req_1'))
  const told = leafOf(exampleIntent('req_1', { assertedBy: exampleAssertedBy, background: 'title' }))
  const found = leafOf(exampleIntent('req_1', { personalData: exampleFound }))
  const cases: readonly [why: string, leaf: string | Uint8Array, part: string][] = [
    ['with a value among what was found', found.replace('"DE_KVNR"', '"A000500015 "'), 'kinds'],
    ['with a category in small letters', found.replace('"PERSON"', '"person"'), 'counts'],
    ['with a finding that was found no time', found.replace('"PERSON":3', '"PERSON":0'), 'counts'],
    ['with what was found out of order', found.replace('"DATE":1,"ID":2', '"ID":2,"DATE":1'), 'form'],
    ['with another kind of part', found.replace('"tokens"', '"letter"'), 'notInspected'],
    ['with words for a policy', found.replace('"0123456789abcdef"', '"our own"'), 'policy'],
    ['with more about what was found', found.replace('"detector"', '"name":"x","detector"'), 'form'],
    ['that is empty', '', 'json'],
    ['that is no JSON', intent.slice(0, -1), 'json'],
    ['that is a list', '[]', 'json'],
    ['that is null', 'null', 'json'],
    ['that is a pit of brackets', '['.repeat(60_000), 'json'],
    ['of 65,536 bytes', `${intent}${' '.repeat(65_536 - intent.length)}`, 'length'],
    ['without our object', '{}', 'stellwerk'],
    ['of a later version', intent.replace('"v":5', '"v":6'), 'v'],
    ['without a version', intent.replace('"v":5,', ''), 'v'],
    ['of an unknown type', intent.replace('"type":"intent"', '"type":"wish"'), 'type'],
    ['whose type is an object', intent.replace('"type":"intent"', '"type":{"toString":1}'), 'type'],
    ['whose type is a property of every object', intent.replace('"type":"intent"', '"type":"constructor"'), 'type'],
    ['with a blank', intent.replace(',', ', '), 'form'],
    ['with a line at the end', `${intent}\n`, 'form'],
    ['with a byte order mark', Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8(intent)), 'json'],
    ['with a byte that is no UTF-8', Uint8Array.of(...utf8(intent.slice(0, -2)), 0xff, ...utf8('}}')), 'json'],
    ['with a key twice', intent.replace('"epoch":12', '"epoch":11,"epoch":12'), 'form'],
    ['with keys out of order', intent.replace('"epoch":12,"isStream":true', '"isStream":true,"epoch":12'), 'form'],
    ['with an escape', intent.replace('req_1', 'req\\u005f1'), 'form'],
    ['with a number in another spelling', intent.replace('"epoch":12', '"epoch":12.0'), 'form'],
    ['with an exponent', intent.replace('"epoch":12', '"epoch":1.2e1'), 'form'],
    [
      'with the text of a prompt',
      intent.replace('"metadata"', '"message_context":{"prompt_text":"x"},"metadata"'),
      'form',
    ],
    ['with an attribute nobody knows', intent.replace('"v":5', '"v":5,"vv":1'), 'form'],
    ['with the class of another type', intent.replaceAll('6003', '6002'), 'form'],
    ['with another severity', intent.replace('"severity_id":1', '"severity_id":2'), 'form'],
    ['whose use case and actor differ', intent.replace('"app_uid":"citizen-letters"', '"app_uid":"other"'), 'form'],
    ['whose sequence is not its counter', intent.replace('"sequence":7', '"sequence":8'), 'form'],
    ['with a counter 0', intent.replaceAll(/"(counter|sequence)":7/g, '"$1":0'), 'counter'],
    ['with a number for a text', intent.replace('"deployment":"qwen3-32b-a"', '"deployment":1'), 'deployment'],
    ['with null for an object', intent.replace(/"retention":\{[^}]*\}/, '"retention":null'), 'retention'],
    ['without its lamps', intent.replace(/"lamps":\{[^}]*\},/, ''), 'lamps'],
    ['with a list for commitments', intent.replace(/"commitments":\{[^}]*\}/, '"commitments":[]'), 'commitments'],
    ['with a prototype among the lengths', intent.replace('"bytes":{', '"bytes":{"__proto__":1,'), 'bytes'],
    ['with a method nobody knows', told.replace('openWebUiJwt', 'believed'), 'method'],
    ['with a signature of another kind', told.replace('"signed"', '"stamped"'), 'signature'],
    ['with a name in what was asserted', told.replace('"open-webui"', '"Max Mustermann"'), 'frontEnd'],
    ['with more in what was asserted', told.replace('"method"', '"email":"x","method"'), 'form'],
    ['with a task nobody knows', told.replace('"title"', '"gossip"'), 'background'],
    ['with words for a commitment', intent.replace(/"key":"[^"]*"/, '"key":"Max Mustermann"'), 'commitments'],
  ]
  for (const [why, leaf, part] of cases) {
    test(why, () => {
      const read = () => parseEntry(typeof leaf === 'string' ? utf8(leaf) : leaf)
      assert.throws(
        read,
        (error) => error instanceof MalformedEntry && error.code === 'malformed_entry' && error.part === part,
      )
    })
  }

  test('or the very one, whatever bit is flipped', () => {
    const leaf = utf8(intent)
    fc.assert(
      fc.property(fc.nat(leaf.length - 1), fc.nat(7), (at, bit) => {
        const flipped = Uint8Array.from(leaf)
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
        try {
          const { draft: read, stamp: by } = parseEntry(flipped)
          // A single bit can make another version, and a reader of all of them must agree.
          const written = entryVersions.map((version) => encodeEntry(read, by, version))
          assert.ok(written.includes(new TextDecoder().decode(flipped)))
        } catch (error) {
          assert.ok(error instanceof MalformedEntry)
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
