// What the vault needs of the store that keeps it, and what the store needs to know of envelopes.
import type { CustodianKind } from './custodian.ts'
import type { EnvelopeHeader } from './envelope.ts'

/** How the store looks into an envelope without a key: envelope.ts implements it, main.ts hands it in. */
export interface Envelopes {
  /** Throws if it is none. */
  readonly parseHeader: (envelope: Uint8Array) => EnvelopeHeader
  /** Of the same length, or `undefined` if it holds none of these fields. */
  readonly eraseFields: (envelope: Uint8Array, names: ReadonlySet<string>) => Uint8Array | undefined
}

/** A key of the vault as its custodian gave it back. */
export interface WrappedVaultKey {
  /** From 1; 0 is the key of the subject tags, which has no generations. */
  readonly generation: number
  readonly custodian: CustodianKind
  /** Empty once destroyed. */
  readonly wrapped: Uint8Array
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  readonly destroyedAt: number | undefined
}

/** Keeps the wrapped keys. */
export interface VaultKeyStore {
  /** By generation. */
  readonly list: () => readonly WrappedVaultKey[]
  /** Durable when it returns. A generation is added once. */
  readonly add: (key: Omit<WrappedVaultKey, 'destroyedAt'>) => void
  /** The same key, wrapped by another custodian; as it was wrapped before is overwritten. Returns what `destroy` does. */
  readonly rewrap: (
    key: Pick<WrappedVaultKey, 'generation' | 'custodian' | 'wrapped'> & { readonly at: number },
  ) => boolean
  /** Overwrites the wrapped key. False if others still read the old pages, so that it may lie in a file a little longer. */
  readonly destroy: (what: { readonly generation: number; readonly at: number }) => boolean
}
