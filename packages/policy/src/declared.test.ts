import { test } from 'bun:test'
import assert from 'node:assert/strict'

import type { Clearance } from '@stellwerk/contract/lamp'

import { type Declaration, lampsFromDeclarations } from './declared.ts'

const stated = { statedBy: 'Rechtsamt', source: 'Az. 12/26', validUntil: '2026-12-31' } as const
const task = { text: { de: 'Vertrag verlängern', en: 'extend the contract' }, dueOn: '2026-12-01' } as const

// Goal: the state that a declaration gives, at both sides of each of its dates.
const cases: readonly [why: string, declared: Declaration | undefined, at: string, state: Clearance['state']][] = [
  ['nothing declared', undefined, '2026-11-23T00:00:00Z', 'unknown'],
  ['clear', { ...stated, state: 'clear' }, '2026-11-23T00:00:00Z', 'clear'],
  ['last millisecond of the last day', { ...stated, state: 'clear' }, '2026-12-31T23:59:59.999Z', 'clear'],
  ['first millisecond after it', { ...stated, state: 'clear' }, '2027-01-01T00:00:00.000Z', 'unknown'],
  ['a date that is none', { ...stated, state: 'clear', validUntil: 'soon' }, '2026-11-23T00:00:00Z', 'unknown'],
  ['caution before its task is due', { ...stated, state: 'caution', task }, '2026-12-01T23:59:59.999Z', 'caution'],
  ['caution past its task', { ...stated, state: 'caution', task }, '2026-12-02T00:00:00.000Z', 'blocked'],
  ['caution without a task', { ...stated, state: 'caution' }, '2026-11-23T00:00:00Z', 'unknown'],
  [
    'blocked',
    { ...stated, state: 'blocked', reason: { de: 'Klausel 5', en: 'clause 5' } },
    '2026-11-23T00:00:00Z',
    'blocked',
  ],
  [
    'blocked, past its end',
    { ...stated, state: 'blocked', reason: { de: 'x', en: 'x' } },
    '2027-01-01T00:00:00Z',
    'unknown',
  ],
]
for (const [why, licence, at, state] of cases) {
  test(`declared lamp: ${why}`, () => {
    assert.equal(lampsFromDeclarations({ licence }, Date.parse(at)).lamps.licence.state, state)
  })
}

test('the lamps hold until the first date that changes one of them', () => {
  const shown = lampsFromDeclarations(
    { licence: { ...stated, state: 'caution', task }, security: { ...stated, state: 'clear' } },
    Date.parse('2026-11-23T00:00:00Z'),
  )
  assert.equal(new Date(shown.validUntil).toISOString(), '2026-12-02T00:00:00.000Z')
})

test('a blocked lamp names its source and who clears it', () => {
  const shown = lampsFromDeclarations(
    { licence: { ...stated, state: 'blocked', reason: { de: 'Klausel 5', en: 'clause 5' } } },
    Date.parse('2026-11-23T00:00:00Z'),
  )
  assert.ok(shown.lamps.licence.state === 'blocked')
  assert.equal(shown.lamps.licence.reasons[0].source, 'Az. 12/26')
  assert.equal(shown.lamps.licence.reasons[0].clearedBy.en, 'Rechtsamt')
})
