// The writer of one log, from a batch of entries to a signed checkpoint. Synchronous throughout, for a worker of its own.
//
//   append      frame, fdatasync                                     the entries are durable and have their indices
//   integrate   tiles and bundles, their folders, then `state`       derived from durable frames only
//   checkpoint  `floor`, its copy, signature, `checkpoint`           what was signed can never be taken back
//
// Whatever fails in between, a start repeats what is missing from what is durable, or refuses.
import { isKeyName } from '../format/note.ts'
import { leafHash } from '../format/tree.ts'
import { DiskError } from './disk.ts'
import type { LogEntry } from './frame.ts'
import type { LogPorts } from './ports.ts'
import type { Recovered } from './recovery.ts'
import { entriesOf, recover } from './recovery.ts'
import { LogCorrupt, LogDiskFull, LogLocked, LogStopped } from './refusal.ts'
import { dropFramesBelow, FrameLog, prepareSpare, segmentBytesDefault } from './segment.ts'
import type { DurableEntry } from './tree-publisher.ts'
import { TreePublisher } from './tree-publisher.ts'

/** What an append gives back once the entries are durable. */
export interface Appended {
  readonly firstIndex: number
  /** One for each entry, for the receipts. */
  readonly leafHashes: readonly Uint8Array[]
}

/**
 * Opens the log of this folder, or begins one if the folder is empty. Everything is read and compared before anything is
 * changed, so that a refusal leaves the evidence as it was.
 *
 * @throws {LogLocked} if another process writes to it.
 * @throws {LogCorrupt} if something is damaged or missing.
 * @throws {LogRolledBack} if the log is smaller than, or differs from, what was signed or handed to the vault.
 * @throws {DiskError} if the disk fails; a later start tries again.
 */
export function openLog(ports: LogPorts): LogWriter {
  if (!isKeyName(ports.signer.name)) throw new RangeError('the name of the key is no origin')
  if (!ports.lock.take()) throw new LogLocked()
  try {
    return new LogWriter(ports, recover({ ...ports, origin: ports.signer.name }))
  } catch (error) {
    ports.lock.release()
    throw error
  }
}

/**
 * One log, open for writing. A failed call to the disk stops it for good: whether the kernel still holds what it could
 * not write is unknown, so nothing is tried again; only a full disk, found before anything was lost, is waited out.
 *
 * @example
 * const writer = openLog(ports)
 * const { firstIndex } = writer.append([{ leaf, record }]) // Durable from here on.
 * writer.checkpoint()
 */
export class LogWriter {
  readonly #ports: LogPorts
  readonly #frames: FrameLog
  readonly #publisher: TreePublisher
  #stoppedBy: unknown

  /** By {@link openLog}, which holds the lock. */
  constructor(ports: LogPorts, recovered: Recovered) {
    const { disk, sha256, segmentBytes = segmentBytesDefault } = ports
    this.#ports = ports
    this.#publisher = TreePublisher.settle(ports, recovered)
    this.#frames = FrameLog.settle(disk, { sha256, segmentBytes, found: recovered.frames })
    for (const [index, { leaf, record }] of entriesOf(recovered.frames)) {
      this.#publisher.take([{ index, leaf, hash: leafHash(sha256, leaf), record }])
    }
  }

  /** Durable entries: the index of the next one. */
  get size(): number {
    return this.#frames.size
  }

  /** Size of the newest checkpoint that this folder shows. */
  get publishedSize(): number {
    return this.#publisher.published
  }

  /**
   * Makes a batch durable with one `fdatasync`. After a return the entries are in the log for good, after a throw they
   * may be: the next start finds out.
   *
   * @throws {RangeError} if the batch is empty or too large; nothing was written.
   * @throws {LogDiskFull} if there is no room for the next segment; nothing was written.
   * @throws {LogStopped} if the disk failed, now or before.
   */
  append(entries: readonly LogEntry[]): Appended {
    return this.#orStop(() => {
      const firstIndex = this.#frames.size
      const leafHashes = entries.map(({ leaf }) => leafHash(this.#ports.sha256, leaf))
      this.#frames.append(entries)
      this.#publisher.take(durableFrom(firstIndex, entries, leafHashes))
      return { firstIndex, leafHashes }
    })
  }

  /**
   * Derives tiles and bundles from all durable entries, hands their records to the vault, and advances the state.
   *
   * @throws {LogDiskFull} if there is no room; a later call goes on.
   * @throws {LogStopped} if the disk failed, now or before.
   */
  integrate(): void {
    this.#orStop(() => {
      this.#integrateAll()
      this.#tidyFrames()
    })
  }

  /**
   * Signs the tree of all durable entries and publishes the checkpoint.
   *
   * @returns the signed note.
   * @throws {LogDiskFull} if there is no room; a later call goes on.
   * @throws {LogStopped} if the disk failed, now or before.
   * @throws whatever signer and floor copy throw; nothing was published, and a later call goes on.
   */
  checkpoint(): Uint8Array {
    return this.#orStop(() => {
      this.#integrateAll()
      const note = this.#publisher.checkpoint()
      this.#tidyFrames()
      return note
    })
  }

  /** Gives the folder free. Whatever is durable stays so. */
  close(): void {
    this.#stoppedBy ??= new Error('it was closed')
    this.#frames.close()
    this.#ports.lock.release()
  }

  #integrateAll(): void {
    while (this.#publisher.integrate());
  }

  #tidyFrames(): void {
    const { disk, segmentBytes = segmentBytesDefault } = this.#ports
    dropFramesBelow(disk, this.#publisher.settledSize)
    try {
      if (!this.#frames.needsSpare) return
      prepareSpare(disk, segmentBytes)
      this.#frames.spareIsReady()
    } catch (error) {
      // Nothing needs the next segment yet. Whoever does will hear of it.
      if (!(error instanceof LogDiskFull)) throw error
    }
  }

  #orStop<T>(act: () => T): T {
    if (this.#stoppedBy !== undefined) throw new LogStopped({ cause: this.#stoppedBy })
    try {
      return act()
    } catch (error) {
      if (!(error instanceof DiskError) && !(error instanceof LogCorrupt)) throw error
      this.#stoppedBy = error
      throw new LogStopped({ cause: error })
    }
  }
}

function durableFrom(
  firstIndex: number,
  entries: readonly LogEntry[],
  hashes: readonly Uint8Array[],
): readonly DurableEntry[] {
  return entries.flatMap(({ leaf, record }, position) => {
    const hash = hashes[position]
    return hash === undefined ? [] : [{ index: firstIndex + position, leaf, hash, record }]
  })
}
