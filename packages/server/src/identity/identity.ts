import type { KeyOffice } from '@stellwerk/contract/key-office'

import { identifier } from './identify.ts'
import { keyOperations } from './key-operations.ts'
import { KeyRing } from './key-ring.ts'
import type { Caller } from './key-ring.ts'
import type { KeyStore } from './key-store.ts'

/** Who calls, and the keys by which that is known. */
export interface Identity {
  readonly identify: (authorization: string | null, xApiKey: string | null) => Caller
  /** Whether requests with this key may go on: neither revoked nor past its end, also when that was moved forward. */
  readonly stands: (keyId: string) => boolean
  /** Called for each key that stops standing before its announced end, so that its running streams can be cut. */
  readonly onRevoked: (listener: (keyId: string) => void) => () => void
  readonly office: KeyOffice
  /** One look at the store now, instead of within half a second. */
  readonly refresh: () => Promise<void>
  /** After this nobody is identified any more, and the store may be closed. */
  readonly stop: () => Promise<void>
}

/**
 * Loads all keys and keeps them in step with the store, so that a revocation by another process takes effect within a
 * second.
 *
 * @example
 * const identity = await createIdentity({ store, now: Date.now, useCaseIds: () => ids, frontEndIds: () => [], onTrouble: log })
 * identity.identify(request.headers.get('authorization'), request.headers.get('x-api-key')).useCaseId
 */
export async function createIdentity(parts: {
  readonly store: KeyStore
  readonly now: () => number
  readonly useCaseIds: () => readonly string[]
  readonly frontEndIds: () => readonly string[]
  /** Whether people behind a front end come with a token as `Authorization`. Nobody does where nobody is let in. */
  readonly takesBearer?: (frontEnd: string) => boolean
  readonly onTrouble: (error: unknown) => void
  /** Off for a command that opens the store for one operation. */
  readonly isPolling?: boolean
  readonly randomBytes?: (count: number) => Uint8Array
}): Promise<Identity> {
  const { store, now, useCaseIds, frontEndIds, onTrouble } = parts
  const randomBytes = parts.randomBytes ?? ((count) => crypto.getRandomValues(new Uint8Array(count)))
  const ring = new KeyRing({ store, now, onTrouble })
  await ring.load()
  if (parts.isPolling ?? true) ring.start()
  return {
    identify: identifier(ring, now, parts.takesBearer ?? (() => false)),
    stands: (keyId) => ring.stands(keyId),
    onRevoked: (listener) => ring.onRevoked(listener),
    office: keyOperations({ ring, store, now, randomBytes, useCaseIds, frontEndIds }),
    refresh: () => ring.poll(),
    stop: () => ring.stop(),
  }
}
