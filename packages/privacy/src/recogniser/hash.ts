/**
 * The two hash functions of the recogniser. Integers only, so that every runtime computes the same.
 * Test vectors stand in `hash.test.ts`, because the weights are of no use to anybody who hashes otherwise.
 */

const basis = 0x81_1c_9d_c5
const prime = 0x01_00_01_93

/** FNV-1a over UTF-16 code units (offset basis and prime of 32 bits), finished so that its low bits may choose a slot. */
export function hashOfUnits(units: Uint16Array, from: number, to: number, seed: number): number {
  let hash = (basis ^ seed) | 0
  for (let place = from; place < to; place++) hash = Math.imul(hash ^ (units[place] ?? 0), prime)
  return mixed(hash, to - from)
}

/** Two numbers into one: the finaliser of MurmurHash3, which lets every bit of the input reach every bit of the result. */
export function mixed(one: number, other: number): number {
  let hash = (one ^ Math.imul(other, 0x9e_37_79_b1)) | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35)
  return hash ^ (hash >>> 16)
}

/** The same for a word. */
export function hashOfWord(word: string, seed = 0): number {
  let hash = (basis ^ seed) | 0
  for (let place = 0; place < word.length; place++) hash = Math.imul(hash ^ word.charCodeAt(place), prime)
  return mixed(hash, word.length)
}
