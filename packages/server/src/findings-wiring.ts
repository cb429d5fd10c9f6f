// What the configuration says of licences, in the words of the licence engine.
import type { Config } from '@stellwerk/contract/config'
import type { ComponentConfig } from '@stellwerk/contract/config-licences'
import { catalogue as entries } from '@stellwerk/licences/catalogue/catalogue'
import { indexCatalogue } from '@stellwerk/licences/catalogue-index'
import type { Component, Descended } from '@stellwerk/licences/component'
import { componentText } from '@stellwerk/licences/component-text'
import { evaluate } from '@stellwerk/licences/evaluate'
import { outputRuling } from '@stellwerk/licences/output-ruling'
import type { Profile } from '@stellwerk/licences/profile'

import type { DeploymentRuling } from './output-rulings.ts'
import type { FoundOfComponent, LicenceFindings } from './terms/findings.ts'

/** What is found about the components of the configuration, evaluated once. */
export function findingsOf(config: Config): LicenceFindings {
  const catalogue = indexCatalogue(entries)
  const known = new Map<string, readonly FoundOfComponent[]>()
  const find = (useCaseId: string, model: string): readonly FoundOfComponent[] =>
    usesOf(config, useCaseId)
      .filter((use) => use.model === model)
      .map(({ deploymentId, profile, component, folder }) => ({
        deploymentId,
        profile,
        component,
        folder,
        evaluation: evaluate(profile, component, catalogue),
      }))
  return {
    generation: () => 0,
    catalogue: () => catalogue,
    evaluationsFor: (useCaseId, model) => {
      const found = known.get(`${useCaseId} ${model}`) ?? find(useCaseId, model)
      known.set(`${useCaseId} ${model}`, found)
      return found
    },
  }
}

/** Whether answers of each deployment of a use case may train another model; undefined where there is no such use case. */
export function outputRulingsOf(
  config: Config,
  useCaseId: string,
  digestOf: (text: string) => string,
): readonly DeploymentRuling[] | undefined {
  const useCase = config.useCases.find(({ id }) => id === useCaseId)
  if (useCase === undefined) return undefined
  const catalogue = indexCatalogue(entries)
  const uses = new Map(usesOf(config, useCaseId).map((use) => [use.deploymentId, use]))
  return config.deployments
    .filter(({ id }) => useCase.deployments.includes(id))
    .map(({ id: deploymentId, model }) => {
      const use = uses.get(deploymentId)
      if (use === undefined) return { deploymentId, model, component: undefined }
      const { profile, component } = use
      const ruling = outputRuling(profile, component, catalogue)
      return {
        deploymentId,
        model,
        component: { name: component.name, digest: digestOf(componentText(component)), ruling },
      }
    })
}

type Use = Omit<FoundOfComponent, 'evaluation'> & { readonly model: string }

/** The deployments of a use case behind which a component is on file. */
function usesOf(config: Config, useCaseId: string): readonly Use[] {
  const useCase = config.useCases.find(({ id }) => id === useCaseId)
  const byId = new Map(config.components.map((one) => [one.id, one]))
  return config.deployments.flatMap(({ id: deploymentId, model, component: named }) => {
    const stated = named === undefined ? undefined : byId.get(named)
    if (stated === undefined || useCase?.deployments.includes(deploymentId) !== true) return []
    const profile = profileOf(config, useCase, stated)
    return [{ deploymentId, model, profile, component: componentOf(stated, byId), folder: stated.folder }]
  })
}

function profileOf(
  { operator = {} }: Config,
  { use = {} }: Config['useCases'][number],
  component: ComponentConfig,
): Profile {
  const { country, principalPlaceOfBusiness, legalForm, competitorOf, ...group } = operator
  const { frontEnds: _, ...stated } = use
  const atRelease = component.groupMAUAtModelRelease ?? group.groupMAUAtModelRelease
  return withoutUndefined({
    ...group,
    ...stated,
    groupMAUAtModelRelease: atRelease,
    operator: withoutUndefined({ country, principalPlaceOfBusiness, legalForm, competitorOf }),
  })
}

type Stated = ReadonlyMap<string, ComponentConfig>

function componentOf(stated: ComponentConfig, byId: Stated): Component {
  const { kind, name, version, modality, declaredLicence, licence, deliveredAs, madeFrom } = stated
  const lineage = madeFrom.map((parent) => descendedOf(parent, byId))
  return withoutUndefined({ kind, name, version, modality, declaredLicence, licence, deliveredAs, lineage })
}

/** The configuration was checked: descent has no circles and an end. */
function descendedOf(parent: ComponentConfig['madeFrom'][number], byId: Stated): Descended {
  const { relation, component, name, kind, version, modality, licence, declaredLicence } = parent
  const stated = component === undefined ? undefined : byId.get(component)
  if (stated === undefined) {
    return withoutUndefined({ relation, parent: name ?? '', kind, version, modality, licence, declaredLicence })
  }
  const { name: work, ...own } = componentOf(stated, byId)
  return { relation, parent: work, ...own }
}

/** With exactOptionalPropertyTypes what nobody has stated must be absent. */
function withoutUndefined<T extends object>(facts: T): { readonly [K in keyof T]: Exclude<T[K], undefined> } {
  // Only what is undefined is left out.
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as never
}
