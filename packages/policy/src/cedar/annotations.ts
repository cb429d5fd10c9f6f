import type { Basis } from '@stellwerk/contract/lamp'
import type { Text } from '@stellwerk/contract/language'

import { isRecord } from './engine.ts'
import { type Office, offices } from './offices.ts'
import { PolicyRefused } from './policy-refused.ts'

/** A policy that takes away, with everything that people are told about it. */
export interface Forbid {
  readonly id: string
  /** Actions that its scope names. */
  readonly actions: readonly string[]
  /** Code of the reason; a promise to clients. */
  readonly reason: string
  readonly text: Text
  readonly source: string
  readonly basis: Basis
  readonly clearedBy: Office
  /** The lamp that it shuts, where the set is not that of one lamp. */
  readonly lamp: string | undefined
  /** The fact that it is about. */
  readonly fact: string | undefined
  /** Whether the lamp is shut because something is against it, or because something is not known. */
  readonly state: 'blocked' | 'unknown'
  /** Set where the words come from the judge of the lamp, whose verdict is a fact. */
  readonly judge: 'shuts' | 'tasks' | undefined
  /** Kind of object in the register that clears it. */
  readonly clears: string | undefined
  /** Days to do what a yellow lamp asks for. */
  readonly taskDays: number | undefined
  /** The day by which the law wants it. */
  readonly dueOn: string | undefined
  /** A fact whose mere declaration, without a measurement, gives yellow until the declaration ends. */
  readonly declared: string | undefined
  /** Ids of entries of the catalogue of obligations on which the words rest. */
  readonly law: readonly string[]
  /** From when on the provision applies, where it is later than the version of the policy. */
  readonly appliesFrom: string | undefined
}

/** A policy that gives. What has to be done with the allow stands beside it. */
export interface Permit {
  readonly id: string
  /** Actions that its scope names; none where it is for all. */
  readonly actions: readonly string[]
  readonly obligation: { readonly kind: string; readonly text: Text } | undefined
}

/** Annotations of a policy, read once per set. */
export type Notes = ({ readonly effect: 'forbid' } & Forbid) | ({ readonly effect: 'permit' } & Permit)

const bases: readonly string[] = [
  'statute',
  'licence',
  'contract',
  'agreement',
  'ownRule',
  'recommendation',
] satisfies readonly Basis[]

/** Longest wait that a policy may give; a task without an end is none. */
const taskDaysMax = 365

/** Not only digits: keys of that kind have an order of their own, and the digest would depend on it. */
const idPattern = /^(?![0-9]+$)[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/

/**
 * What stands above a policy, from `policyToJson`. @throws {PolicyRefused}
 */
export function notesOf(answer: unknown): Notes {
  const json = isRecord(answer) && answer['type'] === 'success' ? answer['json'] : undefined
  if (!isRecord(json)) throw new PolicyRefused('a policy', 'cannot be read')
  const notes = isRecord(json['annotations']) ? json['annotations'] : {}
  const read = new Reader(notes)
  const actions = actionsOf(json['action'])
  if (json['effect'] === 'permit') return { effect: 'permit', id: read.id, actions, obligation: read.obligation() }
  return { effect: 'forbid', ...read.forbid(actions) }
}

/** From `action == …` and `action in […]`. */
function actionsOf(scope: unknown): readonly string[] {
  if (!isRecord(scope)) return []
  const named: unknown = scope['entities'] ?? [scope['entity']]
  if (!Array.isArray(named)) return []
  return named.flatMap((entity: unknown) =>
    isRecord(entity) && typeof entity['id'] === 'string' ? [entity['id']] : [],
  )
}

class Reader {
  readonly id: string
  readonly #notes: Readonly<Record<string, unknown>>

  constructor(notes: Readonly<Record<string, unknown>>) {
    this.#notes = notes
    const id = this.#optional('id')
    if (id === undefined || !idPattern.test(id))
      throw new PolicyRefused(id ?? 'a policy', '@id is missing or malformed')
    this.id = id
  }

  obligation(): Permit['obligation'] {
    const kind = this.#optional('obligation')
    return kind === undefined ? undefined : { kind, text: this.#text() }
  }

  /** A policy that says no names its actions; one for all of them would be told with the wrong words. */
  forbid(actions: readonly string[]): Forbid {
    if (actions.length === 0) throw new PolicyRefused(this.id, 'has to name the actions that it forbids')
    return {
      id: this.id,
      actions,
      reason: this.#needed('reason'),
      text: this.#text(),
      source: this.#needed('source'),
      basis: this.#basis(),
      clearedBy: this.#office(),
      lamp: this.#optional('lamp'),
      fact: this.#optional('fact'),
      state: this.#oneOf('state', ['blocked', 'unknown']) ?? 'blocked',
      judge: this.#oneOf('judge', ['shuts', 'tasks']),
      clears: this.#optional('clears'),
      taskDays: this.#days(),
      dueOn: this.#date('dueOn'),
      declared: this.#optional('declared'),
      law: this.#optional('law')?.split(' ') ?? [],
      appliesFrom: this.#date('appliesFrom'),
    }
  }

  #text(): Text {
    return { de: this.#needed('de'), en: this.#needed('en') }
  }

  #basis(): Basis {
    const basis = this.#needed('basis')
    if (!bases.includes(basis)) throw new PolicyRefused(this.id, `@basis("${basis}") is none of ${bases.join(', ')}`)
    return basis as Basis // It is in the list of all of them.
  }

  #office(): Office {
    const office = this.#needed('clearedBy')
    if (!Object.hasOwn(offices, office)) throw new PolicyRefused(this.id, `@clearedBy("${office}") is no office`)
    return office as Office // It is a key of `offices`.
  }

  #days(): number | undefined {
    const text = this.#optional('task')
    if (text === undefined) return undefined
    const days = /^[1-9][0-9]{0,2}$/.test(text) ? Number(text) : Number.NaN
    if (!(days <= taskDaysMax)) throw new PolicyRefused(this.id, `@task is a number of days up to ${taskDaysMax}`)
    return days
  }

  #date(name: string): string | undefined {
    const text = this.#optional(name)
    if (text === undefined || Number.isFinite(Date.parse(`${text}T00:00:00Z`))) return text
    throw new PolicyRefused(this.id, `@${name}("${text}") is no date`)
  }

  #oneOf<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const text = this.#optional(name)
    if (text === undefined) return undefined
    const word = words.find((one) => one === text)
    if (word === undefined) throw new PolicyRefused(this.id, `@${name}("${text}") is none of ${words.join(', ')}`)
    return word
  }

  #needed(name: string): string {
    const text = this.#optional(name)
    if (text === undefined) throw new PolicyRefused(this.id, `@${name} is missing`)
    return text
  }

  #optional(name: string): string | undefined {
    const text = Object.hasOwn(this.#notes, name) ? this.#notes[name] : undefined
    return typeof text === 'string' && text.trim() !== '' ? text : undefined
  }
}
