// Who may do what in the control API: one table, by what is done and to which kind of object. The register checks once more what depends on the
// version itself: whether somebody wrote it, holds the role of an act, or has spoken already.
import type { ObjectKind } from '../register/kind.ts'
import { type Role, roles } from '../register/role.ts'

export const objectOperations = ['read', 'propose', 'act', 'withdraw', 'comment'] as const

export type ObjectOperation = (typeof objectOperations)[number]

/** Roles that answer for something. They read everything. */
const offices = [
  'owner',
  'itSecurity',
  'management',
  'dataProtectionOfficer',
  'employeeRepresentation',
  'administrator',
  'operator',
] as const satisfies readonly Role[]

/** Roles that keep what nobody has to approve. */
const keepers = [
  'owner',
  'itSecurity',
  'management',
  'dataProtectionOfficer',
  'administrator',
] as const satisfies readonly Role[]

/** Roles that say something about a version. Administration only notes that an opinion did not come, or that a document was handed over. */
const speakers = [
  'owner',
  'itSecurity',
  'management',
  'dataProtectionOfficer',
  'employeeRepresentation',
  'administrator',
] as const satisfies readonly Role[]

/**
 * What everybody who uses a model may look at: what it is for, what was agreed about it (§ 77(2) BetrVG: agreements are laid out for
 * the employees), how they are told, who oversees it, and whether it is observed. Checked 2026-11-24.
 */
const openToMembers: readonly ObjectKind[] = [
  'organisation',
  'useCase',
  'worksAgreement',
  'transparencyMeasure',
  'oversight',
  'group',
  'observation',
]

/** What needs the act of an office before it holds: whoever answers for anything may ask for it. */
const asked: readonly ObjectKind[] = [
  'useCase',
  'upstream',
  'deployment',
  'worksAgreement',
  'processorContract',
  'legalBasis',
  'impactAssessment',
  'aiActRecord',
  'managementAcceptance',
  'policySet',
  'observation',
]

/**
 * Roles that may do this to objects of a kind. Whoever holds one of them may; whoever holds none may not.
 *
 * @example rolesThatMay('read', 'processorContract').includes('member') // false
 */
export function rolesThatMay(operation: ObjectOperation, kind: ObjectKind): readonly Role[] {
  switch (operation) {
    case 'read':
      return openToMembers.includes(kind) ? roles : [...offices, 'auditor']
    case 'propose':
      // A member may ask for a use case, and for nothing else.
      if (kind === 'useCase') return [...offices, 'member']
      return asked.includes(kind) ? offices : keepers
    case 'act':
      return speakers
    case 'withdraw':
      // Whoever proposed something may take it back.
      return kind === 'useCase' ? [...offices, 'member'] : offices
    case 'comment':
      return openToMembers.includes(kind) ? [...offices, 'member'] : offices
  }
}

/** What the local operator may do over the control socket: it reads, proposes and takes back, and never approves. */
export const operatorMay: Readonly<Record<ObjectOperation, boolean>> = {
  read: true,
  propose: true,
  act: false,
  withdraw: true,
  comment: false,
}

/**
 * Who comes in. `everybody`: without signing in. `signedIn`: whoever is signed in, with any role or none. `nobody`: only the local
 * operator.
 */
export interface Admission {
  readonly people: 'everybody' | 'signedIn' | 'nobody' | readonly Role[]
  /** Over the control socket. */
  readonly operator: boolean
  /** Only with a sign-in of the last minutes: it permits something. */
  readonly isFresh?: true
}

export const onlyOperator: Admission = { people: 'nobody', operator: true }

/** Everybody who answers for something, and who looks at it from outside. */
export const officesAndAuditors: readonly Role[] = [...offices, 'auditor']
