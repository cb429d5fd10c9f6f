import type { Obligation } from '@stellwerk/contract/lamp'

import type { Forbid } from './cedar/annotations.ts'
import type { Answer, CedarEngine, CedarValue } from './cedar/engine.ts'
import { openPolicySet, type PolicySchema, type PolicySet } from './cedar/policy-set.ts'
import { PolicyRefused } from './cedar/policy-refused.ts'
import { type InForce, isOnlyDeclared } from './facts-in-force.ts'

/** What a lamp is asked about a route: which facts hold, and nothing that only people read. */
export interface LampQuestion {
  readonly route: { readonly useCaseId: string; readonly deploymentId: string }
  readonly profile: string
  readonly current: InForce
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
    for (const notes of this.#set.notes.values()) if (notes.effect === 'forbid') mustFitLamp(notes)
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

  /** Nothing of what was answered before is used again: for measuring. */
  forget(): void {
    this.#answers.clear()
  }

  #answer({ route, profile, current, hasDeclared, extra }: LampQuestion): LampAnswer {
    const context: Record<string, CedarValue> = { profile, ...extra }
    const declared: string[] = []
    for (const [name, fact] of current.facts) {
      context[name] = fact.value
      if (isOnlyDeclared(name, fact)) declared.push(name)
    }
    if (hasDeclared) context['declared'] = declared
    if (current.verdict !== undefined) context['verdict'] = current.verdict.clearance.state
    const passes = this.#set.ask('pass', route, context)
    if (passes.state !== 'allow') return this.#against(passes, 'shut')
    const clear = this.#set.ask('clear', route, context)
    return clear.state === 'deny'
      ? this.#against(clear, 'passes', passes.determining)
      : clear.state === 'trouble'
        ? clear
        : this.#answered('passes', [], clear.determining, clear.determining)
  }

  /** @param permits what permitted passing, where something did */
  #against(answer: Answer, state: 'passes' | 'shut', permits: readonly string[] = []): LampAnswer {
    if (answer.state !== 'deny')
      return { state: 'trouble', what: answer.state === 'trouble' ? answer.what : 'no denial' }
    if (answer.determining.length === 0) return { state: 'trouble', what: 'no policy permits this' }
    const against: Forbid[] = []
    for (const id of answer.determining) {
      const notes = this.#set.notes.get(id)
      if (notes?.effect !== 'forbid') return { state: 'trouble', what: `${id} denies and is no forbid` }
      against.push(notes)
    }
    return this.#answered(state, against, answer.determining, permits)
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

/** A recommendation alone never shuts, and what turns a lamp yellow has a day by which it is done. */
function mustFitLamp(policy: Forbid): void {
  if (policy.action !== 'pass' && policy.action !== 'clear')
    throw new PolicyRefused(policy.id, `says nothing about pass or clear but about ${policy.action}`)
  if (policy.action === 'pass' && policy.basis === 'recommendation')
    throw new PolicyRefused(policy.id, 'a recommendation does not shut: make it a policy for clear')
  const isDated = policy.taskDays !== undefined || policy.dueOn !== undefined || policy.declared !== undefined
  if (policy.action === 'clear' && policy.judge === undefined && !isDated)
    throw new PolicyRefused(policy.id, '@task is missing: a yellow lamp has a day by which something is done')
  if (policy.state === 'unknown' && policy.fact === undefined)
    throw new PolicyRefused(policy.id, '@fact is missing: what is not known has a name')
}

function keyOf({ profile, current, extra }: LampQuestion): string {
  let key = `${profile}\0${current.verdict?.clearance.state ?? ''}`
  for (const [name, fact] of current.facts) key += `\0${name}${isOnlyDeclared(name, fact) ? '!' : '='}${fact.value}`
  if (extra !== undefined) for (const name in extra) key += `\0${name}${extra[name]}`
  return key
}
