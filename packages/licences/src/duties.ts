import type { Text } from '@stellwerk/contract/language'

import type { CompiledTerms } from './compiled.ts'
import { type Facts, factsBehind, isTriggered } from './facts.ts'
import type { Findings } from './findings.ts'
import { type BoundLayer, isCosmos, isInsideService } from './layers.ts'
import type { Duty } from './terms.ts'
import { isBefore, type Standing } from './thresholds.ts'
import type { Trigger } from './vocabulary.ts'

/** Judges every duty of a layer. Whoever only uses somebody else's finished product, and passes nothing on, owes its licensors nothing. */
export function judgeDuties(
  found: Findings,
  layer: BoundLayer,
  compiled: CompiledTerms,
  facts: Facts,
  standings: readonly Standing['is'][],
): void {
  if (facts.isThirdPartyProduct && facts.distributes === false) return
  for (const duty of compiled.terms.duties) judgeDuty(found, layer, compiled, facts, duty, standings)
}

function judgeDuty(
  found: Findings,
  layer: BoundLayer,
  compiled: CompiledTerms,
  facts: Facts,
  duty: Duty,
  standings: readonly Standing['is'][],
): void {
  if (duty.sinceVersion !== undefined && isBefore(layer.version, duty.sinceVersion)) return
  if (duty.kind === 'release-service-source' && isInsideService(layer)) return
  if (duty.kind === 'keep-branding' && brandingOf(compiled, standings) === 'kept') return
  const place = { isBase: layer.reach === 'base', isCosmos: isCosmos(layer) }
  let unknown: Trigger | undefined
  for (const trigger of duty.triggers) {
    // A badge that may be due is shown: showing it needlessly breaks nothing, leaving it out may end the licence.
    const isDue =
      trigger === 'commercial-product-over-threshold'
        ? isBadgeDue(compiled, facts, standings)
        : isTriggered(trigger, facts, place)
    if (isDue === true) {
      oweDuty(found, layer, compiled, facts, duty, trigger)
      if (duty.kind === 'keep-branding') judgeBranding(found, layer, compiled, facts, duty, standings)
      return
    }
    if (isDue === undefined) unknown ??= trigger
  }
  const needs = unknown === undefined ? undefined : factsBehind[unknown]
  if (needs !== undefined) found.lack(layer, needs, duty.sections)
}

/** What a duty asks, and whether a name that is demanded is there. */
export function oweDuty(
  found: Findings,
  layer: BoundLayer,
  compiled: CompiledTerms,
  facts: Facts,
  duty: Duty,
  trigger: Trigger,
): void {
  found.owe(layer, compiled, duty, trigger)
  const { publishedModelName: published } = facts.profile
  if (duty.kind === 'name-prefix' && published !== undefined && !beginsWith(published, duty.fixedWords ?? []))
    found.say(layer, {
      code: 'duty_unmet',
      verdict: 'forbidden',
      sections: duty.sections,
      text: wrongName,
      fact: `publishedModelName=${published}`,
    })
}

/**
 * The name without its organisation, by its letters as they are written (reference: the texts print the word so). A repository
 * cannot have a space in its name, so `Llama-3-Acme` begins with "Llama 3".
 */
function beginsWith(name: string, prefixes: readonly string[]): boolean {
  const own = spaced(name.slice(name.lastIndexOf('/') + 1))
  return prefixes.some((prefix) => own.startsWith(spaced(prefix)))
}

function spaced(name: string): string {
  return name.replaceAll(/[-_]/g, ' ')
}

const wrongName: Text = {
  de: 'Der Name des veröffentlichten Modells beginnt nicht so, wie die Lizenz es verlangt.',
  en: 'The name of the published model does not begin as the licence demands.',
}

const brandingGone: Text = {
  de: 'Marke und Namen der Oberfläche wurden ersetzt; dieser Einsatz ist zu groß dafür.',
  en: 'The branding was replaced, and this deployment is too large for that.',
}

/** Where nobody has counted the users, the missing count is what has to be settled, not the branding. */
function judgeBranding(
  found: Findings,
  layer: BoundLayer,
  compiled: CompiledTerms,
  facts: Facts,
  duty: Duty,
  standings: readonly Standing['is'][],
): void {
  if (!facts.changes.has('branding-replaced') || brandingOf(compiled, standings) === 'unknown') return
  found.say(layer, {
    code: 'duty_unmet',
    verdict: 'forbidden',
    sections: duty.sections,
    text: brandingGone,
    fact: 'changes=branding-replaced',
  })
}

/** Whether a work leaves its branding to small deployments, and this is one; without such a threshold it leaves it to none. */
function brandingOf({ terms }: CompiledTerms, standings: readonly Standing['is'][]): Standing['is'] {
  const locking = terms.thresholds.flatMap(({ effect }, at) => (effect === 'branding-locked' ? [standings[at]] : []))
  if (locking.length === 0 || locking.includes('exceeded')) return 'exceeded'
  return locking.every((standing) => standing === 'kept') ? 'kept' : 'unknown'
}

function isBadgeDue({ terms }: CompiledTerms, facts: Facts, standings: readonly Standing['is'][]): boolean {
  const badges = terms.thresholds.flatMap(({ effect }, at) => (effect === 'badge' ? [standings[at]] : []))
  const isProduct = facts.profile.commercial !== false && facts.isInternal !== true
  return badges.includes('exceeded') || (isProduct && badges.includes('unknown'))
}
