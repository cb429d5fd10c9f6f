// Which catalogue of licences counts: that of the product, or as a whole the one that was imported and confirmed.
import type { CatalogueView } from '@stellwerk/contract/catalogue-office'
import type { Config } from '@stellwerk/contract/config'
import type { MissingFact } from '@stellwerk/contract/lamp'
import { catalogue as builtInEntries } from '@stellwerk/licences/catalogue/catalogue'
import { catalogueAgeDays } from '@stellwerk/licences/catalogue-age'
import { type Catalogue, indexCatalogue } from '@stellwerk/licences/catalogue-index'
import { catalogueDigest } from '@stellwerk/licences/pack/pack'
import { PackRefused } from '@stellwerk/licences/pack/refused'

import { sha256Hex } from './artefact-folder.ts'
import { openPack, publisherKeys, type SignedPack } from './licence-pack-file.ts'
import { type Chosen, LicencePackStore } from './licence-pack-store.ts'

/** The catalogue that counts, and where it is from. */
export type CatalogueStanding =
  | {
      readonly state: 'builtIn'
      readonly catalogue: Catalogue
      readonly digest: string
      readonly chosen: Chosen | undefined
    }
  | {
      readonly state: 'pack'
      readonly catalogue: Catalogue
      readonly digest: string
      readonly chosen: Chosen
      readonly signed: SignedPack
    }
  /** There is one that should count and cannot be relied on. Nothing is known about any licence then. */
  | { readonly state: 'unusable'; readonly refused: PackRefused }

let builtIn: { readonly catalogue: Catalogue; readonly digest: string } | undefined

/** The catalogue of the product. Made once. */
export function builtInCatalogue(): { readonly catalogue: Catalogue; readonly digest: string } {
  if (builtIn === undefined) {
    const catalogue = indexCatalogue(builtInEntries)
    builtIn = { catalogue, digest: catalogueDigest(catalogue, sha256Hex) }
  }
  return builtIn
}

/** The catalogue that was chosen in a data directory, if it holds under the keys that are trusted today. */
export async function chosenCatalogue(
  config: Pick<Config, 'data' | 'licences'>,
  store: Pick<LicencePackStore, 'chosen' | 'bytesOf'> = new LicencePackStore(config.data),
): Promise<CatalogueStanding> {
  try {
    const chosen = store.chosen()
    if (chosen?.digest === undefined) return { state: 'builtIn', ...builtInCatalogue(), chosen }
    const signed = await openPack(store.bytesOf(chosen.digest), publisherKeys(config.licences.packs.trusted))
    if (signed.digest !== chosen.digest) throw exchanged(chosen.digest)
    return { ...importedCatalogue(signed), chosen }
  } catch (error) {
    if (error instanceof PackRefused) return { state: 'unusable', refused: error }
    throw error
  }
}

/**
 * The catalogue in force, for whoever cannot go on without one.
 *
 * @throws {PackRefused} if the one that should count cannot be used: another one might permit what that one forbids
 */
export async function usableCatalogue(config: Pick<Config, 'data' | 'licences'>): Promise<Catalogue> {
  const standing = await chosenCatalogue(config)
  if (standing.state === 'unusable') throw standing.refused
  return standing.catalogue
}

/** The catalogue in a pack. */
export function importedCatalogue(signed: SignedPack) {
  const { pack } = signed
  const catalogue = indexCatalogue(pack.entries, pack.asOf)
  return { state: 'pack', catalogue, digest: catalogueDigest(pack, sha256Hex), signed } as const
}

function exchanged(digest: string): PackRefused {
  return new PackRefused('pack_untrusted', {
    de: `unter ${digest} liegt ein anderes Paket; neu importieren oder aus der Sicherung holen`,
    en: `another pack lies under ${digest}; import it again or get it from the backup`,
  })
}

/** What every licence lamp shows while the catalogue that should count cannot be relied on. */
export function catalogueDoubt({ text }: PackRefused): MissingFact {
  return {
    name: 'licence.catalogue', // As licences/judge.ts has it, for the reason in the journal.
    text: {
      de: `Der Lizenzkatalog, der gelten soll, ist nicht zu verwenden: ${text.de}`,
      en: `The catalogue of licences that is to be in force cannot be used: ${text.en}`,
    },
    suppliedBy: { de: 'Betrieb', en: 'operator' },
  }
}

/** As it is told to people and programs. @param today ISO date */
export function viewOf(
  standing: CatalogueStanding,
  { today, warnAfterDays }: { readonly today: string; readonly warnAfterDays: number },
): CatalogueView {
  if (standing.state === 'unusable') return { state: 'unusable', problem: standing.refused.text }
  const { catalogue, digest } = standing
  const days = catalogueAgeDays(catalogue.asOf, today)
  const told = { asOf: catalogue.asOf, digest, ageDays: days, isOld: days > warnAfterDays }
  const common = { ...told, entryCount: catalogue.entries.length }
  if (standing.state === 'builtIn') return { state: 'builtIn', ...common }
  const { digest: packDigest, publisher, pack } = standing.signed
  return { state: 'pack', ...common, pack: { digest: packDigest, serial: pack.serial, publisher } }
}
