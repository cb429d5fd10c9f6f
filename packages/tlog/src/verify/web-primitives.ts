import type { CheckEd25519 } from '../format/note.ts'
import { sha256 } from '../format/sha256.ts'
import type { Primitives } from './report.ts'

/** What browsers, Bun and Node ≥ 20 have in common of Web Cryptography. */
declare const crypto: {
  readonly subtle: {
    importKey(
      format: 'raw',
      key: Uint8Array,
      algorithm: 'Ed25519',
      extractable: false,
      uses: ['verify'],
    ): Promise<unknown>
    verify(algorithm: 'Ed25519', key: unknown, signature: Uint8Array, message: Uint8Array): Promise<boolean>
  }
}

const checkEd25519: CheckEd25519 = async ({ publicKey, message, signature }) => {
  const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify'])
  return crypto.subtle.verify('Ed25519', key, signature, message)
}

/**
 * Primitives for a browser: Ed25519 of Web Cryptography, and SHA-256 written out, because the browser's own is
 * asynchronous. Fine for proofs; a server that reads a whole log passes its own.
 */
export const webPrimitives: Primitives = { sha256, checkEd25519 }
