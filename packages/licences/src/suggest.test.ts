// Goal: the mildest verdict first, then the lightest duties; nothing is left out.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { catalogue } from './catalogue/catalogue.ts'
import { indexCatalogue } from './catalogue-index.ts'
import type { Component } from './component.ts'
import type { Profile } from './profile.ts'
import { licencesAsComponents, suggest, whyFirst } from './suggest.ts'
import { verdicts } from './verdict.ts'

const known = indexCatalogue(catalogue)
const office: Profile = {
  operator: { country: 'DE', principalPlaceOfBusiness: 'DE', legalForm: 'company', competitorOf: [] },
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

function model(name: string, licence?: string, modality: Component['modality'] = 'text'): Component {
  return { kind: 'model', name, ...(licence && { licence }), ...(modality && { modality }) }
}

function inOffice(components: readonly Component[]) {
  return components.map((component) => ({ component, profile: office }))
}

test('by verdict, then by the weight of duties, then by name', () => {
  const candidates = [
    model('nobody knows'),
    model('refused', 'LicenseRef-llama-4-community', 'multimodal'),
    model('b free', 'MIT'),
    model('a free', 'Apache-2.0'),
    model('with policy', 'LicenseRef-llama-3.3-community'),
  ]
  const names = (list: readonly Component[]) => suggest(inOffice(list), known).map(({ component }) => component.name)
  assert.deepEqual(names(candidates), ['a free', 'b free', 'with policy', 'nobody knows', 'refused'])
  assert.deepEqual(names(candidates.toReversed()), names(candidates))
})

test('every licence of the catalogue has its place, and verdicts never get milder on the way', () => {
  const candidates = licencesAsComponents(known, 'text')
  assert.equal(candidates.length, catalogue.filter(({ source }) => source !== 'rule').length)
  const order = suggest(inOffice(candidates), known)
  assert.equal(order.length, candidates.length)
  const ranks = order.map(({ evaluation }) => verdicts.indexOf(evaluation.verdict))
  assert.deepEqual(
    ranks,
    ranks.toSorted((a, b) => a - b),
  )
  for (const verdict of verdicts) {
    const weights = order.filter(({ evaluation }) => evaluation.verdict === verdict).map(({ weight }) => weight)
    assert.deepEqual(
      weights,
      weights.toSorted((a, b) => a - b),
    )
  }
})

test('the modality of a licence without a model is what was asked about', () => {
  const verdictOf = (modality: 'text' | 'multimodal') =>
    suggest(inOffice(licencesAsComponents(known, modality)), known).find(
      ({ component }) => component.name === 'LicenseRef-llama-4-community',
    )?.evaluation.verdict
  assert.deepEqual([verdictOf('text'), verdictOf('multimodal')], ['allowed-with-obligations', 'forbidden'])
})

test('why the first is the first: its duties, and what stands against the next', () => {
  const order = suggest(inOffice([model('x', 'LicenseRef-llama-4-community', 'multimodal'), model('y', 'MIT')]), known)
  assert.match(
    whyFirst(order)?.en ?? '',
    /^y: allowed, 0 duties \(weight 0\)\. Then comes x: forbidden \(LicenseRef-llama-4-community .*\)\.$/,
  )
  assert.equal(whyFirst([]), undefined)
})

test('a fact of one component counts for that one alone', () => {
  const llama = model('l', 'LicenseRef-llama-3.3-community')
  const [first, second] = suggest(
    [
      { component: llama, profile: { ...office, groupMAUAtModelRelease: 700_000_001 } },
      { component: { ...llama, name: 'm' }, profile: office },
    ],
    known,
  )
  assert.deepEqual([first?.component.name, second?.evaluation.verdict], ['m', 'forbidden'])
})

test('equals are told as such', () => {
  const order = suggest(inOffice([model('b', 'MIT'), model('a', 'MIT')]), known)
  assert.match(whyFirst(order)?.en ?? '', /^a: .* 1 others are its equals/)
})
