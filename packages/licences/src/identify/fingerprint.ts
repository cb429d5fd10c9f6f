import { utf8 } from '../bytes.ts'
import { proseOf } from './words.ts'

/** SHA-256 as lower-case hex. Handed in, because what computes it differs from runtime to runtime. */
export type Sha256 = (bytes: Uint8Array) => string

/** What a text is known by. Facts about it, not the text. */
export interface Fingerprint {
  /** Of its words, joined by one space. */
  readonly wordSha256: string
  /** Of its words without list marks. */
  readonly proseSha256: string
}

/**
 * Both fingerprints of the words of a text (reference/licences.md § 3.2, checked 2026-11-23).
 *
 * @example fingerprintOf(wordsOf(text), sha256).wordSha256
 */
export function fingerprintOf(words: readonly string[], sha256: Sha256): Fingerprint {
  return { wordSha256: hashOf(words, sha256), proseSha256: hashOf(proseOf(words), sha256) }
}

/** SHA-256 of words, joined by one space. */
export function hashOf(words: readonly string[], sha256: Sha256): string {
  return sha256(utf8(words.join(' ')))
}
