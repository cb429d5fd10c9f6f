// The publisher's thread: from durable frames to tiles, vault and checkpoint, at its own pace and off the path of any
// acknowledgement.
import { parseSignatureLines } from '@stellwerk/tlog/format/note'
import { leafHash } from '@stellwerk/tlog/format/tree'
import type { Sha256 } from '@stellwerk/tlog/format/tree'
import { entriesOfOwnFrame } from '@stellwerk/tlog/write/frame'
import { LogDiskFull } from '@stellwerk/tlog/write/refusal'
import type { DurableEntry, TreePublisher } from '@stellwerk/tlog/write/tree-publisher'

import type { Reserve } from './reserve.ts'

/** Milliseconds between two checkpoints: each costs two durable files. */
const checkpointEveryMs = 1_000

/** How often it is looked whether there is room, in milliseconds: sooner than a checkpoint would find out. */
const lookEveryMs = 250

/**
 * Pieces of the next segment between two integrations. A writer that does not find it ready makes one itself, and everybody
 * waits meanwhile: 41 ms were seen for its sync alone.
 */
const sparePiecesEach = 3

/** Entries that are integrated at once without waiting for the checkpoint. */
const integrateFrom = 4_096

export interface PublisherPorts {
  readonly sha256: Sha256
  readonly dropFramesBelow: (size: number) => void
  /** Goes on with the next segment by a piece; true once it is ready. */
  readonly prepareSpare: () => boolean
  readonly progress: (integratedSize: number) => void
  readonly spareIsReady: () => void
  readonly published: () => void
  /** Running calls may still write how they ended, with the room of the reserve; nothing new begins. */
  readonly full: (isFull: boolean) => void
  readonly reserve: Reserve
  /** Milliseconds on a clock that never jumps. */
  readonly elapsed: () => number
}

/** The tree as it is driven here. */
type Tree = Pick<
  TreePublisher,
  'take' | 'integrate' | 'checkpoint' | 'cosign' | 'waitingCount' | 'published' | 'integratedSize' | 'settledSize'
>

/** What there is to do, step by step, so that messages come in between. Knows nothing of threads: its ports do. */
export class Publisher {
  readonly #tree: Tree
  readonly #ports: PublisherPorts
  #publishedAt = Number.NEGATIVE_INFINITY
  #wantsSpare = false
  #isFull = false
  #hasReserve = false
  #lookedAt = Number.NEGATIVE_INFINITY

  constructor(tree: Tree, ports: PublisherPorts) {
    this.#tree = tree
    this.#ports = ports
  }

  /** A frame that is durable. */
  takeFrame(firstIndex: number, frame: Uint8Array): void {
    const { sha256 } = this.#ports
    const entries = entriesOfOwnFrame(frame).map(({ leaf, record }, at): DurableEntry => ({
      index: firstIndex + at,
      leaf,
      hash: leafHash(sha256, leaf),
      record,
    }))
    this.#tree.take(entries)
    this.#look()
  }

  /** Before anything fails: the next checkpoint may be a second away, and so many requests would still pass. */
  #look(): void {
    if (this.#isFull || this.#ports.elapsed() < this.#lookedAt + lookEveryMs) return
    this.#lookedAt = this.#ports.elapsed()
    if (this.#ports.reserve.isNeeded()) this.#useReserve()
  }

  wantSpare(): void {
    this.#wantsSpare = true
  }

  /** Whether it waits for room on the disk. */
  get isFull(): boolean {
    return this.#isFull
  }

  /** Milliseconds until there is something to do; `undefined` if nothing is. */
  get nextStepMs(): number | undefined {
    const { waitingCount, published, integratedSize } = this.#tree
    if (this.#isFull) return checkpointEveryMs
    if (!this.#hasReserve || this.#wantsSpare || waitingCount >= integrateFrom) return 0
    if (waitingCount === 0 && published === integratedSize) return undefined
    return Math.max(0, this.#publishedAt + checkpointEveryMs - this.#ports.elapsed())
  }

  /**
   * Does the next thing. Without room on the disk, nothing is lost and a later step goes on.
   *
   * @throws {DiskError | LogCorrupt} if the disk failed: the thread has to end
   */
  step(): void {
    try {
      this.#do()
      this.#hasReserve ||= this.#ports.reserve.make()
      this.#tellFull(!this.#hasReserve)
    } catch (error) {
      mustBeFull(error)
      this.#useReserve()
    }
  }

  /** @throws {DiskError | MalformedNote} as a step */
  cosigned(text: string, lines: string): void {
    try {
      this.#tree.cosign(text, parseSignatureLines(lines))
    } catch (error) {
      mustBeFull(error)
      this.#useReserve()
    }
  }

  /** Everything that is there, to its checkpoint. What finds no room stays in the frames, for the next start. */
  finish(): void {
    for (let attempts = 2; attempts > 0; attempts--) {
      try {
        while (this.#tree.integrate());
        if (this.#tree.published !== this.#tree.integratedSize) this.#checkpoint()
        return
      } catch (error) {
        mustBeFull(error)
        this.#useReserve()
      }
    }
  }

  /** Everything that is there, in tree and vault. */
  integrateAll(): void {
    while (this.#tree.waitingCount > 0) {
      this.#tree.integrate()
      this.#ports.progress(this.#tree.integratedSize)
    }
  }

  /**
   * Sees to it that no frame holds anything below the size, whose frames were taken and lie in older segments.
   *
   * @throws {LogDiskFull | VaultDiskFull} without room: frames are left, and a later call goes on
   * @throws {DiskError | LogCorrupt} as a step
   */
  settleBelow(size: number): void {
    this.integrateAll()
    if (this.#tree.published === this.#tree.integratedSize) this.#ports.dropFramesBelow(this.#tree.settledSize)
    else this.#checkpoint()
    if (this.#tree.settledSize < size) throw new Error(`frames from ${this.#tree.settledSize} on are not settled`)
  }

  #do(): void {
    for (let pieces = sparePiecesEach; this.#wantsSpare && pieces > 0; pieces--) {
      if (!this.#ports.prepareSpare()) continue
      this.#wantsSpare = false
      this.#ports.spareIsReady()
    }
    if (this.#tree.waitingCount > 0) {
      const hasMore = this.#tree.integrate()
      this.#ports.progress(this.#tree.integratedSize)
      if (hasMore) return
    }
    const isDue = this.#ports.elapsed() >= this.#publishedAt + checkpointEveryMs
    // Signed again, the same tree would lose the lines of its witnesses.
    if (isDue && this.#tree.published !== this.#tree.integratedSize) this.#checkpoint()
  }

  #checkpoint(): void {
    this.#tree.checkpoint()
    this.#publishedAt = this.#ports.elapsed()
    this.#ports.dropFramesBelow(this.#tree.settledSize)
    this.#ports.progress(this.#tree.integratedSize)
    this.#ports.published()
  }

  #useReserve(): void {
    this.#ports.reserve.giveFree()
    this.#hasReserve = false
    this.#tellFull(true)
  }

  #tellFull(isFull: boolean): void {
    if (this.#isFull === isFull) return
    this.#isFull = isFull
    this.#ports.full(isFull)
  }
}

/** @throws the error, unless it says that the disk has no room */
function mustBeFull(error: unknown): void {
  if (!isDiskFull(error)) throw error
}

/** Whether nothing is wrong but that there is no room. The vault's error goes by its name: this room does not see that one. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof LogDiskFull || (error instanceof Error && error.name === 'VaultDiskFull')
}
