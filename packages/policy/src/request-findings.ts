import type { PlaceConfig } from '@stellwerk/contract/config-place'
import type { Basis, MissingFact, Reason } from '@stellwerk/contract/lamp'
import type { Text } from '@stellwerk/contract/language'
import type {
  Category,
  FoundInRequest,
  FoundKind,
  professionalSecret,
  specialKinds,
  SpecialKind,
  Treatment,
} from '@stellwerk/contract/personal-data'
import type { Moment } from '@stellwerk/contract/route'

import type { DataProtectionFacts, Treatments } from './data-protection-facts.ts'
import { endOfDay } from './declared.ts'
import { kindName } from './kind-names.ts'
import { isPlacedBySgb, type Lacking } from './place.ts'

/** What findings are held against on a route, as it is until one of its facts changes. Plain data. */
export interface FindingRules extends Treatments {
  /** Why personal data may not go to the place of the server. */
  readonly lacking: Lacking
  /** Whether a pseudonym is still a personal datum for whoever runs the server (Art. 4(5) GDPR, CJEU C-413/23 P). */
  readonly isPseudonymPersonal: boolean
  /** Special categories with a basis in Art. 9(2) GDPR. */
  readonly special: readonly SpecialKind[]
  readonly permitted: readonly Category[] | undefined
  /** Whether professional secrets may be known where the server is. */
  readonly keepsSecrets: boolean
  /** Whether all data of the use case are those of patients, and with them a professional secret. */
  readonly isAboutPatients: boolean
  /** What § 393 SGB V asks of a cloud and this one has not. */
  readonly cloudLacks: readonly Text[]
  /** Undefined where it depends on what was found. */
  readonly isUnderSgbV393: boolean | undefined
}

/** Whether findings of a category lead to a person. Left out, one does not compile. */
const leadsToPerson: Readonly<Record<Category, boolean>> = {
  PERSON: true,
  ADDRESS: true,
  ZIP: false,
  LOCATION: false,
  ORG: false,
  DATE: false,
  TIME: false,
  AGE: false,
  EMAIL: true,
  PHONE: true,
  URL: true,
  IP: true,
  IBAN: true,
  CREDIT_CARD: true,
  ID: true,
  PROFESSION: false,
  NRP: true,
  TITLE: false,
  SECRET: false,
}

/** Kinds that say otherwise than their category. */
const kindsThatLead: ReadonlyMap<string, boolean> = new Map([
  ['DATE_OF_BIRTH', true],
  // Of organisations: ISO 17442, ISO 9362.
  ['LEI', false],
  ['BIC', false],
])

/** Not in Art. 9(1) GDPR, though in the category. */
const notSpecial: readonly string[] = ['NATIONALITY', 'PROFESSIONAL_SECRET' satisfies typeof professionalSecret]

/** A number for purposes of health care belongs to the data of health (GDPR recital 35; § 290 SGB V). */
const healthKinds: readonly string[] = ['HEALTH', 'GENETIC_BIOMETRIC', 'DE_KVNR']

const officer: Text = { de: 'Datenschutzbeauftragte Stelle', en: 'data protection officer' }

/** What findings are held against, from what was stated. */
export function findingRulesOf(facts: DataProtectionFacts, lacking: Lacking, now: Moment): FindingRules {
  const { personalData, place, policy } = facts
  const { specialCategories, recipientCannotIdentify, permitted, preset } = personalData
  const isPosition = isInForce(recipientCannotIdentify, now) && place !== undefined
  return {
    treatment: policy.treatment,
    kinds: policy.kinds,
    // Where the route is shut without a basis, findings have nothing to add.
    lacking: personalData.withoutBasis === 'refuse' ? { reasons: [], missing: [] } : lacking,
    isPseudonymPersonal: !isPosition,
    special: isInForce(specialCategories, now) ? (specialCategories?.kinds ?? []) : [],
    permitted,
    keepsSecrets: place?.operator === 'ownHouse' || isInForce(place?.secrecy, now),
    isAboutPatients: preset === 'patient',
    cloudLacks: cloudLacksOf(place, now),
    isUnderSgbV393: personalData.appliesSgbV393 ?? (preset === 'patient' ? true : undefined),
  }
}

function isInForce(stated: { readonly validUntil: string } | undefined, now: Moment): boolean {
  return stated !== undefined && now < endOfDay(stated.validUntil)
}

/** § 393(2) to (4) SGB V, checked 2026-11-23. A cloud is what somebody else runs. */
function cloudLacksOf(place: PlaceConfig | undefined, now: Moment): readonly Text[] {
  if (place?.operator === 'ownHouse') return []
  const attested = place?.attestation
  const isIssued = attested !== undefined && Date.parse(attested.issuedOn) <= now
  const isCurrent = isIssued && isInForce(attested, now) && attested.kind !== 'c5Type1'
  const isPlaced = place !== undefined && isPlacedBySgb(place, now)
  const lacks: readonly [isMet: boolean, lack: Text][] = [
    [
      isPlaced,
      { de: 'Ort in der EU oder mit Angemessenheitsbeschluss', en: 'a place in the EU or with an adequacy decision' },
    ],
    [
      isCurrent,
      { de: 'gültiges C5-Typ-2-Testat oder gleichwertiges', en: 'a current C5 type 2 attestation or its equal' },
    ],
    [attested?.hasGermanEstablishment ?? false, { de: 'Niederlassung im Inland', en: 'an establishment in Germany' }],
    [
      attested?.customerCriteriaMet ?? false,
      { de: 'umgesetzte Kundenkriterien', en: 'customer criteria that are met' },
    ],
  ]
  return lacks.flatMap(([isMet, lack]) => (isMet ? [] : [lack]))
}

/** Everything that the findings of one request have against it. */
export function reasonsOf({ kinds, notInspected = [] }: FoundInRequest, rules: FindingRules): Lacking {
  const found = kinds.filter(({ count }) => count > 0)
  const leaving = found.filter((one) => leaves(treatmentOf(one, rules)))
  // Where nobody has looked may be anybody: what may not go somewhere does not go there in a picture.
  const unseen = notInspected.map(
    (part) => ({ category: 'PERSON', kind: `UNINSPECTED_${part.toUpperCase()}`, count: 1 }) as const,
  )
  const isAnyThere = unseen.length > 0 || leaving.some((one) => isPersonalThere(one, rules))
  const atPlace = isAnyThere ? rules.lacking : { reasons: [], missing: [] }
  const reasons = [
    blocked(found.filter((one) => treatmentOf(one, rules) === 'block')),
    withoutArticle9(leaving.filter((one) => isSpecial(one) && !isGranted(one, rules))),
    notPermitted(leaving.filter(({ category }) => rules.permitted?.includes(category) === false)),
    secretAway(found, [...leaving, ...unseen], rules),
    unattested([...leaving, ...unseen], rules),
  ].filter((reason) => reason !== undefined)
  return { reasons: [...reasons, ...atPlace.reasons], missing: atPlace.missing satisfies readonly MissingFact[] }
}

function treatmentOf({ category, kind }: FoundKind, { kinds, treatment }: Treatments): Treatment {
  return kinds[kind] ?? treatment[category]
}

/** Whether something of it reaches the model: as it is, or under a pseudonym. */
function leaves(treatment: Treatment): boolean {
  return treatment === 'pass' || treatment === 'pseudonymise'
}

function isPersonal({ category, kind }: FoundKind): boolean {
  return kindsThatLead.get(kind) ?? leadsToPerson[category]
}

function isPersonalThere(found: FoundKind, rules: FindingRules): boolean {
  return isPersonal(found) && (rules.isPseudonymPersonal || treatmentOf(found, rules) === 'pass')
}

function isSpecial({ category, kind }: FoundKind): boolean {
  return category === 'NRP' && !notSpecial.includes(kind)
}

/** How many kinds Art. 9(1) GDPR has. Whatever is none of them by name needs all of them. */
const specialKindCount = 7 satisfies (typeof specialKinds)['length']

function isGranted({ kind }: FoundKind, { special }: FindingRules): boolean {
  return (special as readonly string[]).includes(kind) || special.length === specialKindCount // Any kind is asked about.
}

function blocked(found: readonly FoundKind[]): Reason | undefined {
  return reasonFor(found, {
    code: 'finding_blocked',
    basis: 'ownRule',
    source: 'useCases[].personalData',
    de: (what) => `${what} gefunden; das nimmt dieser Anwendungsfall nicht an`,
    en: (what) => `${what} found, which this use case does not take`,
  })
}

function withoutArticle9(found: readonly FoundKind[]): Reason | undefined {
  return reasonFor(found, {
    code: 'special_category_without_basis',
    basis: 'statute',
    // Checked 2026-11-23.
    source: 'Art. 9(1), (2) GDPR',
    de: (what) => `besondere Kategorie gefunden (${what}), und keine Ausnahme nach Art. 9 Abs. 2 DSGVO ist angegeben`,
    en: (what) => `special category found (${what}), and no exception of Art. 9(2) GDPR is stated`,
  })
}

function notPermitted(found: readonly FoundKind[]): Reason | undefined {
  return reasonFor(found, {
    code: 'category_not_permitted',
    basis: 'ownRule',
    source: 'useCases[].personalData.permitted; Art. 5(1)(b), (c) GDPR',
    de: (what) => `${what} gefunden; das gehört nicht zu den zugelassenen Daten`,
    en: (what) => `${what} found, which is not among the data permitted`,
  })
}

function secretAway(
  found: readonly FoundKind[],
  leaving: readonly FoundKind[],
  { keepsSecrets, isAboutPatients }: FindingRules,
): Reason | undefined {
  if (keepsSecrets) return undefined
  const signs = found.filter(({ kind }) => kind === ('PROFESSIONAL_SECRET' satisfies typeof professionalSecret))
  return reasonFor(isAboutPatients ? [...signs, ...leaving.filter(isPersonal)] : signs, {
    code: 'professional_secret_away',
    basis: 'statute',
    // Checked 2026-11-23.
    source: '§ 203(1), (3), (4) StGB',
    de: (what) =>
      `Berufsgeheimnis (${what}), und der Betreiber des Servers ist nicht zur Verschwiegenheit verpflichtet`,
    en: (what) => `professional secret (${what}), and who runs the server is not bound to secrecy`,
  })
}

function unattested(leaving: readonly FoundKind[], { cloudLacks, isUnderSgbV393 }: FindingRules): Reason | undefined {
  if (cloudLacks.length === 0 || isUnderSgbV393 === false) return undefined
  const isHealth = ({ kind }: FoundKind): boolean => healthKinds.includes(kind)
  const lacking = {
    de: cloudLacks.map(({ de }) => de).join(', '),
    en: cloudLacks.map(({ en }) => en).join(', '),
  }
  return reasonFor(
    leaving.filter((one) => isHealth(one) || (isUnderSgbV393 === true && isPersonal(one))),
    {
      code: 'health_cloud_unattested',
      basis: 'statute',
      source: '§ 393(2) to (4) SGB V',
      de: (what) => `Gesundheits- oder Sozialdaten (${what}) in einer gemieteten Cloud, der fehlt: ${lacking.de}`,
      en: (what) => `health or social data (${what}) in a rented cloud that lacks ${lacking.en}`,
    },
  )
}

/** Codes of reasons that are there only because of what was found in a request. */
const findingCodes = [
  'finding_blocked',
  'special_category_without_basis',
  'category_not_permitted',
  'professional_secret_away',
  'health_cloud_unattested',
] as const

/** Whether a reason is there only because of what was found: without that, it would not be. */
export function isAboutFindings({ code }: Reason): boolean {
  return (findingCodes as readonly string[]).includes(code) // Any reason is asked about.
}

/** A reason about these findings, if there are any. */
function reasonFor(
  found: readonly FoundKind[],
  why: {
    readonly code: (typeof findingCodes)[number]
    readonly basis: Basis
    readonly source: string
    readonly de: (what: string) => string
    readonly en: (what: string) => string
  },
): Reason | undefined {
  if (found.length === 0) return undefined
  const called = found.map(kindName)
  const { code, basis, source } = why
  return {
    code,
    lamp: 'dataProtection',
    basis,
    source,
    clearedBy: officer,
    text: { de: why.de(listed(called.map(({ de }) => de))), en: why.en(listed(called.map(({ en }) => en))) },
  }
}

/** Each once. */
function listed(names: readonly string[]): string {
  return [...new Set(names)].toSorted().join(', ')
}
