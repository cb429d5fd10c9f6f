import type { LicenceVerdict } from '@stellwerk/contract/journal/licences'
import type { LampState } from '@stellwerk/contract/lamp'

import type { RouteName } from './route-facts.ts'

/** The licence lamp of a route as the journal last told it. */
export interface RecordedLamp extends RouteName {
  readonly state: LampState
  readonly verdict: LicenceVerdict
  readonly facts: string
  readonly component?: string | undefined
  readonly catalogue: string
  readonly reasons: readonly string[]
  /** Digests of the opinions that came to bear. */
  readonly opinions: readonly string[]
}

/** A duty of a licence that an office has to meet. */
export interface DutyRecord extends RouteName {
  /** 12 hex digits, from what the duty is. */
  readonly id: string
  readonly kind: string
  /** Ids of the licences that ask for it. */
  readonly licences: readonly string[]
  /** ISO dates. */
  readonly firstSeenOn: string
  readonly dueOn: string
  readonly done?: { readonly on: string; readonly by: string; readonly evidence: string } | undefined
}

/** What was measured of weights, so that a start need not read a hundred gigabytes again. */
export interface MeasuredWeights {
  readonly componentId: string
  /** Sizes and times of the files, see weights.ts. */
  readonly marks: string
  readonly digest: string
}

/** What lasts of this room. Its own port; storage implements it. */
export interface LicenceStore {
  readonly lamps: () => Promise<readonly RecordedLamp[]>
  readonly putLamp: (lamp: RecordedLamp, at: number) => Promise<void>
  readonly removeLamp: (route: RouteName) => Promise<void>
  readonly duties: () => Promise<readonly DutyRecord[]>
  /** A duty that is there already stays as it is. */
  readonly putDuty: (duty: DutyRecord) => Promise<void>
  readonly finishDuty: (id: string, done: NonNullable<DutyRecord['done']>) => Promise<void>
  readonly weights: () => Promise<readonly MeasuredWeights[]>
  readonly putWeights: (measured: MeasuredWeights) => Promise<void>
}
