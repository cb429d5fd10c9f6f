import type { Finding } from '../finding.ts'

/** Keyed digest of a text, for one scope: HMAC-SHA-256 with a key that only this scope has. 32 bytes. Injected. */
export type ScopeDigest = (text: string) => Uint8Array

/** A pseudonym that is live in this request, and what it stands for. */
export interface Live {
  /** As it was put into the text. */
  readonly pseudonym: string
  /** As it stood in the text, byte for byte. */
  readonly written: string
  readonly finding: Pick<Finding, 'category' | 'kind'>
}

/** What is needed to restore. Lives for one request. */
export interface Mapping {
  readonly live: readonly Live[]
}
