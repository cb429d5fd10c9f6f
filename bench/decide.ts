// npm run bench -- decide --json: what a decision costs whose lamps are known, what it costs to work them out with nothing
// remembered, and all routes of a large house at once.
import { parseArgs } from 'node:util'

import { dataProtectionOf } from '../packages/policy/src/data-protection.ts'
import { decide } from '../packages/policy/src/decide.ts'
import { everythingStated, exampleFacts, ownHouse } from '../packages/policy/src/example-facts.ts'
import { completeRoute, exampleDay, simplest } from '../packages/policy/src/example-route.ts'
import { type Fact, profiles, type RouteFacts } from '../packages/policy/src/facts.ts'
import { lamps } from '../packages/policy/src/lamps.ts'
import { routeLamps } from '../packages/policy/src/route-lamps.ts'
import { openLampJudges } from '../packages/server/src/cedar-wiring.ts'
import { machine } from './report/machine.ts'

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '5' } },
})
const rounds = Number(values.rounds)

/** Promises: microseconds of a decision with known lamps, milliseconds of one without, seconds of a large house. */
const promised = { cachedUs: 20, uncachedMs: 1, houseMs: 5_000 } as const

const house = { useCases: 1_000, deployments: 200 } as const

const judges = openLampJudges()
const call = { keyId: 'k', keyVersion: 1, keyExpiresAt: exampleDay + 86_400_000, epoch: 1 }

/** Facts of a use case or a deployment that are like nobody else's: other sources and offices, other days, some answers missing. */
function own(facts: Readonly<Record<string, unknown>>, at: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, one], index) => {
      // A verdict and what was left out have no words of their own.
      const fact = one as Partial<Fact> | undefined
      if (fact?.statedOn === undefined) return [[name, one]]
      if ((at * 7 + index * 13) % 41 === 0) return []
      const day = String(1 + ((at + index) % 28)).padStart(2, '0')
      const ends = fact.validUntil === undefined ? {} : { validUntil: `2027-0${1 + (at % 9)}-${day}` }
      return [
        [
          name,
          { ...fact, ...ends, source: `file ${at}/${index}`, statedBy: `office ${at}`, statedOn: `2026-10-${day}` },
        ],
      ]
    }),
  )
}

const useCases = Array.from({ length: house.useCases }, (_, at) => {
  const profile = profiles[at % profiles.length] ?? 'internalDrafting'
  const { dataProtection, governance } = at % 3 === 0 ? simplest : completeRoute(profile)
  return { id: `use-case-${at}`, profile, dataProtection: own(dataProtection, at), governance: own(governance, at) }
})

const deployments = Array.from({ length: house.deployments }, (_, at) => {
  const { licence, security } = at % 3 === 0 ? simplest : completeRoute('publicService')
  return {
    id: `deployment-${at}`,
    bomDigest: `${at}`.padStart(64, 'b'),
    licence: own(licence, at),
    security: own(security, at),
  }
})

// Every use case was classified for most of the models.
for (const [at, { governance }] of useCases.entries()) {
  const bomDigests = deployments.filter((_, index) => (at + index) % 10 > 0).map(({ bomDigest }) => bomDigest)
  if (governance['class'] !== undefined) governance['class'] = { ...governance['class'], bomDigests }
}
// Nothing in them changes from here on, as in the register.
for (const { dataProtection, governance } of useCases) [dataProtection, governance].forEach((one) => Object.freeze(one))
for (const { licence, security } of deployments) [licence, security].forEach((one) => Object.freeze(one))

const statedPersonalData = exampleFacts(ownHouse, everythingStated)

/** As whoever calls puts them together: what is known of the use case beside what is known of the deployment. */
function factsOf(useCase: (typeof useCases)[number], deployment: (typeof deployments)[number]): RouteFacts {
  const verdict = dataProtectionOf(statedPersonalData, { state: 'clear', obligations: [] }, exampleDay)
  // Made from facts of these types, with members of the same names.
  return {
    useCaseId: useCase.id,
    deploymentId: deployment.id,
    profile: useCase.profile,
    inForceOn: '2026-11-10',
    bomDigest: deployment.bomDigest,
    verdicts: { licence: { clearance: verdict.clearance, validUntil: verdict.validUntil }, dataProtection: verdict },
    licence: deployment.licence,
    dataProtection: useCase.dataProtection,
    governance: useCase.governance,
    security: deployment.security,
    extensions: [],
  }
}

/** The lamps of a route are looked up, their time is compared, and a permit or reasons come out. */
function cachedUs(): number {
  const known = new Map<string, ReturnType<typeof routeLamps>>()
  const names: string[] = []
  for (const useCase of useCases.slice(0, 100)) {
    for (const deployment of deployments.slice(0, 10)) {
      names.push(`${useCase.id} ${deployment.id}`)
      known.set(`${useCase.id} ${deployment.id}`, routeLamps(judges, factsOf(useCase, deployment), exampleDay))
    }
  }
  const decisions = 200_000
  const at = performance.now()
  for (let index = 0; index < decisions; index++) {
    const name = names[index % names.length] ?? ''
    const route = known.get(name)
    if (route !== undefined) decide({ useCaseId: '', deploymentId: '', ...route }, call, exampleDay)
  }
  return ((performance.now() - at) * 1_000) / decisions
}

/** Four lamps with nothing remembered: eight questions to Cedar for a route that passes. */
function uncached(): readonly number[] {
  const complete = completeRoute('publicService')
  return Array.from({ length: 300 }, () => {
    for (const lamp of lamps) judges[lamp].forget()
    const at = performance.now()
    const route = routeLamps(judges, complete, exampleDay)
    decide({ useCaseId: '', deploymentId: '', ...route }, call, exampleDay)
    return performance.now() - at
  }).sort((one, other) => one - other)
}

function everything() {
  for (const lamp of lamps) judges[lamp].forget()
  const counts: Record<string, number> = {}
  const at = performance.now()
  for (const useCase of useCases) {
    for (const deployment of deployments) {
      const shown = routeLamps(judges, factsOf(useCase, deployment), exampleDay)
      for (const lamp of lamps) {
        const key = `${lamp}:${shown.lamps[lamp].state}`
        counts[key] = (counts[key] ?? 0) + 1
      }
    }
  }
  return {
    ms: performance.now() - at,
    counts,
    questions: lamps.reduce((sum, lamp) => sum + judges[lamp].remembered, 0),
  }
}

function median(figures: readonly number[]): number {
  const ordered = figures.toSorted((a, b) => a - b)
  return ordered[Math.floor(ordered.length / 2)] ?? Number.NaN
}

uncached() // Once unmeasured, as a server that has run for a while.
const cachedUsMedian = median(Array.from({ length: rounds }, cachedUs))
const single = Array.from({ length: rounds }, uncached)
const uncachedMs = median(single.map((times) => times[Math.floor(times.length / 2)] ?? Number.NaN))
const uncachedP99Ms = median(single.map((times) => times[Math.floor(times.length * 0.99)] ?? Number.NaN))
const houses = Array.from({ length: rounds }, everything)
const houseMs = median(houses.map(({ ms }) => ms))

const report = {
  bench: 'decide',
  machine: machine(),
  figures: {
    cachedUs: round(cachedUsMedian),
    uncachedMs: round(uncachedMs),
    uncachedP99Ms: round(uncachedP99Ms),
    houseMs: round(houseMs),
    houseRouteUs: round((houseMs * 1_000) / (house.useCases * house.deployments)),
    // Different questions among all routes: the rest were asked before.
    questions: houses[0]?.questions ?? 0,
  },
  ratios: { uncachedToCached: round((uncachedMs * 1_000) / cachedUsMedian) },
  promised,
  isKept: {
    cached: cachedUsMedian < promised.cachedUs,
    uncached: uncachedMs < promised.uncachedMs,
    house: houseMs < promised.houseMs,
  },
  counts: houses[0]?.counts,
  rows: {},
}

function round(figure: number): number {
  return Math.round(figure * 1_000) / 1_000
}

if (values.json) console.log(JSON.stringify(report))
else {
  const { figures, counts } = report
  console.log(`decision, lamps known    ${figures.cachedUs} µs (promised: below ${promised.cachedUs})`)
  console.log(
    `nothing remembered       ${figures.uncachedMs} ms, p99 ${figures.uncachedP99Ms} ms (promised: below ${promised.uncachedMs})`,
  )
  console.log(
    `1,000 × 200 routes       ${figures.houseMs} ms (promised: below ${promised.houseMs}), ${figures.questions} questions ${JSON.stringify(counts)}`,
  )
}
