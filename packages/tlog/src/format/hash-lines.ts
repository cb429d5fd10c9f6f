import { decodeBase64, encodeBase64 } from './bytes.ts'
import { proofHashesMax } from './proof.ts'
import { hashBytes } from './tree.ts'

/** The hashes of a proof, one in a line, or `undefined` if a line is none or there are too many. */
export function parseHashLines(lines: readonly string[]): readonly Uint8Array[] | undefined {
  if (lines.length > proofHashesMax) return undefined
  const hashes = lines.flatMap((line) => decodeBase64(line) ?? [])
  return hashes.length === lines.length && hashes.every(({ length }) => length === hashBytes) ? hashes : undefined
}

export function formatHashLines(proof: readonly Uint8Array[]): string {
  if (proof.length > proofHashesMax) throw new RangeError(`a proof of ${proof.length} hashes`)
  return proof.map((hash) => `${encodeBase64(hash)}\n`).join('')
}
