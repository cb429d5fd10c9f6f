import { errors } from 'jose'

import type { PersonRefusal } from './person-refused.ts'

const byClaim: Readonly<Record<string, PersonRefusal>> = { iss: 'issuer', nbf: 'early', exp: 'endless', sub: 'nobody' }

/** What jose found wrong with a token, in our words. What is none of its findings is thrown on. */
export function failureOf(error: unknown): PersonRefusal {
  if (error instanceof errors.JWTExpired) return 'expired'
  if (error instanceof errors.JWTClaimValidationFailed) return byClaim[error.claim] ?? 'malformed'
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature'
  if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm'
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) return 'key'
  if (error instanceof errors.JOSEError) return 'malformed'
  throw error
}
