import type { Obligation } from '@stellwerk/contract/lamp'

import type { Forbid, Notes } from './cedar/annotations.ts'
import type { CedarEngine, CedarValue } from './cedar/engine.ts'
import { openPolicySet, type PolicySchema, type PolicySet } from './cedar/policy-set.ts'
import { PolicyRefused } from './cedar/policy-refused.ts'
import type { Verdict } from './facts.ts'
import type { InForce } from './facts-in-force.ts'

/** What a lamp is asked about a route: which facts hold, and nothing that only people read. */
export interface LampQuestion {
  readonly route: { readonly useCaseId: string; readonly deploymentId: string }
  readonly profile: string
  readonly current: InForce
  readonly verdict: Verdict | undefined
  /** Whether the lamp tells declared facts from measured ones. */
  readonly hasDeclared: boolean
  /** What follows from several facts together. */
  readonly extra?: Readonly<Record<string, boolean>> | undefined
}

/** What the policies of a lamp say: nothing about dates and words yet, so many routes share it. */
export type LampAnswer =
  | { readonly state: 'trouble'; readonly what: string }
  | {
      readonly state: 'passes' | 'shut'
      /** Policies that shut, or that turn it yellow where nothing shuts. */
      readonly against: readonly Forbid[]
      readonly obligations: readonly Obligation[]
      readonly determining: readonly string[]
    }

/** Answers that are kept. Facts come as a few words each, so even a large house has some hundreds of different questions. */
const answersMax = 10_000

/** The policies of one lamp in use. */
export class LampJudge {
  /** Digest of the policy set. */
  readonly digest: string
  readonly inForceOn: string
  readonly #set: PolicySet
  readonly #answers = new Map<string, LampAnswer>()

  /** @throws {PolicyRefused} */
  constructor(
    engine: CedarEngine,
    file: {
      readonly namespace: string
      readonly policies: string
      readonly schema: PolicySchema
      readonly inForceOn: string
    },
  ) {
    this.#set = openPolicySet(engine, file)
    for (const notes of this.#set.notes.values()) mustFitLamp(notes)
    this.digest = this.#set.digest
    this.inForceOn = file.inForceOn
  }

  /** All policies that can say no. */
  get forbids(): readonly Forbid[] {
    return [...this.#set.notes.values()].filter((notes) => notes.effect === 'forbid')
  }

  /** Decisions are pure, so what was answered before is exact. Trouble is not kept: it may be over next time. */
  ask(question: LampQuestion): LampAnswer {
    const key = keyOf(question)
    const known = this.#answers.get(key)
    if (known !== undefined) return known
    const answer = this.#answer(question)
    if (answer.state === 'trouble') return answer
    if (this.#answers.size >= answersMax) this.#answers.clear()
    this.#answers.set(key, answer)
    return answer
  }

  /** How many answers are kept. */
  get remembered(): number {
    return this.#answers.size
  }

  /** Nothing of what was answered before is used again: for measuring. */
  forget(): void {
    this.#answers.clear()
  }

  #answer({ route, profile, current, verdict, hasDeclared, extra }: LampQuestion): LampAnswer {
    const context: Record<string, CedarValue> = { profile, ...extra }
    for (const [name, fact] of current.facts) context[name] = fact.value
    if (hasDeclared) context['declared'] = current.declared
    if (verdict !== undefined) context['verdict'] = verdict.clearance.state
    // What may not pass is not clear, so one question tells all that is against it. Passing is asked about where only tasks are.
    const clear = this.#set.ask('clear', route, context)
    if (clear.state === 'trouble') return clear
    if (clear.state === 'allow') return this.#answered('passes', [], clear.determining, clear.determining)
    const against = this.#forbids(clear.determining)
    if (against === undefined) return { state: 'trouble', what: 'no policy permits this' }
    const shutting = against.filter(shuts)
    if (shutting.length > 0) return this.#answered('shut', shutting, clear.determining, [])
    const passes = this.#set.ask('pass', route, context)
    if (passes.state === 'trouble') return passes
    if (passes.state === 'deny') return { state: 'trouble', what: 'what is against it and what denies it disagree' }
    return this.#answered('passes', against, clear.determining, passes.determining)
  }

  /** Undefined where nothing, or something that is no forbid, is said to deny. */
  #forbids(ids: readonly string[]): readonly Forbid[] | undefined {
    const found = ids.flatMap((id) => {
      const notes = this.#set.notes.get(id)
      return notes?.effect === 'forbid' ? [notes] : []
    })
    return found.length > 0 && found.length === ids.length ? found : undefined
  }

  #answered(
    state: 'passes' | 'shut',
    against: readonly Forbid[],
    determining: readonly string[],
    permits: readonly string[],
  ): LampAnswer {
    const obligations: Obligation[] = []
    for (const id of permits) {
      const notes = this.#set.notes.get(id)
      if (notes?.effect === 'permit' && notes.obligation !== undefined) obligations.push(notes.obligation)
    }
    return { state, against, obligations, determining }
  }
}

function shuts({ actions }: Forbid): boolean {
  return actions.includes('pass')
}

/**
 * What shuts and what permits is for `pass` and for `clear`, or the one question would not tell all. A recommendation alone never
 * shuts, and what turns a lamp yellow has a day by which it is done.
 */
function mustFitLamp(policy: Notes): void {
  const actions = policy.actions.toSorted().join(' ')
  const isForBoth = actions === 'clear pass'
  if (!isForBoth && (policy.effect === 'permit' || actions !== 'clear'))
    throw new PolicyRefused(policy.id, 'has to be for pass and clear, or, where it turns a lamp yellow, for clear')
  if (policy.effect === 'permit') return
  if (isForBoth && policy.basis === 'recommendation')
    throw new PolicyRefused(policy.id, 'a recommendation does not shut: make it a policy for clear')
  const isDated = policy.taskDays !== undefined || policy.dueOn !== undefined || policy.declared !== undefined
  if (!isForBoth && policy.judge === undefined && !isDated)
    throw new PolicyRefused(policy.id, '@task is missing: a yellow lamp has a day by which something is done')
  if (policy.state === 'unknown' && policy.fact === undefined)
    throw new PolicyRefused(policy.id, '@fact is missing: what is not known has a name')
}

function keyOf({ profile, current, verdict, extra }: LampQuestion): string {
  let key = `${profile.length}:${profile}\0${verdict?.clearance.state ?? ''}${current.key}`
  if (extra !== undefined) for (const name in extra) key += `\0${extra[name]}`
  return key
}
