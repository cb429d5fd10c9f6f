import type { Catalogue } from '../catalogue-index.ts'
import { saysNothing } from '../claims.ts'
import { type Relation, relations } from '../component.ts'
import type { ClaimedBase } from '../readers/claims.ts'
import type { LicenceId } from '../terms.ts'
import { concludeFrom, type Conclusion } from './conclusion.ts'
import type { ArtefactFolder } from './folder.ts'

/** An artefact with what it claims, what its texts show, and what it came from. */
export interface ScannedArtefact {
  readonly folder: ArtefactFolder
  readonly declared: readonly Declared[]
  readonly conclusion: Conclusion
  readonly bases: readonly ScannedBase[]
  readonly conflicts: readonly Conflict[]
}

/** A licence that some file claims. */
export interface Declared {
  readonly licence: string
  readonly path: string
}

export interface ScannedBase {
  readonly name: string
  readonly relation: Relation
  /** What the source says about the relation, where that is none of ours. */
  readonly claimedRelation?: string
  /** Files that claim it. */
  readonly claimedIn: readonly string[]
  readonly found: FoundBase
}

/** What became of the search for a base. */
export type FoundBase =
  | { readonly state: 'on_disk'; readonly artefact: ScannedArtefact }
  | { readonly state: 'declared'; readonly component: string; readonly licence?: LicenceId }
  | { readonly state: 'not_followed'; readonly why: NotFollowed }

export const notFollowed = {
  not_on_disk: { de: 'liegt nicht in den angegebenen Ordnern', en: 'is not in the folders that were given' },
  no_name: { de: 'der Name benennt keinen Ordner', en: 'the name names no folder' },
  circle: { de: 'führt zu sich selbst zurück', en: 'leads back to itself' },
  too_deep: { de: 'liegt tiefer, als verfolgt wird', en: 'lies deeper than is followed' },
} as const
export type NotFollowed = keyof typeof notFollowed

/** A claim that does not agree with what was found, or with another claim. */
export interface Conflict {
  readonly code: 'declared_differs_from_text' | 'declared_differs_from_base' | 'claims_differ' | 'claimed_without_text'
  readonly declared: string
  /** What stands against it; nothing where there is only no text. */
  readonly found: string
  /** Where that is: a file, or the name of a base. */
  readonly where: string
}

/** What a base is called, wherever it is claimed, in one spelling: `organisation/name`, else the name. */
export function baseName({ name, organization, repositoryUrl }: ClaimedBase): string {
  const path = /^[a-z]+:\/\/[^/?#]+\/([^/?#]+\/[^/?#]+?)(?:\.git)?\/?$/i.exec(repositoryUrl ?? '')?.[1]
  if (path !== undefined) return path
  const spelt = name.replaceAll(/\s+/g, '-')
  return organization === undefined || spelt.includes('/') ? spelt : `${organization.replaceAll(/\s+/g, '-')}/${spelt}`
}

/** What the sources of a folder claim as bases and data sets, each once. */
export function claimedBases({ sources }: Pick<ArtefactFolder, 'sources'>): readonly Omit<ScannedBase, 'found'>[] {
  const bases = new Map<string, Omit<ScannedBase, 'found'>>()
  const add = (name: string, path: string, relation: Relation, claimed?: string): void => {
    const key = name.toLowerCase()
    const known = bases.get(key)
    const claimedIn = [...(known?.claimedIn ?? []), path]
    const claimedRelation = claimed === undefined ? {} : { claimedRelation: claimed }
    bases.set(key, { ...(known ?? { name, relation, ...claimedRelation }), claimedIn })
  }
  for (const { path, claims } of sources) {
    const relation = relations.find((ours) => ours === claims.relation)
    // All of these bind alike; a relation that nobody names is taken for the commonest.
    const own = relation ?? (path.toLowerCase().endsWith('.gguf') ? 'format-conversion' : 'finetune')
    const claimed = relation === undefined ? claims.relation : undefined
    for (const base of claims.bases) add(baseName(base), path, own, claimed)
    for (const name of claims.datasets) add(name, path, 'trained-on')
  }
  return [...bases.values()]
}

/** What an artefact is, once the search for its bases is over. */
export function scanned(
  folder: ArtefactFolder,
  bases: readonly ScannedBase[],
  catalogue: Pick<Catalogue, 'byId' | 'byTag'>,
): ScannedArtefact {
  const declared = declaredIn(folder)
  const conclusion = concludeFrom(folder, catalogue)
  return { folder, declared, conclusion, bases, conflicts: conflictsOf({ declared, conclusion, bases }, catalogue) }
}

function declaredIn({ sources }: ArtefactFolder): readonly Declared[] {
  return sources.flatMap(({ path, claims }) =>
    claims.licences.map((licence) => ({
      // `other` says nothing without the name beside it.
      licence: saysNothing(licence) && claims.licenceName !== undefined ? `${licence}: ${claims.licenceName}` : licence,
      path,
    })),
  )
}

type Known = Pick<Catalogue, 'byTag'>

function conflictsOf(
  { declared, conclusion, bases }: Pick<ScannedArtefact, 'declared' | 'conclusion' | 'bases'>,
  catalogue: Known,
): readonly Conflict[] {
  const conflicts: Conflict[] = []
  for (const [at, { licence, path }] of declared.entries()) {
    const others = declared.slice(at + 1).filter((each) => !agree(each.licence, licence, catalogue))
    for (const other of others) {
      conflicts.push({ code: 'claims_differ', declared: licence, found: other.licence, where: other.path })
    }
    if (saysNothing(licence)) continue
    const claimed = meant(licence, catalogue)
    if (conclusion.licence === undefined) {
      if (conclusion.why === 'no_text') {
        conflicts.push({ code: 'claimed_without_text', declared: licence, found: '', where: path })
      }
    } else if (!claimed.includes(conclusion.licence)) {
      const where = conclusion.texts[0] ?? path
      conflicts.push({ code: 'declared_differs_from_text', declared: licence, found: conclusion.licence, where })
    }
    for (const base of bases) {
      if (base.relation === 'trained-on') continue
      const found = licencesFound(base, catalogue).filter((each) => !claimed.includes(each))
      for (const each of found) {
        conflicts.push({ code: 'declared_differs_from_base', declared: licence, found: each, where: base.name })
      }
    }
  }
  return uniquely(conflicts)
}

/** The licences of a base and of all below it: by their texts, else as they claim. */
function licencesFound({ found }: ScannedBase, catalogue: Known): readonly string[] {
  if (found.state === 'not_followed') return []
  if (found.state === 'declared') return found.licence === undefined ? [] : [found.licence]
  const { conclusion, declared, bases } = found.artefact
  const claimed = declared.flatMap(({ licence }) => {
    const ids = meant(licence, catalogue)
    return ids.length > 0 ? ids.slice(0, 1) : [licence]
  })
  const own = conclusion.licence === undefined ? claimed : [conclusion.licence, ...conclusion.beside]
  const below = bases
    .filter(({ relation }) => relation !== 'trained-on')
    .flatMap((base) => licencesFound(base, catalogue))
  return [...own, ...below]
}

/** Licences that a claim can mean. An expression means each of its parts. */
function meant(claim: string, catalogue: Known): readonly LicenceId[] {
  const named = claim.replace(/^other: */i, '')
  return named
    .split(/\s+(?:and|or|with)\s+|\s*[,;/]\s*/i)
    .flatMap((part) => catalogue.byTag.get(part.trim().toLowerCase()) ?? [])
}

/** Whether two claims can mean the same. */
function agree(one: string, other: string, catalogue: Known): boolean {
  if (one.toLowerCase() === other.toLowerCase() || saysNothing(one) || saysNothing(other)) return true
  const ids = meant(one, catalogue)
  return meant(other, catalogue).some((each) => ids.includes(each))
}

function uniquely(conflicts: readonly Conflict[]): readonly Conflict[] {
  return [...new Map(conflicts.map((conflict) => [JSON.stringify(conflict), conflict])).values()]
}

/** Every licence that binds, by the texts; undefined where one layer shows none. Data sets are a question of their own. */
export function licencesConcluded({ conclusion, bases }: ScannedArtefact): readonly LicenceId[] | undefined {
  if (conclusion.licence === undefined) return undefined
  const licences: LicenceId[] = [conclusion.licence, ...conclusion.beside]
  for (const { relation, found } of bases) {
    if (relation === 'trained-on') continue
    const below =
      found.state === 'on_disk'
        ? licencesConcluded(found.artefact)
        : found.state === 'declared' && found.licence !== undefined
          ? [found.licence]
          : undefined
    if (below === undefined) return undefined
    licences.push(...below)
  }
  return licences
}
