import type { Language, Text } from '@stellwerk/contract/language'
import type { ClassFigures, CorpusFigures, Outcome } from '@stellwerk/privacy/evaluation/protocol'

// Figures of an evaluation as people read them, in a table and on a page.

/** What came of one file. */
export interface EvaluatedFile {
  readonly file: string
  readonly figures: CorpusFigures
  readonly outcomes: readonly Outcome[]
}

/** Heads of the columns, also for the page. */
export const evaluationHeads = {
  label: { de: 'Klasse', en: 'class' },
  gold: { de: 'Stellen', en: 'spans' },
  precision: { de: 'Präzision', en: 'precision' },
  recall: { de: 'Recall', en: 'recall' },
  f1: { de: 'F1 genau', en: 'exact F1' },
  cover: { de: 'ganz verdeckt', en: 'covered whole' },
} as const satisfies Record<string, Text>

const all: Text = { de: 'alle', en: 'all' }

/** What has nothing to rest on. */
const nothing = '–'

/** One row for each class. @example ['PERSON', '711', '0.780', '0.750', '0.765 (0.741–0.790)', '0.880 (0.860–0.900)'] */
export function evaluationRows({ classes, micro }: CorpusFigures, language: Language): readonly (readonly string[])[] {
  const share = (value: number, of: number): string => (of === 0 ? nothing : threeDigits[language].format(value))
  const between = (figures: ClassFigures, which: 'f1Interval' | 'coverInterval'): string => {
    const { low, high } = figures[which]
    return ` (${share(low, 1)}–${share(high, 1)})`
  }
  const row = (label: string, figures: CorpusFigures['micro'], f1: string, cover: string): readonly string[] => [
    label,
    whole[language].format(figures.gold),
    share(figures.precision, figures.found),
    share(figures.recall, figures.gold),
    `${share(figures.f1, figures.gold)}${f1}`,
    `${share(figures.cover, figures.gold)}${cover}`,
  ]
  const rows = Object.entries(classes).map(([label, figures]) =>
    row(
      `${label}${figures.isFew ? '*' : ''}`,
      figures,
      between(figures, 'f1Interval'),
      between(figures, 'coverInterval'),
    ),
  )
  return [...rows, row(all[language], micro, '', '')]
}

/** What is said of a file beside its classes: a figure, and what it is. */
export function evaluationSummary(
  { documents, characters, micro, leaks, overMasking }: CorpusFigures,
  language: Language,
): readonly (readonly [figure: string, what: string])[] {
  const number = (value: number): string => whole[language].format(value)
  const share = (value: number, of: number): string => (of === 0 ? nothing : percent[language].format(value))
  const { harmless, touched, per1000 } = overMasking
  const { of, words } = {
    de: {
      of: 'von',
      words: [
        'Texte',
        'Zeichen',
        'der personenbezogenen Zeichen gefunden',
        'Texte mit Leck',
        'Zeichen daneben maskiert, je 1.000',
        'harmlose Texte berührt',
      ],
    },
    en: {
      of: 'of',
      words: [
        'texts',
        'characters',
        'of the personal characters found',
        'texts with a leak',
        'characters masked beside, per 1,000',
        'harmless texts touched',
      ],
    },
  }[language]
  const figures = [
    number(documents),
    number(characters),
    share(leaks.characterRecall, micro.gold),
    documents === 0 ? nothing : `${number(leaks.documents)} (${share(leaks.documentRate, 1)})`,
    characters === 0 ? nothing : oneDigit[language].format(per1000),
    `${number(touched)} ${of} ${number(harmless)}`,
  ]
  return figures.map((figure, at) => [figure, words[at] ?? ''])
}

type Formats = Readonly<Record<Language, Intl.NumberFormat>>

const whole = formats({})
const oneDigit = formats({ minimumFractionDigits: 1, maximumFractionDigits: 1 })
const threeDigits = formats({ minimumFractionDigits: 3, maximumFractionDigits: 3 })
const percent = formats({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 })

function formats(how: Intl.NumberFormatOptions): Formats {
  return { de: new Intl.NumberFormat('de', how), en: new Intl.NumberFormat('en', how) }
}
