// Goal: an opinion decides what text and facts left open, for as long as it holds; it lifts no plain refusal.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { catalogue } from './catalogue/catalogue.ts'
import { indexCatalogue } from './catalogue-index.ts'
import type { Component } from './component.ts'
import { evaluate } from './evaluate.ts'
import { type Conclusion, type Opinion, withConcludedLicences, withOpinions } from './opinion.ts'
import type { Profile } from './profile.ts'
import type { Verdict } from './verdict.ts'

const known = indexCatalogue(catalogue)

const office: Profile = {
  operator: { country: 'DE', principalPlaceOfBusiness: 'DE', legalForm: 'company' },
  groupAnnualRevenueUSD: 40_000_000,
  productMAU: 0,
  groupMAUAtModelRelease: 0,
  audience: 'staff',
  exposure: 'internal',
  commercial: true,
  purposes: ['general-office'],
  decisionMode: 'human-decides',
  placeOfUse: ['DE'],
  trainsOtherModelOnOutputs: false,
  redistributes: false,
  modelAsAService: false,
}

const opinion = (concludes: Conclusion): Opinion => ({
  statedBy: 'Legal department',
  source: 'file 12',
  reason: 'read and found to cover it',
  givenOn: '2026-01-01',
  validUntil: '2026-12-31',
  concludes,
})
const reviewed = opinion({ kind: 'reviewed' })
const passage = (licence: string, section: string): Opinion => opinion({ kind: 'passage', licence, section })

const model = (licence: string | undefined): Component =>
  licence === undefined ? { kind: 'model', name: 'm' } : { kind: 'model', name: 'm', modality: 'text', licence }

const rows: readonly [why: string, Profile, Component, Opinion[], onDay: string, Verdict][] = [
  ['nothing is known and nobody said anything', office, model(undefined), [], '2026-06-01', 'needs-review'],
  ['an office has reviewed it', office, model(undefined), [reviewed], '2026-06-01', 'allowed-with-obligations'],
  ['on its first day', office, model(undefined), [reviewed], '2026-01-01', 'allowed-with-obligations'],
  ['before its first day', office, model(undefined), [reviewed], '2025-12-31', 'needs-review'],
  ['on its last day', office, model(undefined), [reviewed], '2026-12-31', 'allowed-with-obligations'],
  ['after its last day', office, model(undefined), [reviewed], '2027-01-01', 'needs-review'],
  ['a plain no stays', office, model('LicenseRef-apple-amlr'), [reviewed], '2026-06-01', 'forbidden'],
  [
    'a plain no stays although it is named',
    office,
    model('LicenseRef-apple-amlr'),
    [passage('LicenseRef-apple-amlr', 'License Scope')],
    '2026-06-01',
    'forbidden',
  ],
  [
    'a ban linked to a risk is not lifted by a review in general',
    { ...office, purposes: ['military'] },
    model('LicenseRef-llama-3.3-community'),
    [reviewed],
    '2026-06-01',
    'forbidden',
  ],
  [
    'it is lifted where every passage is named',
    { ...office, purposes: ['military'] },
    model('LicenseRef-llama-3.3-community'),
    evaluate({ ...office, purposes: ['military'] }, model('LicenseRef-llama-3.3-community'), known)
      .reasons.filter(({ verdict }) => verdict === 'forbidden')
      .map(({ licence, section }) => passage(licence, section)),
    '2026-06-01',
    'allowed-with-obligations',
  ],
  [
    'a reported refusal stays although the text was not read',
    office,
    model('LicenseRef-qwen-research'),
    [reviewed],
    '2026-06-01',
    'forbidden',
  ],
]
for (const [why, profile, component, opinions, onDay, verdict] of rows) {
  test(`opinion: ${why}`, () => {
    const judged = withOpinions(evaluate(profile, component, known), opinions, onDay)
    assert.equal(judged.verdict, verdict)
    const isShown = judged.reasons.some(({ code, text }) => code === 'opinion' && text.en.includes('Legal department'))
    assert.equal(
      isShown,
      judged.obligations.some(({ kind }) => kind === 'legal-opinion'),
    )
    if (verdict === 'allowed-with-obligations') assert.ok(isShown)
  })
}

test('an opinion about one missing fact leaves the others missing', () => {
  const { exposure: _, ...open } = office
  const before = evaluate({ ...open, commercial: true }, model('LicenseRef-gemma-tou-2025-03-24'), known)
  assert.equal(before.verdict, 'needs-review')
  const [first] = before.reasons.filter(({ code }) => code === 'fact_missing')
  assert.ok(first !== undefined)
  const after = withOpinions(before, [passage(first.licence, first.section)], '2026-06-01')
  assert.ok(before.reasons.filter(({ code }) => code === 'fact_missing').length > 1)
  assert.equal(after.verdict, 'needs-review')
  assert.deepEqual(after.missing, before.missing)
})

const lineage = [{ relation: 'finetune', parent: 'base' }] as const
const concluded: readonly [why: string, Component, Conclusion, Verdict][] = [
  ['fills what has none', model(undefined), { kind: 'licence', layer: 'm', licence: 'Apache-2.0' }, 'allowed'],
  ['of a base', { ...model('Apache-2.0'), lineage }, { kind: 'licence', layer: 'base', licence: 'MIT' }, 'allowed'],
  ['for another layer does nothing', model(undefined), { kind: 'licence', layer: 'x', licence: 'MIT' }, 'needs-review'],
  [
    'never replaces what the text says',
    model('LicenseRef-apple-amlr'),
    { kind: 'licence', layer: 'm', licence: 'MIT' },
    'forbidden',
  ],
  [
    'is judged like any other',
    model('NO-LICENCE'),
    { kind: 'licence', layer: 'm', licence: 'LicenseRef-apple-amlr' },
    'forbidden',
  ],
]
for (const [why, component, conclusion, verdict] of concluded) {
  test(`a concluded licence ${why}`, () => {
    const filled = withConcludedLicences(component, [opinion(conclusion)], '2026-06-01')
    assert.equal(evaluate(office, filled, known).verdict, verdict)
    assert.equal(
      evaluate(office, withConcludedLicences(component, [opinion(conclusion)], '2027-01-01'), known).verdict,
      evaluate(office, component, known).verdict,
    )
  })
}
