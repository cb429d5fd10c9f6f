import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { parseConfig } from '@stellwerk/contract/config'
import type { ConfigInput } from '@stellwerk/contract/config'

import { configurationDigest } from './journal-wiring.ts'

const useCase = { id: 'test', title: 'Test', state: 'active' } as const
const full = { class: 'full', reason: 'acceptance', until: '2027-01-31' } as const

function digestOf(config: ConfigInput, day = '2026-11-23'): string {
  return configurationDigest(parseConfig(config), day)
}

// Goal: whatever governs is in the digest, and a term that ends changes it by itself.
const different: readonly [why: string, config: ConfigInput][] = [
  ['another class', { useCases: [{ ...useCase, record: { class: 'none' } }] }],
  ['another class of a field', { useCases: [{ ...useCase, record: { fields: { user: 'none' } } }] }],
  ['another term', { useCases: [{ ...useCase, record: { days: 10 } }] }],
  ['texts in full', { useCases: [{ ...useCase, record: full }] }],
  ['another reason', { useCases: [{ ...useCase, record: { ...full, reason: 'other' } }] }],
  ['another last day', { useCases: [{ ...useCase, record: { ...full, until: '2027-02-01' } }] }],
  ['strict', { useCases: [{ ...useCase, strict: true }] }],
  ['another custodian', { useCases: [useCase], vault: { key: { file: '/srv/vault.kek' } } }],
  ['another treatment of personal data', { useCases: [{ ...useCase, personalData: { preset: 'code' } }] }],
  ['more time to look for them', { useCases: [useCase], privacy: { deadlineMs: 5_000 } }],
  [
    'another place of a server',
    { useCases: [useCase], upstreams: [{ id: 'm', kind: 'mirror', place: { operator: 'ownHouse', country: 'DE' } }] },
  ],
  ['larger texts', { useCases: [useCase], limits: { recordBytesMax: 2_048 } }],
]
test('digest: each of these differs from the others and from what stands there by default', () => {
  const digests = [digestOf({ useCases: [useCase] }), ...different.map(([, config]) => digestOf(config))]
  assert.equal(new Set(digests).size, digests.length)
})

test('digest: on the day after the term it is that of a file without full', () => {
  const config = { useCases: [{ ...useCase, record: full }] }
  assert.equal(digestOf(config, '2027-01-31'), digestOf(config))
  assert.notEqual(digestOf(config, '2027-02-01'), digestOf(config))
  assert.equal(digestOf(config, '2027-02-01'), digestOf({ useCases: [useCase] }))
})

test('digest: what is no matter of government leaves it as it is', () => {
  const other: ConfigInput = { useCases: [useCase], log: { level: 'debug' }, language: 'de' }
  assert.equal(digestOf(other), digestOf({ useCases: [useCase] }))
})
