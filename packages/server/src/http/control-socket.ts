import { chmodSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { socketPathBytesMax } from '@stellwerk/contract/config-listen'
import type { Text } from '@stellwerk/contract/language'

import { controlSocketName } from '../control-socket-name.ts'
import { neverIdle } from '../never-idle.ts'

/** Another server of ours is listening on this data directory. */
class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning'
  readonly text: Text

  constructor(what: { readonly socket: string }) {
    const text = {
      de: `auf diesem Datenverzeichnis läuft schon ein Stellwerk (${what.socket}); ein zweites braucht ein eigenes: --data DIR`,
      en: `a Stellwerk is running on this data directory already (${what.socket}); a second one needs its own: --data DIR`,
    }
    super(text.en)
    this.text = text
  }
}

class DataPathTooLong extends Error {
  override readonly name = 'DataPathTooLong'
  readonly text: Text

  constructor(what: { readonly dataDirectory: string }) {
    const text = {
      de: `der Pfad des Datenverzeichnisses ist zu lang für einen Socket (${what.dataDirectory}); mit control.sock sind ${socketPathBytesMax} Byte möglich: --data DIR`,
      en: `the path of the data directory is too long for a socket (${what.dataDirectory}); with control.sock ${socketPathBytesMax} bytes are possible: --data DIR`,
    }
    super(text.en)
    this.text = text
  }
}

export interface ControlSocket {
  readonly close: () => Promise<void>
}

/**
 * Listens on `DATA/control.sock` with mode 0600: who may open the data directory is the local operator. Nobody else gets
 * in, so there is no key to present.
 */
export function openControlSocket(
  dataDirectory: string,
  handle: (request: Request) => Promise<Response>,
): ControlSocket {
  const socket = join(dataDirectory, controlSocketName)
  // Left over from a process that died. One that lives was found by `mustBeAlone` before anything was opened.
  if (existsSync(socket)) rmSync(socket)
  const server = Bun.serve({
    unix: socket,
    development: false,
    // An erasure in a large vault takes longer than Bun would wait, and only the owner comes in here.
    ...neverIdle,
    fetch: (request) => handle(request),
  })
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
 * Makes sure that no other server works on this data directory, and that ours can.
 *
 * @throws AlreadyRunning, DataPathTooLong
 */
export async function mustBeAlone(dataDirectory: string): Promise<void> {
  const socket = join(dataDirectory, controlSocketName)
  if (Buffer.byteLength(socket) > socketPathBytesMax) throw new DataPathTooLong({ dataDirectory })
  if (!existsSync(socket)) return
  try {
    await fetch('http://control/api/keys', { unix: socket, signal: AbortSignal.timeout(2_000) })
  } catch (error) {
    // Only a refused connection says that nobody is there; one that hangs may be a server that is busy or stopped.
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (['ECONNREFUSED', 'ConnectionRefused', 'FailedToOpenSocket', 'ENOENT'].includes(code)) return
  }
  throw new AlreadyRunning({ socket })
}
