// Goal: what the file says about personal data reaches the gate route by route, and whoever checks the file hears what shuts a route.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { parseConfig } from '@stellwerk/contract/config'

import { dataProtectionFacts, dataProtectionHints, privacyPolicies } from './data-protection-wiring.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const config = parseConfig({
  operator: { country: 'AT' },
  upstreams: [
    { id: 'here', kind: 'vllm', url: 'http://127.0.0.1:8000' },
    { id: 'there', kind: 'vllm', url: 'http://10.0.0.1:8000' },
    { id: 'told', kind: 'vllm', url: 'http://10.0.0.2:8000', place: { operator: 'ownHouse', country: 'DE' } },
  ],
  deployments: ['here', 'there', 'told'].map((id) => ({ id, model: 'm', upstream: id })),
  useCases: [
    { id: 'letters', title: 'Letters', state: 'active', deployments: ['here', 'there', 'told'] },
    { id: 'plans', title: 'Plans', state: 'draft', deployments: ['there'] },
    {
      id: 'code',
      title: 'Code',
      state: 'active',
      deployments: ['there'],
      personalData: { preset: 'code', withoutBasis: 'whereNothingFound' },
    },
  ],
})

test('the place is that of the server, with the country of the operator for what is here', () => {
  const factsOf = dataProtectionFacts(config)
  const placeAt = (deploymentId: string) => factsOf({ useCaseId: 'letters', deploymentId }).place
  assert.deepEqual(placeAt('here'), { operator: 'ownHouse', country: 'AT', transfers: [] })
  assert.equal(placeAt('there'), undefined)
  assert.deepEqual(placeAt('told'), { operator: 'ownHouse', country: 'DE', transfers: [] })
})

test('each use case has the policy of its preset, and the country of the operator for phone numbers', () => {
  const policies = privacyPolicies(config)
  assert.equal(policies.get('code')?.onlyCertain, true)
  assert.equal(policies.get('letters')?.onlyCertain, false)
  assert.equal(policies.get('letters')?.region, 'AT')
  assert.deepEqual(
    dataProtectionFacts(config)({ useCaseId: 'code', deploymentId: 'there' }).policy,
    policies.get('code'),
  )
})

test('a hint names the route that is shut whatever is asked, and only that', () => {
  const hints = dataProtectionHints(config, now)
  assert.equal(hints.length, 1)
  assert.match(hints[0]?.en ?? '', /letters at there: .*upstreams\[\]\.place/)
  assert.match(hints[0]?.de ?? '', /letters an there: .*upstreams\[\]\.place/)
})
