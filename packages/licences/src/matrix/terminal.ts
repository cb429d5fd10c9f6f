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
  const room = width - gap.length * (titles.length - 1)
  if (room < columnWidthMin * titles.length) return undefined
  const needed = titles.map((title, index) =>
    rows.reduce((most, row) => Math.max(most, textWidth(row[index] ?? '')), textWidth(title)),
  )
  // The most that a column may have so that all fit: from the narrowest upward, what it does not need is for the others.
  let left = room
  const limits = new Map<number, number>()
  const upward = needed.map((need, index) => ({ need, index })).toSorted((a, b) => a.need - b.need)
  for (const [done, { need, index }] of upward.entries()) {
    const got = Math.min(need, Math.floor(left / (upward.length - done)))
    limits.set(index, got)
    left -= got
  }
  return needed.map((need, index) => limits.get(index) ?? need)
}

function records(titles: readonly string[], rows: readonly (readonly string[])[], width: number): readonly string[] {
  const lineWidth = Math.max(columnWidthMin, Math.min(width, recordWidthMax))
  return rows.flatMap((row, index) => [
    ...(index === 0 ? [] : ['']),
    ...row.flatMap((text, column) => wrapped(`${titles[column] ?? ''}: ${text}`, lineWidth)),
  ])
}
