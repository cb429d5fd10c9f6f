// What the journal does by itself while the server runs: a time-stamp a day, a reconciliation with the engines an hour.
import { readFileSync } from 'node:fs'

import type { Config } from '@stellwerk/contract/config'
import type { Text } from '@stellwerk/contract/language'

import { systemClock } from './clock.ts'
import type { Journal } from './journal/journal.ts'
import { Stamping } from './journal/stamping.ts'
import { type Certificate, certificatesInPem } from './journal/timestamp-certificate.ts'
import type { Log } from './telemetry/log.ts'

export interface Duties {
  /** There is a new checkpoint. */
  readonly published: () => void
  readonly close: () => Promise<void>
}

/** The certificates for time-stamps cannot be had. */
class TimestampRootsUnusable extends Error {
  override readonly name = 'TimestampRootsUnusable'
  readonly text: Text

  constructor(path: string, options?: ErrorOptions) {
    const text = {
      de: `journal.timestamp.roots: In ${path} steht kein lesbares Zertifikat; eine PEM-Datei angeben`,
      en: `journal.timestamp.roots: there is no readable certificate in ${path}; name a PEM file`,
    }
    super(text.en, options)
    this.text = text
  }
}

/** @throws TimestampRootsUnusable */
export function openDuties(
  config: Config,
  { journal, log }: { readonly journal: Journal; readonly log: Pick<Log, 'event'> },
): Duties {
  const stamping = openStamping(config.journal.timestamp, journal, log)
  // Today's may be missing from before this start.
  stamping?.published()
  return {
    published: () => stamping?.published(),
    async close() {
      await stamping?.close()
    },
  }
}

function openStamping(
  timestamp: Config['journal']['timestamp'],
  journal: Journal,
  log: Pick<Log, 'event'>,
): Stamping | undefined {
  if (timestamp === undefined) return undefined
  const authority = timestamp.name ?? new URL(timestamp.url).host
  return new Stamping({
    url: timestamp.url,
    roots: rootsIn(timestamp.roots),
    folder: () => journal.folder,
    now: () => systemClock.now(),
    append: (item) => journal.append(item),
    onStamped: ({ size, timeMs }) =>
      log.event('timestamp.stored', { authority, size, time: new Date(timeMs).toISOString() }),
    onTrouble: ({ code, text }, retryInMs) =>
      log.event('timestamp.failed', { authority, code, ...text, retryInSeconds: retryInMs / 1_000 }),
    later,
  })
}

function rootsIn(path: string): readonly Certificate[] {
  try {
    return certificatesInPem(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new TimestampRootsUnusable(path, { cause })
  }
}

/** A timer that keeps no process alive. */
function later(act: () => void, afterMs: number): () => void {
  const timer = setTimeout(act, afterMs)
  timer.unref()
  return () => clearTimeout(timer)
}
