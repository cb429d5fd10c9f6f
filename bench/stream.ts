/**
 * npm run bench -- stream [--json] [--seconds 60] [--rounds 3] [--seed N] [--only stellwerk,bare-stream,…]
 *
 * Streams through Stellwerk and its peers, in one run, taking turns in a shuffled order: first streams of 64
 * and of 200 events without delay, for capacity and first token, then 1,000 streams at once with 20 events
 * a second each for `--seconds`. The method is in bench/README.md.
 */
import { openTheatre, type Player, type Theatre } from './contestants/theatre.ts'
import { seededRandom, shuffled } from './load/schedule.ts'
import { machine } from './report/machine.ts'
import { type Load, takeTurn, type Turn, warmUp } from './report/measure.ts'
import { type Options, parseOptions } from './report/options.ts'
import * as report from './report/report.ts'

const options = parseOptions(process.argv.slice(2), {
  seconds: 60,
  rounds: 3,
  contestants: ['direct', 'stellwerk', 'stellwerk-names', 'bare-stream', 'nginx', 'portkey', 'portkey-bun'],
})

const lengths = [64, 200] as const
/** Short: three rounds, two lengths and six contestants make this several minutes as it is. */
const burstSeconds = Math.min(5, options.seconds)
/** Streams per second of the open loop. With 200 events each these are 20,000 events per second. */
const steadyRate = 100

const crowd = 1_000
const eventsPerSecond = 20
/** All streams are started within this time, because a crowd does not arrive at one instant either. */
const crowdStartSeconds = 2

type Length = (typeof lengths)[number]
type Kind = `capacity${Length}` | `steady${Length}` | 'endurance'
type EnduranceTurn = Turn & {
  readonly startMb: report.Figure
  readonly endMb: report.Figure
  readonly totalCpuMs: report.Figure
}

const records = new Map<string, (Turn | null)[]>()
const endurance = new Map<string, EnduranceTurn>()

function turns(kind: Kind, name: string): (Turn | null)[] {
  const known = records.get(`${kind} ${name}`) ?? []
  records.set(`${kind} ${name}`, known)
  return known
}

async function burst(player: Player, events: Length, round: number): Promise<void> {
  const { name } = player.contestant
  const load = { events, seconds: burstSeconds }
  const full = await takeTurn(player, { ...load, arrival: { mode: 'saturation', inFlight: options.inFlight } }, options)
  turns(`capacity${events}`, name).push(full)
  const isAble = full.achievedPerSecond >= steadyRate * 1.2
  const arrival = {
    mode: 'openLoop',
    ratePerSecond: steadyRate,
    pattern: options.pattern,
    seed: options.seed + round,
  } as const
  turns(`steady${events}`, name).push(isAble ? await takeTurn(player, { ...load, arrival }, options) : null)
  console.error(`round ${round + 1} ${events} events ${name}: ${Math.round(full.achievedPerSecond)} streams/s`)
}

async function endure(player: Player): Promise<void> {
  const { name } = player.contestant
  const { program } = player.running
  console.error(`${crowd} streams through ${name} for ${options.seconds} s`)
  const arrival = {
    mode: 'openLoop',
    ratePerSecond: crowd / crowdStartSeconds,
    pattern: 'constant',
    seed: options.seed,
  } as const
  const load: Load = {
    arrival,
    events: eventsPerSecond * options.seconds,
    seconds: crowdStartSeconds,
    drainSeconds: options.seconds + 15,
  }
  const memory: { startMb: report.Figure; endMb: report.Figure } = { startMb: null, endMb: null }
  const timers = [
    // Once all streams run, and just before the first of them ends.
    setTimeout(() => (memory.startMb = program?.usage().residentMb ?? null), (crowdStartSeconds + 2) * 1000),
    setTimeout(() => (memory.endMb = program?.usage().residentMb ?? null), (options.seconds - 1) * 1000),
  ]
  const cpuBefore = program?.usage().cpuMs
  // No warm-up: the bursts were one, and every one of the thousand streams counts.
  const turn = await takeTurn(player, load, { ...options, warmupSeconds: 0 })
  for (const timer of timers) clearTimeout(timer)
  const totalCpuMs = program === null || cpuBefore === undefined ? null : program.usage().cpuMs - cpuBefore
  endurance.set(name, { ...turn, ...memory, totalCpuMs })
}

async function play({ players, setPace }: Theatre, { rounds, seed }: Options): Promise<void> {
  const random = seededRandom(seed)
  for (const player of players) if (player.running.program !== null) await warmUp(player, lengths[0], options)
  for (let round = 0; round < rounds; round += 1) {
    for (const player of shuffled(players, random)) {
      for (const events of lengths) await burst(player, events, round)
    }
  }
  await setPace(1000 / eventsPerSecond)
  for (const player of shuffled(players, random)) await endure(player)
  await setPace(0)
}

function cpuPer1000Tokens(name: string): report.Figure {
  const { totalCpuMs = null, events = 0 } = endurance.get(name) ?? {}
  return totalCpuMs === null || events === 0 ? null : (totalCpuMs / events) * 1000
}

/** The worse of the two lengths, so that no choice of length flatters. */
function firstTokenP99Ms(name: string): report.Figure {
  const each = lengths.map((events) =>
    report.over(turns(`steady${events}`, name), (turn) => turn.firstToken?.p99Ms ?? null),
  )
  return worst(each, Math.max)
}

function worst(each: readonly report.Figure[], of: (...values: number[]) => number): report.Figure {
  const known = each.filter((value) => value !== null)
  return known.length === each.length ? of(...known) : null
}

function allTurns(name: string): report.Turns {
  const bursts = lengths.flatMap((events) => [...turns(`capacity${events}`, name), ...turns(`steady${events}`, name)])
  return [...bursts, endurance.get(name) ?? null]
}

function peakMb(name: string): report.Figure {
  const known = allTurns(name).flatMap((turn) => turn?.peakMb ?? [])
  return known.length === 0 ? null : Math.max(...known)
}

function row({ contestant: { name, note }, running, idleMb }: Player): report.Row {
  const long = endurance.get(name)
  return {
    name,
    note,
    notRun: null,
    ...report.figures({
      streamsPerSecond64: report.over(turns('capacity64', name), report.rate),
      streamsPerSecond200: report.over(turns('capacity200', name), report.rate),
      cpuMsPer1000Streams64: report.over(turns('capacity64', name), report.cpuPer1000),
      cpuMsPer1000Streams200: report.over(turns('capacity200', name), report.cpuPer1000),
      firstTokenP50Ms: report.over(turns('steady64', name), (turn) => turn.firstToken?.p50Ms ?? null),
      firstTokenP99Ms: firstTokenP99Ms(name),
      crowdFirstTokenP99Ms: long?.firstToken?.p99Ms ?? null,
      interEventP50Ms: long?.interEvent?.p50Ms ?? null,
      interEventP99Ms: long?.interEvent?.p99Ms ?? null,
      crowdStreams: long?.answered ?? null,
      cpuMsPer1000Tokens: cpuPer1000Tokens(name),
      startMb: long?.startMb ?? null,
      endMb: long?.endMb ?? null,
      idleMb,
      peakMb: peakMb(name),
      startMs: running.startMs,
      errorCount: report.errorCount(allTurns(name)),
    }),
    streamsPerSecond64Spread: report.spread(turns('capacity64', name), report.rate),
    streamsPerSecond200Spread: report.spread(turns('capacity200', name), report.rate),
    errors: report.errorsOf(allTurns(name)),
  }
}

function streamRatio(name: string, events: Length): report.Figure {
  return report.ratio(turns(`capacity${events}`, 'stellwerk'), turns(`capacity${events}`, name), report.rate)
}

const lowestRatio = (name: string): report.Figure =>
  worst(
    lengths.map((events) => streamRatio(name, events)),
    Math.min,
  )

function tokenCpuRatio(name: string): report.Figure {
  const [own, theirs] = [cpuPer1000Tokens('stellwerk'), cpuPer1000Tokens(name)]
  return own === null || theirs === null || own === 0 ? null : theirs / own
}

const before = machine()
const theatre = await openTheatre(options.contestants)
try {
  await play(theatre, options)
} finally {
  await theatre.end()
}

const { isJson, ...told } = options
const own = theatre.players.find(({ contestant }) => contestant.name === 'stellwerk')
const long = endurance.get('stellwerk')
const streamErrors = own === undefined ? null : report.errorCount(allTurns('stellwerk'))
report.print(
  {
    bench: 'stream',
    machine: before,
    figures: report.figures({
      firstTokenP99Ms: firstTokenP99Ms('stellwerk'),
      residentMb: peakMb('stellwerk'),
      cpuMsPer1000Tokens: cpuPer1000Tokens('stellwerk'),
      interEventP99Ms: long?.interEvent?.p99Ms ?? null,
      streamErrors,
      streams: long?.answered ?? null,
      startMb: long?.startMb ?? null,
      endMb: long?.endMb ?? null,
      streamsPerSecond64: report.over(turns('capacity64', 'stellwerk'), report.rate),
      streamsPerSecond200: report.over(turns('capacity200', 'stellwerk'), report.rate),
      startMs: own?.running.startMs ?? null,
      idleMb: own?.idleMb ?? null,
    }),
    ratios: report.figures({
      bareStream: lowestRatio('bare-stream'),
      bareStream64: streamRatio('bare-stream', 64),
      bareStream200: streamRatio('bare-stream', 200),
      portkey: lowestRatio('portkey'),
      portkeyBun: lowestRatio('portkey-bun'),
      nginx: lowestRatio('nginx'),
    }),
    cpuRatios: report.figures({
      bareStream: tokenCpuRatio('bare-stream'),
      portkey: tokenCpuRatio('portkey'),
      portkeyBun: tokenCpuRatio('portkey-bun'),
      nginx: tokenCpuRatio('nginx'),
    }),
    rows: [...theatre.players.map(row), ...report.notRunRows(theatre)],
    options: told,
    notes: report.notesFor(before, options),
  },
  isJson,
)
process.exit(streamErrors === 0 ? 0 : 1)
