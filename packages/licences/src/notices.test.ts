import { describe, test } from 'bun:test'
import assert from 'node:assert/strict'

import { catalogue } from './catalogue/catalogue.ts'
import { indexCatalogue } from './catalogue-index.ts'
import type { Component } from './component.ts'
import { evaluate } from './evaluate.ts'
import { noticesOf } from './notices.ts'
import type { Profile } from './profile.ts'

// Goal: beside a model stand the words and the texts that its licences ask for, each with its section.
const known = indexCatalogue(catalogue)

const customers: Profile = {
  operator: { country: 'DE', principalPlaceOfBusiness: 'DE', legalForm: 'company', competitorOf: [] },
  groupAnnualRevenueUSD: 40_000_000,
  groupMAU: 0,
  groupMAUAtModelRelease: 0,
  productMAU: 0,
  audience: 'customers',
  exposure: 'hosted-service',
  commercial: true,
  modelAsAService: false,
  purposes: ['general-office'],
  decisionMode: 'human-decides',
  placeOfUse: ['DE'],
  trainsOtherModelOnOutputs: false,
  redistributes: false,
  changes: [],
}

const model = (licence: string, more: Partial<Component> = {}): Component => ({
  kind: 'model',
  name: 'some-model',
  modality: 'text',
  declaredLicence: licence,
  licence,
  ...more,
})

const noticed = (component: Component, profile = customers) => noticesOf([evaluate(profile, component, known)], known)

const llama = 'LicenseRef-llama-3.3-community'

describe('notices', () => {
  test('show a prescribed badge in its own words, with licence and section', () => {
    const [badge] = noticed(model(llama)).badges
    assert.ok(badge)
    const { kind, licence, section, words, isRequired } = badge
    assert.deepEqual([kind, licence, section, isRequired], ['badge', llama, '1.b.i', true])
    assert.deepEqual(words, [{ de: 'Built with Llama', en: 'Built with Llama' }])
  })

  test('within the house show no badge that a product would need', () => {
    const staff: Profile = { ...customers, audience: 'staff', exposure: 'internal' }
    assert.deepEqual(noticed(model(llama), staff).badges, [])
  })

  test('name every licence of the lineage with file, commit and fingerprint, whether a duty asks for it or not', () => {
    const base = { relation: 'finetune', parent: 'base', licence: llama, kind: 'model', modality: 'text' } as const
    const { licences } = noticed(model('Apache-2.0', { name: 'Llama-mine', lineage: [base] }))
    assert.deepEqual(
      licences.map(({ id, components }) => [id, components]),
      [
        ['Apache-2.0', ['Llama-mine']],
        [llama, ['base']],
      ],
    )
    const [text] = licences[1]?.texts ?? []
    const [read] = known.byId.get(llama)?.texts ?? []
    assert.deepEqual([text?.found, text?.sha256, text?.wordSha256], [read?.found, read?.sha256, read?.wordSha256])
    assert.equal(text?.link?.startsWith('https://github.com/meta-llama/llama-models/blob/'), true)
  })

  test('say which sections want a copy of the text', () => {
    const wanted = noticed(model(llama)).licences.map(({ copyWantedBy }) => copyWantedBy)
    assert.deepEqual(wanted, [['1.b.i']])
  })

  test('give no fingerprint of words where the layout is not the original', () => {
    const copied = catalogue.find(({ source }) => source === 'secondary-copy')
    assert.ok(copied)
    const texts = noticed(model(copied.id)).licences.flatMap((licence) => licence.texts)
    assert.ok(texts.length > 0 && texts.every(({ wordSha256 }) => wordSha256 === undefined))
  })

  test('do not depend on the order of what was found, and say nothing twice', () => {
    const found = [llama, 'LicenseRef-kimi-k2-modified-mit', llama].map((licence) =>
      evaluate(customers, model(licence, { name: `of-${licence}` }), known),
    )
    const notices = noticesOf(found, known)
    assert.deepEqual(noticesOf(found.toReversed(), known), notices)
    const badges = notices.badges.map((badge) => JSON.stringify(badge))
    assert.equal(new Set(badges).size, badges.length)
  })

  test('name a licence that nobody knows as what it is called', () => {
    const [licence] = noticed(model('LicenseRef-nobody-knows')).licences
    assert.deepEqual([licence?.id, licence?.texts], ['LicenseRef-nobody-knows', []])
  })
})
