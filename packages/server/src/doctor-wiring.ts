// What the doctor looks at. Everything is read: no lock is taken and nothing is made, with a server beside or without one.
import { existsSync, readdirSync, readFileSync, statfsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

import { isPlainBeyondLoopback } from '@stellwerk/contract/config-listen'
import { recordDefaults } from '@stellwerk/contract/config-record'
import { type DoctorCheck, type DoctorFinding, plainBeyondLoopback, rollbackUnseen } from '@stellwerk/contract/doctor'
import type { Text } from '@stellwerk/contract/language'
import { parseVerifierKey } from '@stellwerk/tlog/format/note'

import { catalogueFindings } from './catalogue-findings.ts'
import { classifierFindings } from './classifier-wiring.ts'
import { certificateFindings } from './certificate-places.ts'
import { type LoadedConfig, secretProblems } from './config.ts'
import { growthSince, inspectLog, lastTimeOf, placesIn, publishedSize } from './journal/inspection.ts'
import { openLogKey } from './journal/log-key.ts'
import type { LogPlace } from './journal/messages.ts'
import { isPublicTestKey } from './journal/test-keys.ts'
import { lastBackupFile } from './journal/backup-folder.ts'
import { doctorTexts as texts } from './doctor-texts.ts'
import { embeddedFindings } from './embedded-wiring.ts'
import { sha256 } from './primitives.ts'
import { logsOf } from './log-folder.ts'
import { inspectStore } from './storage/sqlite/inspection.ts'
import { openVaultReader } from './storage/sqlite/vault-store-reader.ts'

/** Milliseconds of a day, and how far back growth is measured. */
const dayMs = 86_400_000
const growthDays = 7

/** Below so many days until the disk is full somebody has to act, or to plan. */
const [fullSoonDays, fullSomeDays] = [7, 30]

/** Days after which a backup is old. */
const backupDaysMax = 7

/** Milliseconds by which the newest entry may lie ahead of the clock: two processes read it a moment apart. */
const aheadMsMax = 60_000

/** Milliseconds of traffic without which nothing can be said about growth. */
const growthMsMin = 3_600_000

export interface DoctorWorld {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Milliseconds since the epoch. */
  readonly now: number
  /** A server works on the data directory. */
  readonly isServed: boolean
  /** What an account without privileges may still write there. Only tests have another. */
  readonly freeBytes?: (folder: string) => number
}

/** Findings over an installation whose configuration could be read, in a fixed order. */
export async function examine(loaded: LoadedConfig, world: DoctorWorld): Promise<readonly DoctorFinding[]> {
  const { data } = loaded.config
  const findings = [
    configurationFinding(loaded, world),
    serverFinding(world),
    listenerFinding(loaded),
    ...certificatesFindings(loaded, world),
    ...(await embeddedFindings(loaded.config)),
    ...(await classifierFindings(loaded.config)),
    ...(await catalogueFindings(loaded.config, world)),
  ]
  if (!existsSync(data)) return [...findings, found('warning', 'dataDirectory', texts.noData(data), texts.startOnce)]
  try {
    return [...findings, ...(await dataFindings(loaded, world))]
  } catch (error) {
    const isClosed = error instanceof Error && 'code' in error && error.code === 'EACCES'
    if (!isClosed) throw error
    return [...findings, found('problem', 'dataDirectory', said(error), texts.otherAccount)]
  }
}

async function dataFindings(loaded: LoadedConfig, world: DoctorWorld): Promise<readonly DoctorFinding[]> {
  const { data } = loaded.config
  const places = placesIn(data)
  return [
    directoryFinding(data),
    ...keyFindings(loaded, places),
    ...(await journalFindings(places, loaded, world)),
    storeFinding(loaded, world),
    rollbackFinding(loaded),
    custodianFinding(loaded),
    ...timestampFindings(places, loaded, world),
    backupFinding(data, world),
    ...reserveFindings(data, world),
  ]
}

function found(state: DoctorFinding['state'], check: DoctorCheck, text: Text, next?: Text): DoctorFinding {
  return next === undefined ? { check, state, text } : { check, state, text, next }
}

function configurationFinding({ config, file }: LoadedConfig, { env }: DoctorWorld): DoctorFinding {
  const [first] = secretProblems(config, env)
  if (first === undefined) return found('ok', 'configuration', texts.configured(file))
  const { path, problem } = first
  const text = { de: `${path}: ${problem.de}`, en: `${path}: ${problem.en}` }
  return found('problem', 'configuration', text, texts.checkConfig)
}

function serverFinding({ isServed }: DoctorWorld): DoctorFinding {
  return found('ok', 'server', isServed ? texts.served : texts.notServed)
}

function listenerFinding({ config: { listen } }: LoadedConfig): DoctorFinding {
  return isPlainBeyondLoopback(listen)
    ? found('warning', 'listener', plainBeyondLoopback)
    : found('ok', 'listener', texts.listener(listen))
}

function certificatesFindings({ config }: LoadedConfig, { env, now }: DoctorWorld): readonly DoctorFinding[] {
  return certificateFindings(config, env, now).map(({ path, state, text }) =>
    found(
      state,
      'certificates',
      { de: `${path}: ${text.de}`, en: `${path}: ${text.en}` },
      state === 'ok' ? undefined : texts.renew,
    ),
  )
}

function directoryFinding(data: string): DoctorFinding {
  const { mode } = statSync(data)
  if ((mode & 0o077) === 0)
    return found('ok', 'dataDirectory', { de: `${data}, nur für uns`, en: `${data}, ours alone` })
  const next = { de: `chmod 700 ${data}`, en: `chmod 700 ${data}` }
  return found('problem', 'dataDirectory', texts.readable(data), next)
}

function keyFindings({ config }: LoadedConfig, places: readonly LogPlace[]): readonly DoctorFinding[] {
  const folder = join(config.data, 'keys')
  const names = existsSync(folder) ? readdirSync(folder) : []
  const open = names.filter((name) => (statSync(join(folder, name)).mode & 0o077) !== 0)
  const modes = open.map((name) => {
    const path = join(folder, name)
    return found('problem', 'keyFiles', texts.readable(path), { de: `chmod 600 ${path}`, en: `chmod 600 ${path}` })
  })
  if (names.length === 0) modes.push(found('warning', 'keyFiles', texts.noKeys(folder), texts.startOnce))
  else if (open.length === 0) modes.push(found('ok', 'keyFiles', texts.keysClosed(names)))
  return [...modes, testKeyFinding(config, places)]
}

function testKeyFinding({ data, journal }: LoadedConfig['config'], places: readonly LogPlace[]): DoctorFinding {
  const path = join(data, 'keys', 'log.key')
  const [place] = places
  const vkeys = journal.witnesses.map(({ vkey }) => ({ whose: 'journal.witnesses', vkey }))
  try {
    if (place !== undefined) {
      vkeys.push({ whose: path, vkey: openLogKey({ path, origin: place.origin, mayCreate: false }).vkey })
    }
  } catch (error) {
    return found('problem', 'keyFiles', said(error), texts.keyBack)
  }
  const public_ = vkeys.find(({ vkey }) => isPublicTestKey(parseVerifierKey(vkey, sha256).publicKey))
  if (public_ === undefined) return found('ok', 'testKeys', texts.noTestKey)
  return found('problem', 'testKeys', texts.testKey(public_.whose), texts.newKey)
}

async function journalFindings(
  places: readonly LogPlace[],
  loaded: LoadedConfig,
  world: DoctorWorld,
): Promise<readonly DoctorFinding[]> {
  const { config } = loaded
  const newest = places.at(-1)
  const before = places.slice(0, -1)
  if (newest === undefined) return [found('warning', 'journal', texts.noJournal, texts.startOnce)]
  const vault = vaultIn(config.data)
  if ('message' in vault) return [found('problem', 'vault', said(vault), texts.fromBackup)]
  try {
    const log = await inspectLog(newest, {
      earlier: before,
      heldSize: () => vault.heldSize(newest.origin),
      floorCopyPath: config.journal.floor,
      isServed: world.isServed,
    })
    if (log.state === 'refused') {
      const text = { de: `${newest.origin}: ${log.message}`, en: `${newest.origin}: ${log.message}` }
      const next = { rollback: texts.rolledBack, newer: texts.newerProgram }[log.code] ?? texts.fromBackup
      return [found('problem', 'journal', text, next)]
    }
    const isRestored = existsSync(join(config.data, 'journal', 'restored'))
    return [
      found('ok', 'journal', texts.journal(newest.origin, log.size, places.length)),
      ...(isRestored ? [found('warning', 'journal', texts.restored)] : []),
      ...disputeFindings(newest.folder),
      ...(await growthFindings(places, config.data, world)),
      await vaultFinding(before, vault),
      found('ok', 'openCalls', world.isServed ? texts.openCalls(log.openCount) : texts.leftOpen(log.openCount)),
      clockFinding(log.lastMs, world.now),
      await retentionFinding(before, loaded, world.now),
    ]
  } finally {
    vault.close()
  }
}

/** Kept when a witness had seen another journal than ours. */
function disputeFindings(folder: string): readonly DoctorFinding[] {
  const disputes = join(folder, 'disputes')
  if (!existsSync(disputes) || readdirSync(disputes).length === 0) return []
  return [found('warning', 'journal', texts.disputed(disputes), texts.disputedNext(folder))]
}

function vaultIn(dataDirectory: string): ReturnType<typeof openVaultReader> | Error {
  try {
    return openVaultReader({ dataDirectory })
  } catch (error) {
    return error instanceof Error ? error : new Error('unknown', { cause: error })
  }
}

/** Of how many days the last week has had entries, and how long the disk lasts at that pace. */
async function growthFindings(
  places: readonly LogPlace[],
  data: string,
  { now, freeBytes = freeIn }: DoctorWorld,
): Promise<readonly DoctorFinding[]> {
  const { count, firstMs } = await growthSince(places, now - growthDays * dayMs)
  const spanMs = Math.min(growthDays * dayMs, now - (firstMs ?? now))
  const sizes = await Promise.all(places.map(({ folder }) => publishedSize(folder)))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const bytes = places.reduce(
    (sum, { folder }) => sum + bytesBelow(join(folder, 'tile')),
    bytesOf(join(data, 'vault.sqlite')),
  )
  const free = freeBytes(data)
  if (spanMs < growthMsMin || total === 0) return [found('ok', 'entries', texts.young(total, bytes, free))]
  const perDay = (count / spanMs) * dayMs
  const bytesPerDay = perDay * (bytes / total)
  const days = Math.floor(free / bytesPerDay)
  const state = days < fullSoonDays ? 'problem' : days < fullSomeDays ? 'warning' : 'ok'
  return [
    found('ok', 'entries', texts.growth(total, Math.round(perDay), Math.round(bytesPerDay))),
    found(state, 'disk', texts.disk(free, days), state === 'ok' ? undefined : texts.makeRoom),
  ]
}

async function vaultFinding(
  earlier: readonly LogPlace[],
  vault: ReturnType<typeof openVaultReader>,
): Promise<DoctorFinding> {
  for (const { folder, origin } of earlier) {
    const [held, size] = [vault.heldSize(origin), await publishedSize(folder)]
    if (held !== size) return found('problem', 'vault', texts.vaultDiffers(origin, held, size), texts.fromBackup)
  }
  const { pending, holds, logs } = vault.counts()
  if (pending > 0) return found('warning', 'vault', texts.untold(pending), texts.untoldNext)
  return found('ok', 'vault', texts.vault(logs.length, holds))
}

function clockFinding(lastMs: number | undefined, now: number): DoctorFinding {
  if (lastMs === undefined || lastMs <= now + aheadMsMax) return found('ok', 'clock', texts.clock)
  return found('problem', 'clock', texts.behind(Math.round((lastMs - now) / 1_000)), texts.setClock)
}

/** A log as a whole is past its term once its last entry is. */
async function retentionFinding(
  earlier: readonly LogPlace[],
  { config }: LoadedConfig,
  now: number,
): Promise<DoctorFinding> {
  const days = Math.max(recordDefaults.days, ...config.useCases.map(({ record }) => record.days))
  const past: string[] = []
  for (const { folder } of earlier) {
    if (((await lastTimeOf(folder)) ?? now) + days * dayMs < now) past.push(basename(folder))
  }
  if (past.length === 0) return found('ok', 'retention', texts.withinTerm)
  return found('warning', 'retention', texts.pastTerm(past, days), texts.pastTermNext)
}

function storeFinding({ config }: LoadedConfig, { now }: DoctorWorld): DoctorFinding {
  const store = inspectStore(config.data, now)
  switch (store.state) {
    case 'missing':
      // Without a journal nothing was ever started here, and nothing can be lost.
      return logsOf(config.data).length === 0
        ? found('warning', 'store', texts.noStoreYet, texts.startOnce)
        : found('problem', 'store', texts.noStore, texts.fromBackup)
    case 'unreadable':
      return found('problem', 'store', { de: store.message, en: store.message }, texts.fromBackup)
    case 'newer':
      return found('problem', 'store', texts.newerStore(store.storeVersion, store.programVersion), texts.newerProgram)
    case 'sound': {
      const known = new Set(config.useCases.map(({ id }) => id))
      const strangers = [...store.keys.keys()].filter((id) => !known.has(id))
      if (strangers.length > 0) return found('warning', 'store', texts.strangers(strangers), texts.strangersNext)
      const count = [...store.keys.values()].reduce((sum, each) => sum + each, 0)
      return found('ok', 'store', texts.store(count))
    }
  }
}

function rollbackFinding({ config: { journal } }: LoadedConfig): DoctorFinding {
  const seen = [...(journal.floor === undefined ? [] : [journal.floor]), ...journal.witnesses.map(({ url }) => url)]
  if (seen.length === 0) return found('warning', 'rollback', rollbackUnseen)
  return found('ok', 'rollback', { de: `gesehen von: ${seen.join(', ')}`, en: `seen by: ${seen.join(', ')}` })
}

function custodianFinding({ config: { data, vault } }: LoadedConfig): DoctorFinding {
  const { command, transit, file } = vault.key
  const isApart = command !== undefined || transit !== undefined || (file !== undefined && !file.startsWith(`${data}/`))
  if (isApart) return found('ok', 'custodian', texts.apart)
  return found('warning', 'custodian', texts.together, texts.togetherNext)
}

function timestampFindings(
  places: readonly LogPlace[],
  { config }: LoadedConfig,
  { now }: DoctorWorld,
): readonly DoctorFinding[] {
  if (config.journal.timestamp === undefined) return []
  const stamps = places.flatMap(({ folder }) => {
    const beside = join(folder, 'timestamps')
    const names = existsSync(beside) ? readdirSync(beside).filter((name) => name.endsWith('.tsr')) : []
    return names.map((name) => statSync(join(beside, name)).mtimeMs)
  })
  const newest = Math.max(0, ...stamps)
  if (Math.floor(newest / dayMs) === Math.floor(now / dayMs)) return [found('ok', 'timestamp', texts.stamped)]
  return [found('warning', 'timestamp', texts.unstamped(newest), texts.unstampedNext)]
}

/** Left by `stellwerk backup`. */
function backupFinding(data: string, { now }: DoctorWorld): DoctorFinding {
  const file = join(data, lastBackupFile)
  const madeMs = existsSync(file) ? Date.parse(readFileSync(file, 'utf8').trim()) : Number.NaN
  if (Number.isNaN(madeMs)) return found('warning', 'backup', texts.noBackup, texts.backupNext)
  const days = Math.floor((now - madeMs) / dayMs)
  if (days > backupDaysMax) return found('warning', 'backup', texts.backup(days), texts.backupNext)
  return found('ok', 'backup', texts.backup(days))
}

function reserveFindings(data: string, { isServed }: DoctorWorld): readonly DoctorFinding[] {
  if (existsSync(join(data, 'journal', 'reserve'))) return [found('ok', 'reserve', texts.reserve)]
  return isServed ? [found('problem', 'reserve', texts.noReserve, texts.makeRoom)] : []
}

function said(error: unknown): Text {
  if (error instanceof Error && 'text' in error) {
    const { text } = error
    const isText = typeof text === 'object' && text !== null && 'de' in text && 'en' in text
    if (isText) return { de: String(text.de), en: String(text.en) }
  }
  const message = error instanceof Error ? error.message : 'unknown'
  return { de: message, en: message }
}

function bytesBelow(folder: string): number {
  if (!existsSync(folder)) return 0
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.reduce((sum, name) => sum + bytesOf(join(folder, name)), 0)
}

/** 0 for what is gone meanwhile. */
function bytesOf(path: string): number {
  const facts = statSync(path, { throwIfNoEntry: false })
  return facts?.isFile() === true ? facts.size : 0
}

function freeIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}
