import { strict as assert } from 'node:assert'
import { createHmac } from 'node:crypto'

import { test } from 'bun:test'
import fc from 'fast-check'

import { committed, committing } from './committed.ts'
import { committedTo } from '../../../../test/journal/committed-to.ts'
import type { JournalItem } from './messages.ts'

/** As audit documents spell it, by another implementation of HMAC. */
function expected(opening: Uint8Array, field: string, text: string): string {
  return createHmac('sha256', opening).update(`stellwerk/commit/v1\0${field}\0`).update(text, 'utf8').digest('base64')
}

const item = (identities: Record<string, string>, contents: Record<string, string>): JournalItem => ({
  draft: { type: 'diskFull' },
  subjects: [],
  identities,
  committed: committedTo(contents),
  keeping: { class: 'metadata', deleteOnDay: 0 },
})

test('committed: every field has a commitment that its opening opens, in order of their names', () => {
  const { commitments, openings } = committed(item({ user: 'u', key: 'k' }, { request: 'Grüße', a: '' }))
  assert.deepEqual(Object.keys(commitments), ['a', 'key', 'request', 'user'])
  for (const [field, text] of Object.entries({ user: 'u', key: 'k', request: 'Grüße', a: '' })) {
    assert.equal(commitments[field], expected(openings[field] ?? new Uint8Array(), field, text))
  }
})

test('committed: no opening comes twice, over many refills of the pool', () => {
  const seen = new Set<string>()
  for (let times = 0; times < 5_000; times++) {
    const { openings } = committed(item({ key: 'k' }, {}))
    seen.add(Buffer.from(openings['key'] ?? []).toString('hex'))
  }
  assert.equal(seen.size, 5_000)
})

// Goal: however a text is cut into pieces, surrogates included, it is the text that is committed to.
test('committing: any division of a text gives the commitment to the whole', () => {
  const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 30 })
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 7 }), (parts, step) => {
      const text = parts.join('🚦')
      const whole = text.repeat(text.length > 0 && text.length < 200 ? 200 : 1)
      const one = committing('response')
      for (let at = 0; at < whole.length; at += step) one.add(whole.slice(at, at + step))
      const { commitment, opening, bytes } = one.end()
      assert.equal(commitment, expected(Buffer.from(opening, 'base64'), 'response', whole))
      assert.equal(bytes, Buffer.byteLength(whole))
      assert.deepEqual(one.end(), { commitment, opening, bytes })
    }),
    { numRuns: 60 },
  )
})

test('committing: what was committed to while it passed stands in the entry as it is', () => {
  const one = committing('response')
  one.add('Antwort')
  const { commitment, opening } = one.end()
  const found = committed({ ...item({}, {}), committed: { response: { commitment, opening } } })
  assert.equal(found.commitments['response'], commitment)
  assert.equal(commitment, expected(found.openings['response'] ?? new Uint8Array(), 'response', 'Antwort'))
})
