// Puts an installation back from a backup. What comes back never signs under its old origin again: entries may have been
// signed after the backup, and a second history under one name is what nobody could explain.
import {
  chmodSync,
  closeSync,
  copyFileSync,
  type Dirent,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

import {
  backupFormat,
  type BackupManifest,
  type BackupRestored,
  type BackupRestoreWish,
  type RestoredLoss,
} from '@stellwerk/contract/journal/backup'
import { BackupRefused } from '@stellwerk/contract/journal/backup-refused'
import type { Text } from '@stellwerk/contract/language'
import { parseTreeRecord } from '@stellwerk/tlog/write/tree-record'
import { z } from 'zod'

import { systemClock } from './clock.ts'
import type { LoadedConfig } from './config.ts'
import { appendDurably, replaceDurably, syncFolder } from './durable-file.ts'
import { mustBeAlone } from './http/control-socket.ts'
import { wrongAtStart } from './journal/backup-check.ts'
import { damaged, mustBeEmpty, mustMatchSums, restoresFile } from './journal/backup-folder.ts'
import { parseVaultKeys } from './journal/backup-keys.ts'
import { openLogKey } from './journal/log-key.ts'
import { markRestored } from './journal/place.ts'
import { restoredName } from './journal/rotation.ts'
import { latestSeenBy } from './journal/witness-client.ts'
import { sha256 } from './primitives.ts'
import { damagedDatabase, putVaultKeys, schemaVersions } from './storage/sqlite/backup.ts'
import { openVaultReader } from './storage/sqlite/vault-store-reader.ts'

type RestoreWish = BackupRestoreWish & {
  /** Of this program. */
  readonly version: string
}

const stagingFolder = '.restoring'

/**
 * In this order into their place: with the journal there and anything after it missing, a start is refused, because it finds
 * records of the vault or its key missing. So a restore that stops midway never looks like a new installation.
 */
const placesInOrder = ['journal', 'licences', 'vault.sqlite', 'stellwerk.sqlite', 'keys'] as const

const manifestSchema = z.looseObject({
  format: z.string(),
  version: z.string(),
  madeAt: z.string(),
  logs: z.array(z.looseObject({ name: z.string(), origin: z.string(), size: z.int().min(0), root: z.string() })).min(1),
  schemas: z.looseObject({ store: z.int(), vault: z.int() }),
  keys: z.looseObject({ log: z.boolean(), wrapped: z.boolean(), vault: z.boolean() }),
  configuration: z.string().optional(),
})

/**
 * Puts a backup in place of a data directory that is empty or not there. If anything fails before the end, nothing is left
 * but files that no start takes for an installation.
 *
 * @throws {BackupRefused | AlreadyRunning}
 */
export async function restoreBackup({ config }: LoadedConfig, wish: RestoreWish): Promise<BackupRestored> {
  const [backup, { data }] = [resolve(wish.backup), config]
  const keys = wish.keys === undefined ? join(backup, 'keys') : resolve(wish.keys)
  wish.onProgress(texts.checking)
  const manifest = readBackup(backup, wish)
  const newest = manifest.logs.at(-1)
  if (newest === undefined) throw damaged(backup, 'manifest.json', texts.noLog)
  await mustBeAlone(data)
  rmSync(join(data, stagingFolder), { recursive: true, force: true })
  mustBeEmpty(data, 'data_not_empty')
  const vaultKeys = parseVaultKeys(mustRead(join(keys, 'vault-keys.json')), join(keys, 'vault-keys.json'))

  mustHaveRoom(backup, data)
  const { losses, known } = await rememberedOf(config, { newest, keyPath: join(keys, 'log.key') })
  const next = nextName(newest.name, { ...wish, isKnown: (name) => known(name) || isNoted(backup, name) })
  wish.onProgress(texts.copying)
  const staging = join(data, stagingFolder)
  try {
    copyFiles(backup, staging)
    putVaultKeys(staging, vaultKeys)
    syncFile(join(staging, 'vault.sqlite'))
    copyKeys(keys, join(staging, 'keys'))
    mustStart(staging, newest, backup)
    markRestored(staging, next)
  } catch (error) {
    rmSync(staging, { recursive: true, force: true })
    throw error
  }
  for (const place of placesInOrder) {
    if (!existsSync(join(staging, place))) continue
    renameSync(join(staging, place), join(data, place))
    syncFolder(data)
  }
  rmSync(staging, { recursive: true, force: true })
  const floorKept = config.journal.floor && makeRoomForFloor(config.journal.floor, join(data, 'journal', newest.name))
  noteRestore(backup, next)
  return {
    directory: data,
    manifest,
    nextOrigin: originBeside(newest.origin, next),
    losses,
    ...(floorKept === undefined ? {} : { floorKept }),
    missing: missingKeys(config),
  }
}

function readBackup(backup: string, { keys, version }: Pick<RestoreWish, 'keys' | 'version'>): BackupManifest {
  // Keys from elsewhere: those of the backup may be gone or old.
  mustMatchSums(backup, (path) => keys !== undefined && path.startsWith('keys/'))
  const path = join(backup, 'manifest.json')
  const parsed = manifestSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (!parsed.success) throw damaged(backup, 'manifest.json', texts.malformed)
  const { format, schemas } = parsed.data
  const isNewer =
    format !== backupFormat ||
    schemas.store > schemaVersions.store ||
    schemas.vault > schemaVersions.vault ||
    isVersionAbove(parsed.data.version, version)
  if (!isNewer) return { ...parsed.data, format: backupFormat }
  throw new BackupRefused('backup_newer', {
    de: `die Sicherung stammt von Version ${parsed.data.version}, dieses Programm ist Version ${version}; bitte mit Version ${parsed.data.version} oder neuer zurückspielen`,
    en: `the backup was made by version ${parsed.data.version}, this program is version ${version}; please restore it with version ${parsed.data.version} or newer`,
  })
}

/** @example isVersionAbove('0.10.0', '0.9.3') // true */
function isVersionAbove(one: string, other: string): boolean {
  const [left, right] = [one, other].map((version) => version.split(/[.+-]/, 3).map(Number))
  const at = left?.findIndex((number, position) => number !== right?.[position]) ?? -1
  return at >= 0 && (left?.[at] ?? 0) > (right?.[at] ?? 0)
}

function mustRead(path: string): Uint8Array {
  if (existsSync(path)) return new Uint8Array(readFileSync(path))
  throw new BackupRefused('keys_missing', {
    de: `${path} fehlt, und ohne die Schlüssel des Tresors ist nichts darin lesbar; --keys DIR nennt den Ordner, in dem sie liegen`,
    en: `${path} is missing, and without the keys of the vault nothing in it can be read; --keys DIR names the folder in which they are`,
  })
}

/** @throws {BackupRefused} */
function mustHaveRoom(backup: string, data: string): void {
  const from = join(backup, 'data')
  const files = readdirSync(from, { recursive: true, encoding: 'utf8' }).map((name) => statSync(join(from, name)))
  const needed = files.reduce((sum, facts) => sum + (facts.isFile() ? facts.size : 0), 0)
  const { bavail, bsize } = statfsSync(existingAbove(data))
  if (bavail * bsize >= needed) return
  throw new BackupRefused('no_room', {
    de: `zum Zurückspielen braucht es ${needed} Byte, frei sind bei ${data} noch ${bavail * bsize}; bitte Platz schaffen`,
    en: `the restore needs ${needed} bytes, and ${bavail * bsize} are left at ${data}; please make room`,
  })
}

function existingAbove(path: string): string {
  return existsSync(path) ? path : existingAbove(dirname(path))
}

type Newest = BackupManifest['logs'][number]

/** What floor copy and witnesses remember, and whether one of them knows a log of that name beside the newest. */
async function rememberedOf(
  { journal }: LoadedConfig['config'],
  { newest, keyPath }: { readonly newest: Newest; readonly keyPath: string },
): Promise<{ readonly losses: readonly RestoredLoss[]; readonly known: (name: string) => boolean }> {
  const losses: RestoredLoss[] = []
  const lossOf = (
    by: RestoredLoss['by'],
    name: string,
    seen: { readonly origin: string; readonly size: number },
  ): void => {
    const { origin, size } = seen
    losses.push({ by, name, origin, size, lost: origin === newest.origin ? Math.max(0, size - newest.size) : size })
  }
  const floor = journal.floor === undefined ? undefined : floorAt(journal.floor)
  if (floor !== undefined) lossOf('floor', journal.floor ?? '', floor)
  const origins = new Set(floor === undefined ? [] : [floor.origin])
  if (existsSync(keyPath)) {
    for (const witness of journal.witnesses) {
      for (let name: string | undefined = newest.name; name !== undefined;) {
        const origin = originBeside(newest.origin, name)
        const seen = await latestSeenBy(witness, { log: openLogKey({ path: keyPath, origin, mayCreate: false }).vkey })
        if (seen.outcome === 'seen') lossOf('witness', seen.witness, { origin, size: seen.size })
        // A log that was begun after a restore before this one is known by the name that follows.
        if (seen.outcome === 'seen') origins.add(origin)
        name = seen.outcome === 'seen' ? restoredName(name) : undefined
      }
    }
  }
  return { losses, known: (name) => origins.has(originBeside(newest.origin, name)) }
}

function floorAt(path: string): { readonly origin: string; readonly size: number } | undefined {
  return existsSync(path) ? parseTreeRecord('floor', new Uint8Array(readFileSync(path)), sha256) : undefined
}

function originBeside(origin: string, name: string): string {
  return `${origin.slice(0, origin.lastIndexOf('/'))}/${name}`
}

/** The first name that nobody remembers: the backup may have been put back before, and that log has gone its own way. */
function nextName(
  newest: string,
  { number, isKnown }: { readonly number?: number | undefined; readonly isKnown: (name: string) => boolean },
): string {
  let name = restoredName(newest)
  const isEarlier = (): boolean => number !== undefined && Number(/-r(\d+)$/.exec(name)?.[1]) < number
  while (isKnown(name) || isEarlier()) name = restoredName(name)
  return name
}

function isNoted(backup: string, name: string): boolean {
  const file = join(backup, restoresFile)
  return (
    existsSync(file) &&
    readFileSync(file, 'utf8')
      .split('\n')
      .some((line) => line.endsWith(` ${name}`))
  )
}

/** So that the same backup, put back once more, begins under yet another name. Backups may lie where nobody can write. */
function noteRestore(backup: string, name: string): void {
  try {
    appendDurably(join(backup, restoresFile), Buffer.from(`${new Date(systemClock.now()).toISOString()} ${name}\n`))
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
  }
}

function copyFiles(backup: string, staging: string): void {
  const from = join(backup, 'data')
  const entries = readdirSync(from, { recursive: true, withFileTypes: true })
  const folders = ['', ...entries.filter((entry) => entry.isDirectory()).map(pathBelow(from))].map((path) =>
    join(staging, path),
  )
  for (const folder of folders) mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const path of entries.filter((entry) => entry.isFile()).map(pathBelow(from))) {
    copyDurably(join(from, path), join(staging, path))
  }
  for (const folder of folders) syncFolder(folder)
}

const pathBelow =
  (from: string) =>
  (entry: Dirent): string =>
    relative(from, join(entry.parentPath, entry.name))

function copyKeys(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o700 })
  for (const name of ['log.key', 'pseudonyms.key', 'vault.kek']) {
    if (existsSync(join(from, name))) copyDurably(join(from, name), join(to, name))
  }
  syncFolder(to)
}

function copyDurably(from: string, to: string): void {
  // As a file of our own: a backup on another medium may have come with other rights.
  closeSync(openSync(to, 'wx', 0o600))
  copyFileSync(from, to)
  chmodSync(to, 0o600)
  syncFile(to)
}

function syncFile(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** @throws {BackupRefused} if the next start would be refused */
function mustStart(staging: string, newest: Newest, backup: string): void {
  const database = damagedDatabase(staging)
  if (database !== undefined) throw damaged(backup, `data/${database}`, texts.malformed)
  const vault = openVaultReader({ dataDirectory: staging })
  try {
    const place = { folder: join(staging, 'journal', newest.name), origin: newest.origin }
    const wrong = wrongAtStart(place, vault.heldSize(newest.origin))
    if (wrong !== undefined) throw damaged(backup, `data/journal/${newest.name}`, { de: wrong, en: wrong })
  } finally {
    vault.close()
  }
}

/** The copy of the floor outside speaks of what is lost. It is kept, and what stands there now is what came back. */
function makeRoomForFloor(path: string, folder: string): string | undefined {
  if (!existsSync(path)) return undefined
  const kept = `${path}.before-restore-${new Date(systemClock.now()).toISOString().replaceAll(/[:.]/g, '')}`
  renameSync(path, kept)
  replaceDurably(path, readFileSync(join(folder, 'floor')))
  return kept
}

function missingKeys({ data, vault }: LoadedConfig['config']): readonly string[] {
  const { file, command, transit } = vault.key
  const kek = command === undefined && transit === undefined ? [file ?? join(data, 'keys', 'vault.kek')] : []
  return [join(data, 'keys', 'log.key'), ...kek].filter((path) => !existsSync(path))
}

const texts = {
  checking: { de: 'Die Sicherung wird geprüft', en: 'checking the backup' },
  copying: { de: 'Dateien werden zurückgespielt', en: 'putting files in place' },
  noLog: { de: 'sie nennt kein Log', en: 'it names no log' },
  malformed: { de: 'sie ist unlesbar', en: 'it is malformed' },
} as const satisfies Record<string, Text>
