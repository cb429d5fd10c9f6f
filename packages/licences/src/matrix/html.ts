import type { Text } from '@stellwerk/contract/language'

import type { Cell, MatrixDocument, Row, Sheet } from './document.ts'
import { htmlStyle, htmlStyleHash } from './html-style.ts'
import { escaped } from './markup.ts'
import { matrixWords } from './matrix-words.ts'

/**
 * A document as one page that stands alone: no script, nothing from elsewhere, and a policy that says so. Cells link to the rows that
 * explain them. Meant for a browser, a screen reader and a printer.
 */
export function htmlOf(document: MatrixDocument): string {
  const { language, title, sheets, about } = document
  const say = (name: keyof typeof words): string => words[name][language]
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escaped(title)}, ${escaped(document.onDay)}</title>`,
    `<style>${htmlStyle}</style>`,
    '</head>',
    '<body>',
    `<a class="skip" href="#${sheets[0].key}">${say('skip')}</a>`,
    `<header><h1>${escaped(title)}</h1>`,
    `<dl>${about.map(([label, value]) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>`,
    `<nav aria-label="${say('contents')}"><ul>${sheets.map(contentsEntry).join('')}</ul></nav></header>`,
    '<main>',
    ...sheets.map((sheet) => section(sheet, matrixWords.nothing[language])),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

const words = {
  skip: { de: 'Zur Tabelle', en: 'Skip to the table' },
  contents: { de: 'Inhalt', en: 'Contents' },
} as const satisfies Readonly<Record<string, Text>>

const policy = `default-src 'none'; style-src '${htmlStyleHash}'; base-uri 'none'; form-action 'none'`

function contentsEntry({ key, title, rows }: Sheet): string {
  return `<li><a href="#${key}">${escaped(title)}</a> (${rows.length})</li>`
}

/** A table wider than the window scrolls by itself; so that the keyboard can do that, it takes the focus. */
function section(sheet: Sheet, nothing: string): string {
  const { key, title, caption, columns, rows } = sheet
  const head = columns.map((column) => `<th scope="col">${escaped(column.title)}</th>`)
  const body = rows.map((row, index) => `<tr id="${rowId(key, index)}">${rowCells(row, columns)}</tr>`)
  return [
    `<section aria-labelledby="${key}"><h2 id="${key}">${escaped(title)}</h2>`,
    `<div class="wide" role="region" aria-labelledby="${key}" tabindex="0">`,
    `<table><caption>${escaped(caption)}${rows.length === 0 ? `: ${escaped(nothing)}` : ''}</caption>`,
    `<thead><tr>${head.join('')}</tr></thead>`,
    '<tbody>',
    ...body,
    '</tbody></table></div></section>',
  ].join('\n')
}

function rowCells(row: Row, columns: Sheet['columns']): string {
  return row
    .map((cell, index) => {
      const style = cell.tone === undefined ? '' : ` class="${cell.tone}"`
      const isHeading = columns[index]?.isRowHeading === true
      return isHeading ? `<th scope="row"${style}>${content(cell)}</th>` : `<td${style}>${content(cell)}</td>`
    })
    .join('')
}

function content({ text, to }: Cell): string {
  return to === undefined ? escaped(text) : `<a href="#${rowId(to.sheet, to.rowIndex)}">${escaped(text)}</a>`
}

function rowId(sheet: Sheet['key'], rowIndex: number): string {
  return `${sheet}-${rowIndex + 1}`
}
