// A workbook as ECMA-376 (Office Open XML) has it, as far as a table of text needs it. Decision 0028 says why it is our own.
import type { Language } from '@stellwerk/contract/language'

import type { MatrixDocument, Row, Sheet } from './document.ts'
import { matrixWords } from './matrix-words.ts'
import { escaped } from './markup.ts'
import { utf8 } from '../bytes.ts'
import { headingStyle, styleNumber, stylesXml } from './xlsx-styles.ts'
import { zipOf } from './zip.ts'

/** Of a sheet, headings included: what Excel opens. */
const rowsMax = 1_048_576
/** Excel drops the links of a sheet that has more. */
const linksMax = 65_530

/** @throws RangeError when a sheet has more rows than a spreadsheet can hold */
export function xlsxOf(document: MatrixDocument): Uint8Array<ArrayBuffer> {
  const sheets = [...document.sheets, aboutSheet(document)]
  const long = sheets.find(({ rows }) => rows.length >= rowsMax)
  if (long !== undefined) throw new RangeError(`${long.rows.length} rows in "${long.title}"; at most ${rowsMax - 1}`)
  const strings = new SharedStrings()
  const worksheets = sheets.map(
    (sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, worksheet(sheet, sheets, { index, strings })] as const,
  )
  const parts: readonly (readonly [path: string, xml: string])[] = [
    ['[Content_Types].xml', contentTypes(sheets)],
    ['_rels/.rels', packageRelations],
    ['docProps/core.xml', coreProperties(document)],
    ['xl/workbook.xml', workbook(sheets)],
    ['xl/_rels/workbook.xml.rels', workbookRelations(sheets)],
    ['xl/styles.xml', stylesXml()],
    ['xl/sharedStrings.xml', strings.xml()],
    ...worksheets,
  ]
  return zipOf(parts.map(([path, xml]) => ({ path, bytes: utf8(declaration + xml) })))
}

/** A sheet as a workbook knows it: the one about the document has no key, because nothing links to it. */
type WorkbookSheet = Omit<Sheet, 'key' | 'caption'> & { readonly key?: Sheet['key'] }

function aboutSheet({ title, about, language }: MatrixDocument): WorkbookSheet {
  return {
    title: matrixWords.about[language],
    columns: [
      { key: 'label', title, width: 36, isRowHeading: true },
      { key: 'value', title: '', width: 90 },
    ],
    rows: about.map(([label, value]) => [{ text: label }, { text: value }]),
  }
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const [main, packaged, office] = [
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://schemas.openxmlformats.org/package/2006',
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
]

function worksheet(
  { columns, rows }: WorkbookSheet,
  sheets: readonly WorkbookSheet[],
  { index, strings }: { readonly index: number; readonly strings: SharedStrings },
): string {
  const last = `${letters(columns.length - 1)}${rows.length + 1}`
  const head = columns.map(({ title }, column) => textCell(place(column, 0), strings.numberOf(title), headingStyle))
  const body = rows.map((row, rowIndex) => rowXml(rowIndex, row, { columns, strings }))
  const links = rows.flatMap((row, rowIndex) => linksOf(row, rowIndex, sheets)).slice(0, linksMax)
  return [
    `<worksheet xmlns="${main}">`,
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    `<dimension ref="A1:${last}"/>`,
    // The headings stay in sight, and so does what names the row.
    `<sheetViews><sheetView workbookViewId="0"${index === 0 ? ' tabSelected="1"' : ''}>`,
    '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>',
    '<selection pane="bottomRight" activeCell="B2" sqref="B2"/></sheetView></sheetViews>',
    `<cols>${columns.map(({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`,
    `<sheetData><row r="1">${head.join('')}</row>${body.join('')}</sheetData>`,
    `<autoFilter ref="A1:${last}"/>`,
    links.length === 0 ? '' : `<hyperlinks>${links.join('')}</hyperlinks>`,
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>',
    '</worksheet>',
  ].join('')
}

function rowXml(
  rowIndex: number,
  row: Row,
  { columns, strings }: Pick<Sheet, 'columns'> & { readonly strings: SharedStrings },
): string {
  const cells = row.map((cell, column) => {
    const style = styleNumber(cell, columns[column]?.isRowHeading === true)
    const at = place(column, rowIndex + 1)
    const days = cell.isDate === true ? dayNumber(cell.text) : Number.NaN
    return Number.isNaN(days)
      ? textCell(at, strings.numberOf(cell.text), style)
      : `<c r="${at}" s="${style}"><v>${days}</v></c>`
  })
  return `<row r="${rowIndex + 2}">${cells.join('')}</row>`
}

/** A string is never run as a formula, whatever it begins with. */
function textCell(at: string, stringNumber: number | undefined, style: number): string {
  return stringNumber === undefined
    ? `<c r="${at}" s="${style}"/>`
    : `<c r="${at}" s="${style}" t="s"><v>${stringNumber}</v></c>`
}

/** A real date, so that it can be sorted and filtered as one. Day 0 is 1899-12-30: Excel believes in a 29 February 1900. */
function dayNumber(day: string): number {
  return (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000
}

/** Each text once, however many cells say it: most of a portfolio is said again and again. */
class SharedStrings {
  readonly #numbers = new Map<string, number>()

  /** Undefined for an empty cell. */
  numberOf(text: string): number | undefined {
    if (text === '') return undefined
    const known = this.#numbers.get(text) ?? this.#numbers.size
    this.#numbers.set(text, known)
    return known
  }

  xml(): string {
    const items = [...this.#numbers.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`)
    return `<sst xmlns="${main}" uniqueCount="${items.length}">${items.join('')}</sst>`
  }
}

function linksOf(row: Row, rowIndex: number, sheets: readonly WorkbookSheet[]): readonly string[] {
  return row.flatMap((cell, column) => {
    const target = sheets.find(({ key }) => key !== undefined && key === cell.to?.sheet)
    if (target === undefined || cell.to === undefined) return []
    const location = `'${sheetName(target)}'!A${cell.to.rowIndex + 2}`
    return [`<hyperlink ref="${place(column, rowIndex + 1)}" location="${escaped(location)}"/>`]
  })
}

function workbook(sheets: readonly WorkbookSheet[]): string {
  const listed = sheets.map(
    (sheet, index) => `<sheet name="${escaped(sheetName(sheet))}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  )
  const names = sheets.flatMap((sheet, index) => {
    const quoted = escaped(`'${sheetName(sheet)}'`)
    const area = `${quoted}!$A$1:$${letters(sheet.columns.length - 1)}$${sheet.rows.length + 1}`
    return [
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${area}</definedName>`,
      `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${quoted}!$1:$1</definedName>`,
    ]
  })
  return [
    `<workbook xmlns="${main}" xmlns:r="${office}"><bookViews><workbookView activeTab="0"/></bookViews>`,
    `<sheets>${listed.join('')}</sheets><definedNames>${names.join('')}</definedNames></workbook>`,
  ].join('')
}

/** Excel allows 31 characters and none of these signs. */
function sheetName({ title }: Pick<Sheet, 'title'>): string {
  return title.replaceAll(/[[\]:*?/\\']/g, ' ').slice(0, 31)
}

function contentTypes(sheets: readonly WorkbookSheet[]): string {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const override = (part: string, kind: string) => `<Override PartName="${part}" ContentType="${kind}+xml"/>`
  return [
    `<Types xmlns="${packaged}/content-types">`,
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
    '<Default Extension="xml" ContentType="application/xml"/>',
    override('/xl/workbook.xml', `${type}.sheet.main`),
    override('/xl/styles.xml', `${type}.styles`),
    override('/xl/sharedStrings.xml', `${type}.sharedStrings`),
    override('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties'),
    ...sheets.map((_, index) => override(`/xl/worksheets/sheet${index + 1}.xml`, `${type}.worksheet`)),
    '</Types>',
  ].join('')
}

const packageRelations = [
  `<Relationships xmlns="${packaged}/relationships">`,
  `<Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/>`,
  `<Relationship Id="rId2" Type="${packaged}/relationships/metadata/core-properties" Target="docProps/core.xml"/>`,
  '</Relationships>',
].join('')

function workbookRelations(sheets: readonly WorkbookSheet[]): string {
  const relation = (id: number, kind: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${office}/${kind}" Target="${target}"/>`
  return [
    `<Relationships xmlns="${packaged}/relationships">`,
    ...sheets.map((_, index) => relation(index + 1, 'worksheet', `worksheets/sheet${index + 1}.xml`)),
    relation(sheets.length + 1, 'styles', 'styles.xml'),
    relation(sheets.length + 2, 'sharedStrings', 'sharedStrings.xml'),
    '</Relationships>',
  ].join('')
}

/** The date is the one that the document speaks of, so the same input gives the same bytes. */
function coreProperties({
  title,
  language,
  onDay,
}: {
  readonly title: string
  readonly language: Language
  readonly onDay: string
}): string {
  return [
    `<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" `,
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${escaped(title)}</dc:title><dc:creator>Stellwerk</dc:creator><dc:language>${language}</dc:language>`,
    `<dcterms:created xsi:type="dcterms:W3CDTF">${escaped(onDay)}T00:00:00Z</dcterms:created>`,
    '</cp:coreProperties>',
  ].join('')
}

/** @param rowIndex with the headings as row 0 */
function place(column: number, rowIndex: number): string {
  return `${letters(column)}${rowIndex + 1}`
}

/** @example letters(27) // 'AB' */
function letters(column: number): string {
  const last = String.fromCodePoint(65 + (column % 26))
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last
}
