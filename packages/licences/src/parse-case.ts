import type { Text } from '@stellwerk/contract/language'

import { type Component, componentKinds, type Descended, modalities } from './component.ts'
import type { ChangeKind, Operator, Profile } from './profile.ts'
import { audiences, changeKinds, decisionModes, exposures, legalForms } from './profile.ts'

/** Something in a case that cannot be used. It counts as not stated, so it can only make the verdict stricter. */
export interface CaseProblem {
  /** For example `profile.groupMAUAtModelRelease`. */
  readonly path: string
  readonly text: Text
}

/** Longest name of a component or a licence, in characters. Hubs allow 96 for each half of a name. */
const nameCharactersMax = 500
/** Most entries of a list in a profile. There are fewer countries and fewer purposes. */
const entriesMax = 300
/** Generations and layers beyond what `evaluate` takes need not be read either. */
const depthMax = 33
const layersMax = 300

/**
 * Profile and component of a case that came from outside. Whatever is not of the kind that it should be is left out and told.
 *
 * @example parseCase({ profile: { commercial: 'yes' }, component: { kind: 'model', name: 'm' } }).problems[0].path // 'profile.commercial'
 */
export function parseCase(value: unknown): {
  readonly profile: Profile
  readonly component: Component
  readonly problems: readonly CaseProblem[]
} {
  const problems: CaseProblem[] = []
  const outer = new Reader(value, '', problems)
  const profile = profileOf(outer.record('profile'))
  const component = componentOf(outer.record('component'))
  return { profile, component, problems }
}

function profileOf(read: Reader): Profile {
  return compact({
    operator: read.has('operator') ? operatorOf(read.record('operator')) : undefined,
    groupAnnualRevenueUSD: read.figure('groupAnnualRevenueUSD'),
    exchangeRates: read.has('exchangeRates') ? ratesOf(read.record('exchangeRates')) : undefined,
    productMonthlyRevenueUSD: read.figure('productMonthlyRevenueUSD'),
    productMAU: read.figure('productMAU'),
    groupMAU: read.figure('groupMAU'),
    groupMAUAtModelRelease: read.figure('groupMAUAtModelRelease'),
    endUsers30Days: read.figure('endUsers30Days'),
    audience: read.oneOf('audience', audiences),
    exposure: read.oneOf('exposure', exposures),
    commercial: read.flag('commercial'),
    modelAsAService: read.flag('modelAsAService'),
    purposes: read.texts('purposes'),
    decisionMode: read.oneOf('decisionMode', decisionModes),
    placeOfUse: read.texts('placeOfUse'),
    placeOfOutputUse: read.texts('placeOfOutputUse'),
    trainsOtherModelOnOutputs: read.flag('trainsOtherModelOnOutputs'),
    redistributes: read.flag('redistributes'),
    publishedModelName: read.text('publishedModelName'),
    changes: read.texts('changes', changeKinds),
    qualifiedPersonInCharge: read.flag('qualifiedPersonInCharge'),
    replacesProfessionalAdvice: read.flag('replacesProfessionalAdvice'),
    hasBasisForPersonalData: read.flag('hasBasisForPersonalData'),
    disclosesAi: read.flag('disclosesAi'),
  } satisfies { readonly [Name in keyof Required<Profile>]: Profile[Name] | undefined })
}

function operatorOf(read: Reader): Operator {
  return compact({
    country: read.text('country'),
    principalPlaceOfBusiness: read.text('principalPlaceOfBusiness'),
    legalForm: read.oneOf('legalForm', legalForms),
    competitorOf: read.texts('competitorOf'),
  } satisfies { readonly [Name in keyof Required<Operator>]: Operator[Name] | undefined })
}

function ratesOf(read: Reader): NonNullable<Profile['exchangeRates']> {
  const rates = read.keys().flatMap((currency) => {
    const rate = read.record(currency)
    const [perUSD, on] = [rate.figure('perUSD'), rate.text('on')]
    return perUSD === undefined || on === undefined ? [] : [[currency, { perUSD, on }] as const]
  })
  return Object.fromEntries(rates)
}

function componentOf(read: Reader): Component {
  return compact({
    kind: read.oneOf('kind', componentKinds) ?? 'model',
    name: read.text('name') ?? '?',
    version: read.text('version'),
    modality: read.oneOf('modality', modalities),
    deliveredAs: read.text('deliveredAs'),
    declaredLicence: read.text('declaredLicence'),
    licence: read.text('licence'),
    textSha256: read.texts('textSha256'),
    lineage: lineageOf(read, 1, { count: 0 }),
  } satisfies { readonly [Name in keyof Required<Component>]: Component[Name] | undefined })
}

function lineageOf(read: Reader, depth: number, seen: { count: number }): readonly Descended[] | undefined {
  if (!read.has('lineage') || depth > depthMax) return undefined
  const layers = read.records('lineage')
  // Made from something that cannot be read is made from something without a licence.
  if (layers === undefined) return [{ relation: '?', parent: '?' }]
  return layers.flatMap((layer) => {
    seen.count++
    return seen.count > layersMax ? [] : [layerOf(layer, depth, seen)]
  })
}

function layerOf(read: Reader, depth: number, seen: { count: number }): Descended {
  return compact({
    // What a layer is called matters only to people; that there is one matters to the verdict.
    relation: read.text('relation') ?? '?',
    parent: read.text('parent') ?? '?',
    licence: read.text('licence'),
    declaredLicence: read.text('declaredLicence'),
    kind: read.oneOf('kind', componentKinds),
    version: read.text('version'),
    modality: read.oneOf('modality', modalities),
    lineage: lineageOf(read, depth + 1, seen),
  } satisfies { readonly [Name in keyof Required<Descended>]: Descended[Name] | undefined })
}

/** An object without its undefined members. */
function compact<T extends object>(whole: T): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  const present = Object.entries(whole).filter(([, value]) => value !== undefined)
  return Object.fromEntries(present) as { [Name in keyof T]: Exclude<T[Name], undefined> } // Absent members are optional in what it is given to.
}

/** Reads members of something that may be anything. `null` is the same as absent. */
class Reader {
  readonly #value: unknown
  readonly #path: string
  readonly #problems: CaseProblem[]

  constructor(value: unknown, path: string, problems: CaseProblem[]) {
    this.#value = value
    this.#path = path
    this.#problems = problems
    if (!isRecord(value)) this.#tell('', { de: 'muss ein Objekt sein', en: 'must be an object' })
  }

  has(name: string): boolean {
    return this.#member(name) !== undefined
  }

  keys(): readonly string[] {
    return isRecord(this.#value) ? Object.keys(this.#value).slice(0, entriesMax) : []
  }

  record(name: string): Reader {
    return new Reader(this.#member(name), this.#pathOf(name), this.#problems)
  }

  records(name: string): readonly Reader[] | undefined {
    return this.#list(name)?.map((entry, at) => new Reader(entry, `${this.#pathOf(name)}[${at}]`, this.#problems))
  }

  text(name: string): string | undefined {
    const value = this.#member(name)
    if (value === undefined) return undefined
    if (typeof value === 'string' && value.length <= nameCharactersMax) return value
    return this.#tell(name, {
      de: `muss ein Text mit höchstens ${nameCharactersMax} Zeichen sein`,
      en: `must be a text of at most ${nameCharactersMax} characters`,
    })
  }

  texts(name: string, among?: readonly ChangeKind[]): readonly string[] | undefined {
    if (!this.has(name)) return undefined
    const list = this.#list(name)
    if (list === undefined) return undefined
    if (list.every((entry) => typeof entry === 'string' && entry.length <= nameCharactersMax)) {
      const unknown = among === undefined ? [] : list.filter((entry) => !among.some((known) => known === entry))
      // A change that nobody knows is a change all the same.
      if (unknown.length > 0) this.#tell(name, allowedText(among ?? []))
      return list.map(String)
    }
    return this.#tell(name, { de: 'muss eine Liste von Texten sein', en: 'must be a list of texts' })
  }

  flag(name: string): boolean | undefined {
    const value = this.#member(name)
    if (value === undefined || typeof value === 'boolean') return value
    return this.#tell(name, { de: 'muss true oder false sein', en: 'must be true or false' })
  }

  /** A number of people or an amount of money. */
  figure(name: string): number | undefined {
    const value = this.#member(name)
    if (value === undefined) return undefined
    if (typeof value === 'number' && value >= 0) return value
    return this.#tell(name, { de: 'muss eine Zahl ab 0 sein', en: 'must be a number from 0' })
  }

  oneOf<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const value = this.#member(name)
    if (value === undefined) return undefined
    return words.find((word) => word === value) ?? this.#tell(name, allowedText(words))
  }

  #list(name: string): readonly unknown[] | undefined {
    const value = this.#member(name)
    if (isList(value) && value.length <= entriesMax) return value
    return this.#tell(name, {
      de: `muss eine Liste mit höchstens ${entriesMax} Einträgen sein`,
      en: `must be a list of at most ${entriesMax} entries`,
    })
  }

  #member(name: string): unknown {
    // Own members only: `constructor` and the like are not facts.
    if (!isRecord(this.#value) || !Object.hasOwn(this.#value, name)) return undefined
    return this.#value[name] ?? undefined
  }

  #pathOf(name: string): string {
    return [this.#path, name].filter((part) => part !== '').join('.')
  }

  #tell(name: string, text: Text): undefined {
    this.#problems.push({ path: this.#pathOf(name), text })
  }
}

function allowedText(words: readonly string[]): Text {
  return { de: `erlaubt sind: ${words.join(', ')}`, en: `allowed are: ${words.join(', ')}` }
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
