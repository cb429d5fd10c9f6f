import type { Text } from '@stellwerk/contract/language'

import { judgeBans } from './bans.ts'
import type { CompiledTerms } from './compiled.ts'
import { judgeDuties, oweDuty } from './duties.ts'
import type { Facts } from './facts.ts'
import { Findings } from './findings.ts'
import type { BoundLayer } from './layers.ts'
import { judgeRight, neededRights, outputsForPurposes } from './rights.ts'
import { judgeTerritory } from './territories.ts'
import type { Threshold } from './terms.ts'
import { type Standing, standingOf } from './thresholds.ts'
import { judgeUnreadPolicy } from './unread-policies.ts'
import { thresholdEffects } from './vocabulary.ts'

/** Layers of one profile that are remembered. There are fewer licences times ways to be bound by them; versions make more. */
const rememberedMax = 2_000

interface Remembered {
  readonly compiled: CompiledTerms
  readonly judged: Findings
}

const remembered = new WeakMap<Facts, Map<string, Remembered>>()

/**
 * What the terms of layers say about a use. Layers of the same kind under the same terms are judged alike whatever they are
 * called, so a portfolio of a thousand models asks each licence once for each use.
 */
export function judgedLayers(facts: Facts): (layer: BoundLayer, compiled: CompiledTerms) => Findings {
  const known = remembered.get(facts) ?? new Map<string, Remembered>()
  remembered.set(facts, known)
  return (layer, compiled) => {
    const before = known.get(layer.likeness)
    // Another catalogue may have other terms under the same id.
    if (before?.compiled === compiled) return before.judged
    if (known.size >= rememberedMax) known.clear()
    const judged = new Findings()
    judgeLayer(judged, layer, compiled, facts)
    known.set(layer.likeness, { compiled, judged: judged.settle() })
    return judged
  }
}

function judgeLayer(found: Findings, layer: BoundLayer, compiled: CompiledTerms, facts: Facts): void {
  switch (layer.reach) {
    case 'teacher':
      judgeTeacher(found, layer, compiled, facts)
      return
    case 'data':
      judgeData(found, layer, compiled, facts)
      return
    case 'own':
    case 'base':
    case 'beside':
      judgeWhole(found, layer, compiled, facts)
  }
}

/** All of the terms: where, how many, what for, what is granted, what is owed. */
function judgeWhole(found: Findings, layer: BoundLayer, compiled: CompiledTerms, facts: Facts): void {
  const { terms } = compiled
  for (const territory of terms.territory) judgeTerritory(found, layer, facts, territory)
  const standings = judgeThresholds(found, layer, compiled, facts)
  judgeBans(found, layer, compiled, facts)
  judgeUnreadPolicy(found, layer, compiled, facts)
  for (const need of neededRights(facts, layer)) judgeRight(found, layer, compiled, facts, need)
  judgeDuties(found, layer, compiled, facts, standings)
  capBySource(found, layer, compiled)
}

function judgeThresholds(
  found: Findings,
  layer: BoundLayer,
  { terms }: CompiledTerms,
  facts: Facts,
): readonly Standing['is'][] {
  return terms.thresholds.map((threshold) => {
    const standing = standingOf(threshold, facts, { version: layer.version, steward: terms.steward })
    const { effect, sections } = threshold
    const isBar = effect !== 'badge' && effect !== 'branding-locked'
    // Who changes no branding need not count users, and a badge that may be due is owed.
    const matters = isBar || (effect === 'branding-locked' && facts.changes.has('branding-replaced'))
    if (standing.is === 'unknown' && matters) found.lack(layer, standing.needs, sections)
    if (standing.is === 'exceeded' && matters)
      found.say(layer, {
        code: 'threshold_exceeded',
        verdict: 'forbidden',
        sections,
        text: thresholdTexts(threshold).over,
        fact: standing.fact,
      })
    // The figure that keeps a use below a bar is what has to be watched.
    if (standing.is === 'kept' && standing.fact !== undefined && matters)
      found.say(layer, {
        code: 'threshold_kept',
        verdict: 'allowed',
        sections,
        text: thresholdTexts(threshold).kept,
        fact: standing.fact,
      })
    return standing.is
  })
}

const writtenTexts = new WeakMap<Threshold, { readonly over: Text; readonly kept: Text }>()

function thresholdTexts(threshold: Threshold): { readonly over: Text; readonly kept: Text } {
  const known = writtenTexts.get(threshold)
  if (known !== undefined) return known
  const { scope, effect } = threshold
  const what = thresholdEffects[effect]
  const texts = {
    over: {
      de: `Die Schwelle ist überschritten (${scope.de}): ${what.de}.`,
      en: `The threshold is exceeded (${scope.en}): ${what.en}.`,
    },
    kept: {
      de: `Die Schwelle ist nicht überschritten (${scope.de}); darüber gilt: ${what.de}.`,
      en: `The threshold is not exceeded (${scope.en}); above it: ${what.en}.`,
    },
  }
  writtenTexts.set(threshold, texts)
  return texts
}

/** A student stands under what its teacher's licence says about outputs. */
function judgeTeacher(found: Findings, layer: BoundLayer, compiled: CompiledTerms, facts: Facts): void {
  const right = compiled.terms.rights.outputsTrainOtherModels
  const text = compiled.grantTexts.outputsTrainOtherModels
  const sections = 'sections' in right ? right.sections : ['whole text']
  switch (right.rule ?? 'not-read') {
    case 'free':
      found.say(layer, { code: 'grant', verdict: 'allowed', sections, text })
      break
    case 'barred':
      found.say(layer, {
        code: 'output_training_barred',
        verdict: 'forbidden',
        sections,
        text,
        fact: 'distilled-on-outputs',
      })
      break
    case 'named':
    case 'badged':
      found.say(layer, { code: 'grant', verdict: 'allowed', sections, text })
      judgeStudent(found, layer, compiled, facts)
      break
    case 'student-is-derivative':
      found.say(layer, { code: 'grant', verdict: 'allowed', sections, text })
      judgeWhole(found, layer, compiled, facts)
      break
    case 'bans-travel':
      judgeBans(found, layer, compiled, facts)
      found.say(layer, { code: 'grant', verdict: 'allowed', sections, text })
      break
    case 'purpose-limited':
      judgeBans(found, layer, compiled, facts)
      outputsForPurposes(found, layer, compiled, facts, sections)
      break
    case 'silent':
    case 'not-read':
      found.say(layer, { code: 'output_training_unclear', verdict: 'needs-review', sections, text })
  }
  capBySource(found, layer, compiled)
}

/** Duties of whoever passes on a model that was trained on outputs. */
function judgeStudent(found: Findings, layer: BoundLayer, compiled: CompiledTerms, facts: Facts): void {
  for (const duty of compiled.terms.duties) {
    if (!duty.triggers.includes('distribute-model-trained-on-outputs')) continue
    if (facts.distributes === undefined) found.lack(layer, 'redistributes', duty.sections)
    else if (facts.distributes) oweDuty(found, layer, compiled, facts, duty, 'distribute-model-trained-on-outputs')
  }
}

/**
 * Whether weights are bound by the licence of data they were trained on is unsettled. Licences that ask for nothing but
 * attribution leave nothing to settle; those that bind what is made from the data, or bar uses, are for a person.
 */
function judgeData(found: Findings, layer: BoundLayer, compiled: CompiledTerms, facts: Facts): void {
  const { terms } = compiled
  const isPlain =
    terms.class === 'osi-open-source' || terms.class === 'permissive-model-licence' || terms.class === 'open-content'
  const binds = !isPlain || terms.bans.length > 0 || terms.duties.some(({ kind }) => kind === 'same-licence')
  if (binds)
    found.say(layer, {
      code: 'data_effect_unsettled',
      verdict: 'needs-review',
      sections: ['whole text'],
      text: unsettled,
      fact: 'trained-on',
    })
  else {
    const { commercialUse } = terms.rights
    if ('sections' in commercialUse)
      found.say(layer, {
        code: 'grant',
        verdict: 'allowed',
        sections: commercialUse.sections,
        text: compiled.grantTexts.commercialUse,
      })
    judgeDuties(found, layer, compiled, facts, [])
  }
  capBySource(found, layer, compiled)
}

const unsettled: Text = {
  de: 'Ob die Lizenz der Trainingsdaten das trainierte Modell bindet, ist nicht geklärt; eine Person entscheidet.',
  en: 'Whether the licence of training data binds the model trained on them is unsettled; a person decides.',
}

/** What nobody has read in full can forbid, and never allow. */
function capBySource(found: Findings, layer: BoundLayer, { terms }: CompiledTerms): void {
  if (terms.source !== 'secondary-report' && terms.source !== 'not-read') return
  found.say(layer, { code: 'source_unverified', verdict: 'needs-review', sections: ['-'], text: unread })
}

const unread: Text = {
  de: 'Der Text dieser Lizenz ist nicht im Original gelesen; was über ihn berichtet wird, kann sperren und nie erlauben.',
  en: 'The text of this licence has not been read at its source; what is reported about it may forbid and never allow.',
}
