// Whom an installation may contact, and why: `stellwerk doctor egress` (docs/doctor.md). Each setting that names somebody
// has its own line in the table below; a setting without one fails a test.
import type { Config } from './config.ts'
import type { Text } from './language.ts'

/** What somebody is contacted for. */
export type DestinationRole =
  | 'engine'
  | 'witness'
  | 'timestampAuthority'
  | 'vaultKey'
  | 'identityProvider'
  | 'traceCollector'
  | 'nameServer'
  | 'ownSocket'

/** Where it is. What a program contacts in turn is not ours to know. */
export type Reach =
  | {
      readonly kind: 'network'
      readonly protocol: 'http' | 'https' | 'dns'
      readonly host: string
      readonly port: number
    }
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'program'; readonly path: string }

/** Somebody whom this installation may contact. */
export interface Destination {
  readonly role: DestinationRole
  /** What people call it: an id, a name, or its host. */
  readonly name: string
  /** Which setting names it, as in `upstreams[0].url`. */
  readonly setting: string
  readonly reach: Reach
  readonly why: Text
  /** When, or how often. */
  readonly when: Text
  /** What is sent there. */
  readonly sent: Text
  /** Prompts go there, and with them personal data. Only engines get them. */
  readonly getsPrompts: boolean
}

/** A destination, looked at from this machine. */
export interface DestinationFinding extends Destination {
  /** A problem: Stellwerk will not connect. A warning: its name leads nowhere now, or where nobody should be. */
  readonly state: 'ok' | 'warning' | 'problem'
  /** What the host is now. Empty where nothing was looked up. */
  readonly addresses: readonly { readonly address: string; readonly isBarred: boolean }[]
  readonly text?: Text | undefined
}

/** A command that contacts somebody who stands in no configuration. */
export interface ContactingCommand {
  readonly words: string
  readonly contacts: Text
}

/** The answer of `stellwerk doctor egress --json`. */
export interface EgressReport {
  readonly destinations: readonly DestinationFinding[]
  readonly commands: readonly ContactingCommand[]
  readonly never: readonly Text[]
}

/** By the setting that names them, in the order of the report. */
const configured: Readonly<Record<string, (config: Config) => readonly Destination[]>> = {
  'upstreams[].url': ({ upstreams, journal }) =>
    upstreams.flatMap((upstream, index) =>
      'url' in upstream
        ? [
            {
              role: 'engine' as const,
              name: upstream.id,
              setting: `upstreams[${index}].url`,
              reach: reachOf(upstream.url),
              why: { de: 'Anfragen an das Modell', en: 'requests to the model' },
              when: watched(upstream.health.everyMs, journal.reconciliation.everyMinutes),
              sent: {
                de: 'Prompts und Felder der Anfrage; der Schlüssel der Maschine, falls konfiguriert',
                en: 'prompts and fields of the request; the key of the engine, if one is configured',
              },
              getsPrompts: true,
            },
          ]
        : [],
    ),
  'journal.witnesses[].url': ({ journal }) =>
    journal.witnesses.map(({ name, vkey, url }, index) => ({
      role: 'witness',
      name: name ?? vkey.split('+')[0] ?? url,
      setting: `journal.witnesses[${index}].url`,
      reach: reachOf(url),
      why: { de: 'bestätigt das Protokoll von außen', en: 'confirms the journal from outside' },
      when: {
        de: 'bei jedem Start; danach höchstens alle 10 s, wenn ein Checkpoint neu ist',
        en: 'at each start; then at most every 10 s, when a checkpoint is new',
      },
      sent: { de: 'Checkpoint und Hashwerte', en: 'checkpoint and hashes' },
      getsPrompts: false,
    })),
  'journal.timestamp.url': ({ journal: { timestamp } }) =>
    timestamp === undefined
      ? []
      : [
          {
            role: 'timestampAuthority',
            name: timestamp.name ?? hostWithPort(timestamp.url),
            setting: 'journal.timestamp.url',
            reach: reachOf(timestamp.url),
            why: { de: 'stempelt einen Checkpoint (RFC 3161)', en: 'stamps a checkpoint (RFC 3161)' },
            when: {
              de: 'einmal am Tag; nach einem Fehlschlag nach einer Minute wieder, dann seltener, höchstens stündlich',
              en: 'once a day; after a failure again in a minute, then less often, at most hourly',
            },
            sent: { de: 'ein Hashwert', en: 'one hash' },
            getsPrompts: false,
          },
        ],
  'vault.key.transit.url': (config) => transitOf(config, 'key'),
  'vault.previousKey.transit.url': (config) => transitOf(config, 'previousKey'),
  'vault.key.command': (config) => programOf(config, 'key'),
  'vault.previousKey.command': (config) => programOf(config, 'previousKey'),
  'frontEnds[].person.issuer': ({ frontEnds }) =>
    frontEnds.flatMap(({ id, person }, index) =>
      person.method === 'oidc' && person.jwksUrl === undefined
        ? [{ ...identityProvider(id), setting: `frontEnds[${index}].person.issuer`, reach: reachOf(person.issuer) }]
        : [],
    ),
  'frontEnds[].person.jwksUrl': ({ frontEnds }) =>
    frontEnds.flatMap(({ id, person }, index) =>
      person.method === 'oidc' && person.jwksUrl !== undefined
        ? [{ ...identityProvider(id), setting: `frontEnds[${index}].person.jwksUrl`, reach: reachOf(person.jwksUrl) }]
        : [],
    ),
  'signIn.providers[].issuer': ({ signIn }) =>
    signIn.providers.map(({ id, issuer }, index) => ({
      role: 'identityProvider',
      name: id,
      setting: `signIn.providers[${index}].issuer`,
      reach: reachOf(issuer),
      why: { de: 'meldet Menschen an (OpenID Connect)', en: 'signs people in (OpenID Connect)' },
      when: {
        de: 'wenn sich jemand anmeldet oder dort abmeldet; was der Anbieter über sich sagt, höchstens stündlich',
        en: 'when somebody signs in, or out there; what the provider says of itself, at most hourly',
      },
      sent: {
        de: 'unser Name und Geheimnis dort, und der Code, mit dem jemand von dort kommt',
        en: 'our name and secret there, and the code with which somebody comes from there',
      },
      getsPrompts: false,
    })),
  'traces.endpoint': ({ traces: { endpoint } }) =>
    endpoint === undefined
      ? []
      : [
          {
            role: 'traceCollector',
            name: hostWithPort(endpoint),
            setting: 'traces.endpoint',
            reach: reachOf(endpoint),
            why: { de: 'OpenTelemetry-Spuren der Aufrufe', en: 'OpenTelemetry traces of calls' },
            when: { de: 'höchstens alle 2 s, wenn Aufrufe liefen', en: 'at most every 2 s, when there were calls' },
            sent: {
              de: 'Modell, Anwendungsfall, Dauer, Tokenzahl, Kennung der Anfrage; kein Text, kein Schlüssel, keine Person',
              en: 'model, use case, duration, token count, id of the request; no text, no key, no person',
            },
            getsPrompts: false,
          },
        ],
}

/** Settings that look like somebody to contact, and are not: the reason why. */
export const contactsNobody: Readonly<Record<string, string>> = {
  publicUrl: 'written into links in messages, never opened by us',
  'listen.host': 'an address of this machine',
  'listen.socket': 'where clients come to us; that a start asks it for another server is said with our own sockets',
}

/** The settings that name somebody. For the test that no setting is forgotten. */
export const egressSettings: readonly string[] = Object.keys(configured)

/**
 * Everybody whom an installation with this configuration may contact by itself.
 *
 * @example destinationsOf(config).map(({ reach }) => reach)
 */
export function destinationsOf(config: Config): readonly Destination[] {
  return Object.values(configured).flatMap((listed) => listed(config))
}

/** What commands contact beyond the configuration, because somebody types it. */
export const contactingCommands: readonly ContactingCommand[] = [
  {
    words: 'journal verify ADDRESS',
    contacts: {
      de: 'die Adresse auf der Befehlszeile; ein Ordner oder eine Datei wird nur gelesen',
      en: 'the address on the command line; a folder or a file is only read',
    },
  },
  {
    words: 'login [URL], keys own USECASE',
    contacts: {
      de: 'den Server auf der Befehlszeile oder in der Konfiguration, mit https oder auf diesem Rechner',
      en: 'the server on the command line or in the configuration, with https or on this machine',
    },
  },
  {
    words: 'get, diff, apply, export, setup --server URL',
    contacts: {
      de: 'den Server auf der Befehlszeile, mit https oder auf diesem Rechner; ohne --server nur den eigenen Steuersocket',
      en: 'the server on the command line, with https or on this machine; without --server only our own control socket',
    },
  },
  {
    words: 'serve --first-run (npm start)',
    contacts: {
      de: '127.0.0.1, Ports 11434, 1234, 30000, 8080, 8000: sucht einmal nach Maschinen auf diesem Rechner',
      en: '127.0.0.1, ports 11434, 1234, 30000, 8080, 8000: looks once for engines on this machine',
    },
  },
  {
    words: 'engine pull SOURCE',
    contacts: {
      de: 'die Adresse auf der Befehlszeile, bei hf: huggingface.co, und wohin die umleitet; ein Pfad wird nur gelesen',
      en: 'the address on the command line, for hf: huggingface.co, and where it redirects to; a path is only read',
    },
  },
  {
    words: 'models add hf:OWNER/REPO',
    contacts: {
      de: 'huggingface.co oder den Hub hinter --hub, und wohin der umleitet; mit --offline niemanden',
      en: 'huggingface.co or the hub behind --hub, and where it redirects to; with --offline nobody',
    },
  },
  {
    words: 'models add UPSTREAM',
    contacts: { de: 'diesen Upstream der Konfiguration', en: 'this upstream of the configuration' },
  },
  {
    words: 'models import URL',
    contacts: {
      de: 'die Adresse auf der Befehlszeile, sonst 127.0.0.1; eine Datei wird nur gelesen',
      en: 'the address on the command line, otherwise 127.0.0.1; a file is only read',
    },
  },
  {
    words: 'engine install',
    contacts: {
      de: 'was npm als Paketquelle konfiguriert hat',
      en: 'what npm has configured as its package source',
    },
  },
  {
    words: 'demo',
    contacts: { de: 'nur sich selbst auf 127.0.0.1', en: 'only itself on 127.0.0.1' },
  },
]

/** What happens in no configuration. */
export const neverContacted: readonly Text[] = [
  {
    de: 'Keine Suche nach Aktualisierungen, keine Nutzungsstatistik, kein Lizenzserver, kein Absturzbericht, nichts wird beim Start geladen.',
    en: 'No update check, no usage statistics, no licence server, no crash report, nothing is fetched at start.',
  },
  {
    de: 'Keine Adresse aus einer Anfrage oder einer Antwort: Verweise auf Bilder werden nicht geholt, Weiterleitungen nicht befolgt.',
    en: 'No address out of a request or an answer: links to images are not fetched, redirects not followed.',
  },
  {
    de: 'Kein Proxy aus der Umgebung: HTTP_PROXY, HTTPS_PROXY und ALL_PROXY gelten nicht, in keiner Schreibweise.',
    en: 'No proxy of the environment: HTTP_PROXY, HTTPS_PROXY and ALL_PROXY do not count, in whatever case.',
  },
]

function watched(everyMs: number, everyMinutes: number): Text {
  const seconds = everyMs / 1_000
  const counters = {
    de: everyMinutes === 0 ? '' : `; Zählerstände alle ${everyMinutes} min, wo die Maschine welche hat`,
    en: everyMinutes === 0 ? '' : `; counters every ${everyMinutes} min, where the engine has some`,
  }
  return {
    de: `bei jeder Anfrage; Erreichbarkeit alle ${seconds} s, solange sie fehlt fünfmal so oft${counters.de}`,
    en: `at each request; health every ${seconds} s, five times as often while it is away${counters.en}`,
  }
}

function identityProvider(frontEnd: string): Omit<Destination, 'setting' | 'reach'> {
  return {
    role: 'identityProvider',
    name: frontEnd,
    why: {
      de: 'nennt die Schlüssel, mit denen Token signiert sind',
      en: 'tells the keys with which tokens are signed',
    },
    when: {
      de: 'wenn jemand mit einem neuen Token kommt, höchstens alle 10 min; bei einem unbekannten Schlüssel höchstens jede Minute, ohne Antwort höchstens alle 5 s',
      en: 'when somebody comes with a new token, at most every 10 min; for an unknown key at most each minute, without an answer at most every 5 s',
    },
    sent: { de: 'nichts', en: 'nothing' },
    getsPrompts: false,
  }
}

function transitOf({ vault }: Config, which: 'key' | 'previousKey'): readonly Destination[] {
  const transit = vault[which]?.transit
  if (transit === undefined) return []
  const setting = `vault.${which}.transit.url`
  return [{ ...keeper(setting, transit.key), reach: reachOf(transit.url) }]
}

function programOf({ vault }: Config, which: 'key' | 'previousKey'): readonly Destination[] {
  const [path] = vault[which]?.command ?? []
  if (path === undefined) return []
  const setting = `vault.${which}.command`
  return [{ ...keeper(setting, path), reach: { kind: 'program', path } }]
}

function keeper(setting: string, name: string): Omit<Destination, 'reach'> {
  return {
    role: 'vaultKey',
    name,
    setting,
    why: { de: 'verwahrt den Schlüssel des Tresors', en: 'keeps the key of the vault' },
    when: {
      de: 'bei jedem Start, beim Wechsel des Schlüssels und bei einem Befehl am Tresor',
      en: 'at each start, when the key changes, and at a command about the vault',
    },
    sent: {
      de: 'der Schlüssel des Tresors, zum Ver- und Entpacken',
      en: 'the key of the vault, to wrap and unwrap it',
    },
    getsPrompts: false,
  }
}

/** Addresses are normalised (no standard port, an IPv4 address with dots), but for an issuer, which is compared as it is. */
const parts = /^(https?):\/\/(?:\[([^\]]+)\]|([^/:]+))(?::(\d+))?/i
const standardPorts = { http: 80, https: 443 } as const

function reachOf(url: string) {
  const [, scheme, address6, host = '', port] = parts.exec(url) ?? []
  const protocol = scheme?.toLowerCase() === 'https' ? 'https' : 'http'
  const at = {
    host: (address6 ?? host).toLowerCase(),
    port: port === undefined ? standardPorts[protocol] : Number(port),
  }
  return { kind: 'network', protocol, ...at } as const
}

/** @example hostWithPort('https://tsa.example:8443/tsr') // 'tsa.example:8443' */
function hostWithPort(url: string): string {
  return url.replace(/^https?:\/\//i, '').replace(/\/.*$/, '')
}
