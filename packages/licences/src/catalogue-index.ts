import type { LicenceId, LicenceTerms } from './terms.ts'

/** A catalogue that can be asked. Made once; asking costs a look-up. Texts are recognised by an index of their own: identify/text-index.ts. */
export interface Catalogue {
  /** Date of the newest reading in it (ISO), or of the pack that it came with. Stands in every document. */
  readonly asOf: string
  readonly entries: readonly LicenceTerms[]
  readonly byId: ReadonlyMap<LicenceId, LicenceTerms>
  /** By id and by the tags of hubs, in lower case. A tag may stand for several versions. */
  readonly byTag: ReadonlyMap<string, readonly LicenceId[]>
}

/**
 * @example indexCatalogue(catalogue).byId.get('Apache-2.0')?.class // 'osi-open-source'
 */
export function indexCatalogue(entries: readonly LicenceTerms[], asOf: string = newestReading(entries)): Catalogue {
  return {
    asOf,
    entries,
    byId: new Map(entries.map((terms) => [terms.id, terms])),
    byTag: tagsOf(entries),
  }
}

function tagsOf(entries: readonly LicenceTerms[]): Map<string, readonly LicenceId[]> {
  const pairs = entries.flatMap(({ id, hubTags }) =>
    [...new Set([id, ...hubTags])].map((tag) => [tag.toLowerCase(), id] as const),
  )
  const byTag = new Map<string, LicenceId[]>()
  for (const [tag, id] of pairs) byTag.set(tag, [...(byTag.get(tag) ?? []), id])
  return byTag
}

function newestReading(entries: readonly LicenceTerms[]): string {
  return entries.map(({ reading }) => reading.on).reduce((newest, on) => (on > newest ? on : newest), '')
}
