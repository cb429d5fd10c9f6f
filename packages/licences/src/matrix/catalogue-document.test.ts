// Goal: the catalogue as a table says what is silent, what nobody wrote down and what nobody read, each in its own way.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { catalogue } from '../catalogue/catalogue.ts'
import { indexCatalogue } from '../catalogue-index.ts'
import { licencePage } from '../licence-page.ts'
import { catalogueDocument } from './catalogue-document.ts'

const known = indexCatalogue(catalogue)
const onDay = '2026-11-23'

function cellOf(licence: string, column: string): string | undefined {
  const [sheet] = catalogueDocument(known, { language: 'en', onDay }).sheets
  const row = sheet.rows.find(([name]) => name?.text === licence)
  return row?.[sheet.columns.findIndex(({ key }) => key === column)]?.text
}

// Reference § 8, the excerpt "same question, different answers".
const cells: readonly [licence: string, column: string, says: RegExp][] = [
  ['LicenseRef-llama-4-community', 'commercial', /^conditional .*\[.*\b2\b.*\]$/],
  ['LicenseRef-llama-4-community', 'territory', /^without EU, multimodal models \[.*AUP/],
  [
    'LicenseRef-llama-4-community',
    'outputs',
    /^conditional, allowed; the published model carries the name prefix \[1\.b\.i/,
  ],
  ['LicenseRef-gemma-tou-2024-04-01', 'commercial', /^yes \[2\.2\]$/],
  ['LicenseRef-gemma-tou-2024-04-01', 'territory', /^none$/],
  ['LicenseRef-qwen-2024', 'outputs', /shows the badge \[5\.b\]$/],
  ['LicenseRef-hunyuan-a13b-community', 'outputs', /^no, outputs may not train another model \[5\.b/],
  ['LicenseRef-hunyuan-a13b-community', 'thresholds', /monthly users \(group\) > 100,000,000, once, at /],
  ['LicenseRef-mistral-research-0.1', 'commercial', /^no\b.*\[.*3\.2.*\]$/],
  ['LicenseRef-open-aleph-1.0', 'outputs', /^silent$/],
  ['Apache-2.0', 'commercial', /^yes \[2/],
  ['LicenseRef-jamba-open-model', 'commercial', /^\?$/],
  ['LicenseRef-jamba-open-model', 'thresholds', /^\?$/],
]
for (const [licence, column, says] of cells) {
  test(`${licence}, ${column}`, () => assert.match(cellOf(licence, column) ?? '', says))
}

test('read and not transcribed is no question mark', () => {
  const [entry] = catalogue.filter(({ source }) => source === 'official-file')
  assert.ok(entry)
  const rights = { ...entry.rights, hostedService: { value: 'unverified' } as const }
  const changed = indexCatalogue([{ ...entry, rights }])
  const [sheet] = catalogueDocument(changed, { language: 'en', onDay }).sheets
  assert.equal(sheet.rows[0]?.[5]?.text, '·')
  const lines = licencePage({ ...entry, rights }, 'en').find(({ title }) => title === 'Not transcribed')?.lines
  assert.ok(lines?.includes('hosted service for others'))
})

test('only the classes and licences that were asked for, sorted by id', () => {
  const rowsFor = (filter: Parameters<typeof catalogueDocument>[1]['filter']) =>
    catalogueDocument(known, { language: 'en', onDay, ...(filter && { filter }) }).sheets[0].rows.map(
      ([id]) => id?.text ?? '',
    )
  assert.equal(rowsFor(undefined).length, catalogue.length)
  assert.deepEqual(rowsFor(undefined), rowsFor(undefined).toSorted())
  assert.deepEqual(rowsFor({ licences: ['MIT', 'Apache-2.0'] }), ['Apache-2.0', 'MIT'])
  const open = catalogue.filter((entry) => entry.class === 'osi-open-source').map(({ id }) => id)
  assert.deepEqual(rowsFor({ classes: ['osi-open-source'] }), open.toSorted())
  assert.deepEqual(rowsFor({ classes: ['osi-open-source'], licences: ['LicenseRef-llama-4-community'] }), [])
})

test('each link leads to rows of the same licence', () => {
  const { sheets } = catalogueDocument(known, { language: 'de', onDay })
  let links = 0
  for (const row of sheets[0].rows) {
    for (const { to } of row) {
      if (to === undefined) continue
      links++
      assert.equal(sheets.find(({ key }) => key === to.sheet)?.rows[to.rowIndex]?.[0]?.text, row[0]?.text)
    }
  }
  assert.ok(links > catalogue.length)
})

for (const language of ['de', 'en'] as const) {
  test(`every page and table says something everywhere, ${language}`, () => {
    for (const entry of catalogue) {
      for (const { title, lines } of licencePage(entry, language)) {
        assert.ok(
          title !== '' && lines.length > 0 && lines.every((line) => line.trim() !== ''),
          `${entry.id}: ${title}`,
        )
        assert.doesNotMatch(lines.join('\n'), /undefined|\[object/)
      }
    }
    for (const { rows, columns } of catalogueDocument(known, { language, onDay }).sheets) {
      assert.ok(rows.every((row) => row.length === columns.length))
      assert.doesNotMatch(
        rows
          .flat()
          .map(({ text }) => text)
          .join('\n'),
        /undefined|\[object/,
      )
    }
  })
}
