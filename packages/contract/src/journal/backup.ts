// What a backup of an installation is: where it ends, what it holds, and what putting it back means.
import type { Text } from '../language.ts'

/** Where the newest log stood at the checkpoint with which a backup ends. */
export interface BackupCut {
  readonly state: 'cut'
  /** Logs before it, oldest first. */
  readonly earlier: readonly LogName[]
  readonly newest: LogName & {
    readonly size: number
    /** Hex. */
    readonly root: string
    /** The files of these names as they were at that moment, base64. */
    readonly files: Readonly<Record<'state' | 'floor' | 'checkpoint', string>>
  }
}

/** A log by the name of its folder and its origin. */
export interface LogName {
  readonly name: string
  readonly origin: string
}

/** Why there is no checkpoint to end with: nothing was ever recorded, or the disk is full. */
export interface NoCut {
  readonly state: 'notNow'
  readonly because: 'empty' | 'full'
}

/** Ends a backup: in the process itself, through the control socket, or on the journal when no server runs. */
export interface BackupOffice {
  /** Makes a checkpoint over everything that has reached the tree's thread: all but the last milliseconds. */
  cut(): Promise<BackupCut | NoCut>
}

/** `manifest.json` of a backup. A change of anything that an older program would misread is another format. */
export const backupFormat = 'stellwerk.backup/v1'

/** What a backup says about itself. Digests of all files stand beside it, in `SHA256SUMS`. */
export interface BackupManifest {
  readonly format: typeof backupFormat
  /** Of the product that made it. */
  readonly version: string
  /** ISO 8601, UTC. */
  readonly madeAt: string
  /** Oldest first; the last one is the one that was being written. */
  readonly logs: readonly (LogName & { readonly size: number; readonly root: string })[]
  /** Schema versions of the two databases. */
  readonly schemas: { readonly store: number; readonly vault: number }
  readonly keys: { readonly log: boolean; readonly wrapped: boolean; readonly vault: boolean }
  /** Name of the configuration file in it, if the installation had one. */
  readonly configuration?: string | undefined
}

/** What is asked for. */
export interface BackupWish {
  readonly out: string
  readonly withKeys: boolean
  /** The key-encryption key of the vault, if it is a file. */
  readonly withVaultKey: boolean
  readonly onProgress: (what: Text) => void
}

/** What is asked for. */
export interface BackupRestoreWish {
  readonly backup: string
  /** Folder with the keys, if not that of the backup: `log.key`, `vault-keys.json` and, if it is a file, `vault.kek`. */
  readonly keys?: string | undefined
  /** The how-manieth restore of this log it is, where nobody remembers the ones before. */
  readonly number?: number | undefined
  readonly onProgress: (what: Text) => void
}

/** A backup that was made. */
export interface BackupMade {
  readonly directory: string
  readonly manifest: BackupManifest
  readonly fileCount: number
  readonly bytes: number
}

/** What somebody outside the data directory remembers of a log, beside what came back. */
export interface RestoredLoss {
  readonly by: 'floor' | 'witness'
  readonly name: string
  readonly origin: string
  /** Entries that it remembers. */
  readonly size: number
  /** Entries that are lost at least; more if the journal went on after the last checkpoint that it saw. */
  readonly lost: number
}

/** An installation that was put back. */
export interface BackupRestored {
  readonly directory: string
  readonly manifest: BackupManifest
  /** Origin of the log that the next start begins. */
  readonly nextOrigin: string
  /** What floor copy and witnesses remember. Empty if nobody could be asked. */
  readonly losses: readonly RestoredLoss[]
  /** The floor copy as it was, if it had to make room. */
  readonly floorKept?: string | undefined
  /** Files that have to come from elsewhere before a start, relative to the data directory. */
  readonly missing: readonly string[]
}
