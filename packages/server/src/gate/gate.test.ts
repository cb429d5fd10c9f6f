import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { Gate } from './gate.ts'

const day = 86_400_000
const start = Date.parse('2026-11-23T12:00:00Z')
const clear = { state: 'clear', statedBy: 'Legal', source: 'x', validUntil: '2026-12-31' } as const
const lamps = { licence: clear, dataProtection: clear, governance: clear, security: clear }
const route = { useCaseId: 'u', deploymentId: 'd' }

function gateWith(declared: object = lamps) {
  const world = { now: start, standing: new Set(['k']) }
  const gate = new Gate({
    clock: { now: () => world.now, elapsed: () => world.now },
    keys: { stands: (keyId) => world.standing.has(keyId) },
    declared: new Map([['u', declared]]),
  })
  return { gate, world }
}

const caller = { keyId: 'k', keyVersion: 1, expiresAt: start + 10 * day }

function permitOf(gate: Gate) {
  const decision = gate.decide(route, caller)
  assert.ok(decision.outcome === 'allow')
  return decision.permit
}

// Goal: what ends a permit, each alone.
test('a fresh permit stands', () => {
  const { gate } = gateWith()
  assert.ok(gate.stands(permitOf(gate)))
})

test('a permit ends at its end', () => {
  const { gate, world } = gateWith()
  const permit = permitOf(gate)
  world.now = permit.validUntil - 1
  assert.ok(gate.stands(permit))
  world.now = permit.validUntil
  assert.ok(!gate.stands(permit))
})

test('a permit ends with its key, as soon as something was withdrawn', () => {
  const { gate, world } = gateWith()
  const permit = permitOf(gate)
  world.standing.clear()
  gate.withdraw()
  assert.ok(!gate.stands(permit))
})

test('a permit survives that another key was withdrawn', () => {
  const { gate } = gateWith()
  const permit = permitOf(gate)
  gate.withdraw()
  assert.ok(gate.stands(permit))
})

test('lamps go out by themselves when a declaration ends', () => {
  const { gate, world } = gateWith()
  assert.equal(gate.decide(route, { ...caller, expiresAt: Infinity }).outcome, 'allow')
  world.now = Date.parse('2027-01-01T00:00:00Z')
  assert.equal(gate.decide(route, { ...caller, expiresAt: Infinity }).outcome, 'deny')
  assert.equal(gate.lampsOf(route).licence.state, 'unknown')
})

test('a finding about the installation shuts every route, and what runs may end', () => {
  const { gate } = gateWith()
  const permit = permitOf(gate)
  const text = { de: 'Gabelung', en: 'fork' }
  gate.shut({ code: 'fork', lamp: 'security', basis: 'ownRule', source: 'x', clearedBy: text, text })
  assert.equal(gate.decide(route, caller).outcome, 'deny')
  assert.equal(gate.lampsOf(route).security.state, 'blocked')
  assert.equal(gate.lampsOf({ ...route, useCaseId: 'other' }).security.state, 'blocked')
  assert.ok(gate.stands(permit))
})

test('a use case that nobody declared anything about is shut', () => {
  const { gate } = gateWith({})
  assert.equal(gate.decide(route, caller).outcome, 'deny')
  assert.equal(gate.decide({ ...route, useCaseId: 'other' }, caller).outcome, 'deny')
})
