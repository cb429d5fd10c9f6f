import type { Catalogue } from '@stellwerk/licences/catalogue-index'
import type { Component } from '@stellwerk/licences/component'
import type { Profile } from '@stellwerk/licences/profile'
import type { Evaluation } from '@stellwerk/licences/verdict'

/** What was found about one component behind a deployment, for one use case. */
export interface FoundOfComponent {
  readonly deploymentId: string
  readonly profile: Profile
  readonly component: Component
  readonly evaluation: Evaluation
  /** Where its licence texts lie on this machine, if the operator has said so. Absolute. */
  readonly folder?: string | undefined
}

/** What this room needs of whoever evaluates licences. */
export interface LicenceFindings {
  /** Differs from the last value when something was found anew. Cheap: asked with each decision. */
  readonly generation: () => number
  readonly catalogue: () => Catalogue
  /** Everything that stands behind a model in a use case; empty where no component is on file. */
  readonly evaluationsFor: (useCaseId: string, model: string) => readonly FoundOfComponent[]
}

/** Models of the use cases, as they are configured. */
export interface OfferedModel {
  readonly useCaseId: string
  readonly model: string
}
