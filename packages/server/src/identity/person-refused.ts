import { GatewayError } from '@stellwerk/contract/error'
import type { Text } from '@stellwerk/contract/language'

/** Why it is not known who asks. In a message for people and as a word; nothing of the token itself. */
const reasons = {
  absent: { de: 'es fehlt', en: 'it is missing' },
  twice: { de: 'es sind zwei verschiedene', en: 'there are two different ones' },
  malformed: { de: 'es ist keines', en: 'it is not one' },
  algorithm: { de: 'sein Verfahren ist nicht zugelassen', en: 'its algorithm is not permitted' },
  signature: { de: 'seine Unterschrift ist nicht echt', en: 'its signature is not genuine' },
  key: { de: 'sein Schlüssel ist nicht bekannt', en: 'its key is not known' },
  issuer: { de: 'ein anderer hat es ausgestellt', en: 'somebody else issued it' },
  expired: { de: 'es ist abgelaufen', en: 'it has expired' },
  early: { de: 'es gilt noch nicht', en: 'it is not valid yet' },
  endless: { de: 'es nennt kein Ende oder eines zu weit voraus', en: 'its end is missing or too far ahead' },
  nobody: { de: 'es nennt niemanden', en: 'it names nobody' },
  client: { de: 'es gehört zu einem anderen Programm', en: 'it belongs to another program' },
  bound: {
    de: 'es gilt nur mit einem Schlüssel seines Programms (DPoP, mTLS), den hier niemand sieht',
    en: 'it counts only together with a key of its program (DPoP, mTLS), which nobody sees here',
  },
  kind: { de: 'es ist kein Zugriffstoken', en: 'it is no access token' },
} as const satisfies Record<string, Text>

export type PersonRefusal = keyof typeof reasons

/** Where a front end has to say who asks, and how people call that front end. */
export interface Told {
  readonly title: string
  /** Header in which it has to say so. */
  readonly header: string
}

/** @example throw personRefused('expired', { title: 'Open WebUI', header: 'x-openwebui-user-jwt' }) */
export function personRefused(reason: PersonRefusal, told: Told, cause?: unknown): GatewayError {
  const { de, en } = reasons[reason]
  return new GatewayError(
    'identity_missing',
    { details: { frontEnd: told.title, header: told.header, reason, whyDe: de, why: en } },
    cause === undefined ? undefined : { cause },
  )
}
