// Commitments of one entry, each under a fresh opening.
import { commitmentLabel, openingBytes } from '@stellwerk/contract/journal/commitment'
import { randomFillSync } from 'node:crypto'

import type { CommittedText, Committing } from '../house.ts'
import type { KeptText } from './kept-text.ts'
import type { JournalItem } from './messages.ts'

/** Bytes drawn at a time: asking the kernel for each opening would cost more than the commitment. */
const poolBytes = 65_536
const pool = new Uint8Array(poolBytes)
let used = poolBytes

/** UTF-16 units that are hashed at once: a stream comes in pieces that are too small for a call each. */
const pieceUnits = 16_384

const labels = new Map<string, Uint8Array>()

export interface Committed {
  /** Base64 by field, names in order. */
  readonly commitments: Readonly<Record<string, string>>
  readonly openings: Readonly<Record<string, Uint8Array>>
}

/** Commits to the names in an entry, beside what was committed to before: on the writer's thread, some 20,000 times a second. */
export function committed({ identities, committed: before = {} }: JournalItem): Committed {
  const commitments: Record<string, string> = {}
  const openings: Record<string, Uint8Array> = {}
  for (const field of Object.keys({ ...before, ...identities }).sort()) {
    const text = identities[field]
    if (text === undefined) {
      const { commitment = '', opening = '' } = before[field] ?? {}
      commitments[field] = commitment
      openings[field] = Buffer.from(opening, 'base64')
    } else {
      const opening = freshOpening()
      commitments[field] = hasherFor(field, opening).update(text).digest('base64')
      openings[field] = opening
    }
  }
  return { commitments, openings }
}

/** Commits to a text that comes in pieces, and keeps it where there is something to keep it in. */
export function committing(field: string, kept?: KeptText): Committing {
  const opening = freshOpening()
  const hasher = hasherFor(field, opening)
  let [piece, bytes] = ['', 0]
  const take = (text: string): void => {
    const length = Buffer.byteLength(text)
    bytes += length
    hasher.update(text)
    kept?.add(text, length)
  }
  let ended: CommittedText | undefined
  return {
    add: (text) => {
      piece += text
      if (piece.length < pieceUnits) return
      // A pair of surrogates may come in two pieces, and half of one has no bytes.
      const isHalf = isHighSurrogate(piece.charCodeAt(piece.length - 1))
      take(isHalf ? piece.slice(0, -1) : piece)
      piece = isHalf ? piece.slice(-1) : ''
    },
    end: () => {
      if (ended !== undefined) return ended
      take(piece)
      const commitment = hasher.digest('base64')
      const text = kept?.end()
      const whole = { commitment, opening: opening.toBase64(), bytes }
      ended = text === undefined ? whole : { ...whole, text }
      return ended
    },
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function hasherFor(field: string, opening: Uint8Array): Bun.CryptoHasher {
  const label = labels.get(field) ?? commitmentLabel(field)
  labels.set(field, label)
  return new Bun.CryptoHasher('sha256', opening).update(label)
}

function freshOpening(): Uint8Array {
  if (used + openingBytes > poolBytes) {
    randomFillSync(pool)
    used = 0
  }
  const opening = pool.slice(used, used + openingBytes)
  // What was handed out is gone from here: the pool must not outlive an erasure.
  pool.fill(0, used, used + openingBytes)
  used += openingBytes
  return opening
}
