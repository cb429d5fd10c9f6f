import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { PrivacyPreset, professionalSecret, SpecialKind, TreatmentWish } from '@stellwerk/contract/personal-data'

import { categories, type Category } from './finding.ts'
import type { PrivacyPolicy, Sensitivity, Treatment } from './treatment.ts'

/** Kinds that are treated otherwise than their category, with that category. */
const categoryOfKind = {
  ETHNIC_ORIGIN: 'NRP',
  POLITICAL_OPINION: 'NRP',
  RELIGION: 'NRP',
  TRADE_UNION: 'NRP',
  GENETIC_BIOMETRIC: 'NRP',
  HEALTH: 'NRP',
  SEXUAL_LIFE: 'NRP',
  NATIONALITY: 'NRP',
  PROFESSIONAL_SECRET: 'NRP',
  DATE_OF_BIRTH: 'DATE',
  LEI: 'ID',
  BIC: 'ID',
  MAC: 'ID',
} as const satisfies Record<SpecialKind | typeof professionalSecret, Category> & Record<string, Category>

type KindWithItsOwn = keyof typeof categoryOfKind

/** From the mildest to the strictest. */
const strictness = {
  pass: 0,
  pseudonymise: 1,
  anonymise: 2,
  block: 3,
} as const satisfies Record<Treatment, number>

interface Preset {
  readonly treatment: Readonly<Record<Category, Treatment>>
  readonly kinds: Readonly<Partial<Record<KindWithItsOwn, Treatment>>>
  readonly sensitivity: Readonly<Record<Category, Sensitivity>>
  readonly onlyCertain: boolean
  /** Whether vectors are made of texts that nobody can lead back. */
  readonly irreversibleEmbeddings: boolean
}

/**
 * What Art. 9(1) GDPR protects does not reach a model unless somebody has said so: the word goes, and so needs no basis of Art. 9(2).
 * Nationality is not in the article.
 */
const specialGone = {
  ETHNIC_ORIGIN: 'anonymise',
  POLITICAL_OPINION: 'anonymise',
  RELIGION: 'anonymise',
  TRADE_UNION: 'anonymise',
  GENETIC_BIOMETRIC: 'anonymise',
  HEALTH: 'anonymise',
  SEXUAL_LIFE: 'anonymise',
  NATIONALITY: 'pass',
} as const satisfies Partial<Record<KindWithItsOwn, Treatment>>

/** A sign of a professional secret is a word like "client"; the secret is in the text around it. The lamp judges by the place. */
const secrecySign = { PROFESSIONAL_SECRET: 'pass' } as const satisfies Partial<Record<KindWithItsOwn, Treatment>>

/** An organisation and a device of the net are not a person; a bank is not either. */
const ofNobody = { LEI: 'pass', BIC: 'pass' } as const satisfies Partial<Record<KindWithItsOwn, Treatment>>

/**
 * Letters, minutes, translations. Whoever is named goes under a pseudonym with everything that leads to one person; what the letter is
 * about stays, or no model could write it: places, organisations, dates and times.
 */
const officeTreatment: Preset['treatment'] = {
  PERSON: 'pseudonymise',
  ADDRESS: 'pseudonymise',
  ZIP: 'pseudonymise',
  LOCATION: 'pass',
  ORG: 'pass',
  DATE: 'pass',
  TIME: 'pass',
  AGE: 'pass',
  EMAIL: 'pseudonymise',
  PHONE: 'pseudonymise',
  // Only those that carry somebody are found: a profile, a login, an address in a parameter.
  URL: 'pseudonymise',
  IP: 'pseudonymise',
  IBAN: 'pseudonymise',
  CREDIT_CARD: 'pseudonymise',
  ID: 'pseudonymise',
  PROFESSION: 'pass',
  NRP: 'anonymise',
  TITLE: 'pass',
  // A password has no purpose at a model, and an answer with it would be one more copy.
  SECRET: 'anonymise',
}

function everywhere(sensitivity: Sensitivity): Record<Category, Sensitivity> {
  // Every category gets one below.
  return Object.fromEntries(categories.map((category) => [category, sensitivity])) as Record<Category, Sensitivity>
}

/** Where one who is missed is a person found out: recall before precision for what names somebody. */
const strictOnPersons: Preset['sensitivity'] = {
  ...everywhere('balanced'),
  PERSON: 'strict',
  ADDRESS: 'strict',
  ZIP: 'strict',
  DATE: 'strict',
  AGE: 'strict',
  EMAIL: 'strict',
  PHONE: 'strict',
  ID: 'strict',
}

const presets: Readonly<Record<PrivacyPreset, Preset>> = {
  office: {
    treatment: officeTreatment,
    kinds: { ...specialGone, ...secrecySign, ...ofNobody, DATE_OF_BIRTH: 'pseudonymise' },
    sensitivity: everywhere('balanced'),
    onlyCertain: false,
    irreversibleEmbeddings: false,
  },
  // Secrets are restored, because what a model writes goes back into the file that it came from.
  code: {
    treatment: {
      ...officeTreatment,
      PERSON: 'pass',
      ADDRESS: 'pass',
      ZIP: 'pass',
      URL: 'pass',
      IP: 'pass',
      SECRET: 'pseudonymise',
    },
    kinds: { ...secrecySign, ...ofNobody, MAC: 'pass', DATE_OF_BIRTH: 'pass' },
    sensitivity: { ...everywhere('lenient'), SECRET: 'balanced' },
    onlyCertain: true,
    irreversibleEmbeddings: false,
  },
  // Nobody is to be looked up in the other direction: from a vector to an employee.
  personnel: {
    treatment: { ...officeTreatment, AGE: 'pseudonymise', PROFESSION: 'pseudonymise' },
    kinds: { ...specialGone, ...secrecySign, ...ofNobody, DATE_OF_BIRTH: 'pseudonymise' },
    sensitivity: strictOnPersons,
    onlyCertain: false,
    irreversibleEmbeddings: true,
  },
  // A diagnosis is what the text is about; it stays, and the person to whom it belongs goes. That needs a basis of Art. 9(2) GDPR.
  patient: {
    treatment: {
      ...officeTreatment,
      LOCATION: 'pseudonymise',
      ORG: 'pseudonymise',
      DATE: 'pseudonymise',
      AGE: 'pseudonymise',
      PROFESSION: 'pseudonymise',
    },
    kinds: {
      ...specialGone,
      ...secrecySign,
      ...ofNobody,
      HEALTH: 'pass',
      NATIONALITY: 'anonymise',
      DATE_OF_BIRTH: 'pseudonymise',
    },
    sensitivity: strictOnPersons,
    onlyCertain: false,
    irreversibleEmbeddings: false,
  },
  // Terms and places of an administrative act stay; who asks and what leads to them goes.
  citizen: {
    treatment: { ...officeTreatment, AGE: 'pseudonymise', PROFESSION: 'pseudonymise' },
    kinds: { ...specialGone, ...secrecySign, ...ofNobody, NATIONALITY: 'anonymise', DATE_OF_BIRTH: 'pseudonymise' },
    sensitivity: strictOnPersons,
    onlyCertain: false,
    irreversibleEmbeddings: false,
  },
}

/**
 * What a use case wants done with each category: its preset, and what it says otherwise. A kind with a treatment of its own keeps that
 * where its category was made milder.
 *
 * @param home country of the operator, for phone numbers
 * @example policyOf({ preset: 'code', treatment: {}, kinds: {}, sensitivity: {}, mode: 'typed' }).onlyCertain // true
 */
export function policyOf(wish: TreatmentWish, home = 'DE'): PrivacyPolicy {
  const preset = presets[wish.preset]
  const wanted = preset.onlyCertain ? stricterIn(wish, preset) : []
  const policy = {
    treatment: { ...preset.treatment, ...wish.treatment },
    kinds: { ...kindsOf(preset, wish.treatment), ...wish.kinds },
    sensitivity: { ...preset.sensitivity, ...balancedIn(wanted), ...wish.sensitivity },
    mode: wish.mode,
    region: wish.region ?? home,
    onlyCertain: preset.onlyCertain && wanted.length === 0 && Object.keys(wish.sensitivity).length === 0,
  }
  return { id: idOf(policy), ...policy }
}

/** Whoever wants more done with a category than the preset wants it found, and not only where a check makes it certain. */
function stricterIn({ treatment, kinds }: TreatmentWish, preset: Preset): readonly Category[] {
  return categories.filter((category) => {
    const wish = treatment[category]
    const isStricter = wish !== undefined && strictness[wish] > strictness[preset.treatment[category]]
    return isStricter || Object.entries(categoryOfKind).some(([kind, of]) => of === category && isMore(kinds[kind]))
  })
}

function isMore(treatment: Treatment | undefined): boolean {
  return treatment !== undefined && treatment !== 'pass'
}

function balancedIn(wanted: readonly Category[]): Readonly<Partial<Record<Category, Sensitivity>>> {
  return Object.fromEntries(wanted.map((category) => [category, 'balanced']))
}

/** Whoever made a category stricter than the preset has it means its kinds as well. */
function kindsOf(preset: Preset, wished: TreatmentWish['treatment']): Readonly<Partial<Record<string, Treatment>>> {
  const kinds: Partial<Record<string, Treatment>> = { ...preset.kinds }
  for (const [kind, category] of Object.entries(categoryOfKind)) {
    const [had, wish, standard] = [kinds[kind], wished[category], preset.treatment[category]]
    if (had === undefined || wish === undefined || strictness[wish] <= strictness[standard]) continue
    if (strictness[wish] > strictness[had]) kinds[kind] = wish
  }
  return kinds
}

/** Whether vectors of a use case are made of texts that nobody can lead back, unless it says otherwise. */
export function hasIrreversibleEmbeddings(preset: PrivacyPreset): boolean {
  return presets[preset].irreversibleEmbeddings
}

/** The same policy without a way back: what would be a pseudonym goes for good. */
export function irreversible(policy: PrivacyPolicy): PrivacyPolicy {
  const gone = (treatment: Treatment): Treatment => (treatment === 'pseudonymise' ? 'anonymise' : treatment)
  const kinds = Object.entries(policy.kinds).map(([kind, treatment]) => [kind, treatment && gone(treatment)])
  const treatment = Object.entries(policy.treatment).map(([category, each]) => [category, gone(each)])
  const changed = {
    ...policy,
    kinds: Object.fromEntries(kinds) as PrivacyPolicy['kinds'], // The same kinds as before.
    treatment: Object.fromEntries(treatment) as PrivacyPolicy['treatment'], // The same categories.
  }
  const { id: _, ...rest } = changed
  return { ...changed, id: idOf(rest) }
}

/** Digits of the id: enough that no two policies of an installation share one, few enough for a leaf. */
const idDigits = 16

/** The same for the same policy, in whatever order its configuration was written. */
function idOf(policy: Omit<PrivacyPolicy, 'id'>): string {
  return bytesToHex(sha256(utf8ToBytes(sortedJson(policy)))).slice(0, idDigits)
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  )
}
