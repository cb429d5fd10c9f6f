// The key that signs the log. One for the installation; under the name of each log it has another key id.
import { createPrivateKey, randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

import type { Text } from '@stellwerk/contract/language'
import { formatVerifierKey, verifierKey } from '@stellwerk/tlog/format/note'
import type { LogSigner } from '@stellwerk/tlog/write/ports'

import { replaceDurably } from '../durable-file.ts'
import { sha256 } from '../primitives.ts'

/** Of an Ed25519 key (RFC 8032 § 5.1.5). */
const seedBytes = 32

/** DER in front of a bare seed (RFC 8410 § 7). */
const seedPrefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key file is missing, readable by others or no key. */
class LogKeyUnusable extends Error {
  override readonly name = 'LogKeyUnusable'
  readonly code = 'log_key_unusable'
  readonly text: Text

  constructor(text: Text, options?: ErrorOptions) {
    super(text.en, options)
    this.text = text
  }
}

/** Signs for one log. */
export interface LogKey extends LogSigner {
  /** For the trust file of a verifier. */
  readonly vkey: string
}

/**
 * The key in the file, under the name of a log.
 *
 * @param where.mayCreate only where there is no log yet: a new key for an old log would be a stranger's.
 * @throws {LogKeyUnusable}
 */
export function openLogKey(where: {
  readonly path: string
  readonly origin: string
  readonly mayCreate: boolean
}): LogKey {
  if (where.mayCreate && !existsSync(where.path)) create(where.path)
  const secret = readSecret(where.path)
  const publicKey = new Uint8Array(Buffer.from(secret.export({ format: 'jwk' }).x ?? '', 'base64url'))
  const key = verifierKey({ name: where.origin, type: 'ed25519', publicKey }, sha256)
  return {
    name: where.origin,
    keyId: key.keyId,
    vkey: formatVerifierKey(key),
    sign: (message) => new Uint8Array(sign(null, message, secret)),
  }
}

function create(path: string): void {
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  replaceDurably(path, Buffer.from(`${randomBytes(seedBytes).toString('base64')}\n`))
}

function readSecret(path: string): KeyObject {
  let text: string
  try {
    if ((statSync(path).mode & 0o077) !== 0) throw unusable(path, 'others can read it', 'andere können sie lesen')
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    if (cause instanceof LogKeyUnusable) throw cause
    throw unusable(path, 'it cannot be read', 'sie ist nicht lesbar', { cause })
  }
  const seed = Buffer.from(text.trim(), 'base64')
  if (seed.length !== seedBytes) throw unusable(path, 'it holds no key', 'sie enthält keinen Schlüssel')
  return createPrivateKey({ key: Buffer.concat([seedPrefix, seed]), format: 'der', type: 'pkcs8' })
}

function unusable(path: string, en: string, de: string, options?: ErrorOptions): LogKeyUnusable {
  return new LogKeyUnusable(
    {
      de: `Schlüsseldatei des Protokolls ${path}: ${de}. Aus der Sicherung zurückholen, Rechte 0600.`,
      en: `key file of the log ${path}: ${en}. Restore it from the backup with mode 0600.`,
    },
    options,
  )
}
