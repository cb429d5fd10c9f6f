import type { Text } from '@stellwerk/contract/language'

export type CustodianKind = 'file' | 'command' | 'transit'

/** Who keeps the key-encryption key. It never leaves the custodian; what is wrapped under it may lie anywhere. */
export interface KeyCustodian {
  readonly kind: CustodianKind
  /** @throws VaultKeyUnavailable */
  readonly wrap: (key: Uint8Array) => Promise<Uint8Array>
  /** @throws VaultKeyUnavailable */
  readonly unwrap: (wrapped: Uint8Array) => Promise<Uint8Array>
}

/** Why a custodian does not help: what a program can tell apart, beside the text for people. */
export type Unavailability =
  /** The file, the program or the address is not there. */
  | 'missing'
  /** Others can read what must be private, or the connection is not encrypted. */
  | 'exposed'
  /** The custodian says no. */
  | 'refused'
  | 'timeout'
  /** What is there or what came back is not what belongs there. */
  | 'malformed'
  /** The wrapped key was changed, or another key wrapped it. */
  | 'mismatch'

/** Without the key nothing is sealed and nothing is opened. Names the thing and the next step, never a key. */
export class VaultKeyUnavailable extends Error {
  override readonly name = 'VaultKeyUnavailable'
  readonly code = 'vault_key_unavailable'
  readonly reason: Unavailability
  readonly text: Text

  constructor(what: { readonly reason: Unavailability; readonly text: Text }, options?: ErrorOptions) {
    super(what.text.en, options)
    this.reason = what.reason
    this.text = what.text
  }
}
