import { BlockList, isIP } from 'node:net'

/** IPv4 in an IPv6 socket, as `::ffff:10.0.0.7`. */
const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i

/**
 * The address as it is written down: IPv4 without the clothes of IPv6, and without the name of an interface.
 *
 * @example plainAddress('::ffff:10.0.0.7') // '10.0.0.7'
 */
export function plainAddress(address: string): string {
  const [withoutZone = address] = address.split('%')
  return mapped.exec(withoutZone)?.[1] ?? withoutZone.toLowerCase()
}

/**
 * Whether an address lies in one of these: single addresses or networks in CIDR notation, checked by the configuration. What is no
 * address lies in none.
 *
 * @example networkCheck(['10.0.0.0/8'])('10.1.2.3') // true
 */
export function networkCheck(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6'
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return (address) => {
    const family = isIP(address)
    return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6')
  }
}

/** @example isLoopback('127.0.0.1') // true */
export const isLoopback = networkCheck(['127.0.0.0/8', '::1'])
