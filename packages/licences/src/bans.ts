import type { Text } from '@stellwerk/contract/language'

import type { CompiledBan, CompiledTerms } from './compiled.ts'
import type { Facts } from './facts.ts'
import type { FactNeeded } from './facts-needed.ts'
import type { Findings } from './findings.ts'
import type { BoundLayer } from './layers.ts'
import { harmfulPurposes } from './purposes.ts'
import { isSteward } from './thresholds.ts'
import type { BanTag, DutyKind } from './vocabulary.ts'

/** Judges every ban of a layer that this use meets, or might meet if a fact were known. */
export function judgeBans(found: Findings, layer: BoundLayer, compiled: CompiledTerms, facts: Facts): void {
  const { bansByTag } = compiled
  if (bansByTag.size === 0) return
  if (!facts.hasPurposes) found.lack(layer, 'purposes', ['whole text'])
  lackWhoAndHow(found, layer, compiled, facts)
  for (const [tag, fact] of facts.tags) {
    for (const ban of bansByTag.get(tag) ?? []) judgeBan(found, layer, compiled, facts, { ban, fact })
  }
  for (const ban of bansByTag.get('competitor-user') ?? []) judgeRival(found, layer, compiled, facts, ban)
  judgeProfessions(found, layer, compiled, facts)
  for (const ban of bansByTag.get('undisclosed-ai') ?? []) judgeSilentDisclosure(found, layer, compiled, facts, ban)
}

/** Bans of users and of ways of use need to be told who and how. */
function lackWhoAndHow(found: Findings, layer: BoundLayer, { bansByTag }: CompiledTerms, facts: Facts): void {
  const { profile } = facts
  const ask = (tag: BanTag, isStated: boolean, needs: FactNeeded): void => {
    const [first] = bansByTag.get(tag) ?? []
    if (first !== undefined && !isStated) found.lack(layer, needs, first.sections)
  }
  ask('commercial', profile.commercial !== undefined, 'commercial')
  ask('production', facts.hasPurposes, 'purposes')
  ask('public-authority-user', profile.operator?.legalForm !== undefined, 'operator.legalForm')
  const tellsWhoDecides = profile.decisionMode !== undefined || facts.decidingPurpose === undefined
  ask('automated-decision-individual', tellsWhoDecides, 'decisionMode')
  const [authority] = bansByTag.get('public-authority-user') ?? []
  const form = profile.operator?.legalForm
  if (authority !== undefined && (form === 'hospital' || form === 'other'))
    found.say(layer, {
      code: 'use_restricted',
      verdict: 'needs-review',
      sections: authority.sections,
      text: publicBody,
      fact: `operator.legalForm=${form}`,
    })
}

const publicBody: Text = {
  de: 'Ob der Betreiber eine Stelle des öffentlichen Rechts ist, geht aus der Rechtsform nicht hervor; eine Person entscheidet.',
  en: 'The legal form does not tell whether the operator is a body under public law; a person decides.',
}

interface Met {
  readonly ban: CompiledBan
  /** What made the use meet it. */
  readonly fact: string
}

/** What a ban does by its strength (reference: see the meaning of each in vocabulary.ts). */
function judgeBan(found: Findings, layer: BoundLayer, compiled: CompiledTerms, facts: Facts, met: Met): void {
  const { ban, sections, text } = met.ban
  const { profile } = facts
  const bar = (isOverridable = ban.arguable !== undefined): void =>
    found.say(layer, { code: 'use_banned', verdict: 'forbidden', sections, text, fact: met.fact, isOverridable })
  const review = (): void =>
    found.say(layer, { code: 'use_restricted', verdict: 'needs-review', sections, text, fact: met.fact })
  const owe = (kind: DutyKind): void => found.owe(layer, compiled, conditionOf(met.ban, kind), 'condition', met.fact)
  switch (ban.strength) {
    case 'absolute':
      return bar()
    case 'risk-linked':
      return bar(true)
    case 'intent':
      // For a lawful purpose it is the policy and no more; what nobody can want lawfully is the harm itself. Output that nobody
      // discloses shows no intent to deceive, and a person has to look.
      if (harmfulPurposes.has(ban.tag)) return met.fact === 'disclosesAi=false' ? review() : bar()
      if (ban.tag === 'sexual-content') return review()
      return owe(compiled.terms.duties.some(({ kind }) => kind === 'comply-aup') ? 'comply-aup' : 'comply-law')
    case 'automated':
    case 'fully-automated':
      if (profile.decisionMode === undefined) return found.lack(layer, 'decisionMode', sections)
      if (profile.decisionMode === 'fully-automated') return bar()
      if (profile.decisionMode === 'assists' && ban.strength === 'automated') return review()
      return owe('human-decides')
    case 'without-consent':
      if (profile.hasBasisForPersonalData === undefined) return found.lack(layer, 'hasBasisForPersonalData', sections)
      return profile.hasBasisForPersonalData ? undefined : bar()
    case 'without-disclosure':
      return profile.disclosesAi === false ? bar() : owe('disclose-ai-output')
    case 'unlicensed-only':
      return ban.tag === 'unlicensed-profession' ? bar() : judgeUnlicensed(found, layer, compiled, facts, met)
    case 'substitute-only':
      if (profile.replacesProfessionalAdvice === undefined && !supportsStaff(facts))
        return found.lack(layer, 'replacesProfessionalAdvice', sections)
      return profile.replacesProfessionalAdvice === true ? bar() : owe('qualified-person')
  }
}

/** What the operator's own people see before they decide stands in nobody's place. */
function supportsStaff({ profile, servesOthers }: Facts): boolean {
  const { decisionMode } = profile
  return servesOthers === false && (decisionMode === 'human-decides' || decisionMode === 'assists')
}

const professions: readonly BanTag[] = ['medical', 'legal-advice', 'financial-advice']

/** Advice that only professionals may give: barred to everybody else. */
function judgeProfessions(found: Findings, layer: BoundLayer, compiled: CompiledTerms, facts: Facts): void {
  const bans = compiled.bansByTag.get('unlicensed-profession')
  if (bans === undefined || facts.tags.has('unlicensed-profession')) return
  const fact = professions.map((tag) => facts.tags.get(tag)).find((known) => known !== undefined)
  if (fact !== undefined) for (const ban of bans) judgeUnlicensed(found, layer, compiled, facts, { ban, fact })
}

function judgeUnlicensed(found: Findings, layer: BoundLayer, compiled: CompiledTerms, facts: Facts, met: Met): void {
  const { sections, text } = met.ban
  const { decisionMode, qualifiedPersonInCharge } = facts.profile
  const { fact } = met
  if (qualifiedPersonInCharge === false) {
    found.say(layer, { code: 'use_banned', verdict: 'forbidden', sections, text, fact })
    return
  }
  if (qualifiedPersonInCharge === undefined && decisionMode === undefined) found.lack(layer, 'decisionMode', sections)
  else if (qualifiedPersonInCharge === undefined && decisionMode === 'fully-automated')
    found.say(layer, { code: 'use_restricted', verdict: 'needs-review', sections, text, fact })
  else found.owe(layer, compiled, conditionOf(met.ban, 'qualified-person'), 'condition', fact)
}

/** Output that reaches others has to be disclosed, even where nobody has said that it is not. */
function judgeSilentDisclosure(
  found: Findings,
  layer: BoundLayer,
  compiled: CompiledTerms,
  facts: Facts,
  ban: CompiledBan,
): void {
  if (ban.ban.strength !== 'without-disclosure' || facts.tags.has('undisclosed-ai')) return
  if (facts.servesOthers === undefined) found.lack(layer, 'audience', ban.sections)
  else if (facts.servesOthers) found.owe(layer, compiled, conditionOf(ban, 'disclose-ai-output'), 'condition')
}

function judgeRival(
  found: Findings,
  layer: BoundLayer,
  { terms }: CompiledTerms,
  { profile, tags }: Facts,
  met: CompiledBan,
): void {
  const rival = profile.operator?.competitorOf?.find((name) => isSteward(name, terms.steward))
  if (rival === undefined || tags.has('competitor-user')) return
  const { sections, text } = met
  found.say(layer, { code: 'use_banned', verdict: 'forbidden', sections, text, fact: `operator.competitorOf=${rival}` })
}

const conditions = new WeakMap<CompiledBan, Map<DutyKind, { kind: DutyKind; sections: CompiledBan['sections'] }>>()

/** What has to be done so that a ban does not bite. One object for each, so that its sentence is made once. */
function conditionOf(
  ban: CompiledBan,
  kind: DutyKind,
): { readonly kind: DutyKind; readonly sections: CompiledBan['sections'] } {
  const known = conditions.get(ban) ?? new Map<DutyKind, { kind: DutyKind; sections: CompiledBan['sections'] }>()
  conditions.set(ban, known)
  const condition = known.get(kind) ?? { kind, sections: ban.sections }
  known.set(kind, condition)
  return condition
}
