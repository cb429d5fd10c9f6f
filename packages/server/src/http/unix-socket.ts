import { chmodSync, lstatSync, rmSync } from 'node:fs'
import { connect } from 'node:net'

import type { Text } from '@stellwerk/contract/language'

/** Owner and group may come in; a reverse proxy is made a member of the group. */
const socketMode = 0o660

/** Something stands where the socket should be, and it is not ours to remove. */
export class SocketUnavailable extends Error {
  override readonly name = 'SocketUnavailable'
  readonly text: Text

  constructor(text: Text, options?: ErrorOptions) {
    super(text.en, options)
    this.text = text
  }
}

/**
 * Makes room for a socket: one that a process left behind when it died is removed.
 *
 * @throws SocketUnavailable when somebody listens there, or when it is no socket
 */
export async function freeSocket(path: string): Promise<void> {
  const facts = lstatSync(path, { throwIfNoEntry: false })
  if (facts === undefined) return
  if (!facts.isSocket()) {
    throw new SocketUnavailable({
      de: `${path} ist kein Socket und wird nicht überschrieben`,
      en: `${path} is no socket and will not be replaced`,
    })
  }
  if (await hasListener(path)) {
    throw new SocketUnavailable({
      de: `an ${path} lauscht schon jemand; anderen Pfad wählen: --listen unix:PFAD`,
      en: `somebody listens on ${path} already; choose another path: --listen unix:PATH`,
    })
  }
  rmSync(path, { force: true })
}

/** Only a refused connection says that nobody is there; any other failure may be a listener that is busy or not for us. */
function hasListener(path: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect(path)
  socket.once('connect', () => resolve(true))
  socket.once('error', (error: Error & { readonly code?: string }) =>
    resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT'),
  )
  return promise.finally(() => socket.destroy())
}

/**
 * Makes a socket that is never open to more than owner and group: whoever came in before its mode was set would stay in.
 * Files that another thread makes in the same moment are ours alone as well.
 */
export function openToGroup<Made>(path: string, make: () => Made): Made {
  const before = process.umask(0o077)
  try {
    const made = make()
    chmodSync(path, socketMode)
    return made
  } finally {
    process.umask(before)
  }
}
