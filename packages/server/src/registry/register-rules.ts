// What the register lets people do, said before the store says it once more.
import type { Act, StatedAct } from '@stellwerk/contract/register/act'
import { outcomesOf, rolesOf } from '@stellwerk/contract/register/act-words'
import { type Bodies, isObjectId, parseBody } from '@stellwerk/contract/register/body'
import { ConfigInvalid } from '@stellwerk/contract/config-problem'
import { GatewayError } from '@stellwerk/contract/error'
import type { ObjectKind } from '@stellwerk/contract/register/kind'
import { localOperator, type Role, roleNames, roles } from '@stellwerk/contract/register/role'
import type { ObjectReference, ObjectVersion } from '@stellwerk/contract/register/version'
import type { RequiredAct } from '@stellwerk/policy/required-acts'
import type { Entitled } from '@stellwerk/policy/standing'

import type { StoredVersion } from './register-store.ts'

/**
 * Who asks for a change. A key is nobody: it proposes and approves nothing. The control socket is the local operator, who proposes and
 * imposes, and says nothing about a version.
 */
export type Actor =
  | { readonly via: 'session'; readonly person: string }
  | { readonly via: 'key'; readonly keyId: string }
  | { readonly via: 'socket' }

/** Milliseconds of a day. */
const dayMs = 86_400_000

/** Roles that keep objects which nobody has to approve. */
const keepers: readonly Role[] = ['administrator', 'owner', 'itSecurity', 'management', 'dataProtectionOfficer']

/** Roles that can ask for something that others approve. */
const askers: readonly Role[] = [...keepers, 'employeeRepresentation', 'operator', 'member']

/** Roles that can take back what others proposed or approved. */
const enders: readonly Role[] = [
  'administrator',
  'owner',
  'itSecurity',
  'management',
  'dataProtectionOfficer',
  'operator',
]

/** @throws GatewayError act_by_key */
export function personOf(actor: Actor): string {
  if (actor.via !== 'session') throw new GatewayError('act_by_key')
  return actor.person
}

/** @throws GatewayError act_by_key */
export function authorOf(actor: Actor): string {
  return actor.via === 'socket' ? localOperator : personOf(actor)
}

/** Roles that somebody holds at a moment, or acts in for somebody else. */
export function rolesHeld(person: string, entitled: Entitled, now: number): readonly Role[] {
  const isLent = (role: Role): boolean =>
    entitled.delegations.some(
      (one) =>
        one.to === person &&
        one.role === role &&
        one.fromAt <= now &&
        now < one.untilAt &&
        one.endedAt === undefined &&
        holds(one.from, role, entitled, now),
    )
  return roles.filter((role) => holds(person, role, entitled, now) || isLent(role))
}

/** @throws GatewayError register_invalid */
export function checkedBody(kind: ObjectKind, id: string, body: unknown): Bodies[ObjectKind] {
  if (!isObjectId(kind, id))
    throw new GatewayError('register_invalid', {
      details: {
        path: 'id',
        problem: 'cannot be the id of such an object',
        problemDe: 'kann so ein Objekt nicht heißen',
      },
    })
  try {
    return parseBody(kind, body)
  } catch (cause) {
    if (!(cause instanceof ConfigInvalid)) throw cause
    const [{ path, problem }] = cause.problems
    throw new GatewayError(
      'register_invalid',
      { details: { path, problem: problem.en, problemDe: problem.de } },
      { cause },
    )
  }
}

/**
 * Days that the data protection officer is given at least: who was given until yesterday was not asked (Art. 38(1) GDPR: properly and in
 * a timely manner). The law names no number; checked 2026-11-24.
 */
const opinionDaysMin = 7

/** @throws GatewayError register_invalid */
export function mustBeTimely(opinionDueOn: string | undefined, now: number): void {
  if (opinionDueOn === undefined) return
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(opinionDueOn) && !Number.isNaN(Date.parse(opinionDueOn))
  if (isDay && Date.parse(opinionDueOn) >= now + opinionDaysMin * dayMs) return
  throw new GatewayError('register_invalid', {
    details: {
      path: 'opinionDueOn',
      problem: `must be a day (2027-03-31) at least ${opinionDaysMin} days ahead`,
      problemDe: `muss ein Tag (2027-03-31) sein, der mindestens ${opinionDaysMin} Tage voraus liegt`,
    },
  })
}

export function objectName({ kind, id }: Pick<ObjectReference, 'id' | 'kind'>): string {
  return `${kind}/${id}`
}

/** @throws GatewayError act_not_entitled */
export function mayPropose(actor: Actor, required: readonly RequiredAct[], entitled: Entitled, now: number): void {
  if (actor.via === 'socket') return
  const person = personOf(actor)
  const wanted = required.length === 0 ? keepers : askers
  if (!wanted.some((role) => holds(person, role, entitled, now))) throw notEntitled(wanted)
}

/** @throws GatewayError register_state, act_by_key, act_not_entitled */
export function mayEnd(actor: Actor, { version, state }: StoredVersion, entitled: Entitled, now: number): void {
  if (state !== 'proposed' && state !== 'inForce')
    throw new GatewayError('register_state', { details: { object: objectName(version), state } })
  if (actor.via === 'socket') return
  const person = personOf(actor)
  if (person !== version.author && !enders.some((role) => holds(person, role, entitled, now))) throw notEntitled(enders)
}

/** @throws GatewayError act_not_entitled */
export function mayWithdraw(person: string, act: Act, entitled: Entitled, now: number): void {
  const isOwn = person === act.person || person === act.delegatedBy
  if (!isOwn && !holds(person, act.role, entitled, now)) throw notEntitled([act.role])
}

/**
 * Whether somebody may say this about this version now.
 *
 * @throws GatewayError with a code of `register/problem.ts`
 */
export function checkedAct(said: {
  readonly person: string
  readonly object: ObjectReference
  readonly stated: StatedAct
  readonly stored: StoredVersion | undefined
  readonly newest: ObjectVersion | undefined
  readonly acts: readonly Act[]
  readonly entitled: Entitled
  readonly now: number
}): void {
  const { person, object, stated, stored, newest, acts, entitled, now } = said
  const details = { object: objectName(object), state: stored?.state ?? 'unknown' }
  if (stored === undefined || stored.version.kind !== object.kind || stored.version.id !== object.id)
    throw new GatewayError('act_digest_stale', { details })
  if (stored.state !== 'proposed' || newest?.digest !== object.digest) throw new GatewayError('act_closed', { details })
  mustGoTogether(stated)
  const people = stated.delegatedBy === undefined ? [person] : [person, stated.delegatedBy]
  if (people.includes(stored.version.author)) throw new GatewayError('act_by_author')
  const spoken = new Set(acts.flatMap((act) => [act.person, act.delegatedBy]))
  if (people.some((one) => spoken.has(one))) throw new GatewayError('act_twice')
  mustBeHeld(person, stated, entitled, now)
  mustBeDue(stated, stored.version, now)
  mustAnswer(stated, acts)
}

function mustGoTogether({ kind, role, outcome, document, delegatedBy }: StatedAct): void {
  const isNoted = role !== 'administrator' || outcome === 'none' || (outcome === 'informed' && document !== undefined)
  if (!outcomesOf[kind].includes(outcome) || !rolesOf[kind].includes(role) || !isNoted || delegatedBy === '')
    throw new GatewayError('act_malformed', { details: { kind, role, outcome } })
  if (outcome === 'agreed' && document === undefined) throw new GatewayError('act_document_missing')
}

function mustBeHeld(person: string, { role, delegatedBy }: StatedAct, entitled: Entitled, now: number): void {
  const holder = delegatedBy ?? person
  const isLent =
    delegatedBy === undefined ||
    entitled.delegations.some(
      (one) =>
        one.from === delegatedBy &&
        one.to === person &&
        one.role === role &&
        one.fromAt <= now &&
        now < one.untilAt &&
        one.endedAt === undefined,
    )
  if (!isLent || !holds(holder, role, entitled, now)) throw notEntitled([role])
}

function mustBeDue({ outcome }: StatedAct, { opinionDueOn }: ObjectVersion, now: number): void {
  if (outcome !== 'none') return
  if (opinionDueOn === undefined || now < Date.parse(opinionDueOn) + dayMs)
    throw new GatewayError('act_too_early', { details: opinionDueOn === undefined ? {} : { opinionDueOn } })
}

/** Characters of the reason with which management goes on in spite of a negative opinion. */
const reasonCharactersMin = 20

function mustAnswer({ kind, role, answers, comment }: StatedAct, acts: readonly Act[]): void {
  if (answers === undefined) return
  const isNegative = acts.some((act) => act.id === answers && act.outcome === 'negative')
  const isReasoned = (comment ?? '').trim().length >= reasonCharactersMin
  if (!isNegative || !isReasoned || kind !== 'approve' || role !== 'management')
    throw new GatewayError('act_answers_nothing')
}

function holds(person: string, role: Role, { grants }: Entitled, now: number): boolean {
  return grants.some(
    (grant) =>
      grant.person === person &&
      grant.role === role &&
      grant.from <= now &&
      (grant.until === undefined || now < grant.until) &&
      grant.endedAt === undefined,
  )
}

function notEntitled(wanted: readonly Role[]): GatewayError {
  const [role = 'administrator'] = wanted
  const listed = (language: 'de' | 'en'): string => wanted.map((one) => roleNames[one][language]).join(' / ')
  return new GatewayError('act_not_entitled', { details: { role, roleDe: listed('de'), roleEn: listed('en') } })
}
