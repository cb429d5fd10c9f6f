// The writer's thread: whatever is queued becomes one frame and one fdatasync, and whatever arrives meanwhile the next.
import type { EntryDraft, Stamp } from '@stellwerk/contract/journal/entry'
import { encodeEntry } from '@stellwerk/contract/journal/entry'
import type { LogEntry, SealedRecord } from '@stellwerk/tlog/write/frame'
import { frameEntriesMax } from '@stellwerk/tlog/write/frame'
import { LogDiskFull } from '@stellwerk/tlog/write/refusal'

import { Backlog } from './backlog.ts'
import { committed } from './committed.ts'
import { keptOf } from './kept.ts'
import type { JournalItem, JournalRefusal } from './messages.ts'

/** Lengths and id around an entry in its frame; and around one alone, with the frame's own head. */
const [entryMarginEach, entryMargin] = [22, 256]

/** Entries of the journal itself in one frame: 65,535 B each at most, and the smallest segments of tests take a frame of that. */
const ownEntriesMax = 8

/** Bytes of a group commit: more would make everybody in it wait for the slowest disk. */
const frameBytesMax = 1_048_576

/** The frames of one log. */
interface WriterFrames {
  readonly size: number
  readonly append: (entries: readonly LogEntry[]) => Uint8Array
  readonly needsSpare: boolean
  readonly frameBytesMax: number
}

/** What the writer needs of its thread. */
export interface WriterPorts {
  readonly frames: WriterFrames
  readonly seal: (content: {
    readonly subjects: readonly string[]
    readonly retention: { readonly class: JournalItem['keeping']['class']; readonly deleteOnDay: number }
    readonly openings: Readonly<Record<string, Uint8Array>>
    readonly values: Readonly<Record<string, Uint8Array>>
  }) => SealedRecord
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly written: (what: { readonly first: number; readonly count: number; readonly firstIndex: number }) => void
  readonly refused: (what: { readonly first: number; readonly count: number; readonly why: JournalRefusal }) => void
  readonly publish: (frame: { readonly firstIndex: number; readonly bytes: Uint8Array }) => void
  readonly needSpare: () => void
}

/** Who writes, and how far it has counted. */
export interface WriterStamp {
  readonly replica: string
  /** Of the last entry; 0 before the first. */
  readonly counter: number
  /** Of the last entry. Wall time never counts below it. */
  readonly timeMs: number
  readonly version: string
}

interface Queued {
  readonly number: number
  readonly item: JournalItem
}

const encoder = new TextEncoder()

/** Group commit. Knows nothing of threads: its ports do. */
export class Writer {
  readonly #ports: WriterPorts
  #frames: WriterFrames
  readonly #replica: string
  readonly #version: string
  #counter: number
  #timeMs: number
  #queue: Queued[] = []
  #backlog: Backlog
  #isFull = false
  #asksForSpare = false

  constructor(ports: WriterPorts, stamp: WriterStamp) {
    this.#ports = ports
    this.#frames = ports.frames
    this.#replica = stamp.replica
    this.#version = stamp.version
    this.#counter = stamp.counter
    this.#timeMs = stamp.timeMs
    this.#backlog = new Backlog(ports.frames.size)
  }

  get hasQueued(): boolean {
    return this.#queue.length > 0
  }

  /** Items in order; the first has this number. */
  take(first: number, items: readonly JournalItem[]): void {
    for (const [at, item] of items.entries()) this.#queue.push({ number: first + at, item })
  }

  /** Goes on in the next log, which is empty. What is queued goes there. */
  turnTo(frames: WriterFrames): void {
    this.#frames = frames
    this.#backlog = new Backlog(frames.size)
    this.#asksForSpare = false
  }

  /**
   * Writes entries that nobody waits for and without which nothing else may be written, before all that is queued.
   *
   * @throws {LogDiskFull | LogStopped | DiskError | RangeError} if they are not on the disk
   */
  writeOwn(items: readonly JournalItem[]): void {
    for (let at = 0; at < items.length; at += ownEntriesMax) this.#writeOwnFrame(items.slice(at, at + ownEntriesMax))
    this.#askForSpare()
  }

  #writeOwnFrame(items: readonly JournalItem[]): void {
    const entries = items.map((item, at) => {
      const entry = this.#encoded(item, this.#counter + at + 1)
      if (typeof entry === 'string') throw new RangeError(`an entry of type ${item.draft.type} is ${entry}`)
      return entry
    })
    const { size: firstIndex } = this.#frames
    const bytes = this.#append(entries)
    this.#counter += entries.length
    this.#ports.publish({ firstIndex, bytes })
  }

  #append(entries: readonly LogEntry[]): Uint8Array {
    const bytes = this.#frames.append(entries)
    this.#backlog.appended(this.#frames.size, bytes.length)
    return bytes
  }

  /** The publisher has come so far. */
  integrated(size: number): void {
    this.#backlog.integrated(size)
  }

  /** Whether the publisher's disk has no room. What is already running may still end; nothing new begins. */
  diskIsFull(isFull: boolean): void {
    this.#isFull = isFull
  }

  spareIsReady(): void {
    this.#asksForSpare = false
  }

  /**
   * Writes one frame of what is queued.
   *
   * @throws {LogStopped | DiskError} if the disk failed: nobody is answered any more, the thread has to end
   */
  commit(): void {
    const batch = this.#nextBatch()
    if (batch.length === 0) return
    const first = batch[0]?.number ?? 0
    const { size: firstIndex } = this.#frames
    try {
      const bytes = this.#append(batch.map(({ entry }) => entry))
      this.#counter += batch.length
      this.#ports.written({ first, count: batch.length, firstIndex })
      this.#ports.publish({ firstIndex, bytes })
    } catch (error) {
      if (!(error instanceof LogDiskFull)) throw error
      this.#ports.refused({ first, count: batch.length, why: 'disk_full' })
    }
    this.#askForSpare()
  }

  /** Encoded entries with consecutive numbers. An item that cannot be written is refused alone and ends the batch. */
  #nextBatch(): readonly { readonly number: number; readonly entry: LogEntry }[] {
    const batch: { number: number; entry: LogEntry }[] = []
    const bytesMax = Math.min(frameBytesMax, this.#frames.frameBytesMax / 2) - frameEntriesMax * entryMarginEach
    let bytes = 0
    let at = 0
    for (; at < this.#queue.length && batch.length < frameEntriesMax && bytes < bytesMax; at++) {
      const queued = this.#queue[at]
      if (queued === undefined) break
      const why = this.#refusalOf(queued.item)
      const entry = why ?? this.#encoded(queued.item, this.#counter + batch.length + 1)
      if (typeof entry === 'string') {
        if (batch.length > 0) break
        this.#ports.refused({ first: queued.number, count: 1, why: entry })
        continue
      }
      bytes += entry.leaf.length + entry.record.ciphertext.length
      batch.push({ number: queued.number, entry })
    }
    this.#queue = at === this.#queue.length ? [] : this.#queue.slice(at)
    return batch
  }

  /** Only what begins something new is refused: how a running call ends is written as long as it can be. A refusal begins and
   * ends at once, and on a full disk a thousand a second would take the room of those endings. */
  #refusalOf({ draft }: JournalItem): JournalRefusal | undefined {
    if (this.#isFull && (draft.type === 'intent' || draft.type === 'refusal')) return 'disk_full'
    if (draft.type !== 'intent') return undefined
    return this.#backlog.isTooLong ? 'backlog' : undefined
  }

  #encoded(item: JournalItem, counter: number): LogEntry | JournalRefusal {
    try {
      const { commitments, openings } = committed(item)
      this.#timeMs = Math.max(this.#timeMs, Math.floor(this.#ports.now()))
      const stamp: Stamp = { replica: this.#replica, counter, timeMs: this.#timeMs, version: this.#version }
      const leaf = encoder.encode(encodeEntry(withCommitments(item.draft, commitments), stamp))
      const record = this.#ports.seal(keptOf(item, openings))
      const room = this.#frames.frameBytesMax - Math.min(frameBytesMax, this.#frames.frameBytesMax / 2)
      return leaf.length + record.ciphertext.length + entryMargin <= room ? { leaf, record } : 'unfit'
    } catch {
      // What does not fit the vocabulary of a leaf is refused by itself, and the rest of the batch goes on.
      return 'unfit'
    }
  }

  #askForSpare(): void {
    if (this.#frames.needsSpare) this.wantSpare()
  }

  /** Asks for the next segment, once until it is there. */
  wantSpare(): void {
    if (this.#asksForSpare) return
    this.#asksForSpare = true
    this.#ports.needSpare()
  }
}

function withCommitments(draft: EntryDraft, commitments: Readonly<Record<string, string>>): EntryDraft {
  return 'commitments' in draft ? { ...draft, commitments } : draft
}
