import type { PersonalDataConfig } from '@stellwerk/contract/config-personal-data'
import type { PlaceConfig } from '@stellwerk/contract/config-place'
import type { Category, Treatment } from '@stellwerk/contract/personal-data'

/** What was stated about personal data on a route. */
export interface DataProtectionFacts {
  readonly personalData: PersonalDataConfig
  /** Of the server; undefined where nobody knows. */
  readonly place: PlaceConfig | undefined
  readonly policy: Treatments
}

/** What is done with each category, and with kinds before their category. */
export interface Treatments {
  readonly treatment: Readonly<Record<Category, Treatment>>
  readonly kinds: Readonly<Partial<Record<string, Treatment>>>
}
