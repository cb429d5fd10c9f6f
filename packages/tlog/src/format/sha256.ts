// SHA-256 (FIPS 180-4 § 6.2) for browsers, whose own is asynchronous. Servers pass the one of their runtime, which is
// some twenty times faster. It hashes public data only, so nothing depends on its timing.
import type { Sha256 } from './tree.ts'

const blockBytes = 64
const lengthBytes = 8

/** The first 32 bits of the fraction of a root: the constants are defined that way, so nobody has to trust a table. */
const fractionOf = (root: number): number => Math.floor((root - Math.floor(root)) * 2 ** 32) >>> 0

const primes = Array.from({ length: 310 }, (_, above) => above + 2).filter((number, _index, all) =>
  all.every((divisor) => divisor * divisor > number || number % divisor !== 0),
)
const roundConstants = Uint32Array.from(primes.slice(0, 64), (prime) => fractionOf(Math.cbrt(prime)))
const startState = Uint32Array.from(primes.slice(0, 8), (prime) => fractionOf(Math.sqrt(prime)))

/** @example sha256(new Uint8Array(0)) // e3b0c442…7852b855 */
export const sha256: Sha256 = (bytes) => {
  const state = startState.slice()
  const padded = new Uint8Array(Math.ceil((bytes.length + 1 + lengthBytes) / blockBytes) * blockBytes)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setBigUint64(padded.length - lengthBytes, BigInt(bytes.length) * 8n)
  for (let at = 0; at < padded.length; at += blockBytes) addBlock(state, view, at)
  const hash = new Uint8Array(32)
  const out = new DataView(hash.buffer)
  for (const [index, word] of state.entries()) out.setUint32(index * 4, word)
  return hash
}

function addBlock(state: Uint32Array, view: DataView, at: number): void {
  const words = new Uint32Array(64)
  for (let index = 0; index < 16; index++) words[index] = view.getUint32(at + index * 4)
  for (let index = 16; index < 64; index++) {
    const [early, late] = [words[index - 15] ?? 0, words[index - 2] ?? 0]
    const small0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)
    const small1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10)
    words[index] = (words[index - 16] ?? 0) + small0 + (words[index - 7] ?? 0) + small1
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let index = 0; index < 64; index++) {
    const big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
    const one = (h + big1 + ((e & f) ^ (~e & g)) + (roundConstants[index] ?? 0) + (words[index] ?? 0)) | 0
    const big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
    const two = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index] ?? 0) + word
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}
