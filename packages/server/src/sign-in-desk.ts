// What the pages under /sign-in need of the house.
import type { Role } from '@stellwerk/contract/register/role'

/** Where the browser is: what it signs with a passkey counts here alone. */
export interface WebPlace {
  /** Origins of our own pages. */
  readonly origins: readonly string[]
  /** Host name of the page. An IP address can have no passkeys. */
  readonly rpId: string
}

/** A session as pages show it. */
export interface ShownSession {
  readonly id: string
  readonly kind: 'browser' | 'terminal'
  readonly way: string
  /** Milliseconds since the epoch. */
  readonly signedInAt: number
}

/** Somebody who is signed in, with what only the desk understands. */
export interface DeskSession extends ShownSession {
  readonly personId: string
}

export interface ShownPerson {
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly sessions: readonly ShownSession[]
  readonly passkeys: readonly { readonly id: string; readonly label: string }[]
  /** Use cases for which they may fetch a key of their own. */
  readonly useCases: readonly { readonly id: string; readonly title: string }[]
}

/** A session that has begun: the secret goes into the cookie. */
export interface Begun {
  readonly secret: string
  readonly onto: string
}

export interface DeviceStart {
  readonly deviceCode: string
  readonly userCode: string
  readonly expiresInSeconds: number
  readonly intervalSeconds: number
}

/** RFC 8628 § 3.5. */
export type DeviceAnswer =
  | { readonly state: 'token'; readonly token: string; readonly expiresInSeconds: number }
  | { readonly state: 'authorization_pending' | 'slow_down' | 'access_denied' | 'expired_token' }

/** Each of these throws GatewayErrors whose codes begin with `sign_in_` or `role_`. */
export interface SignInDesk<Session extends DeskSession = DeskSession> {
  readonly isPassword: boolean
  readonly providers: readonly { readonly id: string; readonly title: string }[]
  readonly session: (secret: string, kind: 'browser' | 'terminal') => Promise<Session | undefined>
  readonly mustBeFresh: (session: Session) => void
  readonly isFresh: (session: Session) => boolean
  readonly shown: (session: Session) => Promise<ShownPerson>
  readonly endSession: (session: Session, id: string) => Promise<void>
  readonly byPassword: (told: {
    readonly login: string
    readonly password: string
    readonly address: string | undefined
    readonly replaces: string | undefined
  }) => Promise<string>
  readonly passkeyRequest: (place: WebPlace) => Promise<object>
  readonly byPasskey: (response: unknown, place: WebPlace, replaces: string | undefined) => Promise<string>
  readonly passkeyRegistration: (session: Session, place: WebPlace) => Promise<object>
  readonly registerPasskey: (
    session: Session,
    told: { readonly response: unknown; readonly label: string },
    place: WebPlace,
  ) => Promise<void>
  readonly removePasskey: (session: Session, id: string) => Promise<void>
  readonly beginAt: (
    provider: string,
    how: { readonly redirectUri: string; readonly onto: string },
  ) => Promise<{ readonly url: string; readonly browser: string }>
  readonly finishAt: (
    provider: string,
    back: { readonly url: URL; readonly browser: string | undefined; readonly replaces: string | undefined },
  ) => Promise<Begun>
  readonly loggedOutAt: (provider: string, token: string) => Promise<void>
  readonly link: (secret: string) => Promise<{ readonly roles: readonly Role[]; readonly isReset: boolean }>
  /** Somebody new, or somebody whose sign-in was reset. */
  readonly enterByLink: (
    secret: string,
    told: { readonly name: string; readonly mail: string; readonly password: string },
  ) => Promise<string>
  /** Somebody who is signed in gets the roles of the link. */
  readonly takeByLink: (session: Session, secret: string) => Promise<void>
  readonly startDevice: (address: string | undefined) => DeviceStart
  /** Whether such a code waits. Each try counts. */
  readonly lookDevice: (session: Session, userCode: string) => boolean
  readonly decideDevice: (session: Session, userCode: string, isAllowed: boolean) => void
  readonly deviceToken: (deviceCode: string) => Promise<DeviceAnswer>
  readonly newKey: (
    session: Session,
    wish: { readonly useCaseId: string; readonly days?: number | undefined },
  ) => Promise<{
    readonly key: string
    readonly expiresAt: string
  }>
}
