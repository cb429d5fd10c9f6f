import type { Endpoint } from '@stellwerk/contract/endpoint'
import type { PseudonymScope } from '@stellwerk/contract/personal-data'
import type { ScopeDigest } from '@stellwerk/privacy/pseudonym/mapping'

/** Who asks, as far as pseudonyms depend on it. */
export interface ScopeFacts {
  readonly useCaseId: string
  readonly keyId: string
  readonly endpoint: Endpoint
  /** Where the same value keeps its pseudonym. */
  readonly scope: PseudonymScope
  readonly asserted?:
    | {
        readonly by: { readonly frontEnd: string }
        readonly person: string | undefined
        readonly chat?: string | undefined
      }
    | undefined
}

/**
 * Key of one scope, 32 bytes. It is derived from that of the installation and from the names of the scope, so two replicas with one
 * key agree without telling each other anything, and what one scope gives says nothing about another.
 *
 * HMAC-SHA-256 (RFC 2104), as a key derivation from a uniform key (NIST SP 800-108, one block). Checked 2026-11-23.
 */
export function scopeKey(installationKey: Uint8Array, facts: ScopeFacts): Uint8Array {
  return hmac(installationKey, JSON.stringify(['stellwerk.pseudonyms/v1', ...scopeOf(facts)]))
}

/** Keyed digest of one scope. */
export function digestWith(key: Uint8Array): ScopeDigest {
  return (text) => hmac(key, text)
}

/** Texts that become vectors are searched by other people in other chats, so their pseudonyms are those of the use case. */
function scopeOf({ useCaseId, keyId, endpoint, scope, asserted }: ScopeFacts): readonly string[] {
  if (scope === 'useCase' || endpoint === 'embeddings' || endpoint === 'rerank') return ['useCase', useCaseId]
  const frontEnd = asserted?.by.frontEnd ?? ''
  if (asserted?.chat !== undefined) return ['chat', useCaseId, frontEnd, asserted.chat]
  if (asserted?.person !== undefined) return ['person', useCaseId, keyId, frontEnd, asserted.person]
  return ['key', useCaseId, keyId]
}

/** Of the runtime itself: a request has some dozens, and through `node:crypto` each takes twice as long. */
function hmac(key: Uint8Array, text: string): Uint8Array {
  return new Bun.CryptoHasher('sha256', key).update(text).digest()
}
