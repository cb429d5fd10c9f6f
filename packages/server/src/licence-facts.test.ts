// Goal: of a file that is read again only licence facts count, and whatever else changed in it is found.
import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { type ConfigInput, parseConfig } from '@stellwerk/contract/config'

import { configurationDigest } from './journal-wiring.ts'
import { needsRestart, withLicenceFacts } from './licence-facts.ts'

const statement = { state: 'clear', statedBy: 'x', source: 'y', validUntil: '2027-01-01' } as const
const useCase = { id: 'u', title: 'U', state: 'active', deployments: ['d'] } as const
const base: ConfigInput = {
  upstreams: [{ id: 'g', kind: 'vllm', url: 'http://127.0.0.1:9' }],
  deployments: [{ id: 'd', model: 'm', upstream: 'g' }],
  frontEnds: [{ id: 'f', networks: ['10.0.0.0/8'], person: { method: 'none' } }],
  useCases: [useCase],
}
const model = { id: 'm', kind: 'model', name: 'M' } as const
const engine = { id: 'e', kind: 'engine', name: 'E' } as const
const ui = { id: 'w', kind: 'ui', name: 'W' } as const
const components = [model, engine, ui]
const running = parseConfig(base)

const taken: readonly [what: string, changed: ConfigInput][] = [
  ['operator', { operator: { country: 'DE' } }],
  ['components', { components }],
  ['settings', { licences: { taskDays: 7 } }],
  ['component of a deployment', { components, deployments: [{ id: 'd', model: 'm', upstream: 'g', component: 'm' }] }],
  ['engine', { components, upstreams: [{ id: 'g', kind: 'vllm', url: 'http://127.0.0.1:9', component: 'e' }] }],
  ['user interface', { components, frontEnds: [{ ...base.frontEnds![0]!, component: 'w' }] }],
  ['use', { useCases: [{ ...useCase, use: { commercial: true } }] }],
  ['statement of an office', { useCases: [{ ...useCase, lamps: { licence: statement } }] }],
]
for (const [what, changed] of taken) {
  test(`licence facts: ${what} is taken up, and taken back`, () => {
    const read = parseConfig({ ...base, ...changed })
    assert.deepEqual(withLicenceFacts(running, read), read)
    assert.ok(!needsRestart(running, read))
    assert.deepEqual(withLicenceFacts(read, running), running)
  })
}

const left: readonly [what: string, changed: ConfigInput][] = [
  ['language', { language: 'de' }],
  ['another lamp', { useCases: [{ ...useCase, lamps: { security: statement } }] }],
  ['a use case that is gone', { useCases: [] }],
  ['a use case more', { useCases: [useCase, { ...useCase, id: 'v' }] }],
  ['another address', { upstreams: [{ id: 'g', kind: 'vllm', url: 'http://127.0.0.1:8' }] }],
]
for (const [what, changed] of left) {
  test(`licence facts: ${what} waits for a start`, () => {
    const read = parseConfig({ ...base, ...changed })
    assert.deepEqual(withLicenceFacts(running, read), running)
    assert.ok(needsRestart(running, read))
  })
}

test('licence facts: what is judged is not in the digest of the configuration, what an office stated is', () => {
  const judged = parseConfig({
    ...base,
    components,
    deployments: [{ id: 'd', model: 'm', upstream: 'g', component: 'm' }],
  })
  const stated = parseConfig({ ...base, useCases: [{ ...useCase, lamps: { licence: statement } }] })
  assert.equal(configurationDigest(judged, '2026-11-23'), configurationDigest(running, '2026-11-23'))
  assert.notEqual(configurationDigest(stated, '2026-11-23'), configurationDigest(running, '2026-11-23'))
})
