import type { Reading } from './reading.ts'

/** A cell of a line: where it begins and ends in it. */
interface Cell {
  readonly start: number
  readonly end: number
}

/** Characters that divide the cells of a line, most telling first; the last one stands for two spaces or more. */
const dividers = ['|', '\t', ';', ',', ' '] as const
type Divider = (typeof dividers)[number]

/** Longer lines are no rows of a table that a person would read. */
const rowMax = 2000
/** Longer cells are no header. */
const headerMax = 48

/** What is known of the lines of one text. */
interface Lines {
  /** For each beginning of a line: the table in which it is a row. */
  readonly rows: Map<number, Row | undefined>
  /** For each beginning of a line as a row of so many cells: where the first line of its table begins. */
  readonly tops: Map<string, number>
}

interface Row {
  readonly divider: Divider
  readonly cells: readonly Cell[]
  readonly header: string
}

const memory = new WeakMap<Reading, Lines>()

/**
 * The header over a value in a table: Markdown, values divided by tabs, semicolons or commas, or columns lined up with spaces.
 * Each line is looked at once for all values together.
 *
 * @param start where the value begins in `reading.text`
 */
export function headerOver(reading: Reading, start: number): string | undefined {
  const near = Math.max(0, start - rowMax)
  const feed = reading.text.slice(near, start).lastIndexOf('\n')
  // On the first line nothing stands above, and a line without an end near is no row.
  if (feed < 0) return undefined
  const from = near + feed + 1
  const row = rowAt(reading, from)
  const index = row?.cells.findIndex(({ end }) => start - from < end) ?? -1
  const below = row?.cells[index]
  return row === undefined || below === undefined ? undefined : headerIn(row, index, below)
}

function headerIn({ divider, header }: Row, index: number, below: Cell): string | undefined {
  const cells = cellsOf(header, divider)
  const cell = divider === ' ' ? cells.find(({ start, end }) => start < below.end && below.start < end) : cells[index]
  const words = cell === undefined ? '' : header.slice(cell.start, cell.end).trim()
  return words.length <= headerMax && /\p{L}/u.test(words) ? words : undefined
}

function rowAt(reading: Reading, from: number): Row | undefined {
  const lines: Lines = memory.get(reading) ?? { rows: new Map(), tops: new Map() }
  memory.set(reading, lines)
  if (!lines.rows.has(from)) lines.rows.set(from, rowOf(reading.text, from, lines))
  return lines.rows.get(from)
}

function rowOf(text: string, from: number, { tops }: Lines): Row | undefined {
  // Below an empty line a table begins at the earliest.
  if (from === 1 || text.charCodeAt(from - 2) === lineFeed) return undefined
  const line = lineAt(text, from)
  // A record in JSON names its values itself.
  if (line.length > rowMax || line.startsWith('{') || line.startsWith('[')) return undefined
  for (const divider of dividers) {
    const cells = cellsOf(line, divider)
    const top = cells.length < 2 ? from : topOf(text, from, { divider, count: cells.length }, tops)
    if (top !== from) return { divider, cells, header: lineAt(text, top) }
  }
  return undefined
}

/** Goes up as long as the lines have as many cells, and remembers for every line on the way. */
function topOf(text: string, from: number, shape: Shape, tops: Map<string, number>): number {
  const nameOf = (line: number): string => `${shape.divider}${shape.count}:${line}`
  const passed: string[] = []
  let top: number | undefined = from
  let above: number | undefined = from
  while (above !== undefined && !tops.has(nameOf(above))) {
    if (above !== from && !isRow(text, above, shape)) break
    top = above
    passed.push(nameOf(above))
    above = lineAbove(text, above)
  }
  top = above === undefined ? top : (tops.get(nameOf(above)) ?? top)
  for (const name of passed) tops.set(name, top)
  return top
}

interface Shape {
  readonly divider: Divider
  readonly count: number
}

function lineAbove(text: string, from: number): number | undefined {
  if (from === 0) return undefined
  // The empty line at the beginning. A place before the text would be taken for its first one, and a line for the one above itself.
  return from === 1 ? 0 : text.lastIndexOf('\n', from - 2) + 1
}

function isRow(text: string, from: number, row: Shape): boolean {
  const line = lineAt(text, from)
  if (line.length > rowMax) return false
  const { length } = cellsOf(line, row.divider)
  // Lined up with spaces, a cell may be empty.
  return row.divider === ' ' ? length >= 2 : length === row.count
}

function lineAt(text: string, from: number): string {
  const end = text.indexOf('\n', from)
  return text.slice(from, end < 0 ? text.length : end)
}

function cellsOf(line: string, divider: Divider): Cell[] {
  if (divider === ' ') return line.includes('  ') ? linedUpCells(line) : []
  if (!line.includes(divider)) return []
  const cells: Cell[] = []
  const sign = divider.charCodeAt(0)
  let isQuoted = false
  let start = 0
  for (let at = 0; at < line.length; at += 1) {
    const code = line.charCodeAt(at)
    if (code === quote) isQuoted = !isQuoted
    if (code !== sign || isQuoted) continue
    cells.push({ start, end: at })
    start = at + 1
  }
  cells.push({ start, end: line.length })
  return cells
}

const quote = 0x22
const lineFeed = 0x0a

function linedUpCells(line: string): Cell[] {
  const cells: Cell[] = []
  let start = -1
  for (let at = 0; at <= line.length; at += 1) {
    const isEnd =
      at === line.length || (line.charAt(at) === ' ' && (at + 1 === line.length || line.charAt(at + 1) === ' '))
    if (isEnd && start >= 0) {
      cells.push({ start, end: at })
      start = -1
    } else if (start < 0 && line.charAt(at) !== ' ' && at < line.length) start = at
  }
  return cells
}
