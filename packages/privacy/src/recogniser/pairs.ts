import { rowSize } from './weights.ts'

/*
 * Sums of weights, two to a number of 32 bits, so that one addition adds both. A number stands for one + 65,536 × other, both of them
 * signed: sums of such numbers are the sums of both, as long as each stays within 16 bits. A token has some 60 features, none of them
 * over 127, and so do.
 */

/** Numbers for the weights of one feature. */
export const pairsOfRow = rowSize / 2

const evenBytes = 0x00_ff_00_ff
const signs = 0x00_80_00_80

/** The first and the third of four weights of a byte each. */
export function evenPair(weights: number): number {
  return ((weights & evenBytes) ^ signs) - signs
}

/** The second and the fourth. */
export function oddPair(weights: number): number {
  return (((weights >>> 8) & evenBytes) ^ signs) - signs
}

/** Four weights by four. */
export function fourByFour(rows: Int8Array): Int32Array {
  return new Int32Array(rows.buffer, rows.byteOffset, rows.length / 4)
}

/** Writes the sums of a token, tag by tag, from their pairs. */
export function unpair(pairs: Int32Array, sums: Int32Array, to: number): void {
  for (let four = 0; four < pairsOfRow; four += 2) {
    const even = pairs[four] ?? 0
    const odd = pairs[four + 1] ?? 0
    const at = to + 2 * four
    sums[at] = lower(even)
    sums[at + 1] = lower(odd)
    sums[at + 2] = upper(even)
    sums[at + 3] = upper(odd)
  }
}

function lower(pair: number): number {
  return (pair << 16) >> 16
}

function upper(pair: number): number {
  return (pair - lower(pair)) >> 16
}
