// What answers may be used for, in the words of the licence engine.
import type { Config } from '@stellwerk/contract/config'
import { catalogue as entries } from '@stellwerk/licences/catalogue/catalogue'
import { indexCatalogue } from '@stellwerk/licences/catalogue-index'
import { componentText } from '@stellwerk/licences/component-text'
import { outputRuling } from '@stellwerk/licences/output-ruling'

import { licenceRoutes } from './licence-wiring.ts'
import type { DeploymentRuling } from './output-rulings.ts'

/** Whether answers of each deployment of a use case may train another model; undefined where there is no such use case. */
export function outputRulingsOf(
  config: Config,
  useCaseId: string,
  digestOf: (text: string) => string,
): readonly DeploymentRuling[] | undefined {
  if (config.useCases.every(({ id }) => id !== useCaseId)) return undefined
  const catalogue = indexCatalogue(entries)
  const routes = licenceRoutes(config, catalogue).filter((route) => route.useCaseId === useCaseId)
  return routes.map(({ deploymentId, model, parts: [served] }) => {
    if (served?.id === undefined) return { deploymentId, model, component: undefined }
    const { profile, component } = served
    const ruling = outputRuling(profile, component, catalogue)
    return {
      deploymentId,
      model,
      component: { name: component.name, digest: digestOf(componentText(component)), ruling },
    }
  })
}
