// How the demo looks at the journal: as anybody does who has the files and the public key, and never through the server.
import type { EntryDraft } from '@stellwerk/contract/journal/entry'
import { type Entry, parseEntry } from '@stellwerk/contract/journal/parse'
import { parseTrust, type Trust } from '@stellwerk/tlog/verify/signed-checkpoint'

import { systemClock } from '../clock.ts'
import { claimedBy, inOrder, type LogFolder, logsOf } from '../log-folder.ts'
import type { Stage } from './demo-stage.ts'
import { bundlesOf, verifyLogs } from './journal-logs-verification.ts'
import { noQuorum, originOf, primitives } from './journal-trust.ts'
import { together, type Verification } from './journal-verification.ts'

/** An entry as it lies in a log. */
export interface Found {
  readonly log: LogFolder
  readonly origin: string
  readonly index: number
  readonly leaf: Uint8Array
  readonly entry: Entry
}

/** Of a known type. */
export interface FoundAs<Draft extends EntryDraft> extends Found {
  readonly draft: Draft
}

/** Milliseconds: a checkpoint comes once a second, and machines are busy. */
const [lookEveryMs, lookMsMax] = [20, 10_000]

/** Looks until there is something to see. */
export async function untilSeen<T>(look: () => Promise<T | undefined>): Promise<T> {
  const beganAt = systemClock.elapsed()
  while (systemClock.elapsed() - beganAt < lookMsMax) {
    const seen = await look()
    if (seen !== undefined) return seen
    await Bun.sleep(lookEveryMs)
  }
  throw new Error(`nothing to be seen in the journal within ${lookMsMax} ms`)
}

/** Entries below the checkpoint of the newest log, the first one first. */
export async function newestEntries({ folder }: Stage): Promise<readonly Found[]> {
  const log = (await inOrder(logsOf(folder))).at(-1)
  const claimed = log && (await claimedBy(log))
  if (log === undefined || claimed === undefined) return []
  const found: Found[] = []
  for await (const { first, leaves } of bundlesOf(log.read, claimed.size)) {
    const entries = leaves.map((leaf, at) => ({ index: first + at, leaf, entry: parseEntry(leaf) }))
    found.push(...entries.map((one) => ({ log, origin: claimed.origin, ...one })))
  }
  return found
}

/** The installation's own key under the name of a log, and no witness. */
export function trustFor({ vkeyOf }: Stage, origin: string): Trust {
  return parseTrust({ vkey: vkeyOf(origin), policy: noQuorum }, primitives)
}

export const clockNow = () => ({ nowSeconds: Math.floor(systemClock.now() / 1_000) })

/**
 * The whole journal, as `journal verify` sees it.
 *
 * @param older checkpoints that were kept
 */
export async function verifyJournal(stage: Stage, older: readonly Uint8Array[] = []): Promise<Verification> {
  return untilSeen(async () => {
    const verification = await verifyFolders(stage, { folders: await inOrder(logsOf(stage.folder)), older })
    // The server still runs: what it has just written is signed within the second.
    return verification.outcome === 'partial' ? undefined : verification
  })
}

async function verifyFolders(
  stage: Stage,
  what: { readonly folders: readonly LogFolder[]; readonly older: readonly Uint8Array[] },
): Promise<Verification> {
  const logs = await Promise.all(
    what.folders.map(async ({ path, read, list }, at) => {
      const trust = trustFor(stage, await originOf({ read }))
      return { path, read, list, trust, withEntries: true, isGrowing: at === what.folders.length - 1 }
    }),
  )
  const verdict = await verifyLogs(logs, { clock: clockNow(), older: what.older })
  return together({ what: 'journal', target: stage.folder, isOwnKey: true, ...verdict, checks: [], stamps: [] })
}
