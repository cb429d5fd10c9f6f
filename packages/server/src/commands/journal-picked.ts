// Which entries go into an excerpt or a sample: read from logs whose checkpoint stands still while it lasts.
import type { EntryDraft } from '@stellwerk/contract/journal/entry'
import { MalformedEntry } from '@stellwerk/contract/journal/malformed'
import { type Entry, parseEntry } from '@stellwerk/contract/journal/parse'
import type { Text } from '@stellwerk/contract/language'
import { formatHex } from '@stellwerk/tlog/format/bytes'
import { checkpointPath } from '@stellwerk/tlog/format/tile'
import type { ReadFile } from '@stellwerk/tlog/format/tile-hashes'
import { verifyLog } from '@stellwerk/tlog/verify/log'
import { type Trust, verifyCheckpoint } from '@stellwerk/tlog/verify/signed-checkpoint'

import { inOrder, type LogFolder, logFolder, logsOf } from '../log-folder.ts'
import type { CommandCall } from './command.ts'
import { optionText, UsageError } from './command.ts'
import { bundlesOf } from './journal-logs-verification.ts'
import { namedTrust, originOf, ownTrust, primitives, trustInFamily } from './journal-trust.ts'
import { isOfInstallation, noJournal } from './journal-verify.ts'

/** Milliseconds of a day. */
const dayMs = 86_400_000

/** What is asked for. Moments in milliseconds since the epoch; `to` is not included. */
export interface Period {
  readonly from: number
  readonly to: number
}

/** A log with the checkpoint that it had when the command began. A server may go on writing behind it. */
export interface FrozenLog {
  readonly path: string
  readonly origin: string
  readonly size: number
  /** Hex. */
  readonly root: string
  readonly note: Uint8Array
  readonly read: ReadFile
  readonly trust: Trust
}

/** A log of which nothing is handed out, because it does not hold itself. */
export class LogRefuted extends Error {
  override readonly name = 'LogRefuted'
  readonly code = 'log_refuted'
  readonly text: Text

  constructor(path: string) {
    const text = {
      de: `${path} besteht die Prüfung nicht; stellwerk journal verify zeigt, was falsch ist`,
      en: `${path} does not pass the verification; stellwerk journal verify shows what is wrong`,
    }
    super(text.en)
    this.text = text
  }
}

/**
 * The logs that the command line means, in order: that of `--log`, or all of the installation.
 *
 * @throws UsageError if there are none, LogRefuted
 */
export async function frozenLogs(call: CommandCall): Promise<readonly FrozenLog[]> {
  const { data } = call.loadConfig().config
  const named = optionText(call, 'log')
  const folders = named === undefined ? await inOrder(logsOf(data)) : [logFolder(named)]
  const frozen = await Promise.all(folders.map((log) => freeze(call, log, data)))
  const logs = frozen.filter((log) => log !== undefined)
  if (logs.length === 0) throw noJournal(named ?? data)
  return logs
}

/** `undefined` as long as there is no checkpoint. */
async function freeze(call: CommandCall, log: LogFolder, data: string): Promise<FrozenLog | undefined> {
  const note = await log.read(checkpointPath)
  if (note === undefined) return undefined
  const trust = await trustOf(call, log, data)
  const { signed } = await verifyCheckpoint(note, trust, { primitives })
  if (signed === undefined) throw new LogRefuted(log.path)
  const { origin, size, root } = signed.checkpoint
  const read: ReadFile = async (path) => (path === checkpointPath ? note : log.read(path))
  return { path: log.path, origin, size, root: formatHex(root), note, read, trust }
}

async function trustOf(call: CommandCall, log: LogFolder, data: string): Promise<Trust> {
  const named = namedTrust(call)
  if (named !== undefined) return trustInFamily(named, await originOf(log))
  if (isOfInstallation(log, data)) return ownTrust((origin) => call.wiring.logVkey(data, origin), log)
  throw new UsageError({
    de: `${log.path} gehört nicht zu dieser Anlage; --vkey VKEY sagt, von wem es stammt`,
    en: `${log.path} is not of this installation; --vkey VKEY says whose it is`,
  })
}

/** Reads the whole log and makes sure that it holds. @throws LogRefuted */
export async function mustHold({ path, read, trust }: FrozenLog): Promise<void> {
  const { outcome } = await verifyLog({ read, trust, primitives })
  if (outcome === 'refused') throw new LogRefuted(path)
}

/** Shows each entry of a log that is one; what is none has no time and no type. */
export async function eachEntry({ read, size }: FrozenLog, look: (index: number, entry: Entry) => void): Promise<void> {
  for await (const { first, leaves } of bundlesOf(read, size)) {
    for (const [position, leaf] of leaves.entries()) {
      const entry = entryIn(leaf)
      if (entry !== undefined) look(first + position, entry)
    }
  }
}

function entryIn(leaf: Uint8Array): Entry | undefined {
  try {
    return parseEntry(leaf)
  } catch (error) {
    if (!(error instanceof MalformedEntry)) throw error
    return undefined
  }
}

export function isWithin({ stamp: { timeMs } }: Entry, { from, to }: Period): boolean {
  return timeMs >= from && timeMs < to
}

/** Of the call that an entry is about. */
export function requestIdOf(draft: EntryDraft): string | undefined {
  return 'requestId' in draft ? draft.requestId : undefined
}

/**
 * `--from DAY --to DAY`, both included, in UTC; `undefined` if neither is there.
 *
 * @throws UsageError
 */
export function periodOf(call: CommandCall): Period | undefined {
  const [from, to] = [optionText(call, 'from'), optionText(call, 'to')]
  if (from === undefined && to === undefined) return undefined
  const period = { from: dayStart(from), to: dayStart(to) + dayMs }
  if (period.from < period.to) return period
  throw new UsageError({ de: '--to liegt vor --from', en: '--to lies before --from' })
}

function dayStart(text: string | undefined): number {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text ?? '') ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  // What is no day, such as the 31st of November, some engines take for the next one.
  if (!Number.isNaN(ms) && ms >= 0 && new Date(ms).toISOString().slice(0, 10) === text) return ms
  throw new UsageError({
    de: '--from und --to verlangen je einen Tag wie 2026-11-23',
    en: '--from and --to want a day each, such as 2026-11-23',
  })
}

/** Days of one period and more. */
export const periodOptions = [
  {
    name: 'from',
    value: 'DAY',
    help: { de: 'Erster Tag (UTC), etwa 2026-11-01', en: 'First day (UTC), for example 2026-11-01' },
  },
  { name: 'to', value: 'DAY', help: { de: 'Letzter Tag, einschließlich', en: 'Last day, included' } },
] as const
