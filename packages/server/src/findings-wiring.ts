// What answers may be used for, in the words of the licence engine.
import type { Config } from '@stellwerk/contract/config'
import type { Catalogue } from '@stellwerk/licences/catalogue-index'
import { componentText } from '@stellwerk/licences/component-text'
import type { Component } from '@stellwerk/licences/component'
import { type Opinion, withConcludedLicences, withOpinions } from '@stellwerk/licences/opinion'
import { type OutputRuling, outputRuling } from '@stellwerk/licences/output-ruling'
import type { Profile } from '@stellwerk/licences/profile'

import { licenceRoutes } from './licence-wiring.ts'
import type { DeploymentRuling } from './output-rulings.ts'

/**
 * Whether answers of each deployment of a use case may train another model; undefined where there is no such use case.
 *
 * @param how.day ISO date on which opinions have to hold
 */
export function outputRulingsOf(
  config: Config,
  catalogue: Catalogue,
  useCaseId: string,
  { digestOf, day }: { readonly digestOf: (text: string) => string; readonly day: string },
): readonly DeploymentRuling[] | undefined {
  if (config.useCases.every(({ id }) => id !== useCaseId)) return undefined
  const routes = licenceRoutes(config, catalogue).filter((route) => route.useCaseId === useCaseId)
  return routes.map(({ deploymentId, model, parts: [served] }) => {
    if (served?.id === undefined) return { deploymentId, model, component: undefined }
    const { component } = served
    const ruling = rulingOf(served, catalogue, day)
    return {
      deploymentId,
      model,
      component: { name: component.name, digest: digestOf(componentText(component)), ruling },
    }
  })
}

/**
 * With what offices concluded about licences and passages. Whoever let a use go on as a whole has not thought of training with its
 * answers, so that does not count here.
 */
function rulingOf(
  {
    profile,
    component,
    opinions,
  }: { readonly profile: Profile; readonly component: Component; readonly opinions: readonly Opinion[] },
  catalogue: Catalogue,
  day: string,
): OutputRuling {
  const concluded = withConcludedLicences(component, opinions, day)
  const ofPassages = opinions.filter(({ concludes }) => concludes.kind === 'passage')
  return outputRuling(profile, concluded, catalogue, (evaluation) => withOpinions(evaluation, ofPassages, day))
}
