// The token in which Open WebUI says who asks: open-webui/open-webui, backend/open_webui/utils/headers.py at 0790441f.
// HS256 with a shared secret; sub, email, name, role, iss, iat, exp. Checked 2026-11-23.
import { jwtVerify, type JWTPayload } from 'jose'

import { failureOf } from './jwt-failure.ts'
import { personIdIn } from '../claims.ts'
import { personRefused, type Told } from './person-refused.ts'

const issuer = 'open-webui'

/** Seconds by which the clocks of two machines may differ. */
const skewSeconds = 60

/** Seconds. Open WebUI gives its tokens 300; one that is good for a day would be a second key, and nobody could revoke it. */
const lifetimeSecondsMax = 3_600

/** Characters. RFC 7518 § 3.2: a secret for HS256 has 256 bits or more; a guessable one would make everybody anybody. */
export const secretCharactersMin = 32

/**
 * The person that a token names, if Open WebUI signed it.
 *
 * @param now milliseconds since the epoch
 * @throws GatewayError identity_missing
 */
export async function openWebUiPerson(
  token: string,
  { secret, now, told }: { readonly secret: string; readonly now: number; readonly told: Told },
): Promise<string> {
  const { exp = Infinity, sub } = await verified(token, secret, now, told)
  if (exp > Math.floor(now / 1000) + lifetimeSecondsMax + skewSeconds) throw personRefused('endless', told)
  const person = personIdIn(sub)
  if (person === undefined) throw personRefused('nobody', told)
  return person
}

async function verified(token: string, secret: string, now: number, told: Told): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      // Nothing that the token says about its algorithm is believed.
      algorithms: ['HS256'],
      issuer,
      requiredClaims: ['exp', 'sub'],
      clockTolerance: skewSeconds,
      currentDate: new Date(now),
    })
    return payload
  } catch (error) {
    throw personRefused(failureOf(error), told, error)
  }
}
