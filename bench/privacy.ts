// npm run bench -- privacy --json: what detection finds in each report set, how fast, and what others find in the same run.
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { openDetection } from '../packages/server/src/privacy-weights.ts'
import { Random } from '../test/privacy/random.ts'
import { unseenDocuments } from '../test/privacy/unseen/documents.ts'
import { unseenTally } from '../test/privacy/unseen/tally.ts'
import { type Comparison, compared } from './privacy/comparison.ts'
import { type ReportSet, readCorpus, reportSets } from './privacy/corpora.ts'
import { type PolicyName, policies, type Quality, qualityOf, rounded } from './privacy/quality.ts'
import {
  actsOf,
  median,
  promptBytes,
  quantile,
  restoreNanosecondsPerEvent,
  throughputs,
  timesOf,
} from './privacy/speed.ts'
import type { Started } from './privacy/start.ts'
import { figureTable, leakTable, peerTable, qualityTable } from './privacy/tables.ts'
import { machine } from './report/machine.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '7' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    prompts: { type: 'string', default: '2000' },
    starts: { type: 'string', default: '20' },
    only: { type: 'string', default: 'quality,unseen,speed,starts,peers' },
  },
})
const [rounds, seed, promptCount, starts] = [values.rounds, values.seed, values.prompts, values.starts].map(Number)
const parts = values.only.split(',')

/** Aims of the specification, for a machine of two cores with nothing else to do. */
const promised = {
  structuredMbPerSecond: 20,
  recogniserMbPerSecond: 5,
  prompt2kP50Ms: 0.5,
  prompt2kP99Ms: 3,
  identifierCover: 0.95,
  harmlessShare: 0.03,
  personF1: { 'de/germeval14_dev': 0.75, 'en/uner_ewt_dev': 0.75 },
  personCoverStrict: { 'de/germeval14_dev': 0.9 },
} as const

const before = machine()
const detection = openDetection()
const random = new Random(seed ?? 1)
const notRun: Record<string, { readonly notRun: string }> = {}

const corpora = parts.includes('quality') ? reportSets.flatMap(judgedCorpus) : []

function judgedCorpus(name: ReportSet): readonly (readonly [string, Readonly<Record<PolicyName, Quality>>])[] {
  const corpus = readCorpus(name)
  if (corpus === undefined) {
    notRun[name] = { notRun: 'the folder with corpora (../shared/pii-data) has no such file' }
    return []
  }
  const judge = (policy: PolicyName): Quality => qualityOf({ ...corpus, detection, policy: policies[policy] })
  return [[name, { balanced: judge('balanced'), strict: judge('strict') }]]
}

/** How often each kind of identifier goes into each carrier. */
const unseenTimes = 5
const documents = unseenDocuments(seed ?? 1, unseenTimes)
const unseen = parts.includes('unseen')
  ? qualityOf({ name: 'unseen', records: documents, detection, policy: policies.balanced })
  : undefined
const tally = unseen === undefined ? undefined : unseenTally(unseen)

interface Times {
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly count: number
}

function timesOfAll(times: readonly number[]): Times {
  return rounded({
    p50Ms: median(times),
    p95Ms: quantile(times, 0.95),
    p99Ms: quantile(times, 0.99),
    count: times.length,
  })
}

function speed() {
  const measured = throughputs(detection, { rounds: rounds ?? 1, random })
  const acts = actsOf(detection)
  const count = promptCount ?? 1
  const times = (act: keyof typeof acts, bytes: number, howMany: number): Times =>
    timesOfAll(timesOf(acts[act], { random, bytes, count: howMany }))
  return {
    structuredMbPerSecond: median(measured.map(({ structured }) => structured)),
    recogniserMbPerSecond: median(measured.map(({ recogniser }) => recogniser)),
    loopMbPerSecond: median(measured.map(({ loop }) => loop)),
    // Of the same round, so that it depends little on what else the machine does.
    loopToStructured: median(measured.map(({ loop, structured }) => loop / structured)),
    loopToRecogniser: median(measured.map(({ loop, recogniser }) => loop / recogniser)),
    warm: {
      structured2k: times('structured', promptBytes, count),
      detection2k: times('recogniser', promptBytes, count),
      pseudonymise2k: times('pseudonymise', promptBytes, count),
      detection1k: times('recogniser', 1_000, count),
      detection10k: times('recogniser', 10_000, Math.ceil(count / 4)),
      detection100k: times('recogniser', 100_000, Math.ceil(count / 20)),
    },
    restoreNsPerEvent: restoreNanosecondsPerEvent(detection, { rounds: rounds ?? 1, random }),
  }
}

async function startedOnce(bytes: number): Promise<Started> {
  const asked = JSON.stringify({ bytes, seed: random.below(2 ** 31) })
  const child = Bun.spawn([process.execPath, join(import.meta.dirname, 'privacy/start.ts'), asked], {
    stderr: 'inherit',
  })
  const text = await new Response(child.stdout).text()
  if ((await child.exited) !== 0) throw new Error(`a cold start ended with ${child.exitCode}`)
  // Written by start.ts a moment ago.
  return JSON.parse(text) as Started
}

/** One after the other: beside each other they would measure the queue for the cores. */
async function coldStarts(bytes: number): Promise<readonly Started[]> {
  const all: Started[] = []
  for (let index = 0; index < (starts ?? 1); index++) all.push(await startedOnce(bytes))
  return all
}

async function cold() {
  const [one, ten, hundred] = [await coldStarts(1_000), await coldStarts(10_000), await coldStarts(100_000)]
  const all = [...one, ...ten, ...hundred]
  const middle = (of: (each: Started) => number): number => median(all.map(of))
  return {
    loadMs: middle(({ loadMs }) => loadMs),
    residentMb: middle(({ usedMb }) => usedMb),
    residentMbWithoutIt: middle(({ bareMb }) => bareMb),
    detection1k: timesOfAll(one.map(({ firstMs }) => firstMs)),
    detection10k: timesOfAll(ten.map(({ firstMs }) => firstMs)),
    detection100k: timesOfAll(hundred.map(({ firstMs }) => firstMs)),
  }
}

const speeds = parts.includes('speed') ? speed() : undefined
const started = parts.includes('starts') ? await cold() : undefined

const noPeers = { presidio: null, presidioGerman: null, openredaction: null, arcjet: null, redactPii: null } as const
const none: Comparison = { ratios: noPeers, cpuRatios: noPeers, rows: {} }
const comparison = parts.includes('peers') ? await compared({ detection, random, unseen: documents }) : none

const report = rounded({
  bench: 'privacy',
  machine: before,
  detector: detection.version,
  options: { rounds, seed, prompts: promptCount, starts },
  figures: {
    structuredMbPerSecond: speeds?.structuredMbPerSecond ?? null,
    recogniserMbPerSecond: speeds?.recogniserMbPerSecond ?? null,
    prompt2kP50Ms: speeds?.warm.detection2k.p50Ms ?? null,
    prompt2kP99Ms: speeds?.warm.detection2k.p99Ms ?? null,
    prompt2kPseudonymiseP50Ms: speeds?.warm.pseudonymise2k.p50Ms ?? null,
    prompt2kPseudonymiseP99Ms: speeds?.warm.pseudonymise2k.p99Ms ?? null,
    restoreNsPerEvent: speeds?.restoreNsPerEvent ?? null,
    strongIdentifierCover: tally?.strongCover ?? null,
    identifierCover: tally?.cover ?? null,
    harmlessTouched: tally?.harmlessTouched ?? null,
    loadMs: started?.loadMs ?? null,
    residentMb: started?.residentMb ?? null,
    residentMbWithoutIt: started?.residentMbWithoutIt ?? null,
  },
  ratios: {
    loopToStructured: speeds?.loopToStructured ?? null,
    loopToRecogniser: speeds?.loopToRecogniser ?? null,
    ...comparison.ratios,
  },
  cpuRatios: comparison.cpuRatios,
  times: { warm: speeds?.warm ?? null, cold: started ?? null },
  corpora: Object.fromEntries(corpora),
  unseen: unseen ?? null,
  promised,
  rows: { ...notRun, ...comparison.rows },
})

if (values.json) console.log(JSON.stringify(report))
else {
  const { figures, rows, ratios, cpuRatios } = report
  const lines = [
    `${report.machine.cpu}, ${report.machine.cores} cores, Bun ${report.machine.bun}, load before ${report.machine.loadBefore}, detector ${report.detector}, seed ${seed}`,
    '',
    ...figureTable(figures),
    ...qualityTable(corpora),
    ...leakTable(corpora),
    ...peerTable(rows, { ratios, cpuRatios }),
  ]
  console.log(lines.join('\n'))
}
