import { test } from 'bun:test'
import assert from 'node:assert/strict'

import type { Clearance, Lamp, Lamps } from '@stellwerk/contract/lamp'
import { lamps } from '@stellwerk/contract/lamp'
import type { Route } from '@stellwerk/contract/route'

import { decide } from './decide.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const call = { keyId: 'k1', keyVersion: 3, keyExpiresAt: now + 1000, epoch: 7 }

const clear: Clearance = { state: 'clear', obligations: [] }
const caution: Clearance = {
  state: 'caution',
  obligations: [{ kind: 'notice', text: { de: 'Hinweis', en: 'notice' } }],
  tasks: [{ text: { de: 'Prüfen', en: 'check' }, dueOn: '2026-12-31' }],
}
const blocked: Clearance = {
  state: 'blocked',
  reasons: [
    {
      code: 'x',
      lamp: 'licence',
      basis: 'licence',
      source: '§ 2',
      clearedBy: { de: 'Recht', en: 'legal' },
      text: { de: 'nein', en: 'no' },
    },
  ],
}
const unknown: Clearance = {
  state: 'unknown',
  missing: [{ name: 'f', text: { de: 'fehlt', en: 'missing' }, suppliedBy: { de: 'IT', en: 'IT' } }],
}

function routeWith(changed: Partial<Record<Lamp, Clearance>>, validUntil = now + 60_000): Route {
  const shown: Lamps = { licence: clear, dataProtection: clear, governance: clear, security: clear, ...changed }
  return { useCaseId: 'u', deploymentId: 'd', lamps: shown, validUntil }
}

// Goal: each lamp alone can shut the route, and only a lamp that is known to be passable lets a request by.
const states: readonly [why: string, clearance: Clearance, outcome: 'allow' | 'deny'][] = [
  ['clear', clear, 'allow'],
  ['caution', caution, 'allow'],
  ['blocked', blocked, 'deny'],
  ['unknown', unknown, 'deny'],
]
for (const lamp of lamps) {
  for (const [why, clearance, outcome] of states) {
    test(`${lamp} ${why}: ${outcome}`, () => {
      assert.equal(decide(routeWith({ [lamp]: clearance }), call, now).outcome, outcome)
    })
  }
}

test('a permit ends with the first of route, key and a day', () => {
  const decision = decide(routeWith({}), call, now)
  assert.equal(decision.outcome === 'allow' && decision.permit.validUntil, now + 1000)
})

test('a permit carries the epoch, the version of the key and the obligations', () => {
  const decision = decide(routeWith({ security: caution }), call, now)
  assert.ok(decision.outcome === 'allow')
  assert.equal(decision.permit.epoch, 7)
  assert.equal(decision.permit.keyVersion, 3)
  assert.deepEqual(
    decision.permit.obligations.map((obligation) => obligation.kind),
    ['notice'],
  )
})

// Both sides of the end of the lamps: the last millisecond passes, the next one does not.
const ends: readonly [why: string, validUntil: number, outcome: 'allow' | 'deny'][] = [
  ['one millisecond left', now + 1, 'allow'],
  ['just ended', now, 'deny'],
  ['no number', Number.NaN, 'deny'],
]
for (const [why, validUntil, outcome] of ends) {
  test(`lamps out of date: ${why}`, () => assert.equal(decide(routeWith({}, validUntil), call, now).outcome, outcome))
}

test('a denial names every lamp that is out, not only the first', () => {
  const decision = decide(routeWith({ licence: blocked, security: unknown }), call, now)
  assert.deepEqual(decision.outcome === 'deny' && decision.reasons.map((reason) => reason.code), [
    'x',
    'security_unknown',
  ])
})
