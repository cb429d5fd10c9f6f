import type { Clock } from '../clock.ts'

/** No connection came about within the bound, or it was refused. */
class ConnectFailed extends Error {
  override readonly name = 'ConnectFailed'

  constructor(what: { readonly origin: string; readonly connectMs: number }, options?: ErrorOptions) {
    super(`no connection to ${what.origin} within ${what.connectMs} ms`, options)
  }
}

/** An answer this recent proves the way; a probe beside each request would double the connections for nothing. */
const trustMs = 2_000

export interface ConnectGuard {
  readonly run: (
    origin: string,
    signal: AbortSignal,
    send: (signal: AbortSignal) => Promise<Response>,
  ) => Promise<Response>
}

/**
 * A bound for the time to connect. `fetch` has none of its own: an address that swallows packets would hold a request
 * for minutes. When nothing has answered lately, a bare connection is tried beside the request, and its failure ends both.
 */
export function connectGuard(connectMs: number, clock: Clock): ConnectGuard {
  let answeredAt = Number.NEGATIVE_INFINITY
  return {
    async run(origin, signal, send) {
      if (clock.elapsed() - answeredAt < trustMs) return send(signal)
      const connecting = new AbortController()
      const answer = send(AbortSignal.any([signal, connecting.signal]))
      const failure = tryConnect(origin, connectMs).then(
        () => undefined,
        (cause: unknown) => new ConnectFailed({ origin, connectMs }, { cause }),
      )
      const first = await Promise.race([answer, failure])
      if (first instanceof Error) {
        connecting.abort(first)
        await answer.then((late) => late.body?.cancel()).catch(() => undefined)
        throw first
      }
      const response = await answer
      answeredAt = clock.elapsed()
      return response
    },
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
