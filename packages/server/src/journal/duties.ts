// What the journal has to say by itself: that a process ended, and what it does once an hour or once a day.
import type { EntryDraft } from '@stellwerk/contract/journal/entry'

import type { JournalItem, Receipt } from './messages.ts'

/** An entry that is about nobody: nothing of it lies in the vault. */
export function aboutNobody(draft: EntryDraft): JournalItem {
  return { draft, subjects: [], identities: {}, keeping: { class: 'none', deleteOnDay: 0 } }
}

/** The last entry of a process that ends in good order. Where it is missing, the process was killed or its disk failed. */
export async function recordStop(journal: {
  readonly append: (item: JournalItem) => Promise<Receipt>
  readonly counts: Readonly<Record<string, number>>
}): Promise<void> {
  // Without it the log is true all the same, and the end of the process must not hang on it.
  await journal.append(aboutNobody({ type: 'stop', counts: journal.counts })).catch(() => undefined)
}
