import type { LampState } from '@stellwerk/contract/lamp'
import type { Text } from '@stellwerk/contract/language'

/** What the licence lamp of a route shows under one catalogue. */
export interface RouteLamp {
  readonly useCase: string
  readonly deployment: string
  /** Public name of the model. */
  readonly model: string
  readonly state: LampState
  readonly verdict: string
  /** What decides: licence, section and why. */
  readonly deciding: readonly Text[]
  /** Everything that is shown, as one text to compare. */
  readonly shown: string
}
