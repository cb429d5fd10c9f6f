import type { Sheet } from './document.ts'
import { padded, textWidth, wrapped } from './text-width.ts'

/** Narrower than this a column is no column: then every row becomes a list of label and value. */
const columnWidthMin = 10
/** Between two columns. */
const gap = '  '
/** Lines longer than this are not read as lines any more. */
const recordWidthMax = 100

/**
 * A sheet as lines for a terminal. Columns share the width by what they need, and long cells go on below. Where the window is too
 * narrow, every row becomes a block of its own. No colours: what a row means, it says.
 *
 * @param settings.columns keys of the columns to show, in order; by default all
 * @param settings.width of the window, in columns of the terminal
 */
export function terminalLines(
  sheet: Sheet,
  settings: { readonly width: number; readonly columns?: readonly string[] },
): readonly string[] {
  const shown = (settings.columns ?? sheet.columns.map(({ key }) => key)).flatMap((key) => {
    const index = sheet.columns.findIndex((column) => column.key === key)
    return index === -1 ? [] : [index]
  })
  const titles = shown.map((index) => sheet.columns[index]?.title ?? '')
  const rows = sheet.rows.map((row) => shown.map((index) => row[index]?.text ?? ''))
  const widths = sharedWidths(titles, rows, settings.width)
  return widths === undefined ? records(titles, rows, settings.width) : table(titles, rows, widths)
}

function table(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
): readonly string[] {
  const rule = widths.map((width) => '─'.repeat(width)).join(gap)
  const bodies = rows.map((row) => rowLines(row, widths))
  // Rows of several lines need something between them; a list of short ones reads better without.
  const isAiry = bodies.some((lines) => lines.length > 1)
  const body = bodies.flatMap((lines, index) => (isAiry && index > 0 ? ['', ...lines] : lines))
  return [...rowLines(titles, widths), rule, ...body]
}

function rowLines(row: readonly string[], widths: readonly number[]): readonly string[] {
  const cells = row.map((text, index) => wrapped(text, widths[index] ?? columnWidthMin))
  const height = Math.max(...cells.map((lines) => lines.length))
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((lines, index) => padded(lines[line] ?? '', widths[index] ?? 0))
      .join(gap)
      .trimEnd(),
  )
}

/** What each column gets: what it needs where that fits, else the widest give first. Undefined where nothing fits. */
function sharedWidths(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly number[] | undefined {
  const needed = titles.map((title, index) =>
    rows.reduce((most, row) => Math.max(most, textWidth(row[index] ?? '')), textWidth(title)),
  )
  // A heading is not broken inside a word, and no column is so narrow that nobody reads it.
  const least = titles.map((title, index) =>
    Math.min(needed[index] ?? 0, Math.max(columnWidthMin, ...title.split(' ').map(textWidth))),
  )
  const room = width - gap.length * (titles.length - 1) - least.reduce((sum, one) => sum + one, 0)
  if (room < 0) return undefined
  const more = shares(
    needed.map((need, index) => need - (least[index] ?? 0)),
    room,
  )
  return least.map((one, index) => one + (more[index] ?? 0))
}

/** The most that each may have so that all fit: from the smallest wish upward, what one does not need is for the others. */
function shares(wishes: readonly number[], room: number): readonly number[] {
  const got = new Map<number, number>()
  const upward = wishes.map((wish, index) => ({ wish, index })).toSorted((a, b) => a.wish - b.wish)
  let left = room
  for (const [done, { wish, index }] of upward.entries()) {
    const share = Math.min(wish, Math.floor(left / (upward.length - done)))
    got.set(index, share)
    left -= share
  }
  return wishes.map((_, index) => got.get(index) ?? 0)
}

function records(titles: readonly string[], rows: readonly (readonly string[])[], width: number): readonly string[] {
  const lineWidth = Math.max(columnWidthMin, Math.min(width, recordWidthMax))
  return rows.flatMap((row, index) => [
    ...(index === 0 ? [] : ['']),
    ...row.flatMap((text, column) => wrapped(`${titles[column] ?? ''}: ${text}`, lineWidth)),
  ])
}
