// A backup on its disk: written beside its name and renamed when it is whole; read back against its sums.
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

import { BackupRefused } from '@stellwerk/contract/journal/backup-refused'

import { syncFolder, unfinishedSuffix } from '../durable-file.ts'

/** In the spelling of `sha256sum`, so that anybody can check it without us. */
const sumsFile = 'SHA256SUMS'

/** The wrapped keys of the vault. They are replaced when one is destroyed, so they have no sum; they have one inside. */
export const wrappedKeysFile = 'keys/vault-keys.json'

/** In the data directory: when the last backup was made. */
export const lastBackupFile = 'last-backup'

/** Notes under which names the backup was put back. */
export const restoresFile = 'restores'

const unsummed: ReadonlySet<string> = new Set([sumsFile, wrappedKeysFile, restoresFile])

/** Bytes that are read at a time: a vault may be larger than memory. */
const chunkBytes = 1_048_576

const [fileMode, folderMode] = [0o600, 0o700]

/** A backup that is being made. Whoever begins it finishes or discards it. */
export class BackupFolder {
  readonly #out: string
  readonly #staging: string
  readonly #sums = new Map<string, string>()
  readonly #folders = new Set<string>()
  bytes = 0

  /** @throws {BackupRefused} if there is something already */
  constructor(out: string) {
    mustBeEmpty(out, 'out_not_empty')
    this.#out = out
    this.#staging = out + unfinishedSuffix
    mkdirSync(dirname(out), { recursive: true, mode: folderMode })
    if (existsSync(this.#staging)) throw stagingInUse(this.#staging)
    mkdirSync(this.#staging, { mode: folderMode })
    this.#folders.add(this.#staging)
  }

  get path(): string {
    return this.#staging
  }

  get fileCount(): number {
    return this.#sums.size
  }

  /** Where somebody else is to write a file, in a folder that exists; to be taken with {@link BackupFolder.take} then. */
  place(path: string): string {
    const file = join(this.#staging, path)
    this.#enter(dirname(file))
    return file
  }

  /** Writes a file and remembers its sum. */
  add(path: string, bytes: Uint8Array): void {
    writeFileSync(this.place(path), bytes, { flag: 'wx', mode: fileMode })
    this.take(path)
  }

  /** Makes a file durable that somebody else wrote, and remembers its sum. */
  take(path: string): void {
    const file = openSync(join(this.#staging, path), 'r')
    try {
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    this.bytes += statSync(join(this.#staging, path)).size
    if (!unsummed.has(path)) this.#sums.set(path, digestOfFile(join(this.#staging, path)))
  }

  /** Writes the sums. What is added later has none. */
  sum(): void {
    const lines = [...this.#sums].sort(([one], [other]) => (one < other ? -1 : 1))
    this.add(sumsFile, Buffer.from(lines.map(([path, digest]) => `${digest}  ${path}\n`).join('')))
  }

  /** Durably, under its name. */
  finish(): void {
    for (const folder of this.#folders) syncFolder(folder)
    if (existsSync(this.#out)) rmdirSync(this.#out)
    renameSync(this.#staging, this.#out)
    syncFolder(dirname(this.#out))
  }

  discard(): void {
    rmSync(this.#staging, { recursive: true, force: true })
  }

  #enter(folder: string): void {
    if (this.#folders.has(folder)) return
    this.#enter(dirname(folder))
    mkdirSync(folder, { recursive: true, mode: folderMode })
    this.#folders.add(folder)
  }
}

/** Two backups that write into one folder would each be half of the other. */
function stagingInUse(staging: string): BackupRefused {
  return new BackupRefused('out_not_empty', {
    de: `${staging} gibt es schon: Dorthin wird gerade gesichert, oder es wurde abgebrochen; dann bitte den Ordner löschen`,
    en: `${staging} is there already: a backup is being made there, or one was killed; then please remove the folder`,
  })
}

/** @throws {BackupRefused} */
export function mustBeEmpty(folder: string, code: 'out_not_empty' | 'data_not_empty'): void {
  const facts = statSync(folder, { throwIfNoEntry: false })
  if (facts === undefined || (facts.isDirectory() && readdirSync(folder).length === 0)) return
  throw new BackupRefused(code, {
    de: `${folder} ist nicht leer; bitte einen neuen oder leeren Ordner nennen`,
    en: `${folder} is not empty; please name a new or an empty folder`,
  })
}

/**
 * Makes sure that every file is there, as its sum says, and none beside.
 *
 * @returns the paths
 * @throws {BackupRefused} naming the first file that is not as it was
 */
export function mustMatchSums(backup: string, isSkipped: (path: string) => boolean = () => false): readonly string[] {
  const sums = sumsOf(backup)
  for (const [path, digest] of sums) {
    if (isSkipped(path)) continue
    if (!existsSync(join(backup, path))) throw damaged(backup, path, { de: 'sie fehlt', en: 'it is missing' })
    if (digestOfFile(join(backup, path)) !== digest) {
      throw damaged(backup, path, { de: 'ihr Inhalt ist ein anderer', en: 'it has other content' })
    }
  }
  for (const path of filesIn(backup)) {
    if (sums.has(path) || unsummed.has(path) || isSkipped(path)) continue
    throw damaged(backup, path, { de: 'sie gehört nicht dazu', en: 'it does not belong here' })
  }
  return [...sums.keys()]
}

/** A path out of a hostile file must not lead elsewhere. */
const safePath = /^(?!.*(?:^|\/)\.\.?(?:\/|$))[A-Za-z0-9_][A-Za-z0-9._/-]*$/

function sumsOf(backup: string): ReadonlyMap<string, string> {
  if (!existsSync(join(backup, sumsFile))) {
    throw new BackupRefused('not_a_backup', {
      de: `${backup} ist keine Sicherung von stellwerk backup: ${sumsFile} fehlt`,
      en: `${backup} is no backup of stellwerk backup: ${sumsFile} is missing`,
    })
  }
  const lines = readFileSync(join(backup, sumsFile), 'utf8').split('\n')
  if (lines.pop() !== '') throw damaged(backup, sumsFile, { de: 'sie ist abgeschnitten', en: 'it is cut off' })
  return new Map(
    lines.map((line) => {
      const [, digest = '', path = ''] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? []
      if (!safePath.test(path)) throw damaged(backup, sumsFile, { de: 'sie ist unlesbar', en: 'it is malformed' })
      return [path, digest] as const
    }),
  )
}

export function damaged(
  backup: string,
  path: string,
  how: { readonly de: string; readonly en: string },
  options?: ErrorOptions,
): BackupRefused {
  return new BackupRefused(
    'backup_damaged',
    {
      de: `die Sicherung ${backup} ist beschädigt, Datei ${path}: ${how.de}; bitte eine andere Sicherung nehmen`,
      en: `the backup ${backup} is damaged, file ${path}: ${how.en}; please take another backup`,
    },
    options,
  )
}

function filesIn(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => statSync(join(folder, name)).isFile())
}

function digestOfFile(path: string): string {
  const hash = new Bun.CryptoHasher('sha256')
  const chunk = new Uint8Array(chunkBytes)
  const file = openSync(path, 'r')
  try {
    for (let count = -1; count !== 0;) {
      count = readSync(file, chunk, 0, chunk.length, null)
      hash.update(chunk.subarray(0, count))
    }
  } finally {
    closeSync(file)
  }
  return hash.digest('hex')
}
