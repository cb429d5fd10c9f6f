import type { Clearance, Lamp, Lamps } from '@stellwerk/contract/lamp'
import type { Moment } from '@stellwerk/contract/route'

import type { CedarEngine } from './cedar/engine.ts'
import { openSchema } from './cedar/policy-set.ts'
import { factNames, type RouteFacts, type Verdict } from './facts.ts'
import { type InForce, inForce, type NamedFacts, startOfDay } from './facts-in-force.ts'
import { LampJudge, type LampQuestion } from './lamp-judge.ts'
import { shown } from './lamp-shown.ts'
import { lamps as lampNames } from './lamps.ts'

/** A policy file, and from when on it holds. */
export interface LampFile {
  readonly policies: string
  /** ISO date; tasks of a policy are never due earlier than its term after this day. */
  readonly inForceOn: string
}

/** The four lamps with the policies in use. */
export type LampJudges = Readonly<Record<Lamp, LampJudge>>

/** The lamps of a route, when they change by themselves, and which policies decided. */
export interface RouteLamps {
  readonly lamps: Lamps
  /** The first moment at which the answer changes by itself. */
  readonly validUntil: Moment
  /** Digest of the policy set of each lamp. */
  readonly policySets: Readonly<Record<Lamp, string>>
  /** Ids of the policies that determined each lamp, sorted. */
  readonly determining: Readonly<Record<Lamp, readonly string[]>>
  /** What went wrong in judging, for the operator; each shuts its lamp. Empty as a rule. */
  readonly troubles: readonly { readonly lamp: Lamp; readonly what: string }[]
}

const namespaces: Readonly<Record<Lamp, string>> = {
  licence: 'Licence',
  dataProtection: 'DataProtection',
  governance: 'Governance',
  security: 'Security',
}

/** Trouble may be over soon, and nobody changes a fact because of it: whoever keeps the answer asks again after a minute. */
const retryMs = 60_000

/** Duties for systems of Annex III, Art. 113 AI Act as amended by Reg. (EU) 2026/1744. Checked 2026-11-24. */
const highRiskAppliesOn = '2027-12-02'

/**
 * Takes the policies of the four lamps into use. @throws {PolicyRefused}
 */
export function openLamps(
  engine: CedarEngine,
  { files, schema }: { readonly files: Readonly<Record<Lamp, LampFile>>; readonly schema: string },
): LampJudges {
  const parsed = openSchema(engine, schema)
  const open = (lamp: Lamp) => new LampJudge(engine, { ...files[lamp], namespace: namespaces[lamp], schema: parsed })
  return {
    licence: open('licence'),
    dataProtection: open('dataProtection'),
    governance: open('governance'),
    security: open('security'),
  }
}

/**
 * The lamps of a route. Pure: the same facts at the same moment under the same policies give the same lamps, so whoever calls may
 * keep the answer under the digests of both until `validUntil`. Whatever goes wrong on the way shuts the lamp it went wrong at.
 */
export function routeLamps(judges: LampJudges, facts: RouteFacts, now: Moment): RouteLamps {
  const lamps = {} as Record<Lamp, Clearance> // These four are filled below for every member of `lampNames`.
  const determining = {} as Record<Lamp, readonly string[]> // As above.
  const policySets = {} as Record<Lamp, string> // As above.
  const troubles: { lamp: Lamp; what: string }[] = []
  let validUntil = Number.POSITIVE_INFINITY
  for (const lamp of lampNames) {
    policySets[lamp] = judges[lamp].digest
    const judged = judgedSafely(lamp, judges[lamp], facts, now)
    lamps[lamp] = judged.clearance
    determining[lamp] = judged.determining
    if (judged.changesAt < validUntil) validUntil = judged.changesAt
    if (judged.trouble !== undefined) troubles.push({ lamp, what: judged.trouble })
  }
  return { lamps, validUntil, policySets, determining, troubles }
}

interface Judged {
  readonly clearance: Clearance
  readonly determining: readonly string[]
  readonly changesAt: Moment
  readonly trouble?: string | undefined
}

function judgedSafely(lamp: Lamp, judge: LampJudge, facts: RouteFacts, now: Moment): Judged {
  try {
    return lampOf(lamp, judge, facts, now)
  } catch (error) {
    const what = error instanceof Error ? error.message : 'thrown without a message'
    return { clearance: erring(lamp), determining: [], changesAt: now + retryMs, trouble: what }
  }
}

function lampOf(lamp: Lamp, judge: LampJudge, facts: RouteFacts, now: Moment): Judged {
  const stated: NamedFacts = facts[lamp]
  const current = inForce(stated, factNames[lamp], now)
  const verdict = verdictOf(lamp, facts, now)
  const question = questionOf(lamp, facts, { current, verdict, now })
  const answer = judge.ask(question)
  if (answer.state === 'trouble')
    return { clearance: erring(lamp), determining: [], changesAt: now + retryMs, trouble: answer.what }
  const { clearance, changesAt } = shown(lamp, answer, { facts, stated, current, verdict, judge, now })
  return {
    clearance,
    determining: answer.determining,
    changesAt: Math.min(
      current.changesAt,
      changesAt,
      question.changesAt,
      verdict?.validUntil ?? Number.POSITIVE_INFINITY,
    ),
  }
}

/** A verdict that has run out is none. */
function verdictOf(lamp: Lamp, { verdicts }: RouteFacts, now: Moment): Verdict | undefined {
  const verdict = lamp === 'licence' || lamp === 'dataProtection' ? verdicts[lamp] : undefined
  return verdict !== undefined && now < verdict.validUntil ? verdict : undefined
}

interface Current {
  readonly current: InForce
  readonly verdict: Verdict | undefined
  readonly now: Moment
}

function questionOf(lamp: Lamp, facts: RouteFacts, { current, verdict, now }: Current) {
  const hasDeclared = lamp === 'security'
  const question: LampQuestion = { route: facts, profile: facts.profile, current, verdict, hasDeclared }
  if (lamp !== 'governance') return { ...question, changesAt: Number.POSITIVE_INFINITY }
  const appliesAt = startOfDay(highRiskAppliesOn)
  const signed = current.facts.has('class') ? facts.governance.class : undefined
  const extra = {
    highRiskApplies: now >= appliesAt,
    classIsForThis: signed?.bomDigests.includes(facts.bomDigest) ?? false,
  }
  return { ...question, extra, changesAt: now < appliesAt ? appliesAt : Number.POSITIVE_INFINITY }
}

function erring(lamp: Lamp): Clearance {
  return {
    state: 'unknown',
    missing: [
      {
        name: `${lamp}.policy_error`,
        text: {
          de: 'die Regeln dieser Lampe konnten nicht ausgewertet werden',
          en: 'the policies of this lamp could not be evaluated',
        },
        suppliedBy: { de: 'Betrieb', en: 'operator' },
      },
    ],
  }
}
