import type { Text } from '@stellwerk/contract/language'

import type {
  BanStrength,
  BanTag,
  DutyKind,
  LicenceClass,
  Limit,
  OutputRule,
  Power,
  RightName,
  Source,
  ThresholdEffect,
  Trigger,
} from './vocabulary.ts'

/** SPDX id where SPDX lists the licence, else `LicenseRef-…`; `NO-LICENCE` is the rule for what has none. */
export type LicenceId = string

/** Sections as the text numbers them; at least one, because a fact without a place cannot be checked. */
export type Sections = readonly [string, ...string[]]

/**
 * What one version of a licence says, in our own words. Every fact names its sections in the text with the named hash. An entry is
 * never changed: a correction is a new {@link LicenceTerms.reading}.
 */
export interface LicenceTerms {
  readonly id: LicenceId
  readonly name: string
  readonly version?: string
  /** ISO date, or as much of it as is known (`2023-05`). */
  readonly date?: string
  readonly steward?: string
  readonly class: LicenceClass
  /** Whether the Open Source AI Definition of the OSI is met is a fact about a release with its data, not about a licence text alone. */
  readonly osaid: 'possible' | 'excluded' | 'undecided'
  readonly spdxExpression: string
  /** Names under which hubs file it. They help a person to search and never identify. */
  readonly hubTags: readonly string[]
  /** Works known to come under it, likewise only to search by. */
  readonly appliesTo: readonly string[]
  readonly source: Source
  /** How often this entry was read anew, and when: every verdict names the reading it used. */
  readonly reading: { readonly number: number; readonly on: string }
  readonly texts: readonly LicenceText[]
  /** Sections by which a policy of its own becomes part of the licence; cited with each ban of the policy. */
  readonly policyBoundBy?: Sections
  /**
   * A policy that binds by reference and that nobody has read here. A use for a purpose that licences are known to bar needs a
   * person to read it; for every other use it is the duty to comply with it.
   */
  readonly unreadPolicy?: { readonly sections: Sections; readonly name: Text }
  readonly rights: Readonly<Record<RightName, Right>>
  readonly bans: readonly Ban[]
  readonly duties: readonly Duty[]
  readonly thresholds: readonly Threshold[]
  readonly territory: readonly Territory[]
  readonly powers: readonly LicensorPower[]
  readonly termination?: Clause
  readonly litigation?: Clause
  readonly indemnity?: Clause
  readonly disclaimer?: Clause
  readonly governingLaw?: GoverningLaw
  readonly audit?: Clause
  readonly feedback?: Clause
  readonly descent?: Descent
  readonly notes: readonly Text[]
}

/** A text that belongs to the licence: the licence itself, its policy, a notice. */
export interface LicenceText {
  /** Id of the text; the first text of an entry has the id of the licence. */
  readonly id: string
  readonly role: 'licence' | 'policy' | 'notice'
  /** Where it was read; absent where no file of its own was. */
  readonly found?: { readonly repository: string; readonly path: string; readonly commit: string }
  readonly source: Source
  /** Of the file as it was read. */
  readonly sha256: string
  /** Of its words, and of its words without list marks; see identify/words.ts. Hex. */
  readonly wordSha256: string
  readonly proseSha256: string
  /** False where the layout is not the original: then no hash of it identifies anything. */
  readonly isHashUsable: boolean
}

/** A right. `silent` and `unverified` have no sections to rely on. */
export type Right =
  | { readonly value: 'yes'; readonly sections: Sections; readonly rule?: OutputRule; readonly note?: Text }
  | {
      readonly value: 'conditional'
      readonly sections: Sections
      /** All of them must hold; duties, thresholds, territory and bans hold besides. */
      readonly limits?: readonly [Limit, ...Limit[]]
      readonly rule?: OutputRule
      readonly note?: Text
    }
  | { readonly value: 'no'; readonly sections: Sections; readonly rule?: OutputRule; readonly note?: Text }
  | { readonly value: 'silent'; readonly rule?: OutputRule; readonly note?: Text }
  | { readonly value: 'unverified'; readonly rule?: OutputRule; readonly note?: Text }

export interface Ban {
  readonly tag: BanTag
  readonly strength: BanStrength
  readonly sections: Sections
  /** Why a named person may let it pass for a time: the reach of the words is arguable. Without it only risk-linked bans can be. */
  readonly arguable?: Text
  readonly note?: Text
}

export interface Duty {
  readonly kind: DutyKind
  readonly triggers: readonly [Trigger, ...Trigger[]]
  readonly sections: Sections
  /** Words that the text itself tells its users to display; any one of them will do. */
  readonly fixedWords?: readonly [string, ...string[]]
  /** From which version of the work on the duty holds, for works whose licence changed under one name. */
  readonly sinceVersion?: string
  readonly note?: Text
}

export type SparedUse = 'internal' | 'third-party-product' | 'non-commercial'

export interface Threshold {
  readonly metric:
    | 'monthly-active-users'
    | 'annual-revenue'
    | 'monthly-revenue'
    | 'group-revenue-if-maas'
    | 'end-users-30-days'
    | 'competing-product'
  /** Exceeded above the value, never at it. For `competing-product` 0. */
  readonly above: number
  readonly unit: 'users' | 'USD' | 'CNY' | 'flag'
  readonly measured:
    | { readonly rule: 'once-at-release'; readonly referenceOn: string; readonly window: Text }
    | { readonly rule: 'continuous'; readonly window: Text }
  /** Whose figure counts. */
  readonly of: 'group' | 'licensee' | 'product' | 'deployment'
  readonly scope: Text
  readonly effect: ThresholdEffect
  readonly sections: Sections
  /** Uses that the threshold does not reach. */
  readonly spares?: readonly SparedUse[]
  readonly sinceVersion?: string
  readonly note?: Text
}

export interface Territory {
  /** ISO 3166-1 alpha-2, and `EU` for its member states. */
  readonly excludes: readonly [string, ...string[]]
  /** Of the model, never of a request. */
  readonly modality: 'multimodal' | 'any'
  readonly tests: readonly [
    'operator-seat' | 'place-of-use' | 'place-of-output-use',
    ...('place-of-use' | 'place-of-output-use')[],
  ]
  readonly sections: Sections
  /** Sections of the grant that is taken away. */
  readonly takesAway: readonly string[]
  /** Who is spared: end users of somebody else's product. */
  readonly sparesThirdPartyProduct: boolean
  readonly note?: Text
}

export interface LicensorPower {
  readonly kind: Power
  readonly sections: Sections
  readonly note?: Text
}

/** What the text says about something, in a sentence. `found: false`: read in full, and it says nothing. */
export type Clause =
  | { readonly found: true; readonly sections: Sections; readonly says: Text }
  | { readonly found: false }

export interface GoverningLaw {
  readonly law: string
  readonly forum?: string
  readonly isCisgExcluded?: boolean
  readonly sections: Sections
}

/** What becomes of works made from it. */
export interface Descent {
  readonly sections: Sections
  readonly fineTune?: Text
  readonly quantisation?: Text
  readonly merge?: Text
  readonly distillation?: Text
  readonly relicensing?: Text
}
