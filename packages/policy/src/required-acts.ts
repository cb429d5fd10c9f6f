// Which acts a version needs, from which roles, and whether they stand. Pure: facts and a moment in, an answer with its reasons out.
import type { Act } from '@stellwerk/contract/register/act'
import type { ActKind } from '@stellwerk/contract/register/act-words'
import type { Bodies } from '@stellwerk/contract/register/body'
import type { ObjectKind } from '@stellwerk/contract/register/kind'
import type { OrganisationBody } from '@stellwerk/contract/register/organisation'
import type { Role } from '@stellwerk/contract/register/role'
import type { UseCaseBody } from '@stellwerk/contract/register/use-case'

/** Why an act is needed; the interface has a sentence for each. */
export type RequiredBecause =
  | 'always'
  | 'annexIII'
  | 'specialCategories'
  | 'publicService'
  | 'personalData'
  | 'coDetermination'
  | 'informationDuty'
  | 'evaluations'
  | 'highRisk'
  | 'protectionLowered'
  | 'negativeOpinion'
  | 'authorUnknown'

/** One act that has to stand. Quorum is by role, not by head. */
export interface RequiredAct {
  readonly kind: ActKind
  readonly role: Role
  readonly because: RequiredBecause
  /** The negative opinion that it has to answer with a reason. */
  readonly answers?: string | undefined
}

/** A version, as far as the question goes which acts it needs. */
export type Judged = {
  readonly [Kind in ObjectKind]: {
    readonly kind: Kind
    readonly body: Bodies[Kind]
    /** What was last in force under this id, also if it was withdrawn since. */
    readonly before?: Bodies[Kind] | undefined
  }
}[ObjectKind]

/**
 * The acts that a version needs, before anybody has said anything about it.
 *
 * @param organisation facts in force; unknown counts as an organisation whose employees are represented
 * @example requiredActs({ kind: 'group', body }, organisation) // []
 */
export function requiredActs(judged: Judged, organisation: OrganisationBody | 'unknown'): readonly RequiredAct[] {
  switch (judged.kind) {
    case 'useCase':
      return ofUseCase(judged.body, organisation)
    case 'policySet':
      return [
        approve('itSecurity'),
        approve('management'),
        ...(judged.body.touchesEvaluations && isRepresented(organisation) ? [agreement('evaluations')] : []),
      ]
    case 'observation':
      return [approve('owner'), approve('management')]
    case 'managementAcceptance':
      return [approve('management')]
    case 'worksAgreement':
      return [agreement('always'), approve('management')]
    case 'processorContract':
      return [approve('itSecurity'), opinion('always')]
    case 'deployment':
    case 'upstream':
      return [approve('itSecurity')]
    case 'legalBasis':
    case 'impactAssessment':
      // Art. 35(2) and 39(1)(a), (c) GDPR: the officer is asked. Checked 2026-11-24.
      return [opinion('always')]
    case 'aiActRecord':
      return [approve('owner'), ...(isHighRisk(judged.body) ? [approve('management', 'highRisk')] : [])]
    case 'organisation':
      return isProtectionLowered(judged.body, judged.before) ? [approve('management', 'protectionLowered')] : []
    case 'component':
    case 'artefact':
    case 'group':
    case 'transparencyMeasure':
    case 'oversight':
    case 'trainingRecord':
      return []
  }
}

/**
 * With what the local operator proposed. Nobody knows which person that is, so it may be the one that approves: where a single act would
 * do, another office has to act as well, and each act needs another person.
 */
export function withUnknownAuthor(required: readonly RequiredAct[]): readonly RequiredAct[] {
  const [only, ...others] = required
  if (only === undefined || others.length > 0) return required
  return [only, approve(only.role === 'management' ? 'itSecurity' : 'management', 'authorUnknown')]
}

function ofUseCase(body: UseCaseBody, organisation: OrganisationBody | 'unknown'): readonly RequiredAct[] {
  return [
    approve('owner'),
    approve('itSecurity'),
    ...managementFor(body),
    ...(processesPersonalData(body) ? [opinion('personalData')] : []),
    ...participationIn(body, organisation),
  ]
}

function managementFor(body: UseCaseBody): readonly RequiredAct[] {
  if (body.profile === 'annexIII') return [approve('management', 'annexIII')]
  if (body.personalData.specialCategories !== undefined) return [approve('management', 'specialCategories')]
  return body.profile === 'publicService' ? [approve('management', 'publicService')] : []
}

/** Presets that are about people by their nature; see `presets.ts` of the privacy package. */
const presetsAboutPeople: readonly string[] = ['personnel', 'patient', 'citizen']

/** Internal drafting meets personal data only by chance; then they are pseudonymised, and nobody is asked for an opinion. */
function processesPersonalData({ profile, personalData, legalBases }: UseCaseBody): boolean {
  const { preset, legalBasis, specialCategories } = personalData
  return (
    profile !== 'internalDrafting' ||
    presetsAboutPeople.includes(preset) ||
    legalBasis !== undefined ||
    specialCategories !== undefined ||
    legalBases.length > 0
  )
}

function participationIn(
  { participation }: UseCaseBody,
  organisation: OrganisationBody | 'unknown',
): readonly RequiredAct[] {
  if (!isRepresented(organisation)) return []
  switch (participation.scope) {
    case 'required':
      return [agreement('coDetermination')]
    case 'information':
      return [{ kind: 'information', role: 'employeeRepresentation', because: 'informationDuty' }]
    case 'none':
      return []
  }
}

function isRepresented(organisation: OrganisationBody | 'unknown'): boolean {
  return organisation === 'unknown' || organisation.representation.kind !== 'none'
}

function isHighRisk({ class: found }: Bodies['aiActRecord']): boolean {
  return found === 'high-risk-annex-i' || found === 'high-risk-annex-iii' || found === 'annex-iii-derogated'
}

/** Whoever keeps the facts of the organisation could otherwise take away the representation, and with it the need to ask it. */
function isProtectionLowered(body: OrganisationBody, before: OrganisationBody | undefined): boolean {
  if (before === undefined) return false
  const classesOf = (one: OrganisationBody): readonly string[] => one.dataClasses.map((each) => each.class)
  const remaining = classesOf(body)
  return (
    body.kind !== before.kind ||
    body.churchLaw !== before.churchLaw ||
    body.representation.kind !== before.representation.kind ||
    classesOf(before).some((one) => !remaining.includes(one))
  )
}

function approve(role: 'owner' | 'itSecurity' | 'management', because: RequiredBecause = 'always'): RequiredAct {
  return { kind: 'approve', role, because }
}

function opinion(because: RequiredBecause): RequiredAct {
  return { kind: 'opinion', role: 'dataProtectionOfficer', because }
}

function agreement(because: RequiredBecause): RequiredAct {
  return { kind: 'agreement', role: 'employeeRepresentation', because }
}

/**
 * With what was said, one more may be needed: management decides, with a reason, where the officer's opinion is negative (Art. 38(6),
 * 39 GDPR; the decision is not the officer's). Checked 2026-11-24.
 *
 * @param acts those that count
 */
export function withDecisions(required: readonly RequiredAct[], acts: readonly Act[]): readonly RequiredAct[] {
  const negative = acts.find(({ kind, outcome }) => kind === 'opinion' && outcome === 'negative')
  if (negative === undefined) return required
  const decision: RequiredAct = { ...approve('management', 'negativeOpinion'), answers: negative.id }
  return [...required.filter(({ kind, role }) => kind !== 'approve' || role !== 'management'), decision]
}
