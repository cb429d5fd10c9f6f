import { describe, test } from 'bun:test'
import assert from 'node:assert/strict'

import { catalogue } from './catalogue/catalogue.ts'
import { indexCatalogue } from './catalogue-index.ts'
import type { Component } from './component.ts'
import { evaluate } from './evaluate.ts'
import type { Profile } from './profile.ts'
import { type TermsDocument, termsDocument, termsText } from './terms-document.ts'

// Goal: who calls a model is bound to what its licences pass on, and to nothing else.
const known = indexCatalogue(catalogue)

const staff: Profile = {
  operator: { country: 'DE', principalPlaceOfBusiness: 'DE', legalForm: 'company', competitorOf: [] },
  groupAnnualRevenueUSD: 40_000_000,
  groupMAU: 0,
  groupMAUAtModelRelease: 0,
  productMAU: 0,
  endUsers30Days: 40,
  audience: 'staff',
  exposure: 'internal',
  commercial: true,
  modelAsAService: false,
  purposes: ['general-office'],
  decisionMode: 'human-decides',
  placeOfUse: ['DE'],
  trainsOtherModelOnOutputs: false,
  redistributes: false,
  changes: [],
  hasBasisForPersonalData: true,
  disclosesAi: true,
}
const customers: Profile = { ...staff, audience: 'customers', exposure: 'hosted-service' }

const model = (licence: string, more: Partial<Component> = {}): Component => ({
  kind: 'model',
  name: 'some-model',
  modality: 'text',
  declaredLicence: licence,
  licence,
  ...more,
})

function documentOf(profile: Profile, component: Component): TermsDocument | undefined {
  return termsDocument([{ profile, evaluation: evaluate(profile, component, known) }], known)
}

const apache = 'Apache-2.0'
const gemma = 'LicenseRef-gemma-tou-2025-03-24'
const deepseek = 'LicenseRef-deepseek-model-1.0'
const llama = 'LicenseRef-llama-3.3-community'

const cases: readonly [why: string, profile: Profile, licence: string, isBound: boolean][] = [
  ['Apache asks nothing of callers', customers, apache, false],
  ['Gemma reaches customers', customers, gemma, true],
  ['Gemma does not reach own staff: that is no distribution', staff, gemma, false],
  ['the policy of Llama reaches customers', customers, llama, true],
  ['for its own staff the operator answers itself', staff, llama, false],
  ['DeepSeek wants all own users bound, staff included', staff, deepseek, true],
  ['staff at a service for others are others', { ...staff, exposure: 'hosted-service' }, gemma, true],
  ['customers of a tool within the house are others', { ...staff, audience: 'customers' }, llama, true],
]
for (const [why, profile, licence, isBound] of cases) {
  test(`terms: ${why}`, () => {
    const document = documentOf(profile, model(licence))
    assert.deepEqual(
      document?.licences.map(({ id }) => id),
      isBound ? [licence] : undefined,
    )
  })
}

test('terms: an audience that nobody has stated counts as others', () => {
  const obligations = evaluate(customers, model(gemma), known).obligations
  assert.ok(termsDocument([{ profile: {}, evaluation: { obligations } }], known))
})

describe('the text', () => {
  const both = documentOf(
    customers,
    model(apache, {
      lineage: [{ relation: 'finetune', parent: 'base', licence: gemma, kind: 'model', modality: 'text' }],
    }),
  )

  test('names licence, section, file, fingerprint and reading of every licence that binds', () => {
    assert.ok(both)
    const text = termsText(both)
    const terms = known.byId.get(gemma)
    assert.ok(terms)
    for (const { found, sha256, wordSha256 } of terms.texts) {
      assert.ok(found)
      for (const part of [found.repository, found.commit, sha256, wordSha256]) assert.ok(text.includes(part), part)
    }
    for (const { sections } of terms.bans) assert.ok(text.includes(sections.join(', ')))
    assert.ok(text.includes('3.1 item 1'))
    assert.ok(text.includes(terms.reading.on))
  })

  test('says everything in German and in English', () => {
    assert.ok(both)
    const [first = ''] = both.licences.flatMap(({ restrictions }) => restrictions).map(({ text }) => [text.de, text.en])
    const text = termsText(both)
    for (const says of first) assert.ok(text.includes(says))
    assert.doesNotMatch(text, /TODO|undefined|\[object/)
  })

  test('does not depend on the order of what was found', () => {
    const uses = [gemma, deepseek, llama].map((licence) => {
      const component = model(licence, { name: `model-${licence}` })
      return { profile: customers, evaluation: evaluate(customers, component, known) }
    })
    const [one, other] = [termsDocument(uses, known), termsDocument(uses.toReversed(), known)]
    assert.ok(one && other)
    assert.equal(termsText(one), termsText(other))
    assert.equal(termsText(one), termsText(structuredClone(one)))
  })

  test('changes with a reading of its licence, not with that of another one or the date of the catalogue', () => {
    const changed = (id: string): ReturnType<typeof indexCatalogue> =>
      indexCatalogue(
        catalogue.map((terms) => (terms.id === id ? { ...terms, reading: { number: 9, on: '2027-01-01' } } : terms)),
      )
    const textIn = (index: typeof known): string => {
      const document = termsDocument(
        [{ profile: customers, evaluation: evaluate(customers, model(gemma), index) }],
        index,
      )
      return document === undefined ? '' : termsText(document)
    }
    assert.notEqual(textIn(known), '')
    assert.notEqual(textIn(changed(gemma)), textIn(known))
    assert.equal(textIn(changed(apache)), textIn(known))
  })

  test('of a licence that bars a place and training with outputs says both', () => {
    const us: Profile = { ...customers, operator: { ...staff.operator, country: 'US' }, placeOfUse: ['US'] }
    const document = documentOf(us, model('LicenseRef-hunyuan-a13b-community'))
    const about = document?.licences[0].restrictions.map((one) => one.about) ?? []
    assert.ok(about.includes('territory') && about.includes('outputs'))
  })
})
