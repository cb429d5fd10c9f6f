// An Ed25519 key in a file of its own: its seed in base64, readable by its owner alone.
import { createPrivateKey, randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

import type { Text } from '@stellwerk/contract/language'

import { replaceDurably } from './durable-file.ts'

/** Of an Ed25519 key (RFC 8032 § 5.1.5). */
const seedBytes = 32

/** DER in front of a bare seed (RFC 8410 § 7). */
const seedPrefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key file is missing, readable by others or no key. */
class SigningKeyUnusable extends Error {
  override readonly name = 'SigningKeyUnusable'
  readonly code = 'signing_key_unusable'
  readonly text: Text

  constructor(text: Text, options?: ErrorOptions) {
    super(text.en, options)
    this.text = text
  }
}

/** Makes a key in a folder that is ours alone. */
export function createSigningKey(path: string): void {
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  replaceDurably(path, newSeed())
}

/** Content of the file of a fresh key. */
export function newSeed(): Uint8Array {
  return Buffer.from(`${randomBytes(seedBytes).toString('base64')}\n`)
}

/**
 * @param whose what the key is for, as it follows "key file" in a message
 * @throws {SigningKeyUnusable}
 */
export function readSigningKey(path: string, whose: Text): KeyObject {
  const unusable = (why: Text, options?: ErrorOptions): SigningKeyUnusable =>
    new SigningKeyUnusable(
      {
        de: `Schlüsseldatei ${whose.de} ${path}: ${why.de}. Aus der Sicherung zurückholen, Rechte 0600.`,
        en: `key file ${whose.en} ${path}: ${why.en}. Restore it from the backup with mode 0600.`,
      },
      options,
    )
  let text: string
  try {
    if ((statSync(path).mode & 0o077) !== 0) throw unusable({ en: 'others can read it', de: 'andere können sie lesen' })
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    if (cause instanceof SigningKeyUnusable) throw cause
    throw unusable({ en: 'it cannot be read', de: 'sie ist nicht lesbar' }, { cause })
  }
  const seed = Buffer.from(text.trim(), 'base64')
  if (seed.length !== seedBytes) throw unusable({ en: 'it holds no key', de: 'sie enthält keinen Schlüssel' })
  return createPrivateKey({ key: Buffer.concat([seedPrefix, seed]), format: 'der', type: 'pkcs8' })
}

/** The 32 bytes that everybody may know. */
export function publicKeyOf(secret: KeyObject): Uint8Array {
  return new Uint8Array(Buffer.from(secret.export({ format: 'jwk' }).x ?? '', 'base64url'))
}
