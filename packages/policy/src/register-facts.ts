import type { Bodies } from '@stellwerk/contract/register/body'
import type { ObjectKind } from '@stellwerk/contract/register/kind'
import type { Moment } from '@stellwerk/contract/route'

import { endOfDay } from './declared.ts'
import type { DataProtectionAnswers, Fact, GovernanceFacts, Provenance, SecurityFacts, SignedClass } from './facts.ts'
import type { StandingCaution } from './standing.ts'

/** An object of the register whose version is in force. */
export interface InForceObject<Kind extends ObjectKind> {
  readonly id: string
  /** ISO date (UTC) on which this version came into force: from then on holds what it states. */
  readonly inForceOn: string
  readonly body: Bodies[Kind]
}

/** What is in force, by kind and id. */
export type InForceLookup = <Kind extends ObjectKind>(kind: Kind, id: string) => InForceObject<Kind> | undefined

/** How the acts on the use case stand; a version is in force only while all that it needs stand. */
export interface ActsOnUseCase {
  readonly cautions: readonly StandingCaution[]
  /** Whether an opinion of the data protection officer is among the acts. */
  readonly hasOpinion: boolean
}

type UseCase = InForceObject<'useCase'>

interface Stated {
  readonly source: string
  readonly statedBy: string
  readonly validUntil: string
  readonly provenance: 'measured' | 'declared' | 'concluded'
}

/**
 * What the register states about the use case for the governance lamp. What it does not say is missing there. What a day turns into
 * something else (an agreement into its after-effect) is read for that day; the lamp says when to read again.
 */
export function governanceAnswersOf(useCase: UseCase, find: InForceLookup, now: Moment): GovernanceFacts {
  const { id, body } = useCase
  const record = found(find, 'aiActRecord', body.aiActRecord)
  const measures = body.transparencyMeasures.map((one) => find('transparencyMeasure', one))
  const acceptance = found(find, 'managementAcceptance', body.managementAcceptance)
  return {
    ...aiAct(record),
    ...transparency(measures),
    ...participation(useCase, find, now),
    approvals: derived('standing', useCase, 'acts of the register'),
    overseer: said('named', found(find, 'oversight', body.oversight)),
    training: said('done', found(find, 'trainingRecord', body.trainingRecord)),
    managementAcceptance: said('accepted', acceptance?.body.useCases.includes(id) === true ? acceptance : undefined),
  }
}

function aiAct(record: InForceObject<'aiActRecord'> | undefined) {
  if (record === undefined) return {}
  const { roles, class: found_, aiBom, isProhibitedPracticeExcluded } = record.body
  const signed: SignedClass = { ...saidBy(record, found_), bomDigests: aiBom === undefined ? [] : [aiBom] }
  // That not everything was looked at says neither that there is a prohibited practice nor that there is none.
  const practices = found_ === 'prohibited' ? 'present' : isProhibitedPracticeExcluded ? 'none' : undefined
  return {
    class: signed,
    role: roles.length === 0 ? undefined : saidBy(record, 'stated' as const),
    prohibitedPractices: practices === undefined ? undefined : saidBy(record, practices),
  }
}

/** Every channel that the use case names; it runs out with the first of them. */
function transparency(measures: readonly (InForceObject<'transparencyMeasure'> | undefined)[]) {
  const known = measures.filter((one) => one !== undefined)
  const first = known.toSorted((one, other) => (one.body.validUntil < other.body.validUntil ? -1 : 1))[0]
  if (first === undefined) return {}
  const marked = known.find(({ body }) => body.marking !== undefined || body.isMachineReadable)
  return {
    transparency: saidBy(
      first,
      known.length === measures.length ? ('everyChannel' as const) : ('someChannels' as const),
    ),
    marking: marked && saidBy(marked, marked.body.marking ?? ('metadata' as const)),
  }
}

function participation({ body, inForceOn, id }: UseCase, find: InForceLookup, now: Moment) {
  const representation = find('organisation', 'organisation')
  if (representation === undefined) return {}
  if (representation.body.representation.kind === 'none') {
    const none = { inForceOn: representation.inForceOn, body: representation.body.representation }
    return { participation: saidBy(none, 'noRepresentation' as const) }
  }
  const own = { inForceOn, body: body.participation }
  if (body.participation.scope === 'none') return { participation: saidBy(own, 'notAffected' as const) }
  // The use case is in force, so whoever had to be informed was.
  if (body.participation.scope === 'information') return { participation: saidBy(own, 'informed' as const) }
  const agreement = found(find, 'worksAgreement', body.participation.worksAgreement)
  if (agreement?.body.useCases.includes(id) !== true && agreement?.body.useCases.length !== 0)
    return { participation: saidBy(own, 'pending' as const) }
  return underAgreement(agreement, now)
}

/** § 77(6) BetrVG: an agreement may go on applying after its end, and with it what it permits. Checked 2026-11-24. */
function underAgreement(agreement: InForceObject<'worksAgreement'>, now: Moment) {
  const { form, hasAfterEffect, permittedEvaluations, validUntil, source } = agreement.body
  const isListed = permittedEvaluations.length > 0
  if (hasAfterEffect && now >= endOfDay(validUntil)) {
    const after = { inForceOn: validUntil }
    return {
      participation: derived('afterEffect', after, source),
      permittedEvaluations: isListed ? derived('listed', after, source) : undefined,
    }
  }
  return {
    participation: saidBy(agreement, form === 'conciliationRuling' ? ('arbitrated' as const) : ('agreed' as const)),
    permittedEvaluations: isListed ? saidBy(agreement, 'listed' as const) : undefined,
  }
}

/** What the register states about the use case for the data protection lamp. */
export function dataProtectionAnswersOf(
  { body, inForceOn }: UseCase,
  find: InForceLookup,
  { acts, now }: { readonly acts: ActsOnUseCase; readonly now: Moment },
): DataProtectionAnswers {
  const bases = body.legalBases.map((id) => find('legalBasis', id))
  const known = bases.filter((one) => one !== undefined)
  const [first] = known.toSorted((one, other) => (one.body.validUntil < other.body.validUntil ? -1 : 1))
  const isWhole = known.length === bases.length
  const assessment = found(find, 'impactAssessment', body.impactAssessment)
  const register = { inForceOn }
  return {
    legalBasis: isWhole ? said('stated', first) : undefined,
    recordOfProcessing:
      isWhole && known.every((one) => one.body.recordOfProcessing !== undefined) ? said('entered', first) : undefined,
    notices: isWhole && known.every((one) => one.body.notices !== undefined) ? said('published', first) : undefined,
    dpia: assessment && saidBy(assessment, assessment.body.outcome === 'notNeeded' ? 'notNeeded' : 'assessed'),
    consultation: consultation(assessment, { now, otherwiseFrom: inForceOn }),
    opinion: derived(opinionOf(acts), register, 'acts of the register'),
    // A negative opinion makes a reasoned decision of management a required act, so it stands where the use case does.
    decisionOnOpinion: acts.cautions.includes('negativeOpinion')
      ? derived('reasoned', register, 'acts of the register')
      : undefined,
  }
}

function opinionOf({ cautions, hasOpinion }: ActsOnUseCase) {
  if (cautions.includes('negativeOpinion')) return 'negative' as const
  if (cautions.includes('opinionWithConditions')) return 'withConditions' as const
  if (cautions.includes('noOpinion')) return 'none' as const
  return hasOpinion ? ('favourable' as const) : ('notAsked' as const)
}

/** Who finds a high risk that remains asks the authority and waits for it. */
function consultation(
  assessment: InForceObject<'impactAssessment'> | undefined,
  { now, otherwiseFrom }: { readonly now: Moment; readonly otherwiseFrom: string },
): DataProtectionAnswers['consultation'] {
  if (assessment === undefined) return derived('none', { inForceOn: otherwiseFrom }, 'no assessment in force')
  const { outcome, authorityAskedOn, waitsUntil } = assessment.body
  const isAsked = authorityAskedOn !== undefined || outcome === 'highResidualRisk'
  if (!isAsked) return derived('none', assessment, assessment.body.source)
  // NaN, from a day that nobody gave, is never over.
  const isOver = now >= endOfDay(waitsUntil ?? '')
  const value = isOver ? 'answered' : 'waiting'
  return { ...derived(value, assessment, assessment.body.source), validUntil: isOver ? undefined : waitsUntil }
}

/** Days for which a look at the known vulnerabilities, and a drill, are current where nobody stated an end. */
const [lookDays, drillDays] = [90, 365] as const

const dayMs = 86_400_000

/** What the register states about the organisation and the server for the security lamp. What is measured comes beside it. */
export function securityAnswersOf(upstream: InForceObject<'upstream'> | undefined, find: InForceLookup): SecurityFacts {
  const organisation = find('organisation', 'organisation')
  const bsig = organisation?.body.bsig
  const stated = organisation && bsig && { inForceOn: organisation.inForceOn, body: bsig }
  const { engineVersion, isolated, drilledOn, advisoriesCheckedOn: looked } = upstream?.body ?? {}
  const at = upstream?.inForceOn ?? ''
  return {
    bsigCategory: stated && saidBy(stated, stated.body.category),
    controls: stated && areAllStated(stated.body) ? saidBy(stated, 'inPlace' as const) : undefined,
    engineVersion:
      engineVersion &&
      looked &&
      dated('notExploited', firstToEnd(looked, engineVersion), { from: looked.value, days: lookDays, at }),
    isolation:
      isolated?.value === true ? dated('tested', isolated, { from: isolated.on ?? at, days: lookDays, at }) : undefined,
    drill: drilledOn && dated('passed', drilledOn, { from: drilledOn.value, days: drillDays, at }),
  }
}

/** Fields of § 30(2) BSIG. Checked 2026-11-24. */
const fieldCount = 10

function areAllStated({ controls }: NonNullable<Bodies['organisation']['bsig']>): boolean {
  const states = Object.values(controls)
  return states.length === fieldCount && states.every((one) => one.state !== 'notMet')
}

interface Single {
  readonly provenance: Provenance
  readonly statedBy: string
  readonly source?: string | undefined
  readonly validUntil?: string | undefined
}

/** A look at the vulnerabilities of a version says something only while that is the version; and nothing is measured by half. */
function firstToEnd(looked: Single, version: Single): Single {
  const isMeasured = looked.provenance === 'measured' && version.provenance === 'measured'
  const ends = [looked.validUntil, version.validUntil].filter((day) => day !== undefined).toSorted()
  return { ...looked, provenance: isMeasured ? 'measured' : 'declared', validUntil: ends[0] }
}

function dated<Value extends string>(
  value: Value,
  { provenance, statedBy, source, validUntil }: Single,
  { from, days, at }: { readonly from: string; readonly days: number; readonly at: string },
): Fact<Value> {
  const last = new Date(endOfDay(from) + days * dayMs - 1)
  const ends = validUntil ?? (Number.isFinite(last.getTime()) ? last.toISOString().slice(0, 10) : '')
  return { value, provenance, statedBy, source: source ?? `register, ${at}`, statedOn: from, validUntil: ends }
}

function found<Kind extends ObjectKind>(find: InForceLookup, kind: Kind, id: string | undefined) {
  return id === undefined ? undefined : find(kind, id)
}

function said<Value extends string>(
  value: Value,
  from: { readonly inForceOn: string; readonly body: Stated } | undefined,
): Fact<Value> | undefined {
  return from && saidBy(from, value)
}

function saidBy<Value extends string>(
  { inForceOn, body }: { readonly inForceOn: string; readonly body: Stated },
  value: Value,
): Fact<Value> {
  const { source, statedBy, validUntil, provenance } = body
  return { value, source, statedBy, validUntil, provenance, statedOn: inForceOn }
}

function derived<Value extends string>(
  value: Value,
  { inForceOn }: { readonly inForceOn: string },
  source: string,
): Fact<Value> {
  return { value, source, statedBy: 'Stellwerk', provenance: 'derived', statedOn: inForceOn }
}
