// Opens the journal of an installation: its two threads, and the witnesses that watch it. The server does so, and a command
// that works on the journal while no server runs.
import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'

import type { Config } from '@stellwerk/contract/config'
import { recordOn } from '@stellwerk/contract/config-record'
import { rotationOf } from '@stellwerk/contract/config-rotation'
import type { Reason } from '@stellwerk/contract/lamp'

import { systemClock } from './clock.ts'
import { withoutJudgedFacts } from './licence-facts.ts'
import { Journal } from './journal/journal.ts'
import { logPlaces } from './journal/place.ts'
import { recordStop } from './journal/duties.ts'
import { dayOf, dayText } from './journal/keeping.ts'
import { openLogKey } from './journal/log-key.ts'
import { disputeFinding, isDispute, keepSeen } from './journal/witness-dispute.ts'
import { seenByWitnesses, Witnesses, type WitnessTrouble } from './journal/witnesses.ts'
import { faultOf, type Log } from './telemetry/log.ts'

export interface JournalSettings {
  /** Of the product. */
  readonly version: string
  /** Size of the preallocated segments. Only tests have others. */
  readonly segmentBytes?: number
  /** Starts a thread from a file beside this one. Only tests, which end them, have their own. */
  readonly startThread?: (file: string) => Worker
}

/** What the house has to know of the journal while it runs. */
export interface JournalNews {
  /** A witness has seen another journal than ours. */
  readonly onDispute: (finding: Reason) => void
  /** There is a new checkpoint. */
  readonly onPublished: () => void
}

/**
 * The journal on its two threads, and the witnesses that watch it. What stops it is for the operator.
 *
 * @throws JournalClosed, JournalRenamed
 */
export async function openJournal(
  config: Config,
  settings: JournalSettings,
  log: Pick<Log, 'event'>,
  news?: JournalNews,
): Promise<{ readonly configuration: string; readonly journal: Journal; readonly close: () => Promise<void> }> {
  const now = systemClock.now()
  const configuration = configurationDigest(config, dayText(dayOf(now)))
  const startThread = settings.startThread ?? ((file) => new Worker(new URL(`./${file}`, import.meta.url).href))
  const rotation = rotationOf(config)
  const place = logPlaces({ dataDirectory: config.data, name: config.journal.name, rotation, now })
  const pinned = config.journal.witnesses
  const disputed = new Set<string>()
  const onTrouble = (trouble: WitnessTrouble): void => {
    if (!isDispute(trouble)) return log.event('witness.failed', trouble)
    log.event('witness.disputes', trouble)
    news?.onDispute(disputeFinding(trouble))
    // It says the same each round.
    if (disputed.has(trouble.witness)) return
    disputed.add(trouble.witness)
    keepSeen(trouble, { pinned, folder: journal.folder, log: vkeyOf(journal.origin) }).then(
      (file) => log.event('witness.seen', { witness: trouble.witness, file }),
      (error: unknown) => log.event('fault', faultOf(error)),
    )
  }
  const keyPath = join(config.data, 'keys', 'log.key')
  const vkeyOf = (origin: string): string => openLogKey({ path: keyPath, origin, mayCreate: false }).vkey
  const remembered = await seenByWitnesses({ pinned, keyPath, origin: place.origin, onTrouble })
  const watching = (folder: string): Witnesses =>
    new Witnesses({
      pinned,
      folder,
      now: () => systemClock.now(),
      elapsed: () => systemClock.elapsed(),
      deliver: (text, lines) => journal.cosigned(text, lines),
      onTrouble,
    })
  let witnesses = watching(place.folder)
  const ended: Witnesses[] = []
  const journal = await Journal.open(
    {
      kind: 'open',
      places: {
        ...place,
        dataDirectory: config.data,
        floorCopyPath: config.journal.floor,
        segmentBytes: settings.segmentBytes,
      },
      vault: config.vault,
      version: settings.version,
      configuration,
      newReplica: randomBytes(8).toString('hex'),
      rotation,
      remembered,
      now,
    },
    {
      writer: startThread('writer-worker.ts'),
      publisher: startThread('publisher-worker.ts'),
    },
    {
      onStopped: ({ name, message }) => log.event('journal.stopped', { name, message }),
      onPublished: () => {
        witnesses.published()
        news?.onPublished()
      },
      onTurned: (next, { isRestored }) => {
        log.event('journal.turned', { origin: next.origin })
        // The last checkpoint of a log is the one that matters longest. One that came back from a backup is not the last.
        if (!isRestored) witnesses.published()
        ended.push(witnesses)
        witnesses = watching(next.folder)
      },
    },
    () => systemClock.elapsed(),
  )
  const close = async (): Promise<void> => {
    for (const each of [...ended, witnesses]) each.close()
    await recordStop(journal)
    await journal.close()
  }
  return { configuration, journal, close }
}

/**
 * SHA-256 of what governs on a day (ISO date, UTC): who may use what, where, within which limits, who is believed to know where they
 * are, what is kept of it and who keeps the key of that. Secrets stand in it as references only.
 */
export function configurationDigest(config: Config, day: string = dayText(dayOf(systemClock.now()))): string {
  const { limits, journal, vault, listen, privacy, signIn } = config
  // What licences are judged by is told to the journal route by route, whenever it changes.
  const { deployments, upstreams, frontEnds, useCases: declared } = withoutJudgedFacts(config)
  // What is kept changes by itself on the day after `until`.
  const useCases = declared.map((useCase) => ({ ...useCase, record: recordOn(useCase.record, day) }))
  // Whose word says where a client is, and who asks. Left out while it is nobody's, so that it changed nothing when it came.
  const proxies = listen.trustedProxies.length === 0 ? {} : { trustedProxies: listen.trustedProxies }
  const people = frontEnds.length === 0 ? {} : { frontEnds }
  const providers = signIn.providers.length === 0 ? {} : { signIn }
  const governing = JSON.stringify({
    useCases,
    deployments,
    upstreams,
    limits,
    journal,
    vault,
    privacy,
    ...proxies,
    ...people,
    ...providers,
  })
  return createHash('sha256').update(governing).digest('hex')
}
