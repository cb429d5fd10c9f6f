// Goal: what a person types is taken exactly or refused with the nearest match, and nothing that is typed reaches another object.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { nearest } from '@stellwerk/contract/nearest'

import { factNames } from './facts-needed.ts'
import { factsAsked } from './questions.ts'
import { FactRefused, type LicenceCase, settableFactNames, statedFact, withFacts } from './settable-facts.ts'

const known: LicenceCase = {
  profile: { operator: { country: 'DE', legalForm: 'company' }, commercial: true },
  component: { kind: 'model', name: 'm', modality: 'text' },
}

const taken: readonly [assignment: string, name: string, stated: string | undefined][] = [
  ['exposure=hosted-service', 'exposure', 'hosted-service'],
  ['commercial=false', 'commercial', 'false'],
  ['commercial=no', 'commercial', 'false'],
  ['productMAU=0', 'productMAU', '0'],
  ['productMAU=700M', 'productMAU', '700000000'],
  ['productMAU=1.5bn', 'productMAU', '1500000000'],
  ['productMAU=700_000_001', 'productMAU', '700000001'],
  ['productMAU=700,000,001', 'productMAU', '700000001'],
  ['groupAnnualRevenueUSD=20k', 'groupAnnualRevenueUSD', '20000'],
  ['operator.principalPlaceOfBusiness=us', 'operator.principalPlaceOfBusiness', 'US'],
  ['placeOfUse=DE, FR', 'placeOfUse', 'DE, FR'],
  ['purposes=general-office,medical', 'purposes', 'general-office, medical'],
  ['changes=fine-tuned', 'changes', 'fine-tuned'],
  ['exchangeRates.CNY=7.1@2026-11-20', 'exchangeRates.CNY', '{"perUSD":7.1,"on":"2026-11-20"}'],
  ['component.modality=multimodal', 'component.modality', 'multimodal'],
  ['commercial=', 'commercial', undefined],
  ['operator.country=', 'operator.country', undefined],
]
for (const [assignment, name, stated] of taken) {
  test(`taken: ${assignment}`, () => {
    const changed = withFacts(known, [assignment], nearest)
    assert.equal(statedFact(changed, name), stated)
    // The rest stays, and the case that was given is not touched.
    assert.equal(changed.component.name, 'm')
    assert.equal(statedFact(known, 'commercial'), 'true')
  })
}

test('a fact that is taken away is absent, not undefined', () => {
  assert.deepEqual(withFacts(known, ['commercial=', 'operator.country='], nearest).profile, {
    operator: { legalForm: 'company' },
  })
})

const refused: readonly [assignment: string, told: RegExp][] = [
  ['exposur=internal', /unknown fact "exposur"\. Did you mean exposure\?/],
  ['principalPlaceOfBusiness=US', /Did you mean operator\.principalPlaceOfBusiness\?/],
  ['banana=1', /unknown fact "banana"\. Known are: operator\.country/],
  ['__proto__=1', /unknown fact "__proto__"/],
  ['constructor=1', /unknown fact "constructor"/],
  ['exposure', /exposure wants a value: exposure=one of internal/],
  ['exposure=hosted', /exposure cannot be "hosted": one of internal, .*Did you mean/],
  ['audience=custmers', /Did you mean customers\?/],
  ['commercial=maybe', /true or false/],
  ['productMAU=-1', /a number from 0/],
  ['productMAU=NaN', /a number from 0/],
  ['productMAU=Infinity', /a number from 0/],
  ['productMAU=1e9', /a number from 0/],
  ['productMAU=99999999999999999', /a number from 0/],
  ['productMAU=9999999999999bn', /a number from 0/],
  ['operator.country=Germany', /a country of ISO 3166-1/],
  ['placeOfUse=DE,Frankreich', /a country of ISO 3166-1/],
  ['purposes=medicl', /Did you mean medical\?/],
  ['exchangeRates.CNY=7.1', /rate per US dollar with its day/],
  [`component.version=${'9'.repeat(1_001)}`, /component\.version cannot be "9{80}…"/],
]
for (const [assignment, told] of refused) {
  test(`refused: ${assignment.slice(0, 40)}`, () => {
    assert.throws(
      () => withFacts(known, [assignment], nearest),
      (error: unknown) => error instanceof FactRefused && told.test(error.text.en) && error.text.de !== error.text.en,
    )
  })
}

test('more facts than anybody asks about are refused', () => {
  assert.throws(
    () =>
      withFacts(
        known,
        Array.from({ length: 101 }, () => 'commercial=true'),
        nearest,
      ),
    FactRefused,
  )
})

test('every fact that an evaluation can miss can be set', () => {
  const names = new Set(settableFactNames)
  const missing = Object.keys(factNames).filter((name) => !names.has(name) && !names.has(`component.${name}`))
  assert.deepEqual(missing, [])
})

const questions: readonly [question: string, facts: readonly string[]][] = [
  ['users=700M', ['productMAU=700000001', 'groupMAU=700000001']],
  ['users-at-release=700000000', ['groupMAUAtModelRelease=700000001']],
  ['revenue=20M', ['groupAnnualRevenueUSD=20000001']],
  ['moves-to=US', ['operator.country=US', 'operator.principalPlaceOfBusiness=US']],
  ['used-in=DE,FR', ['placeOfUse=DE,FR', 'placeOfOutputUse=DE,FR']],
  ['offered-to-customers', ['audience=customers', 'exposure=hosted-service']],
]
for (const [question, facts] of questions) {
  test(`question: ${question}`, () => {
    assert.deepEqual(factsAsked(question, nearest), facts)
    withFacts(known, facts, nearest)
  })
}

const unasked: readonly [question: string, told: RegExp][] = [
  ['user=700M', /Did you mean users\?/],
  ['toString', /unknown question "toString"\. Known are: users/],
  ['users', /users wants NUMBER, such as users=700M/],
  ['users=many', /users wants NUMBER/],
  ['moves-to', /moves-to wants COUNTRY, such as moves-to=US/],
  ['offered-to-customers=yes', /offered-to-customers takes no value/],
]
for (const [question, told] of unasked) {
  test(`no question: ${question}`, () => {
    assert.throws(
      () => factsAsked(question, nearest),
      (error: unknown) => error instanceof FactRefused && told.test(error.text.en),
    )
  })
}
