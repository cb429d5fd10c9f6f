// Who may say what in the register. A role is held by a person, never by a key or a process.
import type { Text } from '../language.ts'

/**
 * `administrator` keeps objects and people and approves nothing; `operator` has keys and engines and imposes; `auditor` reads;
 * `member` uses.
 */
export const roles = [
  'owner',
  'itSecurity',
  'management',
  'dataProtectionOfficer',
  'employeeRepresentation',
  'administrator',
  'operator',
  'auditor',
  'member',
] as const

export type Role = (typeof roles)[number]

/**
 * Roles that guard against the employer: a group of its identity provider alone never grants one. Art. 38(3), (6) GDPR; § 78
 * BetrVG. Checked 2026-11-24.
 */
export const protectedRoles = ['dataProtectionOfficer', 'employeeRepresentation'] as const satisfies readonly Role[]

export const roleNames: Readonly<Record<Role, Text>> = {
  owner: { de: 'fachlich Verantwortliche', en: 'business owner' },
  itSecurity: { de: 'IT-Sicherheit', en: 'IT security' },
  management: { de: 'Leitung', en: 'management' },
  dataProtectionOfficer: { de: 'Datenschutzbeauftragte', en: 'data protection officer' },
  employeeRepresentation: { de: 'Beschäftigtenvertretung', en: 'employee representation' },
  administrator: { de: 'Administration', en: 'administration' },
  operator: { de: 'Betrieb', en: 'operator' },
  auditor: { de: 'Prüfung', en: 'auditor' },
  member: { de: 'Nutzende', en: 'member' },
}

/**
 * Author of what came over the control socket. It has the form of an id of a person, holds no role, never signs in and says nothing
 * about a version: behind it stands whoever may open the data directory.
 */
export const localOperator = 'local-operator-control'

/**
 * How somebody came by a role. `setup`: the one-time link of the first start; `oneTimeLink`: a link that was handed over; `holder`:
 * somebody who holds it enrolled another; `administrator`; `group`: a group of the identity provider.
 */
export const grantWays = ['setup', 'oneTimeLink', 'holder', 'administrator', 'group'] as const

export type GrantWay = (typeof grantWays)[number]

/** Ways to a protected role. */
export const protectedWays = ['setup', 'oneTimeLink', 'holder'] as const satisfies readonly GrantWay[]

/** How a role came to its end before its time. `suspended`: an administrator reset how the person signs in. */
export const endWays = ['ended', 'suspended', 'group'] as const

export type EndWay = (typeof endWays)[number]

/** That a person holds a role. Moments are milliseconds since the epoch; `until` is not included. */
export interface RoleGrant {
  readonly id: string
  readonly person: string
  readonly role: Role
  readonly from: number
  readonly until?: number | undefined
  readonly how: GrantWay
  /** Who granted it; nobody at set-up and where a group did. */
  readonly by?: string | undefined
  /** When it ended before its time. */
  readonly endedAt?: number | undefined
}

/** That the holder of a role lets somebody else act in it for a while. It cannot be handed on. */
export interface Delegation {
  readonly id: string
  readonly role: Role
  readonly from: string
  readonly to: string
  readonly fromAt: number
  /** Not included. A delegation without an end would be a grant. */
  readonly untilAt: number
  readonly endedAt?: number | undefined
}
