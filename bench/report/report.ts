/** From turns to figures: medians over the rounds, ratios within a round, null for what was not measured. */
import type { Theatre } from '../contestants/theatre.ts'
import type { Machine } from './machine.ts'
import type { Turn } from './measure.ts'
import type { Options } from './options.ts'

export type Figure = number | null
export type Figures = Readonly<Record<string, Figure>>

export type Row = Readonly<Record<string, unknown>> & { readonly name: string; readonly notRun: string | null }

export type Report = {
  readonly bench: string
  readonly machine: Machine
  readonly figures: Figures
  readonly ratios: Figures
  /** Processor time per request or event of the peer, divided by ours: fair where cores are shared. */
  readonly cpuRatios: Figures
  readonly rows: readonly Row[]
  readonly options: Omit<Options, 'isJson'>
  readonly notes: readonly string[]
}

export function median(values: readonly Figure[]): Figure {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value))
  if (known.length === 0) return null
  const sorted = known.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low, high] = [sorted[middle - 1] ?? 0, sorted[middle] ?? 0]
  return sorted.length % 2 === 1 ? high : (low + high) / 2
}

/** Three significant digits: the rest is noise. */
function rounded(value: Figure): Figure {
  return value === null || !Number.isFinite(value) ? null : Number(value.toPrecision(value >= 1000 ? 4 : 3))
}

export function figures(values: Figures): Figures {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, rounded(value)]))
}

/** Turns of one contestant, one per round; null for a round that was not taken. */
export type Turns = readonly (Turn | null)[]

/** Ours divided by theirs within each round, so that a noisy neighbour in one round touches both alike. */
export function ratio(ours: Turns | undefined, theirs: Turns | undefined, of: (turn: Turn) => Figure): Figure {
  if (ours === undefined || theirs === undefined) return null
  return median(
    ours.map((turn, round) => {
      const peer = theirs[round]
      if (turn === null || peer === null || peer === undefined) return null
      const [above, below] = [of(turn), of(peer)]
      return above === null || below === null || below === 0 ? null : above / below
    }),
  )
}

export function over(turns: Turns | undefined, of: (turn: Turn) => Figure): Figure {
  return median((turns ?? []).map((turn) => (turn === null ? null : of(turn))))
}

/** Lowest and highest round. */
export function spread(turns: Turns | undefined, of: (turn: Turn) => Figure): readonly [Figure, Figure] | null {
  const known = (turns ?? []).flatMap((turn) => (turn === null ? [] : (of(turn) ?? [])))
  return known.length === 0 ? null : [rounded(Math.min(...known)), rounded(Math.max(...known))]
}

export const rate = (turn: Turn): Figure => turn.achievedPerSecond

export function cpuPer1000(turn: Turn): Figure {
  return turn.cpuMs === null || turn.answered === 0 ? null : (turn.cpuMs / turn.answered) * 1000
}

/** Of turns that a contestant could not finish rightly, by kind. */
export function errorsOf(turns: Turns): Readonly<Record<string, number>> {
  const sum: Record<string, number> = {}
  for (const turn of turns) {
    for (const [kind, count] of Object.entries(turn?.errors ?? {})) sum[kind] = (sum[kind] ?? 0) + count
  }
  return sum
}

export function errorCount(turns: Turns): number {
  return Object.values(errorsOf(turns)).reduce((sum, count) => sum + count, 0)
}

export function notRunRows({ notRun }: Theatre): readonly Row[] {
  return Object.entries(notRun).map(([name, reason]) => ({ name, notRun: reason }))
}

export function notesFor({ cores }: Machine, options: Options): readonly string[] {
  const shared =
    `Mock, generator and contestant share ${cores} cores: the ratios of one run can be compared, ` +
    'absolute figures of different machines cannot.'
  return [shared, `Order of the contestants in each round shuffled with seed ${options.seed}.`]
}

/** The exit code is 1 when Stellwerk did not run or gave a wrong answer: a figure alone does not say so. */
export function print(report: Report, isJson: boolean): void {
  if (isJson) console.log(JSON.stringify(report, null, 2))
  else printTable(report)
}

function printTable({ bench, machine, figures: own, ratios, cpuRatios, rows, notes }: Report): void {
  console.log(`${bench}: ${machine.cpu}, ${machine.cores} cores, kernel ${machine.kernel}, Bun ${machine.bun}\n`)
  const flat = rows.map((row) => Object.fromEntries(Object.entries(row).flatMap(([name, value]) => cell(name, value))))
  console.log(Bun.inspect.table(flat, { colors: false }))
  for (const [title, values] of Object.entries({ figures: own, ratios, cpuRatios })) {
    console.log(title)
    for (const [name, value] of Object.entries(values)) console.log(`  ${name.padEnd(24)}${value ?? 'not measured'}`)
  }
  for (const note of notes) console.log(`\n${note}`)
}

/** The table shows numbers and short text; lists and objects are for the JSON. */
function cell(name: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (value === null || name === 'note') return []
  if (typeof value === 'object') return []
  return [[name, typeof value === 'string' ? value.slice(0, 60) : value]]
}
