import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { parseConfig } from '@stellwerk/contract/config'
import type { Clearance } from '@stellwerk/contract/lamp'
import type { Declarations } from '@stellwerk/policy/declared'
import { foundIn } from '@stellwerk/privacy/found'

import { dataProtectionFacts, judgedDataProtection } from '../data-protection-wiring.ts'
import { Gate } from './gate.ts'

const day = 86_400_000
const start = Date.parse('2026-11-23T12:00:00Z')
const clear = { state: 'clear', statedBy: 'Legal', source: 'x', validUntil: '2026-12-31' } as const
const lamps = { dataProtection: clear, governance: clear, security: clear }
const known: Clearance = { state: 'clear', obligations: [] }
const missing: Clearance = {
  state: 'unknown',
  missing: [{ name: 'f', text: { de: 'x', en: 'x' }, suppliedBy: { de: 'x', en: 'x' } }],
}
const route = { useCaseId: 'u', deploymentId: 'd' }

const stated = (personalData: object = {}) =>
  parseConfig({
    upstreams: [{ id: 'here', kind: 'mirror' }],
    deployments: [{ id: 'd', model: 'm', upstream: 'here' }],
    useCases: ['u', 'other'].map((id) => ({ id, title: id, state: 'active', deployments: ['d'], personalData })),
  })

function gateWith(declared: object = lamps, personalData: object = {}) {
  const world = { now: start, standing: new Set(['k']), licence: known, licenceUntil: Infinity }
  const declarations = new Map<string, Declarations>([['u', declared]])
  const factsOf = dataProtectionFacts(stated(personalData))
  const gate = new Gate({
    clock: { now: () => world.now, elapsed: () => world.now },
    keys: { stands: (keyId) => world.standing.has(keyId) },
    licences: { lampOf: () => ({ clearance: world.licence, validUntil: world.licenceUntil }) },
    declared: declarations,
    dataProtection: {
      lampOf: (name) =>
        judgedDataProtection(factsOf(name), declarations.get(name.useCaseId)?.dataProtection, world.now).protection,
    },
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
  assert.equal(gate.lampsOf(route).governance.state, 'unknown')
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

test('a permit does not outlive a licence lamp that went dark, nor does it come back with the light', () => {
  const { gate, world } = gateWith()
  const permit = permitOf(gate)
  world.licence = missing
  gate.licenceChanged(route, true)
  assert.ok(!gate.stands(permit))
  assert.equal(gate.decide(route, caller).outcome, 'deny')
  world.licence = known
  gate.licenceChanged(route, false)
  assert.ok(!gate.stands(permit))
  assert.ok(gate.stands(permitOf(gate)))
})

test('a permit of another route stands when a licence lamp goes dark', () => {
  const { gate } = gateWith()
  const permit = permitOf(gate)
  gate.licenceChanged({ ...route, deploymentId: 'other' }, true)
  assert.ok(gate.stands(permit))
})

test('a permit stands when a licence lamp changes and stays lit', () => {
  const { gate } = gateWith()
  const permit = permitOf(gate)
  gate.licenceChanged(route, false)
  assert.ok(gate.stands(permit))
})

test('a licence lamp is asked again at its end and not before', () => {
  const { gate, world } = gateWith()
  world.licenceUntil = start + 1_000
  assert.equal(permitOf(gate).validUntil, start + 1_000)
  world.licence = missing
  assert.equal(gate.decide(route, caller).outcome, 'allow')
  world.now = start + 1_000
  world.licenceUntil = Infinity
  assert.equal(gate.decide(route, caller).outcome, 'deny')
})

// Goal: what was found in a request shuts for this request, and for no other.
test('a finding that the use case does not take shuts for this request alone', () => {
  const { gate } = gateWith(lamps, { treatment: { PERSON: 'block' } })
  const someone = foundIn([{ category: 'PERSON', kind: 'PERSON' }])
  const decision = gate.decide(route, caller, someone)
  assert.ok(decision.outcome === 'deny')
  assert.deepEqual(
    decision.reasons.map(({ code }) => code),
    ['finding_blocked'],
  )
  assert.equal(decision.lamps.dataProtection.state, 'blocked')
  assert.equal(gate.decide(route, caller, foundIn([])).outcome, 'allow')
  assert.equal(gate.lampsOf(route).dataProtection.state, 'clear')
})

test('a fact that runs out changes the lamp at midnight', () => {
  const review = { on: '2026-01-01', reviewOn: '2026-11-23', reference: 'DPIA 7' }
  const { gate, world } = gateWith(lamps, { dpia: review })
  assert.equal(gate.lampsOf(route).dataProtection.state, 'clear')
  world.now = Date.parse('2026-11-24T00:00:00Z')
  assert.equal(gate.lampsOf(route).dataProtection.state, 'caution')
})
