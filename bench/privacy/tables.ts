/** The report for people: Markdown tables, as bench/README.md shows them. */
import type { ComparisonRow } from './comparison.ts'
import type { PolicyName, Quality } from './quality.ts'

type Cell = string | number | null | undefined

/** Rows below a head, and nothing where there are none. */
function table(head: readonly string[], rows: readonly (readonly Cell[])[]): readonly string[] {
  if (rows.length === 0) return []
  const line = (cells: readonly Cell[]): string => `| ${cells.map((cell) => cell ?? '–').join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line), '']
}

/** Three decimals, as 95 % intervals of some hundred spans allow. */
function share(value: number | null | undefined): string | undefined {
  return value === null || value === undefined ? undefined : value.toFixed(3)
}

export type CorpusRow = readonly [name: string, of: Readonly<Record<PolicyName, Quality>>]

/** One row for each class of each corpus. In brackets the middle 95 % of resamples; a star for fewer than 30 spans. */
export function qualityTable(corpora: readonly CorpusRow[]): readonly string[] {
  const rows = corpora.flatMap(([name, { balanced, strict }]) =>
    Object.entries(balanced.classes).map(([label, of], index) => {
      const inDoubt = strict.classes[label]
      const interval = `${share(of.f1Interval.low)}–${share(of.f1Interval.high)}`
      return [
        index === 0 ? `\`${name}\`` : '',
        `${label}${of.isFew ? '*' : ''}`,
        of.gold,
        `${share(of.f1)} (${interval})`,
        share(of.cover),
        share(inDoubt?.f1),
        share(inDoubt?.cover),
        share(inDoubt?.touchPrecision),
      ]
    }),
  )
  const head = ['corpus', 'class', 'spans', 'exact F1', 'covered whole', 'strict: F1', 'covered', 'precision']
  return table(head, rows)
}

/** What else is said of a corpus: leaks, and what was masked beside. */
export function leakTable(corpora: readonly CorpusRow[]): readonly string[] {
  const told = ({ leaks, overMasking }: Quality): readonly Cell[] => [
    share(leaks.documentRate),
    overMasking?.per1000.toFixed(1),
    overMasking === null ? undefined : `${overMasking.touched} of ${overMasking.harmless}`,
  ]
  const rows = corpora.map(([name, { balanced, strict }]) => [
    `\`${name}\``,
    balanced.documents,
    ...told(balanced),
    ...told(strict),
  ])
  const heads = ['leaking', 'beside per 1,000', 'harmless touched']
  return table(['corpus', 'texts', ...heads, ...heads.map((head) => `strict: ${head}`)], rows)
}

export function figureTable(figures: Readonly<Record<string, number | null>>): readonly string[] {
  return table(
    ['key', 'figure'],
    Object.entries(figures).map(([key, value]) => [`\`${key}\``, value]),
  )
}

type PeerRows = Readonly<Record<string, ComparisonRow | { readonly notRun: string }>>

type Ratios = Readonly<Record<string, number | null>>

/** Of each set: identifiers / persons covered whole; where there are neither, the share of harmless texts that were touched. */
export function peerTable(
  rows: PeerRows,
  { ratios, cpuRatios }: { readonly ratios: Ratios; readonly cpuRatios: Ratios },
): readonly string[] {
  const run = Object.entries(rows).flatMap(([name, row]) => ('sets' in row ? [[name, row] as const] : []))
  if (run.length === 0) return []
  const sets = Object.keys(run[0]?.[1].sets ?? {})
  const cellOf = (row: ComparisonRow, set: string): Cell => {
    const of = row.sets[set]
    if (of?.identifiers === 0 && of.persons === 0) return share(of.harmlessTouched)
    return [of?.identifierCover, of?.personCover].map((value) => share(value) ?? '–').join(' / ')
  }
  return [
    ...table(
      ['', ...run.map(([name]) => name)],
      [
        ['MB/s', ...run.map(([, row]) => row.mbPerSecond)],
        ['ours / theirs', ...run.map(([name]) => ratios[name])],
        ['by processor time', ...run.map(([name]) => cpuRatios[name])],
        ...sets.map((set) => [set, ...run.map(([, row]) => cellOf(row, set))]),
      ],
    ),
    ...run.map(([name, { what }]) => `- ${name}: ${what}`),
    ...Object.entries(rows).flatMap(([name, row]) => ('notRun' in row ? [`- ${name} not run: ${row.notRun}`] : [])),
  ]
}
