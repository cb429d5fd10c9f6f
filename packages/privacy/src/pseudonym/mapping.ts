import type { Category } from '../finding.ts'
import type { Form } from './form.ts'

/** Keyed digest of a text, for one scope: HMAC-SHA-256 with a key that only this scope has. 32 bytes. Injected. */
export type ScopeDigest = (text: string) => Uint8Array

/** A pseudonym that is live in this request, and what it stands for. */
export interface Live {
  /** As it was put into the text; where it stands in code or in an address, without its brackets. */
  readonly pseudonym: string
  /** What it says, as it stood in the text: in JSON and in addresses without the escapes of these. */
  readonly written: string
  /** How exactly it stood there, where that form has another usual way of writing it. */
  readonly raw?: { readonly form: Form; readonly text: string }
  /** `TEXT`: text that looked like a pseudonym and is none. */
  readonly finding: { readonly category: Category | 'TEXT'; readonly kind: string }
}

/** What is needed to restore. Plain data; lives for one request. */
export interface Mapping {
  readonly live: readonly Live[]
}
