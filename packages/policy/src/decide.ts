import type { Clearance, Lamp, Lamps, Obligation, Reason } from '@stellwerk/contract/lamp'
import type { Decision, Moment, Route } from '@stellwerk/contract/route'

import { lamps } from './lamps.ts'

/** What the request alone knows, besides its route. */
export interface CallFacts {
  readonly keyId: string
  readonly keyVersion: number
  readonly keyExpiresAt: Moment
  /** The epoch in force when the facts were read. */
  readonly epoch: number
}

/** A permit is short-lived even where every fact is long-lived, so that no request outlives its reasons unseen. */
const permitMsMax = 24 * 3_600_000

/**
 * Whether a request may go to this route. Pure: facts and a moment in, an answer with its reasons out.
 * A lamp that is not known to be passable shuts, and lamps whose time has run out are not known (docs/laws.md, law 1).
 */
export function decide(route: Route, call: CallFacts, now: Moment): Decision {
  const current = now < route.validUntil ? route.lamps : outOfDate
  const reasons: Reason[] = []
  const obligations: Obligation[] = []
  for (const lamp of lamps) {
    const clearance = current[lamp]
    if (mayPass(clearance)) obligations.push(...clearance.obligations)
    else reasons.push(...reasonsOf(lamp, clearance))
  }
  const [first, ...rest] = reasons
  if (first !== undefined) return { outcome: 'deny', lamps: current, reasons: [first, ...rest] }
  return {
    outcome: 'allow',
    lamps: current,
    permit: {
      useCaseId: route.useCaseId,
      deploymentId: route.deploymentId,
      epoch: call.epoch,
      keyId: call.keyId,
      keyVersion: call.keyVersion,
      obligations,
      validUntil: Math.min(route.validUntil, call.keyExpiresAt, now + permitMsMax),
    },
  }
}

/** Whether a lamp may be passed. A fifth state does not compile until this function has decided about it. */
function mayPass(clearance: Clearance): clearance is Extract<Clearance, { readonly state: 'clear' | 'caution' }> {
  switch (clearance.state) {
    case 'clear':
    case 'caution': // Passes, but somebody has a dated task.
      return true
    case 'blocked':
      return false
    case 'unknown':
      return false // A gate that cannot see stays shut.
  }
}

function reasonsOf(lamp: Lamp, clearance: Exclude<Clearance, { state: 'clear' | 'caution' }>): readonly Reason[] {
  if (clearance.state === 'blocked') return clearance.reasons
  return clearance.missing.map((fact) => ({
    code: `${lamp}_unknown`,
    lamp,
    basis: 'ownRule',
    source: fact.name,
    ...fact.reason,
    clearedBy: fact.suppliedBy,
    text: fact.text,
  }))
}

const stale: Clearance = {
  state: 'unknown',
  missing: [
    {
      name: 'lamps.current',
      text: { de: 'Lampen sind nicht mehr aktuell', en: 'lamps are out of date' },
      suppliedBy: { de: 'Betrieb', en: 'operator' },
    },
  ],
}

const outOfDate: Lamps = { licence: stale, dataProtection: stale, governance: stale, security: stale }
