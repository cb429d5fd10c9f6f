import { z } from 'zod'
import type { ConfigProblem } from './config-problem.ts'
import { configSentences } from './config-problem.ts'
import { absolutePath, isNetwork, list, says, secretRef, section } from './config-shapes.ts'

// Where Stellwerk listens, for whom, and under which certificate: `listen` (docs/network.md).

/** Loopback, because a gateway without TLS in front of it has no business on a network. */
const listenDefaults = { host: '127.0.0.1', port: 7373 } as const

/** Bytes that the path of a socket may have (`sun_path` of Linux is 108, of macOS 104, with a closing zero). */
export const socketPathBytesMax = 103

const socketPath = absolutePath.refine((path) => bytesOf(path) <= socketPathBytesMax, says('socketPath'))

/** In UTF-8. Neither `Buffer` nor `TextEncoder` is everywhere where a configuration is read. */
function bytesOf(text: string): number {
  return [...text].reduce((sum, each) => {
    const point = each.codePointAt(0) ?? 0
    return sum + (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4)
  }, 0)
}

/** What YAML takes for a number is meant as the version it looks like. */
const tlsVersion = z
  .literal(['1.2', '1.3', 1.2, 1.3], says('tlsVersion'))
  .transform((version): TlsVersion => (String(version) === '1.3' ? '1.3' : '1.2'))

export type TlsVersion = '1.2' | '1.3'

const tls = section({
  certificate: absolutePath.describe(
    'PEM file: our certificate first, then those that lead to its authority. Read again when it changes. Absolute path.',
  ),
  key: secretRef.describe('Its key in PEM, not encrypted: file:/absolute/path or env:NAME.'),
  minVersion: tlsVersion.prefault('1.2').describe('The oldest TLS that a client may speak: 1.2 or 1.3.'),
  hsts: z
    .boolean()
    .default(true)
    .describe(
      'Whether browsers are told to reach this host by https only, for a year. It holds for every port of the host.',
    ),
})

export const listen = section({
  host: z
    .string()
    .min(1)
    .max(255)
    .default(listenDefaults.host)
    .describe('Address to listen on. Loopback by default; `::` is every address.'),
  port: z.int().min(0).max(65_535).default(listenDefaults.port).describe('Port to listen on; 0 takes any free one.'),
  socket: socketPath
    .exactOptional()
    .describe('A Unix socket instead of host and port, open to owner and group (mode 0660). Absolute path.'),
  tls: tls.exactOptional().describe('Certificate under which to listen. Without it plain HTTP is spoken.'),
  trustedProxies: list(z.string().refine((text) => text === 'unix' || isNetwork(text), says('proxy')))
    .prefault([])
    .describe(
      'Reverse proxies whose X-Forwarded-For or Forwarded says who the client is: addresses, networks (10.0.0.0/8), or `unix` for whoever comes through the socket.',
    ),
})
  .prefault({})
  .describe('Where Stellwerk listens.')

export type ListenConfig = z.output<typeof listen>

/** An address as `--listen` takes it. */
export type ListenAddress = { readonly host: string; readonly port: number } | { readonly socket: string }

/**
 * @example parseListenAddress('[::1]:7373') // { host: '::1', port: 7373 }
 * @example parseListenAddress(':7373') // { host: '::', port: 7373 }, every address
 * @example parseListenAddress('unix:/run/stellwerk/http.sock')
 */
export function parseListenAddress(text: string): ListenAddress | undefined {
  if (text.startsWith('unix:')) return { socket: text.slice('unix:'.length) }
  const found = /^(?:\[([0-9A-Fa-f:.]+)\]|([^\s:[\]/]*)):(\d{1,5})$/.exec(text)
  if (found === null) return undefined
  const [, inBrackets, plain = '', port] = found
  const host = inBrackets ?? plain
  return { host: host === '' ? '::' : host, port: Number(port) }
}

/** What a listener is: a socket, or an address with or without encryption. Read from the raw value, where defaults are not yet. */
export function listenProblems(value: unknown): readonly ConfigProblem[] {
  if (typeof value !== 'object' || value === null || !('listen' in value)) return []
  const { listen: written } = value
  if (typeof written !== 'object' || written === null || !('socket' in written)) return []
  const problems: ConfigProblem[] = []
  if ('host' in written || 'port' in written)
    problems.push({ path: 'listen.socket', problem: configSentences.listenEither })
  if ('tls' in written) problems.push({ path: 'listen.tls', problem: configSentences.socketTls })
  return problems
}

/** Whether whoever is on the way can read along: plain HTTP on an address that is not this machine's own. */
export function isPlainBeyondLoopback({ host, socket, tls: certificate }: ListenConfig): boolean {
  return socket === undefined && certificate === undefined && !isLoopbackName(host)
}

function isLoopbackName(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

/**
 * Address for links: as configured, else the listener's. A listener on all addresses is reached through loopback; through a socket
 * there is only the name that clients have to send along.
 *
 * @example publicUrlOf(config, server.port)
 */
export function publicUrlOf(
  config: { readonly publicUrl?: string; readonly listen: Omit<ListenConfig, 'trustedProxies'> },
  portInUse: number = config.listen.port,
): string {
  if (config.publicUrl !== undefined) return config.publicUrl
  const { host, socket, tls: certificate } = config.listen
  if (socket !== undefined) return 'http://localhost'
  const scheme = certificate === undefined ? 'http' : 'https'
  if (host === '0.0.0.0' || host === '::') return `${scheme}://127.0.0.1:${portInUse}`
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${portInUse}`
}
