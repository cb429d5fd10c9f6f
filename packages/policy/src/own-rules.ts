import type { Lamp, Obligation, Reason } from '@stellwerk/contract/lamp'
import type { Bodies } from '@stellwerk/contract/register/body'

import type { Forbid, Notes } from './cedar/annotations.ts'
import type { CedarContext, CedarEngine } from './cedar/engine.ts'
import { offices } from './cedar/offices.ts'
import { PolicyRefused } from './cedar/policy-refused.ts'
import { openPolicySet, openSchema, type PolicySet } from './cedar/policy-set.ts'
import { lamps } from './lamps.ts'
import { strictest } from './obligation-strength.ts'

/** What the request alone knows. */
export interface OwnCall {
  /** Groups of whoever asks. */
  readonly groups: readonly string[]
  /** 0 to 23, and 1 (Monday) to 7, in the time zone of the operator. */
  readonly hour: number
  readonly weekday: number
  /** Names of the tools that the request offers to the model. */
  readonly tools: readonly string[]
  /** Public name of the model. */
  readonly model: string
  /** Categories of personal data that were found. */
  readonly dataCategories: readonly string[]
  readonly bodyBytes: number
}

/**
 * Policy sets of the register as one text, each policy by the name of its object and its own: they say neither `@id` nor `@lamp`
 * themselves.
 *
 * @example ownPolicies([{ id: 'hours', body }]) // '@id("hours.night")\n@lamp("governance")\n…'
 */
export function ownPolicies(sets: readonly { readonly id: string; readonly body: Bodies['policySet'] }[]): string {
  return sets
    .flatMap(({ id, body: { lamp, policies } }) =>
      Object.entries(policies).map(([name, text]) => `@id("${id}.${name}")\n@lamp("${lamp}")\n${text}`),
    )
    .join('\n')
}

/** What an operator's own policies say about one request. They can only take away. */
export type OwnAnswer =
  | { readonly state: 'passes'; readonly obligations: readonly Obligation[]; readonly determining: readonly string[] }
  | {
      readonly state: 'shut'
      readonly reasons: readonly [Reason, ...Reason[]]
      readonly determining: readonly string[]
    }

/** An operator speaks for the house, for its contracts and for its agreements, not for the law. */
const basesOfOperators: readonly string[] = ['ownRule', 'contract', 'agreement']

/** Without it a set that only forbids would permit nothing. */
const base = '@id("own.base") permit (principal, action == Own::Action::"send", resource);\n'

/** The policies of an operator in use: groups, hours, tools, models, data categories. Asked only where there are any. */
export class OwnRules {
  /** Digest of the set. */
  readonly digest: string
  readonly #set: PolicySet

  /** @throws {PolicyRefused} */
  constructor(engine: CedarEngine, { policies, schema }: { readonly policies: string; readonly schema: string }) {
    this.#set = openPolicySet(engine, {
      namespace: 'Own',
      policies: `${base}${policies}`,
      schema: openSchema(engine, schema),
    })
    for (const notes of this.#set.notes.values()) mustBeOwn(notes)
    this.digest = this.#set.digest
  }

  /** Whatever goes wrong refuses. */
  answer(route: { readonly useCaseId: string; readonly deploymentId: string }, call: OwnCall): OwnAnswer {
    try {
      return this.#answer(route, { ...call })
    } catch {
      return trouble
    }
  }

  #answer(route: { readonly useCaseId: string; readonly deploymentId: string }, call: CedarContext): OwnAnswer {
    const answer = this.#set.ask('send', route, call)
    if (answer.state === 'trouble') return trouble
    const notes = answer.determining.flatMap((id) => this.#set.notes.get(id) ?? [])
    if (answer.state === 'allow')
      return { state: 'passes', obligations: obligationsOf(notes), determining: answer.determining }
    const [first, ...others] = notes.flatMap((one) => (one.effect === 'forbid' ? [reasonOf(one)] : []))
    return first === undefined
      ? trouble
      : { state: 'shut', reasons: [first, ...others], determining: answer.determining }
  }
}

function mustBeOwn(notes: Notes): void {
  if (notes.actions.length !== 1 || notes.actions[0] !== 'send')
    throw new PolicyRefused(notes.id, 'has to be for action == Own::Action::"send"')
  if (notes.effect === 'permit') return
  if (!basesOfOperators.includes(notes.basis))
    throw new PolicyRefused(notes.id, `@basis("${notes.basis}") is none of ${basesOfOperators.join(', ')}`)
  if (notes.lamp !== undefined && !lamps.some((lamp) => lamp === notes.lamp))
    throw new PolicyRefused(notes.id, `@lamp("${notes.lamp}") is none of ${lamps.join(', ')}`)
}

function obligationsOf(notes: readonly Notes[]): readonly Obligation[] {
  return strictest(
    notes.flatMap((one) => (one.effect === 'permit' && one.obligation !== undefined ? [one.obligation] : [])),
  )
}

function reasonOf({ reason: code, lamp, basis, source, clearedBy, text }: Forbid): Reason {
  // `mustBeOwn` has looked at it.
  return { code, lamp: (lamp as Lamp | undefined) ?? 'governance', basis, source, clearedBy: offices[clearedBy], text }
}

const trouble: OwnAnswer = {
  state: 'shut',
  determining: [],
  reasons: [
    {
      code: 'policy_error',
      lamp: 'governance',
      basis: 'ownRule',
      source: 'own policies',
      clearedBy: offices.operator,
      text: {
        de: 'die eigenen Regeln des Hauses konnten nicht ausgewertet werden',
        en: "the house's own policies could not be evaluated",
      },
    },
  ],
}
