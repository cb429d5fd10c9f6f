// The certificates of a running server: read at the start, looked at every few seconds, renewed without an interruption.
import type { Config, SecretRef } from '@stellwerk/contract/config'
import type { ListenConfig } from '@stellwerk/contract/config-listen'
import type { UpstreamTlsConfig } from '@stellwerk/contract/config-upstream-tls'
import type { Text } from '@stellwerk/contract/language'

import { termFinding } from './certificate-places.ts'
import { type CertificatePair, CertificateUnusable, readAuthorities, readPair, type Term } from './certificates.ts'
import type { Entrance, Place } from './http/entrance.ts'
import { rereading, type Reread } from './reread.ts'
import { SecretUnavailable } from './secret.ts'
import type { Log } from './telemetry/log.ts'
import type { EngineTls, TlsMaterial } from './upstream/tls.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Milliseconds between two looks at the files, unless a test says otherwise. */
const lookMs = 5_000

/** Milliseconds between two reminders that a certificate ends. */
const remindMs = 86_400_000

/** Milliseconds until a certificate that could not be shown is tried again: each try puts out connections that wait. */
const presentAgainMs = 60_000

export interface KeptCertificates {
  /** Where to listen, with the certificate of now. */
  readonly place: Place
  /** By upstream id; only those that are configured with `tls`. */
  readonly engines: ReadonlyMap<string, EngineTls>
  /** Begins to look at the files, and shows a new certificate at the entrance. */
  readonly watch: (entrance: Entrance) => void
  /** Reads everything again, whatever the files look like. */
  readonly renew: () => void
  readonly close: () => void
}

interface Kept {
  readonly path: string
  readonly source: Reread<unknown>
  /** Of everything in it. */
  readonly terms: () => readonly Term[]
  readonly onRenewed: (path: string) => void
}

const notShown: Text = {
  de: 'ließ sich nicht vorzeigen; das bisherige Zertifikat gilt weiter, in einer Minute ein neuer Versuch',
  en: 'could not be shown; the certificate before it is in use still, to be tried again in a minute',
}

/** @throws CertificateUnusable, SecretUnavailable when one cannot be used now */
export function keepCertificates(
  config: Config,
  world: {
    readonly env: Environment
    readonly log: Log
    readonly now: () => number
    readonly everyMs?: number | undefined
  },
): KeptCertificates {
  const { env, log, now, everyMs = lookMs } = world
  const kept: Kept[] = []
  let entrance: Entrance | undefined
  let remindedAt = Number.NEGATIVE_INFINITY
  /** When a certificate that could not be shown is due again: another program may only have been quicker with the port. */
  let presentAgainAt = Number.POSITIVE_INFINITY

  const own = ownPair(config.listen, env, log)
  if (own !== undefined) {
    const terms = () => [own.current().term]
    kept.push({ path: 'listen.tls', source: own, terms, onRenewed: () => void present(own.current()) })
  }
  const engines = new Map<string, EngineTls>()
  config.upstreams.forEach((upstream, index) => {
    if (!('tls' in upstream) || upstream.tls === undefined) return
    const path = `upstreams[${index}].tls`
    const source = engineMaterial(path, upstream.tls, env, log)
    kept.push({ path, source, terms: () => source.current().terms, onRenewed: tellRenewed })
    engines.set(upstream.id, { serverName: upstream.tls.serverName, material: () => source.current().material })
  })

  function tellRenewed(path: string): void {
    log.event('certificate.renewed', { path })
  }

  async function present(pair: CertificatePair): Promise<void> {
    presentAgainAt = Number.POSITIVE_INFINITY
    const outcome = (await entrance?.present(pair)) ?? 'superseded'
    if (outcome === 'shown') tellRenewed('listen.tls')
    if (outcome !== 'kept') return
    presentAgainAt = now() + presentAgainMs
    log.event('certificate.kept', { path: 'listen.tls', ...notShown })
  }

  function look(isForced: boolean): void {
    for (const { path, source, onRenewed } of kept) {
      if (!source.refresh({ isForced })) continue
      onRenewed(path)
    }
    if (own !== undefined && now() >= presentAgainAt) void present(own.current())
    if (now() - remindedAt >= remindMs) remind()
  }

  function remind(): void {
    remindedAt = now()
    for (const { path, terms } of kept) {
      for (const term of terms()) {
        const { state, text } = termFinding(term, now())
        if (state !== 'ok') log.event('certificate.ending', { path, ...text })
      }
    }
  }

  let timer: Timer | undefined
  return {
    place: placeOf(config.listen, own?.current()),
    engines,
    watch(opened) {
      entrance = opened
      if (kept.length === 0) return
      look(false)
      timer = setInterval(() => look(false), everyMs)
    },
    renew: () => look(true),
    close: () => clearInterval(timer),
  }
}

function placeOf({ host, port, socket, tls }: ListenConfig, own: CertificatePair | undefined): Place {
  if (socket !== undefined) return { socket }
  if (own === undefined || tls === undefined) return { host, port }
  return { host, port, tls: { presented: own, minVersion: tls.minVersion } }
}

function ownPair({ tls }: ListenConfig, env: Environment, log: Log): Reread<CertificatePair> | undefined {
  if (tls === undefined) return undefined
  return rereading(filesOf(tls.certificate, tls.key), () => readPair(tls, env), keepingOld('listen.tls', log))
}

/** The pair and the authorities of one engine, which take effect together. */
export function engineMaterial(
  path: string,
  { ca, certificate, key }: UpstreamTlsConfig,
  env: Environment,
  log: Log,
): Reread<{ readonly material: TlsMaterial; readonly terms: readonly Term[] }> {
  const read = () => {
    const believed = ca === undefined ? undefined : readAuthorities(ca)
    const shown = certificate === undefined || key === undefined ? undefined : readPair({ certificate, key }, env)
    const terms = [believed, shown].flatMap((each) => (each === undefined ? [] : [each.term]))
    const pair = shown === undefined ? {} : { cert: shown.certificate, key: shown.key }
    return { material: { ...(believed === undefined ? {} : { ca: believed.pem }), ...pair }, terms }
  }
  return rereading(filesOf(ca, certificate, key), read, keepingOld(path, log))
}

/** Variables do not change while a process runs. */
function filesOf(...places: readonly (string | SecretRef | undefined)[]): readonly string[] {
  return places.flatMap((place) => {
    if (place === undefined || place.startsWith('env:')) return []
    return [place.startsWith('file:') ? place.slice('file:'.length) : place]
  })
}

/** Two files are never exchanged at the same moment: what does not fit together now may do so at the next look. */
function keepingOld(path: string, log: Log): (error: unknown) => void {
  return (error) => log.event('certificate.kept', { path, ...whyOf(error) })
}

function whyOf(error: unknown): Text {
  if (error instanceof CertificateUnusable || error instanceof SecretUnavailable) return error.text
  const name = error instanceof Error ? error.name : typeof error
  return { de: name, en: name }
}
