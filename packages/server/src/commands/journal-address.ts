// A log at an address, as C2SP tlog-tiles @ 5ba5ee83 serves it. Whoever answers there may be hostile: every answer is
// bounded in bytes and time, and nobody is followed elsewhere.
import type { Text } from '@stellwerk/contract/language'
import { noteBytesMax } from '@stellwerk/tlog/format/note'
import { checkpointPath, entryBytesMax, parseTilePath, tileWidth } from '@stellwerk/tlog/format/tile'
import type { ReadFile } from '@stellwerk/tlog/format/tile-hashes'

/** Milliseconds for one file of at most 17 MB. */
const answerMs = 30_000

const hashBytes = 32

/** The log at the address could not be read, which says nothing about the log. */
class AddressFailed extends Error {
  override readonly name = 'AddressFailed'
  readonly code = 'address_failed'
  readonly text: Text

  constructor(text: Text, options?: ErrorOptions) {
    super(text.en, options)
    this.text = text
  }
}

/** What reads the files of a log, and whether entries may be asked for at all. */
export interface AddressedLog {
  readonly read: ReadFile
  readonly hasToken: boolean
}

/**
 * The log at an address such as `https://gateway.example/log/2026h2`.
 *
 * @param token of an auditor; without one the entries, which are confidential, are not asked for
 */
export function logAt(address: string, token: string | undefined): AddressedLog {
  const base = address.replace(/\/+$/, '')
  return {
    hasToken: token !== undefined,
    read: (path) =>
      fileAt(`${base}/${path}`, { bytesMax: bytesMaxOf(path), token: isEntries(path) ? token : undefined }),
  }
}

function isEntries(path: string): boolean {
  return path !== checkpointPath && parseTilePath(path).level === 'entries'
}

function bytesMaxOf(path: string): number {
  if (path === checkpointPath) return noteBytesMax
  return tileWidth * (isEntries(path) ? entryBytesMax + 2 : hashBytes)
}

async function fileAt(
  url: string,
  { bytesMax, token }: { readonly bytesMax: number; readonly token: string | undefined },
): Promise<Uint8Array | undefined> {
  const signal = AbortSignal.timeout(answerMs)
  try {
    const answer = await fetch(url, {
      headers: {
        'accept-encoding': 'identity',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      redirect: 'manual',
      // A small answer could unfold into a large one.
      decompress: false,
      signal,
    })
    if (answer.status === 404) return undefined
    if (answer.status !== 200) throw refused(url, answer.status)
    const encoding = answer.headers.get('content-encoding') ?? 'identity'
    if (encoding !== 'identity') throw encoded(url, encoding)
    return await bounded(answer, url, bytesMax)
  } catch (cause) {
    if (cause instanceof AddressFailed) throw cause
    const why = signal.aborted ? `> ${answerMs} ms` : cause instanceof Error ? cause.message : ''
    throw new AddressFailed({ de: `${url} antwortet nicht (${why})`, en: `${url} does not answer (${why})` }, { cause })
  }
}

function refused(url: string, status: number): AddressFailed {
  if (status === 401 || status === 403) {
    return new AddressFailed({
      de: `${url} gibt die Einträge nicht heraus (${status}): stimmt --auditor-token?`,
      en: `${url} does not hand out the entries (${status}): is --auditor-token right?`,
    })
  }
  return new AddressFailed({ de: `${url} antwortet mit ${status}`, en: `${url} answers ${status}` })
}

/** Nobody asked for it. Some runtimes would unfold it and others not, and two verifiers must not differ. */
function encoded(url: string, encoding: string): AddressFailed {
  return new AddressFailed({
    de: `${url} schickt ${encoding}, verlangt war unkomprimiert (identity)`,
    en: `${url} sends ${encoding}, although uncompressed (identity) was asked for`,
  })
}

async function bounded(answer: Response, url: string, bytesMax: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  // Leaving the loop early cancels the rest.
  for await (const piece of answer.body ?? []) {
    length += piece.length
    if (length > bytesMax) {
      throw new AddressFailed({
        de: `${url} schickt mehr als ${bytesMax} Byte`,
        en: `${url} sends more than ${bytesMax} B`,
      })
    }
    pieces.push(piece)
  }
  return new Uint8Array(Buffer.concat(pieces))
}
