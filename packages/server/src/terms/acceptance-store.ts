import type { AcceptanceWay } from '@stellwerk/contract/terms-office'

/** That somebody agreed to a text, for one key. */
export interface AcceptanceRecord {
  readonly keyId: string
  /** SHA-256 of the text, hex. */
  readonly digest: string
  /** Milliseconds since the epoch. */
  readonly acceptedAt: number
  /** Public name of the model for which it was read. The same text of another model is accepted with it. */
  readonly model: string
  /** Office or role. */
  readonly by: string
  readonly how: AcceptanceWay
  readonly withdrawn?: Withdrawal | undefined
}

export interface Withdrawal {
  readonly at: number
  readonly by: string
  /** Whether the journal has its entry. */
  readonly isTold: boolean
}

/** A text that somebody agreed to, kept because later catalogues give another one. */
export interface AcceptedText {
  /** SHA-256 of the text, hex. */
  readonly digest: string
  readonly text: string
  /** Ids of the licences that it is taken from. */
  readonly licences: readonly string[]
}

/** What the room needs of a store. Each operation is durable when its promise resolves, and whole or not at all. */
export interface AcceptanceStore {
  /** Those that stand and those that were withdrawn, in the order in which they came. */
  readonly all: () => Promise<readonly AcceptanceRecord[]>
  /** `standing` when the key has accepted this text already; nothing is stored then. */
  readonly insert: (record: AcceptanceRecord, accepted: AcceptedText) => Promise<'stored' | 'standing'>
  readonly textOf: (digest: string) => Promise<AcceptedText | undefined>
  readonly withdraw: (what: {
    readonly keyId: string
    readonly digest: string
    readonly at: number
    readonly by: string
  }) => Promise<void>
  /** The journal has the withdrawal. */
  readonly markTold: (what: Pick<AcceptanceRecord, 'keyId' | 'digest' | 'acceptedAt'>) => Promise<void>
}
