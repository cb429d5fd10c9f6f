import type { Text } from '@stellwerk/contract/language'

import type { LicenceTerms } from '../terms.ts'
import type { LicenceClass } from '../vocabulary.ts'

/** Rights of which nobody has read what the text says. */
export const unreadRights: LicenceTerms['rights'] = {
  commercialUse: { value: 'unverified' },
  internalUse: { value: 'unverified' },
  hostedService: { value: 'unverified' },
  redistributeWeights: { value: 'unverified' },
  redistributeDerivatives: { value: 'unverified' },
  modify: { value: 'unverified' },
  outputsTrainOtherModels: { value: 'unverified' },
  patentGrant: { value: 'unverified' },
}

/**
 * A licence that is known by name only. It is in the catalogue so that a person who meets it sees that nobody has read it; it can
 * never allow anything, however harmless its name sounds.
 */
export function unread(known: {
  readonly id: string
  readonly name: string
  readonly version?: string
  readonly date?: string
  readonly steward?: string
  readonly class: LicenceClass
  readonly osaid: LicenceTerms['osaid']
  readonly hubTags?: readonly string[]
  readonly appliesTo?: readonly string[]
  readonly note: Text
}): LicenceTerms {
  const { note, hubTags = [], appliesTo = [], ...rest } = known
  return {
    ...rest,
    spdxExpression: known.id,
    hubTags,
    appliesTo,
    source: 'not-read',
    reading: { number: 1, on: '2026-11-23' },
    texts: [],
    rights: unreadRights,
    bans: [],
    duties: [],
    thresholds: [],
    territory: [],
    powers: [],
    notes: [note],
  }
}
