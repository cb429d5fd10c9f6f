// Goal: identifiers that nobody has seen before are found whole in texts that nobody has seen before, and harmless texts stay as they
// are. Two seeds that never change, and one that is new with each run; SEED=… runs one again.
import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'bun:test'

import { judged } from '../../packages/privacy/src/evaluation/protocol.ts'
import { policyOf } from '../../packages/privacy/src/presets.ts'
import { openDetection } from '../../packages/server/src/privacy-weights.ts'
import { unseenDocuments } from './unseen/documents.ts'
import { unseenTally } from './unseen/tally.ts'

const fresh = Number(process.env['SEED'] ?? randomInt(2 ** 31))
console.log(`unseen identifiers: seed ${fresh}`)

/** How often each kind goes into each carrier. */
const times = 2

/** Bars of the specification (reference/privacy.md § 13). */
const bars = { strongCover: 0.98, cover: 0.95, harmlessTouched: 0.03 }

const detection = openDetection()
const policy = policyOf({ preset: 'office', treatment: {}, kinds: {}, sensitivity: {}, mode: 'typed' })

for (const seed of [11, 12, fresh]) {
  test(`unseen identifiers are covered, and harmless texts are not touched (seed ${seed})`, () => {
    const tally = unseenTally(
      judged(
        unseenDocuments(seed, times).map((record) => {
          const segment = { text: record.text, form: 'text' } as const
          const settings = { ...policy, language: record.language }
          const [findings = []] = detection.together([segment], [detection.own(segment, settings)], settings)
          const isMasked = ({ category, kind }: (typeof findings)[number]): boolean =>
            (policy.kinds[kind] ?? policy.treatment[category]) !== 'pass'
          return { record, findings, masked: findings.filter(isMasked) }
        }),
      ),
    )
    const told = JSON.stringify({ seed, ...tally })
    assert.ok(tally.strongCover >= bars.strongCover, told)
    assert.ok(tally.cover >= bars.cover, told)
    assert.ok(tally.harmlessTouched <= bars.harmlessTouched, told)
  })
}

test('the same seed gives the same documents, another one others', () => {
  assert.deepEqual(unseenDocuments(5, 1), unseenDocuments(5, 1))
  assert.notDeepEqual(unseenDocuments(5, 1), unseenDocuments(6, 1))
})
