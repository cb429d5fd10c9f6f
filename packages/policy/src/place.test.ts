// Goal: what a place is to personal data follows from its facts, at both sides of each of them.
import { strict as assert } from 'node:assert'
import { describe, test } from 'bun:test'

import type { PlaceConfig } from '@stellwerk/contract/config-place'

import {
  answersToUs,
  euProcessor,
  exampleNow,
  ownHouse,
  thirdCountryParent,
  underClauses,
  underDecision,
} from './example-facts.ts'
import { endsAt, lackingAt, placeClassOf, placeOf, startsAt } from './place.ts'

type Changed = { readonly [Key in keyof PlaceConfig]?: PlaceConfig[Key] | undefined }

/** Without what is changed to undefined. */
function but(place: PlaceConfig, changed: Changed): PlaceConfig {
  const entries = Object.entries({ ...place, ...changed }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as unknown as PlaceConfig // Only optional facts are taken away below.
}

const [usTransfer] = underDecision.transfers
const [inTransfer] = underClauses.transfers
assert.ok(usTransfer !== undefined && inTransfer !== undefined)
const { coversRecipient: _, ...uncovered } = usTransfer
const { assessment: __, ...unassessed } = inTransfer
const ended = '2026-11-22'
const today = '2026-11-23'

const rows: readonly [why: string, place: PlaceConfig | undefined, is: string, lacks: readonly string[]][] = [
  ['nobody knows', undefined, 'unknown', ['dataProtection.place']],
  ['our own', ownHouse, 'ownHouse', []],
  ['our own abroad', but(ownHouse, { country: 'US' }), 'ownHouse', []],
  [
    'our own, with support from a third country',
    but(ownHouse, { remoteSupport: ['IN'] }),
    'noBasis',
    ['transfer_basis_missing'],
  ],
  ['our own, with support from the EEA', but(ownHouse, { remoteSupport: ['NO'] }), 'ownHouse', []],
  ['a processor in the EU', euProcessor, 'euProcessor', []],
  [
    'one whose contract is signed tomorrow',
    but(euProcessor, { contract: { source: 'x', signedOn: '2026-11-24', validUntil: '2027-03-31' } }),
    'euProcessor',
    ['processor_contract_missing'],
  ],
  ['one in Norway', but(euProcessor, { country: 'NO' }), 'euProcessor', []],
  [
    'one in Switzerland, without its decision',
    but(euProcessor, { country: 'CH' }),
    'noBasis',
    ['transfer_basis_missing', 'dataProtection.place.keys', 'dataProtection.place.accessRequests'],
  ],
  ['one without a contract', but(euProcessor, { contract: undefined }), 'euProcessor', ['processor_contract_missing']],
  [
    'one whose contract ran out yesterday',
    but(euProcessor, { contract: { source: 'c', signedOn: '2025-01-01', validUntil: ended } }),
    'euProcessor',
    ['processor_contract_missing'],
  ],
  [
    'one whose contract runs out today',
    but(euProcessor, { contract: { source: 'c', signedOn: '2025-01-01', validUntil: today } }),
    'euProcessor',
    [],
  ],
  [
    'one that says nothing of its parents',
    but(euProcessor, { parents: undefined }),
    'euProcessor',
    ['dataProtection.place.parents'],
  ],
  [
    'one that says nothing of remote support',
    but(euProcessor, { remoteSupport: undefined }),
    'euProcessor',
    ['dataProtection.place.remoteSupport'],
  ],
  [
    'one that says nothing of sub-processors',
    but(euProcessor, { subProcessors: undefined }),
    'euProcessor',
    ['dataProtection.place.subProcessors'],
  ],
  [
    'one that says nothing of deletion',
    but(euProcessor, { deletion: undefined }),
    'euProcessor',
    ['dataProtection.place.deletion'],
  ],
  [
    'one with a sub-processor in a third country',
    but(answersToUs, { subProcessors: [{ name: 'Example Ltd', country: 'IN' }] }),
    'noBasis',
    ['transfer_basis_missing'],
  ],
  [
    'the same with clauses',
    but(answersToUs, { subProcessors: [{ name: 'Example Ltd', country: 'IN' }], transfers: [inTransfer] }),
    'standardContractualClauses',
    [],
  ],
  [
    'one with a parent in the EEA',
    but(euProcessor, { parents: [{ name: 'E', country: 'FR', accessLaws: [] }] }),
    'euProcessor',
    [],
  ],
  ['one with a parent in a third country', thirdCountryParent, 'euProcessorWithThirdCountryParent', []],
  [
    'the same, silent about keys',
    but(thirdCountryParent, { keys: undefined }),
    'euProcessorWithThirdCountryParent',
    ['dataProtection.place.keys'],
  ],
  [
    'the same, silent about access requests',
    but(thirdCountryParent, { accessRequests: undefined }),
    'euProcessorWithThirdCountryParent',
    ['dataProtection.place.accessRequests'],
  ],
  ['under an adequacy decision', underDecision, 'adequacyDecision', []],
  [
    'under one that does not cover the recipient',
    but(underDecision, { transfers: [{ ...usTransfer, coversRecipient: false }] }),
    'noBasis',
    ['transfer_basis_missing'],
  ],
  [
    'under one of which nobody says whom it covers',
    but(underDecision, { transfers: [uncovered] }),
    'noBasis',
    ['transfer_basis_missing'],
  ],
  [
    'under one that ended',
    but(underDecision, { transfers: [{ ...usTransfer, validUntil: ended }] }),
    'noBasis',
    ['transfer_basis_missing'],
  ],
  [
    'under one for another country',
    but(underDecision, { transfers: [{ ...usTransfer, country: 'JP' }] }),
    'noBasis',
    ['transfer_basis_missing'],
  ],
  ['under clauses', underClauses, 'standardContractualClauses', []],
  [
    'under clauses that nobody held against the law there',
    but(underClauses, { transfers: [unassessed] }),
    'noBasis',
    ['transfer_basis_missing'],
  ],
  [
    'under a decision for one country and nothing for the other',
    but(underDecision, { remoteSupport: ['IN'] }),
    'noBasis',
    ['transfer_basis_missing'],
  ],
  [
    'under a decision for one country and clauses for the other',
    but(underDecision, { remoteSupport: ['IN'], transfers: [usTransfer, inTransfer] }),
    'standardContractualClauses',
    [],
  ],
]

describe('a place', () => {
  for (const [why, place, is, lacks] of rows) {
    test(why, () => {
      const { reasons, missing } = lackingAt(place, exampleNow)
      assert.equal(placeClassOf(place, exampleNow), is)
      assert.deepEqual([...reasons.map(({ code }) => code), ...missing.map(({ name }) => name)], lacks)
    })
  }

  test('says when something about it begins', () => {
    assert.deepEqual(startsAt(undefined), [])
    assert.deepEqual(startsAt(euProcessor), [Date.parse('2026-01-01'), Date.parse('2026-03-31')])
  })

  test('says on which days something about it ends', () => {
    assert.deepEqual(endsAt(undefined), [])
    assert.deepEqual(
      endsAt(underDecision),
      Array.from({ length: 4 }, () => '2027-03-31'),
    )
  })
})

describe('without a word, the own house is', () => {
  const servers: readonly [kind: string, url: string | undefined, isOwn: boolean][] = [
    ['mirror', undefined, true],
    ['embedded', undefined, true],
    ['vllm', 'http://127.0.0.1:8000', true],
    ['vllm', 'http://127.8.9.1:8000', true],
    ['vllm', 'http://[::1]:8000', true],
    ['vllm', 'http://localhost:8000', true],
    ['vllm', 'http://engine.localhost:8000', true],
    ['vllm', 'http://localhost.example:8000', false],
    ['vllm', 'http://127.0.0.1.example:8000', false],
    ['vllm', 'http://10.0.0.1:8000', false],
    ['vllm', 'http://192.168.1.4:8000', false],
    ['vllm', 'http://gpu.internal:8000', false],
    ['vllm', 'https://gpu.example', false],
    ['vllm', 'no address', false],
    ['vllm', undefined, false],
  ]
  for (const [kind, url, isOwn] of servers)
    test(`${kind} ${url}: ${isOwn}`, () =>
      assert.equal(placeOf({ kind, url })?.operator, isOwn ? 'ownHouse' : undefined))

  test('not a tunnel of which somebody said where it leads', () => {
    const told = placeOf({ kind: 'vllm', url: 'http://127.0.0.1:8000', place: euProcessor })
    assert.equal(told, euProcessor)
  })
})
