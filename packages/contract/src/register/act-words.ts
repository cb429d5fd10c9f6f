// The words of acts, without the schema: a reader of the journal needs no more.
import type { Role } from './role.ts'

/**
 * Owner, IT security and management approve; the data protection officer gives an opinion (Art. 38(6), 39 GDPR); the representation
 * of employees agrees by a signed document; or it is informed. Checked 2026-11-24.
 */
export const actKinds = ['approve', 'opinion', 'agreement', 'information'] as const

export type ActKind = (typeof actKinds)[number]

/** `none`: the opinion did not come by the day that the request set. */
export const actOutcomes = [
  'approved',
  'refused',
  'favourable',
  'withConditions',
  'negative',
  'none',
  'agreed',
  'informed',
] as const

export type ActOutcome = (typeof actOutcomes)[number]

export const outcomesOf: Readonly<Record<ActKind, readonly ActOutcome[]>> = {
  approve: ['approved', 'refused'],
  opinion: ['favourable', 'withConditions', 'negative', 'none'],
  agreement: ['agreed', 'refused'],
  information: ['informed'],
}

/**
 * Who can say it. Administration approves nothing: it only notes that no opinion came in time, or that a document was handed over
 * to the representation.
 */
export const rolesOf: Readonly<Record<ActKind, readonly Role[]>> = {
  approve: ['owner', 'itSecurity', 'management'],
  opinion: ['dataProtectionOfficer', 'administrator'],
  agreement: ['employeeRepresentation'],
  information: ['employeeRepresentation', 'administrator'],
}
