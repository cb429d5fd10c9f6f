// A small writer of logs out of the functions of format/, for tests: everything in memory, one size at a time.
import { createHash, createPrivateKey, sign, verify } from 'node:crypto'

import { concatBytes, encodeUtf8 } from '../../../packages/tlog/src/format/bytes.ts'
import { formatCheckpoint } from '../../../packages/tlog/src/format/checkpoint.ts'
import { cosignedMessage, formatCosignature } from '../../../packages/tlog/src/format/cosignature.ts'
import type { CheckEd25519, NoteSignature, SignatureType, VerifierKey } from '../../../packages/tlog/src/format/note.ts'
import { formatNote, verifierKey } from '../../../packages/tlog/src/format/note.ts'
import {
  checkpointPath,
  formatEntryBundle,
  tilePath,
  tilesOf,
  tileWidth,
} from '../../../packages/tlog/src/format/tile.ts'
import { fullSubtreeRoot, leafHash, rootOf } from '../../../packages/tlog/src/format/tree.ts'

export const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest())

/** DER in front of a bare seed (RFC 8410) and of a bare public key. */
const [seedPrefix, publicPrefix] = ['302e020100300506032b657004220420', '302a300506032b6570032100'].map((hex) =>
  Buffer.from(hex, 'hex'),
)

export const checkEd25519: CheckEd25519 = ({ publicKey, message, signature }) => {
  const key = Buffer.concat([publicPrefix ?? Buffer.of(), publicKey])
  return verify(null, message, { key, format: 'der', type: 'spki' }, signature)
}

/** A key of which the test knows the seed. */
export interface Signer {
  readonly key: VerifierKey
  readonly sign: (message: Uint8Array) => Uint8Array
}

export function signer({ name, type, seed }: { name: string; type: SignatureType; seed: Uint8Array }): Signer {
  const der = Buffer.concat([seedPrefix ?? Buffer.of(), seed])
  const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const publicKey = new Uint8Array(Buffer.from(secret.export({ format: 'jwk' }).x ?? '', 'base64url'))
  return {
    key: verifierKey({ name, type, publicKey }, sha256),
    sign: (message) => new Uint8Array(sign(null, message, secret)),
  }
}

/** Keys for tests: the seeds are public. */
export const testLog = signer({ name: 'log.example/a', type: 'ed25519', seed: sha256(encodeUtf8('seed of the log')) })
export const testWitness = (name: string): Signer =>
  signer({ name, type: 'cosignature/v1', seed: sha256(encodeUtf8(`seed of ${name}`)) })

export type Files = Map<string, Uint8Array>

/** Every file that a log with these entries holds at this size, the signed checkpoint among them. */
export function writeLog(entries: readonly Uint8Array[], log: Signer = testLog): Files {
  const size = entries.length
  const levels = [entries.map((entry) => leafHash(sha256, entry))]
  for (let below = levels[0] ?? []; below.length >= tileWidth; below = levels.at(-1) ?? []) {
    const full = Array.from({ length: Math.floor(below.length / tileWidth) }, (_, index) =>
      below.slice(index * tileWidth, (index + 1) * tileWidth),
    )
    levels.push(full.map((hashes) => fullSubtreeRoot(sha256, concatBytes(...hashes))))
  }
  const files: Files = new Map()
  for (const tile of tilesOf(size)) {
    const [start, end] = [tile.index * tileWidth, tile.index * tileWidth + tile.width]
    const bytes =
      tile.level === 'entries'
        ? formatEntryBundle(entries.slice(start, end))
        : concatBytes(...(levels[tile.level] ?? []).slice(start, end))
    files.set(tilePath(tile), bytes)
  }
  files.set(checkpointPath, signCheckpoint({ size, root: rootOf(sha256, levels[0] ?? []) }, log))
  return files
}

export function signCheckpoint(
  tree: { readonly size: number; readonly root: Uint8Array },
  log: Signer = testLog,
  witnesses: readonly { readonly witness: Signer; readonly timeSeconds: number }[] = [],
): Uint8Array {
  const text = formatCheckpoint({ origin: log.key.name, ...tree })
  const { name, keyId } = log.key
  const own: NoteSignature = { name, keyId, signature: log.sign(encodeUtf8(text)) }
  return formatNote({ text, signatures: [own, ...witnesses.map((each) => cosign(text, each))] })
}

export function cosign(
  text: string,
  { witness, timeSeconds }: { readonly witness: Signer; readonly timeSeconds: number },
): NoteSignature {
  const { name, keyId } = witness.key
  const signature = formatCosignature({ timeSeconds, signature: witness.sign(cosignedMessage({ timeSeconds, text })) })
  return { name, keyId, signature }
}

/** `entry-0`, `entry-1` and so on, as in entry-tree.json. */
export function numberedEntries(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, index) => encodeUtf8(`entry-${index}`))
}

/** Draws from 0 up to, not including, the bound: mulberry32, so that a seed repeats a run. */
export function random(seed: number): (bound: number) => number {
  let state = seed
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound)
  }
}
