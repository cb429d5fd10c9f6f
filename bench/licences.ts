// npm run bench -- licences --json: what a verdict costs, a whole portfolio, and the identification of a thousand texts.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { catalogue } from '../packages/licences/src/catalogue/catalogue.ts'
import { indexCatalogue } from '../packages/licences/src/catalogue-index.ts'
import type { Component } from '../packages/licences/src/component.ts'
import { evaluate } from '../packages/licences/src/evaluate.ts'
import { identify } from '../packages/licences/src/identify/identify.ts'
import { indexTexts } from '../packages/licences/src/identify/text-index.ts'
import { parseCase } from '../packages/licences/src/parse-case.ts'
import type { Profile } from '../packages/licences/src/profile.ts'
import type { Verdict } from '../packages/licences/src/verdict.ts'
import scenarios from '../test/licences/scenarios.json'
import { machine } from './report/machine.ts'

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '5' } },
})
const rounds = Number(values.rounds)

/** Promises: microseconds of a verdict, milliseconds of a portfolio and of a thousand texts. */
const promised = { verdictUs: 50, portfolioMs: 1_000, identificationMs: 2_000 } as const

const known = indexCatalogue(catalogue)
const cases = scenarios.scenarios.map((scenario) => parseCase(scenario))
const licences = catalogue.map(({ id }) => id)
const sha256 = (bytes: Uint8Array): string => new Bun.CryptoHasher('sha256').update(bytes).digest('hex')

/** Every licence of the catalogue under every published profile, each profile a fresh object: nothing is remembered of it. */
function verdicts(): number {
  const asked = licences.flatMap((licence) =>
    cases.map(
      ({ profile }) => [{ ...profile }, { kind: 'model', name: 'm', modality: 'text', licence } as const] as const,
    ),
  )
  const at = performance.now()
  for (const [profile, component] of asked) evaluate(profile, component, known)
  return ((performance.now() - at) * 1_000) / asked.length
}

/** Models with a base and an engine, half of them with a false tag. */
const components: readonly Component[] = Array.from({ length: 1_000 }, (_, at) => ({
  kind: 'model',
  name: `model-${at}`,
  modality: at % 3 === 0 ? 'multimodal' : 'text',
  declaredLicence: at % 2 === 0 ? 'mit' : 'other',
  licence: licences[at % licences.length] ?? 'MIT',
  lineage: [
    { relation: 'finetune', parent: `base-${at}`, licence: licences[(at * 7) % licences.length] ?? 'MIT' },
    { relation: 'served-by', parent: 'vllm', kind: 'engine', licence: 'Apache-2.0' },
  ],
}))

function portfolio(): { readonly ms: number; readonly counts: Readonly<Partial<Record<Verdict, number>>> } {
  const useCases: readonly Profile[] = Array.from({ length: 100 }, (_, at) => ({
    ...cases[at % cases.length]?.profile,
    productMAU: at * 2_000_000,
  }))
  const counts: Partial<Record<Verdict, number>> = {}
  const at = performance.now()
  for (const component of components) {
    for (const profile of useCases) {
      const { verdict } = evaluate(profile, component, known)
      counts[verdict] = (counts[verdict] ?? 0) + 1
    }
  }
  return { ms: performance.now() - at, counts }
}

const folder = join(import.meta.dirname, '../../shared/licence-texts')
const texts = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => name.endsWith('.txt') && !name.startsWith('NOTICE'))
      .map((name) => readFileSync(join(folder, name)))
  : []

/** A thousand files, none like another: each real text with other ends of lines and a few words of its own every second time. */
function thousand(): readonly Uint8Array[] {
  return Array.from({ length: 1_000 }, (_, at) => {
    const text = texts[at % texts.length]?.toString() ?? ''
    return Buffer.from(at % 2 === 0 ? text.replaceAll('\n', '\r\n') : `${text}\nadded ${at}`)
  })
}

function identification(): { readonly ms: number; readonly hashMs: number; readonly found: number } {
  const index = indexTexts(known)
  const files = thousand()
  const at = performance.now()
  const found = files.filter((file) => identify(file, index, sha256).licence !== null).length
  const ms = performance.now() - at
  const hashed = performance.now()
  for (const file of files) sha256(file)
  return { ms, hashMs: performance.now() - hashed, found }
}

function median(figures: readonly number[]): number {
  const ordered = figures.toSorted((a, b) => a - b)
  return ordered[Math.floor(ordered.length / 2)] ?? Number.NaN
}

verdicts() // Once unmeasured, as a server that has run for a while.
const verdictUs = median(Array.from({ length: rounds }, verdicts))
const portfolios = Array.from({ length: rounds }, portfolio)
const portfolioMs = median(portfolios.map(({ ms }) => ms))
const identifications = texts.length === 0 ? [] : Array.from({ length: rounds }, identification)
const identificationMs = identifications.length === 0 ? null : median(identifications.map(({ ms }) => ms))

const report = {
  bench: 'licences',
  machine: machine(),
  figures: {
    verdictUs: round(verdictUs),
    portfolioMs: round(portfolioMs),
    portfolioVerdictUs: round((portfolioMs * 1_000) / 100_000),
    identificationMs: identificationMs === null ? null : round(identificationMs),
    identified: identifications[0]?.found ?? null,
  },
  ratios: {
    // A portfolio asks the same profiles again: what that is worth.
    portfolioToSingle: round(portfolioMs / 100_000 / (verdictUs / 1_000)),
    // How many times the plain SHA-256 of the bytes.
    identificationToHash:
      identificationMs === null ? null : round(identificationMs / median(identifications.map(({ hashMs }) => hashMs))),
  },
  promised,
  isKept: {
    verdict: verdictUs < promised.verdictUs,
    portfolio: portfolioMs < promised.portfolioMs,
    identification: identificationMs === null ? null : identificationMs < promised.identificationMs,
  },
  counts: portfolios[0]?.counts,
  rows: identificationMs === null ? { identification: { notRun: 'the folder with licence texts is not there' } } : {},
}

function round(figure: number): number {
  return Math.round(figure * 100) / 100
}

if (values.json) console.log(JSON.stringify(report))
else {
  const { figures, ratios, counts } = report
  console.log(`one verdict            ${figures.verdictUs} µs (promised: below ${promised.verdictUs})`)
  console.log(
    `1,000 × 100 verdicts   ${figures.portfolioMs} ms (promised: below ${promised.portfolioMs}) ${JSON.stringify(counts)}`,
  )
  console.log(
    figures.identificationMs === null
      ? 'identification         not run: the folder with licence texts is not there'
      : `1,000 texts identified ${figures.identificationMs} ms (promised: below ${promised.identificationMs}), ${figures.identified} by fingerprint, ${ratios.identificationToHash} × their SHA-256`,
  )
}
