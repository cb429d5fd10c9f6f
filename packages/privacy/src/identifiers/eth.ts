import { keccak_256 } from '@noble/hashes/sha3.js'
import type { IdentifierDetector } from '../detector.ts'

/**
 * Ethereum address: 0x and 40 hexadecimal digits. Where they hold both cases, the case is a check (EIP-55: a letter is a capital where
 * the Keccak-256 of the lower-case address has 8 or more at that place). In one case there is no check, but nothing else has this form.
 *
 * Vector: 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed (EIP-55).
 */
export const eth: IdentifierDetector = {
  kind: 'ETH',
  category: 'ID',
  lengths: [42],
  startsWith: 'digit',
  mixesCase: true,
  context: ['eth', 'ether*', 'wallet', 'address', 'adresse'],
  grade: ({ written, groups }) => {
    if (groups.length > 1 || !/^0x[0-9a-fA-F]{40}$/.test(written)) return undefined
    const digits = written.slice(2)
    const hasOneCase = digits === digits.toLowerCase() || digits === digits.toUpperCase()
    return hasOneCase || digits === withCheck(digits.toLowerCase()) ? 'certain' : 'likely'
  },
}

function withCheck(digits: string): string {
  const hash = keccak_256(Uint8Array.from(digits, (character) => character.charCodeAt(0)))
  return digits.replaceAll(/[a-f]/g, (letter, index: number) => {
    const byte = hash[index >> 1] ?? 0
    const half = index % 2 === 0 ? byte >> 4 : byte & 15
    return half >= 8 ? letter.toUpperCase() : letter
  })
}
