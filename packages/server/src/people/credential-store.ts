// What people sign in with, as it is stored.
import type { Role } from '@stellwerk/contract/register/role'

export interface PasswordRecord {
  readonly personId: string
  /** What is typed as a name: a mail address in lower case. */
  readonly login: string
  /** In PHC form: algorithm, parameters, salt and digest. */
  readonly hash: string
  readonly changedAt: number
}

/** A key of an authenticator (Web Authentication Level 3). */
export interface PasskeyRecord {
  /** Credential id, base64url. */
  readonly id: string
  readonly personId: string
  /** COSE key. */
  readonly publicKey: Uint8Array
  /** As the authenticator counted last; 0 where it does not count. */
  readonly counter: number
  /** What its person calls it. */
  readonly label: string
  readonly createdAt: number
}

/** A link that lets somebody in once. */
export interface LinkRecord {
  /** SHA-256 of the secret, in hex. */
  readonly digest: string
  /** Roles that come with it. */
  readonly roles: readonly Role[]
  /** Whose sign-in is made anew; undefined where somebody new comes. */
  readonly personId: string | undefined
  /** Who made it; nobody where it stood on the terminal at set-up. */
  readonly madeBy: string | undefined
  readonly createdAt: number
  readonly expiresAt: number
}

/** Each operation is durable when its promise resolves, and whole or not at all. */
export interface CredentialStore {
  readonly password: (login: string) => Promise<PasswordRecord | undefined>
  /** False when the login is another person's. */
  readonly setPassword: (record: PasswordRecord) => Promise<boolean>
  readonly passkey: (id: string) => Promise<PasskeyRecord | undefined>
  readonly passkeysOf: (personId: string) => Promise<readonly PasskeyRecord[]>
  /** False when somebody has it already. */
  readonly addPasskey: (record: PasskeyRecord) => Promise<boolean>
  readonly removePasskey: (personId: string, id: string) => Promise<boolean>
  /** Compare-and-set: false when it was used meanwhile, which a copy of the key would do. */
  readonly countPasskey: (id: string, counter: { readonly from: number; readonly to: number }) => Promise<boolean>
  /** Password, passkeys and links of a person are gone. */
  readonly removeAll: (personId: string) => Promise<void>
  readonly addLink: (record: LinkRecord) => Promise<void>
  readonly link: (digest: string) => Promise<LinkRecord | undefined>
  /** Takes the link away; false when somebody was quicker, or its time was over. */
  readonly spendLink: (digest: string, at: number) => Promise<boolean>
  readonly removeLinksOlder: (than: number) => Promise<void>
}
