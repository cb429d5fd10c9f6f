// What of an entry can be done before it has its place in the log, on the thread that states it: so the writer, for whom
// everybody waits, has the less to do.
import { encodeUnstamped, type EntryDraft } from '@stellwerk/contract/journal/entry'
import { MalformedEntry } from '@stellwerk/contract/journal/malformed'

import { committed } from './committed.ts'
import { type Kept, keptOf } from './kept.ts'
import type { JournalItem } from './messages.ts'

/** An entry on its way to the writer. */
export interface PreparedItem {
  readonly type: EntryDraft['type']
  /** But for its stamp. */
  readonly leaf: string
  /** For the vault. */
  readonly kept: Kept
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
