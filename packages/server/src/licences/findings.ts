import type { Catalogue } from '@stellwerk/licences/catalogue-index'
import type { Component } from '@stellwerk/licences/component'
import type { Profile } from '@stellwerk/licences/profile'
import type { Evaluation } from '@stellwerk/licences/verdict'

import type { RouteLamps } from './lamps.ts'

/** What was found about one component behind a deployment, for one use case. */
interface FoundPart {
  readonly deploymentId: string
  readonly profile: Profile
  readonly component: Component
  readonly evaluation: Evaluation
  readonly folder?: string | undefined
}

/** What others ask about licences: the terms that callers accept, the notices of a model. */
export interface LicenceFindings {
  /** Differs from the last value when something was judged anew. */
  readonly generation: () => number
  readonly catalogue: () => Catalogue
  /** Everything that stands behind a model in a use case and has a component on file. */
  readonly evaluationsFor: (useCaseId: string, model: string) => readonly FoundPart[]
}

export function findingsOf(lamps: RouteLamps, catalogue: () => Catalogue): LicenceFindings {
  return {
    generation: () => lamps.generation,
    catalogue,
    evaluationsFor: (useCaseId, model) =>
      lamps.all
        .filter(({ facts }) => facts.useCaseId === useCaseId && facts.model === model)
        .flatMap(({ facts: { deploymentId }, judged }) =>
          judged.parts.flatMap(({ id, profile, component, evaluation, folder }) =>
            id === undefined ? [] : [{ deploymentId, profile, component, evaluation, folder }],
          ),
        ),
  }
}
