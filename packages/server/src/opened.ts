import type { JournalOffice } from '@stellwerk/contract/journal-office'
import type { KeyOffice } from '@stellwerk/contract/key-office'
import type { Text } from '@stellwerk/contract/language'
import type { SetUpLink } from '@stellwerk/contract/people-office'

/** A server that is listening: what the commands that start one need of it. */
export interface Opened {
  /** As bound, for example `127.0.0.1:7373` or `unix:/run/stellwerk.sock`. */
  readonly address: string
  /** Address under which people reach it, without a closing slash. */
  readonly publicUrl: string
  /** To be said to whoever started it. */
  readonly warnings: readonly Text[]
  /** Reads certificates with their keys and the licence facts of the configuration again. */
  readonly renew: () => void
  readonly keys: KeyOffice
  /** Lets the first administrator in; undefined where somebody ever was. */
  readonly firstLink: () => Promise<SetUpLink | undefined>
  /** Erasures and legal holds. */
  readonly vault: JournalOffice
  readonly runningCount: () => number
  /** Takes no more calls, lets the running ones finish within the configured time, and cuts the rest. */
  readonly stop: () => Promise<{ readonly cutCount: number }>
}
