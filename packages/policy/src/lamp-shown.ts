import type { Clearance, Lamp, MissingFact, Obligation, Reason, Task } from '@stellwerk/contract/lamp'
import type { Text } from '@stellwerk/contract/language'
import type { Moment } from '@stellwerk/contract/route'

import type { Forbid } from './cedar/annotations.ts'
import { offices } from './cedar/offices.ts'
import type { Fact, RouteFacts, Verdict } from './facts.ts'
import { endOf, type InForce, type NamedFacts, startOfDay } from './facts-in-force.ts'
import type { LampAnswer, LampJudge } from './lamp-judge.ts'
import { strictest } from './obligation-strength.ts'
import { lastDayBefore, taskOf } from './tasks.ts'

/** What the words and the dates of a lamp are made from. */
export interface Showing {
  readonly facts: RouteFacts
  /** The facts of this lamp as they were stated. */
  readonly stated: NamedFacts
  readonly current: InForce
  readonly verdict: Verdict | undefined
  readonly judge: LampJudge
  readonly now: Moment
}

/** A lamp as people see it, and when a task of it is overdue first. */
export interface Shown {
  readonly clearance: Clearance
  readonly changesAt: Moment
}

type Judgement = Exclude<LampAnswer, { readonly state: 'trouble' }>

/** What was put into words about facts that routes share, and when it was right. */
interface Kept {
  readonly shown: Shown
  readonly since: Moment
  readonly inForceOn: string
}

const kept = new WeakMap<InForce, Map<Judgement, Kept>>()

/**
 * What the policies said, in words and dates. Routes that share facts and an answer share the words, unless they have extensions or
 * words of a judge of their own.
 */
export function shown(lamp: Lamp, answer: Judgement, about: Showing): Shown {
  if (!isShareable(answer, about)) return worded(lamp, answer, about)
  const { current, facts, now } = about
  const before = kept.get(current)?.get(answer)
  const isRight = before !== undefined && before.since <= now && now < before.shown.changesAt
  if (isRight && before.inForceOn === facts.inForceOn) return before.shown
  const words = worded(lamp, answer, about)
  const answers = kept.get(current) ?? new Map<Judgement, Kept>()
  kept.set(current, answers.set(answer, { shown: words, since: now, inForceOn: facts.inForceOn }))
  return words
}

function isShareable({ against }: Judgement, { current, facts, verdict }: Showing): boolean {
  if (!current.isShared || against.length === 0 || facts.extensions.length > 0) return false
  const own = verdict?.clearance
  if (own !== undefined && 'obligations' in own && own.obligations.length > 0) return false
  return !against.some(({ judge }) => judge !== undefined)
}

function worded(lamp: Lamp, answer: Judgement, about: Showing): Shown {
  if (answer.state === 'shut')
    return { clearance: shutLamp(lamp, answer.against, about), changesAt: Number.POSITIVE_INFINITY }
  const obligations = obligationsOf(answer, about)
  if (answer.against.length === 0)
    return { clearance: { state: 'clear', obligations }, changesAt: Number.POSITIVE_INFINITY }
  return yellowLamp(lamp, answer.against, obligations, about)
}

function obligationsOf({ obligations }: Judgement, { verdict }: Showing): readonly Obligation[] {
  const judged = verdict?.clearance
  const own = judged !== undefined && 'obligations' in judged ? judged.obligations : []
  return own.length === 0 ? obligations : strictest([...obligations, ...own])
}

/** Everything that is against it at once, so that nobody has to come back for the next step. */
function shutLamp(lamp: Lamp, against: readonly Forbid[], about: Showing): Clearance {
  const reasons: Reason[] = []
  const missing: MissingFact[] = []
  for (const policy of against) {
    if (policy.judge === 'shuts' && addVerdict(about, { reasons, missing })) continue
    if (policy.state === 'unknown') missing.push(missingFact(lamp, policy, about))
    else reasons.push(reasonOf(lamp, policy, policy.text))
  }
  return shut(lamp, reasons, unlike(missing))
}

function shut(lamp: Lamp, reasons: readonly Reason[], missing: readonly MissingFact[]): Clearance {
  const [first, ...others] = reasons
  if (first !== undefined)
    return { state: 'blocked', reasons: [first, ...others, ...missing.map((fact) => asReason(lamp, fact))] }
  const [fact, ...facts] = missing
  if (fact === undefined) throw new RangeError(`${lamp} is shut by nothing`)
  return { state: 'unknown', missing: [fact, ...facts] }
}

/** What the judge of a lamp said, in its own words. */
function addVerdict({ verdict }: Showing, to: { reasons: Reason[]; missing: MissingFact[] }): boolean {
  const clearance = verdict?.clearance
  if (clearance?.state === 'blocked') to.reasons.push(...clearance.reasons)
  else if (clearance?.state === 'unknown') to.missing.push(...clearance.missing)
  else return false
  return true
}

/** The judge of a lamp and its policies may both ask for the same fact. */
function unlike(missing: readonly MissingFact[]): readonly MissingFact[] {
  return [...new Map(missing.map((fact) => [fact.name, fact])).values()]
}

function yellowLamp(lamp: Lamp, against: readonly Forbid[], obligations: readonly Obligation[], about: Showing): Shown {
  const overdue: Reason[] = []
  const tasks: Task[] = []
  let changesAt = Number.POSITIVE_INFINITY
  for (const policy of against) {
    const verdict = about.verdict?.clearance
    if (policy.judge === 'tasks' && verdict?.state === 'caution') {
      tasks.push(...verdict.tasks)
      continue
    }
    const { task, overdueAt } = taskOf(policy, frameOf(policy, about), about.now)
    if (about.now < overdueAt) {
      tasks.push({ ...task, owner: offices[policy.clearedBy], reason: restsOn(policy) })
      changesAt = Math.min(changesAt, overdueAt)
    } else overdue.push(overdueReason(lamp, policy, task))
  }
  const [first, ...others] = tasks.toSorted((one, other) => (one.dueOn < other.dueOn ? -1 : 1))
  if (overdue.length > 0 || first === undefined) return { clearance: shut(lamp, overdue, []), changesAt }
  return { clearance: { state: 'caution', obligations, tasks: [first, ...others] }, changesAt }
}

function frameOf(policy: Forbid, { facts, stated, judge }: Showing) {
  return {
    inForceOn: facts.inForceOn,
    policiesInForceOn: judge.inForceOn,
    extensions: facts.extensions,
    fact: statedFact(policy, stated),
  }
}

function statedFact({ fact }: Forbid, stated: NamedFacts): Fact | undefined {
  return fact === undefined ? undefined : stated[fact]
}

/** A recommendation does not shut; that nobody did by its day what was agreed to be done is a rule of our own. */
function overdueReason(lamp: Lamp, policy: Forbid, task: Task): Reason {
  const text = { de: `${task.text.de} (fällig ${task.dueOn})`, en: `${task.text.en} (due ${task.dueOn})` }
  const basis = policy.basis === 'recommendation' ? 'ownRule' : policy.basis
  return { ...reasonOf(lamp, policy, text), code: `${policy.reason}_overdue`, basis }
}

function reasonOf(lamp: Lamp, policy: Forbid, text: Text): Reason {
  return { ...restsOn(policy), lamp, clearedBy: offices[policy.clearedBy], text }
}

function restsOn({ reason, basis, source }: Forbid): Pick<Reason, 'code' | 'basis' | 'source'> {
  return { code: reason, basis, source }
}

function asReason(lamp: Lamp, { name, text, suppliedBy, reason }: MissingFact): Reason {
  return { code: `${lamp}_unknown`, lamp, basis: 'ownRule', source: name, ...reason, clearedBy: suppliedBy, text }
}

function missingFact(lamp: Lamp, policy: Forbid, { stated, now }: Showing): MissingFact {
  const fact = statedFact(policy, stated)
  return {
    name: `${lamp}.${policy.fact}`,
    text: withDates(policy.text, policy.fact ?? '', fact, now),
    suppliedBy: offices[policy.clearedBy],
    reason: restsOn(policy),
  }
}

function withDates({ de, en }: Text, name: string, fact: Fact | undefined, now: Moment): Text {
  if (fact === undefined) return { de, en }
  const ends = endOf(name, fact)
  if (ends <= now) {
    const day = lastDayBefore(ends)
    return { de: `${de} (am ${day} abgelaufen)`, en: `${en} (ran out on ${day})` }
  }
  if (now < startOfDay(fact.statedOn))
    return { de: `${de} (gilt erst ab ${fact.statedOn})`, en: `${en} (holds from ${fact.statedOn} on)` }
  return { de, en }
}
