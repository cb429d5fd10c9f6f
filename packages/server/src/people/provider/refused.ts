import { GatewayError } from '@stellwerk/contract/error'
import type { Text } from '@stellwerk/contract/language'

/** Why what came from a provider does not count. For people and as a word; nothing of the token itself. */
const reasons = {
  state: {
    de: 'sie wurde hier nicht begonnen, ist zu alt oder schon benutzt',
    en: 'it was not begun here, is too old, or was used already',
  },
  declined: { de: 'der Anbieter hat sie abgelehnt', en: 'the provider declined it' },
  issuer: { de: 'sie kommt von einem anderen Aussteller', en: 'it comes from another issuer' },
  code: { de: 'der Anbieter nimmt den Code nicht an', en: 'the provider does not take the code' },
  signature: {
    de: 'die Unterschrift des ID-Tokens ist nicht echt',
    en: 'the signature of the ID token is not genuine',
  },
  algorithm: { de: 'sein Verfahren ist nicht zugelassen', en: 'its algorithm is not permitted' },
  key: { de: 'der Schlüssel des ID-Tokens ist nicht bekannt', en: 'the key of the ID token is not known' },
  moment: { de: 'das ID-Token gilt jetzt nicht', en: 'the ID token is not valid now' },
  claims: {
    de: 'das ID-Token ist nicht für uns oder nicht für diese Anmeldung',
    en: 'the ID token is not for us, or not for this sign-in',
  },
  nobody: { de: 'das ID-Token nennt niemanden', en: 'the ID token names nobody' },
  malformed: { de: 'die Antwort ist keine, die wir verstehen', en: 'the answer is none that we understand' },
} as const satisfies Record<string, Text>

export type ProviderRefusal = keyof typeof reasons

export function providerRefused(reason: ProviderRefusal, title: string, cause?: unknown): GatewayError {
  const { de, en } = reasons[reason]
  return new GatewayError(
    'sign_in_provider_refused',
    { details: { provider: title, reason, whyDe: de, why: en } },
    cause === undefined ? undefined : { cause },
  )
}

/** Codes of `openid-client` for an answer that is none: the provider is broken or away, and nobody is at fault who signs in. */
const silent = [
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_MISSING_SERVER_METADATA',
  'OAUTH_INVALID_SERVER_METADATA',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
]

const byCode: Readonly<Record<string, ProviderRefusal>> = {
  OAUTH_AUTHORIZATION_RESPONSE_ERROR: 'declined',
  OAUTH_RESPONSE_BODY_ERROR: 'code',
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'moment',
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: 'claims',
  OAUTH_KEY_SELECTION_FAILED: 'key',
}

/** The provider could not be asked. */
export class ProviderAway extends Error {
  override readonly name = 'ProviderAway'
}

/** What `openid-client` found wrong, in our words. */
export function refusalOf(thrown: unknown, title: string): GatewayError {
  if (thrown instanceof GatewayError) return thrown
  const [first, ...causes] = chainOf(thrown)
  const code = codeOf(first)
  const isAway = [first, ...causes].some((one) => one instanceof ProviderAway)
  if (isAway || silent.includes(code))
    return new GatewayError('sign_in_provider_silent', { details: { provider: title } }, { cause: thrown })
  return providerRefused(byCode[code] ?? byText(first, causes), title, thrown)
}

/** Where there is one code for many things, the text says which. A text that we do not know is only less clear to people. */
function byText(first: unknown, causes: readonly unknown[]): ProviderRefusal {
  const text = [first, ...causes].map((one) => (one instanceof Error ? one.message : '')).join(' ')
  if (/signature/.test(text)) return 'signature'
  if (/"alg"|JWS algorithm/.test(text)) return 'algorithm'
  if (/"iss"/.test(text)) return 'issuer'
  if (/"state"/.test(text)) return 'state'
  return 'malformed'
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** An error and what caused it, as deep as anybody nests them. */
function chainOf(error: unknown): readonly unknown[] {
  const chain: unknown[] = []
  for (let one = error; one !== undefined && chain.length < 8; one = one instanceof Error ? one.cause : undefined)
    chain.push(one)
  return chain
}
