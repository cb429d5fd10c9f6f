import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

/**
 * Where no engine may be: link-local and the addresses at which clouds hand out credentials, multicast, and the
 * unspecified address. Private and loopback ranges stay open, because that is where self-hosted engines live.
 * `BlockList` sees through IPv4-mapped IPv6, and `URL` has already undone decimal, octal and hexadecimal spelling.
 */
const barred = new BlockList()
barred.addSubnet('0.0.0.0', 8, 'ipv4') // "this network", RFC 1122 § 3.2.1.3
barred.addSubnet('169.254.0.0', 16, 'ipv4') // link-local, RFC 3927; metadata of most clouds at .169.254
barred.addAddress('100.100.100.200', 'ipv4') // metadata of Alibaba Cloud
barred.addAddress('168.63.129.16', 'ipv4') // platform address of Azure
barred.addAddress('192.0.0.192', 'ipv4') // metadata of Oracle Cloud
barred.addSubnet('224.0.0.0', 4, 'ipv4') // multicast, RFC 5771
barred.addAddress('255.255.255.255', 'ipv4') // limited broadcast
barred.addAddress('::', 'ipv6')
barred.addSubnet('fe80::', 10, 'ipv6') // link-local, RFC 4291 § 2.5.6
barred.addAddress('fd00:ec2::254', 'ipv6') // metadata of AWS
barred.addAddress('fd20:ce::254', 'ipv6') // metadata of Google Cloud
barred.addSubnet('ff00::', 8, 'ipv6') // multicast, RFC 4291 § 2.7

/** NAT64 and 6to4 carry an IPv4 address inside; what is barred outside is barred inside. */
const nat64 = /^64:ff9b::([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i
const sixToFour = /^2002:([0-9a-f]{1,4}):([0-9a-f]{1,4}):/i

/** A name resolves to more than one address rarely, to more than this never for an engine. */
const addressesMax = 16

export class AddressBarred extends Error {
  override readonly name = 'AddressBarred'
  readonly host: string
  readonly address: string

  constructor(what: { readonly host: string; readonly address: string }) {
    super(
      `${what.host} resolves to ${what.address}, where no engine may be (link-local, metadata, multicast or unspecified)`,
    )
    this.host = what.host
    this.address = what.address
  }
}

/** Whether an engine may stand at this IP address (text form, IPv4 or IPv6 without brackets). */
export function mayHoldEngine(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return false
  if (family === 4) return !barred.check(address, 'ipv4')
  const inside = nat64.exec(address) ?? sixToFour.exec(address)
  if (inside !== null && barred.check(dotted(inside[1] ?? '0', inside[2] ?? '0'), 'ipv4')) return false
  return !barred.check(address, 'ipv6')
}

function dotted(high: string, low: string): string {
  const [h, l] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
  return `${h >> 8}.${h & 255}.${l >> 8}.${l & 255}`
}

/** Resolves a name to all its addresses; injected, so that tests can play a rebinding name server. */
export type Resolve = (name: string) => Promise<readonly string[]>

export const systemResolve: Resolve = async (name) =>
  (await lookup(name, { all: true })).map((answer) => answer.address)

/**
 * The address to connect to for the host of a configured URL. All addresses of a name have to be permitted: a name that
 * points at the metadata service now and then is not to be tried until it points elsewhere. The caller connects to the
 * address that was checked, so a second answer of the name server changes nothing.
 *
 * @throws AddressBarred, or the error of the resolver
 */
export async function addressOf(url: URL, resolve: Resolve): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const addresses = isIP(host) === 0 ? (await resolve(host)).slice(0, addressesMax) : [host]
  for (const address of addresses) if (!mayHoldEngine(address)) throw new AddressBarred({ host, address })
  // IPv4 first: engines commonly listen on IPv4 alone, and a refused IPv6 costs a round trip.
  const chosen = addresses.find((address) => isIP(address) === 4) ?? addresses[0]
  if (chosen === undefined) throw new AddressBarred({ host, address: 'no address' })
  return chosen
}
