import type { TlsVersion } from '@stellwerk/contract/config-listen'
import type { Text } from '@stellwerk/contract/language'
import type { Server } from 'bun'

import { freeSocket, openToGroup, SocketUnavailable } from './unix-socket.ts'

/** The certificate that newcomers are shown, in PEM. */
export interface Presented {
  readonly certificate: string
  readonly key: string
}

/** Where to listen. */
export type Place =
  | { readonly socket: string }
  | {
      readonly host: string
      readonly port: number
      readonly tls?: { readonly presented: Presented; readonly minVersion: TlsVersion }
    }

/** The same as Bun takes it. */
export type Bound =
  | { readonly unix: string }
  | { readonly hostname: string; readonly port: number; readonly tls?: BoundTls }

interface BoundTls {
  readonly cert: string
  readonly key: string
  readonly secureOptions?: number
}

/** `kept`: it could not be shown, so the one before is shown still. `superseded`: a later one, or the stop, came in between. */
export type PresentOutcome = 'shown' | 'kept' | 'superseded'

/** The one way in. */
export interface Entrance {
  /** As bound: `127.0.0.1:7373`, or `unix:/run/stellwerk.sock`. */
  readonly address: string
  /** Undefined on a socket. */
  readonly port: number | undefined
  /** Shows newcomers this certificate. Whoever is inside finishes with the one that was shown to them. */
  readonly present: (presented: Presented) => Promise<PresentOutcome>
  /** Lets nobody in any more; whoever is still inside after these milliseconds is put out. */
  readonly stop: (lastWordsMs: number) => Promise<void>
}

/** Nobody can listen there: another program does, or we may not. */
class AddressUnavailable extends Error {
  override readonly name = 'AddressUnavailable'
  readonly text: Text

  constructor(what: { readonly host: string; readonly port: number }, options: ErrorOptions) {
    const address = addressOf(what.host, what.port)
    const text = {
      de: `${address} ist nicht frei oder nicht erlaubt; anderen Port wählen: --port N (0 nimmt einen freien)`,
      en: `${address} is taken or not permitted; choose another port: --port N (0 takes a free one)`,
    }
    super(text.en, options)
    this.text = text
  }
}

/**
 * `SSL_OP_NO_TLSv1_2` of BoringSSL. Bun knows no oldest version to speak; 1.0 and 1.1 it refuses by itself, which
 * test/edge/tls.test.ts sees to.
 */
const noTls12 = 0x0800_0000

/** Milliseconds between two tries to listen again. In between nobody gets in, so not long. */
const againMs = 50

type Serve = (bound: Bound) => Server<undefined>

/**
 * Opens the listener of the process.
 *
 * @throws AddressUnavailable, SocketUnavailable
 */
export async function openEntrance(place: Place, serve: Serve): Promise<Entrance> {
  return 'socket' in place ? openSocket(place.socket, serve) : openAddress(place, serve)
}

async function openSocket(path: string, serve: Serve): Promise<Entrance> {
  await freeSocket(path)
  const server = serveOn(path, serve)
  return {
    address: `unix:${path}`,
    port: undefined,
    present: () => Promise.resolve('kept'), // The configuration allows no certificate here.
    stop: (lastWordsMs) => stopAll([server], lastWordsMs),
  }
}

function serveOn(path: string, serve: Serve): Server<undefined> {
  try {
    return openToGroup(path, () => serve({ unix: path }))
  } catch (cause) {
    const text = {
      de: `${path} lässt sich nicht anlegen: Der Ordner muss da sein und uns gehören`,
      en: `${path} cannot be made: the folder has to exist and be ours`,
    }
    throw new SocketUnavailable(text, { cause })
  }
}

function openAddress(place: Exclude<Place, { readonly socket: string }>, serve: Serve): Entrance {
  const { host, tls } = place
  const bind = (port: number, presented: Presented | undefined): Server<undefined> =>
    serve({
      hostname: host,
      port,
      ...(presented === undefined || tls === undefined ? {} : { tls: boundTls(presented, tls.minVersion) }),
    })
  let shown = tls?.presented
  let server = first()
  const port = server.port ?? place.port
  /** Those who show an older certificate, until the last of their guests has left. */
  const leaving = new Set<Server<undefined>>()
  /** Counts renewals, and the stop as the last of them: who finds another number than its own gives up. */
  let turn = 0

  function first(): Server<undefined> {
    try {
      return bind(place.port, shown)
    } catch (cause) {
      throw new AddressUnavailable(place, { cause })
    }
  }

  function leave(): void {
    const old = server
    if (leaving.has(old)) return
    leaving.add(old)
    void old.stop(false).finally(() => leaving.delete(old))
  }

  return {
    address: addressOf(host, port),
    port,
    // Bun takes a certificate only when it begins to listen (its `reload` passes over it silently). So the listening socket is
    // closed and opened again in one breath. What runs goes on; connections without a request are closed, and whoever connects
    // in that millisecond has to connect again (decision 0023).
    async present(presented) {
      const mine = ++turn
      leave()
      for (const candidate of alternately(presented, shown)) {
        try {
          server = bind(port, candidate)
          shown = candidate
          return candidate === presented ? 'shown' : 'kept'
        } catch {
          await Bun.sleep(againMs) // Somebody was quicker with the port, or descriptors have run out: both pass.
        }
        if (mine !== turn) break
      }
      return 'superseded'
    },
    stop: (lastWordsMs) => {
      turn++
      return stopAll([...new Set([server, ...leaving])], lastWordsMs)
    },
  }
}

/** The new one, and in case it is at fault the old one, until one of them can be shown. */
function* alternately<Item>(fresh: Item, old: Item | undefined): Generator<Item> {
  for (;;) {
    yield fresh
    yield old ?? fresh
  }
}

function boundTls({ certificate, key }: Presented, minVersion: TlsVersion): BoundTls {
  return { cert: certificate, key, ...(minVersion === '1.3' ? { secureOptions: noTls12 } : {}) }
}

function addressOf(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Last events may still be on their way. A reader that has stalled would keep us here, so not for long. */
async function stopAll(servers: readonly Server<undefined>[], lastWordsMs: number): Promise<void> {
  await Promise.race([Promise.all(servers.map((server) => server.stop(false))), Bun.sleep(lastWordsMs)])
  await Promise.all(servers.map((server) => server.stop(true)))
}
