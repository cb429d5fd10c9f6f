import type { Language, Text } from '@stellwerk/contract/language'

import { catalogueAgeText, catalogueOldAfterDays } from '../catalogue-age.ts'
import type { Catalogue } from '../catalogue-index.ts'
import type { LicenceId, LicenceTerms } from '../terms.ts'
import {
  banPhrase,
  boundPhrase,
  isReadInFull,
  measuredPhrase,
  metricPhrase,
  notRead,
  rightPhrase,
  territoryPhrase,
  thresholdPhrase,
} from '../terms-in-words.ts'
import {
  banStrengths,
  type BanTag,
  banTags,
  dutyKinds,
  type LicenceClass,
  licenceClasses,
  sources,
  thresholdEffects,
  triggers,
} from '../vocabulary.ts'
import type { Cell, MatrixDocument, Row, Sheet, SheetKey, Tone } from './document.ts'
import { matrixWords, sheetWords } from './matrix-words.ts'
import { plainText } from './plain-text.ts'

/** Bans that shut out a sector, a kind of user or a kind of decision. What nobody admits to doing stands on its own sheet. */
const sectorTags: ReadonlySet<BanTag> = new Set([
  'military',
  'weapons',
  'nuclear',
  'espionage',
  'itar-bwc-cwc',
  'surveillance',
  'biometrics',
  'critical-infrastructure',
  'law-enforcement-justice',
  'migration-asylum',
  'medical',
  'legal-advice',
  'financial-advice',
  'automated-decision-individual',
  'employment-decision',
  'essential-services',
  'social-scoring',
  'election-influence',
  'drugs',
  'public-authority-user',
  'competitor-user',
  'commercial',
  'production',
])

/** Which licences to show; without a filter all of them. */
export interface CatalogueFilter {
  readonly classes?: readonly LicenceClass[]
  readonly licences?: readonly LicenceId[]
}

/** Licence × what people ask first, each cell with its section, sorted by id. */
export function catalogueDocument(
  catalogue: Catalogue,
  settings: {
    readonly language: Language
    readonly onDay: string
    readonly filter?: CatalogueFilter
    readonly oldAfterDays?: number
  },
): MatrixDocument {
  const { language, onDay, oldAfterDays = catalogueOldAfterDays, filter = {} } = settings
  const shown = catalogue.entries
    .filter((terms) => filter.classes?.includes(terms.class) ?? true)
    .filter((terms) => filter.licences?.includes(terms.id) ?? true)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const word = (name: keyof typeof matrixWords): string => matrixWords[name][language]
  const [bans, duties, thresholds] = [bansOf(shown, language), dutiesOf(shown, language), thresholdsOf(shown, language)]
  return {
    language,
    title: word('catalogueTitle'),
    onDay,
    about: [
      [word('catalogueAsOf'), catalogue.asOf],
      [word('catalogueAge'), catalogueAgeText(catalogue.asOf, { today: onDay, oldAfterDays })[language]],
      [word('licencesShown'), String(shown.length)],
      [word('licencesKnown'), String(catalogue.entries.length)],
      [word('legend'), word('legendCells')],
      [word('caveatLabel'), word('caveat')],
    ],
    sheets: [overview(shown, { bans, duties, thresholds }, language), thresholds.sheet, bans.sheet, duties.sheet],
  }
}

/** A sheet of details, and in which row those of a licence begin. */
interface Details {
  readonly sheet: Sheet
  readonly firstRow: ReadonlyMap<LicenceId, number>
}

function overview(
  shown: readonly LicenceTerms[],
  explained: { readonly bans: Details; readonly duties: Details; readonly thresholds: Details },
  language: Language,
): Sheet {
  const word = (name: keyof typeof matrixWords): string => matrixWords[name][language]
  const link = (key: keyof typeof explained, { id }: LicenceTerms) => {
    const rowIndex = explained[key].firstRow.get(id)
    return rowIndex === undefined ? {} : { to: { sheet: key, rowIndex } }
  }
  return {
    key: 'catalogue',
    title: sheetWords.catalogue.title[language],
    caption: sheetWords.catalogue.caption[language],
    columns: [
      { key: 'licence', title: word('licence'), width: 34, isRowHeading: true },
      { key: 'class', title: word('class'), width: 20 },
      { key: 'source', title: word('source'), width: 20 },
      { key: 'commercial', title: word('commercial'), width: 22 },
      { key: 'internal', title: word('internal'), width: 22 },
      { key: 'hosted', title: word('hosted'), width: 22 },
      { key: 'outputs', title: word('outputs'), width: 28 },
      { key: 'thresholds', title: word('thresholds'), width: 36 },
      { key: 'territory', title: word('territory'), width: 26 },
      { key: 'bans', title: word('sectorBans'), width: 48 },
    ],
    rows: shown.map((terms): Row => {
      const { rights, source } = terms
      const right = (name: keyof typeof rights): Cell => ({
        text: rightPhrase(rights[name], source, language),
        tone: toneOf(terms, name),
      })
      const sectors = terms.bans.filter(({ tag }) => sectorTags.has(tag))
      return [
        { text: terms.id, ...link('duties', terms) },
        { text: licenceClasses[terms.class][language] },
        { text: sources[source][language] },
        right('commercialUse'),
        right('internalUse'),
        right('hostedService'),
        right('outputsTrainOtherModels'),
        {
          text: listed(
            terms,
            terms.thresholds.map((one) => thresholdPhrase(one, language)),
            language,
          ),
          ...link('thresholds', terms),
        },
        {
          text: listed(
            terms,
            terms.territory.map((one) => territoryPhrase(one, language)),
            language,
          ),
        },
        {
          text: listed(
            terms,
            sectors.map((one) => banPhrase(one, language)),
            language,
          ),
          ...link('bans', terms),
        },
      ]
    }),
  }
}

/** Nothing in a text that was read is an answer; nothing in one that was not is none. */
function listed({ source }: LicenceTerms, phrases: readonly string[], language: Language): string {
  if (phrases.length > 0) return phrases.join(' | ')
  return isReadInFull(source) ? matrixWords.nothing[language] : notRead
}

function toneOf({ rights }: LicenceTerms, name: keyof LicenceTerms['rights']): Tone {
  const tones = { yes: 'go', conditional: 'duty', no: 'stop', silent: 'ask', unverified: 'ask' } as const
  return tones[rights[name].value]
}

function bansOf(shown: readonly LicenceTerms[], language: Language): Details {
  return details('bans', shown, language, {
    columns: ['kind', 'strength', 'sections', 'note'],
    rows: ({ bans }) =>
      bans.map(({ tag, strength, sections, note, arguable }) => [
        banTags[tag][language],
        banStrengths[strength][language],
        sections.join('; '),
        noted(language, note, arguable),
      ]),
  })
}

function dutiesOf(shown: readonly LicenceTerms[], language: Language): Details {
  return details('duties', shown, language, {
    columns: ['kind', 'trigger', 'fixedWords', 'sections', 'note'],
    rows: ({ duties }) =>
      duties.map((duty) => [
        dutyKinds[duty.kind][language],
        duty.triggers.map((trigger) => triggers[trigger][language]).join('; '),
        (duty.fixedWords ?? []).join(' | '),
        duty.sections.join('; '),
        noted(language, duty.note),
      ]),
  })
}

function thresholdsOf(shown: readonly LicenceTerms[], language: Language): Details {
  return details('thresholds', shown, language, {
    columns: ['kind', 'above', 'measured', 'effect', 'sections', 'note'],
    rows: ({ thresholds }) =>
      thresholds.map((threshold) => [
        metricPhrase(threshold, language),
        boundPhrase(threshold, language).trim(),
        `${measuredPhrase(threshold, language)} (${threshold.measured.window[language]})`,
        thresholdEffects[threshold.effect][language],
        threshold.sections.join('; '),
        noted(language, threshold.scope, threshold.note),
      ]),
  })
}

function details(
  key: 'bans' | 'duties' | 'thresholds',
  shown: readonly LicenceTerms[],
  language: Language,
  table: {
    readonly columns: readonly (keyof typeof matrixWords)[]
    readonly rows: (terms: LicenceTerms) => readonly (readonly string[])[]
  },
): Details {
  const firstRow = new Map<LicenceId, number>()
  const rows: Row[] = []
  for (const terms of shown) {
    for (const texts of table.rows(terms)) {
      if (!firstRow.has(terms.id)) firstRow.set(terms.id, rows.length)
      rows.push([terms.id, ...texts].map((text) => ({ text: plainText(text) })))
    }
  }
  return { sheet: { ...headed(key, table.columns, language), rows }, firstRow }
}

function headed(key: SheetKey, columns: readonly (keyof typeof matrixWords)[], language: Language) {
  return {
    key,
    title: sheetWords[key].title[language],
    caption: sheetWords[key].caption[language],
    columns: [
      { key: 'licence', title: matrixWords.licence[language], width: 34, isRowHeading: true as const },
      ...columns.map((name) => ({ key: name, title: matrixWords[name][language], width: 36 })),
    ],
  }
}

function noted(language: Language, ...notes: readonly (Text | undefined)[]): string {
  return notes.flatMap((note) => note?.[language] ?? []).join('; ')
}
