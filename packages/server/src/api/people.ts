// Calls about oneself, one's sessions, and who holds which role. Of people only ids are told here.
import type { GrantView, MeView, SessionView } from '@stellwerk/contract/api/office-answers'
import { GatewayError } from '@stellwerk/contract/error'
import type { RoleGrant } from '@stellwerk/contract/register/role'

import type { RegisterDesk, SessionDesk, SignedIn } from '../register-desk.ts'
import type { ApiCall } from './call.ts'
import { jsonAnswer } from './wish.ts'

export interface PeopleHouse {
  readonly sessions: SessionDesk
  readonly register: Pick<RegisterDesk, 'grants'>
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export function showMe({ caller }: ApiCall): Response {
  const shown: MeView =
    caller.via === 'session'
      ? { person: caller.person, via: 'session', roles: [...caller.roles], session: shownSession(caller.session, true) }
      : { person: null, via: 'socket', roles: [], session: null }
  return jsonAnswer(200, shown)
}

export async function listSessions({ caller }: ApiCall, { sessions }: PeopleHouse): Promise<Response> {
  if (caller.via !== 'session') throw new GatewayError('sign_in_required')
  const open = await sessions.list(caller.person)
  return jsonAnswer(200, { sessions: open.map((one) => shownSession(one, one.id === caller.session.id)) })
}

/** Only one's own: an id of somebody else's session is not found. */
export async function endSession(call: ApiCall, house: PeopleHouse): Promise<Response> {
  if (call.caller.via !== 'session') throw new GatewayError('sign_in_required')
  const isEnded = await house.sessions.end(call.caller.person, call.parameters['id'] ?? '')
  if (!isEnded) throw new GatewayError('not_found', { details: { what: 'session' } })
  return listSessions(call, house)
}

export async function listRoles(_call: ApiCall, { register, now }: PeopleHouse): Promise<Response> {
  const at = now()
  const held = (await register.grants()).filter((grant) => isHeld(grant, at))
  return jsonAnswer(200, { grants: held.map(shownGrant) })
}

function isHeld({ from, until, endedAt }: RoleGrant, at: number): boolean {
  return from <= at && (until === undefined || at < until) && (endedAt === undefined || at < endedAt)
}

function shownGrant({ id, person, role, how, from, until }: RoleGrant): GrantView {
  return { id, person, role, how, from: moment(from), ...(until === undefined ? {} : { until: moment(until) }) }
}

function shownSession({ id, kind, way, signedInAt }: SignedIn, isThis: boolean): SessionView {
  return { id, kind, way, signedInAt: moment(signedInAt), isThis }
}

function moment(at: number): string {
  return new Date(at).toISOString()
}
