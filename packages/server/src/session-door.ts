// How a session comes in with a request: cookies, bearer tokens, and whether the page that sent it is ours.
import { GatewayError } from '@stellwerk/contract/error'

/**
 * Where people sign in. `secure`: https. `evaluation`: plain http on the same machine, where no cookie can be `__Host-` or Secure in
 * every browser; only there, and only to try it. `refused`: plain http that others could read along.
 */
export interface SessionDoor {
  readonly kind: 'secure' | 'evaluation' | 'refused'
  /** Origins of our own pages. */
  readonly origins: readonly string[]
}

/** RFC 6265bis § 4.1.3.2: a browser takes `__Host-` only with Secure, from this host alone and for all paths. */
const cookiePrefixes = { secure: '__Host-', evaluation: 'evaluation-', refused: '' } as const

/** Name of the cookie of a session, behind the prefix. */
const sessionName = 'stellwerk'

/** What a foreign page cannot send along without asking first. */
const ownRequestHeader = 'x-stellwerk-request'

/** @param isPlainBeyondLoopback whether the listener speaks plain http on an address that is not this machine's own */
export function sessionDoorAt(publicUrl: string, isPlainBeyondLoopback: boolean): SessionDoor {
  const url = new URL(publicUrl)
  if (url.protocol === 'https:') return { kind: 'secure', origins: [url.origin] }
  if (isPlainBeyondLoopback || !isLoopback(url.hostname)) return { kind: 'refused', origins: [] }
  const port = url.port === '' ? '' : `:${url.port}`
  return { kind: 'evaluation', origins: [url.origin, `http://localhost${port}`, `http://127.0.0.1${port}`] }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

/** The secret in the cookie. Two cookies of the name are none: one of them was put there by somebody else. */
export function cookieSecret(request: Request, { kind }: SessionDoor, name = sessionName): string | undefined {
  const wanted = `${cookiePrefixes[kind]}${name}=`
  if (kind === 'refused') return undefined
  const found = (request.headers.get('cookie') ?? '').split(/; */).filter((pair) => pair.startsWith(wanted))
  return found.length === 1 ? found[0]?.slice(wanted.length) : undefined
}

/** Without Max-Age it ends with the browser as well. An empty secret takes it away. */
export function sessionCookie(secret: string, { kind }: SessionDoor, name = sessionName): string {
  const end = secret === '' ? '; Max-Age=0' : ''
  const secure = kind === 'secure' ? '; Secure' : ''
  return `${cookiePrefixes[kind]}${name}=${secret}; Path=/; HttpOnly; SameSite=Lax${secure}${end}`
}

/** The token of a terminal (RFC 6750). */
export function bearerSecret(request: Request): string | undefined {
  return /^bearer +(swt_\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
}

const safeMethods = ['GET', 'HEAD']

/**
 * Refuses what another site may have made a browser send (OWASP ASVS 5.0 V3.5.1 to V3.5.3; checked 2026-11-24). A form of ours is
 * known by where it comes from; a call of a script needs the header besides.
 *
 * @throws GatewayError sign_in_elsewhere, sign_in_insecure
 */
export function mustBeOurPage(request: Request, door: SessionDoor, what: 'form' | 'call'): void {
  if (door.kind === 'refused') throw new GatewayError('sign_in_insecure')
  if (safeMethods.includes(request.method)) return
  const site = request.headers.get('sec-fetch-site')
  // Browsers from before 2023 do not say; Origin they all send with what changes something.
  const isSameSite = site === null || site === 'same-origin'
  const origin = request.headers.get('origin')
  const hasHeader = what === 'form' || request.headers.get(ownRequestHeader) === '1'
  if (!isSameSite || origin === null || !door.origins.includes(origin) || !hasHeader)
    throw new GatewayError('sign_in_elsewhere')
}
