/**
 * Our journal and Tessera's POSIX driver on the same disk with the same leaves, taking turns. What "durable" means on
 * each side is in bench/README.md.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'

import type { Subprocess } from 'bun'

import { NotRun } from '../../contestants/program.ts'
import { seededRandom, shuffled } from '../../load/schedule.ts'
import * as report from '../../report/report.ts'
import type { Written } from '../writing.ts'
import { oneLine, tesseraProgram, tesseraVersion } from './program.ts'

/** User and system time of a process that has ended, from its start on. */
export interface CpuTime {
  readonly cpuMs: number
}

type Turn = Omit<Written, 'loopDelayP99Ms'> & CpuTime

interface Contestant {
  readonly name: string
  readonly note: string
  /** In the folder of that name, which does not exist yet. Rate 0 for as many as it can. */
  readonly turn: (what: { readonly name: string; readonly rate: number }) => Promise<Turn>
}

interface Stage {
  /** On the disk that is measured. */
  readonly root: string
  /** A file of entry bundles that our journal wrote. */
  readonly leaves: string
  readonly ours: Contestant['turn']
  readonly rounds: number
  readonly seconds: number
  readonly seed: number
  /** Entries a second at which the wait is measured, unless a contestant cannot carry that. */
  readonly rate: number
}

interface Compared {
  readonly ratios: report.Figures
  readonly rows: readonly report.Row[]
}

interface Round {
  readonly most: ReadonlyMap<string, Turn>
  readonly rate: number
  readonly steady: ReadonlyMap<string, Turn>
}

interface Batch {
  readonly size: number
  readonly ageMs: number
}

/** As many as bench/journal/writing.ts has. */
const callsAtATime = 4_000
/** Found by trying 256 to 4,096 entries and 1 to 250 ms: eight full bundles carry most, a small age waits least. */
const [batchForMost, batchForWait] = [
  { size: 2_048, ageMs: 250 },
  { size: 256, ageMs: 20 },
]
/** Beyond the seconds of a turn, for what is still on its way on a slow disk. */
const drainSeconds = 120
/** Share of the capacity of the slowest at which nobody's wait is that of a queue. */
const calm = 0.5

/** Null and a reason where Tessera cannot be had; our own turns alone would say nothing that the bench has not said. */
export async function compare(stage: Stage): Promise<Compared> {
  try {
    return await play(stage, await tesseraProgram())
  } catch (error) {
    if (!(error instanceof NotRun)) throw error
    console.error(`tessera does not run: ${error.message}`)
    const ratios = { tessera: null, tesseraDefaults: null, tesseraTuned: null }
    return { ratios, rows: [{ name: 'tessera', notRun: error.message }] }
  }
}

async function play(stage: Stage, program: string): Promise<Compared> {
  const tessera = (batchOf: (rate: number) => Batch | null): Contestant['turn'] => {
    const { root, leaves, seconds } = stage
    return ({ name, rate }) =>
      runTessera(program, { folder: join(root, name), leaves, rate, seconds, callsAtATime, batch: batchOf(rate) })
  }
  const ours = { name: 'stellwerk', note: 'the journal with its vault, as it is served', turn: stage.ours }
  const defaults = {
    name: 'tessera',
    note: `${tesseraVersion}, POSIX, no antispam, its defaults: batches of 256 entries or 250 ms`,
    turn: tessera(() => null),
  }
  const tuned = {
    name: 'tessera-tuned',
    note:
      `${tesseraVersion}, POSIX, no antispam, batches of ${said(batchForMost)} for the capacity ` +
      `and of ${said(batchForWait)} for the wait`,
    turn: tessera((rate) => (rate === 0 ? batchForMost : batchForWait)),
  }
  const contestants: readonly Contestant[] = [ours, defaults, tuned]
  const random = seededRandom(stage.seed)
  const played: Round[] = []
  for (let round = 0; round < stage.rounds; round++) {
    const most = await takeTurns(stage, shuffled(contestants, random), 0)
    const lowest = Math.min(...[...most.values()].map(({ entriesPerSecond }) => entriesPerSecond))
    const rate = Math.floor(Math.min(stage.rate, lowest * calm))
    played.push({ most, rate, steady: await takeTurns(stage, shuffled(contestants, random), rate) })
    const rates = contestants.map(({ name }) => `${name} ${Math.round(most.get(name)?.entriesPerSecond ?? 0)}/s`)
    console.error(`round ${round + 1}: ${rates.join(', ')}; waits at ${rate}/s`)
  }
  const over = (rivals: readonly Contestant[]): report.Figure => report.median(played.map((one) => ratio(one, rivals)))
  return {
    ratios: report.figures({
      tessera: over([defaults, tuned]),
      tesseraDefaults: over([defaults]),
      tesseraTuned: over([tuned]),
    }),
    rows: contestants.map((contestant) => rowOf(contestant, played)),
  }
}

async function takeTurns(
  { root }: Stage,
  contestants: readonly Contestant[],
  rate: number,
): Promise<ReadonlyMap<string, Turn>> {
  const turns = new Map<string, Turn>()
  for (const { name, turn } of contestants) {
    // Or this one would pay for what the one before has not yet written back.
    Bun.spawnSync(['sync'])
    turns.set(name, await turn({ name, rate }))
    rmSync(join(root, name), { recursive: true, force: true })
  }
  return turns
}

/** Ours divided by the best of theirs in that round. */
function ratio({ most }: Round, rivals: readonly Contestant[]): number {
  const rateOf = (name: string): number => most.get(name)?.entriesPerSecond ?? Number.NaN
  return rateOf('stellwerk') / Math.max(...rivals.map(({ name }) => rateOf(name)))
}

function rowOf({ name, note }: Contestant, played: readonly Round[]): report.Row {
  const most = played.flatMap((round) => round.most.get(name) ?? [])
  const steady = played.flatMap((round) => round.steady.get(name) ?? [])
  const rates = most.map(({ entriesPerSecond }) => entriesPerSecond)
  return {
    name,
    note,
    notRun: null,
    ...report.figures({
      entriesPerSecond: report.median(rates),
      cpuMsPer1000Entries: report.median(most.map(({ cpuMs, entries }) => (cpuMs / entries) * 1_000)),
      ackP50Ms: report.median(steady.map(({ ackP50Ms }) => ackP50Ms)),
      ackP99Ms: report.median(steady.map(({ ackP99Ms }) => ackP99Ms)),
      ackAtPerSecond: report.median(played.map(({ rate }) => rate)),
      errorCount: [...most, ...steady].reduce((sum, { failed }) => sum + failed, 0),
    }),
    entriesPerSecondSpread: [Math.round(Math.min(...rates)), Math.round(Math.max(...rates))],
  }
}

function said({ size, ageMs }: Batch): string {
  return `${size} entries or ${ageMs} ms`
}

/** The words of main.go. */
interface TesseraWriting {
  readonly folder: string
  readonly leaves: string
  readonly rate: number
  readonly seconds: number
  readonly callsAtATime: number
  readonly batch: Batch | null
}

async function runTessera(program: string, writing: TesseraWriting): Promise<Turn> {
  const child = Bun.spawn([program, JSON.stringify(writing)], {
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
    timeout: (writing.seconds + drainSeconds) * 1_000,
    killSignal: 'SIGKILL',
  })
  const [text, words] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
  if ((await child.exited) !== 0) throw new NotRun(`a turn did not end well (${child.exitCode}): ${oneLine(words)}`)
  // Written by main.go a moment ago.
  return { ...(JSON.parse(text) as Omit<Turn, 'cpuMs'>), cpuMs: cpuMsOf(child) }
}

export function cpuMsOf(child: Subprocess): number {
  return Number(child.resourceUsage()?.cpuTime.total ?? Number.NaN) / 1_000
}
