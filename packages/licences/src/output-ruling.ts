import type { Text } from '@stellwerk/contract/language'

import type { Catalogue } from './catalogue-index.ts'
import type { Component } from './component.ts'
import { evaluate } from './evaluate.ts'
import { layersOf } from './layers.ts'
import type { Profile } from './profile.ts'
import type { LicenceId, LicenceTerms } from './terms.ts'
import type { Evaluation, MissingProfileFact, VerdictReason } from './verdict.ts'
import { type DutyKind, type OutputRule, outputRules } from './vocabulary.ts'

/**
 * Whether answers of a model may train another one. `bound`: they may, and duties, bans or the opinion of an office go with the data.
 * `unclear`: texts or facts do not decide.
 */
export type OutputRuling =
  | { readonly outcome: 'free' | 'bound'; readonly rules: readonly [RuleOfLayer, ...RuleOfLayer[]] }
  | {
      readonly outcome: 'barred' | 'unclear'
      readonly rules: readonly RuleOfLayer[]
      /** Those that stand in the way, the plainest first. */
      readonly reasons: readonly VerdictReason[]
      readonly missing: readonly MissingProfileFact[]
    }

/** What one licence of the lineage says about outputs. */
export interface RuleOfLayer {
  readonly component: string
  readonly licence: LicenceId
  readonly rule: OutputRule
  readonly sections: readonly string[]
  readonly text: Text
  /** What whoever publishes a model trained on them has to do. */
  readonly duties: readonly OutputDuty[]
}

export interface OutputDuty {
  readonly kind: DutyKind
  readonly sections: readonly string[]
  /** Any one of them will do. */
  readonly fixedWords?: readonly string[]
}

/**
 * The ruling for a use: the same evaluation as any other, of the same use with training added. What forbids the use forbids to take
 * its answers along, and what is open keeps them here.
 *
 * @param judge the evaluation with what offices concluded about it, where they did
 * @throws LineageRefused
 */
export function outputRuling(
  profile: Profile,
  component: Component,
  catalogue: Catalogue,
  judge: (evaluation: Evaluation) => Evaluation = (evaluation) => evaluation,
): OutputRuling {
  const rules = rulesOf(component, catalogue)
  const training = { ...profile, trainsOtherModelOnOutputs: true }
  const { verdict, reasons, missing } = judge(evaluate(training, component, catalogue))
  const [first, ...rest] = rules
  if (first !== undefined && (verdict === 'allowed' || verdict === 'allowed-with-obligations')) {
    // What passes by the word of an office alone is watched like what passes under a duty.
    const isBound = rules.some(({ rule, duties }) => rule !== 'free' || duties.length > 0)
    return { outcome: isBound ? 'bound' : 'free', rules: [first, ...rest] }
  }
  const isBarred = verdict === 'forbidden'
  const standing = reasons.filter((reason) => reason.verdict === (isBarred ? 'forbidden' : 'needs-review'))
  return { outcome: isBarred ? 'barred' : 'unclear', rules, reasons: plainestFirst(standing), missing }
}

/** What is about outputs goes before what is about the use as a whole. */
function plainestFirst(reasons: readonly VerdictReason[]): readonly VerdictReason[] {
  const isAboutOutputs = ({ code }: VerdictReason): boolean => code.startsWith('output_training_')
  return [...reasons.filter(isAboutOutputs), ...reasons.filter((reason) => !isAboutOutputs(reason))]
}

/** Engines and data sets make no outputs; a teacher's rule is about the student, which this component already is. */
function rulesOf(component: Component, catalogue: Catalogue): readonly RuleOfLayer[] {
  const rules = layersOf(component)
    .filter(({ reach }) => reach === 'own' || reach === 'base')
    .map(({ name, licence }) => ruleOf(name, licence, catalogue.byId.get(licence)))
  const unique = new Map(rules.map((rule) => [`${rule.component}\0${rule.licence}`, rule]))
  return [...unique].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, rule]) => rule)
}

function ruleOf(component: string, licence: LicenceId, terms: LicenceTerms | undefined): RuleOfLayer {
  const right = terms?.rights.outputsTrainOtherModels
  const rule = right?.rule ?? 'not-read'
  return {
    component,
    licence,
    rule,
    sections: right !== undefined && 'sections' in right ? right.sections : [],
    text: outputRules[rule],
    duties: (terms?.duties ?? [])
      .filter(
        ({ triggers }) =>
          triggers.includes('distribute-model-trained-on-outputs') ||
          (triggers.includes('cosmos-outputs-train') && /cosmos/i.test(component)),
      )
      .map(({ kind, sections, fixedWords }) => ({
        kind,
        sections,
        ...(fixedWords === undefined ? {} : { fixedWords }),
      })),
  }
}
