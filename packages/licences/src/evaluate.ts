import type { Text } from '@stellwerk/contract/language'

import { judgeBans } from './bans.ts'
import type { Catalogue } from './catalogue-index.ts'
import { compareText } from './compare-text.ts'
import { type CompiledTerms, compile } from './compiled.ts'
import type { Component } from './component.ts'
import { judgeClaims, judgeVersions } from './claims.ts'
import { judgeDuties } from './duties.ts'
import { type Facts, factsOf } from './facts.ts'
import { factNames } from './facts-needed.ts'
import { Findings } from './findings.ts'
import { type BoundLayer, layersOf, noLicence } from './layers.ts'
import { concludedOf, obligationsOf } from './obligations.ts'
import type { Profile } from './profile.ts'
import { judgeRight, neededRights, outputsForPurposes } from './rights.ts'
import { judgeSameLicence } from './same-licence.ts'
import { judgeTerritory } from './territories.ts'
import type { Threshold } from './terms.ts'
import { isSpared, type Standing, standingOf } from './thresholds.ts'
import { judgeUnreadPolicy } from './unread-policies.ts'
import type { Evaluation, VerdictReason } from './verdict.ts'
import { thresholdEffects } from './vocabulary.ts'

/**
 * Whether the licences of a component and of everything that it was made from permit this use, under which duties, and which
 * section says so. Every layer is judged by all of its terms and the strictest result stands, with all reasons. A fact that a rule
 * needs and nobody has stated, and a passage that nobody has read, is a review, never an allow. Pure: the same profile, component
 * and catalogue give the same bytes.
 *
 * @throws LineageRefused if the lineage is a loop, too deep or too wide
 * @example evaluate({ exposure: 'internal', … }, { kind: 'model', name: 'm', licence: 'Apache-2.0' }, known).verdict // 'allowed'
 */
export function evaluate(profile: Profile, component: Component, catalogue: Catalogue): Evaluation {
  const facts = factsOf(profile)
  const layers = layersOf(component)
  const found = new Findings()
  const readings: Record<string, number> = {}
  for (const layer of layers) {
    const terms = catalogue.byId.get(layer.licence)
    if (layer.unknownRelation !== undefined) sayUnknownRelation(found, layer)
    if (terms === undefined || terms.source === 'rule') {
      sayUnknownLicence(found, layer)
      continue
    }
    readings[terms.id] = terms.reading.number
    judgeLayer(found, layer, compile(terms), facts)
  }
  judgeClaims(found, layers, catalogue)
  judgeVersions(found, layers, catalogue)
  judgeSameLicence(found, layers, catalogue)
  return {
    verdict: found.verdict,
    reasons: sorted(found.reasons),
    obligations: obligationsOf(found.duties),
    missing: [...found.missing].toSorted().map((name) => ({ name, text: factNames[name] })),
    unknownPurposes: facts.unknownPurposes,
    concluded: concludedOf(layers, catalogue),
    readings,
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
        // Where the words leave open whether they reach this use, a person decides.
        verdict: isSpared(threshold.arguablySpares, facts) ? 'needs-review' : 'forbidden',
        sections,
        text: overText(threshold),
        fact: standing.fact,
      })
    return standing.is
  })
}

function overText({ effect, scope, note, arguablySpares }: Threshold): Text {
  const what = thresholdEffects[effect]
  const [de, en] = arguablySpares === undefined || note === undefined ? ['', ''] : [` ${note.de}`, ` ${note.en}`]
  return {
    de: `Die Schwelle ist überschritten (${scope.de}): ${what.de}.${de}`,
    en: `The threshold is exceeded (${scope.en}): ${what.en}.${en}`,
  }
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
    else if (facts.distributes) found.owe(layer, compiled, duty, 'distribute-model-trained-on-outputs')
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

function sayUnknownLicence(found: Findings, layer: BoundLayer): void {
  const text = layer.licence === noLicence ? none : unknown
  found.say(layer, { code: 'licence_unknown', verdict: 'needs-review', sections: ['-'], text })
}

const none: Text = {
  de: 'Es liegt kein Lizenztext vor. Ohne Text ist kein Recht gezeigt; aus dem Namen folgt keines.',
  en: 'There is no licence text. Without a text no grant is shown, and none follows from a name.',
}

const unknown: Text = {
  de: 'Der Katalog kennt diese Lizenz nicht; eine Person muss sie lesen.',
  en: 'The catalogue does not know this licence; a person has to read it.',
}

function sayUnknownRelation(found: Findings, layer: BoundLayer): void {
  found.say(layer, {
    code: 'relation_unknown',
    verdict: 'needs-review',
    sections: ['-'],
    text: unclearRelation,
    fact: `relation=${layer.unknownRelation}`,
  })
}

const unclearRelation: Text = {
  de: 'Wie das Werk hiervon abstammt, ist nicht mit einem bekannten Wort gesagt; es gilt als Grundlage.',
  en: 'How the work descends from it is not said in a known word; it is taken for a base.',
}

/**
 * By layer, licence, section and code, so that the order of a lineage changes nothing. Two rules may speak of one passage: it
 * stands there once, as strictly as either of them says it, with what both say.
 */
function sorted(reasons: VerdictReason[]): readonly VerdictReason[] {
  const kept: VerdictReason[] = []
  for (const reason of reasons.sort(compare)) {
    const before = kept.at(-1)
    if (before === undefined || comparePlace(before, reason) !== 0) kept.push(reason)
    else kept[kept.length - 1] = joined(before, reason)
  }
  return kept
}

/** @param stricter comes later in the order, so it is at least as strict */
function joined(reason: VerdictReason, stricter: VerdictReason): VerdictReason {
  if (reason.text === stricter.text || reason.text.en.includes(stricter.text.en))
    return { ...stricter, text: reason.text }
  const text = { de: `${reason.text.de} ${stricter.text.de}`, en: `${reason.text.en} ${stricter.text.en}` }
  return { ...stricter, text }
}

function compare(a: VerdictReason, b: VerdictReason): number {
  return comparePlace(a, b) || strictness[a.verdict] - strictness[b.verdict]
}

function comparePlace(a: VerdictReason, b: VerdictReason): number {
  return (
    compareText(a.component, b.component) ||
    compareText(a.licence, b.licence) ||
    compareText(a.section, b.section) ||
    compareText(a.code, b.code) ||
    compareText(a.fact ?? '', b.fact ?? '')
  )
}

const strictness = { allowed: 0, 'allowed-with-obligations': 1, 'needs-review': 2, forbidden: 3 } as const
