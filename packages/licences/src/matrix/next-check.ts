import type { Text } from '@stellwerk/contract/language'

import type { Catalogue } from '../catalogue-index.ts'
import { type Facts, factsOf } from '../facts.ts'
import type { Profile } from '../profile.ts'
import type { LicenceTerms, Threshold } from '../terms.ts'
import type { Evaluation } from '../verdict.ts'
import { figure, inBoth } from '../terms-in-words.ts'
import { standingOf } from '../thresholds.ts'

/** When somebody has to look again, and why. */
export interface NextCheck {
  /** ISO date. */
  readonly on: string
  readonly why: Text
}

/** From this share of a running threshold on, the figure is looked at every month. */
const nearShare = 0.8

/** Days. A month is the window of the figures; a quarter and a year are our own choice. */
const [monthDays, quarterDays, yearDays] = [30, 91, 365] as const

/** Powers by which terms change while nobody does anything. */
const changingPowers: ReadonlySet<string> = new Set(['aup-may-change', 'licence-may-change', 'model-may-update'])

/**
 * The earliest day on which the verdict may no longer be right although nobody here has changed anything: a figure nears a
 * threshold, the licensor may change the terms, something on record runs out. A year is the longest.
 *
 * @param dates of what runs out: opinions, tasks
 */
export function nextCheck(what: {
  readonly evaluation: Evaluation
  readonly profile: Profile
  readonly catalogue: Catalogue
  readonly onDay: string
  readonly dates?: readonly NextCheck[]
}): NextCheck {
  const { evaluation, profile, catalogue, onDay, dates = [] } = what
  if (evaluation.verdict === 'needs-review') return { on: onDay, why: whys.review }
  const facts = factsOf(profile)
  const used = Object.keys(evaluation.readings).flatMap((id) => catalogue.byId.get(id) ?? [])
  const checks = [
    ...dates,
    ...used.flatMap((terms) => terms.thresholds.flatMap((threshold) => thresholdCheck(terms, threshold, facts, onDay))),
    ...used.flatMap((terms) => changeCheck(terms, onDay)),
  ]
  const yearly: NextCheck = { on: dayAfter(onDay, yearDays), why: whys.yearly }
  return checks.reduce((first, check) => (check.on < first.on ? check : first), yearly)
}

function thresholdCheck(terms: LicenceTerms, threshold: Threshold, facts: Facts, onDay: string): NextCheck[] {
  if (threshold.measured.rule !== 'continuous' || threshold.unit === 'flag') return []
  const near = { ...threshold, above: threshold.above * nearShare }
  const standing = standingOf(near, facts, { version: undefined, steward: terms.steward })
  if (standing.is === 'kept' && standing.fact === undefined) return [] // It does not reach this use.
  const isNear = standing.is === 'exceeded'
  const why = inBoth((language) => {
    const limit = `${figure(threshold.above, language)} (${terms.id} ${threshold.sections.join('; ')})`
    const words = isNear
      ? { de: `nahe der Schwelle ${limit}`, en: `near the threshold of ${limit}` }
      : { de: `laufende Schwelle ${limit}`, en: `running threshold of ${limit}` }
    return words[language]
  })
  return [{ on: dayAfter(onDay, isNear ? monthDays : quarterDays), why }]
}

function changeCheck(terms: LicenceTerms, onDay: string): NextCheck[] {
  const power = terms.powers.find(({ kind }) => changingPowers.has(kind))
  if (power === undefined) return []
  const place = `${terms.id} ${power.sections.join('; ')}`
  const why = {
    de: `der Lizenzgeber darf die Bedingungen ändern (${place})`,
    en: `the licensor may change the terms (${place})`,
  }
  return [{ on: dayAfter(onDay, quarterDays), why }]
}

/** @param day ISO date */
function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

const whys = {
  review: { de: 'eine Person muss entscheiden', en: 'a person has to decide' },
  yearly: { de: 'jährliche Durchsicht', en: 'yearly review' },
} as const satisfies Readonly<Record<string, Text>>
