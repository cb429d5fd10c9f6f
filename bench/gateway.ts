/**
 * npm run bench -- gateway [--json] [--seconds 8] [--rounds 3] [--seed N] [--only stellwerk,bare-json,…]
 *
 * Unstreamed requests through Stellwerk and its peers, in one run, taking turns in a shuffled order: capacity,
 * latency added at a fixed rate, processor time, memory, start. A short round of streams at the end. The
 * method is in bench/README.md.
 */
import { openTheatre, type Player, type Theatre } from './contestants/theatre.ts'
import { seededRandom, shuffled } from './load/schedule.ts'
import { machine } from './report/machine.ts'
import { takeTurn, type Turn, warmUp } from './report/measure.ts'
import { type Options, parseOptions } from './report/options.ts'
import * as report from './report/report.ts'

const options = parseOptions(process.argv.slice(2), {
  seconds: 8,
  rounds: 3,
  contestants: [
    'direct',
    'stellwerk',
    'stellwerk-names',
    'bare-json',
    'bare-stream',
    'nginx',
    'portkey',
    'portkey-bun',
    'bare-node',
    'litellm',
  ],
})

/** Each speaks only one of the two: bare-json knows no events, bare-stream nothing else, bare-node is a JSON row. */
const withoutJson = new Set(['bare-stream'])
const withoutStreams = new Set(['bare-json', 'bare-node', 'litellm'])
const streamEvents = 64
/** Streams per second of the open loop: 12,800 events, well below what every peer but the slowest carries. */
const streamRate = 200

type TurnsTaken = { readonly capacity: (Turn | null)[]; readonly steady: (Turn | null)[] }
type Kind = 'json' | 'stream'

const records = new Map<string, TurnsTaken>()

function recordOf(kind: Kind, name: string): TurnsTaken {
  const known = records.get(`${kind} ${name}`) ?? { capacity: [], steady: [] }
  records.set(`${kind} ${name}`, known)
  return known
}

/** Capacity first; then the fixed rate, unless the contestant cannot carry it and would only show its queue. */
async function takePart(player: Player, kind: Kind, { seconds, round }: { seconds: number; round: number }) {
  const { name } = player.contestant
  const { capacity, steady } = recordOf(kind, name)
  const events = kind === 'stream' ? streamEvents : null
  const ratePerSecond = kind === 'stream' ? streamRate : options.rate
  const full = await takeTurn(
    player,
    { arrival: { mode: 'saturation', inFlight: options.inFlight }, events, seconds },
    options,
  )
  capacity.push(full)
  const isAble = full.achievedPerSecond >= ratePerSecond * 1.2
  const arrival = { mode: 'openLoop', ratePerSecond, pattern: options.pattern, seed: options.seed + round } as const
  steady.push(isAble ? await takeTurn(player, { arrival, events, seconds }, options) : null)
  const errors = Object.keys(full.errors).length === 0 ? '' : `, errors ${JSON.stringify(full.errors)}`
  console.error(`round ${round + 1} ${kind} ${name}: ${Math.round(full.achievedPerSecond)}/s${errors}`)
}

async function play({ players }: Theatre, { rounds, seconds, seed }: Options): Promise<void> {
  const random = seededRandom(seed)
  const forJson = players.filter(({ contestant }) => !withoutJson.has(contestant.name))
  const forStreams = players.filter(({ contestant }) => !withoutStreams.has(contestant.name))
  for (const player of forJson) if (player.running.program !== null) await warmUp(player, null, options)
  for (let round = 0; round < rounds; round += 1) {
    for (const player of shuffled(forJson, random)) await takePart(player, 'json', { seconds, round })
  }
  for (const player of forStreams) if (player.running.program !== null) await warmUp(player, streamEvents, options)
  for (let round = 0; round < rounds; round += 1) {
    for (const player of shuffled(forStreams, random)) await takePart(player, 'stream', { seconds: seconds / 2, round })
  }
}

const added = (share: 'p50Ms' | 'p99Ms', name: string, kind: Kind = 'json'): report.Figure => {
  const [own, base] = [recordOf(kind, name).steady, recordOf(kind, 'direct').steady]
  return report.median(
    own.map((turn, round) => {
      const [through, without] = [turn?.latency?.[share], base[round]?.latency?.[share]]
      return through === undefined || without === undefined ? null : through - without
    }),
  )
}

const peakMb = (name: string): report.Figure => {
  const turns = [...recordOf('json', name).capacity, ...recordOf('stream', name).capacity]
  const known = turns.flatMap((turn) => turn?.peakMb ?? [])
  return known.length === 0 ? null : Math.max(...known)
}

function row({ contestant, running, idleMb }: Player): report.Row {
  const { name, note } = contestant
  const { capacity, steady } = recordOf('json', name)
  const stream = recordOf('stream', name)
  const all = [...capacity, ...steady, ...stream.capacity, ...stream.steady]
  return {
    name,
    note,
    notRun: null,
    ...report.figures({
      requestsPerSecond: report.over(capacity, report.rate),
      cpuMsPer1000Requests: report.over(capacity, report.cpuPer1000),
      p50Ms: report.over(steady, (turn) => turn.latency?.p50Ms ?? null),
      p90Ms: report.over(steady, (turn) => turn.latency?.p90Ms ?? null),
      p99Ms: report.over(steady, (turn) => turn.latency?.p99Ms ?? null),
      p999Ms: report.over(steady, (turn) => turn.latency?.p999Ms ?? null),
      addedP50Ms: name === 'direct' ? null : added('p50Ms', name),
      addedP99Ms: name === 'direct' ? null : added('p99Ms', name),
      generatorDelayP99Ms: report.over(steady, (turn) => turn.sendDelay?.p99Ms ?? null),
      streamsPerSecond: report.over(stream.capacity, report.rate),
      firstTokenP50Ms: report.over(stream.steady, (turn) => turn.firstToken?.p50Ms ?? null),
      firstTokenP99Ms: report.over(stream.steady, (turn) => turn.firstToken?.p99Ms ?? null),
      startMs: running.startMs,
      idleMb,
      peakMb: peakMb(name),
      errorCount: report.errorCount(all),
    }),
    requestsPerSecondSpread: report.spread(capacity, report.rate),
    errors: report.errorsOf(all),
  }
}

function cpuRatio(name: string, kind: Kind): report.Figure {
  // Upside down, so that above one means the same in both tables: Stellwerk does more with it.
  return report.ratio(recordOf(kind, name).capacity, recordOf(kind, 'stellwerk').capacity, report.cpuPer1000)
}

function throughputRatio(name: string, kind: Kind): report.Figure {
  return report.ratio(recordOf(kind, 'stellwerk').capacity, recordOf(kind, name).capacity, report.rate)
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
const { capacity } = recordOf('json', 'stellwerk')
const stream = recordOf('stream', 'stellwerk')
report.print(
  {
    bench: 'gateway',
    machine: before,
    figures: report.figures({
      requestsPerSecond: report.over(capacity, report.rate),
      addedP50Ms: added('p50Ms', 'stellwerk'),
      addedP99Ms: added('p99Ms', 'stellwerk'),
      firstTokenP99Ms: report.over(stream.steady, (turn) => turn.firstToken?.p99Ms ?? null),
      residentMb: peakMb('stellwerk'),
      startMs: own?.running.startMs ?? null,
      idleMb: own?.idleMb ?? null,
      cpuMsPer1000Requests: report.over(capacity, report.cpuPer1000),
    }),
    ratios: report.figures({
      portkey: throughputRatio('portkey', 'json'),
      portkeyBun: throughputRatio('portkey-bun', 'json'),
      bareJson: throughputRatio('bare-json', 'json'),
      bareStream: throughputRatio('bare-stream', 'stream'),
      bareNode: throughputRatio('bare-node', 'json'),
      nginx: throughputRatio('nginx', 'json'),
      litellm: throughputRatio('litellm', 'json'),
    }),
    cpuRatios: report.figures({
      portkey: cpuRatio('portkey', 'json'),
      portkeyBun: cpuRatio('portkey-bun', 'json'),
      bareJson: cpuRatio('bare-json', 'json'),
      bareStream: cpuRatio('bare-stream', 'stream'),
      bareNode: cpuRatio('bare-node', 'json'),
      nginx: cpuRatio('nginx', 'json'),
      litellm: cpuRatio('litellm', 'json'),
    }),
    rows: [...theatre.players.map(row), ...report.notRunRows(theatre)],
    options: told,
    notes: report.notesFor(before, options),
  },
  isJson,
)
const ownTurns = [...capacity, ...recordOf('json', 'stellwerk').steady, ...stream.capacity, ...stream.steady]
process.exit(own === undefined || report.errorCount(ownTurns) > 0 ? 1 : 0)
