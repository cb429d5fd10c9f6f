// Goal: facts narrow what an office has declared and never widen it; findings of a request shut for that request, each rule at both
// sides of its boundary.
import { strict as assert } from 'node:assert'
import { describe, test } from 'bun:test'

import type { PersonalDataConfig } from '@stellwerk/contract/config-personal-data'
import type { PlaceConfig } from '@stellwerk/contract/config-place'
import type { Clearance } from '@stellwerk/contract/lamp'
import { categories, type FoundKind, specialKinds } from '@stellwerk/contract/personal-data'
import fc from 'fast-check'

import { dataProtectionOf, withFindingsOf } from './data-protection.ts'
import {
  euProcessor,
  everythingStated,
  exampleFacts,
  exampleFound,
  exampleNow,
  ownHouse,
  thirdCountryParent,
  underClauses,
  underDecision,
} from './example-facts.ts'

const clear: Clearance = { state: 'clear', obligations: [] }
const dayMs = 86_400_000

/** State, and the codes or names behind it. */
function shown(clearance: Clearance): readonly string[] {
  switch (clearance.state) {
    case 'clear':
      return ['clear']
    case 'caution':
      return ['caution', ...clearance.tasks.map(({ dueOn }) => dueOn)]
    case 'blocked':
      return ['blocked', ...clearance.reasons.map(({ code }) => code)]
    case 'unknown':
      return ['unknown', ...clearance.missing.map(({ name }) => name.replace('dataProtection.', ''))]
  }
}

const without = <T extends object>(whole: T, key: keyof T): T => {
  const { [key]: _, ...rest } = whole
  return rest as unknown as T // Only facts that may be left out are.
}

describe('the lamp of a route', () => {
  const refuse = { withoutBasis: 'refuse' } as const
  const dpia = everythingStated.dpia
  const rows: readonly [
    why: string,
    place: PlaceConfig | undefined,
    stated: Partial<PersonalDataConfig>,
    is: readonly string[],
  ][] = [
    ['the own house, nothing stated', ownHouse, refuse, ['clear']],
    ['nobody knows where', undefined, refuse, ['unknown', 'place']],
    ['nobody knows where, and only findings shut', undefined, {}, ['clear']],
    [
      'a processor without a contract',
      without(euProcessor, 'contract'),
      refuse,
      ['blocked', 'processor_contract_missing'],
    ],
    ['the same, and only findings shut', without(euProcessor, 'contract'), {}, ['clear']],
    ['a processor with everything', euProcessor, refuse, ['clear']],
    ['personnel, everything stated', ownHouse, { ...everythingStated, preset: 'personnel' }, ['clear']],
    [
      'citizen, nothing stated',
      ownHouse,
      { preset: 'citizen' },
      ['unknown', 'legalBasis', 'dpia', 'recordOfProcessing', 'notices'],
    ],
    [
      'patient, without a legal basis',
      ownHouse,
      without({ ...everythingStated, preset: 'patient' }, 'legalBasis'),
      ['unknown', 'legalBasis'],
    ],
    [
      'personnel, with a legal basis that ended yesterday',
      ownHouse,
      {
        ...everythingStated,
        preset: 'personnel',
        legalBasis: { article6: 'b', source: 'x', validUntil: '2026-11-22' },
      },
      ['unknown', 'legalBasis'],
    ],
    ['an assessment due today', ownHouse, { dpia: { ...dpia, reviewOn: '2026-11-23' } }, ['clear']],
    ['an assessment due yesterday', ownHouse, { dpia: { ...dpia, reviewOn: '2026-11-22' } }, ['caution', '2026-12-22']],
    ['one due 30 days ago', ownHouse, { dpia: { ...dpia, reviewOn: '2026-10-24' } }, ['caution', '2026-11-23']],
    ['one due 31 days ago', ownHouse, { dpia: { ...dpia, reviewOn: '2026-10-23' } }, ['unknown', 'dpia']],
  ]
  for (const [why, place, stated, is] of rows) {
    test(why, () =>
      assert.deepEqual(shown(dataProtectionOf(exampleFacts(place, stated), clear, exampleNow).clearance), is),
    )
  }

  const declared: readonly [
    why: string,
    clearance: Clearance,
    place: PlaceConfig | undefined,
    is: readonly string[],
  ][] = [
    [
      'undeclared stays undeclared',
      {
        state: 'unknown',
        missing: [{ name: 'declaration', text: { de: '', en: '' }, suppliedBy: { de: '', en: '' } }],
      },
      ownHouse,
      ['unknown', 'declaration'],
    ],
    [
      'and says what else is missing',
      {
        state: 'unknown',
        missing: [{ name: 'declaration', text: { de: '', en: '' }, suppliedBy: { de: '', en: '' } }],
      },
      undefined,
      ['unknown', 'declaration', 'place'],
    ],
    [
      'a caution keeps its task',
      { state: 'caution', obligations: [], tasks: [{ text: { de: '', en: '' }, dueOn: '2027-01-01' }] },
      ownHouse,
      ['caution', '2027-01-01'],
    ],
  ]
  for (const [why, clearance, place, is] of declared) {
    test(why, () => {
      const facts = exampleFacts(place, { withoutBasis: 'refuse' })
      assert.deepEqual(shown(dataProtectionOf(facts, clearance, exampleNow).clearance), is)
    })
  }

  test('holds until the first fact ends', () => {
    const end = (place: PlaceConfig | undefined, stated: Partial<PersonalDataConfig> = {}) =>
      dataProtectionOf(exampleFacts(place, stated), clear, exampleNow).validUntil
    assert.equal(end(ownHouse), Number.POSITIVE_INFINITY)
    assert.equal(end(euProcessor), Date.parse('2027-03-31') + dayMs)
    assert.equal(
      end(euProcessor, { dpia: { ...everythingStated.dpia, reviewOn: '2026-12-01' } }),
      Date.parse('2026-12-01') + dayMs,
    )
    // The review is due, and the task ends next.
    assert.equal(
      end(ownHouse, { dpia: { ...everythingStated.dpia, reviewOn: '2026-11-22' } }),
      Date.parse('2026-12-22') + dayMs,
    )
  })
})

const one = (category: FoundKind['category'], kind: string = category) => ({ category, kind })
const patient = { ...everythingStated, preset: 'patient' } as const
const position = {
  recipientCannotIdentify: { statedBy: 'Office', source: 'note 9', validUntil: '2027-03-31' },
} as const

describe('what was found', () => {
  const rows: readonly [
    why: string,
    place: PlaceConfig | undefined,
    stated: Partial<PersonalDataConfig>,
    found: readonly Pick<FoundKind, 'category' | 'kind'>[],
    is: readonly string[],
  ][] = [
    ['nothing, nowhere', undefined, {}, [], ['clear']],
    ['a person at home', ownHouse, {}, [one('PERSON')], ['clear']],
    ['a person, nobody knows where', undefined, {}, [one('PERSON')], ['unknown', 'place']],
    ['an organisation, nobody knows where', undefined, {}, [one('ORG'), one('ID', 'LEI')], ['clear']],
    ['a number of a person, nobody knows where', undefined, {}, [one('ID', 'DE_STEUER_ID')], ['unknown', 'place']],
    ['a date, nobody knows where', undefined, {}, [one('DATE')], ['clear']],
    ['a date of birth, nobody knows where', undefined, {}, [one('DATE', 'DATE_OF_BIRTH')], ['unknown', 'place']],
    ['a secret that goes, nobody knows where', undefined, {}, [one('SECRET')], ['clear']],
    ['a person at a processor in the EU', euProcessor, {}, [one('PERSON')], ['clear']],
    ['a person at one with a parent elsewhere', thirdCountryParent, {}, [one('PERSON')], ['clear']],
    ['a person under a decision', underDecision, {}, [one('PERSON')], ['clear']],
    ['a person under clauses', underClauses, {}, [one('PERSON')], ['clear']],
    [
      'a person where nothing covers the transfer',
      { ...underClauses, transfers: [] },
      {},
      [one('PERSON')],
      ['blocked', 'transfer_basis_missing'],
    ],
    [
      'the same, where a pseudonym is no personal datum',
      { ...underClauses, transfers: [] },
      position,
      [one('PERSON')],
      ['clear'],
    ],
    [
      'the same, for what goes as it is',
      { ...underClauses, transfers: [] },
      position,
      [one('URL')],
      ['blocked', 'transfer_basis_missing'],
    ],
    [
      'the same, once that position ended',
      { ...underClauses, transfers: [] },
      { recipientCannotIdentify: { ...position.recipientCannotIdentify, validUntil: '2026-11-22' } },
      [one('PERSON')],
      ['blocked', 'transfer_basis_missing'],
    ],
    [
      'that position does not help where nobody knows where',
      undefined,
      position,
      [one('PERSON')],
      ['unknown', 'place'],
    ],
    ['a category that is not taken', ownHouse, {}, [one('CREDIT_CARD')], ['blocked', 'finding_blocked']],
    ['a kind that is not taken', ownHouse, {}, [one('ID', 'DE_KFZ')], ['blocked', 'finding_blocked']],
    ['another kind of the same category', ownHouse, {}, [one('ID', 'DE_KVNR')], ['clear']],
    [
      'health without an exception',
      ownHouse,
      {},
      [one('NRP', 'HEALTH')],
      ['blocked', 'special_category_without_basis'],
    ],
    ['health with one', ownHouse, everythingStated, [one('NRP', 'HEALTH')], ['clear']],
    [
      'health with one that ended',
      ownHouse,
      { specialCategories: { ...everythingStated.specialCategories, validUntil: '2026-11-22' } },
      [one('NRP', 'HEALTH')],
      ['blocked', 'special_category_without_basis'],
    ],
    [
      'another special category than the exception is for',
      ownHouse,
      everythingStated,
      [one('NRP', 'TRADE_UNION')],
      ['blocked', 'special_category_without_basis'],
    ],
    ['one that goes without a trace', ownHouse, {}, [one('NRP', 'RELIGION')], ['clear']],
    ['one nobody can name', ownHouse, everythingStated, [one('NRP')], ['blocked', 'special_category_without_basis']],
    [
      'one nobody can name, all of them excepted',
      ownHouse,
      { specialCategories: { ...everythingStated.specialCategories, kinds: specialKinds } },
      [one('NRP')],
      ['clear'],
    ],
    ['a nationality', ownHouse, {}, [one('NRP', 'NATIONALITY')], ['clear']],
    [
      'a category outside those permitted',
      ownHouse,
      { permitted: ['ORG'] },
      [one('PERSON')],
      ['blocked', 'category_not_permitted'],
    ],
    ['one inside', ownHouse, { permitted: ['ORG', 'PERSON'] }, [one('PERSON')], ['clear']],
    ['one outside that goes without a trace', ownHouse, { permitted: ['ORG'] }, [one('SECRET')], ['clear']],
    ['a professional secret at home', ownHouse, {}, [one('NRP', 'PROFESSIONAL_SECRET')], ['clear']],
    ['one at a processor bound to it', euProcessor, {}, [one('NRP', 'PROFESSIONAL_SECRET')], ['clear']],
    [
      'one at a processor that is not',
      without(euProcessor, 'secrecy'),
      {},
      [one('NRP', 'PROFESSIONAL_SECRET')],
      ['blocked', 'professional_secret_away'],
    ],
    [
      'a patient at such a processor',
      without(euProcessor, 'secrecy'),
      patient,
      [one('PERSON')],
      ['blocked', 'professional_secret_away'],
    ],
    ['anybody else there', without(euProcessor, 'secrecy'), {}, [one('PERSON')], ['clear']],
    ['a patient at an attested cloud', euProcessor, patient, [one('PERSON')], ['clear']],
    [
      'a patient at one that is not',
      without(euProcessor, 'attestation'),
      patient,
      [one('PERSON')],
      ['blocked', 'health_cloud_unattested'],
    ],
    [
      'a health insurance number there',
      without(euProcessor, 'attestation'),
      {},
      [one('ID', 'DE_KVNR')],
      ['blocked', 'health_cloud_unattested'],
    ],
    [
      'the same, where the law does not bind us',
      without(euProcessor, 'attestation'),
      { appliesSgbV393: false },
      [one('ID', 'DE_KVNR')],
      ['clear'],
    ],
    ['another number there', without(euProcessor, 'attestation'), {}, [one('ID', 'DE_STEUER_ID')], ['clear']],
    [
      'any person there, where the law binds us',
      without(euProcessor, 'attestation'),
      { appliesSgbV393: true },
      [one('ID', 'DE_STEUER_ID')],
      ['blocked', 'health_cloud_unattested'],
    ],
    ['a patient at home needs no attestation', ownHouse, patient, [one('PERSON')], ['clear']],
    [
      'a patient at a cloud in Switzerland, which the law puts beside the EU',
      {
        ...underClauses,
        country: 'CH',
        transfers: [
          { country: 'CH', basis: 'adequacyDecision', source: 'x', coversRecipient: true, validUntil: '2027-03-31' },
        ],
      },
      patient,
      [one('PERSON')],
      ['clear'],
    ],
    [
      'a patient at a cloud in Germany whose sub-processor sits elsewhere under clauses',
      { ...underClauses, country: 'DE', subProcessors: [{ name: 'Example Ltd.', country: 'IN' }] },
      patient,
      [one('PERSON')],
      ['blocked', 'health_cloud_unattested'],
    ],
    [
      'the same, with the sub-processor under a decision',
      { ...underDecision, country: 'DE', subProcessors: [{ name: 'Example Inc.', country: 'US' }] },
      patient,
      [one('PERSON')],
      ['clear'],
    ],
    ['a patient under clauses', underClauses, patient, [one('PERSON')], ['blocked', 'health_cloud_unattested']],
    [
      'everything at once',
      without(euProcessor, 'contract'),
      {},
      [one('PERSON'), one('CREDIT_CARD'), one('NRP', 'HEALTH')],
      ['blocked', 'finding_blocked', 'special_category_without_basis', 'processor_contract_missing'],
    ],
  ]
  for (const [why, place, stated, found, is] of rows) {
    test(why, () => {
      const { clearance, rules } = dataProtectionOf(exampleFacts(place, stated), clear, exampleNow)
      assert.deepEqual(shown(withFindingsOf(clearance, exampleFound(...found), rules)), is)
    })
  }

  const unseen: readonly [
    why: string,
    place: PlaceConfig | undefined,
    stated: Partial<PersonalDataConfig>,
    is: string,
  ][] = [
    ['at home', ownHouse, patient, 'clear'],
    ['nobody knows where', undefined, {}, 'unknown'],
    ['nobody knows where, and a pseudonym is no personal datum', undefined, position, 'unknown'],
    ['of a patient at an attested cloud', euProcessor, patient, 'clear'],
    ['of a patient at one that is not', without(euProcessor, 'attestation'), patient, 'blocked'],
    ['of a patient where nobody is bound to secrecy', without(euProcessor, 'secrecy'), patient, 'blocked'],
    ['of nobody in particular there', without(euProcessor, 'secrecy'), {}, 'clear'],
  ]
  for (const [why, place, stated, is] of unseen) {
    test(`nothing but a picture that nobody looked into, ${why}`, () => {
      const { clearance, rules } = dataProtectionOf(exampleFacts(place, stated), clear, exampleNow)
      const [state] = shown(withFindingsOf(clearance, { ...exampleFound(), notInspected: ['image'] }, rules))
      assert.equal(state, is)
    })
  }

  const attested = euProcessor.attestation
  assert.ok(attested !== undefined)
  const attestations: readonly [why: string, changed: Partial<typeof attested>, isEnough: boolean][] = [
    ['as it is', {}, true],
    ['an equal one', { kind: 'equivalent' }, true],
    ['of type 1', { kind: 'c5Type1' }, false],
    ['ended', { validUntil: '2026-11-22' }, false],
    ['on its last day', { validUntil: '2026-11-23' }, true],
    ['issued today', { issuedOn: '2026-11-23' }, true],
    ['issued tomorrow', { issuedOn: '2026-11-24' }, false],
    ['without an establishment in Germany', { hasGermanEstablishment: false }, false],
    ['without our own criteria', { customerCriteriaMet: false }, false],
  ]
  for (const [why, changed, isEnough] of attestations) {
    test(`an attestation ${why}`, () => {
      const place = { ...euProcessor, attestation: { ...attested, ...changed } }
      const { clearance, rules } = dataProtectionOf(exampleFacts(place, patient), clear, exampleNow)
      const [state] = shown(withFindingsOf(clearance, exampleFound(one('PERSON')), rules))
      assert.equal(state, isEnough ? 'clear' : 'blocked')
    })
  }

  test('no reason holds more of a finding than its kind, and each says it in both languages', () => {
    const { clearance, rules } = dataProtectionOf(exampleFacts(undefined), clear, exampleNow)
    const found = exampleFound(...categories.map((category) => one(category)), one('NRP', 'PROFESSIONAL_SECRET'))
    const lamp = withFindingsOf(clearance, found, rules)
    assert.ok(lamp.state === 'blocked')
    for (const { text, source, lamp: name } of lamp.reasons) {
      assert.equal(name, 'dataProtection')
      assert.ok(source !== '' && text.de !== '' && text.en !== '' && text.de !== text.en)
    }
  })

  test('what was found has the names that people give it, each once', () => {
    const kinds = { DE_KVNR: 'block', PASSWORD: 'block', IP: 'block', IPV6: 'block' } as const
    const facts = exampleFacts(ownHouse)
    const { clearance, rules } = dataProtectionOf({ ...facts, policy: { ...facts.policy, kinds } }, clear, exampleNow)
    const found = [one('SECRET', 'PASSWORD'), one('ID', 'DE_KVNR'), one('IP', 'IPV6'), one('IP')]
    const lamp = withFindingsOf(clearance, exampleFound(...found), rules)
    assert.ok(lamp.state === 'blocked')
    assert.deepEqual(lamp.reasons[0].text, {
      de: 'IP-Adresse, Krankenversichertennummer, Passwort gefunden; das nimmt dieser Anwendungsfall nicht an',
      en: 'German health insurance number, IP address, password found, which this use case does not take',
    })
  })
})

describe('never opens', () => {
  const places = [ownHouse, euProcessor, thirdCountryParent, underDecision, underClauses, undefined]
  const kinds: readonly Pick<FoundKind, 'category' | 'kind'>[] = [
    ...categories.map((category) => one(category)),
    ...specialKinds.map((kind) => one('NRP', kind)),
    ...['DE_KVNR', 'DE_KFZ', 'LEI', 'BIC'].map((kind) => one('ID', kind)),
    one('NRP', 'NATIONALITY'),
    one('NRP', 'PROFESSIONAL_SECRET'),
    one('DATE', 'DATE_OF_BIRTH'),
  ]
  const someKinds = fc.uniqueArray(fc.constantFrom(...kinds), { selector: ({ kind }) => kind, maxLength: 8 })
  const somePersonalData: fc.Arbitrary<Partial<PersonalDataConfig>> = fc
    .record({
      preset: fc.constantFrom('office', 'code', 'personnel', 'patient', 'citizen'),
      withoutBasis: fc.constantFrom('refuse', 'whereNothingFound'),
      stated: fc.constantFrom({}, everythingStated, { ...everythingStated, ...position }),
    })
    .map(({ stated, ...rest }) => ({ ...stated, ...rest }))
  const lampAt = (
    place: PlaceConfig | undefined,
    stated: Partial<PersonalDataConfig>,
    found: readonly Pick<FoundKind, 'category' | 'kind'>[],
  ): boolean => {
    const { clearance, rules } = dataProtectionOf(exampleFacts(place, stated), clear, exampleNow)
    return ['clear', 'caution'].includes(withFindingsOf(clearance, exampleFound(...found), rules).state)
  }

  test('one more finding', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), somePersonalData, someKinds, (place, stated, found) => {
        for (let size = 0; size < found.length; size++) {
          if (!lampAt(place, stated, found.slice(0, size)))
            assert.ok(!lampAt(place, stated, found.slice(0, size + 1)), JSON.stringify(found))
        }
      }),
      { numRuns: 500 },
    )
  })

  test('one fact less about a processor, or about the use of personal data', () => {
    const facts = [
      'contract',
      'parents',
      'remoteSupport',
      'subProcessors',
      'deletion',
      'secrecy',
      'attestation',
    ] as const
    const statements = [
      'legalBasis',
      'specialCategories',
      'recordOfProcessing',
      'notices',
      'recipientCannotIdentify',
    ] as const
    fc.assert(
      fc.property(
        fc.constantFrom(euProcessor, thirdCountryParent, underDecision, underClauses),
        somePersonalData,
        someKinds,
        fc.constantFrom(...facts),
        fc.constantFrom(...statements),
        (place, stated, found, fact, statement) => {
          if (lampAt(place, stated, found)) return
          assert.ok(!lampAt(without(place, fact), stated, found), fact)
          assert.ok(!lampAt(place, without(stated, statement), found), statement)
          assert.ok(!lampAt(undefined, stated, found), 'place')
        },
      ),
      { numRuns: 500 },
    )
  })
})
