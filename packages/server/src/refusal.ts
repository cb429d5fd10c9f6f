import type { GatewayError } from '@stellwerk/contract/error'

import { Denied } from './denied.ts'
import type { Asking, Caller, House } from './house.ts'
import type { Knock } from './visit.ts'

/**
 * A refusal of a known caller is one complete entry, before the client hears of it; those of one key by one limit are
 * counted after the first. Strangers, and bodies that cannot be read, are counted by code.
 */
export async function recordRefusal(
  error: GatewayError,
  knock: Knock,
  endpoint: Asking,
  caller: Caller | undefined,
  house: House,
): Promise<void> {
  const { requestId } = knock
  if (error.code === 'internal') house.records.fault(requestId, error.cause)
  if (caller === undefined || /^(body|json)_/.test(error.code)) {
    house.records.unidentified(error.code)
    return
  }
  const { useCaseId, keyId, asserted } = caller
  const denial = error instanceof Denied ? error.decision : undefined
  const reasons = denial?.reasons.map(({ code }) => code)
  const lamps = denial?.lamps
  const found = error instanceof Denied ? error.found : undefined
  try {
    const { code } = error
    await house.records.refused({ requestId, endpoint, useCaseId, keyId, asserted, code, lamps, reasons, found })
  } catch (cause) {
    house.records.fault(requestId, cause)
  }
}
