// Components, uses and opinions of the configuration in the words of the licence engine: one reading for the lamp and for every
// command that judges.
import type { ComponentConfig, OpinionConfig, UseConfig } from '@stellwerk/contract/config-licences'
import type { Config, UseCaseConfig } from '@stellwerk/contract/config'
import type { MissingFact } from '@stellwerk/contract/lamp'
import type { Component, Descended } from '@stellwerk/licences/component'
import type { Opinion } from '@stellwerk/licences/opinion'
import type { Profile } from '@stellwerk/licences/profile'

import { unstatedBase } from './component-doubts.ts'
import type { FolderFacts } from './folder-facts.ts'

/** A component behind a route, with what is judged about it. */
export interface Part {
  /** Absent where no component is on file. */
  readonly id?: string | undefined
  readonly component: Component
  readonly profile: Profile
  readonly opinions: readonly Opinion[]
  /** Where its licence texts lie. */
  readonly folder?: string | undefined
}

/** What is known of the files of a component, by its id. Asked for those with a folder only. */
export type FolderLook = (component: ComponentConfig) => FolderFacts

/**
 * One object for each use, because what follows from a profile is worked out once for each. A model and what it was made from came
 * out at different times: the largest count of users is the one that none of their thresholds may be above.
 */
export function profiles(config: Config, useCase: UseCaseConfig): (family: readonly ComponentConfig[]) => Profile {
  const made = new Map<number | undefined, Profile>()
  return (family) => {
    const stated = config.operator?.groupMAUAtModelRelease
    const counts = family.map((component) => component.groupMAUAtModelRelease ?? stated)
    // One that nobody has counted for leaves the largest open.
    const known = counts.filter((count) => count !== undefined)
    const users = known.length < counts.length ? undefined : known.length === 0 ? stated : Math.max(...known)
    const profile = made.get(users) ?? profileFrom(config.operator, useCase.use, users)
    made.set(users, profile)
    return profile
  }
}

function profileFrom(operator: Config['operator'], use: UseConfig | undefined, users: number | undefined): Profile {
  const { frontEnds: _, ...uses } = use ?? {}
  const { groupAnnualRevenueUSD, exchangeRates, groupMAU, groupMAUAtModelRelease: __, ...who } = operator ?? {}
  return withoutGaps({
    ...(operator === undefined ? {} : { operator: who }),
    groupAnnualRevenueUSD,
    exchangeRates,
    groupMAU,
    groupMAUAtModelRelease: users,
    ...uses,
  })
}

/** What is not stated is left out, not undefined: digests are made of it. */
function withoutGaps(profile: { readonly [K in keyof Profile]: Profile[K] | undefined }): Profile {
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== undefined))
}

/** Components of the configuration as the engine knows them. */
export class Works {
  readonly #config: Config
  readonly #look: FolderLook
  readonly #byId: ReadonlyMap<string, ComponentConfig>
  readonly #names: ReadonlyMap<string, number>
  readonly #made = new Map<string, Component>()

  constructor(config: Config, look: FolderLook) {
    this.#config = config
    // One look at each folder, however many routes it stands behind.
    const seen = new Map<string, FolderFacts>()
    this.#look = (component) => {
      const facts = seen.get(component.id) ?? look(component)
      seen.set(component.id, facts)
      return facts
    }
    this.#byId = new Map(config.components.map((component) => [component.id, component]))
    const names = new Map<string, number>()
    for (const { name } of config.components) names.set(name, (names.get(name) ?? 0) + 1)
    this.#names = names
  }

  part(id: string, useCaseId: string, profileOf: (family: readonly ComponentConfig[]) => Profile): Part {
    const stated = this.#byId.get(id)
    const component = this.component(id)
    const family = this.#familyOf(id)
    const opinions = this.#config.opinions
      .filter(({ component: about, useCases }) => family.has(about) && (useCases?.includes(useCaseId) ?? true))
      .flatMap((opinion) => this.#concluded(opinion, id))
    const members = [...family].flatMap((one) => this.#byId.get(one) ?? [])
    return { id, component, profile: profileOf(members), opinions, folder: stated?.folder }
  }

  doubtsOf(id: string): readonly MissingFact[] {
    return [...this.#familyOf(id)].flatMap((one) => {
      const stated = this.#byId.get(one)
      if (stated?.folder === undefined) return []
      const { doubts, claimedBases } = this.#look(stated)
      const named = namesIn(this.component(one))
      return [
        ...doubts,
        ...claimedBases.filter((base) => !named.has(plain(base))).map((base) => unstatedBase(one, base)),
      ]
    })
  }

  copiesOf(id: string): readonly string[] {
    return [...this.#familyOf(id)].flatMap((one) => {
      const stated = this.#byId.get(one)
      if (stated?.folder === undefined) return []
      return this.#look(stated).textSha256.length > 0 ? [this.#nameOf(stated)] : []
    })
  }

  /** A component and everything in this file that it was made from. The configuration has no circles. */
  #familyOf(id: string, family: Set<string> = new Set()): Set<string> {
    if (family.has(id)) return family
    family.add(id)
    for (const { component } of this.#byId.get(id)?.madeFrom ?? []) {
      if (component !== undefined) this.#familyOf(component, family)
    }
    return family
  }

  /** Layers are told apart by their names, so two components of the same name get their ids beside it. */
  #nameOf({ id, name }: ComponentConfig): string {
    return (this.#names.get(name) ?? 0) > 1 ? `${name} (${id})` : name
  }

  component(id: string): Component {
    const known = this.#made.get(id)
    if (known !== undefined) return known
    const stated = this.#byId.get(id)
    // Cross-references are checked when the file is read; whatever slipped through stands under no licence.
    if (stated === undefined) return { kind: 'model', name: id }
    const { kind, version, modality, declaredLicence, deliveredAs, madeFrom } = stated
    const found = stated.folder === undefined ? undefined : this.#look(stated)
    const licence = licencesOf(stated.licence, found)
    const component: Component = {
      kind,
      name: this.#nameOf(stated),
      ...(version === undefined ? {} : { version }),
      ...(modality === undefined ? {} : { modality }),
      ...(declaredLicence === undefined ? {} : { declaredLicence }),
      ...(deliveredAs === undefined ? {} : { deliveredAs }),
      ...(licence === undefined ? {} : { licence }),
      ...(found === undefined || found.textSha256.length === 0 ? {} : { textSha256: found.textSha256 }),
      ...(madeFrom.length === 0 ? {} : { lineage: madeFrom.map((parent) => this.#parent(parent)) }),
    }
    this.#made.set(id, component)
    return component
  }

  #parent({ relation, component, name = '', ...own }: ComponentConfig['madeFrom'][number]): Descended {
    if (component === undefined) return { relation, parent: name, ...own }
    const { name: parent, deliveredAs: _, textSha256: __, ...layer } = this.component(component)
    return { relation, parent, ...layer }
  }

  #concluded(opinion: OpinionConfig, servedId: string): readonly Opinion[] {
    const { component: id, licence, passages, statedBy, source, reason, givenOn, validUntil } = opinion
    const stated = this.#byId.get(id)
    const layer = stated === undefined ? id : this.#nameOf(stated)
    const by = { statedBy, source, reason: reason.en, givenOn, validUntil }
    if (licence !== undefined) return [{ ...by, concludes: { kind: 'licence', layer, licence } }]
    if (passages !== undefined)
      return passages.map((passage) => ({ ...by, concludes: { kind: 'passage', layer, ...passage } }))
    // What is open about a base is not what is open about everything made from it.
    return id === servedId ? [{ ...by, concludes: { kind: 'reviewed' } }] : []
  }
}

/** A component and everything that it is stated to be made from, in one spelling. A quantisation commonly names its own model as base. */
function namesIn({ name, lineage = [] }: Pick<Component, 'name' | 'lineage'>): ReadonlySet<string> {
  return new Set([plain(name), ...lineage.flatMap((layer) => [...namesIn({ ...layer, name: layer.parent })])])
}

/** Without the organisation; hubs, cards and headers differ in case, spaces and marks. */
function plain(name: string): string {
  return name
    .slice(name.lastIndexOf('/') + 1)
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
}

/**
 * What was stated and what was found bind side by side: neither makes the other milder. A text that may belong to several licences
 * stands for the one that is there already, and for all of them where none is.
 */
function licencesOf(stated: string | undefined, found: FolderFacts | undefined): string | undefined {
  const all = new Set(stated === undefined ? [] : [stated])
  const texts = found?.licences ?? []
  for (const [only, ...others] of texts) if (only !== undefined && others.length === 0) all.add(only)
  for (const several of texts) {
    if (!several.some((licence) => all.has(licence))) for (const licence of several) all.add(licence)
  }
  return all.size === 0 ? undefined : [...all].join(' AND ')
}
