import { createHash } from 'node:crypto'

import { canonicalJson } from '@stellwerk/contract/journal/canonical'
import type { LicenceVerdict } from '@stellwerk/contract/journal/licences'
import type { Clearance, MissingFact } from '@stellwerk/contract/lamp'
import type { Moment } from '@stellwerk/contract/route'
import type { Catalogue } from '@stellwerk/licences/catalogue-index'
import { componentText } from '@stellwerk/licences/component-text'
import { evaluate } from '@stellwerk/licences/evaluate'
import { clearanceOf, type DutyState } from '@stellwerk/licences/lamp'
import { LineageRefused } from '@stellwerk/licences/layers'
import { type Opinion, withConcludedLicences, withOpinions } from '@stellwerk/licences/opinion'
import type { Evaluation, LicenceObligation } from '@stellwerk/licences/verdict'
import { type Declaration, lampsFromDeclarations } from '@stellwerk/policy/declared'

import type { Part } from '../licence-works.ts'
import { strictestOf } from './strictest.ts'
import { evaluationOfAll } from './together.ts'
import type { RouteFacts } from './route-facts.ts'

const dayMs = 86_400_000

/** What the licences of everything behind a route say, and what the lamp shows for it. */
export interface Judged {
  readonly clearance: Clearance
  readonly verdict: LicenceVerdict
  /** Codes of what decided, each once, in order. */
  readonly reasons: readonly string[]
  /** Of all parts together; absent where nothing of others stands behind the route. */
  readonly evaluation?: Evaluation | undefined
  readonly parts: readonly JudgedPart[]
  /** SHA-256 (hex) of the facts, and of the component that is served; the latter only where one is on file. */
  readonly facts: string
  readonly component?: string | undefined
  /** What came to bear of what offices concluded. */
  readonly opinions: readonly UsedOpinion[]
  /** Until when nothing changes by date. */
  readonly validUntil: Moment
}

/** A part with what was judged about it. */
export interface JudgedPart extends Part {
  readonly evaluation: Evaluation
}

export interface UsedOpinion {
  readonly digest: string
  readonly licence?: string | undefined
  readonly statedBy: string
  readonly validUntil: string
}

/** What the judgement of a route needs besides its facts. */
export interface Judging {
  readonly catalogue: Catalogue
  readonly now: Moment
  /** Where a duty of this route stands. */
  readonly standingOf: (route: RouteFacts, obligation: LicenceObligation) => DutyState
}

/** ISO date in UTC. */
export function dayOf(now: Moment): string {
  return new Date(now).toISOString().slice(0, 10)
}

/** The first moment after a day in UTC. */
function endOf(day: string): Moment {
  return Date.parse(`${day}T00:00:00Z`) + dayMs
}

export function digestOf(value: unknown): string {
  return textDigest(canonicalJson(value))
}

function textDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * What the licence lamp of a route shows. Each part is judged by its own licences with what was concluded about it, and the strictest
 * of all stands. A statement about the use case bars, or decides what nobody else could; it never lifts a refusal.
 */
export function judgeRoute(route: RouteFacts, judging: Judging): Judged {
  const day = dayOf(judging.now)
  const { statement, parts, doubts } = route
  const facts = digestOf({ parts: parts.map(partFacts), statement, doubts: doubts.map(({ name }) => name) })
  const stated = statement === undefined ? undefined : statedLamp(statement, judging.now)
  if (route.isOwn) return ownRoute(stated, { facts, statement, now: judging.now })

  const judged = parts.map((part) => judgePart(part, judging.catalogue, day))
  const refused = judged.flatMap(({ refusal }) => (refusal === undefined ? [] : [refusal]))
  const whole = evaluationOfAll(judged.map(({ evaluation }) => evaluation))
  const byOffice = statement === undefined ? undefined : reviewBy(statement)
  const decided =
    byOffice === undefined || whole.verdict !== 'needs-review' ? whole : withOpinions(whole, [byOffice], day)

  const dueOn: string[] = []
  const ofEngine = clearanceOf(decided, (obligation) => {
    const standing = judging.standingOf(route, obligation)
    if (standing.state !== 'met') dueOn.push(standing.dueOn)
    return standing
  })
  const shown = withStatement(ofEngine, stated, statement)
  const missing = [...doubts, ...refused]
  const clearance = isNonEmpty(missing) ? strictestOf(shown, { state: 'unknown', missing }) : shown
  const days = [...parts.flatMap(({ opinions }) => opinions), ...(byOffice === undefined ? [] : [byOffice])]
  return {
    clearance,
    verdict: decided.verdict,
    reasons: reasonsOf(decided, clearance, missing, stated),
    evaluation: decided,
    parts: judged,
    facts,
    ...(parts[0]?.id === undefined ? {} : { component: textDigest(componentText(parts[0].component)) }),
    opinions: usedOpinions(judged, decided, byOffice),
    validUntil: firstAfter(judging.now, [
      ...days.flatMap(({ givenOn, validUntil }) => [endOf(givenOn) - dayMs, endOf(validUntil)]),
      ...endsOf(statement),
      ...dueOn.map(endOf),
    ]),
  }
}

function partFacts({ id, component, profile, opinions }: Part): object {
  return { ...(id === undefined ? {} : { id }), component, profile, opinions }
}

/** A part as it was judged, with the conclusions about licences that filled a gap in it, and why it could not be judged. */
interface PartOutcome extends JudgedPart {
  readonly filledBy: readonly Opinion[]
  readonly refusal?: MissingFact | undefined
}

function judgePart(part: Part, catalogue: Catalogue, day: string): PartOutcome {
  const before = digestOf(part.component)
  const filledBy = part.opinions.filter(
    (opinion) =>
      opinion.concludes.kind === 'licence' &&
      digestOf(withConcludedLicences(part.component, [opinion], day)) !== before,
  )
  try {
    const component = withConcludedLicences(part.component, part.opinions, day)
    const evaluation = withOpinions(evaluate(part.profile, component, catalogue), part.opinions, day)
    return { ...part, component, evaluation, filledBy }
  } catch (error) {
    if (!(error instanceof LineageRefused)) throw error
    const refusal = { name: `licence.${error.code}`, text: error.text, suppliedBy: operatorOffice }
    return { ...part, evaluation: unjudged, filledBy, refusal }
  }
}

const operatorOffice = { de: 'Betrieb', en: 'operator' }

/** Of a part that could not be judged; what is missing stands beside it and shuts. */
const unjudged: Evaluation = {
  verdict: 'needs-review',
  reasons: [],
  obligations: [],
  missing: [],
  unknownPurposes: [],
  concluded: 'NOASSERTION',
  readings: {},
}

/** What an office stated about the use case, taken as its opinion on whatever text and facts leave open. */
function reviewBy({ state, statedBy, source, reason, validUntil }: Declaration): Opinion | undefined {
  if (state === 'blocked') return undefined
  const why = reason?.en ?? source
  return { statedBy, source, reason: why, givenOn: '0001-01-01', validUntil, concludes: { kind: 'reviewed' } }
}

function statedLamp(statement: Declaration, now: Moment): Clearance {
  return lampsFromDeclarations({ licence: statement }, now).lamps.licence
}

/** A bar of an office holds whatever the licences say; what it let pass counts as long as its statement does. */
function withStatement(
  ofEngine: Clearance,
  stated: Clearance | undefined,
  statement: Declaration | undefined,
): Clearance {
  if (stated === undefined || statement === undefined) return ofEngine
  const isRunOut = stated.state === 'unknown'
  // Where the licences decide by themselves, nobody needs a statement that has run out; a bar needs somebody to look again.
  if (isRunOut && statement.state !== 'blocked' && ofEngine.state !== 'unknown') return ofEngine
  return strictestOf(ofEngine, stated)
}

/** Milliseconds until a route that could not be judged is judged again. */
const judgeAgainMs = 60_000

/** Of a route whose judgement failed: nothing is known, so nothing passes (docs/laws.md, law 1). */
export function unjudgedRoute({ useCaseId, deploymentId }: RouteFacts, now: Moment): Judged {
  const text = {
    de: 'Die Lizenzen dieser Route ließen sich nicht bewerten',
    en: 'the licences of this route could not be judged',
  }
  return {
    clearance: { state: 'unknown', missing: [{ name: 'licence.judged', text, suppliedBy: operatorOffice }] },
    verdict: 'needs-review',
    reasons: ['fault'],
    parts: [],
    facts: digestOf({ useCaseId, deploymentId }),
    opinions: [],
    validUntil: now + judgeAgainMs,
  }
}

/** The built-in mirror is ours and clear by itself. */
function ownRoute(
  stated: Clearance | undefined,
  {
    facts,
    statement,
    now,
  }: { readonly facts: string; readonly statement: Declaration | undefined; readonly now: Moment },
): Judged {
  const clearance = withStatement({ state: 'clear', obligations: [] }, stated, statement)
  return {
    clearance,
    verdict: 'allowed',
    reasons: ['own_work', ...(clearance.state === 'clear' ? [] : ['stated'])],
    parts: [],
    facts,
    opinions: [],
    validUntil: firstAfter(now, endsOf(statement)),
  }
}

/** Name of the fact that is missing while the catalogue cannot be relied on. */
const catalogueFact = 'licence.catalogue'

function reasonsOf(
  { reasons, verdict }: Evaluation,
  clearance: Clearance,
  doubts: readonly MissingFact[],
  stated: Clearance | undefined,
): readonly string[] {
  const own = reasons.filter((reason) => reason.verdict === verdict).map(({ code }) => code)
  const isOverdue =
    clearance.state === 'blocked' && clearance.reasons.some(({ code }) => code === 'licence_duty_overdue')
  const isStated = stated !== undefined && stated.state !== 'clear' && stated.state === clearance.state
  const all = [
    ...own,
    ...(isOverdue ? ['duty_overdue'] : []),
    ...(isStated ? ['stated'] : []),
    ...(doubts.some(({ name }) => name !== catalogueFact) ? ['files_doubtful'] : []),
    ...(doubts.some(({ name }) => name === catalogueFact) ? ['catalogue_unusable'] : []),
  ]
  return [...new Set(all)].toSorted()
}

function usedOpinions(
  parts: readonly PartOutcome[],
  decided: Evaluation,
  byOffice: Opinion | undefined,
): readonly UsedOpinion[] {
  const sources = new Set(decided.reasons.flatMap(({ code, fact }) => (code === 'opinion' ? [fact] : [])))
  const others = parts.flatMap(({ opinions }) => opinions.filter(({ concludes }) => concludes.kind !== 'licence'))
  const lifting = [...others, ...(byOffice === undefined ? [] : [byOffice])].filter(({ source }) => sources.has(source))
  const used = [...parts.flatMap(({ filledBy }) => filledBy), ...lifting]
  const byDigest = new Map(used.map((opinion) => [digestOf(opinion), opinion]))
  return [...byDigest].map(([digest, { concludes, statedBy, validUntil }]) => ({
    digest,
    ...(concludes.kind === 'reviewed' ? {} : { licence: concludes.licence }),
    statedBy,
    validUntil,
  }))
}

function endsOf(statement: Declaration | undefined): readonly Moment[] {
  if (statement === undefined) return []
  return [statement.validUntil, ...(statement.task === undefined ? [] : [statement.task.dueOn])].map(endOf)
}

function firstAfter(now: Moment, moments: readonly Moment[]): Moment {
  return Math.min(Number.POSITIVE_INFINITY, ...moments.filter((moment) => moment > now))
}

function isNonEmpty<Item>(items: readonly Item[]): items is readonly [Item, ...Item[]] {
  return items.length > 0
}
