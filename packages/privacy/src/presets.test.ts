// Goal: every preset treats every category as docs/personal-data.md says, and what a use case says otherwise wins without opening more
// than it names.
import { strict as assert } from 'node:assert'
import { describe, test } from 'bun:test'

import { privacyPresets, specialKinds, type TreatmentWish } from '@stellwerk/contract/personal-data'

import { categories } from './finding.ts'
import { hasIrreversibleEmbeddings, policyOf } from './presets.ts'

const wish = (changed: Partial<TreatmentWish> = {}): TreatmentWish => ({
  preset: 'office',
  treatment: {},
  kinds: {},
  sensitivity: {},
  mode: 'typed',
  ...changed,
})

describe('a preset', () => {
  for (const preset of privacyPresets) {
    const { treatment, kinds } = policyOf(wish({ preset }))
    test(`${preset}: no secret reaches a model as it is`, () => assert.notEqual(treatment.SECRET, 'pass'))
    test(`${preset}: nobody is found by number, mail or account`, () => {
      for (const category of ['ID', 'IBAN', 'CREDIT_CARD', 'EMAIL', 'PHONE'] as const)
        assert.equal(treatment[category], 'pseudonymise')
    })
    test(`${preset}: every category has a treatment`, () => {
      assert.deepEqual(Object.keys(treatment).sort(), [...categories].sort())
    })
    if (preset === 'code') continue
    test(`${preset}: persons, addresses and dates of birth go under a pseudonym`, () => {
      assert.equal(treatment.PERSON, 'pseudonymise')
      assert.equal(treatment.ADDRESS, 'pseudonymise')
      assert.equal(kinds['DATE_OF_BIRTH'], 'pseudonymise')
    })
    test(`${preset}: of Art. 9 GDPR only a diagnosis of a patient stays`, () => {
      const staying = specialKinds.filter((kind) => kinds[kind] !== 'anonymise')
      assert.deepEqual(staying, preset === 'patient' ? ['HEALTH'] : [])
    })
  }
  test('code looks for what is certain only', () => {
    assert.deepEqual(
      privacyPresets.filter((preset) => policyOf(wish({ preset })).onlyCertain),
      ['code'],
    )
  })
  test('personnel cannot be looked up in vectors', () => {
    assert.deepEqual(privacyPresets.filter(hasIrreversibleEmbeddings), ['personnel'])
  })
})

describe('what is said otherwise', () => {
  const rows: readonly [why: string, changed: Partial<TreatmentWish>, kind: string, treatment: string | undefined][] = [
    ['a kind', { kinds: { DE_KFZ: 'block' } }, 'DE_KFZ', 'block'],
    ['a milder category leaves its stricter kind', { treatment: { NRP: 'pass' } }, 'HEALTH', 'anonymise'],
    ['a stricter category takes its kinds along', { treatment: { NRP: 'block' } }, 'HEALTH', 'block'],
    ['a stricter category takes a passing kind along', { treatment: { ID: 'block' } }, 'LEI', 'block'],
    ['the category as it was leaves a passing kind', { treatment: { ID: 'pseudonymise' } }, 'LEI', 'pass'],
    [
      'a milder category leaves a kind that is masked',
      { treatment: { DATE: 'pass' } },
      'DATE_OF_BIRTH',
      'pseudonymise',
    ],
    ['the kind is said as well', { treatment: { NRP: 'block' }, kinds: { RELIGION: 'pass' } }, 'RELIGION', 'pass'],
  ]
  for (const [why, changed, kind, treatment] of rows)
    test(why, () => assert.equal(policyOf(wish(changed)).kinds[kind], treatment))

  const inCode: readonly [why: string, changed: Partial<TreatmentWish>, onlyCertain: boolean][] = [
    ['nothing', {}, true],
    ['a category as it was', { treatment: { PERSON: 'pass', EMAIL: 'pseudonymise' } }, true],
    ['names as well', { treatment: { PERSON: 'pseudonymise' } }, false],
    ['a kind as well', { kinds: { HEALTH: 'block' } }, false],
    ['how to look', { sensitivity: { PERSON: 'strict' } }, false],
  ]
  for (const [why, changed, onlyCertain] of inCode)
    test(`code, where a use case wants ${why}`, () =>
      assert.equal(policyOf(wish({ preset: 'code', ...changed })).onlyCertain, onlyCertain))

  test('code: what a use case wants besides is looked for, and the rest as before', () => {
    const { sensitivity } = policyOf(wish({ preset: 'code', treatment: { PERSON: 'block' } }))
    assert.deepEqual([sensitivity.PERSON, sensitivity.SECRET, sensitivity.ID], ['balanced', 'balanced', 'lenient'])
  })

  test('a category, a sensitivity, a country', () => {
    const policy = policyOf(wish({ treatment: { ORG: 'block' }, sensitivity: { ORG: 'lenient' }, region: 'AT' }))
    assert.equal(policy.treatment.ORG, 'block')
    assert.equal(policy.sensitivity.ORG, 'lenient')
    assert.equal(policy.region, 'AT')
    assert.equal(policyOf(wish(), 'CH').region, 'CH')
  })
})

describe('the id', () => {
  test('is the same in whatever order it was written', () => {
    const one = policyOf(wish({ kinds: { A1: 'pass', B1: 'block' } }))
    const other = policyOf(wish({ kinds: { B1: 'block', A1: 'pass' } }))
    assert.equal(one.id, other.id)
    assert.match(one.id, /^[0-9a-f]{16}$/)
  })
  test('is another one for every other policy', () => {
    const ids = [
      wish(),
      wish({ preset: 'code' }),
      wish({ treatment: { ORG: 'block' } }),
      wish({ kinds: { DE_KFZ: 'pass' } }),
      wish({ sensitivity: { ORG: 'strict' } }),
      wish({ mode: 'surrogate' }),
      wish({ region: 'AT' }),
    ].map((one) => policyOf(one).id)
    assert.equal(new Set(ids).size, ids.length)
  })
})
