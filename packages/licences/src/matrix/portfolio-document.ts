import type { Language } from '@stellwerk/contract/language'

import { catalogueAgeText, catalogueOldAfterDays } from '../catalogue-age.ts'
import type { Catalogue } from '../catalogue-index.ts'
import { verdicts, type LicenceObligation, type VerdictReason } from '../verdict.ts'
import { dutyKinds, triggers } from '../vocabulary.ts'
import type { Cell, MatrixDocument, Row, Sheet } from './document.ts'
import { bearerWords, matrixWords, sheetWords, verdictWords } from './matrix-words.ts'
import { plainText } from './plain-text.ts'
import type { PortfolioLine } from './portfolio.ts'

type Word = (name: keyof typeof matrixWords) => string

/** Component × use case as tables: the lines, and what each of them rests on. */
export function portfolioDocument(
  lines: readonly PortfolioLine[],
  settings: {
    readonly catalogue: Catalogue
    readonly language: Language
    readonly onDay: string
    readonly oldAfterDays?: number
  },
): MatrixDocument {
  const { catalogue, language, onDay, oldAfterDays = catalogueOldAfterDays } = settings
  const word: Word = (name) => matrixWords[name][language]
  const count = (verdict: (typeof verdicts)[number]): number => lines.filter((line) => line.verdict === verdict).length
  return {
    language,
    title: word('portfolioTitle'),
    onDay,
    about: [
      [word('catalogueAsOf'), catalogue.asOf],
      [word('catalogueAge'), catalogueAgeText(catalogue.asOf, { today: onDay, oldAfterDays })[language]],
      [word('licencesKnown'), String(catalogue.entries.length)],
      [word('judgedOn'), onDay],
      ...verdicts
        .toReversed()
        .map(
          (verdict) =>
            [`${verdictWords[verdict].mark} ${verdictWords[verdict].text[language]}`, String(count(verdict))] as const,
        ),
      [word('caveatLabel'), word('caveat')],
    ],
    sheets: [
      portfolioSheet(lines, settings, word),
      reasonsSheet(lines, language, word),
      obligationsSheet(lines, language, word),
    ],
  }
}

function portfolioSheet(
  lines: readonly PortfolioLine[],
  {
    catalogue,
    language,
    onDay,
  }: { readonly catalogue: Catalogue; readonly language: Language; readonly onDay: string },
  word: Word,
): Sheet {
  const reasonRows = firstRows(lines.map(({ evaluation }) => evaluation.reasons.length))
  const dutyRows = firstRows(lines.map(({ obligations }) => obligations.length))
  return {
    key: 'portfolio',
    title: sheetWords.portfolio.title[language],
    caption: sheetWords.portfolio.caption[language],
    columns: [
      { key: 'component', title: word('component'), width: 30, isRowHeading: true },
      { key: 'useCase', title: word('useCase'), width: 20 },
      { key: 'verdict', title: word('verdict'), width: 24 },
      { key: 'declared', title: word('declared'), width: 20 },
      { key: 'concluded', title: word('concluded'), width: 36 },
      { key: 'conflict', title: word('conflict'), width: 16 },
      { key: 'deciding', title: word('deciding'), width: 36 },
      { key: 'why', title: word('why'), width: 60 },
      { key: 'obligations', title: word('openObligations'), width: 40 },
      { key: 'missing', title: word('missing'), width: 24 },
      { key: 'nextCheck', title: word('nextCheck'), width: 14 },
      { key: 'nextCheckWhy', title: word('nextCheckWhy'), width: 40 },
      { key: 'asOf', title: word('catalogueAsOf'), width: 14 },
      { key: 'judgedOn', title: word('judgedOn'), width: 14 },
    ],
    rows: lines.map((line, index): Row => {
      const toReasons = link('reasons', reasonRows[index])
      const { mark, text, tone } = verdictWords[line.verdict]
      return [
        cell(line.component),
        cell(line.useCase),
        { ...cell(`${mark} ${text[language]}`), tone, ...toReasons },
        cell(line.declared ?? word('nothingDeclared')),
        cell(line.concluded),
        line.conflicts.length > 0
          ? { ...cell(word('isConflict')), tone: 'ask', ...toReasons }
          : cell(word('noConflict')),
        { ...cell(decidingPlace(line, word)), ...toReasons },
        cell(whyOf(line, language)),
        { ...cell(dutiesOf(line.open, language) || word('nothing')), ...link('obligations', dutyRows[index]) },
        cell(line.evaluation.missing.map(({ name }) => name).join('; ') || word('nothing')),
        { text: line.nextCheck.on, isDate: true },
        cell(line.nextCheck.why[language]),
        { text: catalogue.asOf, isDate: true },
        { text: onDay, isDate: true },
      ]
    }),
  }
}

/** @example decidingPlace(line, word) // 'LicenseRef-llama-4-community AUP … (+2 more)' */
function decidingPlace({ deciding: [first, ...others] }: PortfolioLine, word: Word): string {
  if (first === undefined) return word('nothing')
  // What one rule says in two places of one text is one answer: the passage that takes away, and the grant that is taken.
  const same = others.filter(
    ({ code, licence, text }) => code === first.code && licence === first.licence && text.en === first.text.en,
  )
  const sections = [...new Set([first, ...same].map(({ section }) => section))].slice(0, sectionsMax).join('; ')
  const more = others.length - same.length
  return `${placeOf({ ...first, section: sections })}${more === 0 ? '' : ` (+${more} ${word('more')})`}`
}

/** Sections that a cell names; the others stand on the sheet of reasons. */
const sectionsMax = 3

/** The deciding reason, and why declared and concluded licence differ: that is the row's best argument. */
function whyOf({ deciding: [first], conflicts, evaluation }: PortfolioLine, language: Language): string {
  // Whoever reads a yes has to see that it rests on somebody's opinion.
  const opinions = evaluation.reasons.filter(({ code }) => code === 'opinion')
  const told = new Set([...(first === undefined ? [] : [first]), ...conflicts, ...opinions])
  return [...told].map(({ text, fact }) => `${text[language]}${fact === undefined ? '' : ` [${fact}]`}`).join(' ')
}

function dutiesOf(obligations: readonly LicenceObligation[], language: Language): string {
  return [...new Set(obligations.map(({ kind }) => dutyKinds[kind][language]))].join('; ')
}

function reasonsSheet(lines: readonly PortfolioLine[], language: Language, word: Word): Sheet {
  return {
    key: 'reasons',
    title: sheetWords.reasons.title[language],
    caption: sheetWords.reasons.caption[language],
    columns: [
      { key: 'component', title: word('component'), width: 30, isRowHeading: true },
      { key: 'useCase', title: word('useCase'), width: 20 },
      { key: 'verdict', title: word('verdict'), width: 24 },
      { key: 'layer', title: word('layer'), width: 30 },
      { key: 'licence', title: word('licence'), width: 36 },
      { key: 'section', title: word('section'), width: 24 },
      { key: 'why', title: word('why'), width: 70 },
      { key: 'fact', title: word('fact'), width: 36 },
      { key: 'code', title: word('code'), width: 24 },
      { key: 'overridable', title: word('overridable'), width: 16 },
    ],
    rows: lines.flatMap(({ component, useCase, evaluation }) =>
      evaluation.reasons.map((reason): Row => {
        const { mark, text, tone } = verdictWords[reason.verdict]
        return [
          cell(component),
          cell(useCase),
          { ...cell(`${mark} ${text[language]}`), tone },
          cell(reason.component),
          cell(reason.licence),
          cell(reason.section),
          cell(reason.text[language]),
          cell(reason.fact ?? ''),
          cell(reason.code),
          cell(word(reason.isOverridable ? 'yes' : 'no')),
        ]
      }),
    ),
  }
}

function obligationsSheet(lines: readonly PortfolioLine[], language: Language, word: Word): Sheet {
  return {
    key: 'obligations',
    title: sheetWords.obligations.title[language],
    caption: sheetWords.obligations.caption[language],
    columns: [
      { key: 'component', title: word('component'), width: 30, isRowHeading: true },
      { key: 'useCase', title: word('useCase'), width: 20 },
      { key: 'kind', title: word('kind'), width: 30 },
      { key: 'state', title: word('state'), width: 12 },
      { key: 'what', title: word('what'), width: 60 },
      { key: 'who', title: word('who'), width: 24 },
      { key: 'trigger', title: word('trigger'), width: 24 },
      { key: 'fixedWords', title: word('fixedWords'), width: 40 },
      { key: 'evidence', title: word('evidence'), width: 40 },
      { key: 'sources', title: word('sources'), width: 50 },
    ],
    rows: lines.flatMap(({ component, useCase, obligations, open }) =>
      obligations.map((obligation): Row => {
        const isOpen = open.includes(obligation)
        const { kind, what, who, trigger, fixedWords = [], evidence, sources } = obligation
        return [
          cell(component),
          cell(useCase),
          cell(dutyKinds[kind][language]),
          { ...cell(word(isOpen ? 'open' : 'met')), tone: isOpen ? 'duty' : 'go' },
          cell(what[language]),
          cell(bearerWords[who][language]),
          cell(trigger === 'condition' ? word('conditional') : triggers[trigger][language]),
          cell(fixedWords.join(' | ')),
          cell(evidence[language]),
          cell(sources.map((source) => `${source.component}: ${placeOf(source)}`).join('; ')),
        ]
      }),
    ),
  }
}

function placeOf({ licence, section }: Pick<VerdictReason, 'licence' | 'section'>): string {
  return section === '-' ? licence : `${licence} ${section}`
}

function cell(text: string): Cell {
  return { text: plainText(text) }
}

/** In which row of a further sheet the details of each line begin; undefined where a line has none. */
function firstRows(counts: readonly number[]): readonly (number | undefined)[] {
  let next = 0
  return counts.map((count) => {
    const first = next
    next += count
    return count === 0 ? undefined : first
  })
}

function link(sheet: 'reasons' | 'obligations', rowIndex: number | undefined): Pick<Cell, 'to'> {
  return rowIndex === undefined ? {} : { to: { sheet, rowIndex } }
}
