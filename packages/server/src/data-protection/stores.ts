import type { LampState } from '@stellwerk/contract/lamp'

export interface RouteName {
  readonly useCaseId: string
  readonly deploymentId: string
}

/** The data protection lamp of a route as the journal last told it. */
export interface RecordedLamp extends RouteName {
  readonly state: LampState
  /** SHA-256 (hex) of what was stated. */
  readonly facts: string
  readonly reasons: readonly string[]
}

/** What lasts of this room. Its own port; storage implements it. */
export interface DataProtectionStore {
  readonly lamps: () => Promise<readonly RecordedLamp[]>
  readonly putLamp: (lamp: RecordedLamp, at: number) => Promise<void>
  readonly removeLamp: (route: RouteName) => Promise<void>
}
