// Commitments of one entry, each under a fresh opening. On the writer's thread, at some 20,000 entries a second.
import { commitmentLabel, openingBytes } from '@stellwerk/contract/journal/commitment'
import { randomFillSync } from 'node:crypto'

/** Bytes drawn at a time: asking the kernel for each opening would cost more than the commitment. */
const poolBytes = 65_536
const pool = new Uint8Array(poolBytes)
let used = poolBytes

const labels = new Map<string, Uint8Array>()

export interface Committed {
  /** Base64 by field, names in order. */
  readonly commitments: Readonly<Record<string, string>>
  readonly openings: Readonly<Record<string, Uint8Array>>
}

/** Commits to every field. */
export function committed(...groups: readonly Readonly<Record<string, string>>[]): Committed {
  const commitments: Record<string, string> = {}
  const openings: Record<string, Uint8Array> = {}
  const fields = Object.assign({}, ...groups) as Readonly<Record<string, string>>
  for (const field of Object.keys(fields).sort()) {
    const opening = freshOpening()
    const hasher = new Bun.CryptoHasher('sha256', opening)
    commitments[field] = hasher
      .update(labelOf(field))
      .update(fields[field] ?? '')
      .digest('base64')
    openings[field] = opening
  }
  return { commitments, openings }
}

function labelOf(field: string): Uint8Array {
  const label = labels.get(field) ?? commitmentLabel(field)
  labels.set(field, label)
  return label
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
