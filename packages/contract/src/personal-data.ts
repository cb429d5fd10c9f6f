// The words of personal data that configuration, lamps, journal and detectors share. Data and types only.

/** What a span of text is. The names are those of the published corpora, and of `stellwerk privacy detect`. */
export const categories = [
  'PERSON',
  'ADDRESS',
  'ZIP',
  'LOCATION',
  'ORG',
  'DATE',
  'TIME',
  'AGE',
  'EMAIL',
  'PHONE',
  'URL',
  'IP',
  'IBAN',
  'CREDIT_CARD',
  'ID',
  'PROFESSION',
  /** Nationality, religion, political group; with them what else Art. 9(1) GDPR names. */
  'NRP',
  'TITLE',
  'SECRET',
] as const

export type Category = (typeof categories)[number]

/** How many findings of each category, for decisions and for the journal. Absent means none. */
export type FindingCounts = Readonly<Partial<Record<Category, number>>>

/** How many findings of one kind; a finding without a kind of its own has its category as kind. */
export interface FoundKind {
  readonly category: Category
  readonly kind: string
  readonly count: number
}

/** What was found in one request, without saying what. Only findings that the policy takes for personal data are counted. */
export interface FoundInRequest {
  readonly counts: FindingCounts
  /** The same by kind: each kind once, with its category. */
  readonly kinds: readonly FoundKind[]
  /** Parts that nobody could look into. Nothing was found in them, and anything may be there. */
  readonly notInspected?: readonly UninspectedPart[]
}

/**
 * Kinds of findings that reveal what Art. 9(1) GDPR protects (checked 2026-11-23). They belong to the category `NRP`; whatever else
 * has that category counts as one of them too, except `NATIONALITY`, which the article does not name.
 */
export const specialKinds = [
  'ETHNIC_ORIGIN',
  'POLITICAL_OPINION',
  'RELIGION',
  'TRADE_UNION',
  'GENETIC_BIOMETRIC',
  'HEALTH',
  'SEXUAL_LIFE',
] as const

export type SpecialKind = (typeof specialKinds)[number]

/** Kind of a finding that says that a text is under a professional secret (§ 203 StGB): a client, a patient, a file of one. */
export const professionalSecret = 'PROFESSIONAL_SECRET'

/** Parts of a request that nothing here can read: media, and text that comes as numbers. */
export const uninspectedParts = ['image', 'audio', 'file', 'tokens'] as const

export type UninspectedPart = (typeof uninspectedParts)[number]

/**
 * What is done with personal data on their way to a model.
 *
 * `pass`: nothing. `pseudonymise`: replaced on the way out, restored on the way back. `anonymise`: replaced by the name of the
 * category, and nobody can say any more by what. `block`: the request is refused.
 */
export const treatments = ['pass', 'pseudonymise', 'anonymise', 'block'] as const

export type Treatment = (typeof treatments)[number]

/** How much is taken for personal data: `strict` when in doubt yes (recall), `lenient` when in doubt no (precision). */
export const sensitivities = ['strict', 'balanced', 'lenient'] as const

export type Sensitivity = (typeof sensitivities)[number]

/** How a value is replaced: by `⟦PERSON_…⟧`, or by another realistic value of the same gender, language and ending. */
export const pseudonymModes = ['typed', 'surrogate'] as const

export type PseudonymMode = (typeof pseudonymModes)[number]

/** What a use case is about, as far as personal data go; each stands for a treatment of every category (docs/personal-data.md). */
export const privacyPresets = ['office', 'code', 'personnel', 'patient', 'citizen'] as const

export type PrivacyPreset = (typeof privacyPresets)[number]

/**
 * Where a pseudonym is the same for the same value. `conversation`: in one chat of a trusted front end, else for one person behind a
 * key, else for the key. `useCase`: in all requests of the use case.
 */
export const pseudonymScopes = ['conversation', 'useCase'] as const

export type PseudonymScope = (typeof pseudonymScopes)[number]

/** What is done when an external model that finds personal data fails: the built-in recogniser is used alone, or nothing goes on. */
export const detectorFailures = ['refuse', 'builtIn'] as const
export type DetectorFailure = (typeof detectorFailures)[number]

/** What a use case says about the treatment of personal data, over its preset. */
export interface TreatmentWish {
  readonly preset: PrivacyPreset
  readonly treatment: Readonly<Partial<Record<Category, Treatment>>>
  readonly kinds: Readonly<Record<string, Treatment>>
  readonly sensitivity: Readonly<Partial<Record<Category, Sensitivity>>>
  readonly mode: PseudonymMode
  /** Country of phone numbers without a country code (ISO 3166-1). */
  readonly region?: string | undefined
}
