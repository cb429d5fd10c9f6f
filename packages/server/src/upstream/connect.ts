import type { Clock } from '../clock.ts'

/** No connection came about within the bound, or it was refused. */
class ConnectFailed extends Error {
  override readonly name = 'ConnectFailed'

  constructor(what: { readonly origin: string; readonly connectMs: number }, options?: ErrorOptions) {
    super(`no connection to ${what.origin} within ${what.connectMs} ms`, options)
  }
}

/** A connection this recent proves the way; one beside each request would double their number for nothing. */
const trustMs = 2_000

type Send = (signal: AbortSignal) => Promise<Response>

export interface ConnectGuard {
  readonly run: (origin: string, signal: AbortSignal, send: Send) => Promise<Response>
}

/**
 * A bound for the time to connect. `fetch` has none of its own: an address that swallows packets would hold a request
 * for minutes. When none has come about lately, a bare connection is tried beside the requests, and its failure ends them.
 */
export function connectGuard(connectMs: number, clock: Clock): ConnectGuard {
  let provenAt = Number.NEGATIVE_INFINITY
  let probing: Promise<ConnectFailed | undefined> | undefined

  /** One for all who ask meanwhile. */
  function probe(origin: string): Promise<ConnectFailed | undefined> {
    probing ??= tryConnect(origin, connectMs)
      .then(
        () => {
          provenAt = clock.elapsed()
          return undefined
        },
        (cause: unknown) => new ConnectFailed({ origin, connectMs }, { cause }),
      )
      .finally(() => {
        probing = undefined
      })
    return probing
  }

  async function guarded(origin: string, signal: AbortSignal, send: Send): Promise<Response> {
    const connecting = new AbortController()
    const answer = send(AbortSignal.any([signal, connecting.signal]))
    const first = await Promise.race([answer, probe(origin)])
    if (!(first instanceof ConnectFailed)) {
      if (first !== undefined) provenAt = clock.elapsed()
      return answer
    }
    connecting.abort(first)
    await answer.then((late) => late.body?.cancel()).catch(() => undefined)
    throw first
  }

  return {
    run: (origin, signal, send) =>
      clock.elapsed() - provenAt < trustMs ? send(signal) : guarded(origin, signal, send),
  }
}

async function tryConnect(origin: string, connectMs: number): Promise<void> {
  const url = new URL(origin)
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(() => reject(new Error('timeout')), connectMs)
  const connection = Bun.connect({
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    socket: {
      open(socket) {
        resolve()
        socket.end()
      },
      data: () => undefined,
      connectError: (_socket, error) => reject(error),
    },
  })
  connection.catch(reject)
  try {
    await promise
  } finally {
    clearTimeout(timer)
    connection.then((socket) => socket.end()).catch(() => undefined)
  }
}
