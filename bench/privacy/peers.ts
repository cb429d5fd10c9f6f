/** The same texts through what others use, each in a process of its own, one after the other. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { judged, type Outcome } from '../../packages/privacy/src/evaluation/protocol.ts'
import type { GoldRecord } from '../../packages/privacy/src/evaluation/record.ts'
import type { Category, Finding } from '../../packages/privacy/src/finding.ts'
import {
  presidio,
  presidioVersion,
  spacyModel,
  spacyPipeline,
  textLibraries,
  textLibrary,
} from '../contestants/install.ts'
import { NotRun } from '../contestants/program.ts'
import { isMasked, policies, rounded } from './quality.ts'

export const peerNames = ['presidio', 'presidioGerman', 'openredaction', 'arcjet', 'redactPii'] as const

export type PeerName = (typeof peerNames)[number]

/** Texts to look at, timed together. */
interface Job {
  readonly name: string
  readonly texts: readonly string[]
}

type Span = readonly [start: number, end: number, label: string]

export interface PeerResult {
  readonly seconds: number
  /** Of the processor, in all threads. */
  readonly cpuSeconds: number
  readonly spans: readonly (readonly Span[])[]
}

export type PeerResults = Readonly<Record<string, PeerResult>>

const timeoutSeconds = 1_200

/** What a peer was, in a line. */
export const configurations: Record<PeerName, string> = {
  presidio: `presidio-analyzer ${presidioVersion} with its default recognisers, all texts as English; pipeline ${spacyModel.name} ${spacyModel.version} (an unofficial copy of the small one; the default is the large one)`,
  presidioGerman: `presidio-analyzer ${presidioVersion}, language de, all recognisers for Germany and those without a country switched on; no German pipeline is to be had, so no names`,
  openredaction: `${textLibraries.openredaction}, its defaults, on Node`,
  arcjet: `@arcjet/redact ${textLibraries['@arcjet/redact']} with all entities, on Node`,
  redactPii: `${textLibraries['redact-pii']}, SyncRedactor with its defaults, on Node`,
}

/** Throws `NotRun` where a peer cannot be had on this machine. */
export async function runPeer(name: PeerName, jobs: readonly Job[]): Promise<PeerResults> {
  const folder = mkdtempSync(join(tmpdir(), 'stellwerk-bench-'))
  try {
    const file = join(folder, 'jobs.json')
    const { command, asked } = await startOf(name, folder)
    writeFileSync(file, JSON.stringify({ ...asked, jobs }))
    const results = await resultsOf([...command, file])
    return name.startsWith('presidio') ? inUnits(results, jobs) : results
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Start {
  readonly command: readonly string[]
  readonly asked: Readonly<Record<string, unknown>>
}

async function startOf(name: PeerName, folder: string): Promise<Start> {
  const here = join(import.meta.dirname, 'peers')
  if (name === 'presidio' || name === 'presidioGerman') {
    const python = await presidio()
    const isGerman = name === 'presidioGerman'
    return {
      command: [python, join(here, 'presidio.py')],
      asked: { isGerman, folder: join(folder, 'blank'), model: isGerman ? null : await pipelineOrNone() },
    }
  }
  const libraries = { openredaction: 'openredaction', arcjet: '@arcjet/redact', redactPii: 'redact-pii' } as const
  const module = await textLibrary(libraries[name])
  const library = name === 'redactPii' ? 'redact-pii' : name
  return { command: ['node', join(here, 'libraries.mjs')], asked: { library, module } }
}

/** Without the pipeline the rule recognisers run alone, and the row says so. */
async function pipelineOrNone(): Promise<string | null> {
  try {
    return await spacyPipeline()
  } catch (error) {
    if (!(error instanceof NotRun)) throw error
    configurations.presidio = `presidio-analyzer ${presidioVersion}, rule recognisers alone and so no names: ${error.message}`
    return null
  }
}

async function resultsOf(command: readonly string[]): Promise<PeerResults> {
  const { PATH = '', HOME = '' } = process.env
  const child = Bun.spawn([...command], { env: { PATH, HOME }, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' })
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutSeconds * 1_000)
  const [told, words] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
  const code = await child.exited
  clearTimeout(timer)
  if (code !== 0) throw new NotRun(`ended with ${code}: ${words.trim().slice(-200)}`)
  // Written by the program in bench/privacy/peers.
  return JSON.parse(told) as PeerResults
}

/** Python counts code points. */
function inUnits(results: PeerResults, jobs: readonly Job[]): PeerResults {
  return Object.fromEntries(
    jobs.map(({ name, texts }): [string, PeerResult] => {
      const { seconds = 0, cpuSeconds = 0, spans = [] } = results[name] ?? {}
      return [name, { seconds, cpuSeconds, spans: spans.map((each, index) => spansInUnits(texts[index] ?? '', each)) }]
    }),
  )
}

function spansInUnits(text: string, spans: readonly Span[]): readonly Span[] {
  const units: number[] = []
  let unit = 0
  for (const character of text) {
    units.push(unit)
    unit += character.length
  }
  units.push(unit)
  return spans.map(([start, end, label]) => [units[start] ?? unit, units[end] ?? unit, label])
}

/** Labels of others whose treatment differs from that of an identifier in our preset for office work: places, days and links stay. */
const categories: Readonly<Record<string, Category>> = {
  PERSON: 'PERSON',
  NAME: 'PERSON',
  LOCATION: 'LOCATION',
  DATE_TIME: 'DATE',
  NRP: 'LOCATION',
  URL: 'URL',
  DATE: 'DATE',
}

/** What a tool makes of a set, in figures that all can be measured by. */
export interface PeerFigures {
  /** Identifiers, addresses and secrets covered whole under any label. */
  readonly identifierCover: number | null
  readonly identifiers: number
  readonly personCover: number | null
  readonly persons: number
  readonly harmlessTouched: number | null
  readonly overMaskedPer1000: number
}

const identifierClasses = ['ID', 'IBAN', 'CREDIT_CARD', 'EMAIL', 'PHONE', 'IP', 'SECRET', 'ADDRESS'] as const

/** The same policy for all: what stays in ours is not held against others. */
export function peerFigures(records: readonly GoldRecord[], found: readonly (readonly Finding[])[]): PeerFigures {
  const outcomes = records.map((record, index): Outcome => {
    const findings = found[index] ?? []
    return { record, findings, masked: findings.filter((finding) => isMasked(finding, policies.balanced)) }
  })
  const { classes, overMasking } = judged(outcomes)
  const counted = identifierClasses.flatMap((label) => classes[label] ?? [])
  const gold = counted.reduce((sum, each) => sum + each.gold, 0)
  const covered = counted.reduce((sum, each) => sum + each.covered, 0)
  return rounded({
    identifierCover: gold === 0 ? null : covered / gold,
    identifiers: gold,
    personCover: classes['PERSON']?.cover ?? null,
    persons: classes['PERSON']?.gold ?? 0,
    harmlessTouched: overMasking.harmless === 0 ? null : overMasking.touched / overMasking.harmless,
    overMaskedPer1000: overMasking.per1000,
  })
}

export function findingsOf({ spans }: PeerResult): readonly (readonly Finding[])[] {
  return spans.map((each) =>
    each.map(([start, end, label]) => {
      const category = categories[label] ?? 'ID'
      return { start, end, category, kind: label, score: 1, evidence: 'likely', detector: 'peer' }
    }),
  )
}
