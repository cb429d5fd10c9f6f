// The key of a witness: made at the first start, never shown, never replaced.
import { createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto'
import { closeSync, existsSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Text } from '@stellwerk/contract/language'
import { concatBytes, decodeBase64, encodeBase64, encodeUtf8, formatHex } from '@stellwerk/tlog/format/bytes'
import type { VerifierKey } from '@stellwerk/tlog/format/note'
import { formatVerifierKey, isKeyName, signatureTypes, verifierKey } from '@stellwerk/tlog/format/note'

import { sha256 } from '../primitives.ts'
import { replaceDurably } from '../durable-file.ts'
import { damaged, WitnessRefused } from './witness-refused.ts'

const keyFileName = 'witness.key'

/** Who signs. The key itself stays inside. */
export interface WitnessSigner {
  readonly key: VerifierKey
  readonly sign: (message: Uint8Array) => Uint8Array
}

const seedBytes = 32
/** DER in front of the 32 bytes of an Ed25519 seed (RFC 8410 § 7). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * The key in the folder, made there if the folder is new.
 *
 * @param name of the key, as it will stand in each cosignature; without one it is made up once and stays
 * @param isNew whether the folder holds no state of a witness; if it does, a missing key is not made anew
 * @throws WitnessRefused `key`, `damaged`
 */
export function witnessKey(
  folder: string,
  what: { readonly name?: string | undefined; readonly isNew: boolean },
): WitnessSigner {
  const path = join(folder, keyFileName)
  if (!existsSync(path)) makeKey(path, what)
  const signer = parseSigner(readPrivate(path), path)
  if (what.name === undefined || what.name === signer.key.name) return signer
  throw refused({
    de: `der Zeuge in ${folder} heißt ${signer.key.name}, nicht ${what.name}`,
    en: `the witness in ${folder} is called ${signer.key.name}, not ${what.name}`,
  })
}

function makeKey(path: string, { name, isNew }: { readonly name?: string | undefined; readonly isNew: boolean }): void {
  if (!isNew) {
    throw refused({
      de: `${path} fehlt, aber der Ordner gehört einem Zeugen, der schon unterschrieben hat`,
      en: `${path} is missing, but the folder belongs to a witness that has signed already`,
    })
  }
  const chosen = name ?? `witness-${formatHex(randomBytes(4))}`
  if (!isKeyName(chosen)) {
    throw refused({
      de: `„${chosen}“ kann kein Name sein: ohne Leerzeichen und Pluszeichen, etwa zeuge.betriebsrat.example`,
      en: `"${chosen}" cannot be a name: without blanks and plus, for example witness.council.example`,
    })
  }
  replaceDurably(path, encodeUtf8(formatSigner(chosen, randomBytes(seedBytes))))
}

/** The spelling of Go's sumdb/note for private keys, with the type of a cosignature. */
function formatSigner(name: string, seed: Uint8Array): string {
  const [, keyId = ''] = formatVerifierKey(signerOf(name, seed).key).split('+')
  const material = concatBytes(Uint8Array.of(signatureTypes['cosignature/v1']), seed)
  return `PRIVATE+KEY+${name}+${keyId}+${encodeBase64(material)}\n`
}

function parseSigner(text: string, path: string): WitnessSigner {
  const [, name = '', base64 = ''] = /^PRIVATE\+KEY\+([^+]+)\+[0-9a-f]{8}\+([A-Za-z0-9+/=]+)\n$/.exec(text) ?? []
  const material = decodeBase64(base64)
  if (!isKeyName(name) || material?.length !== 1 + seedBytes) throw damaged(path)
  const seed = material.slice(1)
  // The key id covers name and key, so writing again what was read finds a changed letter in either.
  if (formatSigner(name, seed) !== text) throw damaged(path)
  return signerOf(name, seed)
}

function signerOf(name: string, seed: Uint8Array): WitnessSigner {
  const secret = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(secret).export({ format: 'der', type: 'spki' })
  const publicKey = new Uint8Array(spki.subarray(spki.length - 32))
  const key = verifierKey({ name, type: 'cosignature/v1', publicKey }, sha256)
  return { key, sign: (message) => new Uint8Array(sign(null, message, secret)) }
}

function readPrivate(path: string): string {
  const file = openSync(path, 'r')
  try {
    // Asked of the open file, not of its path, so that nobody can exchange it in between.
    const { mode } = fstatSync(file)
    if ((mode & 0o077) === 0) return readFileSync(file, 'utf8')
  } finally {
    closeSync(file)
  }
  throw refused({
    de: `${path} ist für andere zugänglich; bitte eingeben: chmod 600 ${path}`,
    en: `${path} is open to others; please type: chmod 600 ${path}`,
  })
}

function refused(text: Text): WitnessRefused {
  return new WitnessRefused({ code: 'key', text })
}
