import { GatewayError } from '@stellwerk/contract/error'

import type { Gate } from '../house.ts'
import type { Acceptances } from './acceptances.ts'
import type { TermsInForce } from './terms-in-force.ts'
import { termsDetails } from './terms-office.ts'

/**
 * A gate that opens a route with terms only to keys that have accepted exactly the text in force, and holds their permits to that:
 * at each write it is one look-up. Where nobody has to accept anything the permit says so, and nothing is looked up.
 */
export function boundGate(
  gate: Gate,
  { inForce, acceptances }: { readonly inForce: TermsInForce; readonly acceptances: Acceptances },
): Gate {
  return {
    lampsOf: (route) => gate.lampsOf(route),

    decide(route, caller, found) {
      const decision = gate.decide(route, caller, found)
      if (decision.outcome === 'deny') return decision
      const terms = inForce.neededFor(route)
      if (terms === undefined) return decision
      if (!acceptances.has(caller.keyId, terms.digest)) {
        throw new GatewayError('terms_not_accepted', { param: 'model', details: termsDetails(terms) })
      }
      return { ...decision, permit: { ...decision.permit, terms: terms.digest } }
    },

    stands(permit) {
      if (!gate.stands(permit)) return false
      const { terms } = permit
      return terms === undefined || (inForce.isInForce(terms) && acceptances.has(permit.keyId, terms))
    },
  }
}
