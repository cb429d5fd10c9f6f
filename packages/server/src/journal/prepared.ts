// What of an entry can be done before it has its place in the log, on the thread that states it: so the writer, for whom
// everybody waits, has the less to do.
import { encodeUnstamped, type EntryDraft } from '@stellwerk/contract/journal/entry'
import { MalformedEntry } from '@stellwerk/contract/journal/malformed'

import { committed } from './committed.ts'
import { type Kept, keptOf } from './kept.ts'
import type { JournalItem, PackedItems } from './messages.ts'

/** An entry on its way to the writer. */
export interface PreparedItem {
  readonly type: EntryDraft['type']
  /** But for its stamp. */
  readonly leaf: string
  /** For the vault. */
  readonly kept: Kept
}

/** 0.4 µs for an entry, and as much to unpack; one JSON text of it all takes four times that. */
export function packed(items: readonly PreparedItem[]): PackedItems {
  return {
    leaves: items.map(({ leaf }) => leaf).join('\n'),
    rest: JSON.stringify(items.map(({ type, kept }) => ({ type, kept }))),
  }
}

/** What {@link packed} made, a moment ago and in this process. */
export function unpacked({ leaves, rest }: PackedItems): readonly PreparedItem[] {
  const lines = leaves.split('\n')
  // Of our own making, as said above.
  const items = JSON.parse(rest) as readonly Omit<PreparedItem, 'leaf'>[]
  return items.map(({ type, kept }, at) => ({ type, kept, leaf: lines[at] ?? '' }))
}

/**
 * Commits, and encodes.
 *
 * @param version of the product
 * @returns `undefined` for what does not fit the vocabulary of a leaf
 */
export function prepared(item: JournalItem, version: string): PreparedItem | undefined {
  const { draft } = item
  const { commitments, openings } = committed(item)
  try {
    const leaf = encodeUnstamped('commitments' in draft ? { ...draft, commitments } : draft, version)
    return { type: draft.type, leaf, kept: keptOf(item, openings) }
  } catch (error) {
    if (error instanceof MalformedEntry) return undefined
    throw error
  }
}
