import type { Text } from './language.ts'

/** The catalogue of licences that counts, as the control API and commands tell it. */
export interface CatalogueView {
  readonly state: 'builtIn' | 'pack' | 'unusable'
  /** Date of the catalogue (ISO), and SHA-256 of day and entries as the journal has it. Absent where it is unusable. */
  readonly asOf?: string
  readonly digest?: string
  /** Whole days since then. */
  readonly ageDays?: number
  /** Older than `licences.packs.warnAfterDays`. */
  readonly isOld?: boolean
  readonly entryCount?: number
  readonly pack?: { readonly digest: string; readonly serial: number; readonly publisher: string }
  /** Why it is unusable. */
  readonly problem?: Text
}

/** The catalogue in force of a running server. */
export interface CatalogueOffice {
  view(): CatalogueView
  /** Looks what was chosen, puts it on record and then in force. */
  renew(): Promise<CatalogueView>
}
