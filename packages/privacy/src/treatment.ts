import type { Category } from './finding.ts'

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

/** What a use case wants done with each category. Made from a preset and what the configuration says otherwise. */
export interface PrivacyPolicy {
  /** Short digest of everything below; part of the key under which findings are cached. */
  readonly id: string
  readonly treatment: Readonly<Record<Category, Treatment>>
  /** By kind of identifier, before its category. */
  readonly kinds: Readonly<Partial<Record<string, Treatment>>>
  readonly sensitivity: Readonly<Record<Category, Sensitivity>>
  readonly mode: PseudonymMode
  /** Country of phone numbers without a country code. */
  readonly region: string
  /** Only what is certain, and secrets: code, logs, configuration. */
  readonly onlyCertain: boolean
}
