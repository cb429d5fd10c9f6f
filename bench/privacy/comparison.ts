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
  readonly sets: Readonly<Record<string, PeerFigures>>
}

export interface Comparison {
  /** Our throughput with the recogniser, by theirs. */
  readonly ratios: Readonly<Record<PeerName, number | null>>
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
  const own = ownRow({ detection, random, sets })
  const rows: Record<string, Comparison['rows'][string]> = { stellwerk: own }
  const ratios: Partial<Record<PeerName, number | null>> = {}
  for (const name of peerNames) {
    const row = await peerRow(name, { sets, speed })
    rows[name] = row
    ratios[name] = 'mbPerSecond' in row ? rounded(own.mbPerSecond / row.mbPerSecond) : null
  }
  // Every name has been gone through.
  return { rows, ratios: ratios as Comparison['ratios'] }
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

function ownRow({ detection, random, sets }: Omit<Comparing, 'unseen'> & { sets: readonly Compared[] }): ComparisonRow {
  const { recogniser } = actsOf(detection)
  const fresh = (): readonly string[] => prompts(random, { count: speedPrompts, bytes: promptBytes, language: 'mixed' })
  mbPerSecond(fresh(), recogniser)
  const figures = sets.map(({ name, records }) => {
    const found = records.map(({ text, language }) => findingsIn(text, detection, policies.balanced, language))
    return [name, peerFigures(records, found)] as const
  })
  return {
    what: 'preset office, balanced',
    mbPerSecond: rounded(median(Array.from({ length: ownRounds }, () => mbPerSecond(fresh(), recogniser)))),
    sets: Object.fromEntries(figures),
  }
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
  const bytes = speed.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  const figures = sets.flatMap((set) => {
    const result = results[set.name]
    return result === undefined ? [] : [[set.name, peerFigures(set.records, findingsOf(result))] as const]
  })
  return {
    what: configurations[name],
    mbPerSecond: rounded(bytes / 1_000_000 / (results['speed']?.seconds ?? Number.NaN)),
    sets: Object.fromEntries(figures),
  }
}
