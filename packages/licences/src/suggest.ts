import type { Text } from '@stellwerk/contract/language'

import type { Catalogue } from './catalogue-index.ts'
import type { Component } from './component.ts'
import { evaluate } from './evaluate.ts'
import { verdictWords } from './matrix/matrix-words.ts'
import { decidingReasons } from './matrix/portfolio.ts'
import type { LicenceCase } from './settable-facts.ts'
import { inBoth } from './terms-in-words.ts'
import { type Evaluation, verdicts } from './verdict.ts'
import type { DutyKind } from './vocabulary.ts'

/** A component as it stands in the order, best first. */
export interface Suggestion {
  readonly component: Component
  readonly evaluation: Evaluation
  /** Sum of the weights of its duties. */
  readonly weight: number
}

/**
 * Components in the order in which they suit a use: by verdict, then by the weight of their duties, then by their number, then by
 * name. Nothing is left out: what is forbidden stands last, with its reason. The use is the same one for all of them; some of its
 * facts, such as the users at the release of a model, are the component's own.
 */
export function suggest(candidates: readonly LicenceCase[], catalogue: Catalogue): readonly Suggestion[] {
  return candidates
    .map(({ component, profile }): Suggestion => {
      const evaluation = evaluate(profile, component, catalogue)
      return { component, evaluation, weight: weightOf(evaluation) }
    })
    .toSorted(
      (a, b) =>
        rank(a) - rank(b) ||
        a.weight - b.weight ||
        a.evaluation.obligations.length - b.evaluation.obligations.length ||
        (a.component.name < b.component.name ? -1 : 1),
    )
}

/**
 * The licences of the catalogue, each as a model without lineage that comes under it.
 *
 * @param modality of that model; several licences leave out places for multimodal ones only
 */
export function licencesAsComponents(catalogue: Catalogue, modality: 'text' | 'multimodal'): readonly Component[] {
  return catalogue.entries
    .filter(({ source }) => source !== 'rule')
    .map(({ id }) => ({ kind: 'model', name: id, modality, licence: id }))
}

function rank({ evaluation }: Suggestion): number {
  return verdicts.indexOf(evaluation.verdict)
}

function weightOf({ obligations }: Evaluation): number {
  return obligations.reduce((sum, { kind }) => sum + dutyWeights[kind], 0)
}

/**
 * What meeting a duty takes, in our own judgement: 0 nothing that is not owed anyway, 1 done once or by the gateway, 2 kept up by
 * somebody, 4 shapes the product, 8 gives something away.
 */
const dutyWeights: Readonly<Record<DutyKind, number>> = {
  'comply-law': 0,
  'badge-encouraged': 0,
  'attribution-notice': 1,
  badge: 1,
  'bind-individual-and-entity': 1,
  'cite-model': 1,
  'disclose-ai-output': 1,
  'keep-model-card': 1,
  'keep-notices': 1,
  'mark-modified-files': 1,
  'no-endorsement-claim': 1,
  'notice-file': 1,
  'provide-licence-copy': 1,
  'public-statement': 1,
  'certify-destruction': 2,
  'comply-aup': 2,
  'flow-down-use-restrictions': 2,
  'legal-opinion': 2,
  'monitor-aup': 2,
  'no-allow-others-to-breach-aup': 2,
  'notify-licensor': 2,
  'require-users-to-comply': 2,
  'use-latest-version': 2,
  'human-decides': 4,
  'keep-branding': 4,
  'name-prefix': 4,
  'qualified-person': 4,
  'register-with-licensor': 4,
  'offer-source-network': 8,
  'provide-source': 8,
  'release-service-source': 8,
  'same-licence': 8,
}

/** Why the first one is the first, against the next that differs from it. */
export function whyFirst(order: readonly Suggestion[]): Text | undefined {
  const [first] = order
  if (first === undefined) return undefined
  const equals = order.filter((other) => rank(other) === rank(first) && other.weight === first.weight)
  const next = order.find((other) => !equals.includes(other))
  return inBoth((language) => {
    const words = verdictWords[first.evaluation.verdict].text[language]
    const duties = first.evaluation.obligations.length
    const own = {
      de: `${first.component.name}: ${words}, ${duties} Pflichten (Gewicht ${first.weight}).`,
      en: `${first.component.name}: ${words}, ${duties} duties (weight ${first.weight}).`,
    }[language]
    const tied =
      equals.length === 1
        ? ''
        : {
            de: ` ${equals.length - 1} weitere stehen ihr gleich; die Reihenfolge unter ihnen ist die der Namen.`,
            en: ` ${equals.length - 1} others are its equals; among them the order is that of the names.`,
          }[language]
    return `${own}${tied}${next === undefined ? '' : ` ${behind(next, first, language)}`}`
  })
}

function behind(next: Suggestion, first: Suggestion, language: 'de' | 'en'): string {
  const name = next.component.name
  if (rank(next) === rank(first)) {
    return {
      de: `Danach ${name} mit Gewicht ${next.weight}.`,
      en: `Then comes ${name} with weight ${next.weight}.`,
    }[language]
  }
  const [reason] = decidingReasons(next.evaluation)
  const words = verdictWords[next.evaluation.verdict].text[language]
  const why = reason === undefined ? '' : ` (${reason.licence} ${reason.section}: ${reason.text[language]})`
  return { de: `Danach ${name}: ${words}${why}.`, en: `Then comes ${name}: ${words}${why}.` }[language]
}
