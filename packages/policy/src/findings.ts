import type { Clearance, Lamps, Reason } from '@stellwerk/contract/lamp'

import { lamps } from './lamps.ts'

/**
 * Lamps of a route in an installation with which something is wrong as a whole. A finding shuts its lamp on every route,
 * whatever was stated about the route; what a lamp was already shut for stays beside it.
 *
 * @example withFindings(shown, [{ code: 'journal_forked', lamp: 'security', … }]).security.state // 'blocked'
 */
export function withFindings(shown: Lamps, findings: readonly Reason[]): Lamps {
  const merged = { ...shown }
  for (const lamp of lamps) {
    const [first, ...rest] = findings.filter((finding) => finding.lamp === lamp)
    if (first !== undefined) merged[lamp] = shut([first, ...rest], shown[lamp])
  }
  return merged
}

function shut(findings: readonly [Reason, ...Reason[]], before: Clearance): Clearance {
  return { state: 'blocked', reasons: before.state === 'blocked' ? [...findings, ...before.reasons] : findings }
}
