// The key that signs the log. One for the installation; under the name of each log it has another key id.
import { sign } from 'node:crypto'
import { existsSync } from 'node:fs'

import { formatVerifierKey, verifierKey } from '@stellwerk/tlog/format/note'
import type { LogSigner } from '@stellwerk/tlog/write/ports'

import { sha256 } from '../primitives.ts'
import { createSigningKey, publicKeyOf, readSigningKey } from '../signing-key-file.ts'

/** Signs for one log. */
export interface LogKey extends LogSigner {
  /** For the trust file of a verifier. */
  readonly vkey: string
}

/**
 * The key in the file, under the name of a log.
 *
 * @param where.mayCreate only where there is no log yet: a new key for an old log would be a stranger's.
 * @throws {SigningKeyUnusable}
 */
export function openLogKey(where: {
  readonly path: string
  readonly origin: string
  readonly mayCreate: boolean
}): LogKey {
  if (where.mayCreate && !existsSync(where.path)) createSigningKey(where.path)
  const secret = readSigningKey(where.path, ofJournal)
  const key = verifierKey({ name: where.origin, type: 'ed25519', publicKey: publicKeyOf(secret) }, sha256)
  return {
    name: where.origin,
    keyId: key.keyId,
    vkey: formatVerifierKey(key),
    sign: (message) => new Uint8Array(sign(null, message, secret)),
  }
}

const ofJournal = { de: 'des Protokolls', en: 'of the log' }
