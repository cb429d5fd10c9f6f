// Goal: the spreadsheets open in a reader that is not ours (openpyxl), with every cell, link, filter and width where it belongs.
import { strict as assert } from 'node:assert'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'bun:test'

import { catalogue } from '@stellwerk/licences/catalogue/catalogue'
import { indexCatalogue } from '@stellwerk/licences/catalogue-index'
import { catalogueDocument } from '@stellwerk/licences/matrix/catalogue-document'
import type { MatrixDocument } from '@stellwerk/licences/matrix/document'
import { judgePair, portfolioLines } from '@stellwerk/licences/matrix/portfolio'
import { portfolioDocument } from '@stellwerk/licences/matrix/portfolio-document'
import { xlsxOf } from '@stellwerk/licences/matrix/xlsx'

import { temporaryFolders } from '../temporary-folders.ts'
import { office } from './entry-cases.ts'

const known = indexCatalogue(catalogue)
const onDay = '2026-11-23'
const newFolder = temporaryFolders('matrix')

/** What openpyxl sees, as JSON. `strict` checks against the types of the standard while reading. */
const reader = `
import json, sys, zipfile, openpyxl
path = sys.argv[1]
assert zipfile.ZipFile(path).testzip() is None
book = openpyxl.load_workbook(path)
def cell(c):
    value = c.value.date().isoformat() if hasattr(c.value, 'date') else c.value
    link = None if c.hyperlink is None else c.hyperlink.location
    return {'value': value, 'type': c.data_type, 'link': link, 'bold': bool(c.font.b), 'fill': c.fill.fgColor.rgb, 'wraps': bool(c.alignment.wrap_text)}
sheets = [{
    'title': s.title, 'frozen': s.freeze_panes, 'filter': s.auto_filter.ref, 'printTitles': s.print_title_rows,
    'widths': [s.column_dimensions[openpyxl.utils.get_column_letter(i + 1)].width for i in range(s.max_column)],
    'rows': [[cell(c) for c in row] for row in s.iter_rows()],
} for s in book.worksheets]
json.dump({'title': book.properties.title, 'created': book.properties.created.isoformat(), 'sheets': sheets}, sys.stdout)
`

interface ReadBook {
  readonly title: string
  readonly created: string
  readonly sheets: readonly {
    readonly title: string
    readonly frozen: string
    readonly filter: string
    readonly printTitles: string
    readonly widths: readonly number[]
    readonly rows: readonly (readonly {
      readonly value: unknown
      readonly type: string
      readonly link: string | null
      readonly bold: boolean
      readonly fill: string
      readonly wraps: boolean
    }[])[]
  }[]
}

const python = ['/usr/bin/python3', 'python3'].find(
  (candidate) => spawnSync(candidate, ['-c', 'import openpyxl']).status === 0,
)

function readBack(bytes: Uint8Array): ReadBook {
  const file = join(newFolder(), 'book.xlsx')
  writeFileSync(file, bytes)
  const { status, stdout, stderr } = spawnSync(python ?? '', ['-c', reader, file], {
    encoding: 'utf8',
    env: { PYTHONIOENCODING: 'utf-8', PATH: process.env['PATH'] },
    maxBuffer: 2 ** 28,
  })
  assert.equal(status, 0, stderr)
  return JSON.parse(stdout) as ReadBook // Our own script; a wrong shape fails the next line.
}

const hostile = '=HYPERLINK("http://x.example","✗")'

function portfolio(language: 'de' | 'en'): MatrixDocument {
  const use = { id: 'letters', profile: office }
  const shop = { id: 'shop', profile: { ...office, exposure: 'hosted-service', audience: 'customers' } as const }
  const component = { kind: 'model', modality: 'multimodal' } as const
  const pairs = [use, shop].flatMap((useCase) => [
    judgePair({ ...component, name: 'Llama-4-Scout', licence: 'LicenseRef-llama-4-community' }, useCase, {
      catalogue: known,
      onDay,
    }),
    judgePair({ ...component, name: 'gemma-3-27b', licence: 'LicenseRef-gemma-tou-2025-03-24' }, useCase, {
      catalogue: known,
      onDay,
    }),
    judgePair({ ...component, name: hostile, declaredLicence: '@tag' }, useCase, { catalogue: known, onDay }),
    judgePair({ ...component, name: 'a < b & "c" \u0007\uD800', licence: 'MIT' }, useCase, { catalogue: known, onDay }),
  ])
  return portfolioDocument(portfolioLines(pairs, { catalogue: known, onDay }), { catalogue: known, language, onDay })
}

if (python === undefined) {
  console.warn('matrix-xlsx.test.ts: no Python with openpyxl here (Debian: python3-openpyxl); nothing was read back')
} else {
  for (const [name, document] of [
    ['portfolio, German', portfolio('de')],
    ['portfolio, English', portfolio('en')],
    ['catalogue, German', catalogueDocument(known, { language: 'de', onDay })],
    ['catalogue, English', catalogueDocument(known, { language: 'en', onDay })],
  ] as const) {
    // Read once for all of its tests: starting Python takes most of the time.
    let opened: ReadBook | undefined
    const book = (): ReadBook => (opened ??= readBack(xlsxOf(document)))

    test(`${name}: every cell of every sheet is read back as text or date`, () => {
      assert.equal(book().title, document.title)
      assert.equal(book().created, '2026-11-23T00:00:00')
      assert.equal(book().sheets.length, document.sheets.length + 1)
      for (const [index, sheet] of document.sheets.entries()) {
        const read = book().sheets[index]
        assert.equal(read?.title, sheet.title)
        assert.deepEqual(
          read?.rows.map((row) => row.map(({ value }) => value ?? '')),
          [sheet.columns.map(({ title }) => title), ...sheet.rows.map((row) => row.map(({ text }) => text))],
        )
        // Never `f`: no cell is a formula, whatever it begins with.
        assert.deepEqual(
          [...new Set(read?.rows.flat().map(({ type }) => type))].filter((type) => !['s', 'd', 'n'].includes(type)),
          [],
        )
      }
    })

    test(`${name}: headings frozen, filtered, repeated in print; widths; text wraps`, () => {
      for (const [index, read] of book().sheets.entries()) {
        assert.equal(read.frozen, 'B2')
        assert.match(read.filter, new RegExp(`^A1:[A-Z]+${read.rows.length}$`))
        assert.match(read.printTitles, /^\$?1:\$?1$/)
        assert.ok(read.rows[0]?.every(({ bold, fill }) => bold && fill === 'FF23374D'))
        assert.ok(read.rows.flat().every(({ wraps }) => wraps))
        const sheet = document.sheets[index]
        if (sheet !== undefined)
          assert.deepEqual(
            read.widths,
            sheet.columns.map(({ width }) => width),
          )
      }
    })

    test(`${name}: each link leads to the row that it means`, () => {
      const { sheets } = book()
      let links = 0
      for (const [index, sheet] of document.sheets.entries()) {
        for (const [rowIndex, row] of sheet.rows.entries()) {
          for (const [column, { to }] of row.entries()) {
            const target = document.sheets.find(({ key }) => key === to?.sheet)
            const expected = target === undefined || to === undefined ? null : `'${target.title}'!A${to.rowIndex + 2}`
            assert.equal(sheets[index]?.rows[rowIndex + 1]?.[column]?.link, expected)
            if (expected !== null) links++
          }
        }
      }
      assert.ok(links > 5)
    })

    test(`${name}: says what it is and how old the catalogue is`, () => {
      const about = book().sheets.at(-1)
      assert.deepEqual(
        about?.rows.slice(1).map((row) => row.map(({ value }) => value)),
        document.about,
      )
      assert.ok(document.about.some(([, value]) => value === known.asOf))
    })
  }

  test('what a model card says is text: no formula, no control character', () => {
    const [sheet] = readBack(xlsxOf(portfolio('en'))).sheets
    const names = sheet?.rows.map(([first]) => first?.value)
    assert.ok(names?.includes(hostile))
    assert.ok(names?.includes('a < b & "c" \uFFFD\uFFFD'))
  })
}

test('the same input gives the same bytes', () => {
  assert.deepEqual(xlsxOf(portfolio('de')), xlsxOf(portfolio('de')))
})

test('a sheet with more rows than a spreadsheet holds is refused', () => {
  const document = portfolio('en')
  const [sheet, ...others] = document.sheets
  const rows = Array.from({ length: 1_048_576 }, () => [])
  assert.throws(
    () => xlsxOf({ ...document, sheets: [{ ...sheet, rows }, ...others] }),
    /1048576 rows in "Portfolio"; at most 1048575/,
  )
})
