// Goal: what was masked and echoed comes back byte for byte, whatever the text, the findings and the cuts. All values are invented.
import assert from 'node:assert/strict'

import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { test } from 'bun:test'
import fc from 'fast-check'

import { categories, type Category, type Finding } from '../finding.ts'
import { pseudonymise } from '../pseudonym/pseudonymise.ts'
import type { ScopeDigest } from '../pseudonym/mapping.ts'
import type { PrivacyPolicy, PseudonymMode } from '../treatment.ts'
import { Restorer } from './restorer.ts'

function scope(key: string): ScopeDigest {
  return (text) => hmac(sha256, utf8ToBytes(key), utf8ToBytes(text))
}

function policyFor(mode: PseudonymMode): PrivacyPolicy {
  // Every category has an entry.
  const each = <T>(value: T) => Object.fromEntries(categories.map((one) => [one, value])) as Record<Category, T>
  return {
    id: 'test',
    treatment: each('pseudonymise'),
    kinds: {},
    sensitivity: each('balanced'),
    mode,
    region: 'DE',
    onlyCertain: false,
  }
}

const digest = scope('a key of a test')
const seeds = pseudonymise([{ text: 'Hans Müller', findings: [found(0, 11, 'PERSON')], form: 'text' }], {
  digest,
  policy: policyFor('typed'),
}).masked

function found(start: number, end: number, category: Category): Finding {
  return { start, end, category, kind: category, score: 1, evidence: 'certain', detector: 'test' }
}

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme-composite', maxLength: 8 }),
  fc.constantFrom(
    ...seeds,
    ...seeds.map((one) => one.slice(1)),
    ...seeds.map((one) => one.slice(1, -1)),
    ...seeds.map((one) => one.slice(0, 9)),
    ...seeds.map((one) => one.slice(-9)),
    '⟦',
    '⟧',
    'Wei\\u00dfgerber',
    '\\u00',
    '⟦PERSON_',
    'PERSON ',
    'PERSON_',
    '%E2%9F%A6',
    '&#10214;',
    '&lobrk;',
    '\\',
    '\\u27e6',
    '\\n',
    's',
    "'s",
    ' ',
    '_',
    'Hans',
    'Hans Müller',
    'Müller',
    'MÜLLER',
    'Grass',
    'Alice',
    'Peter',
    'Peters',
    'Anna Weber',
    'des ',
    'https://x.de/?q=',
    // Their small letters lie in another block, where scripts without spaces are.
    'Ⴀ',
    'Ꭰ',
    'm%C3%BCller',
    '"',
    '\n',
    'ANFRAGE ',
    'hans.mueller@example.org',
    'DE89 3704 0044 0532 0130 00',
    '&',
    '%',
    '-',
    '.',
  ),
)

/** A text of pieces, some of which are findings. */
const texts = fc.array(fc.tuple(piece, fc.option(fc.constantFrom(...categories), { freq: 2 })), { maxLength: 12 })
const forms = fc.constantFrom<Form>('text', 'json', 'url', 'code')

type Form = 'text' | 'json' | 'url' | 'code'

function textOf(pieces: readonly (readonly [string, Category | null])[], form: Form) {
  let text = ''
  const findings: Finding[] = []
  for (const [part, category] of pieces) {
    if (category !== null) findings.push(found(text.length, text.length + part.length, category))
    text += part
  }
  return { text, findings, form }
}

function restored(masked: string, form: Form, restorer: Restorer, lengths: readonly number[]): string {
  const stream = restorer.stream(form === 'code' ? 'text' : form)
  let out = ''
  let at = 0
  for (let turn = 0; at < masked.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1
    out += stream.feed(masked.slice(at, at + length))
    assert.ok(stream.held <= 40, `${stream.held} characters held`)
    at += length
  }
  return out + stream.end()
}

for (const mode of ['typed', 'surrogate'] as const) {
  test(`mask, echo, restore is identity over any text and any findings: ${mode}`, () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.array(fc.tuple(texts, forms), { minLength: 1, maxLength: 3 }), cuts, (parts, lengths) => {
        const inputs = parts.map(([pieces, form]) => textOf(pieces, form))
        const { masked, mapping } = pseudonymise(inputs, { digest, policy: policyFor(mode) })
        const restorer = new Restorer(mapping)
        for (const [index, input] of inputs.entries()) {
          assert.equal(restorer.whole(masked[index] ?? '', input.form === 'code' ? 'text' : input.form), input.text)
          assert.equal(restored(masked[index] ?? '', input.form, restorer, lengths), input.text)
        }
      }),
      { numRuns: 600 },
    )
  })
}

test('a value that was quoted with escapes of JSON stands right in prose and in arguments', () => {
  const text = 'Frau Wei\\u00dfgerber'
  const { masked, mapping } = pseudonymise([{ text, findings: [found(5, text.length, 'PERSON')], form: 'text' }], {
    digest,
    policy: policyFor('typed'),
  })
  const restorer = new Restorer(mapping)
  assert.equal(restorer.whole(masked[0] ?? '', 'text'), text)
  assert.equal(restorer.whole(`{"an":"${masked[0]}"}`, 'json'), `{"an":"${text}"}`)
  assert.equal(restorer.whole(`?an=${masked[0]}`, 'url'), '?an=Frau Wei%C3%9Fgerber')
})
