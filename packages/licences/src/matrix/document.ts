import type { Language } from '@stellwerk/contract/language'

/** A document as tables, before anybody knows whether it becomes a terminal table, CSV, XLSX or HTML. */
export interface MatrixDocument {
  readonly language: Language
  readonly title: string
  /** What the document is about and how old its facts are, as label and value. */
  readonly about: readonly (readonly [label: string, value: string])[]
  /** ISO date that the document speaks of. */
  readonly onDay: string
  /** The first one is what was asked for; the others explain it. */
  readonly sheets: readonly [Sheet, ...Sheet[]]
}

export interface Sheet {
  readonly key: SheetKey
  readonly title: string
  /** What the table shows, in a sentence. */
  readonly caption: string
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
}

export type SheetKey = 'portfolio' | 'reasons' | 'obligations' | 'catalogue' | 'bans' | 'duties' | 'thresholds'

export type Row = readonly Cell[]

export interface Column {
  readonly key: string
  readonly title: string
  /** In characters, for documents that want one beforehand. */
  readonly width: number
  /** The cells of this column name their row. */
  readonly isRowHeading?: true
}

export interface Cell {
  readonly text: string
  /** Beside the words, never instead of them. */
  readonly tone?: Tone
  /** Where it is explained. */
  readonly to?: Place
  /** The text is an ISO date. */
  readonly isDate?: true
}

/** How much a cell wants somebody's attention. */
export type Tone = 'stop' | 'ask' | 'duty' | 'go'

export interface Place {
  readonly sheet: SheetKey
  /** Counts from zero, below the headings. */
  readonly rowIndex: number
}
