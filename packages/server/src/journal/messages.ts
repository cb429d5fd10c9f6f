// What the threads of the journal say to each other. The main thread posts drafts, the writer makes them durable, the
// publisher derives the tree, the vault and the checkpoint from what is durable.
import type { Config } from '@stellwerk/contract/config'
import type { Rotation } from '@stellwerk/contract/config-rotation'
import type { EntryDraft } from '@stellwerk/contract/journal/entry'
import type { HandoverDraft } from '@stellwerk/contract/journal/governance'
import type { Text } from '@stellwerk/contract/language'
import type { Remembered } from '@stellwerk/tlog/write/ports'
import type { FoundFrames } from '@stellwerk/tlog/write/segment'

import type { Keeping } from '../house.ts'
import type { TaskAnswer, TaskMessage } from './tasks.ts'

/** What the vault keeps of an entry, and how long: of a call, or of a governance event. */
export type EntryKeeping = Keeping | { readonly class: 'governance'; readonly deleteOnDay: number }

/** An entry as the main thread states it. Only the draft, with commitments in place of the fields, becomes the leaf. */
export interface JournalItem {
  readonly draft: EntryDraft
  /** Whom it is about, for the vault's index. */
  readonly subjects: readonly string[]
  /** Names of people and keys: committed to, and kept with their openings. */
  readonly identities: Readonly<Record<string, string>>
  /** What was committed to on the main thread: what was said. */
  readonly committed?: Readonly<Record<string, CommittedField>> | undefined
  readonly keeping: EntryKeeping
}

export interface CommittedField {
  /** Both in base64. */
  readonly commitment: string
  readonly opening: string
  /** Where it is kept in full and was not too long. */
  readonly text?: string | undefined
}

/** Where an entry lies. */
export interface Receipt {
  readonly origin: string
  readonly index: number
}

/** A log by its folder (absolute) and its origin. */
export interface LogPlace {
  readonly folder: string
  readonly origin: string
}

/** What both threads open: the newest log with entries. Folders are absolute. */
export interface JournalPlaces extends LogPlace {
  readonly dataDirectory: string
  /** Of the logs before it, oldest first. */
  readonly earlier?: readonly LogPlace[] | undefined
  readonly floorCopyPath: string | undefined
  readonly segmentBytes: number | undefined
}

/** Main thread to both. */
export interface OpenMessage {
  readonly kind: 'open'
  readonly places: JournalPlaces
  /** Who keeps the key of the vault. Of a token only the reference crosses over. */
  readonly vault: Config['vault']
  /** Of the product. */
  readonly version: string
  readonly configuration: string
  /** What witnesses have seen of this log. */
  readonly remembered: readonly Remembered[]
  /** A replica id for a log that has no entry yet: 16 hex digits. */
  readonly newReplica: string
  /** How long entries share a log; a half-year unless it is said. */
  readonly rotation?: Rotation | undefined
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** Main thread to writer: a JSON list of items, the first of which has this number; each further one the next. */
export interface AppendMessage {
  readonly kind: 'append'
  readonly first: number
  readonly items: string
}

export type ToWriter = OpenMessage | AppendMessage | { readonly kind: 'close' }
export type ToPublisher =
  | OpenMessage
  /** Signature lines of witnesses, checked, for the checkpoint with this text. */
  | { readonly kind: 'cosigned'; readonly text: string; readonly lines: string }
  | TaskMessage

/** Why items were not written. */
export type JournalRefusal = 'disk_full' | 'backlog' | 'stopped' | 'unfit'

export type FromWriter =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'written'
      readonly first: number
      readonly count: number
      readonly origin: string
      readonly firstIndex: number
    }
  /** The log ends and the next one is made ready: the answers to come may take as long as an opening. */
  | { readonly kind: 'turning' }
  | { readonly kind: 'refused'; readonly first: number; readonly count: number; readonly why: JournalRefusal }
  | { readonly kind: 'stopped'; readonly error: ThreadError }

export type FromPublisher =
  | { readonly kind: 'published' }
  /** From now on checkpoints are those of this log. */
  | { readonly kind: 'turned'; readonly place: LogPlace; readonly isRestored: boolean }
  /** While it is so, nothing new is recorded. */
  | { readonly kind: 'full'; readonly isFull: boolean }
  /** The last checkpoint is written and everything given free. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'stopped'; readonly error: ThreadError }
  | TaskAnswer

/** An error on its way between threads: a class does not survive the way. */
export interface ThreadError {
  readonly name: string
  readonly message: string
  /** For people, where the error had one. */
  readonly text?: Text | undefined
}

/** Publisher to writer, over a port of their own. */
export type PublisherToWriter =
  | {
      readonly kind: 'recovered'
      readonly place: LogPlace
      /** With this its first entry, for a log that follows another and has none yet. */
      readonly begins: Beginning | undefined
      readonly frames: FoundFrames
      /** `OpenIntents.save()` over every entry that is durable. */
      readonly openIntents: Uint8Array
      readonly vaultKey: { readonly generation: number; readonly key: Uint8Array; readonly subjectTagKey: Uint8Array }
    }
  /** The log has its last checkpoint, and the next one waits for its first entry. */
  | { readonly kind: 'turned'; readonly place: LogPlace; readonly begins: Beginning }
  /** The log cannot end now: there is no room for the next one, or a call of the log before it still runs. */
  | { readonly kind: 'notTurned' }
  | { readonly kind: 'progress'; readonly integratedSize: number }
  | { readonly kind: 'spare' }
  | { readonly kind: 'full'; readonly isFull: boolean }
  /** Begin a new segment, so that all frames so far can be dropped. */
  | { readonly kind: 'roll'; readonly id: number }
  | { readonly kind: 'stopped'; readonly error: ThreadError }

/** What the first entry of a log says of the log before it. */
export type Beginning = Pick<HandoverDraft, 'previous' | 'openIntents' | 'inForce'> & {
  /** Entries found, in a log that was put back from a backup. */
  readonly sizeFound?: number | undefined
}

/** Writer to publisher, over the same port. */
export type WriterToPublisher =
  | { readonly kind: 'settled' }
  /** Every frame is on its way; end this log and make one of this name ready. */
  | { readonly kind: 'turn'; readonly name: string }
  /** The first entry of the next log is durable. */
  | { readonly kind: 'begun' }
  | { readonly kind: 'frame'; readonly firstIndex: number; readonly bytes: Uint8Array }
  | { readonly kind: 'needSpare' }
  /** Frames below this size lie in older segments. */
  | { readonly kind: 'rolled'; readonly id: number; readonly size: number }
  | { readonly kind: 'close' }

export function threadErrorOf(error: unknown): ThreadError {
  if (!(error instanceof Error)) return { name: 'unknown', message: '' }
  const told = { name: error.name, message: causes(error) }
  return hasText(error) ? { ...told, text: error.text } : told
}

function hasText(error: Error): error is Error & { readonly text: Text } {
  if (!('text' in error) || typeof error.text !== 'object' || error.text === null) return false
  return 'de' in error.text && 'en' in error.text
}

/** The chain of causes as one text: a disk error behind a stopped writer is what the operator needs. */
function causes(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${causes(error.cause)}` : error.message
}
