import type { Clearance, MissingFact, Obligation, Reason, Task } from '@stellwerk/contract/lamp'
import type { Text } from '@stellwerk/contract/language'

import type { Evaluation, LicenceObligation, VerdictReason } from './verdict.ts'

/** Where an obligation stands, as whoever keeps the tasks knows. */
export type DutyState =
  /** The gateway meets it by itself, or an office has shown that it is met. */
  | { readonly state: 'met' }
  /** Somebody has to do it by that day (ISO date). */
  | { readonly state: 'open'; readonly dueOn: string }
  /** That day has passed. */
  | { readonly state: 'overdue'; readonly dueOn: string }

/**
 * What the licence lamp shows. A refusal of the text blocks; what text and facts do not decide is unknown, which is shut; an
 * obligation that nobody has met yet is a task with a date, and a bar after it.
 */
export function clearanceOf(evaluation: Evaluation, stateOf: (obligation: LicenceObligation) => DutyState): Clearance {
  switch (evaluation.verdict) {
    case 'forbidden':
      return blockedBy(evaluation.reasons.filter(({ verdict }) => verdict === 'forbidden').map(barring))
    case 'needs-review':
      return unknownFor(evaluation)
    case 'allowed':
    case 'allowed-with-obligations':
      return evaluation.unknownPurposes.length > 0 ? unknownFor(evaluation) : granted(evaluation.obligations, stateOf)
  }
}

function granted(
  obligations: readonly LicenceObligation[],
  stateOf: (obligation: LicenceObligation) => DutyState,
): Clearance {
  const tasks: Task[] = []
  const overdue: Reason[] = []
  for (const obligation of obligations) {
    const standing = stateOf(obligation)
    if (standing.state === 'open') tasks.push({ text: taskText(obligation), dueOn: standing.dueOn })
    if (standing.state === 'overdue') overdue.push(lateReason(obligation, standing.dueOn))
  }
  if (overdue.length > 0) return blockedBy(overdue)
  const shown: readonly Obligation[] = obligations.map(({ kind, what }) => ({ kind, text: what }))
  const [first, ...rest] = tasks
  return first === undefined
    ? { state: 'clear', obligations: shown }
    : { state: 'caution', obligations: shown, tasks: [first, ...rest] }
}

function blockedBy(reasons: readonly Reason[]): Clearance {
  const [first, ...rest] = reasons
  return { state: 'blocked', reasons: [first ?? unexplained, ...rest] }
}

/** A refusal without a reason cannot come from {@link import('./evaluate.ts').evaluate}; it shuts all the same. */
const unexplained: Reason = {
  code: 'licence_blocked',
  lamp: 'licence',
  basis: 'licence',
  source: '-',
  clearedBy: { de: 'Rechtsabteilung', en: 'legal department' },
  text: { de: 'Die Lizenz erlaubt diese Nutzung nicht.', en: 'The licence does not permit this use.' },
}

const legal: Text = { de: 'Rechtsabteilung', en: 'legal department' }

function barring(reason: VerdictReason): Reason {
  return {
    code: `licence_${reason.code}`,
    lamp: 'licence',
    basis: 'licence',
    source: placeOf(reason),
    clearedBy: legal,
    text: withFact(reason),
  }
}

/** Licence and section, as a lawyer looks them up; the layer where it is not obvious. */
function placeOf({ licence, section }: Pick<VerdictReason, 'licence' | 'section'>): string {
  return section === '-' ? licence : `${licence} ${section}`
}

function withFact({ component, text, fact }: VerdictReason): Text {
  const used = fact === undefined ? '' : ` [${fact}]`
  return { de: `${component}: ${text.de}${used}`, en: `${component}: ${text.en}${used}` }
}

function unknownFor({ reasons, missing, unknownPurposes }: Evaluation): Clearance {
  const facts: readonly MissingFact[] = [
    ...missing.map(({ name, text }) => ({ name: `licence.${name}`, text, suppliedBy: owner })),
    ...unknownPurposes.map((purpose) => ({
      name: 'licence.purposes',
      text: unknownPurpose(purpose),
      suppliedBy: owner,
    })),
    ...reasons
      .filter(({ code, verdict }) => verdict === 'needs-review' && code !== 'fact_missing')
      .map((reason) => ({ name: `licence.${reason.code}`, text: placed(reason), suppliedBy: legal })),
  ]
  const [first, ...rest] = facts
  return { state: 'unknown', missing: [first ?? unreviewed, ...rest] }
}

const owner: Text = { de: 'Verantwortliche Stelle des Anwendungsfalls', en: 'owner of the use case' }

const unreviewed: MissingFact = {
  name: 'licence.review',
  text: { de: 'Eine Person muss die Lizenz bewerten.', en: 'A person has to judge the licence.' },
  suppliedBy: legal,
}

function unknownPurpose(purpose: string): Text {
  return { de: `Der Zweck „${purpose}“ ist unbekannt.`, en: `The purpose “${purpose}” is not known.` }
}

function placed(reason: VerdictReason): Text {
  const { de, en } = withFact(reason)
  const place = placeOf(reason)
  return { de: `${de} (${place})`, en: `${en} (${place})` }
}

function taskText(obligation: LicenceObligation): Text {
  const [first] = obligation.sources
  const place = placeOf(first)
  return {
    de: `${obligation.what.de} (${place}); Nachweis: ${obligation.evidence.de}`,
    en: `${obligation.what.en} (${place}); evidence: ${obligation.evidence.en}`,
  }
}

function lateReason(obligation: LicenceObligation, dueOn: string): Reason {
  const [first] = obligation.sources
  const { de, en } = obligation.what
  return {
    code: 'licence_duty_overdue',
    lamp: 'licence',
    basis: 'licence',
    source: placeOf(first),
    clearedBy: legal,
    text: { de: `Pflicht seit ${dueOn} offen: ${de}.`, en: `Duty open since ${dueOn}: ${en}.` },
  }
}
