// What the licence lamps of an installation would show under a catalogue. Reads, and changes nothing.
import type { Clearance } from '@stellwerk/contract/lamp'
import type { Text } from '@stellwerk/contract/language'
import { indexCatalogue } from '@stellwerk/licences/catalogue-index'

import { catalogueDoubt, type CatalogueStanding, usableCatalogue } from './catalogue-in-force.ts'
import { systemClock } from './clock.ts'
import type { LoadedConfig } from './config.ts'
import { doubted, folderLook, licenceRoutes } from './licence-wiring.ts'
import { Duties } from './licences/duties.ts'
import { dayOf, type Judged, judgeRoute } from './licences/judge.ts'
import { isMetHere } from './licences/met-here.ts'
import type { RouteFacts } from './licences/route-facts.ts'
import type { FolderLook } from './licence-works.ts'
import type { RouteLamp } from './route-lamp.ts'
import { readLicenceRecords } from './storage/sqlite/licence-records.ts'

/** What lies in the folders of components, as the lamps see it. @throws {PackRefused} */
export async function lookIntoFolders({ config }: LoadedConfig): Promise<FolderLook> {
  const records = readLicenceRecords(config.data)
  return folderLook(await usableCatalogue(config), records.weights)
}

export async function licenceLamps(
  { config }: LoadedConfig,
  standing: CatalogueStanding,
): Promise<readonly RouteLamp[]> {
  const isUsable = standing.state !== 'unusable'
  const catalogue = isUsable ? standing.catalogue : indexCatalogue([], '0001-01-01')
  const records = readLicenceRecords(config.data)
  const duties = new Duties(records.duties, config.licences.taskDays)
  const now = systemClock.now()
  return licenceRoutes(config, catalogue, records.weights)
    .map(doubted(isUsable ? undefined : catalogueDoubt(standing.refused)))
    .map((route) => {
      const judged = judgeRoute(route, {
        catalogue,
        now,
        standingOf: (facts, obligation) =>
          isMetHere(facts, obligation) ? { state: 'met' } : duties.standing(facts, obligation, dayOf(now)),
      })
      return lampOf(route, judged)
    })
}

function lampOf({ useCaseId, deploymentId, model }: RouteFacts, { clearance, verdict, reasons }: Judged): RouteLamp {
  return {
    useCase: useCaseId,
    deployment: deploymentId,
    model,
    state: clearance.state,
    verdict,
    deciding: decidingOf(clearance),
    shown: JSON.stringify([clearance, verdict, reasons]),
  }
}

function decidingOf(clearance: Clearance): readonly Text[] {
  switch (clearance.state) {
    case 'clear':
      return []
    case 'caution':
      return clearance.tasks.map(({ text }) => text)
    case 'blocked':
      return clearance.reasons.map(({ source, text }) => ({
        de: `${source}: ${text.de}`,
        en: `${source}: ${text.en}`,
      }))
    case 'unknown':
      return clearance.missing.map(({ text }) => text)
  }
}
