import { committing } from '../../packages/server/src/journal/committed.ts'
import type { CommittedField } from '../../packages/server/src/journal/messages.ts'

/** Commitments to whole texts, as the main thread makes them. */
export function committedTo(texts: Readonly<Record<string, string>>): Readonly<Record<string, CommittedField>> {
  return Object.fromEntries(
    Object.entries(texts).map(([field, text]) => {
      const one = committing(field)
      one.add(text)
      return [field, one.end()]
    }),
  )
}
