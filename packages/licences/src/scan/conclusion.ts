import type { Catalogue } from '../catalogue-index.ts'
import type { Identified } from '../identify/identify.ts'
import type { LicenceId } from '../terms.ts'
import { type ArtefactFolder, type FoundText, identityKind } from './folder.ts'

/** What the texts of a folder show. Claims play no part in it. */
export type Conclusion =
  | {
      readonly licence: LicenceId
      /** Policies that stand beside a licence of their own accord. */
      readonly beside: readonly LicenceId[]
      readonly texts: readonly string[]
    }
  | { readonly licence: undefined; readonly why: Inconclusive; readonly texts: readonly string[] }

/** Why the texts of a folder show no licence. `texts` names the files that the reason is about. */
export const inconclusive = {
  no_text: { de: 'kein Lizenztext liegt bei', en: 'no licence text is there' },
  text_unknown: {
    de: 'ein beiliegender Text ist keine bekannte Fassung einer Lizenz',
    en: 'a text that is there is no known version of a licence',
  },
  several_licences: {
    de: 'mehrere Lizenztexte liegen bei; welcher für die Gewichte gilt, entscheidet eine Person',
    en: 'several licence texts are there; which one covers the weights is for a person',
  },
  policy_missing: {
    de: 'die Nutzungsregeln, die zu dieser Fassung gehören, liegen nicht bei',
    en: 'the policy that belongs to this version is not there',
  },
  policy_of_another: {
    de: 'die beiliegenden Nutzungsregeln gehören zu einer anderen Lizenz',
    en: 'the policy that is there belongs to another licence',
  },
} as const
export type Inconclusive = keyof typeof inconclusive

/**
 * The licence of an artefact by its texts alone: exactly one licence, every other text that binds known, and the policies of that
 * version there. A Llama licence whose policy is missing or another one is not concluded.
 */
export function concludeFrom(folder: Pick<ArtefactFolder, 'texts'>, catalogue: Pick<Catalogue, 'byId'>): Conclusion {
  const binding = folder.texts.filter(({ path }) => identityKind(nameOf(path)) !== 'notice')
  if (binding.length === 0) return not('no_text', [])
  const unknown = binding.filter(({ identification }) => identification.licence === null)
  if (unknown.length > 0) return not('text_unknown', unknown)
  const found = binding.map(({ path, identification }) => ({ path, identification: known(identification) }))
  const [licences, policies] = [found.filter(({ identification }) => isLicence(identification)), found.filter(isPolicy)]
  const ids = new Set(licences.map(({ identification }) => identification.licence))
  const [licence] = ids
  if (licence === undefined) return not('no_text', [])
  if (ids.size > 1) return not('several_licences', licences)
  const alone = policies.filter(({ identification }) => identification.entries.includes(identification.licence))
  const foreign = policies.filter((each) => !alone.includes(each) && !each.identification.entries.includes(licence))
  if (foreign.length > 0) return not('policy_of_another', foreign)
  const wanted = catalogue.byId.get(licence)?.texts.filter(({ role }) => role === 'policy') ?? []
  const isThere = wanted.every(({ id }) => policies.some(({ identification }) => identification.text === id))
  if (!isThere) return not('policy_missing', licences)
  return {
    licence,
    beside: alone.map(({ identification }) => identification.licence),
    texts: found.map(({ path }) => path),
  }
}

function not(why: Inconclusive, texts: readonly Pick<FoundText, 'path'>[]): Conclusion {
  return { licence: undefined, why, texts: texts.map(({ path }) => path) }
}

function known(identification: FoundText['identification']): Identified {
  if (identification.licence !== null) return identification
  throw new TypeError('a text that was not identified concludes nothing')
}

function isLicence({ role }: Identified): boolean {
  return role === 'licence'
}

function isPolicy({ identification }: { readonly identification: Identified }): boolean {
  return identification.role === 'policy'
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
