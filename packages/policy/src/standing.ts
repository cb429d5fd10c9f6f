// Whether the acts that a version needs stand: which do, which are missing and who can supply them, which are void and why.
import type { Act } from '@stellwerk/contract/register/act'
import type { Delegation, Role, RoleGrant } from '@stellwerk/contract/register/role'
import type { ObjectReference } from '@stellwerk/contract/register/version'

import { type RequiredAct, withDecisions } from './required-acts.ts'

/** Why an act does not count. */
export type VoidReason =
  | 'otherDigest'
  | 'withdrawn'
  | 'expired'
  | 'documentExpired'
  | 'documentMissing'
  | 'byAuthor'
  | 'personTwice'
  | 'roleEnded'
  | 'notEntitled'
  | 'tooEarly'

export interface VoidAct {
  readonly act: Act
  readonly why: VoidReason
}

/** An act that is missing, and how many people could supply it now: nobody means that a role has to be filled first. */
export interface MissingAct {
  readonly required: RequiredAct
  readonly suppliers: number
}

/** What is to be shown as a caution although everything stands. */
export type StandingCaution = 'negativeOpinion' | 'opinionWithConditions' | 'noOpinion'

export interface Standing {
  /** `refused` when an office said no and did not take it back. */
  readonly state: 'complete' | 'incomplete' | 'refused'
  readonly stands: readonly { readonly required: RequiredAct; readonly act: Act }[]
  readonly missing: readonly MissingAct[]
  readonly voided: readonly VoidAct[]
  readonly refusals: readonly Act[]
  readonly cautions: readonly StandingCaution[]
  /** First moment at which one of the acts that stand runs out, in milliseconds since the epoch. */
  readonly validUntil?: number | undefined
}

/** A version, as far as the question goes which acts stand for it. */
export interface Judgeable extends ObjectReference {
  readonly author: string
  /** Last day on which the data protection officer is waited for (ISO date, UTC). */
  readonly opinionDueOn?: string | undefined
  /** Acts on a version that came into force are applied: who lost the role afterwards has approved all the same. */
  readonly isApplied: boolean
}

/** Who may act: roles that people hold, and those that they let others act in. */
export interface Entitled {
  readonly grants: readonly RoleGrant[]
  readonly delegations: readonly Delegation[]
}

/** Characters of the reason with which management goes on in spite of a negative opinion. */
const reasonCharactersMin = 20

/** Milliseconds of a day. */
const dayMs = 86_400_000

/**
 * Which of the required acts stand at this moment.
 *
 * @param required what the version needs by its facts; what a negative opinion adds is added here
 * @param now milliseconds since the epoch
 */
export function standing(
  version: Judgeable,
  required: readonly RequiredAct[],
  acts: readonly Act[],
  entitled: Entitled,
  now: number,
): Standing {
  const { counting, voided } = sorted(version, acts, entitled, now)
  const needed = withDecisions(required, counting)
  const stands: { required: RequiredAct; act: Act }[] = []
  const missing: MissingAct[] = []
  for (const one of needed) {
    const act = counting.find((candidate) => meets(candidate, one))
    if (act === undefined)
      missing.push({ required: one, suppliers: suppliersOf(one.role, version, acts, entitled, now) })
    else stands.push({ required: one, act })
  }
  const refusals = counting.filter(({ outcome }) => outcome === 'refused')
  const ends = stands.flatMap(({ act }) => endsOf(act))
  return {
    state: refusals.length > 0 ? 'refused' : missing.length > 0 ? 'incomplete' : 'complete',
    stands,
    missing,
    voided,
    refusals,
    cautions: cautionsOf(stands.map(({ act }) => act)),
    ...(ends.length === 0 ? {} : { validUntil: Math.min(...ends) }),
  }
}

/** In the order in which they were made: of two acts of one person the first counts. */
function sorted(
  version: Judgeable,
  acts: readonly Act[],
  entitled: Entitled,
  now: number,
): { readonly counting: readonly Act[]; readonly voided: readonly VoidAct[] } {
  const counting: Act[] = []
  const voided: VoidAct[] = []
  const people = new Set<string>([version.author])
  for (const act of acts.toSorted((one, other) => one.actedAt - other.actedAt)) {
    const why = voidBy(act, version, entitled, now) ?? repeated(act, people, version.author)
    if (why === undefined) {
      counting.push(act)
      for (const person of peopleIn(act)) people.add(person)
    } else voided.push({ act, why })
  }
  return { counting, voided }
}

/** Whoever acts in somebody's place uses up both: else one person could speak once as itself and once through another. */
function peopleIn({ person, delegatedBy }: Act): readonly string[] {
  return delegatedBy === undefined ? [person] : [person, delegatedBy]
}

function repeated(act: Act, people: ReadonlySet<string>, author: string): VoidReason | undefined {
  const found = peopleIn(act).filter((person) => people.has(person))
  if (found.length === 0) return undefined
  return found.includes(author) ? 'byAuthor' : 'personTwice'
}

function voidBy(act: Act, version: Judgeable, entitled: Entitled, now: number): VoidReason | undefined {
  const { object, withdrawnAt, kind, outcome, document, expiresOn } = act
  if (object.digest !== version.digest || object.kind !== version.kind || object.id !== version.id) return 'otherDigest'
  if (withdrawnAt !== undefined) return 'withdrawn'
  if (!heldAt(act, entitled, act.actedAt)) return 'notEntitled'
  // A no outlives the role and the day of whoever said it; it is taken back, or another version is proposed.
  if (outcome === 'refused' || outcome === 'negative') return undefined
  if (expiresOn !== undefined && now >= endOf(expiresOn)) return 'expired'
  if (kind === 'agreement' && outcome === 'agreed' && document === undefined) return 'documentMissing'
  if (document?.validUntil !== undefined && now >= endOf(document.validUntil)) return 'documentExpired'
  if (!version.isApplied && !heldAt(act, entitled, now)) return 'roleEnded'
  return isTooEarly(act, version) ? 'tooEarly' : undefined
}

/** That no opinion came can be noted only after the day that the request set. */
function isTooEarly({ kind, outcome, actedAt }: Act, { opinionDueOn }: Judgeable): boolean {
  if (kind !== 'opinion' || outcome !== 'none') return false
  return opinionDueOn === undefined || actedAt < endOf(opinionDueOn)
}

function heldAt({ person, role, delegatedBy }: Act, { grants, delegations }: Entitled, at: number): boolean {
  if (delegatedBy === undefined) return grants.some((grant) => isHeld(grant, person, role, at))
  return (
    grants.some((grant) => isHeld(grant, delegatedBy, role, at)) &&
    delegations.some((one) => one.to === person && one.from === delegatedBy && isDelegated(one, role, at))
  )
}

function isHeld(grant: RoleGrant, person: string, role: Role, at: number): boolean {
  if (grant.person !== person || grant.role !== role || at < grant.from) return false
  return (grant.until === undefined || at < grant.until) && (grant.endedAt === undefined || at < grant.endedAt)
}

function isDelegated(one: Delegation, role: Role, at: number): boolean {
  if (one.role !== role || one.from === one.to) return false
  return one.fromAt <= at && at < one.untilAt && (one.endedAt === undefined || at < one.endedAt)
}

/** Administration notes what did not happen or was handed over; it stands for the role that it was about. */
function meets(act: Act, required: RequiredAct): boolean {
  if (act.kind !== required.kind || act.outcome === 'refused') return false
  if (required.answers !== undefined && !isReasoned(act, required.answers)) return false
  switch (act.kind) {
    case 'approve':
    case 'agreement':
      return act.role === required.role
    case 'opinion':
      return act.role === required.role || (act.role === 'administrator' && act.outcome === 'none')
    case 'information':
      return act.role === required.role || (act.role === 'administrator' && act.document !== undefined)
  }
}

function isReasoned({ answers, comment }: Act, opinionId: string): boolean {
  return answers === opinionId && (comment ?? '').trim().length >= reasonCharactersMin
}

/** People who hold the role, are not the author, and have not said anything about this version. */
function suppliersOf(
  role: Role,
  { author, digest }: Judgeable,
  acts: readonly Act[],
  { grants }: Entitled,
  now: number,
): number {
  const spoken = new Set(acts.filter(({ object }) => object.digest === digest).flatMap(peopleIn))
  const able = grants.filter(({ person }) => person !== author && !spoken.has(person))
  return new Set(able.filter((grant) => isHeld(grant, grant.person, role, now)).map(({ person }) => person)).size
}

function cautionsOf(acts: readonly Act[]): readonly StandingCaution[] {
  const opinions = acts.filter(({ kind }) => kind === 'opinion').map(({ outcome }) => outcome)
  return [
    ...(opinions.includes('negative') ? (['negativeOpinion'] as const) : []),
    ...(opinions.includes('withConditions') ? (['opinionWithConditions'] as const) : []),
    ...(opinions.includes('none') ? (['noOpinion'] as const) : []),
  ]
}

function endsOf({ expiresOn, document }: Act): readonly number[] {
  return [expiresOn, document?.validUntil].filter((day) => day !== undefined).map(endOf)
}

/** First moment after a day (ISO date, UTC). */
function endOf(day: string): number {
  return Date.parse(day) + dayMs
}
