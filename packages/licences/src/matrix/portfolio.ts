import type { Text } from '@stellwerk/contract/language'

import type { Catalogue } from '../catalogue-index.ts'
import type { Component } from '../component.ts'
import { evaluate } from '../evaluate.ts'
import { LineageRefused, noLicence } from '../layers.ts'
import { type Opinion, withConcludedLicences, withOpinions } from '../opinion.ts'
import type { Profile } from '../profile.ts'
import type { Evaluation, LicenceObligation, ReasonCode, Verdict, VerdictReason } from '../verdict.ts'
import { nextCheck, type NextCheck } from './next-check.ts'

/** A use as the portfolio names it. */
export interface PortfolioUse {
  readonly id: string
  readonly profile: Profile
  /** What offices concluded about the component in this use. */
  readonly opinions?: readonly Opinion[]
  /** What may not be relied on, whatever offices concluded: files that are others than stated, a base that only a card names. */
  readonly doubts?: readonly { readonly text: Text }[]
}

/** A component judged for a use. */
export interface JudgedPair {
  readonly component: Component
  readonly useCase: PortfolioUse
  readonly evaluation: Evaluation
  /** Whether this is met already: by the gateway, or on record. By default what the gateway meets by itself. */
  readonly isMet?: (obligation: LicenceObligation) => boolean
  /** What runs out: opinions, tasks. */
  readonly dates?: readonly NextCheck[]
}

/**
 * Judges a component for a use. A lineage that cannot be followed is what a person has to look at, and no reason to show nothing of all
 * the others.
 */
export function judgePair(
  stated: Component,
  useCase: PortfolioUse,
  { catalogue, onDay }: { readonly catalogue: Catalogue; readonly onDay: string },
): JudgedPair {
  const opinions = (useCase.opinions ?? []).filter(({ givenOn, validUntil }) => givenOn <= onDay && onDay <= validUntil)
  const component = withConcludedLicences(stated, opinions, onDay)
  try {
    const judged = withOpinions(evaluate(useCase.profile, component, catalogue), opinions, onDay)
    const evaluation = doubted(judged, component, useCase.doubts ?? [])
    return { component, useCase, evaluation, dates: opinions.map(endOf) }
  } catch (error) {
    if (!(error instanceof LineageRefused)) throw error
    return { component, useCase, evaluation: unfollowed(component, error) }
  }
}

/** A doubt is for a person, as on the lamp; a refusal stays one. */
function doubted(
  judged: Evaluation,
  { name, licence = noLicence }: Component,
  doubts: NonNullable<PortfolioUse['doubts']>,
): Evaluation {
  if (doubts.length === 0) return judged
  const reasons = doubts.map(({ text }): VerdictReason => ({
    code: 'source_unverified',
    verdict: 'needs-review',
    component: name,
    licence,
    section: '-',
    text,
    isOverridable: false,
  }))
  const verdict = judged.verdict === 'forbidden' ? judged.verdict : 'needs-review'
  return { ...judged, verdict, reasons: [...judged.reasons, ...reasons] }
}

function endOf({ statedBy, source, validUntil }: Opinion): NextCheck {
  const why = {
    de: `die Bewertung von ${statedBy} endet (${source})`,
    en: `the opinion of ${statedBy} ends (${source})`,
  }
  return { on: validUntil, why }
}

function unfollowed({ name }: Component, { text }: LineageRefused): Evaluation {
  return {
    verdict: 'needs-review',
    reasons: [
      {
        code: 'relation_unknown',
        verdict: 'needs-review',
        component: name,
        licence: noLicence,
        section: '-',
        text,
        isOverridable: false,
      },
    ],
    obligations: [],
    missing: [],
    unknownPurposes: [],
    concluded: 'NOASSERTION',
    readings: {},
  }
}

/** One line of the portfolio. */
export interface PortfolioLine {
  readonly component: string
  readonly useCase: string
  readonly verdict: Verdict
  /** As tag, card or file header claim it; null where nothing is claimed. */
  readonly declared: string | null
  /** What hashes and lineage show: an SPDX expression over all layers. */
  readonly concluded: string
  /** Why the two differ; empty where nothing says so. */
  readonly conflicts: readonly VerdictReason[]
  /** The strictest reasons, the one to read first at the front. */
  readonly deciding: readonly VerdictReason[]
  /** What the use owes, if it is not forbidden. */
  readonly obligations: readonly LicenceObligation[]
  readonly open: readonly LicenceObligation[]
  readonly nextCheck: NextCheck
  readonly evaluation: Evaluation
}

/** What needs a person stands first: forbidden and needs-review before the rest, then by name. */
export function portfolioLines(
  pairs: readonly JudgedPair[],
  { catalogue, onDay }: { readonly catalogue: Catalogue; readonly onDay: string },
): readonly PortfolioLine[] {
  return pairs
    .map((pair) => lineOf(pair, catalogue, onDay))
    .toSorted(
      (a, b) =>
        attention[a.verdict] - attention[b.verdict] || byName(a.component, b.component) || byName(a.useCase, b.useCase),
    )
}

const attention: Readonly<Record<Verdict, number>> = {
  forbidden: 0,
  'needs-review': 1,
  'allowed-with-obligations': 2,
  allowed: 2,
}

function lineOf(pair: JudgedPair, catalogue: Catalogue, onDay: string): PortfolioLine {
  const { component, useCase, evaluation, isMet = ({ who }) => who === 'gateway', dates = [] } = pair
  // Nothing can be done that makes a forbidden use a permitted one: duties beside a no would read like a way out.
  const obligations = evaluation.verdict === 'forbidden' ? [] : evaluation.obligations
  return {
    component: component.name,
    useCase: useCase.id,
    verdict: evaluation.verdict,
    declared: component.declaredLicence ?? null,
    concluded: evaluation.concluded,
    conflicts: evaluation.reasons.filter(({ code }) => code === 'declared_differs_from_base'),
    deciding: decidingReasons(evaluation),
    obligations,
    open: obligations.filter((obligation) => !isMet(obligation)),
    nextCheck: nextCheck({ evaluation, profile: useCase.profile, catalogue, onDay, dates }),
    evaluation,
  }
}

/** What tells most about a verdict first. Codes that are not here come after those that are. */
const tellingCodes: readonly ReasonCode[] = [
  'territory_excluded',
  'threshold_exceeded',
  'use_banned',
  'output_training_barred',
  'right_not_granted',
  'duty_conflict',
  'duty_unmet',
  'licence_conflicts_with_version',
  'licence_unknown',
  'source_unverified',
  'fact_missing',
  'grant',
]

/**
 * The reasons as strict as the verdict itself, the most telling first. An allowed use has the grant as its reason, and what grants
 * it although duties follow is told before the duties.
 */
export function decidingReasons({ verdict, reasons }: Evaluation): readonly VerdictReason[] {
  const strictest = reasons.filter((reason) => reason.verdict === verdict)
  const candidates = strictest.length > 0 ? strictest : reasons
  return candidates.toSorted((a, b) => tellingRank(a.code) - tellingRank(b.code))
}

function tellingRank(code: ReasonCode): number {
  const rank = tellingCodes.indexOf(code)
  return rank === -1 ? tellingCodes.length : rank
}

/** Capitals beside small letters, and the same everywhere, whatever the language of the machine. */
function byName(a: string, b: string): number {
  return byCodeUnit(a.toLowerCase(), b.toLowerCase()) || byCodeUnit(a, b)
}

function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
