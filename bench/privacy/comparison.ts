/** Detection beside what others use: the same texts, one after the other, in one run. */
import type { Detection } from '../../packages/privacy/src/detect.ts'
import type { GoldRecord } from '../../packages/privacy/src/evaluation/record.ts'
import type { Random } from '../../test/privacy/random.ts'
import { NotRun } from '../contestants/program.ts'
import { readCorpus } from './corpora.ts'
import {
  configurations,
  findingsOf,
  type PeerFigures,
  peerFigures,
  type PeerName,
  peerNames,
  type PeerResults,
  runPeer,
} from './peers.ts'
import { findingsIn, policies, rounded } from './quality.ts'
import { actsOf, mbPerSecond, median, promptBytes, prompts } from './speed.ts'

/** Texts of a kind, with what is in them. */
interface Compared {
  readonly name: string
  readonly records: readonly GoldRecord[]
}

export interface ComparisonRow {
  readonly what: string
  readonly mbPerSecond: number
  /** By processor time of all threads: nearly the same however busy the machine is. */
  readonly mbPerCpuSecond: number
  readonly sets: Readonly<Record<string, PeerFigures>>
}

export interface Comparison {
  /** Our throughput with the recogniser, before and after theirs, by theirs. */
  readonly ratios: Readonly<Record<PeerName, number | null>>
  readonly cpuRatios: Readonly<Record<PeerName, number | null>>
  readonly rows: Readonly<Record<string, ComparisonRow | { readonly notRun: string }>>
}

/** Prompts by which throughput is compared: at the speed of the slowest some seconds. */
const speedPrompts = 50
const ownRounds = 9

export interface Comparing {
  readonly detection: Detection
  readonly random: Random
  readonly unseen: readonly GoldRecord[]
}

export async function compared({ detection, random, unseen }: Comparing): Promise<Comparison> {
  const sets = comparedSets(unseen)
  const speed = prompts(random, { count: speedPrompts, bytes: promptBytes, language: 'mixed' })
  const rows: Record<string, Comparison['rows'][string]> = {}
  const ratios: Partial<Record<PeerName, number | null>> = {}
  const cpuRatios: Partial<Record<PeerName, number | null>> = {}
  const own = ownSpeeds(detection, random)
  for (const name of peerNames) {
    const row = await peerRow(name, { sets, speed })
    const before = own.slice(-ownRounds)
    const after = ownSpeeds(detection, random)
    own.push(...after)
    rows[name] = row
    const isRun = 'mbPerSecond' in row
    const around = medianOf([...before, ...after])
    ratios[name] = isRun ? rounded(around.mbPerSecond / row.mbPerSecond) : null
    cpuRatios[name] = isRun ? rounded(around.mbPerCpuSecond / row.mbPerCpuSecond) : null
  }
  const stellwerk = { what: 'preset office, balanced', ...rounded(medianOf(own)), sets: ownFigures(detection, sets) }
  // Every name has been gone through.
  return { rows: { stellwerk, ...rows }, ratios, cpuRatios } as Comparison
}

type Speed = Pick<ComparisonRow, 'mbPerSecond' | 'mbPerCpuSecond'>

function medianOf(speeds: readonly Speed[]): Speed {
  return {
    mbPerSecond: median(speeds.map(({ mbPerSecond: each }) => each)),
    mbPerCpuSecond: median(speeds.map(({ mbPerCpuSecond: each }) => each)),
  }
}

/** Once unmeasured, then some rounds, each with texts that none before had. */
function ownSpeeds(detection: Detection, random: Random): Speed[] {
  const { recogniser } = actsOf(detection)
  const fresh = (): readonly string[] => prompts(random, { count: speedPrompts, bytes: promptBytes, language: 'mixed' })
  mbPerSecond(fresh(), recogniser)
  return Array.from({ length: ownRounds }, () => {
    const texts = fresh()
    const before = process.cpuUsage()
    const speed = mbPerSecond(texts, recogniser)
    const { user, system } = process.cpuUsage(before)
    return { mbPerSecond: speed, mbPerCpuSecond: bytesOf(texts) / (user + system) }
  })
}

function bytesOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
}

function comparedSets(unseen: readonly GoldRecord[]): readonly Compared[] {
  const of = (language: string): Compared => ({
    name: `unseen identifiers, ${language}`,
    records: unseen.filter((record) => record.language === language),
  })
  const harmless = { name: 'unseen harmless', records: unseen.filter(({ carrier }) => carrier === 'negative') }
  const corpora = ['synthetic/ids_carriers_dev', 'de/germeval14_dev', 'en/uner_ewt_dev', 'en/presidio_synth_v1']
  const read = corpora.flatMap((name) => {
    const corpus = readCorpus(name)
    return corpus === undefined ? [] : [{ name, records: corpus.records }]
  })
  return [of('de'), of('en'), harmless, ...read]
}

function ownFigures(detection: Detection, sets: readonly Compared[]): ComparisonRow['sets'] {
  const figures = sets.map(({ name, records }) => {
    const found = records.map(({ text, language }) => findingsIn(text, detection, policies.balanced, language))
    return [name, peerFigures(records, found)] as const
  })
  return Object.fromEntries(figures)
}

async function peerRow(
  name: PeerName,
  { sets, speed }: { sets: readonly Compared[]; speed: readonly string[] },
): Promise<ComparisonRow | { readonly notRun: string }> {
  const jobs = sets.map((set) => ({ name: set.name, texts: set.records.map(({ text }) => text) }))
  let results: PeerResults
  try {
    // Speed last: by then everybody has been at work for a while.
    results = await runPeer(name, [...jobs, { name: 'speed', texts: speed }])
  } catch (error) {
    if (error instanceof NotRun) return { notRun: error.message }
    throw error
  }
  const bytes = bytesOf(speed)
  const took = results['speed']
  const figures = sets.flatMap((set) => {
    const result = results[set.name]
    return result === undefined ? [] : [[set.name, peerFigures(set.records, findingsOf(result))] as const]
  })
  return {
    what: configurations[name],
    mbPerSecond: rounded(bytes / 1_000_000 / (took?.seconds ?? Number.NaN)),
    mbPerCpuSecond: rounded(bytes / 1_000_000 / (took?.cpuSeconds ?? Number.NaN)),
    sets: Object.fromEntries(figures),
  }
}
