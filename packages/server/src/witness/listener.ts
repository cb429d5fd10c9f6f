// The witness on the wire: C2SP tlog-witness v1.0.0, one prefix for submission and monitoring.
import { addCheckpointBytesMax } from '@stellwerk/tlog/format/witness'
import type { Server } from 'bun'

import type { WitnessAnswer } from './cosigner.ts'
import { refusals } from './cosigner.ts'
import { RequestAllowance } from './request-allowance.ts'
import { WitnessRefused } from './witness-refused.ts'

export interface Behind {
  readonly addCheckpoint: (body: Uint8Array) => Promise<WitnessAnswer>
  /** The newest checkpoint of the log with this hash of its origin, or `undefined`. */
  readonly latest: (originHash: string) => Uint8Array | undefined
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly fault: (error: unknown) => void
}

/** Seconds without a byte until a connection is closed. */
const idleTimeoutSeconds = 10

/** Milliseconds for a body. A megabyte at 1 Mbit/s. */
const bodyTimeoutMs = 10_000

/** Bodies in memory at once: 64 MB. */
const bodiesMax = 64

/**
 * Opens the door.
 *
 * @throws WitnessRefused with code `address`
 */
export function listen(where: { readonly host: string; readonly port: number }, behind: Behind): Server<undefined> {
  const allowance = new RequestAllowance()
  let bodies = 0
  const submit = async (request: Request): Promise<WitnessAnswer> => {
    if (bodies >= bodiesMax) return refusals.unavailable
    bodies++
    try {
      const body = await bodyOf(request)
      return body === undefined ? refusals.tooSlow : await behind.addCheckpoint(body)
    } finally {
      bodies--
    }
  }
  const show = (hash: string): WitnessAnswer => {
    const note = behind.latest(hash)
    return note === undefined ? refusals.nothing : { status: 200, type: 'text/plain; charset=utf-8', body: note }
  }
  type Asked = (request: Request) => Promise<WitnessAnswer> | WitnessAnswer
  const within = async (request: Request, server: Server<undefined>, answer: Asked): Promise<Response> => {
    const address = server.requestIP(request)?.address ?? ''
    return response(allowance.take(address, behind.now()) ? await answer(request) : refusals.tooMany)
  }
  try {
    return Bun.serve({
      hostname: where.host,
      port: where.port,
      // In development mode Bun answers an exception with a page of source code.
      development: false,
      // Otherwise two processes may share a port, and half of the requests go to the other one.
      reusePort: false,
      idleTimeout: idleTimeoutSeconds,
      maxRequestBodySize: addCheckpointBytesMax,
      routes: {
        '/add-checkpoint': { POST: (request, server) => within(request, server, submit) },
        '/:hash/checkpoint': { GET: (request, server) => within(request, server, () => show(request.params.hash)) },
      },
      fetch: () => response(refusals.nothing),
      // A disk that fails. What it was is not for the wire.
      error: (error) => {
        behind.fault(error)
        return response(refusals.failed)
      },
    })
  } catch (cause) {
    const address = `${where.host}:${where.port}`
    const text = {
      de: `${address} ist nicht frei oder nicht erlaubt; anderen Port wählen: --port N (0 nimmt einen freien)`,
      en: `${address} is taken or not permitted; choose another port: --port N (0 takes a free one)`,
    }
    throw new WitnessRefused({ code: 'address', text }, { cause })
  }
}

/** `undefined` if it does not come in time, or the client leaves meanwhile. */
async function bodyOf(request: Request): Promise<Uint8Array | undefined> {
  const late = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => late.resolve(undefined), bodyTimeoutMs)
  try {
    return await Promise.race([request.bytes().catch(() => undefined), late.promise])
  } finally {
    clearTimeout(timer)
  }
}

function response({ status, type, body }: WitnessAnswer): Response {
  const headers = new Headers({
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  if (status === refusals.tooMany.status) headers.set('retry-after', '60')
  return new Response(new Uint8Array(body), { status, headers })
}
