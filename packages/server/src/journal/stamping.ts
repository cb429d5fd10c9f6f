// One checkpoint a day, stamped by a time-stamping authority (RFC 3161). One stamp covers every entry below it, so nothing
// waits for it: it comes when the authority answers.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'

import { formatHex } from '@stellwerk/tlog/format/bytes'
import { parseCheckpoint } from '@stellwerk/tlog/format/checkpoint'
import { parseNote } from '@stellwerk/tlog/format/note'
import { checkpointPath } from '@stellwerk/tlog/format/tile'

import { replaceDurably, syncFolder } from '../durable-file.ts'
import { sha256 } from '../primitives.ts'
import { aboutNobody } from './duties.ts'
import type { JournalItem, Receipt } from './messages.ts'
import { stampingTrouble, type StampingTrouble } from './stamping-trouble.ts'
import { requestTimestamp, type Timestamp, verifyTimestamp } from './timestamp.ts'
import type { Certificate } from './timestamp-certificate.ts'
import { TimestampRefused } from './timestamp-refused.ts'

/** Milliseconds of a day. Days are of UTC, as the times of stamps are. */
const dayMs = 86_400_000

/** Milliseconds until the first retry. Each further one waits twice as long, up to the last figure. */
const [retryMs, retryMsMax] = [60_000, 3_600_000]

/** How often a quiet journal is looked at: without calls there is no checkpoint that would bring the new day to mind. */
const lookEveryMs = 600_000

/** By how much clocks may differ, beside what the authority says of its own. Beyond that one of them is wrong. */
const clockDriftMsMax = 300_000

const [stampEnding, pendingEnding, noteEnding] = ['.tsr', '.tsr.pending', '.checkpoint']

export interface StampingSettings {
  readonly url: string
  readonly roots: readonly Certificate[]
  /** Folder of the log that is being written. */
  readonly folder: () => string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly append: (item: JournalItem) => Promise<Receipt>
  readonly onStamped: (stamp: { readonly size: number; readonly timeMs: number }) => void
  readonly onTrouble: (trouble: StampingTrouble, retryInMs: number) => void
  /** Runs something later and gives back what prevents it. */
  readonly later: (act: () => void, afterMs: number) => () => void
}

/**
 * Sees to it that each log has a stamp of each day on which it was written. The stamp and the note that it is of lie beside
 * the log: `timestamps/<size>.tsr` and `timestamps/<size>.checkpoint`.
 *
 * @example const stamping = new Stamping(settings); stamping.published()
 */
export class Stamping {
  readonly #settings: StampingSettings
  /** Log and day that are done. */
  #done = ''
  #failures = 0
  #isClosed = false
  #working: Promise<void> | undefined
  #cancelRetry: (() => void) | undefined
  #cancelLook: () => void

  constructor(settings: StampingSettings) {
    this.#settings = settings
    this.#cancelLook = this.#lookLater()
  }

  /** A checkpoint was published. Costs nothing on a day that is done. */
  published(): void {
    const isBusy = this.#working !== undefined || this.#cancelRetry !== undefined
    if (this.#isClosed || isBusy || this.#done === this.#today()) return
    this.#working = this.#stampToday().finally(() => {
      this.#working = undefined
    })
  }

  /** Begins nothing any more, and waits for what has begun: an exchange is bounded by ten seconds. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#cancelLook()
    this.#cancelRetry?.()
    await this.#working
  }

  #today(): string {
    const { folder, now } = this.#settings
    return `${folder()} ${Math.floor(now() / dayMs)}`
  }

  #lookLater(): () => void {
    return this.#settings.later(() => {
      this.published()
      this.#cancelLook = this.#lookLater()
    }, lookEveryMs)
  }

  async #stampToday(): Promise<void> {
    const today = this.#today()
    const folder = this.#settings.folder()
    // Before the first checkpoint of a log there is nothing to stamp, and it will be heard of.
    if (!existsSync(join(folder, checkpointPath))) return
    try {
      // If we stopped between a stamp and its entry, the entry is still owed.
      for (const size of sizesIn(folder, pendingEnding)) await this.#record(folder, size)
      if (!this.#isStampedToday(folder)) await this.#stamp(folder)
      this.#done = today
      this.#failures = 0
    } catch (error) {
      this.#failed(error)
    }
  }

  #failed(error: unknown): void {
    const afterMs = Math.min(retryMs * 2 ** this.#failures, retryMsMax)
    this.#failures++
    this.#settings.onTrouble(stampingTrouble(error), afterMs)
    if (this.#isClosed) return
    this.#cancelRetry = this.#settings.later(() => {
      this.#cancelRetry = undefined
      this.published()
    }, afterMs)
  }

  async #stamp(folder: string): Promise<void> {
    const { url, roots, now } = this.#settings
    const note = new Uint8Array(readFileSync(join(folder, checkpointPath)))
    const { size } = parseCheckpoint(parseNote(note).text)
    const { token, timeMs, accuracyMs = 0 } = await requestTimestamp({ url, note, roots })
    if (Math.abs(timeMs - now()) > clockDriftMsMax + accuracyMs) throw new TimestampRefused('clock')
    mkdirSync(join(folder, 'timestamps'), { recursive: true, mode: 0o700 })
    syncFolder(folder)
    replaceDurably(fileOf(folder, size, noteEnding), note)
    replaceDurably(fileOf(folder, size, pendingEnding), token)
    await this.#record(folder, size)
  }

  /** The entry, and then the final name: if we stop in between, a second entry tells of the same stamp. */
  async #record(folder: string, size: number): Promise<void> {
    const { append, onStamped } = this.#settings
    const { token, note, stamp } = this.#stored(folder, size, pendingEnding)
    const { root } = parseCheckpoint(parseNote(note).text)
    const hex = (bytes: Uint8Array): string => formatHex(sha256(bytes))
    const authority = hex(Buffer.from(stamp.authority))
    const digests = { root: formatHex(root), imprint: hex(note), token: hex(token), authority }
    await append(aboutNobody({ type: 'timestamp', size, ...digests }))
    renameSync(fileOf(folder, size, pendingEnding), fileOf(folder, size, stampEnding))
    syncFolder(join(folder, 'timestamps'))
    onStamped({ size, timeMs: stamp.timeMs })
  }

  #isStampedToday(folder: string): boolean {
    const newest = sizesIn(folder, stampEnding).at(-1)
    if (newest === undefined) return false
    try {
      const { stamp } = this.#stored(folder, newest, stampEnding)
      return Math.floor(stamp.timeMs / dayMs) === Math.floor(this.#settings.now() / dayMs)
    } catch {
      return false // Of an authority that is no longer trusted, or damaged: today gets one that counts.
    }
  }

  /** @throws TimestampRefused */
  #stored(
    folder: string,
    size: number,
    ending: string,
  ): { readonly token: Uint8Array; readonly note: Uint8Array; readonly stamp: Timestamp } {
    const token = new Uint8Array(readFileSync(fileOf(folder, size, ending)))
    const note = new Uint8Array(readFileSync(fileOf(folder, size, noteEnding)))
    return { token, note, stamp: verifyTimestamp({ token, note, roots: this.#settings.roots }) }
  }
}

function fileOf(folder: string, size: number, ending: string): string {
  return join(folder, 'timestamps', `${size}${ending}`)
}

/** Sizes of the checkpoints with such a file, ascending. */
function sizesIn(folder: string, ending: string): readonly number[] {
  const stamps = join(folder, 'timestamps')
  if (!existsSync(stamps)) return []
  const named = readdirSync(stamps).filter((name) => name.endsWith(ending))
  const sizes = named.map((name) => name.slice(0, -ending.length)).filter((name) => /^[1-9]\d{0,14}$/.test(name))
  return sizes.map(Number).sort((one, other) => one - other)
}
