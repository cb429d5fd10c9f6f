// What sessions need of a store.

/** How somebody showed who they are. */
export const signInWays = ['password', 'passkey', 'provider', 'link', 'device'] as const

export type SignInWay = (typeof signInWays)[number]

/** `browser`: a cookie. `terminal`: a bearer token that a command keeps in a file. Neither is taken for the other. */
export const sessionKinds = ['browser', 'terminal'] as const

export type SessionKind = (typeof sessionKinds)[number]

/** By whom an identity provider knows the session, as digests: enough to end it, too little to tell who it is. */
export interface ProviderSession {
  /** Id of the provider in the configuration. */
  readonly provider: string
  /** SHA-256 of the subject. */
  readonly subject: string
  /** SHA-256 of `sid`, where the provider gave one. */
  readonly session: string | undefined
}

/** A session as it is stored. Moments are milliseconds since the epoch. */
export interface SessionRecord {
  /** SHA-256 of the secret, in hex. The secret itself is nowhere. */
  readonly digest: string
  /** Names it in lists and opens nothing. */
  readonly id: string
  readonly personId: string
  readonly kind: SessionKind
  readonly way: SignInWay
  readonly createdAt: number
  /** When they showed who they are; undefined where a provider does not say. */
  readonly shownAt: number | undefined
  /** Renewed at most once a minute. */
  readonly seenAt: number
  /** Groups that the identity provider told at sign-in. */
  readonly groups: readonly string[] | undefined
  readonly provider: ProviderSession | undefined
}

/** Each operation is durable when its promise resolves. What is over is removed: a session leaves no record of somebody's day. */
export interface SessionStore {
  readonly insert: (record: SessionRecord) => Promise<void>
  readonly find: (digest: string) => Promise<SessionRecord | undefined>
  readonly seen: (digest: string, at: number) => Promise<void>
  readonly ofPerson: (personId: string) => Promise<readonly SessionRecord[]>
  /** Number of those that were there. */
  readonly remove: (digests: readonly string[]) => Promise<number>
  /** What each digest that is given means, all of them together. Number of those that were there. */
  readonly removeOfProvider: (which: {
    readonly provider: string
    readonly subject: string | undefined
    readonly session: string | undefined
  }) => Promise<number>
  /** Those that began or were seen last before these moments. */
  readonly removeOlder: (than: { readonly createdAt: number; readonly seenAt: number }) => Promise<void>
}
