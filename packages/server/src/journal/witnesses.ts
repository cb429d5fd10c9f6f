// The witnesses of the journal: asked for a cosignature now and then, and at a start for what they have seen.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parseCheckpoint } from '@stellwerk/tlog/format/checkpoint'
import { parseNote } from '@stellwerk/tlog/format/note'
import { consistencyProof } from '@stellwerk/tlog/format/proof'
import { checkpointPath } from '@stellwerk/tlog/format/tile'
import { hashesFromTiles } from '@stellwerk/tlog/format/tile-hashes'
import type { Remembered } from '@stellwerk/tlog/write/ports'

import { sha256 } from '../primitives.ts'
import { openLogKey } from './log-key.ts'
import { cosign, latestSeenBy } from './witness-client.ts'
import type { PinnedWitness } from './witness-client-failure.ts'

/** Milliseconds between two rounds. A change within them shows only to whoever saw the checkpoint in between. */
const askEveryMs = 10_000

/** How a witness did not answer, for the operator. */
export interface WitnessTrouble {
  readonly witness: string
  readonly kind: string
}

export interface WitnessesSettings {
  readonly pinned: readonly PinnedWitness[]
  /** Of the log. */
  readonly folder: string
  /** Milliseconds since the epoch, and on a clock that never jumps. */
  readonly now: () => number
  readonly elapsed: () => number
  /** Lines for the checkpoint with this text. */
  readonly deliver: (text: string, lines: string) => void
  readonly onTrouble: (trouble: WitnessTrouble) => void
}

/** Asks one round at a time, beside everything else: no append ever waits for a witness. */
export class Witnesses {
  readonly #settings: WitnessesSettings
  readonly #sizes = new Map<string, number>()
  #askedAt = Number.NEGATIVE_INFINITY
  #isAsking = false
  /** The newest checkpoint waits for its round: without one, the last of a busy time would stay without lines. */
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(settings: WitnessesSettings) {
    this.#settings = settings
  }

  /** A checkpoint was published. */
  published(): void {
    const { pinned, elapsed } = this.#settings
    if (pinned.length === 0 || this.#timer !== undefined) return
    this.#timer = setTimeout(() => this.#ask(), Math.max(0, this.#askedAt + askEveryMs - elapsed()))
  }

  /** Asks nobody any more. */
  close(): void {
    clearTimeout(this.#timer)
  }

  #ask(): void {
    const { elapsed, onTrouble } = this.#settings
    this.#timer = undefined
    this.#askedAt = elapsed()
    // One at a time, or an overtaken checkpoint would look like one that was rolled back.
    if (this.#isAsking) return this.published()
    this.#isAsking = true
    this.#round()
      .catch(() => onTrouble({ witness: 'all', kind: 'unreadable checkpoint' }))
      .finally(() => {
        this.#isAsking = false
      })
  }

  async #round(): Promise<void> {
    const { pinned, folder, now, deliver, onTrouble } = this.#settings
    const note = new Uint8Array(readFileSync(join(folder, checkpointPath)))
    const { text } = parseNote(note)
    const { size } = parseCheckpoint(text)
    const read = hashesFromTiles(size, async (path) => fileIn(folder, path), sha256)
    const results = await cosign({
      note,
      witnesses: pinned.map((witness) => ({ ...witness, lastSize: this.#sizes.get(witness.vkey) })),
      proofFrom: (oldSize) => consistencyProof({ oldSize, size }, read, sha256),
      now,
    })
    let lines = ''
    for (const [at, result] of results.entries()) {
      if (result.outcome === 'failed') onTrouble({ witness: result.witness, kind: result.failure.kind })
      else {
        lines += result.line
        this.#sizes.set(pinned[at]?.vkey ?? '', size)
      }
    }
    if (lines !== '') deliver(text, lines)
  }
}

function fileIn(folder: string, path: string): Uint8Array | undefined {
  const file = join(folder, path)
  return existsSync(file) ? new Uint8Array(readFileSync(file)) : undefined
}

/**
 * What the witnesses have seen of a log, for its start to compare with. One that does not answer is told about and stops
 * nothing: it would be a lever in the hands of whoever runs it.
 */
export async function seenByWitnesses(where: {
  readonly pinned: readonly PinnedWitness[]
  readonly keyPath: string
  readonly origin: string
  readonly onTrouble: (trouble: WitnessTrouble) => void
}): Promise<readonly Remembered[]> {
  // Without a key nothing was ever signed.
  if (where.pinned.length === 0 || !existsSync(where.keyPath)) return []
  const { vkey: log } = openLogKey({ path: where.keyPath, origin: where.origin, mayCreate: false })
  const results = await Promise.all(where.pinned.map((witness) => latestSeenBy(witness, { log })))
  return results.flatMap((result): Remembered[] => {
    if (result.outcome === 'seen') return [{ part: 'witness', size: result.size, root: result.root }]
    if (result.outcome === 'failed') where.onTrouble({ witness: result.witness, kind: result.failure.kind })
    return []
  })
}
