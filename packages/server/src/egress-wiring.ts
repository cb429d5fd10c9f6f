// Whom this installation may contact, as seen from this machine: the configured destinations, whoever is asked for their names,
// and our own socket. Connects to nobody but name servers, and to them only if a configured host is a name.
import { existsSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { basename, join } from 'node:path'

import {
  contactingCommands,
  type Destination,
  type DestinationFinding,
  destinationsOf,
  type EgressReport,
  neverContacted,
} from '@stellwerk/contract/egress'
import type { Text } from '@stellwerk/contract/language'

import type { LoadedConfig } from './config.ts'
import { controlSocketName } from './control-socket-name.ts'
import { engineSocket } from './embedded/keeper.ts'
import { mayHoldEngine, type Resolve, systemResolve } from './upstream/address.ts'

const dnsPort = 53

/** The C library asks here before it asks for any name, whether anybody listens or not. */
const nameCachePath = '/var/run/nscd/socket'

/** Name servers that the C library reads of its file; further ones are never asked (resolv.conf(5)). */
const nameServersMax = 3

export interface EgressWorld {
  /** Whether name servers may be asked now. */
  readonly mayLookUp: boolean
  readonly resolve?: Resolve
  /** The files that say how names are found on this machine. */
  readonly files?: { readonly hosts: string; readonly nameServers: string }
}

const systemFiles = { hosts: '/etc/hosts', nameServers: '/etc/resolv.conf' } as const

/** Everybody whom this installation may contact, and what is known of the way there. */
export async function egress({ config }: LoadedConfig, world: EgressWorld): Promise<EgressReport> {
  const files = world.files ?? systemFiles
  const configured = destinationsOf(config)
  const known = namesIn(files.hosts)
  const hosts = new Set(configured.map(hostOf).filter((host) => host !== undefined))
  const names = [...hosts].filter((host) => isIP(host) === 0)
  const asked = names.filter((name) => !known.has(name))
  const looked = await Promise.all(configured.map((one) => lookAt(one, world)))
  const others = [
    ...(asked.length === 0 ? [] : nameServersIn(files.nameServers, asked)),
    ...(names.length === 0 ? [] : [nameCache(names)]),
    ...config.upstreams.flatMap((upstream) => (upstream.kind === 'embedded' ? [engine(config.data, upstream.id)] : [])),
    ownSocket(config.data),
    ...(config.listen.socket === undefined ? [] : [entrance(config.listen.socket)]),
  ]
  return {
    destinations: [...looked, ...others.map((one) => ({ ...one, state: 'ok' as const, addresses: [] }))],
    commands: contactingCommands,
    never: neverContacted,
  }
}

async function lookAt(
  one: Destination,
  { mayLookUp, resolve = systemResolve }: EgressWorld,
): Promise<DestinationFinding> {
  const host = hostOf(one)
  if (host === undefined) return { ...one, state: 'ok', addresses: [], text: texts.program }
  const isName = isIP(host) === 0
  if (isName && !mayLookUp) return { ...one, state: 'ok', addresses: [], text: texts.notLookedUp }
  const found = isName ? await resolve(host).catch(() => []) : [host]
  const addresses = found.map((address) => ({ address, isBarred: !mayHoldEngine(address) }))
  if (addresses.length === 0) return { ...one, state: 'warning', addresses, text: texts.unknownName(host) }
  if (!addresses.some(({ isBarred }) => isBarred)) return { ...one, state: 'ok', addresses }
  // The way to an engine is checked before each connection; to the others it leads where the operator said.
  const isEngine = one.role === 'engine'
  return {
    ...one,
    state: isEngine ? 'problem' : 'warning',
    addresses,
    text: isEngine ? texts.barred : texts.oddAddress,
  }
}

function hostOf({ reach }: Destination): string | undefined {
  return reach.kind === 'network' ? reach.host.replace(/\.$/, '') : undefined
}

/** Names that this machine knows by itself. `localhost` is one of them wherever it is written down (RFC 6761 § 6.3). */
function namesIn(hostsFile: string): ReadonlySet<string> {
  const lines = existsSync(hostsFile) ? readFileSync(hostsFile, 'utf8').split('\n') : []
  const names = lines.flatMap((line) => (line.split('#')[0] ?? '').trim().split(/\s+/).slice(1))
  return new Set(['localhost', ...names.map((name) => name.toLowerCase())])
}

function nameServersIn(file: string, names: readonly string[]): readonly Destination[] {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const named = [...text.matchAll(/^[ \t]*nameserver[ \t]+([^\s#;]+)/gm)].map(([, host]) => host ?? '')
  // Without the file, or without such a line, the C library asks this machine.
  const hosts = named.length === 0 ? ['127.0.0.1'] : named.slice(0, nameServersMax)
  return hosts.map((host) => ({
    ...asking(names),
    name: host,
    setting: file,
    reach: { kind: 'network', protocol: 'dns', host: host.split('%')[0] ?? host, port: dnsPort },
  }))
}

function nameCache(names: readonly string[]): Destination {
  return { ...asking(names), name: 'nscd', setting: nameCachePath, reach: { kind: 'socket', path: nameCachePath } }
}

function asking(names: readonly string[]): Omit<Destination, 'name' | 'setting' | 'reach'> {
  return {
    role: 'nameServer',
    why: {
      de: `Adressen zu den konfigurierten Namen: ${names.join(', ')}`,
      en: `addresses of the configured names: ${names.join(', ')}`,
    },
    when: {
      de: 'vor einer Verbindung, zu einer Maschine höchstens alle 30 s',
      en: 'before a connection, for an engine at most every 30 s',
    },
    sent: { de: 'die Namen', en: 'the names' },
    getsPrompts: false,
  }
}

function engine(data: string, upstream: string): Destination {
  return {
    role: 'engine',
    name: upstream,
    setting: 'upstreams[].model',
    reach: { kind: 'socket', path: engineSocket(data, upstream) },
    why: { de: 'Anfragen an das eingebaute Modell', en: 'requests to the embedded model' },
    when: {
      de: 'bei jeder Anfrage, und um zu sehen, ob es antwortet',
      en: 'at each request, and to see whether it answers',
    },
    sent: {
      de: 'Prompts und Felder der Anfrage, an einen eigenen Kindprozess',
      en: 'prompts and fields of the request, to a child process of our own',
    },
    getsPrompts: true,
  }
}

function ownSocket(data: string): Destination {
  return {
    role: 'ownSocket',
    name: controlSocketName,
    setting: 'data',
    reach: { kind: 'socket', path: join(data, controlSocketName) },
    why: { de: 'Befehle sprechen mit dem laufenden Server', en: 'commands talk to the running server' },
    when: { de: 'bei einem Befehl und bei jedem Start', en: 'at a command and at each start' },
    sent: { de: 'Befehle an diese Anlage', en: 'commands to this installation' },
    getsPrompts: false,
  }
}

/** One that a server left behind is told from one that is served by knocking. */
function entrance(path: string): Destination {
  return {
    role: 'ownSocket',
    name: basename(path),
    setting: 'listen.socket',
    reach: { kind: 'socket', path },
    why: { de: 'ob dort schon ein Server lauscht', en: 'whether a server listens there already' },
    when: { de: 'bei jedem Start', en: 'at each start' },
    sent: { de: 'nichts', en: 'nothing' },
    getsPrompts: false,
  }
}

const texts = {
  program: {
    de: 'was dieses Programm seinerseits anspricht, weiß Stellwerk nicht',
    en: 'what this program contacts in turn, Stellwerk does not know',
  },
  notLookedUp: { de: 'nicht nachgeschlagen', en: 'not looked up' },
  unknownName: (host: string): Text => ({
    de: `${host} führt im Augenblick zu keiner Adresse`,
    en: `${host} leads to no address at the moment`,
  }),
  barred: {
    de: 'gesperrt (link-local, Metadaten einer Cloud, Multicast oder unbestimmt): Stellwerk verbindet nicht dorthin',
    en: 'barred (link-local, metadata of a cloud, multicast or unspecified): Stellwerk does not connect there',
  },
  oddAddress: {
    de: 'eine Adresse, an der kein solcher Dienst steht (link-local, Metadaten einer Cloud, Multicast oder unbestimmt)',
    en: 'an address where no such service stands (link-local, metadata of a cloud, multicast or unspecified)',
  },
} as const
