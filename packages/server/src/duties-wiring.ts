// What the journal does by itself while the server runs: a time-stamp a day, a reconciliation with the engines an hour.
import { readFileSync } from 'node:fs'

import type { Config } from '@stellwerk/contract/config'
import type { Text } from '@stellwerk/contract/language'

import { systemClock } from './clock.ts'
import type { Records } from './house.ts'
import type { Journal } from './journal/journal.ts'
import { type EngineDeviation, Reconciliation } from './journal/reconciliation.ts'
import type { EngineReading } from './journal/reconciliation-comparison.ts'
import { Stamping } from './journal/stamping.ts'
import { type Certificate, certificatesInPem } from './journal/timestamp-certificate.ts'
import type { Log } from './telemetry/log.ts'

interface Duties {
  /** There is a new checkpoint. */
  readonly published: () => void
  /** An engine is up again. */
  readonly reachable: (upstream: string) => void
  /** The records of the path, and beside them the counts that are compared with those of the engines. */
  readonly counting: (records: Records) => Records
  readonly reconciled: () => readonly EngineDeviation[]
  readonly close: () => Promise<void>
}

interface DutiesHouse {
  readonly journal: Journal
  readonly log: Pick<Log, 'event'>
  readonly read: (upstream: string) => Promise<EngineReading>
  readonly fault: (error: unknown) => void
  /** Between two reconciliations; 0 for none. */
  readonly everyMs: number
}

/** The certificates for time-stamps cannot be had. */
class TimestampRootsUnusable extends Error {
  override readonly name = 'TimestampRootsUnusable'
  readonly text: Text

  constructor(path: string, options?: ErrorOptions) {
    const text = {
      de: `journal.timestamp.roots: In ${path} steht kein lesbares Zertifikat; eine PEM-Datei angeben`,
      en: `journal.timestamp.roots: there is no readable certificate in ${path}; name a PEM file`,
    }
    super(text.en, options)
    this.text = text
  }
}

/** @throws TimestampRootsUnusable */
export function openDuties(config: Config, house: DutiesHouse): Duties {
  const { journal, log, fault, everyMs } = house
  const stamping = openStamping(config.journal.timestamp, journal, log)
  const reconciliation = openReconciliation(config, house)
  // Today's stamp may be missing from before this start.
  stamping?.published()
  const timer = reconciliation && setInterval(() => void reconciliation.reconcile().catch(fault), everyMs)
  timer?.unref()
  reconciliation?.begin().catch(fault)
  return {
    published: () => stamping?.published(),
    reachable: (upstream) => void reconciliation?.reachable(upstream).catch(fault),
    counting: (records) => (reconciliation === undefined ? records : counted(records, reconciliation)),
    reconciled: () => reconciliation?.deviations ?? [],
    async close() {
      clearInterval(timer)
      // Both may wait for somebody else, and not one after the other.
      await Promise.all([stamping?.close(), reconciliation?.finish().catch(fault)])
    },
  }
}

function openReconciliation(config: Config, house: DutiesHouse): Reconciliation | undefined {
  const { journal, log, read, everyMs } = house
  // The mirror is a part of this process and counts nothing.
  const upstreams = config.upstreams.filter(({ kind }) => kind !== 'mirror').map(({ id }) => id)
  if (everyMs === 0 || upstreams.length === 0) return undefined
  const upstreamByDeployment = new Map(config.deployments.map(({ id, upstream }) => [id, upstream]))
  return new Reconciliation({
    upstreams,
    upstreamOf: (deployment) => upstreamByDeployment.get(deployment),
    read,
    append: (item) => journal.append(item),
    now: () => systemClock.now(),
    elapsed: () => systemClock.elapsed(),
    onDeviation: ({ upstream, counter, by, engine, least, most }) =>
      log.event('reconciliation.deviates', { upstream, counter, by, engine, least, most }),
    onState: (upstream, state) => log.event('reconciliation.state', { upstream, state }),
  })
}

/** Counts calls whose intent is durable, up to their end, recorded or not. */
function counted(records: Records, reconciliation: Reconciliation): Records {
  return {
    ...records,
    async intent(facts) {
      const receipt = await records.intent(facts)
      reconciliation.began(facts)
      return receipt
    },
    outcome(facts) {
      reconciliation.ended(facts)
      return records.outcome(facts)
    },
  }
}

function openStamping(
  timestamp: Config['journal']['timestamp'],
  journal: Journal,
  log: Pick<Log, 'event'>,
): Stamping | undefined {
  if (timestamp === undefined) return undefined
  const authority = timestamp.name ?? new URL(timestamp.url).host
  return new Stamping({
    url: timestamp.url,
    roots: rootsIn(timestamp.roots),
    folder: () => journal.folder,
    now: () => systemClock.now(),
    append: (item) => journal.append(item),
    onStamped: ({ size, timeMs }) =>
      log.event('timestamp.stored', { authority, size, time: new Date(timeMs).toISOString() }),
    onTrouble: ({ code, text }, retryInMs) =>
      log.event('timestamp.failed', { authority, code, ...text, retryInSeconds: retryInMs / 1_000 }),
    later,
  })
}

function rootsIn(path: string): readonly Certificate[] {
  try {
    return certificatesInPem(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new TimestampRootsUnusable(path, { cause })
  }
}

/** A timer that keeps no process alive. */
function later(act: () => void, afterMs: number): () => void {
  const timer = setTimeout(act, afterMs)
  timer.unref()
  return () => clearTimeout(timer)
}
