import type { Text } from './language.ts'

/** The four lamps of a route. A request passes only while every one of them may be passed. */
export type Lamp = 'licence' | 'dataProtection' | 'governance' | 'security'

export const lamps = ['licence', 'dataProtection', 'governance', 'security'] as const satisfies readonly Lamp[]

/** On what a reason rests. The first four shut; a recommendation alone gives caution. */
export type Basis = 'statute' | 'licence' | 'contract' | 'agreement' | 'ownRule' | 'recommendation'

/** Why a lamp is not clear: for the person who reads it, and for whoever has to clear it. */
export interface Reason {
  readonly code: string
  readonly lamp: Lamp
  readonly basis: Basis
  /** Where the rule or the statement stands, for example a section, a contract or a file of the configuration. */
  readonly source: string
  /** Office or role that can clear it; never a person's name. */
  readonly clearedBy: Text
  readonly text: Text
}

/** What must be done with an allow. Kinds are added by the parts that can meet them. */
export interface Obligation {
  readonly kind: string
  readonly text: Text
}

/** Something a person has to do by a date, so that a caution does not become a refusal. */
export interface Task {
  readonly text: Text
  /** Who has to do it: an office or role, never a person's name. */
  readonly owner?: Text | undefined
  /** Code of the reason behind it, on what it rests, and where that stands. */
  readonly reason?: Pick<Reason, 'code' | 'basis' | 'source'> | undefined
  /** ISO date (`2027-03-31`), end of the day in UTC. */
  readonly dueOn: string
}

/** Name of a fact that a lamp needs and nobody has supplied. */
export interface MissingFact {
  readonly name: string
  readonly text: Text
  readonly suppliedBy: Text
  /** Code of the reason, on what the need rests, and where that stands. */
  readonly reason?: Pick<Reason, 'code' | 'basis' | 'source'> | undefined
}

/** What one lamp shows. `unknown` is a state of its own and shuts: a gate that cannot see stays shut. */
export type Clearance =
  | { readonly state: 'clear'; readonly obligations: readonly Obligation[] }
  | {
      readonly state: 'caution'
      readonly obligations: readonly Obligation[]
      readonly tasks: readonly [Task, ...Task[]]
    }
  | { readonly state: 'blocked'; readonly reasons: readonly [Reason, ...Reason[]] }
  | { readonly state: 'unknown'; readonly missing: readonly [MissingFact, ...MissingFact[]] }

/** What a lamp shows, without its reasons. */
export type LampState = Clearance['state']

export const lampStates = ['clear', 'caution', 'blocked', 'unknown'] as const satisfies readonly LampState[]

/** All four lamps of a route. */
export type Lamps = Readonly<Record<Lamp, Clearance>>
