import type { PersonalDataConfig } from '@stellwerk/contract/config-personal-data'
import type { Clearance, MissingFact, Task } from '@stellwerk/contract/lamp'
import type { Text } from '@stellwerk/contract/language'
import type { FoundInRequest } from '@stellwerk/contract/personal-data'
import type { Moment } from '@stellwerk/contract/route'

import type { DataProtectionFacts } from './data-protection-facts.ts'
import { endOfDay } from './declared.ts'
import { shutBy } from './narrowed.ts'
import { endsAt, lackingAt, startsAt } from './place.ts'
import { findingRulesOf, type FindingRules, reasonsOf } from './request-findings.ts'

/** The lamp of a route, and what findings of a request would change about it. */
export interface DataProtection {
  readonly clearance: Clearance
  readonly rules: FindingRules
  /** The first moment at which something of it changes by itself. */
  readonly validUntil: Moment
}

/** Days to look at an impact assessment again, from the day on which that was due. */
const reviewDays = 30

const dayMs = 86_400_000

const officer: Text = { de: 'Datenschutzbeauftragte Stelle', en: 'data protection officer' }

/**
 * The data protection lamp of a route: the statement of the office, narrowed by the facts. Facts never open what the office has
 * not; so a route shows at best what was declared about it.
 */
export function dataProtectionOf(facts: DataProtectionFacts, declared: Clearance, now: Moment): DataProtection {
  const { personalData, place } = facts
  const lacking = lackingAt(place, now)
  const atPlace = personalData.withoutBasis === 'refuse' ? lacking : { reasons: [], missing: [] }
  const review = reviewOf(personalData, now)
  return {
    clearance: shutBy(declared, {
      reasons: atPlace.reasons,
      missing: [...atPlace.missing, ...unstatedIn(personalData, now), ...review.missing],
      tasks: review.tasks,
    }),
    rules: findingRulesOf(facts, lacking, now),
    validUntil: firstAfter(now, [...startsAt(place), ...[...endsAt(place), ...endsIn(personalData)].map(endOfDay)]),
  }
}

/**
 * The lamp for one request in which this was found. Findings only ever shut.
 *
 * @example withFindingsOf(clear, foundIn([{ category: 'SECRET', kind: 'SECRET' }]), rules).state // 'clear', or 'blocked' where secrets are
 */
export function withFindingsOf(clearance: Clearance, found: FoundInRequest, rules: FindingRules): Clearance {
  return shutBy(clearance, { ...reasonsOf(found, rules), tasks: [] })
}

/** Use cases that are about persons need more than the word of an office. */
const needed = {
  legalBasis: { de: 'Rechtsgrundlage (Art. 6 DSGVO)', en: 'legal basis (Art. 6 GDPR)' },
  dpia: {
    de: 'Datenschutz-Folgenabschätzung oder Gründe, warum keine nötig ist (Art. 35 DSGVO)',
    en: 'impact assessment, or reasons why none is needed (Art. 35 GDPR)',
  },
  recordOfProcessing: {
    de: 'Eintrag im Verzeichnis der Verarbeitungstätigkeiten (Art. 30 DSGVO)',
    en: 'entry in the record of processing activities (Art. 30 GDPR)',
  },
  notices: {
    de: 'Information der Betroffenen (Art. 13, 14 DSGVO)',
    en: 'information for the persons concerned (Art. 13, 14 GDPR)',
  },
} as const satisfies Partial<Record<keyof PersonalDataConfig, Text>>

/** Presets under which names and numbers of persons are what the use case is about. */
const aboutPersons: readonly PersonalDataConfig['preset'][] = ['personnel', 'patient', 'citizen']

function unstatedIn(personalData: PersonalDataConfig, now: Moment): readonly MissingFact[] {
  if (!aboutPersons.includes(personalData.preset)) return []
  const basis = personalData.legalBasis
  const isStated = {
    legalBasis: basis !== undefined && now < endOfDay(basis.validUntil),
    dpia: personalData.dpia !== undefined,
    recordOfProcessing: personalData.recordOfProcessing !== undefined,
    notices: personalData.notices !== undefined,
  } satisfies Record<keyof typeof needed, boolean>
  return Object.entries(needed).flatMap(([fact, text]) =>
    // The keys of `needed` are those of `isStated`.
    isStated[fact as keyof typeof needed] ? [] : [missing(fact, text)],
  )
}

function missing(fact: string, text: Text): MissingFact {
  return { name: `dataProtection.${fact}`, text, suppliedBy: officer }
}

/** Art. 35(11) GDPR: the controller looks at an assessment again. Checked 2026-11-23. */
function reviewOf({ dpia }: PersonalDataConfig, now: Moment) {
  const none = { tasks: [] as readonly Task[], missing: [] as readonly MissingFact[] }
  if (dpia === undefined || now < endOfDay(dpia.reviewOn)) return none
  const dueOn = graceOf(dpia.reviewOn)
  const text = {
    de: `Folgenabschätzung erneut prüfen (fällig seit ${dpia.reviewOn}, Art. 35 Abs. 11 DSGVO)`,
    en: `look at the impact assessment again (due since ${dpia.reviewOn}, Art. 35(11) GDPR)`,
  }
  return now < endOfDay(dueOn) ? { ...none, tasks: [{ text, dueOn }] } : { ...none, missing: [missing('dpia', text)] }
}

function graceOf(day: string): string {
  return new Date(Date.parse(day) + reviewDays * dayMs).toISOString().slice(0, 10)
}

function endsIn({ legalBasis, specialCategories, recipientCannotIdentify, dpia }: PersonalDataConfig) {
  const statements = [legalBasis, specialCategories, recipientCannotIdentify]
  return [
    ...statements.flatMap((one) => (one === undefined ? [] : [one.validUntil])),
    ...(dpia === undefined ? [] : [dpia.reviewOn, graceOf(dpia.reviewOn)]),
  ]
}

function firstAfter(now: Moment, ends: readonly Moment[]): Moment {
  return ends.reduce((first, end) => (end > now && end < first ? end : first), Number.POSITIVE_INFINITY)
}
