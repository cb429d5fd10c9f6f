// A backup of an installation, made beside whoever works on it: the journal is asked for a checkpoint, and what belongs to
// that checkpoint never changes any more.
import { copyFileSync, existsSync, readFileSync, statfsSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

import {
  backupFormat,
  type BackupCut,
  type BackupMade,
  type BackupManifest,
  type BackupOffice,
  type BackupWish,
} from '@stellwerk/contract/journal/backup'
import { BackupRefused } from '@stellwerk/contract/journal/backup-refused'
import type { Text } from '@stellwerk/contract/language'
import { formatHex } from '@stellwerk/tlog/format/bytes'
import { Malformed } from '@stellwerk/tlog/format/malformed'
import { TileMissing } from '@stellwerk/tlog/format/tile-hashes'

import { systemClock } from './clock.ts'
import type { LoadedConfig } from './config.ts'
import { replaceDurably } from './durable-file.ts'
import { wrongAtStart, wrongInLog } from './journal/backup-check.ts'
import { bytesInBackup, logsInBackup, type LogInBackup } from './journal/backup-files.ts'
import { BackupFolder, lastBackupFile, wrappedKeysFile } from './journal/backup-folder.ts'
import { formatVaultKeys } from './journal/backup-keys.ts'
import { LicencePackStore } from './licence-pack-store.ts'
import { isNoSpace } from './journal/disk.ts'
import type { Journal } from './journal/journal.ts'
import { markRestored } from './journal/place.ts'
import { openJournal } from './journal-wiring.ts'
import { copyStore, copyVault, damagedDatabase, schemaVersions } from './storage/sqlite/backup.ts'
import { openVaultReader } from './storage/sqlite/vault-store-reader.ts'

type Wish = BackupWish & {
  /** Of this program. */
  readonly version: string
  /** What the file system of a folder has left. Only tests have others. */
  readonly freeBytes?: (folder: string) => number
}

/** Over a journal that is open. */
export function backupOfficeOver(journal: Pick<Journal, 'task'>): BackupOffice {
  return { cut: () => journal.task({ kind: 'cut' }) }
}

/** Opens the journal for a command, when no server runs. Nobody else can open it until it is closed. */
export async function openBackupOffice({ config }: LoadedConfig, { version }: { readonly version: string }) {
  const { journal, close } = await openJournal(config, { version }, { event: () => undefined })
  return { office: backupOfficeOver(journal), close }
}

/**
 * Makes a backup up to the cut and reads it back. If anything fails, nothing is left of it.
 *
 * @throws {BackupRefused}
 */
export async function makeBackup({ config, file }: LoadedConfig, cut: BackupCut, wish: Wish): Promise<BackupMade> {
  const out = resolve(wish.out)
  const logs = logsInBackup(join(config.data, 'journal'), cut)
  mustHaveRoom(out, neededBytes(config.data, logs), wish.freeBytes ?? freeBytes)
  const folder = new BackupFolder(out)
  try {
    wish.onProgress(texts.logs(logs))
    for (const log of logs) {
      for (const { path, read } of log.files) folder.add(`data/journal/${log.name}/${path}`, await read())
    }
    folder.add('data/journal/name', readFileSync(join(config.data, 'journal', 'name')))
    folder.add('data/journal/logs', Buffer.from(logs.map(({ name }) => `${name}\n`).join('')))
    // Here already: who puts the files back by hand, against the manual, signs no second history either.
    markRestored(join(folder.path, 'data'))
    folder.take('data/journal/restored')
    for (const { path, bytes } of new LicencePackStore(config.data).filesInForce()) folder.add(`data/${path}`, bytes)
    wish.onProgress(texts.databases)
    const keys = copyDatabases(config.data, folder, logs)
    if (wish.withKeys) takeKeys(config, { folder, keys, withVaultKey: wish.withVaultKey })
    if (file !== undefined) folder.add('stellwerk.yaml', readFileSync(file))
    const manifest = manifestOf(logs, {
      ...wish,
      file,
      withVaultKey: existsSync(join(folder.path, 'keys', 'vault.kek')),
    })
    folder.add('manifest.json', Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`))
    folder.sum()
    wish.onProgress(texts.verifying)
    await mustBeSound(join(folder.path, 'data'), logs, join(config.data, 'keys', 'log.key'))
    folder.finish()
    noteBackup(config.data, manifest)
    return { directory: out, manifest, fileCount: folder.fileCount, bytes: folder.bytes }
  } catch (error) {
    folder.discard()
    if (error instanceof Malformed || error instanceof TileMissing) throw sourceDamaged(error.message)
    if (isFull(error))
      throw noRoom(out, neededBytes(config.data, logs), (wish.freeBytes ?? freeBytes)(dirname(out)), error)
    throw error
  }
}

/** For the doctor. The backup is whole without it. */
function noteBackup(data: string, { madeAt }: BackupManifest): void {
  try {
    replaceDurably(join(data, lastBackupFile), Buffer.from(`${madeAt}\n`))
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
  }
}

function copyDatabases(data: string, folder: BackupFolder, logs: readonly LogInBackup[]) {
  copyStore(data, folder.place('data/stellwerk.sqlite'))
  folder.take('data/stellwerk.sqlite')
  const sizes = new Map(logs.map(({ origin, size }) => [origin, size]))
  const keys = copyVault(data, folder.place('data/vault.sqlite'), { logs: sizes })
  folder.take('data/vault.sqlite')
  return keys
}

function takeKeys(
  { data, vault }: LoadedConfig['config'],
  what: {
    readonly folder: BackupFolder
    readonly keys: ReturnType<typeof copyVault>
    readonly withVaultKey: boolean
  },
): void {
  const { folder, keys, withVaultKey } = what
  folder.add('keys/log.key', readFileSync(join(data, 'keys', 'log.key')))
  folder.add(wrappedKeysFile, formatVaultKeys(keys))
  // With another one, names in documents that were embedded would not be found any more.
  const pseudonyms = join(data, 'keys', 'pseudonyms.key')
  if (existsSync(pseudonyms)) folder.add('keys/pseudonyms.key', readFileSync(pseudonyms))
  const kek = vault.key.file ?? join(data, 'keys', 'vault.kek')
  if (!withVaultKey || vault.key.command !== undefined || vault.key.transit !== undefined) return
  copyFileSync(kek, folder.place('keys/vault.kek'))
  folder.take('keys/vault.kek')
}

function manifestOf(
  logs: readonly LogInBackup[],
  { version, withKeys, withVaultKey, file }: Wish & { readonly file: string | undefined },
): BackupManifest {
  return {
    format: backupFormat,
    version,
    madeAt: new Date(systemClock.now()).toISOString(),
    logs: logs.map(({ name, origin, size, root }) => ({ name, origin, size, root: formatHex(root) })),
    schemas: schemaVersions,
    keys: { log: withKeys, wrapped: withKeys, vault: withVaultKey },
    ...(file === undefined ? {} : { configuration: 'stellwerk.yaml' }),
  }
}

/** @throws {BackupRefused} if the copy is not whole, because what it was made of is not */
async function mustBeSound(data: string, logs: readonly LogInBackup[], keyPath: string): Promise<void> {
  const database = damagedDatabase(data)
  if (database !== undefined) throw sourceDamaged(database)
  for (const { name, origin } of logs) {
    const wrong = await wrongInLog({ folder: join(data, 'journal', name), origin }, keyPath)
    if (wrong !== undefined) throw sourceDamaged(`journal/${name}: ${wrong}`)
  }
  const newest = logs.at(-1)
  if (newest === undefined) return
  const vault = openVaultReader({ dataDirectory: data })
  try {
    const place = { folder: join(data, 'journal', newest.name), origin: newest.origin }
    const wrong = wrongAtStart(place, vault.heldSize(newest.origin))
    if (wrong !== undefined) throw sourceDamaged(`journal/${newest.name}: ${wrong}`)
  } finally {
    vault.close()
  }
}

function sourceDamaged(what: string): BackupRefused {
  return new BackupRefused('source_damaged', {
    de: `die Sicherung wurde nicht angelegt, denn die Anlage selbst ist beschädigt (${what}); stellwerk doctor und stellwerk journal verify zeigen mehr`,
    en: `no backup was made, because the installation itself is damaged (${what}); stellwerk doctor and stellwerk journal verify show more`,
  })
}

function neededBytes(data: string, logs: readonly LogInBackup[]): number {
  const databases = ['stellwerk.sqlite', 'vault.sqlite', 'vault.sqlite-wal'].map((name) => join(data, name))
  const sizes = databases.map((path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0)
  return bytesInBackup(logs) + sizes.reduce((sum, bytes) => sum + bytes, 0)
}

function mustHaveRoom(out: string, needed: number, free: (folder: string) => number): void {
  const left = free(dirname(out))
  if (left < needed) throw noRoom(out, needed, left)
}

function noRoom(out: string, needed: number, free: number, cause?: unknown): BackupRefused {
  return new BackupRefused(
    'no_room',
    {
      de: `für die Sicherung ${basename(out)} braucht es ${needed} Byte, frei sind in ${dirname(out)} noch ${free}; bitte Platz schaffen oder --out anderswohin`,
      en: `the backup ${basename(out)} needs ${needed} bytes, and ${dirname(out)} has ${free} left; please make room or choose another --out`,
    },
    { cause },
  )
}

function freeBytes(folder: string): number {
  // The folder may be yet to be made; its parent is on the same file system then.
  const there = existsSync(folder) ? folder : dirname(folder)
  const { bavail, bsize } = statfsSync(there)
  return bavail * bsize
}

function isFull(error: unknown): boolean {
  return isNoSpace(error) || (error instanceof Error && 'code' in error && error.code === 'SQLITE_FULL')
}

const texts = {
  logs: (logs: readonly LogInBackup[]): Text => {
    const files = logs.reduce((sum, log) => sum + log.files.length, 0)
    const entries = logs.reduce((sum, log) => sum + log.size, 0)
    return {
      de: `Protokoll: ${logs.length} Log(s), ${entries} Einträge, ${files} Dateien`,
      en: `journal: ${logs.length} log(s), ${entries} entries, ${files} files`,
    }
  },
  databases: { de: 'Speicher und Tresor', en: 'store and vault' },
  verifying: { de: 'Die Kopie wird gelesen und geprüft', en: 'reading and verifying the copy' },
} as const
