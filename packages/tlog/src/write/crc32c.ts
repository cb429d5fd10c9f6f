// CRC-32C (Castagnoli), RFC 3720 appendix B.4, reflected: 0x82f63b78. Four tables, so that a turn takes four bytes.
const polynomial = 0x82f63b78

const tables = ((): readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array] => {
  const made = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)] as const
  for (let byte = 0; byte < 256; byte++) {
    let rest = byte
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ polynomial : rest >>> 1
    made[0][byte] = rest
  }
  for (let byte = 0; byte < 256; byte++) {
    for (const [position, table] of made.entries()) {
      const below = made[position - 1]
      if (below === undefined) continue
      const rest = below[byte] ?? 0
      table[byte] = (rest >>> 8) ^ (made[0][rest & 0xff] ?? 0)
    }
  }
  return made
})()

/**
 * The checksum of the bytes, as uint32, or of the bytes behind those whose checksum is given.
 *
 * @example crc32c(encodeUtf8('123456789')) // 0xe3069283
 */
export function crc32c(bytes: Uint8Array, before = 0): number {
  const [one, two, three, four] = tables
  let crc = ~before
  let at = 0
  for (; at + 4 <= bytes.length; at += 4) {
    crc ^= (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)
    crc =
      (four[crc & 0xff] ?? 0) ^
      (three[(crc >>> 8) & 0xff] ?? 0) ^
      (two[(crc >>> 16) & 0xff] ?? 0) ^
      (one[crc >>> 24] ?? 0)
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ (one[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0)
  return ~crc >>> 0
}
