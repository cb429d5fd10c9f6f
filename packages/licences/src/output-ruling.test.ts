import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { catalogue } from './catalogue/catalogue.ts'
import { indexCatalogue } from './catalogue-index.ts'
import type { Component } from './component.ts'
import { outputRuling } from './output-ruling.ts'
import type { Profile } from './profile.ts'

// Goal: whether answers may train another model follows from the strictest licence behind the model, and from nothing else.
const known = indexCatalogue(catalogue)

const university: Profile = {
  operator: { country: 'DE', principalPlaceOfBusiness: 'DE', legalForm: 'university', competitorOf: [] },
  groupAnnualRevenueUSD: 0,
  groupMAU: 0,
  groupMAUAtModelRelease: 0,
  productMAU: 0,
  endUsers30Days: 10,
  audience: 'staff',
  exposure: 'internal',
  commercial: false,
  modelAsAService: false,
  purposes: ['general-office'],
  decisionMode: 'human-decides',
  placeOfUse: ['DE'],
  redistributes: false,
  changes: [],
  hasBasisForPersonalData: true,
  disclosesAi: true,
}

const [apache, llama, llama2] = ['Apache-2.0', 'LicenseRef-llama-3.3-community', 'LicenseRef-llama-2-community']
const model = (licence: string, more: Partial<Component> = {}): Component => ({
  kind: 'model',
  name: 'Llama-some',
  modality: 'text',
  declaredLicence: licence,
  licence,
  ...more,
})
const from = (relation: string, licence: string, more = {}) => ({
  lineage: [{ relation, parent: 'base', licence, kind: 'model' as const, modality: 'text' as const, ...more }],
})

const cases: readonly [why: string, component: Component, outcome: string, rules: readonly string[]][] = [
  ['a free licence', model(apache), 'free', ['free']],
  ['a name that the student bears', model(llama), 'bound', ['named']],
  ['a bar', model(llama2), 'barred', ['barred']],
  ['a free fine-tune of a barred base', model(apache, from('finetune', llama2)), 'barred', ['free', 'barred']],
  ['a free quantisation of a named base', model(apache, from('quantized', llama)), 'bound', ['free', 'named']],
  [
    'an engine says nothing about outputs',
    model(apache, from('served-by', 'LicenseRef-hfoil-1.0', { kind: 'engine' })),
    'free',
    ['free'],
  ],
  ['a text that says nothing', model('LicenseRef-minimax-model-2025'), 'unclear', ['silent']],
  ['a text that nobody has read', model('LicenseRef-jamba-open-model'), 'unclear', ['not-read']],
  ['a licence that nobody knows', model('LicenseRef-nobody-knows'), 'unclear', ['not-read']],
  ['outputs for the purposes of the licence', model('LicenseRef-falcon-2-11b-tii-1.0'), 'unclear', ['purpose-limited']],
]
for (const [why, component, outcome, rules] of cases) {
  test(`outputs: ${why}: ${outcome}`, () => {
    const ruling = outputRuling(university, component, known)
    assert.equal(ruling.outcome, outcome, JSON.stringify(ruling))
    assert.deepEqual(ruling.rules.map(({ rule }) => rule).toSorted(), [...rules].toSorted())
    assert.equal('reasons' in ruling && ruling.reasons.length > 0, outcome === 'barred' || outcome === 'unclear')
  })
}

test('outputs: a use that lacks facts keeps its answers, and says which', () => {
  const ruling = outputRuling({}, model(llama), known)
  assert.equal(ruling.outcome, 'unclear')
  assert.ok('missing' in ruling && ruling.missing.some(({ name }) => name === 'exposure'))
})

test('outputs: a use that says it trains nothing is asked as one that does', () => {
  const ruling = outputRuling({ ...university, trainsOtherModelOnOutputs: false }, model(llama2), known)
  assert.ok('reasons' in ruling)
  assert.deepEqual([ruling.reasons[0]?.code, ruling.reasons[0]?.section], ['output_training_barred', '1.b.v'])
})

test('outputs: what an office concluded counts', () => {
  const clear = <T extends object>(evaluation: T) => ({ ...evaluation, verdict: 'allowed' as const })
  assert.equal(outputRuling(university, model('LicenseRef-minimax-model-2025'), known, clear).outcome, 'bound')
})
