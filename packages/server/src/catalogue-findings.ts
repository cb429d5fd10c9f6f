// What the doctor says of the catalogue of licences.
import type { Config } from '@stellwerk/contract/config'
import type { DoctorFinding } from '@stellwerk/contract/doctor'
import type { Text } from '@stellwerk/contract/language'
import { PackRefused } from '@stellwerk/licences/pack/refused'

import { builtInCatalogue, type CatalogueStanding, chosenCatalogue, viewOf } from './catalogue-in-force.ts'
import { LicencePackStore } from './licence-pack-store.ts'

export async function catalogueFindings(
  config: Pick<Config, 'data' | 'licences'>,
  { now, isServed }: { readonly now: number; readonly isServed: boolean },
): Promise<readonly DoctorFinding[]> {
  const standing = await chosenCatalogue(config)
  if (standing.state === 'unusable') return [found('problem', texts.unusable(standing.refused.text), texts.again)]
  const today = new Date(now).toISOString().slice(0, 10)
  const view = viewOf(standing, { today, warnAfterDays: config.licences.packs.warnAfterDays })
  const { asOf = '', ageDays = 0, entryCount = 0 } = view
  const own = builtInCatalogue().catalogue.asOf
  const findings = [
    view.isOld === true
      ? found('warning', texts.old(asOf, ageDays), texts.newer)
      : found('ok', texts.inForce(asOf, ageDays, entryCount, view.pack?.publisher)),
  ]
  if (standing.state === 'pack' && own > asOf)
    findings.push(found('warning', texts.ownIsNewer(own, asOf), texts.remove))
  if (isServed && isUntold(config, standing)) findings.push(found('warning', texts.untold, texts.tell))
  return findings
}

/** The running server has put another one on record than the one that was chosen. */
function isUntold(
  { data }: Pick<Config, 'data'>,
  { digest }: Exclude<CatalogueStanding, { state: 'unusable' }>,
): boolean {
  try {
    return new LicencePackStore(data).governing()?.catalogue !== digest
  } catch (error) {
    if (error instanceof PackRefused) return true
    throw error
  }
}

function found(state: DoctorFinding['state'], text: Text, next?: Text): DoctorFinding {
  return next === undefined
    ? { check: 'licenceCatalogue', state, text }
    : { check: 'licenceCatalogue', state, text, next }
}

const texts = {
  unusable: (why: Text): Text => ({
    de: `der Katalog, der gelten soll, ist nicht zu verwenden, und alle Lizenzlampen sind gesperrt: ${why.de}`,
    en: `the one that is to be in force cannot be used, and all licence lamps are shut: ${why.en}`,
  }),
  again: {
    de: 'stellwerk licences pack import FILE, oder zurück zum Katalog des Programms: stellwerk licences pack remove',
    en: 'stellwerk licences pack import FILE, or back to the catalogue of the program: stellwerk licences pack remove',
  },
  inForce: (asOf: string, days: number, count: number, publisher: string | undefined): Text => ({
    de: `Stand ${asOf} (${days} Tage), ${count} Einträge, ${publisher ?? 'der des Programms'}`,
    en: `as of ${asOf} (${days} days), ${count} entries, ${publisher ?? 'that of the program'}`,
  }),
  old: (asOf: string, days: number): Text => ({
    de: `Stand ${asOf}, ${days} Tage alt: Lizenzen, die sich seitdem geändert haben, werden nach ihrem alten Text beurteilt`,
    en: `as of ${asOf}, ${days} days old: licences that changed since are judged by their old text`,
  }),
  newer: {
    de: 'Ein neueres Paket importieren (stellwerk licences pack import FILE) oder das Programm aktualisieren',
    en: 'Import a newer pack (stellwerk licences pack import FILE), or update the program',
  },
  ownIsNewer: (own: string, asOf: string): Text => ({
    de: `der Katalog des Programms (${own}) ist neuer als das importierte Paket (${asOf}), das gilt`,
    en: `the catalogue of the program (${own}) is newer than the imported pack (${asOf}) that is in force`,
  }),
  remove: {
    de: 'Ein neueres Paket importieren, oder stellwerk licences pack remove',
    en: 'Import a newer pack, or stellwerk licences pack remove',
  },
  untold: {
    de: 'ein anderer ist bestätigt, als der laufende Server verwendet',
    en: 'another one is confirmed than the running server uses',
  },
  tell: {
    de: 'Denselben Befehl noch einmal (stellwerk licences pack import FILE), oder den Server neu starten',
    en: 'The same command once more (stellwerk licences pack import FILE), or restart the server',
  },
} as const
