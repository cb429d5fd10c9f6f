// What the writer needs of the world. All of it synchronous, as the disk.
import type { Sha256 } from '../format/tree.ts'
import type { Disk } from './disk.ts'
import type { SealedRecord } from './frame.ts'
import type { LogPart } from './refusal.ts'

/** Keeps a second process out. */
export interface LogLock {
  /** False if somebody else holds it. */
  readonly take: () => boolean
  readonly release: () => void
}

/** The log's key. Its name is the origin. */
export interface LogSigner {
  readonly name: string
  readonly keyId: number
  /** Ed25519 over the message. Only ever called for a tree that no restart can fall below. */
  readonly sign: (message: Uint8Array) => Uint8Array
}

/** A sealed record of a durable entry. */
export interface VaultRecord extends SealedRecord {
  readonly index: number
}

/** Who keeps the sealed records. The frames hold them until then. */
export interface VaultSink {
  /** Records in order of their index. After a start they are handed over again from {@link VaultSink.heldSize} on. */
  readonly take: (records: readonly VaultRecord[]) => void
  /** Of so many entries, from the first of the log on, the records are durable in the vault. */
  readonly heldSize: () => number
}

/** A copy of the floor outside the folder of the log, which shows that the whole folder was put back. */
export interface FloorCopy {
  readonly read: () => Uint8Array | undefined
  /** Durable when it returns. */
  readonly write: (floor: Uint8Array) => void
}

/**
 * What the owner of the log remembers of its entries. It is kept with the state, so that a start reads only those entries
 * that came after it.
 */
export interface Keeper {
  /** Called once, before any entry. */
  readonly restore: (saved: Uint8Array | undefined) => void
  /** Every entry of the log, once and in order. */
  readonly take: (index: number, leaf: Uint8Array) => void
  readonly save: () => Uint8Array
}

/** A tree that somebody outside remembers, such as a witness. */
export interface Remembered {
  readonly part: LogPart
  readonly size: number
  readonly root: Uint8Array
}

/** What a start needs to read and compare. */
export interface RecoveryPorts {
  readonly disk: Disk
  readonly sha256: Sha256
  readonly origin: string
  readonly vault: Pick<VaultSink, 'heldSize'>
  readonly floorCopy?: Pick<FloorCopy, 'read'> | undefined
  readonly remembered?: readonly Remembered[] | undefined
}

/** What deriving and signing the tree needs. */
export interface PublisherPorts {
  readonly disk: Disk
  readonly sha256: Sha256
  readonly signer: LogSigner
  readonly vault: VaultSink
  readonly floorCopy?: FloorCopy | undefined
  readonly keeper?: Keeper | undefined
}

export interface LogPorts extends PublisherPorts {
  readonly lock: LogLock
  readonly remembered?: readonly Remembered[] | undefined
  readonly segmentBytes?: number | undefined
}
