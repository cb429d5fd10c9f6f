// Who makes a call of the control API, and whether they may.
import type { ApiRoute } from '@stellwerk/contract/api/route'
import { GatewayError } from '@stellwerk/contract/error'
import { type Role, roleNames } from '@stellwerk/contract/register/role'

import type { Actor, Present, RegisterDesk, SessionDesk } from '../register-desk.ts'
import { bearerSecret, cookieSecret, mustBeOurPage, type SessionDoor } from '../session-door.ts'

export type Caller =
  | { readonly via: 'nobody' }
  | { readonly via: 'socket' }
  | {
      readonly via: 'session'
      readonly person: string
      readonly roles: readonly Role[]
      readonly session: Present
    }

/** What the control API needs of people. */
export interface CallerHouse {
  readonly sessions: SessionDesk
  readonly register: Pick<RegisterDesk, 'rolesOf'>
  /** Known once the port is. */
  readonly door: () => SessionDoor
}

/**
 * Whoever stands behind a request over the network. A cookie counts only where our own page sent it; a key for models is nobody here.
 *
 * @throws GatewayError sign_in_elsewhere, sign_in_insecure
 */
export async function callerOf(request: Request, { sessions, register, door }: CallerHouse): Promise<Caller> {
  const token = bearerSecret(request)
  const secret = token ?? cookieSecret(request, door())
  const session =
    secret === undefined ? undefined : await sessions.of(secret, token === undefined ? 'browser' : 'terminal')
  if (session === undefined) return { via: 'nobody' }
  if (token === undefined) mustBeOurPage(request, door(), 'call')
  return { via: 'session', person: session.personId, roles: await register.rolesOf(session.personId), session }
}

/**
 * Refuses whoever may not make this call.
 *
 * @throws GatewayError sign_in_required, not_permitted, local_operator, sign_in_stale
 */
export function mustBeAdmitted(caller: Caller, { who }: Pick<ApiRoute, 'who'>): void {
  if (who.people === 'everybody') return
  switch (caller.via) {
    case 'nobody':
      throw new GatewayError('sign_in_required')
    case 'socket':
      if (!who.operator) throw new GatewayError('local_operator')
      return
    case 'session':
      mustHoldOne(caller.roles, who.people)
      if (who.isFresh === true) caller.session.mustBeFresh()
  }
}

function mustHoldOne(held: readonly Role[], wanted: Exclude<ApiRoute['who']['people'], 'everybody'>): void {
  if (wanted === 'signedIn') return
  const roles = wanted === 'nobody' ? [] : wanted
  if (roles.some((role) => held.includes(role))) return
  const named = (language: 'de' | 'en'): string => roles.map((role) => roleNames[role][language]).join(', ')
  const local = { de: 'der lokale Betrieb', en: 'the local operator' }
  throw new GatewayError('not_permitted', {
    details: { rolesDe: named('de') || local.de, rolesEn: named('en') || local.en },
  })
}

/** @throws GatewayError sign_in_required */
export function actorOf(caller: Caller): Actor {
  switch (caller.via) {
    case 'nobody':
      throw new GatewayError('sign_in_required')
    case 'socket':
      return { via: 'socket' }
    case 'session':
      return { via: 'session', person: caller.person }
  }
}
