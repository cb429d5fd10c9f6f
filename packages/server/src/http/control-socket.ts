import { chmodSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Name of the control socket within the data directory. */
export const controlSocketName = 'control.sock'

/** Another server of ours is listening on this data directory. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning'
  readonly socket: string

  constructor(what: { readonly socket: string }) {
    super(`a server is running on this data directory already (${what.socket})`)
    this.socket = what.socket
  }
}

export interface ControlSocket {
  readonly close: () => Promise<void>
}

/**
 * Listens on `DATA/control.sock` with mode 0600: who may open the data directory is the local operator. Nobody else gets
 * in, so there is no key to present.
 */
export function openControlSocket(dataDirectory: string, handle: (request: Request) => Promise<Response>): ControlSocket {
  const socket = join(dataDirectory, controlSocketName)
  // Left over from a process that died. One that lives was found by `mustBeAlone` before anything was opened.
  if (existsSync(socket)) rmSync(socket)
  const server = Bun.serve({ unix: socket, development: false, fetch: handle })
  // The directory is 0700, so nobody can come in between these two lines.
  chmodSync(socket, 0o600)
  return {
    async close() {
      await server.stop(true)
      rmSync(socket, { force: true })
    },
  }
}

/**
 * Makes sure that no other server works on this data directory.
 *
 * @throws AlreadyRunning
 */
export async function mustBeAlone(dataDirectory: string): Promise<void> {
  const socket = join(dataDirectory, controlSocketName)
  if (!existsSync(socket)) return
  const isAlive = await fetch('http://control/api/keys', { unix: socket, signal: AbortSignal.timeout(2_000) }).then(
    (answer) => answer.status > 0,
    () => false,
  )
  if (isAlive) throw new AlreadyRunning({ socket })
}
