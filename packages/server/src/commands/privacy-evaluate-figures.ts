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

/** One row for each class. @example ['PERSON', '711', '0.78', '0.75', '0.76 (0.74–0.79)', '0.88 (0.86–0.90)'] */
export function evaluationRows({ classes, micro }: CorpusFigures): readonly (readonly string[])[] {
  const row = (label: string, figures: CorpusFigures['micro'], f1: string, cover: string): readonly string[] => [
    label,
    String(figures.gold),
    shown(figures.precision),
    shown(figures.recall),
    `${shown(figures.f1)}${f1}`,
    `${shown(figures.cover)}${cover}`,
  ]
  const rows = Object.entries(classes).map(([label, figures]) =>
    row(
      `${label}${figures.isFew ? '*' : ''}`,
      figures,
      intervalText(figures, 'f1Interval'),
      intervalText(figures, 'coverInterval'),
    ),
  )
  return [...rows, row('micro', micro, '', '')]
}

function intervalText(figures: ClassFigures, which: 'f1Interval' | 'coverInterval'): string {
  const { low, high } = figures[which]
  return ` (${shown(low)}–${shown(high)})`
}

function shown(value: number): string {
  return value.toFixed(3)
}

/** What is said of a file beside its classes. */
export function evaluationSummary(
  { documents, characters, leaks, overMasking }: CorpusFigures,
  language: Language,
): string {
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`
  const { harmless, touched, per1000 } = overMasking
  return {
    de: `${documents} Texte, ${characters} Zeichen; personenbezogene Zeichen gefunden: ${percent(leaks.characterRecall)}; Texte mit Leck: ${leaks.documents} (${percent(leaks.documentRate)}); daneben maskiert: ${per1000.toFixed(1)} je 1.000 Zeichen; harmlose Texte berührt: ${touched} von ${harmless}`,
    en: `${documents} texts, ${characters} characters; personal characters found: ${percent(leaks.characterRecall)}; texts with a leak: ${leaks.documents} (${percent(leaks.documentRate)}); masked beside: ${per1000.toFixed(1)} per 1,000 characters; harmless texts touched: ${touched} of ${harmless}`,
  }[language]
}
