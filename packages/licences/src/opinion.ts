import type { Text } from '@stellwerk/contract/language'

import type { Component, Descended } from './component.ts'
import { noLicence } from './layers.ts'
import type { LicenceId } from './terms.ts'
import type { Evaluation, LicenceObligation, Verdict, VerdictReason } from './verdict.ts'
import { verdicts } from './verdict.ts'
import { dutyKinds } from './vocabulary.ts'

/** What an office has concluded and put on record. It is shown as such wherever it counts, and it ends. */
export interface Opinion {
  /** Office or role, never a person's name. */
  readonly statedBy: string
  /** Where it can be read: a file number, a ticket. */
  readonly source: string
  readonly reason: string
  /** ISO dates. It holds from the first to the end of the second. */
  readonly givenOn: string
  readonly validUntil: string
  readonly concludes: Conclusion
}

export type Conclusion =
  /** Under which licence a layer without a known text stands. */
  | { readonly kind: 'licence'; readonly layer: string; readonly licence: LicenceId }
  /** That one passage does not stand in the way of this use. */
  | { readonly kind: 'passage'; readonly licence: LicenceId; readonly section: string; readonly layer?: string }
  /** That what nobody could decide by text and facts may go on. It never lifts a refusal. */
  | { readonly kind: 'reviewed' }

/** Whether an opinion counts on a day (ISO date). */
function isInForce({ givenOn, validUntil }: Opinion, onDay: string): boolean {
  return givenOn <= onDay && onDay <= validUntil
}

/**
 * The component with the licences that offices have concluded for layers without one. What a text says about itself is never
 * replaced by a conclusion.
 */
export function withConcludedLicences(component: Component, opinions: readonly Opinion[], onDay: string): Component {
  const concluded = new Map<string, LicenceId>()
  for (const opinion of opinions) {
    if (opinion.concludes.kind === 'licence' && isInForce(opinion, onDay))
      concluded.set(opinion.concludes.layer, opinion.concludes.licence)
  }
  if (concluded.size === 0) return component
  const fill = (name: string, licence: LicenceId | undefined): { readonly licence?: LicenceId } => {
    const known = licence === undefined || licence === noLicence ? (concluded.get(name) ?? licence) : licence
    return known === undefined ? {} : { licence: known }
  }
  const descended = (layer: Descended): Descended => ({
    ...layer,
    ...fill(layer.parent, layer.licence),
    ...(layer.lineage === undefined ? {} : { lineage: layer.lineage.map(descended) }),
  })
  return {
    ...component,
    ...fill(component.name, component.licence),
    ...(component.lineage === undefined ? {} : { lineage: component.lineage.map(descended) }),
  }
}

/**
 * The evaluation with what offices have concluded about it. A passage that an opinion covers no longer stands in the way; its
 * reason stays, and the opinion stands beside it with office, source and end. A plain no is lifted by nobody.
 *
 * @param onDay ISO date
 */
export function withOpinions(evaluation: Evaluation, opinions: readonly Opinion[], onDay: string): Evaluation {
  const counting = opinions.filter((opinion) => opinion.concludes.kind !== 'licence' && isInForce(opinion, onDay))
  if (counting.length === 0) return evaluation
  const used: [VerdictReason, Opinion][] = []
  const reasons = evaluation.reasons.map((reason): VerdictReason => {
    const opinion = counting.find(({ concludes }) => covers(concludes, reason))
    if (opinion === undefined) return reason
    used.push([reason, opinion])
    return { ...reason, verdict: 'allowed-with-obligations', isOverridable: false }
  })
  const [first, ...rest] = used
  if (first === undefined) return evaluation
  const stillMissing = new Set(
    reasons.flatMap(({ code, verdict, fact }) => (code === 'fact_missing' && verdict === 'needs-review' ? [fact] : [])),
  )
  const all = [...reasons, ...opinionReasons(used)]
  return {
    ...evaluation,
    verdict: strictest(all),
    reasons: all,
    obligations: [...evaluation.obligations, opinionObligation([first, ...rest])],
    missing: evaluation.missing.filter(({ name }) => stillMissing.has(name)),
  }
}

function covers(concludes: Conclusion, reason: VerdictReason): boolean {
  if (!reason.isOverridable) return false
  switch (concludes.kind) {
    case 'licence':
      return false
    case 'reviewed':
      return reason.verdict === 'needs-review'
    case 'passage':
      return (
        concludes.licence === reason.licence &&
        concludes.section === reason.section &&
        (concludes.layer === undefined || concludes.layer === reason.component)
      )
  }
}

function opinionReasons(used: readonly (readonly [VerdictReason, Opinion])[]): readonly VerdictReason[] {
  return used.map(([reason, opinion]) => ({
    code: 'opinion',
    verdict: 'allowed-with-obligations',
    component: reason.component,
    licence: reason.licence,
    section: reason.section,
    text: opinionText(opinion),
    fact: opinion.source,
    isOverridable: false,
  }))
}

/** What people read wherever an opinion counts. */
function opinionText({ statedBy, source, reason, validUntil }: Opinion): Text {
  return {
    de: `Rechtliche Bewertung: ${statedBy} (${source}), gültig bis ${validUntil}: ${reason}`,
    en: `Legal opinion: ${statedBy} (${source}), valid until ${validUntil}: ${reason}`,
  }
}

function opinionObligation(
  used: readonly [readonly [VerdictReason, Opinion], ...(readonly [VerdictReason, Opinion])[]],
): LicenceObligation {
  const source = ([{ component, licence, section }]: readonly [VerdictReason, Opinion]) => ({
    component,
    licence,
    section,
  })
  const [first, ...rest] = used
  return {
    kind: 'legal-opinion',
    trigger: 'condition',
    what: dutyKinds['legal-opinion'],
    who: 'legal',
    evidence: opinionText(first[1]),
    sources: [source(first), ...rest.map(source)],
  }
}

function strictest(reasons: readonly VerdictReason[]): Verdict {
  return verdicts[Math.max(0, ...reasons.map(({ verdict }) => verdicts.indexOf(verdict)))] ?? 'forbidden'
}
