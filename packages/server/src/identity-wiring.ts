// What front ends need of the world: secrets, clocks, and documents of identity providers.
import type { Config, SecretRef } from '@stellwerk/contract/config'

import type { Clock } from './clock.ts'
import { FrontEnds } from './identity/front-ends.ts'
import { secretCharactersMin } from './identity/open-web-ui-jwt.ts'
import { exchange } from './journal/bounded-exchange.ts'
import { SecretUnavailable, secretReader } from './secret.ts'

/** Bytes of a document of an identity provider. Key sets with certificates have some 20 kB. */
const documentBytesMax = 262_144

/** Milliseconds. Somebody waits for an answer meanwhile. */
const documentMs = 5_000

type Environment = Readonly<Record<string, string | undefined>>

/** @throws SecretUnavailable where a secret is missing, or short enough to be guessed */
export function frontEndsOf(config: Config, env: Environment, clock: Clock): FrontEnds {
  return new FrontEnds(config.frontEnds, {
    now: () => clock.now(),
    elapsed: () => clock.elapsed(),
    secret: (ref) => longSecret(ref, env, clock),
    fetchJson,
  })
}

function longSecret(ref: SecretRef, env: Environment, clock: Clock): () => string {
  const read = secretReader(ref, env, () => clock.elapsed())
  const long = (): string => {
    const secret = read()
    if (secret.length >= secretCharactersMin) return secret
    throw new SecretUnavailable({
      de: `${ref} ist kürzer als ${secretCharactersMin} Zeichen und ließe sich erraten`,
      en: `${ref} is shorter than ${secretCharactersMin} characters and could be guessed`,
    })
  }
  long()
  return long
}

async function fetchJson(url: string): Promise<unknown> {
  const { status, body } = await exchange({
    url,
    bytesMax: documentBytesMax,
    signal: AbortSignal.timeout(documentMs),
  })
  if (status !== 200) throw new Error(`status ${status}`)
  return JSON.parse(new TextDecoder().decode(body))
}
