// Who may give whom which role. Pure: grants and a moment in, a reason or nothing out.
//
// What guards against the employer comes from nobody but those who hold it, or from the link of set-up while nobody ever did (Art. 38(3),
// (6) GDPR; § 78 BetrVG). What approves needs two administrators, so that none makes up their own approval. Checked 2026-11-24.
import type { Text } from '@stellwerk/contract/language'
import { protectedRoles, type Role, type RoleGrant, type GrantWay } from '@stellwerk/contract/register/role'

/** Roles whose people approve. */
const approvingRoles = ['owner', 'itSecurity', 'management'] as const satisfies readonly Role[]

const isIn = (roles: readonly Role[], role: Role): boolean => roles.includes(role)

export const isProtected = (role: Role): boolean => isIn(protectedRoles, role)

const isApproving = (role: Role): boolean => isIn(approvingRoles, role)

/** Roles that a link of set-up may carry. */
const setUpRoles = (role: Role): boolean => isProtected(role) || isApproving(role) || role === 'administrator'

const refusals = {
  self: { de: 'niemand gibt sich selbst eine Rolle', en: 'nobody gives themselves a role' },
  notHolder: {
    de: 'nur wer sie innehat, gibt sie weiter; beim Einrichten ein Link aus dem Terminal',
    en: 'only somebody who holds it passes it on; at set-up, a link from the terminal',
  },
  notAdministrator: { de: 'das tut die Administration', en: 'administration does that' },
  notSecond: { de: 'zustimmen muss eine zweite Person der Administration', en: 'a second administrator has to agree' },
  notByLink: {
    de: 'ein Link verleiht sie nur beim Einrichten; danach braucht es zwei Personen der Administration',
    en: 'a link gives it at set-up only; after that it takes two administrators',
  },
  setUpOver: {
    de: 'jemand hatte sie schon, das Einrichten ist damit vorbei',
    en: 'somebody held it already, so set-up is over',
  },
  held: { de: 'die Person hat sie schon', en: 'the person holds it already' },
} as const satisfies Record<string, Text>

export type RoleRefusal = keyof typeof refusals

export function roleRefusalText(refusal: RoleRefusal): Text {
  return refusals[refusal]
}

export interface RoleFacts {
  readonly grants: readonly RoleGrant[]
  /** Milliseconds since the epoch. */
  readonly now: number
}

function stands({ from, until, endedAt }: RoleGrant, now: number): boolean {
  return from <= now && (until === undefined || now < until) && endedAt === undefined
}

/** Grants of a person that stand. */
export function grantsOf({ grants, now }: RoleFacts, person: string): readonly RoleGrant[] {
  return grants.filter((grant) => grant.person === person && stands(grant, now))
}

function holds(facts: RoleFacts, person: string, role: Role): boolean {
  return grantsOf(facts, person).some((grant) => grant.role === role)
}

/** Everybody who holds a role, each once. */
export function holdersOf({ grants, now }: RoleFacts, role: Role): readonly string[] {
  return [...new Set(grants.filter((grant) => grant.role === role && stands(grant, now)).map(({ person }) => person))]
}

const wasEverHeld = ({ grants }: RoleFacts, role: Role): boolean => grants.some((grant) => grant.role === role)

/** Whether a role needs a second administrator now. The only administrator may call in another one, or there would never be two. */
export function needsSecond(facts: RoleFacts, role: Role): boolean {
  return isApproving(role) || (role === 'administrator' && holdersOf(facts, 'administrator').length > 1)
}

/** Why somebody cannot give a role, or have it proposed to a second administrator. */
export function giveRefusal(
  facts: RoleFacts,
  { person, role, by }: { readonly person: string; readonly role: Role; readonly by: string },
): RoleRefusal | undefined {
  if (person === by) return 'self'
  if (isProtected(role) && !holds(facts, by, role)) return 'notHolder'
  if (!isProtected(role) && !holds(facts, by, 'administrator')) return 'notAdministrator'
  return holds(facts, person, role) ? 'held' : undefined
}

/** Why somebody cannot be the second one to a proposal. */
export function secondRefusal(
  facts: RoleFacts,
  {
    person,
    role,
    by,
    second,
  }: { readonly person: string; readonly role: Role; readonly by: string; readonly second: string },
): RoleRefusal | undefined {
  if (second === by || second === person || !holds(facts, second, 'administrator')) return 'notSecond'
  // Whoever proposed may be administrator no more.
  return giveRefusal(facts, { person, role, by })
}

/** Why a link cannot carry a role. `madeBy` is undefined for one from the terminal. */
export function linkRefusal(facts: RoleFacts, role: Role, madeBy: string | undefined): RoleRefusal | undefined {
  if (madeBy === undefined) {
    if (!setUpRoles(role)) return 'notAdministrator'
    return wasEverHeld(facts, role) ? 'setUpOver' : undefined
  }
  if (isProtected(role)) return holds(facts, madeBy, role) ? undefined : 'notHolder'
  if (needsSecond(facts, role)) return 'notByLink'
  return holds(facts, madeBy, 'administrator') ? undefined : 'notAdministrator'
}

/** Why somebody cannot end a grant. The local operator, who is nobody here, can: it only takes away. */
export function endRefusal(facts: RoleFacts, grant: RoleGrant, by: string | undefined): RoleRefusal | undefined {
  if (by === undefined || by === grant.person) return undefined
  if (isProtected(grant.role)) return holds(facts, by, grant.role) ? undefined : 'notHolder'
  return holds(facts, by, 'administrator') ? undefined : 'notAdministrator'
}

/** Why somebody cannot make anew how another signs in. */
export function resetRefusal(facts: RoleFacts, person: string, by: string): RoleRefusal | undefined {
  if (person === by) return 'self'
  return holds(facts, by, 'administrator') ? undefined : 'notAdministrator'
}

/** What a reset by somebody else suspends: whoever made it could otherwise speak for the person. */
export function suspendedByReset(facts: RoleFacts, person: string): readonly RoleGrant[] {
  return grantsOf(facts, person).filter(
    ({ role }) => isProtected(role) || isApproving(role) || role === 'administrator',
  )
}

/** What changes when a provider names these groups: roles that come with them, and those that came with others. */
export function groupChanges(
  facts: RoleFacts,
  person: string,
  roles: readonly Role[],
): { readonly come: readonly Role[]; readonly go: readonly RoleGrant[] } {
  const held = grantsOf(facts, person)
  const wanted = [...new Set(roles)].filter((role) => !isProtected(role))
  return {
    come: wanted.filter((role) => !held.some((grant) => grant.role === role)),
    go: held.filter(({ how, role }) => how === 'group' && !wanted.includes(role)),
  }
}

/** How a role comes to whoever uses a link. */
export function wayOfLink(madeBy: string | undefined): GrantWay {
  return madeBy === undefined ? 'setup' : 'oneTimeLink'
}
