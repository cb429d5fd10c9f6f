import type { Category, PseudonymMode, Sensitivity, Treatment } from '@stellwerk/contract/personal-data'

export type { PseudonymMode, Sensitivity, Treatment } from '@stellwerk/contract/personal-data'

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
