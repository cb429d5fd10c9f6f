// Whom a program tried to reach, from what strace saw of it, its threads and its children.
import { readFileSync } from 'node:fs'

/** Calls that name somebody, and the start of other programs. */
const calls = 'connect,sendto,sendmsg,sendmmsg,execve'

/** The words before a command line, to watch it. */
export const watching = (file: string): readonly string[] => [
  'strace',
  '-f',
  '-qq',
  '--seccomp-bpf',
  '-s',
  '4096',
  '-e',
  `trace=${calls}`,
  '-e',
  'signal=none',
  '-o',
  file,
]

export interface Tried {
  /** As `127.0.0.1:8000`, `[::1]:53`, `unix:/path` or, for what nobody should use, the address as strace shows it. */
  readonly places: readonly string[]
  /** Programs that were started. */
  readonly programs: readonly string[]
}

/** The kernel's own, which the C library asks for the addresses of this machine; and the end of a connection. */
const silent = /^(?:AF_NETLINK|AF_UNSPEC)\b/

export function triedIn(file: string): Tried {
  const text = readFileSync(file, 'utf8')
  const addresses = [...text.matchAll(/\{sa_family=([^}]*)\}/g)].map(([, address]) => address ?? '')
  return {
    places: [...new Set(addresses.filter((address) => !silent.test(address)).map(placeOf))].sort(),
    programs: [...new Set([...text.matchAll(/execve\("([^"]*)"[^\n]* = 0$/gm)].map(([, path]) => path ?? ''))].sort(),
  }
}

/** @example placeOf('AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.0.0.1")') // '10.0.0.1:53' */
function placeOf(address: string): string {
  const port = /port=htons\((\d+)\)/.exec(address)?.[1] ?? ''
  const inet = /^AF_INET,.*inet_addr\("([^"]+)"\)/.exec(address)?.[1]
  if (inet !== undefined) return `${inet}:${port}`
  const inet6 = /^AF_INET6,.*inet_pton\(AF_INET6, "([^"]+)"/.exec(address)?.[1]
  if (inet6 !== undefined) return `[${inet6}]:${port}`
  const path = /^AF_UNIX, sun_path=(@?"[^"]*")/.exec(address)?.[1]
  return path === undefined ? address : `unix:${path.replaceAll('"', '')}`
}
