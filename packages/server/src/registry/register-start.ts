// Store and journal compared before anything is served: whatever the journal tells, the store has to have, and the other way round.
import { GatewayError } from '@stellwerk/contract/error'
import { digestedText } from '@stellwerk/contract/register/version'

import { isToldBy, type RegisterJournal, shownEntry, spokenOf } from './register-journal.ts'
import { objectName } from './register-rules.ts'
import type { PendingChange, Receipt, RegisterStore } from './register-store.ts'

/** Entries that a message names; whoever restores needs to know the first ones. */
const shownMax = 5

interface Compared {
  readonly store: RegisterStore
  readonly journal: RegisterJournal
  readonly sha256: (text: string) => string
}

/**
 * Applies what was pending and is in the journal, drops what is not, and refuses a store that lacks anything. Only what came after the
 * last comparison is read.
 *
 * @param apply applies a pending change whose entry is found durable
 * @throws GatewayError register_behind, register_ahead, register_broken
 */
export async function compareAtStart(
  { store, journal, sha256 }: Compared,
  apply: (pending: PendingChange, receipt: Receipt) => Promise<void>,
): Promise<void> {
  await mustBeWhole(store, sha256)
  const { entries, reached } = await journal.since(await store.mark()).catch((cause: unknown) => {
    throw new GatewayError('register_ahead', { details: { entry: 'mark' } }, { cause })
  })
  const newest = await store.newestEntry(reached.origin)
  if (newest !== undefined && newest >= reached.size)
    throw new GatewayError('register_ahead', { details: { entry: `${reached.origin} ${newest}` } })
  const waiting = new Map((await store.pending()).map((one) => [one.id, one]))
  const missing: string[] = []
  for (const { draft, receipt } of entries) {
    const begun = [...waiting.values()].find((one) => isToldBy(one, draft))
    if (begun !== undefined) {
      waiting.delete(begun.id)
      await apply(begun, receipt).catch(voided)
    } else if (!(await isKnown(store, draft))) missing.push(shownEntry(draft, receipt))
  }
  if (missing.length > 0) {
    const more = missing.length > shownMax ? ` (+${missing.length - shownMax})` : ''
    throw new GatewayError('register_behind', { details: { missing: missing.slice(0, shownMax).join(', ') + more } })
  }
  // Nobody was told that these took effect.
  for (const { id } of waiting.values()) await store.drop(id)
  await store.setMark(reached)
}

async function isKnown(store: RegisterStore, draft: Parameters<typeof spokenOf>[0]): Promise<boolean> {
  const spoken = spokenOf(draft)
  return spoken === undefined || (await store.knows(spoken))
}

/** What the rules refuse was ended when it was applied; the journal hears of it. Anything else is a fault. */
function voided(error: unknown): void {
  if (!(error instanceof GatewayError)) throw error
}

/** A body that was changed behind our back has another digest. */
async function mustBeWhole(store: RegisterStore, sha256: (text: string) => string): Promise<void> {
  for (const { version } of await store.live())
    if (sha256(digestedText(version)) !== version.digest)
      throw new GatewayError('register_broken', { details: { object: objectName(version), number: version.number } })
}
