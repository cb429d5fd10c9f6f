// Addresses and networks of clients, IPv4 and IPv6. Pure, because the schema of the configuration checks with it.

/** 4 or 16 bytes. An IPv4 address that came as `::ffff:192.0.2.7` has 4. */
export type AddressBytes = Uint8Array

export interface Network {
  readonly bytes: AddressBytes
  /** Leading bits that count. */
  readonly prefix: number
}

/** Characters of the longest spelling, `ffff:…:255.255.255.255`. */
const addressCharactersMax = 45

/**
 * A network such as `10.0.0.0/8` or one address. Bits behind the prefix must be zero: whoever sets one means something
 * else than the whole network.
 *
 * @example parseNetwork('fd00::/8')?.prefix // 8
 */
export function parseNetwork(text: string): Network | undefined {
  const [address = '', length, ...rest] = text.split('/')
  if (rest.length > 0 || address.includes('%')) return undefined
  const written = address.includes('.') && address.includes(':') ? undefined : parseAddress(address)
  if (written === undefined) return undefined
  const bits = written.length * 8
  if (length === undefined) return { bytes: written, prefix: bits }
  const prefix = /^(0|[1-9]\d{0,2})$/.test(length) ? Number(length) : bits + 1
  if (prefix > bits) return undefined
  const network = { bytes: written, prefix }
  return written.every((byte, index) => (byte & ~maskOf(index, prefix)) === 0) ? network : undefined
}

/**
 * An address as a socket or a proxy tells it. The zone of a link-local one (`fe80::1%eth0`) is left out.
 *
 * @example parseAddress('::ffff:192.0.2.7') // Uint8Array [192, 0, 2, 7]
 */
export function parseAddress(text: string): AddressBytes | undefined {
  const [address = ''] = text.split('%')
  if (address.length > addressCharactersMax) return undefined
  if (!address.includes(':')) return parseFour(address)
  const bytes = parseSixteen(address)
  return bytes !== undefined && isMapped(bytes) ? bytes.slice(12) : bytes
}

/** Whether the address lies in the network. Never across the families. */
export function isWithin(address: AddressBytes, { bytes, prefix }: Network): boolean {
  if (address.length !== bytes.length) return false
  return address.every((byte, index) => ((byte ^ (bytes[index] ?? 0)) & maskOf(index, prefix)) === 0)
}

/** The bits of one byte that a prefix covers. */
function maskOf(index: number, prefix: number): number {
  const covered = Math.min(8, Math.max(0, prefix - index * 8))
  return (0xff << (8 - covered)) & 0xff
}

/** Four decimal numbers without leading zeros; older forms mean another address to every second parser. */
function parseFour(text: string): AddressBytes | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return undefined
  return Uint8Array.from(parts, Number)
}

/** RFC 4291 § 2.2: eight groups, one run of zeros as `::`, the last two groups perhaps as an IPv4 address. */
function parseSixteen(text: string): AddressBytes | undefined {
  const [left = '', right, ...more] = withoutFour(text)?.split('::') ?? []
  const before = groupsIn(left)
  const after = groupsIn(right ?? '')
  const missing = 8 - before.length - after.length
  const isWhole = right === undefined ? missing === 0 : missing > 0
  if (!isWhole || more.length > 0) return undefined
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after]
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined
  const numbers = groups.map((group) => Number.parseInt(group, 16))
  return Uint8Array.from(numbers.flatMap((number) => [number >> 8, number & 0xff]))
}

function groupsIn(half: string): readonly string[] {
  return half === '' ? [] : half.split(':')
}

/** With a closing IPv4 address written as two groups. */
function withoutFour(text: string): string | undefined {
  if (!text.includes('.')) return text
  const at = text.lastIndexOf(':') + 1
  const four = parseFour(text.slice(at))
  if (four === undefined) return undefined
  const [a = 0, b = 0, c = 0, d = 0] = four
  return `${text.slice(0, at)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
}

function isMapped(bytes: AddressBytes): boolean {
  return bytes.every((byte, index) => (index < 10 ? byte === 0 : index < 12 ? byte === 0xff : true))
}
