import { sha256 } from '@noble/hashes/sha2.js'
import type { IdentifierDetector } from '../detector.ts'

/**
 * Bitcoin address: Base58Check (first four bytes of a double SHA-256) for those that begin with 1 or 3, bech32 (BIP 173) and bech32m
 * (BIP 350) for those that begin with bc1. A random text passes one in 2^30 at most.
 *
 * Vectors: 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa (first block), bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4 (BIP 173).
 */
export const btc: IdentifierDetector = {
  kind: 'BTC',
  category: 'ID',
  lengths: [26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 42, 62],
  startsWith: 'either',
  mixesCase: true,
  context: ['btc', 'bitcoin', 'wallet', 'adresse', 'address'],
  grade: ({ written, groups }) => {
    if (groups.length > 1) return undefined
    const isAddress = /^[13]/.test(written) ? isBase58Check(written) : isBech32(written)
    return isAddress ? 'certain' : undefined
  },
}

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** One byte of version, 20 of a hash, four of the check. */
const base58Bytes = 25

function isBase58Check(written: string): boolean {
  const bytes = base58Decoded(written)
  if (bytes === undefined) return false
  const check = sha256(sha256(bytes.subarray(0, base58Bytes - 4)))
  return bytes.subarray(base58Bytes - 4).every((byte, index) => byte === check[index])
}

function base58Decoded(written: string): Uint8Array | undefined {
  const bytes = new Uint8Array(base58Bytes)
  for (const character of written) {
    let carry = base58.indexOf(character)
    if (carry < 0) return undefined
    for (let index = base58Bytes - 1; index >= 0; index -= 1) {
      carry += 58 * (bytes[index] ?? 0)
      bytes[index] = carry & 0xff
      carry >>= 8
    }
    if (carry !== 0) return undefined
  }
  return bytes
}

const bech32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]

function isBech32(written: string): boolean {
  const plain = written.toLowerCase()
  // Both cases at once are forbidden by BIP 173.
  if (!plain.startsWith('bc1') || (plain !== written && written.toUpperCase() !== written)) return false
  // The prefix "bc": high bits, zero, low bits.
  let polymod = [3, 3, 0, 2, 3].reduce(bech32Step, 1)
  for (const character of plain.slice(3)) {
    const value = bech32.indexOf(character)
    if (value < 0) return false
    polymod = bech32Step(polymod, value)
  }
  // Version 0 is bech32, later ones are bech32m.
  return polymod === (plain.charAt(3) === 'q' ? 1 : 0x2bc830a3)
}

function bech32Step(polymod: number, value: number): number {
  const top = polymod >>> 25
  let next = ((polymod & 0x1ffffff) << 5) ^ value
  for (const [bit, generator] of generators.entries()) if (((top >>> bit) & 1) === 1) next ^= generator
  return next
}
