// TEMPORARY until gate lands
import { dirname } from 'node:path'
import type { Config } from '@stellwerk/contract/config'
import { catalogue as entries } from '@stellwerk/licences/catalogue/catalogue'
import { indexCatalogue } from '@stellwerk/licences/catalogue-index'
import { evaluate } from '@stellwerk/licences/evaluate'
import type { LicenceFindings } from './terms/findings.ts'
export function findingsOf(config: Config): LicenceFindings {
  const catalogue = indexCatalogue(entries)
  void dirname
  const layer = (id: string): any => {
    const c = config.components.find((one) => one.id === id)!
    const { madeFrom, id: _id, folder: _f, digest: _d, ...rest } = c as any
    return {
      ...rest,
      lineage: madeFrom.map((m: any) =>
        m.component
          ? { relation: m.relation, parent: layer(m.component).name, ...layer(m.component) }
          : { relation: m.relation, parent: m.name, ...m },
      ),
    }
  }
  return {
    generation: () => 1,
    catalogue: () => catalogue,
    evaluationsFor: (useCaseId, model) => {
      const u = config.useCases.find((one) => one.id === useCaseId)!
      const { frontEnds: _x, ...use } = (u.use ?? {}) as any
      const { groupMAU, ...operator } = (config.operator ?? {}) as any
      const profile = {
        operator,
        groupMAU,
        groupMAUAtModelRelease: operator.groupMAUAtModelRelease,
        groupAnnualRevenueUSD: operator.groupAnnualRevenueUSD,
        ...use,
      }
      return config.deployments
        .filter((d) => d.model === model && u.deployments.includes(d.id) && d.component !== undefined)
        .map((d) => {
          const component = layer(d.component!)
          return {
            deploymentId: d.id,
            profile,
            component,
            folder: config.components.find((c) => c.id === d.component)?.folder,
            evaluation: evaluate(profile, component, catalogue),
          }
        })
    },
  }
}
