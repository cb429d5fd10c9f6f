import { GatewayError } from '@stellwerk/contract/error'
import type { Reason } from '@stellwerk/contract/lamp'
import type { Language } from '@stellwerk/contract/language'
import type { Decision } from '@stellwerk/contract/route'
import { isAboutFindings } from '@stellwerk/policy/request-findings'

import type { Inspected } from './privacy-house.ts'

export type Denial = Extract<Decision, { readonly outcome: 'deny' }>

/** A lamp is out. Carries the decision, because the refusal is the product: lamps, missing steps, who can clear them. */
export class Denied extends GatewayError {
  readonly decision: Denial
  /** What was found in the request, where it came to that. */
  readonly found: Inspected | undefined

  constructor(decision: Denial, found?: Inspected) {
    // Without what was found the request would pass: whoever asked can do something about it.
    super(decision.reasons.every(isAboutFindings) ? 'personal_data_blocked' : 'lamps_shut', {
      details: { missing: sentence(decision.reasons, 'en'), missingDe: sentence(decision.reasons, 'de') },
    })
    this.decision = decision
    this.found = found
  }
}

function sentence(reasons: readonly Reason[], language: Language): string {
  return reasons.map((reason) => `${reason.text[language]} (${reason.clearedBy[language]})`).join('; ')
}
