// A start needs a little room on the disk: SQLite, for one, does not open where there is none, and says no more than
// "disk I/O error".
import { existsSync, statfsSync } from 'node:fs'

import type { Text } from '@stellwerk/contract/language'

/** Bytes for stores, the first entries and their checkpoint. */
const bytesMin = 4_194_304

/** There is no room to begin with. Nothing was changed. */
class NoRoomToStart extends Error {
  override readonly name = 'NoRoomToStart'
  readonly code = 'disk_full'
  readonly text: Text

  constructor(what: { readonly dataDirectory: string; readonly bytes: number }) {
    const { dataDirectory, bytes } = what
    const text = {
      de: `Der Datenträger von ${dataDirectory} ist voll: ${bytes} Byte frei, mindestens ${bytesMin} nötig. Verloren ist nichts; Platz schaffen und neu starten`,
      en: `the disk of ${dataDirectory} is full: ${bytes} bytes are free, at least ${bytesMin} are needed. Nothing is lost; make room and start again`,
    }
    super(text.en)
    this.text = text
  }
}

/** What an account without privileges may still write below the folder, in bytes. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/**
 * Looks before anything is opened.
 *
 * @param giveFree gives up what is kept for hard times
 * @throws NoRoomToStart
 */
export function mustHaveRoom(dataDirectory: string, giveFree: () => void): void {
  if (!existsSync(dataDirectory)) return
  if (freeBytes(dataDirectory) < bytesMin) giveFree()
  const bytes = freeBytes(dataDirectory)
  if (bytes < bytesMin) throw new NoRoomToStart({ dataDirectory, bytes })
}
