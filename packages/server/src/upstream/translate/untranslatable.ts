import { GatewayError } from '@stellwerk/contract/error'
import type { Text } from '@stellwerk/contract/language'

/** A field that the other endpoint has no way to say. */
export function untranslatable(field: string, why: Text): GatewayError {
  return new GatewayError('field_untranslatable', {
    param: field,
    details: { field, why: why.en, whyDe: why.de },
  })
}
