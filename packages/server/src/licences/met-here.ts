import type { LicenceObligation } from '@stellwerk/licences/verdict'
import type { DutyKind } from '@stellwerk/licences/vocabulary'

import type { RouteFacts } from './route-facts.ts'

/** What the gateway shows with every model: attribution, badges. */
const shownHere: ReadonlySet<DutyKind> = new Set<DutyKind>(['attribution-notice', 'badge', 'badge-encouraged'])

/** What callers accept before their first call. */
const acceptedHere: ReadonlySet<DutyKind> = new Set<DutyKind>(['flow-down-use-restrictions', 'require-users-to-comply'])

/**
 * Whether nobody has to do anything: the gateway meets the duty by itself and has evidence of it. A copy of a licence can be handed out
 * only where the operator has put its text.
 */
export function isMetHere({ copies }: Pick<RouteFacts, 'copies'>, { kind, sources }: LicenceObligation): boolean {
  if (kind === 'legal-opinion') return true // That an opinion counts is an entry of the journal.
  if (kind === 'provide-licence-copy') return sources.every(({ component }) => copies.includes(component))
  return shownHere.has(kind) || acceptedHere.has(kind)
}
