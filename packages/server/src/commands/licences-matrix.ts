import { resolve } from 'node:path'

import { catalogueDocument } from '@stellwerk/licences/matrix/catalogue-document'
import { csvOf } from '@stellwerk/licences/matrix/csv'
import type { MatrixDocument, Sheet } from '@stellwerk/licences/matrix/document'
import { htmlOf } from '@stellwerk/licences/matrix/html'
import { judgePair, portfolioLines, type PortfolioLine } from '@stellwerk/licences/matrix/portfolio'
import { portfolioDocument } from '@stellwerk/licences/matrix/portfolio-document'
import { terminalLines } from '@stellwerk/licences/matrix/terminal'
import { wrapped } from '@stellwerk/licences/matrix/text-width'
import { xlsxOf } from '@stellwerk/licences/matrix/xlsx'
import { licenceClasses, type LicenceClass } from '@stellwerk/licences/vocabulary'
import { nearest } from '@stellwerk/contract/nearest'

import { replaceDurably } from '../durable-file.ts'
import {
  type CommandCall,
  type CommandSpec,
  type ExitCode,
  note,
  optionText,
  optionTexts,
  UsageError,
} from './command.ts'
import {
  chosenComponent,
  chosenLicence,
  chosenUseCase,
  dayOf,
  knownCatalogue,
  oldAfterDays,
  portfolioOf,
  stdinOption,
  windowWidth,
} from './licences-source.ts'

export const matrixCommand: CommandSpec = {
  words: 'licences matrix',
  summary: {
    de: 'Komponenten × Anwendungsfälle mit Ergebnis, Pflichten und Fundstelle; oder der Katalog',
    en: 'Components × use cases with verdict, duties and section; or the catalogue',
  },
  details: {
    de: 'Liest components und useCases aus stellwerk.yaml oder mit --stdin {"components":[…],"useCases":[{"id","profile"}…]}. Zuerst steht, was einen Menschen braucht. Mit --catalogue die Lizenzen selbst. Rückgabewert: 0 alles ist beurteilt, 1 in der Eingabe war etwas nicht zu gebrauchen.',
    en: 'Reads components and useCases from stellwerk.yaml, or with --stdin {"components":[…],"useCases":[{"id","profile"}…]}. What needs a person stands first. With --catalogue the licences themselves. Exit status: 0 everything was judged, 1 something in the input was of no use.',
  },
  options: [
    { name: 'catalogue', help: { de: 'Die Lizenzen des Katalogs zeigen', en: 'Show the licences of the catalogue' } },
    {
      name: 'class',
      value: 'CLASS',
      isRepeatable: true,
      help: { de: 'Mit --catalogue: nur diese Klasse', en: 'With --catalogue: only this class' },
    },
    {
      name: 'licence',
      value: 'ID',
      isRepeatable: true,
      help: { de: 'Mit --catalogue: nur diese Lizenz', en: 'With --catalogue: only this licence' },
    },
    {
      name: 'component',
      value: 'ID',
      isRepeatable: true,
      help: { de: 'Nur diese Komponente', en: 'Only this component' },
    },
    {
      name: 'use-case',
      value: 'ID',
      isRepeatable: true,
      help: { de: 'Nur dieser Anwendungsfall', en: 'Only this use case' },
    },
    {
      name: 'format',
      value: 'FORMAT',
      help: {
        de: 'table, csv, xlsx oder html (sonst nach der Endung von --out)',
        en: 'table, csv, xlsx or html (otherwise by the ending of --out)',
      },
    },
    { name: 'out', value: 'FILE', help: { de: 'Datei statt Standardausgabe', en: 'File instead of standard output' } },
    {
      name: 'on',
      value: 'DATE',
      help: { de: 'Tag, von dem an gerechnet wird (sonst heute)', en: 'Day from which to count (otherwise today)' },
    },
    stdinOption,
  ],
  run: showMatrix,
}

const formats = ['table', 'csv', 'xlsx', 'html'] as const
type Format = (typeof formats)[number]

async function showMatrix(call: CommandCall): Promise<ExitCode> {
  const format = formatOf(call)
  if (call.options.has('catalogue')) {
    render(call, format, await catalogueOf(call), { columns: catalogueColumns })
    return 0
  }
  const { lines, hasProblems } = await judgedLines(call)
  const document = portfolioDocument(lines, {
    catalogue: await knownCatalogue(call),
    language: call.language,
    onDay: dayOf(call),
    oldAfterDays: oldAfterDays(call),
  })
  render(call, format, document, { columns: portfolioColumns, records: lines.map(recordOf) })
  return hasProblems ? 1 : 0
}

/** What a terminal has room for; the other forms have it all. */
const portfolioColumns = [
  'component',
  'useCase',
  'verdict',
  'declared',
  'concluded',
  'conflict',
  'deciding',
  'obligations',
  'nextCheck',
]
const catalogueColumns = ['licence', 'commercial', 'internal', 'hosted', 'outputs', 'thresholds', 'territory']

/** @throws UsageError */
function formatOf(call: CommandCall): Format {
  const out = optionText(call, 'out')
  const wanted = optionText(call, 'format')
  const byEnding = formats.find((format) => out?.toLowerCase().endsWith(`.${format}`) === true)
  const format = wanted === undefined ? (byEnding ?? 'table') : formats.find((known) => known === wanted)
  if (format === undefined) {
    const meant = nearest(wanted ?? '', formats)
    const hint = meant === undefined ? { de: '', en: '' } : { de: ` Gemeint ${meant}?`, en: ` Did you mean ${meant}?` }
    throw new UsageError({
      de: `--format kann ${formats.join(', ')} sein.${hint.de}`,
      en: `--format is one of ${formats.join(', ')}.${hint.en}`,
    })
  }
  if (format === 'xlsx' && out === undefined) {
    throw new UsageError({
      de: 'XLSX ist kein Text: geben Sie eine Datei an, etwa --out matrix.xlsx',
      en: 'XLSX is no text: name a file, such as --out matrix.xlsx',
    })
  }
  return format
}

async function catalogueOf(call: CommandCall): Promise<MatrixDocument> {
  const known = await knownCatalogue(call)
  const [classes, licences] = [optionTexts(call, 'class'), optionTexts(call, 'licence')]
  return catalogueDocument(known, {
    language: call.language,
    onDay: dayOf(call),
    oldAfterDays: oldAfterDays(call),
    filter: {
      ...(classes.length === 0 ? {} : { classes: classes.map(licenceClass) }),
      ...(licences.length === 0 ? {} : { licences: licences.map((wanted) => chosenLicence(known, wanted).id) }),
    },
  })
}

/** @throws UsageError with the nearest match */
function licenceClass(wanted: string): LicenceClass {
  const names = Object.keys(licenceClasses)
  // Keys of the vocabulary are its classes.
  const found = names.find((name) => name === wanted) as LicenceClass | undefined
  if (found !== undefined) return found
  const meant = nearest(wanted, names)
  throw new UsageError({
    de: `Klasse „${wanted}“ ist nicht bekannt. ${meant === undefined ? `Bekannt: ${names.join(', ')}` : `Gemeint ${meant}?`}`,
    en: `no class "${wanted}". ${meant === undefined ? `Known: ${names.join(', ')}` : `Did you mean ${meant}?`}`,
  })
}

async function judgedLines(
  call: CommandCall,
): Promise<{ readonly lines: readonly PortfolioLine[]; readonly hasProblems: boolean }> {
  const portfolio = await portfolioOf(call)
  const known = await knownCatalogue(call)
  const [wantedComponents, wantedUses] = [optionTexts(call, 'component'), optionTexts(call, 'use-case')]
  const components =
    wantedComponents.length === 0
      ? portfolio.components
      : wantedComponents.map((wanted) => chosenComponent(portfolio, wanted))
  const useCases =
    wantedUses.length === 0
      ? portfolio.useCases.map(({ id }) => id)
      : wantedUses.map((wanted) => chosenUseCase(portfolio, wanted))
  const onDay = dayOf(call)
  const pairs = components.flatMap(({ id, component }) =>
    useCases.map((useCase) => judgePair(component, portfolio.useOf(useCase, id), { catalogue: known, onDay })),
  )
  return {
    lines: portfolioLines(pairs, { catalogue: known, onDay }),
    hasProblems: portfolio.problems.length > 0,
  }
}

/** A line for programs. */
function recordOf({ evaluation, obligations, deciding, open, conflicts, nextCheck, ...line }: PortfolioLine) {
  const place = ({ component, licence, section, code }: (typeof deciding)[number]) => ({
    component,
    licence,
    section,
    code,
  })
  return {
    ...line,
    isConflict: conflicts.length > 0,
    deciding: deciding.map(place),
    obligations: obligations.map(({ kind }) => kind),
    open: open.map(({ kind }) => kind),
    missing: evaluation.missing.map(({ name }) => name),
    nextCheckOn: nextCheck.on,
  }
}

function render(
  call: CommandCall,
  format: Format,
  document: MatrixDocument,
  shown: { readonly columns: readonly string[]; readonly records?: readonly unknown[] },
): void {
  const bytes =
    format === 'xlsx' ? xlsxBytes(document) : new TextEncoder().encode(textOf(call, format, document, shown))
  const out = optionText(call, 'out')
  if (out === undefined) {
    call.io.stdout.write(new TextDecoder().decode(bytes))
    return
  }
  write(resolve(call.io.cwd, out), bytes, out)
  const rows = document.sheets[0].rows.length
  note(call, { de: `${out}: ${rows} Zeilen`, en: `${out}: ${rows} rows` }[call.language])
}

/** @throws UsageError when the place cannot be written to */
function write(path: string, bytes: Uint8Array, named: string): void {
  try {
    replaceDurably(path, bytes)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new UsageError({
      de: `${named} lässt sich nicht schreiben (${code}): gibt es den Ordner, und ist dort Platz?`,
      en: `${named} cannot be written (${code}): is the folder there, and has it room?`,
    })
  }
}

/** @throws UsageError when a spreadsheet cannot hold it */
function xlsxBytes(document: MatrixDocument): Uint8Array {
  try {
    return xlsxOf(document)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new UsageError({
      de: `Das passt in keine Tabellenkalkulation (${error.message}): mit --component oder --use-case auswählen, oder --format csv`,
      en: `No spreadsheet can hold that (${error.message}): choose with --component or --use-case, or take --format csv`,
    })
  }
}

function textOf(
  call: CommandCall,
  format: Exclude<Format, 'xlsx'>,
  document: MatrixDocument,
  { columns, records }: { readonly columns: readonly string[]; readonly records?: readonly unknown[] },
): string {
  if (call.isJson) return `${JSON.stringify(jsonOf(document, records))}\n`
  switch (format) {
    case 'csv':
      return csvOf(document)
    case 'html':
      return htmlOf(document)
    case 'table':
      return tableText(call, document, columns)
  }
}

function jsonOf(document: MatrixDocument, records: readonly unknown[] | undefined) {
  const [sheet] = document.sheets
  const keys = sheet.columns.map(({ key }) => key)
  const rows = records ?? sheet.rows.map((row) => Object.fromEntries(row.map(({ text }, at) => [keys[at] ?? '', text])))
  return { about: Object.fromEntries(document.about), onDay: document.onDay, rows }
}

function tableText(call: CommandCall, document: MatrixDocument, columns: readonly string[]): string {
  const width = windowWidth(call)
  const [sheet] = document.sheets
  const about = document.about.map(([label, value]) => `${label}: ${value}`)
  const rows = terminalLines(sheet, { width, columns })
  return [document.title, '', ...rows, '', ...whys(call, sheet, width), ...about, ''].join('\n')
}

/** Lines of which the reason is told below the table; whoever has more wants a file. */
const whysMax = 40

/** Why, for everything that needs a person. */
function whys({ language }: CommandCall, { columns, rows }: Sheet, width: number): readonly string[] {
  const at = (key: string): number => columns.findIndex((column) => column.key === key)
  const [name, use, verdict, why] = [at('component'), at('useCase'), at('verdict'), at('why')]
  // A claim that differs from what was found wants a person as well.
  const asking = rows.filter((row) => row.some(({ tone }) => tone === 'stop' || tone === 'ask'))
  if (why === -1 || asking.length === 0) return []
  const told = asking
    .slice(0, whysMax)
    .flatMap((row) => [
      `${row[verdict]?.text.slice(0, 1) ?? ''} ${row[name]?.text ?? ''} × ${row[use]?.text ?? ''}`,
      ...wrapped(row[why]?.text ?? '', Math.max(20, Math.min(width, 110) - 4)).map((line) => `    ${line}`),
    ])
  const rest = asking.length - whysMax
  const more = {
    de: [`… und ${rest} weitere: --format html oder --format xlsx`, ''],
    en: [`… and ${rest} more: --format html or --format xlsx`, ''],
  }[language]
  return [...told, '', ...(rest > 0 ? more : [])]
}
