import type { Clearance } from '@stellwerk/contract/lamp'
import type { Bodies } from '@stellwerk/contract/register/body'
import type { Moment } from '@stellwerk/contract/route'

/**
 * Where a fact comes from. `derived` follows by a rule of this program from facts that are there already; only what is declared
 * or concluded is an answer that somebody had to give.
 */
export type Provenance = 'measured' | 'derived' | 'declared' | 'concluded'

/** Something that is known about a route, with who knows it and for how long. */
export interface Fact<Value extends string = string> {
  readonly value: Value
  /** Where it is written down, or what measured it. */
  readonly source: string
  /** Office or role, never a person's name. */
  readonly statedBy: string
  readonly provenance: Provenance
  /** ISO date, the first day in UTC on which it holds. */
  readonly statedOn: string
  /** ISO date, the last day in UTC on which it holds. Nobody declares or concludes anything for ever. */
  readonly validUntil?: string | undefined
}

/** What somebody who judges a lamp elsewhere in this program says, and until when. */
export interface Verdict {
  readonly clearance: Clearance
  readonly validUntil: Moment
}

/** Which minimum facts a use case needs (law of the lamps: not every row is law, and the set depends on the profile). */
export const profiles = [
  'internalDrafting',
  'personalData',
  'annexIII',
  'publicService',
] as const satisfies readonly Profile[]

export type Profile = Bodies['useCase']['profile']

type Facts<Values extends Readonly<Record<string, string>>> = {
  readonly [Name in keyof Values]?: Fact<Values[Name]> | undefined
}

export type LicenceFacts = Facts<{
  texts: 'complete'
  claims: 'none' | 'revoked' | 'takedown'
  notices: 'shipped' | 'notNeeded'
  upstreamTerms: 'noReservation' | 'reserved'
  trainingSummary: 'present'
  memorisation: 'passed'
}>

export type DataProtectionAnswers = Facts<{
  legalBasis: 'stated'
  recordOfProcessing: 'entered'
  notices: 'published'
  dpia: 'assessed' | 'notNeeded'
  consultation: 'none' | 'waiting' | 'answered'
  opinion: 'notAsked' | 'favourable' | 'withConditions' | 'negative' | 'none'
  decisionOnOpinion: 'none' | 'reasoned'
  retention: 'set'
  recall: 'passed'
  dataClasses: 'asStated' | 'newClass'
}>

/** The class of a use case under the AI Act, and the components (by digest of their AI-BOM) for which it was signed. */
export interface SignedClass extends Fact<Bodies['aiActRecord']['class']> {
  readonly bomDigests: readonly string[]
}

export type GovernanceFacts = Facts<{
  approvals: 'standing' | 'missing'
  role: 'stated'
  prohibitedPractices: 'none' | 'present'
  transparency: 'everyChannel' | 'someChannels'
  marking: 'none' | 'sampler' | 'metadata' | 'both' | 'gapAnalysis' | 'outOfScope'
  participation:
    | 'noRepresentation'
    | 'notAffected'
    | 'informed'
    | 'agreed'
    | 'afterEffect'
    | 'arbitrated'
    | 'annexPending'
    | 'pending'
    | 'refused'
  permittedEvaluations: 'listed'
  overseer: 'named'
  training: 'done'
  managementAcceptance: 'accepted'
  drift: 'none' | 'changed'
  guidance: 'current' | 'changed'
  conformity: 'filed'
}> & { readonly class?: SignedClass | undefined }

export type SecurityFacts = Facts<{
  artefact: 'matches' | 'differs'
  chatTemplate: 'approved'
  engineVersion: 'notExploited' | 'mitigated' | 'exploited'
  patches: 'current' | 'overdue'
  isolation: 'tested'
  drill: 'passed'
  witness: 'witnessed'
  integrity: 'intact' | 'failed'
  incident: 'none' | 'open' | 'freeze'
  bsigCategory: NonNullable<Bodies['organisation']['bsig']>['category']
  controls: 'inPlace'
}>

/** A named person lets a task run on once. Whoever does so answers for it, so it has a name and a reason. */
export interface Extension {
  /** Id of the policy that asks for the task. */
  readonly policy: string
  /** Id of the person. */
  readonly person: string
  readonly reason: string
  /** ISO dates. */
  readonly extendedOn: string
  readonly until: string
}

/**
 * Everything behind the lamps of one route, as it is known now. Plain data; what runs out is sorted out by `routeLamps`. Whoever
 * freezes the facts of a lamp says that nothing in them will change, and has them read once.
 */
export interface RouteFacts {
  readonly useCaseId: string
  readonly deploymentId: string
  readonly profile: Profile
  /** ISO date on which the route came into force: from then on count tasks that nothing else gives a beginning. */
  readonly inForceOn: string
  /** Digest of the AI-BOM of what is served. */
  readonly bomDigest: string
  /** Of the licence engine, and of the check of places, contracts and transfers. */
  readonly verdicts: { readonly licence?: Verdict | undefined; readonly dataProtection?: Verdict | undefined }
  readonly licence: LicenceFacts
  readonly dataProtection: DataProtectionAnswers
  readonly governance: GovernanceFacts
  readonly security: SecurityFacts
  readonly extensions: readonly Extension[]
}

const each = {
  licence: {
    texts: true,
    claims: true,
    notices: true,
    upstreamTerms: true,
    trainingSummary: true,
    memorisation: true,
  } satisfies Record<keyof LicenceFacts, true>,
  dataProtection: {
    legalBasis: true,
    recordOfProcessing: true,
    notices: true,
    dpia: true,
    consultation: true,
    opinion: true,
    decisionOnOpinion: true,
    retention: true,
    recall: true,
    dataClasses: true,
  } satisfies Record<keyof DataProtectionAnswers, true>,
  governance: {
    approvals: true,
    role: true,
    class: true,
    prohibitedPractices: true,
    transparency: true,
    marking: true,
    participation: true,
    permittedEvaluations: true,
    overseer: true,
    training: true,
    managementAcceptance: true,
    drift: true,
    guidance: true,
    conformity: true,
  } satisfies Record<keyof GovernanceFacts, true>,
  security: {
    artefact: true,
    chatTemplate: true,
    engineVersion: true,
    patches: true,
    isolation: true,
    drill: true,
    witness: true,
    integrity: true,
    incident: true,
    bsigCategory: true,
    controls: true,
  } satisfies Record<keyof SecurityFacts, true>,
} as const

/** Names of the facts of each lamp. A fact that is left out here does not compile. */
export const factNames = {
  licence: Object.keys(each.licence),
  dataProtection: Object.keys(each.dataProtection),
  governance: Object.keys(each.governance),
  security: Object.keys(each.security),
} as const satisfies Readonly<Record<keyof typeof each, readonly string[]>>
