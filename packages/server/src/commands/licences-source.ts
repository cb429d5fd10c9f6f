// Where the commands about licences take components and uses from: stellwerk.yaml, or JSON on standard input.
import type { Config } from '@stellwerk/contract/config'
import { nearest } from '@stellwerk/contract/nearest'
import { catalogueAgeText } from '@stellwerk/licences/catalogue-age'
import type { Catalogue } from '@stellwerk/licences/catalogue-index'
import type { Component } from '@stellwerk/licences/component'
import type { PortfolioUse } from '@stellwerk/licences/matrix/portfolio'
import { withConcludedLicences } from '@stellwerk/licences/opinion'
import { type CaseProblem, parseCase } from '@stellwerk/licences/parse-case'
import type { LicenceCase } from '@stellwerk/licences/settable-facts'
import type { LicenceTerms } from '@stellwerk/licences/terms'

import { usableCatalogue } from '../catalogue-in-force.ts'
import { type FolderLook, profiles, Works } from '../licence-works.ts'
import { type CommandCall, note, type OptionSpec, optionText, UsageError } from './command.ts'
import { jsonInput } from './input.ts'

/** A component as the commands call it by. */
export interface NamedComponent {
  readonly id: string
  readonly component: Component
}

/** What there is to judge. */
export interface LicencePortfolio {
  readonly components: readonly NamedComponent[]
  readonly useCases: readonly { readonly id: string; readonly title?: string }[]
  /** The facts of a use; some of them differ by component. */
  readonly useOf: (useCaseId: string, componentId?: string) => PortfolioUse
  /** What could not be read and counts as not stated. */
  readonly problems: readonly CaseProblem[]
}

/** Pairs in one run. The promise is 1,000 components in 100 uses. */
const pairsMax = 200_000

export const stdinOption: OptionSpec = {
  name: 'stdin',
  help: { de: 'Von der Standardeingabe statt aus stellwerk.yaml', en: 'From standard input instead of stellwerk.yaml' },
}

/** The catalogue in force, from the data directory of this installation. @throws {PackRefused} */
export function knownCatalogue(call: CommandCall): Promise<Catalogue> {
  return usableCatalogue(call.loadConfig().config)
}

/** The last line of whatever a terminal shows: the catalogue that it rests on, and its age. */
export function catalogueLine(call: CommandCall, { asOf }: Pick<Catalogue, 'asOf'>): string {
  const label = { de: 'Stand des Katalogs', en: 'Catalogue as of' }[call.language]
  return `${label}: ${asOf} (${catalogueAgeText(asOf, { today: dayOf(call), oldAfterDays: oldAfterDays(call) })[call.language]})`
}

export function oldAfterDays(call: CommandCall): number {
  return call.loadConfig().config.licences.packs.warnAfterDays
}

/** @throws UsageError */
export async function portfolioOf(call: CommandCall): Promise<LicencePortfolio> {
  const found = call.options.has('stdin')
    ? portfolioFromJson(await jsonInput(call, `${example} < portfolio.json`))
    : portfolioFromConfig(call.loadConfig().config, await call.wiring.lookIntoFolders(call.loadConfig()))
  const pairs = found.components.length * found.useCases.length
  if (pairs > pairsMax) {
    throw new UsageError({
      de: `${found.components.length} Komponenten × ${found.useCases.length} Anwendungsfälle sind mehr als ${pairsMax} Paare: mit --component oder --use-case auswählen`,
      en: `${found.components.length} components × ${found.useCases.length} use cases are more than ${pairsMax} pairs: choose with --component or --use-case`,
    })
  }
  for (const { path, text } of found.problems) note(call, `${path}: ${text[call.language]}`)
  return found
}

const example = 'stellwerk licences matrix --stdin'

/** @throws UsageError */
export function portfolioFromJson(input: unknown): LicencePortfolio {
  const [components, uses] = [listIn(input, 'components'), listIn(input, 'useCases')]
  if (components === undefined || uses === undefined) {
    throw new UsageError({
      de: 'die Eingabe braucht zwei Listen: {"components":[{"name":"…","licence":"…"}],"useCases":[{"id":"…","profile":{…}}]}',
      en: 'the input needs two lists: {"components":[{"name":"…","licence":"…"}],"useCases":[{"id":"…","profile":{…}}]}',
    })
  }
  const problems: CaseProblem[] = []
  const parsed = (value: unknown, path: string, member: 'profile' | 'component') => {
    const read = parseCase({ profile: {}, component: {}, [member]: value })
    for (const problem of read.problems) problems.push({ ...problem, path: problem.path.replace(member, path) })
    return read
  }
  const profileById = new Map(
    uses.map((use, index) => [
      textIn(use, 'id') ?? `#${index + 1}`,
      parsed(memberOf(use, 'profile'), `useCases[${index}].profile`, 'profile').profile,
    ]),
  )
  return {
    components: components.map((value, index) => {
      const { component } = parsed(value, `components[${index}]`, 'component')
      return { id: textIn(value, 'id') ?? component.name, component }
    }),
    useCases: [...profileById.keys()].map((id) => ({ id })),
    useOf: (id) => ({ id, profile: profileById.get(id) ?? {} }),
    problems,
  }
}

/** The same reading of the configuration as the lamps have. */
export function portfolioFromConfig(config: Config, look: FolderLook): LicencePortfolio {
  const works = new Works(config, look)
  const profilesOf = new Map(config.useCases.map((useCase) => [useCase.id, profiles(config, useCase)]))
  return {
    components: config.components.map(({ id }) => ({ id, component: works.component(id) })),
    useCases: config.useCases.map(({ id, title }) => ({ id, title })),
    useOf: (id, componentId) => {
      const profileOf = profilesOf.get(id) ?? (() => ({}))
      if (componentId === undefined) return { id, profile: profileOf([]) }
      const { profile, opinions } = works.part(componentId, id, profileOf)
      return { id, profile, opinions, doubts: works.doubtsOf(componentId) }
    },
    problems: [],
  }
}

/**
 * Component and facts as a comparison begins with them. A licence that an office concluded is the component's; what else it concluded,
 * it concluded about the facts as they are, and does not speak for others.
 */
export function caseOf(
  { useOf }: LicencePortfolio,
  { id, component }: NamedComponent,
  what: { readonly useCaseId: string; readonly onDay: string },
): LicenceCase {
  const { profile, opinions = [] } = useOf(what.useCaseId, id)
  return { profile, component: withConcludedLicences(component, opinions, what.onDay) }
}

/** @throws UsageError with the nearest match */
export function chosenComponent({ components }: LicencePortfolio, wanted: string): NamedComponent {
  const found = components.find(({ id, component }) => id === wanted || component.name === wanted)
  if (found !== undefined) return found
  const names = components.flatMap(({ id, component }) => [id, component.name])
  throw unknown({ de: 'Komponente', en: 'component' }, wanted, names)
}

/** @throws UsageError with the nearest match */
export function chosenUseCase({ useCases }: LicencePortfolio, wanted: string): string {
  const found = useCases.find(({ id }) => id === wanted)
  if (found !== undefined) return found.id
  throw unknown(
    { de: 'Anwendungsfall', en: 'use case' },
    wanted,
    useCases.map(({ id }) => id),
  )
}

/** A licence by its id; `LicenseRef-` may be left out. */
export function chosenLicence(known: Catalogue, wanted: string): LicenceTerms {
  const same = (id: string): boolean => [id, id.replace(/^LicenseRef-/, '')].some((name) => equal(name, wanted))
  const found = known.entries.find(({ id }) => same(id))
  if (found !== undefined) return found
  const names = known.entries.flatMap(({ id }) => [id, id.replace(/^LicenseRef-/, '')])
  throw unknown({ de: 'Lizenz', en: 'licence' }, wanted, names, 'stellwerk licences list')
}

function equal(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/** How many known names a message lists. */
const namesShownMax = 12

function unknown(
  what: { readonly de: string; readonly en: string },
  wanted: string,
  names: readonly string[],
  lists?: string,
): UsageError {
  const known = [...new Set(names)]
  // What somebody began to write is nearer than what is spelt alike: `llama-4` is no slip for `llama-1`.
  const begun = known.find((name) => name.toLowerCase().startsWith(wanted.toLowerCase()))
  const held = known.find((name) => name.toLowerCase().includes(wanted.toLowerCase()))
  const meant = begun ?? nearest(wanted, known) ?? held
  const all = lists ?? (known.slice(0, namesShownMax).join(', ') || '–')
  return new UsageError(
    meant === undefined
      ? {
          de: `${what.de} „${wanted}“ ist nicht bekannt. Bekannt: ${all}`,
          en: `no ${what.en} "${wanted}". Known: ${all}`,
        }
      : {
          de: `${what.de} „${wanted}“ ist nicht bekannt. Gemeint ${meant}?`,
          en: `no ${what.en} "${wanted}". Did you mean ${meant}?`,
        },
  )
}

/** The day that a document speaks of: today, or the one that was named. */
export function dayOf(call: CommandCall): string {
  const day = optionText(call, 'on')
  if (day === undefined) return new Date(call.wiring.now()).toISOString().slice(0, 10)
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  // There is no 30 February, though some read it as 2 March.
  if (!Number.isNaN(moment) && new Date(moment).toISOString().startsWith(day)) return day
  throw new UsageError({ de: `--on verlangt einen Tag wie 2026-11-23`, en: `--on wants a day such as 2026-11-23` })
}

/** Columns of a window that nobody has told. */
const widthDefault = 120

/** What the terminal says of itself, or the environment. */
export function windowWidth({ io }: CommandCall): number {
  const told = io.stdout.columns ?? Number(io.env['COLUMNS'] ?? widthDefault)
  return Number.isInteger(told) && told > 0 ? told : widthDefault
}

export function listIn(value: unknown, name: string): readonly unknown[] | undefined {
  const list = memberOf(value, name)
  return Array.isArray(list) ? list : undefined
}

export function textIn(value: unknown, name: string): string | undefined {
  const text = memberOf(value, name)
  return typeof text === 'string' && text !== '' ? text : undefined
}

/** Own members only. */
export function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  // An object has own properties of unknown type; that is all that is claimed.
  return (value as Readonly<Record<string, unknown>>)[name]
}
