import type { MatrixDocument, Sheet } from './document.ts'

/**
 * The first sheet of a document as CSV (RFC 4180): commas, CR LF, quotes where needed, headings in the first record. No byte order
 * mark: programs read CSV, and people have the spreadsheet.
 *
 * Every record says how old the catalogue is, so the file stays dated whoever cuts it up.
 */
export function csvOf({ sheets: [sheet], about }: MatrixDocument): string {
  const dated = withDate(sheet, about[0])
  return dated.map((record) => `${record.map(field).join(',')}\r\n`).join('')
}

function withDate(sheet: Sheet, asOf: MatrixDocument['about'][number] | undefined): readonly (readonly string[])[] {
  const [label, value] = asOf ?? ['', '']
  const titles = sheet.columns.map(({ title }) => title)
  const isDated = titles.includes(label)
  const records = sheet.rows.map((row) => row.map(({ text }) => text))
  return [
    [...titles, ...(isDated ? [] : [label])],
    ...records.map((record) => [...record, ...(isDated ? [] : [value])]),
  ]
}

/** @example field('=1+1') // "'=1+1" */
function field(text: string): string {
  const harmless = harmlessText(text)
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/**
 * Hostile input: spreadsheets run a cell that begins so as a formula, and names and tags come from anybody. Fullwidth forms count
 * as well, and a formula may begin inside a cell where the program takes semicolon or tab for the separator (German Excel).
 */
function harmlessText(text: string): string {
  return text.replace(/^(?=\s*[=+\-@\t\r\n＝＋－＠])/, "'").replaceAll(/(?<=[;\t]\s*)(?=[=+\-@＝＋－＠])/g, "'")
}
