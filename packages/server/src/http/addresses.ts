import { isIP } from 'node:net'

import { isLoopback, networkCheck, plainAddress } from '../networks.ts'

// Who the client is when a reverse proxy stands between. Its word counts only where the configuration trusts it, and only as
// far as it can know: the proxy next to us appends the address it sees, so the list is read from the right, past every proxy
// that is trusted as well. What stands further left is what the client says of itself.

/** Where a request came from, as far as the connection shows it. */
export interface Peer {
  /** Undefined on a Unix socket, and when the connection is gone. */
  readonly address: string | undefined
  readonly headers: Headers
}

/** Characters of a header that are looked at. Ten hops of IPv6 are 500. */
const headerCharactersMax = 2_000

/** What proxies leave behind. Any of them says that the connection is not the client's own. */
const traces = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']

export interface ClientAddresses {
  /** Address of the client; undefined when it is not known, which every check takes for "no". */
  readonly of: (peer: Peer) => string | undefined
  /** Whether the client itself is on this machine. Behind a proxy on this machine everybody would seem to be. */
  readonly isLocal: (peer: Peer) => boolean
}

/**
 * @param trusted addresses and networks of proxies; `unix` for whoever comes through the socket
 */
export function clientAddresses(trusted: readonly string[], isSocket: boolean): ClientAddresses {
  const isTrustedAddress = networkCheck(trusted.filter((each) => each !== 'unix'))
  const isSocketTrusted = isSocket && trusted.includes('unix')
  const isTrusted = ({ address }: Peer): boolean => (isSocket ? isSocketTrusted : isTrustedAddress(address ?? ''))
  const of = (peer: Peer): string | undefined => {
    if (isTrusted(peer)) return forwardedFor(peer.headers, isTrustedAddress)
    return peer.address === undefined ? undefined : plainAddress(peer.address)
  }
  return {
    of,
    isLocal: (peer) => {
      if (!isTrusted(peer) && traces.some((name) => peer.headers.has(name))) return false
      return isLoopback(of(peer) ?? '')
    },
  }
}

/**
 * The right-most address that is no trusted proxy, or the left-most of all when each of them is. Undefined when there is no
 * list, when it cannot be read, or when both headers are there: one of them then comes from the client, and nobody can
 * say which.
 */
function forwardedFor(headers: Headers, isTrusted: (address: string) => boolean): string | undefined {
  const [plain, standard] = [headers.get('x-forwarded-for'), headers.get('forwarded')]
  if (plain !== null && standard !== null) return undefined
  const hops = plain === null ? hopsOfForwarded(standard ?? '') : hopsOfPlain(plain)
  let nearest: string | undefined
  for (const hop of hops.toReversed()) {
    nearest = addressOf(hop)
    if (nearest === undefined || !isTrusted(nearest)) return nearest
  }
  return nearest
}

function hopsOfPlain(header: string): readonly string[] {
  return header.length > headerCharactersMax ? [] : header.split(',').map((hop) => hop.trim())
}

/** One pair of RFC 7239 § 4, with what ends it: `;` goes on with the same hop, `,` begins the next. */
const pair = /[ \t]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=(?:([!#$%&'*+.^_`|~0-9A-Za-z-]+)|"([^"\\]*)")[ \t]*(;|,|$)/y

/** The `for` of each hop, in order; none at all when anything in the header is not as RFC 7239 wants it. */
function hopsOfForwarded(header: string): readonly string[] {
  if (header.length > headerCharactersMax) return []
  const hops: string[] = []
  let hop: string | undefined
  pair.lastIndex = 0
  for (;;) {
    const found = pair.exec(header)
    if (found === null) return []
    const [, name = '', token, quoted = '', end] = found
    if (name.toLowerCase() === 'for') {
      if (hop !== undefined) return []
      hop = token ?? quoted
    }
    if (end === ';') continue
    hops.push(hop ?? 'unknown')
    hop = undefined
    if (end === '') return hops
  }
}

/** With or without a port: `192.0.2.1`, `192.0.2.1:443`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:443`. */
function addressOf(hop: string): string | undefined {
  const bare = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(hop)?.[1] ?? /^([\d.]+):\d{1,5}$/.exec(hop)?.[1] ?? hop
  return isIP(bare) === 0 || bare.includes('%') ? undefined : plainAddress(bare)
}
