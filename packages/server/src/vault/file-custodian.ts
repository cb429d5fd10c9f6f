import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, linkSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

import type { KeyCustodian } from './custodian.ts'
import { VaultKeyUnavailable } from './custodian.ts'

// A wrapped key: version u8 = 1 · nonce 12 · ciphertext · tag 16, AES-256-GCM under the key in the file.
const [version, nonceBytes, tagBytes, keyBytes] = [1, 12, 16, 32]
const cipherName = 'aes-256-gcm'
const associated = Buffer.from('stellwerk/vault/kek/v1')

/**
 * The key-encryption key as 32 bytes in a file of its own, mode 0600. Read anew each time, so that it lies in memory
 * no longer than it is needed.
 *
 * @param where.mayCreate whether a missing file is made: only on the first use of an installation, for a new key opens
 *   nothing that an old one sealed.
 * @throws VaultKeyUnavailable
 * @example const custodian = fileCustodian({ path: 'data/keys/vault.kek', mayCreate: isFirstUse })
 */
export function fileCustodian(where: { readonly path: string; readonly mayCreate: boolean }): KeyCustodian {
  if (where.mayCreate) createUnlessThere(where.path)
  return {
    kind: 'file',
    wrap: async (key) => withKey(where.path, (kek) => wrapped(kek, key)),
    unwrap: async (bytes) => withKey(where.path, (kek) => unwrapped(where.path, kek, bytes)),
  }
}

function withKey(path: string, use: (kek: Uint8Array) => Uint8Array): Uint8Array {
  const kek = readKey(path)
  try {
    return use(kek)
  } finally {
    kek.fill(0)
  }
}

function wrapped(kek: Uint8Array, key: Uint8Array): Uint8Array {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(cipherName, kek, nonce)
  cipher.setAAD(associated)
  const parts = [Uint8Array.of(version), nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]
  return new Uint8Array(Buffer.concat(parts))
}

function unwrapped(path: string, kek: Uint8Array, bytes: Uint8Array): Uint8Array {
  const end = bytes.length - tagBytes
  if (bytes[0] !== version || end < 1 + nonceBytes) throw mismatch(path)
  try {
    const nonce = bytes.subarray(1, 1 + nonceBytes)
    const decipher = createDecipheriv(cipherName, kek, nonce, { authTagLength: tagBytes })
    decipher.setAAD(associated)
    decipher.setAuthTag(bytes.subarray(end))
    return new Uint8Array(Buffer.concat([decipher.update(bytes.subarray(1 + nonceBytes, end)), decipher.final()]))
  } catch (error) {
    throw mismatch(path, error)
  }
}

function mismatch(path: string, cause?: unknown): VaultKeyUnavailable {
  const text = {
    de: `der Schlüssel in ${path} öffnet den Schlüssel des Tresors nicht; bitte die Datei einsetzen, mit der er verschlossen wurde`,
    en: `the key in ${path} does not open the key of the vault; please put the file back with which it was wrapped`,
  }
  return new VaultKeyUnavailable({ reason: 'mismatch', text }, { cause })
}

/** Asked of the open file, not of its path, so that nobody can exchange it in between. */
function readKey(path: string): Uint8Array {
  const file = openKey(path)
  try {
    const facts = fstatSync(file)
    if ((facts.mode & 0o077) !== 0) {
      const text = {
        de: `${path} ist für andere zugänglich; bitte eingeben: chmod 600 ${path}`,
        en: `${path} is open to others; please type: chmod 600 ${path}`,
      }
      throw new VaultKeyUnavailable({ reason: 'exposed', text })
    }
    const kek = new Uint8Array(keyBytes)
    if (!facts.isFile() || facts.size !== keyBytes || readSync(file, kek, 0, keyBytes, 0) !== keyBytes) {
      const text = {
        de: `${path} ist keine Datei von genau ${keyBytes} Byte; bitte den Schlüssel aus der Sicherung zurückholen`,
        en: `${path} is no file of exactly ${keyBytes} bytes; please restore the key from its backup`,
      }
      throw new VaultKeyUnavailable({ reason: 'malformed', text })
    }
    return kek
  } finally {
    closeSync(file)
  }
}

function openKey(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    const text = {
      de: `${path} lässt sich nicht lesen (${codeOf(error)}); ohne diesen Schlüssel bleibt der Tresor zu, bitte aus der Sicherung zurückholen`,
      en: `${path} cannot be read (${codeOf(error)}); the vault stays shut without this key, please restore it from its backup`,
    }
    throw new VaultKeyUnavailable({ reason: 'missing', text }, { cause: error })
  }
}

/** Under its name only once it is whole and durable: half a key would lock the vault for good. */
function createUnlessThere(path: string): void {
  const draft = `${path}.${randomBytes(8).toString('hex')}`
  try {
    writeDurably(draft, randomBytes(keyBytes))
    try {
      linkSync(draft, path)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    } finally {
      unlinkSync(draft)
    }
    syncAndClose(openSync(dirname(path), 'r'))
  } catch (error) {
    const text = {
      de: `${path} lässt sich nicht anlegen (${codeOf(error)}); bitte das Verzeichnis anlegen und beschreibbar machen`,
      en: `${path} cannot be made (${codeOf(error)}); please make its directory and let it be written`,
    }
    throw new VaultKeyUnavailable({ reason: 'missing', text }, { cause: error })
  }
}

function writeDurably(path: string, key: Uint8Array): void {
  const file = openSync(path, 'wx', 0o600)
  writeSync(file, key)
  key.fill(0)
  syncAndClose(file)
}

function syncAndClose(file: number): void {
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'error'
}
