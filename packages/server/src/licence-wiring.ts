// The licences of a running installation: what stands behind each route is judged, told to the journal, and watched.
import type { Config } from '@stellwerk/contract/config'
import { ConfigInvalid, configProblemLine } from '@stellwerk/contract/config-problem'
import type { EntryDraft } from '@stellwerk/contract/journal/entry'
import type { LicenceOffice } from '@stellwerk/contract/licence-office'
import type { MissingFact } from '@stellwerk/contract/lamp'
import type { Text } from '@stellwerk/contract/language'
import type { Catalogue } from '@stellwerk/licences/catalogue-index'
import { identify } from '@stellwerk/licences/identify/identify'
import { indexTexts, type TextIndex } from '@stellwerk/licences/identify/text-index'
import { baseName } from '@stellwerk/licences/scan/lineage'
import { formatHex } from '@stellwerk/tlog/format/bytes'

import { claimedIn } from './artefact-folder.ts'
import type { CatalogueKeeper } from './catalogue-wiring.ts'
import { ConfigUnreadable } from './config.ts'
import type { Journal } from './journal/journal.ts'
import { Duties } from './licences/duties.ts'
import { findingsOf, type LicenceFindings } from './licences/findings.ts'
import { Folders, type IdentifyText } from './licences/folders.ts'
import { dayOf, type Judged, judgeRoute, unjudgedRoute } from './licences/judge.ts'
import { RouteLamps, type ShownLamp } from './licences/lamps.ts'
import { isMetHere } from './licences/met-here.ts'
import { licenceOffice } from './licences/office.ts'
import { type RouteFacts, routeFacts, type RouteName } from './licences/route-facts.ts'
import type { MeasuredWeights } from './licences/stores.ts'
import type { FolderLook } from './licence-works.ts'
import { needsRestart, withLicenceFacts } from './licence-facts.ts'
import { sha256 } from './primitives.ts'
import { rereading } from './reread.ts'
import { sqliteLicenceStore } from './storage/sqlite/licence-store.ts'
import type { SqliteStore } from './storage/sqlite/store.ts'
import { faultOf, type Log } from './telemetry/log.ts'
import type { WeightsAnswer } from './weights-worker.ts'

/** Milliseconds between two looks at the file and the folders, unless a test says otherwise. */
const lookMs = 5_000

/** Milliseconds of a day. */
const dayMs = 86_400_000

/** Days that evidence and office of a duty stay in the vault, like who held and erased what, and why (§§ 195, 199 BGB). */
const keptDays = 4 * 366

/** Where licence facts are read again. */
export interface ConfigSource {
  readonly file: string
  /** @throws ConfigInvalid, ConfigUnreadable */
  readonly read: () => Config
}

export interface OpenLicences {
  readonly lampOf: (route: RouteName) => ShownLamp
  readonly findings: LicenceFindings
  readonly office: LicenceOffice
  readonly state: () => LicenceState
  /** Begins to look at the file and the folders. */
  readonly watch: () => void
  /** Looks now, whatever the files look like. */
  readonly renew: () => void
  readonly close: () => Promise<void>
}

/** How the licence facts stand, for whoever looks after the installation. */
export interface LicenceState {
  /** Why the file as it is now does not count, if it does not. */
  readonly kept?: Text | undefined
  readonly isRestartNeeded: boolean
}

export interface LicenceParts {
  readonly store: Pick<SqliteStore, 'db'>
  readonly journal: Pick<Journal, 'append'>
  readonly log: Pick<Log, 'event'>
  /** What is judged by, and whoever has to know that it is another one. */
  readonly catalogue: Pick<CatalogueKeeper, 'inForce' | 'onChange' | 'configured'>
  readonly now: () => number
  readonly source?: ConfigSource | undefined
  readonly everyMs?: number | undefined
  readonly onChanged: (route: RouteName, isDark: boolean) => void
}

/** Judges every route, and tells the journal what is other than it says. What permits waits for that. */
export async function openLicences(config: Config, parts: LicenceParts): Promise<OpenLicences> {
  const { journal, log, now } = parts
  const store = sqliteLicenceStore(parts.store)
  const fault = (error: unknown): void => log.event('fault', faultOf(error))
  const duties = new Duties(await store.duties(), config.licences.taskDays)
  const append = (draft: EntryDraft, identities: Readonly<Record<string, string>>): Promise<unknown> => {
    const deleteOnDay = Math.floor(now() / dayMs) + keptDays
    const isNobody = Object.keys(identities).length === 0
    const keeping = isNobody
      ? ({ class: 'none', deleteOnDay: 0 } as const)
      : ({ class: 'governance', deleteOnDay } as const)
    return journal.append({ draft, subjects: [], identities, keeping })
  }
  const judge = (route: RouteFacts, at: number): Judged => {
    const standingOf = (facts: RouteFacts, obligation: Parameters<typeof isMetHere>[1]) =>
      isMetHere(facts, obligation) ? ({ state: 'met' } as const) : duties.standing(facts, obligation, dayOf(at))
    try {
      return judgeRoute(route, { catalogue: parts.catalogue.inForce.catalogue, now: at, standingOf })
    } catch (error) {
      fault(error)
      return unjudgedRoute(route, at)
    }
  }

  let governing = config
  let isRestartNeeded = false
  let kept: Text | undefined
  const folders = new Folders({
    identify: textIdentifier(() => parts.catalogue.inForce.catalogue),
    claimedBases,
    measure: measureInThread,
    measured: await store.weights(),
    store: (measured) => store.putWeights(measured),
    onChanged: () => takeUp(),
    onTrouble: fault,
  })
  const facts = (): readonly RouteFacts[] =>
    routeFacts(governing, (component) => folders.look(component)).map(doubted(parts.catalogue.inForce.doubt))
  const lamps = new RouteLamps(facts(), await store.lamps(), {
    now,
    judge,
    catalogue: () => parts.catalogue.inForce.digest,
    append: ({ draft, identities }) => append(draft, identities),
    store,
    keep: async () => {
      for (const duty of duties.unstored) {
        await store.putDuty(duty)
        duties.stored(duty.id)
      }
    },
    onChanged: parts.onChanged,
    onTrouble: fault,
  })
  await lamps.settled()
  parts.catalogue.onChange(() => {
    // What a text is may be another licence now.
    folders.forget()
    lamps.takeAnew(facts())
    return lamps.settled()
  })

  /** Judges by what the file and the folders say now. */
  function takeUp(): void {
    lamps.take(facts())
  }

  let isFirst = true
  const file = parts.source?.file
  const reread = rereading(
    file === undefined ? [] : [file],
    () => {
      // The start has just read it.
      const read = isFirst || parts.source === undefined ? config : parts.source.read()
      isFirst = false
      kept = undefined
      return read
    },
    (error) => {
      kept = whyOf(error)
      log.event('licences.kept', { file: file ?? '', ...kept })
    },
  )

  function look(isForced: boolean): void {
    if (parts.source !== undefined && reread.refresh({ isForced })) {
      const read = reread.current()
      governing = withLicenceFacts(config, read)
      duties.taskDays = governing.licences.taskDays
      parts.catalogue.configured(governing.licences)
      isRestartNeeded = needsRestart(config, read)
      log.event('licences.read', { file: file ?? '', isRestartNeeded })
      takeUp()
    } else if (folders.haveChanged(governing.components)) takeUp()
    lamps.look()
  }

  let timer: Timer | undefined
  return {
    lampOf: (route) => lamps.lampOf(route),
    findings: findingsOf(lamps, () => parts.catalogue.inForce.catalogue),
    office: licenceOffice({ lamps, duties, store, now, append }),
    state: () => ({ kept, isRestartNeeded }),
    watch() {
      timer = setInterval(() => look(false), parts.everyMs ?? lookMs)
    },
    renew: () => look(true),
    async close() {
      clearInterval(timer)
      await lamps.settled()
    },
  }
}

/** The routes of a configuration as their licences are judged: with the texts in folders, and without measuring weights anew. */
export function licenceRoutes(
  config: Config,
  catalogue: Catalogue,
  measured: readonly MeasuredWeights[] = [],
): readonly RouteFacts[] {
  return routeFacts(config, folderLook(catalogue, measured))
}

/** What lies in folders, without measuring weights anew. */
export function folderLook(catalogue: Catalogue, measured: readonly MeasuredWeights[] = []): FolderLook {
  const folders = new Folders({
    identify: textIdentifier(() => catalogue),
    claimedBases,
    measure: () => Promise.withResolvers<string>().promise,
    measured,
    store: () => Promise.resolve(),
    onChanged: () => undefined,
    onTrouble: () => undefined,
  })
  return (component) => folders.look(component)
}

function claimedBases(folder: string): readonly string[] | undefined {
  try {
    const { claims, isCardReadable } = claimedIn(folder)
    return isCardReadable ? [...new Set(claims.flatMap(({ bases }) => bases.map(baseName)))] : undefined
  } catch {
    return undefined // It went away while it was read.
  }
}

/** A route with what is doubtful about the catalogue as a whole. Where nothing of others stands behind it, no catalogue counts. */
export function doubted(doubt: MissingFact | undefined): (route: RouteFacts) => RouteFacts {
  return (route) => (doubt === undefined || route.isOwn ? route : { ...route, doubts: [...route.doubts, doubt] })
}

/** The texts that a catalogue knows are made ready when the first one is asked about. */
function textIdentifier(catalogue: () => Catalogue): IdentifyText {
  let known: { readonly catalogue: Catalogue; readonly texts: TextIndex } | undefined
  return (bytes) => {
    const asked = catalogue()
    if (known?.catalogue !== asked) known = { catalogue: asked, texts: indexTexts(asked) }
    const found = identify(bytes, known.texts, (content) => formatHex(sha256(content)))
    const { wordSha256 } = found
    if (found.licence === null) return { licences: [], wordSha256 }
    return { licences: found.entries.length === 0 ? [found.licence] : found.entries, wordSha256 }
  }
}

async function measureInThread(files: readonly string[]): Promise<string> {
  const thread = new Worker(new URL('./weights-worker.ts', import.meta.url).href)
  const { promise, resolve, reject } = Promise.withResolvers<WeightsAnswer>()
  thread.addEventListener('message', ({ data }: MessageEvent<WeightsAnswer>) => resolve(data))
  thread.addEventListener('error', ({ message }) => reject(new Error(message)))
  try {
    thread.postMessage({ files }, [])
    const answer = await promise
    if ('digest' in answer) return answer.digest
    throw new Error(`weights cannot be read (${answer.code})`)
  } finally {
    thread.terminate()
  }
}

function whyOf(error: unknown): Text {
  if (error instanceof ConfigUnreadable) return error.text
  if (error instanceof ConfigInvalid) {
    const lines = (language: 'de' | 'en'): string =>
      error.problems.map((problem) => configProblemLine(problem, language)).join('; ')
    return { de: lines('de'), en: lines('en') }
  }
  const name = error instanceof Error ? error.name : typeof error
  return { de: name, en: name }
}
