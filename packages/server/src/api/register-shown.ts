// Objects of the register as the control API shows them.
import type {
  ActView,
  ObjectSummary,
  ObjectView,
  StandingView,
  VersionDetail,
  VersionView,
} from '@stellwerk/contract/api/register-answers'
import type { Act } from '@stellwerk/contract/register/act'
import type { Standing } from '@stellwerk/policy/standing'

import type { KnownVersion, SaidComment } from '../register-desk.ts'

const moment = (at: number): string => new Date(at).toISOString()

export function shownVersion({ version, state, turnedAt, cause }: KnownVersion): VersionView {
  const { kind, id, number, digest, previous, author, createdAt, opinionDueOn, body } = version
  return {
    kind,
    id,
    number,
    digest,
    previous,
    author,
    createdAt: moment(createdAt),
    ...(opinionDueOn === undefined ? {} : { opinionDueOn }),
    state,
    turnedAt: moment(turnedAt),
    ...(cause === undefined ? {} : { cause }),
    body,
  }
}

export function shownAct({ object, actedAt, withdrawnAt, ...said }: Act): ActView {
  return {
    ...said,
    digest: object.digest,
    actedAt: moment(actedAt),
    ...(withdrawnAt === undefined ? {} : { withdrawnAt: moment(withdrawnAt) }),
  }
}

export function shownStanding(standing: Standing): StandingView {
  const { state, stands, missing, voided, refusals, cautions, validUntil } = standing
  return {
    state,
    stands: stands.map(({ required, act }) => ({ required: shownRequired(required), act: act.id })),
    missing: missing.map(({ required, suppliers }) => ({ required: shownRequired(required), suppliers })),
    voided: voided.map(({ act, why }) => ({ act: act.id, why })),
    refusals: refusals.map(({ id }) => id),
    cautions: [...cautions],
    ...(validUntil === undefined ? {} : { validUntil: moment(validUntil) }),
  }
}

function shownRequired({
  kind,
  role,
  because,
  answers,
}: Standing['missing'][number]['required']): StandingView['missing'][number]['required'] {
  return { kind, role, because, ...(answers === undefined ? {} : { answers }) }
}

/** @param history of one object, not empty */
export function shownSummary(history: readonly [KnownVersion, ...KnownVersion[]]): ObjectSummary {
  const newest = newestOf(history)
  const inForce = history.findLast(({ state }) => state === 'inForce')?.version
  const { id, number, digest, createdAt, body } = newest.version
  return {
    id,
    title: body.title,
    newest: { number, digest, state: newest.state, createdAt: moment(createdAt) },
    inForce: inForce === undefined ? null : { number: inForce.number, digest: inForce.digest },
  }
}

/** @param history of one object, not empty */
export function shownObject(history: readonly [KnownVersion, ...KnownVersion[]], standing: Standing): ObjectView {
  const newest = newestOf(history)
  const inForce = history.findLast(({ state }) => state === 'inForce')
  const { kind, id } = newest.version
  return {
    kind,
    id,
    newest: shownVersion(newest),
    inForce: inForce === undefined ? null : shownVersion(inForce),
    standing: shownStanding(standing),
  }
}

export function newestOf(history: readonly [KnownVersion, ...KnownVersion[]]): KnownVersion {
  return history.at(-1) ?? history[0]
}

export function shownDetail(
  known: KnownVersion,
  said: { readonly standing: Standing; readonly acts: readonly Act[]; readonly comments: readonly SaidComment[] },
): VersionDetail {
  return {
    version: shownVersion(known),
    standing: shownStanding(said.standing),
    acts: said.acts.map(shownAct),
    comments: said.comments.map(shownComment),
  }
}

export function shownComment({ id, person, at, text }: SaidComment): VersionDetail['comments'][number] {
  return { id, person, at: moment(at), text }
}
