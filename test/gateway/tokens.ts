import { createHmac } from 'node:crypto'

/** A secret as Open WebUI and Stellwerk share one. Invented. */
export const sharedSecret = 'a-secret-of-thirty-two-characters'

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token as anybody can put one together: nothing in it is checked here. */
export function forgedToken(header: object, claims: object, secret = ''): string {
  const text = `${part(header)}.${part(claims)}`
  const hash = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' }[String('alg' in header ? header.alg : '')]
  return `${text}.${hash === undefined ? '' : createHmac(hash, secret).update(text).digest('base64url')}`
}

/** What Open WebUI says of a person, as its `utils/headers.py` makes it. */
export function openWebUiClaims(sub: string, nowMs: number): Readonly<Record<string, unknown>> {
  const iat = Math.floor(nowMs / 1000)
  return { sub, email: `${sub}@chat.example`, name: sub, role: 'user', iss: 'open-webui', iat, exp: iat + 300 }
}

/** The token that Open WebUI sends. */
export function openWebUiToken(claims: object, secret = sharedSecret): string {
  return forgedToken({ alg: 'HS256', typ: 'JWT' }, claims, secret)
}
