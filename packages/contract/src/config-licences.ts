import { z } from 'zod'
import { configSentences, oneOf, pathText } from './config-problem.ts'
import type { ConfigProblem } from './config-problem.ts'
import { choices, date, id, line, list, says, section, text } from './config-shapes.ts'
import {
  componentChanges,
  componentKinds,
  componentModalities,
  componentRelations,
  decisionModes,
  legalForms,
  licencePurposes,
  useAudiences,
  useExposures,
} from './licence-words.ts'

// What the licence engine has to know (docs/licences.md): who operates (`operator`), what stands behind a model (`components`), what a
// use case is for (`useCases[].use`), and what an office concluded (`opinions`). Nothing here has a default that could permit: what
// nobody states is a missing fact.

/** Days that somebody gets to meet a duty; a month is what offices commonly give each other. */
const taskDaysDefault = 30

/** A year: whatever has to be met by then is no task but a plan. */
const taskDaysMax = 366

/** US dollars. Ten times the output of the world; a number above it is a slip. */
const moneyMax = 1e15

/** People. Above the number of all people. */
const usersMax = 1e11

/** Half a year: licensors changed terms of models in less. Ten years is longer than any catalogue is of use. */
const [packDaysDefault, packDaysMax] = [180, 3_650]

/** Publishers of catalogues. Two are common: one, and its next key. */
const publishersMax = 20

/** Levels of descent. Far above any model we know. */
const lineageDepthMax = 32

/** Layers of one component, counted as often as they are come by: a diamond of diamonds grows with a power of two. As the engine has it. */
const layersMax = 256

const money = z.number().min(0).max(moneyMax)
const users = z.int().min(0).max(usersMax)
const country = z.string().regex(/^[A-Z]{2}$/, says('country'))
const countries = z.array(country).min(1).max(300).readonly()
const licenceId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.+-]{0,127}$/, says('licenceId'))
const digest = z.string().regex(/^[0-9a-f]{64}$/, says('sha256'))
const shortLine = z.string().min(1).max(200)

const modelReleaseUsers = users
  .exactOptional()
  .describe('Users of all products of the group in the calendar month before the model was released.')

export const operator = section({
  country: country.exactOptional().describe('Seat of the operator, as in DE (ISO 3166-1).'),
  principalPlaceOfBusiness: country.exactOptional().describe('Principal place of business, likewise.'),
  legalForm: z.enum(legalForms).exactOptional().describe('What kind of body it is.'),
  competitorOf: list(shortLine)
    .exactOptional()
    .describe('Stewards of licences that it competes with; an empty list says that there are none.'),
  groupAnnualRevenueUSD: money
    .exactOptional()
    .describe('Revenue of operator and affiliates in the last full year, in US dollars.'),
  exchangeRates: z
    .record(
      z.string().regex(/^[A-Z]{3}$/, says('currency')),
      section({
        perUSD: z.number().min(1e-6).max(moneyMax).describe('What one US dollar was worth.'),
        on: date.describe('Day of the rate (ISO date).'),
      }),
    )
    .readonly()
    .exactOptional()
    .describe('Rates by currency, as in CNY, for licences that count in another currency.'),
  groupMAU: users.exactOptional().describe('Users of all products of the group in a month, now.'),
  groupMAUAtModelRelease: modelReleaseUsers,
})
  .exactOptional()
  .describe(
    'Who operates this installation: facts that licences ask for. What is not stated is missing where one asks.',
  )

const madeFrom = section({
  relation: z.enum(componentRelations).describe('How it comes from it.'),
  component: id.exactOptional().describe('Id of a component in this file, or else name.'),
  name: shortLine.exactOptional().describe('Name of a work that has no entry of its own.'),
  kind: z.enum(componentKinds).exactOptional().describe('Only with name: what it is.'),
  version: shortLine.exactOptional().describe('Only with name: its version.'),
  modality: z.enum(componentModalities).exactOptional().describe('Only with name: its modality.'),
  licence: licenceId.exactOptional().describe('Only with name: its licence, as concluded from its text.'),
  declaredLicence: shortLine.exactOptional().describe('Only with name: what its card or tag claims.'),
}).superRefine(({ component, ...own }, problems) => {
  const tell = (path: string, message: string): void => problems.addIssue({ code: 'custom', path: [path], message })
  if (component === undefined && own.name === undefined) tell('component', says('componentOrName').error)
  if (component === undefined) return
  for (const key of ['name', 'kind', 'version', 'modality', 'licence', 'declaredLicence'] as const)
    if (own[key] !== undefined) tell(key, says('besideComponent').error)
})

/** What a component is, in the configuration and in the register. */
export const componentShape = {
  id: id.describe('Name of the component in this file; deployments, upstreams and front ends refer to it.'),
  kind: z.enum(componentKinds).describe('What it is.'),
  name: shortLine.describe('As its publisher calls it.'),
  version: shortLine.exactOptional().describe('Version or revision; some works changed their licence under one name.'),
  modality: z.enum(componentModalities).exactOptional().describe('Of the model, never of a request.'),
  declaredLicence: shortLine.exactOptional().describe('What card, tag or file header claim.'),
  licence: licenceId
    .exactOptional()
    .describe('Licence concluded from its text: SPDX id or LicenseRef-…, as `stellwerk licences identify` says.'),
  folder: z
    .string()
    .min(1)
    .max(4_096)
    .exactOptional()
    .describe(
      'Folder with its licence texts and weights, relative to this file. It is watched: a change counts at once.',
    ),
  digest: digest
    .exactOptional()
    .describe('SHA-256 of the weights that were looked at, with folder as it is computed there (docs/licences.md).'),
  deliveredAs: shortLine.exactOptional().describe('For example an integrated end-user product of somebody else.'),
  groupMAUAtModelRelease: modelReleaseUsers.describe('Like that of the operator, where it differs for this model.'),
  madeFrom: list(madeFrom)
    .prefault([])
    .describe('What it was made from. The licences of all of it bind besides its own.'),
}

export const components = list(section(componentShape))
  .prefault([])
  .describe('What stands behind models: weights, adapters, data sets, engines, user interfaces, each with its licence.')

export const componentOf = (what: string) => id.exactOptional().describe(what)

export const use = section({
  audience: z.enum(useAudiences).exactOptional().describe('Who uses it.'),
  exposure: z
    .enum(useExposures)
    .exactOptional()
    .describe(
      'In what way: within the house, as a service for others, inside a product, or a product of somebody else.',
    ),
  commercial: z.boolean().exactOptional().describe('Whether it serves a commercial purpose.'),
  modelAsAService: z
    .boolean()
    .exactOptional()
    .describe('Whether third parties control inputs, parameters or training data of the model.'),
  purposes: choices(licencePurposes).exactOptional().describe('What it is about.'),
  decisionMode: z.enum(decisionModes).exactOptional().describe('Who decides in the end.'),
  placeOfUse: countries.exactOptional().describe('Countries in which it is used (ISO 3166-1).'),
  placeOfOutputUse: countries
    .exactOptional()
    .describe('Countries in which its output is used. Not given: where it is used.'),
  trainsOtherModelOnOutputs: z.boolean().exactOptional().describe('Whether another model is trained on answers.'),
  redistributes: z.boolean().exactOptional().describe('Whether model or software is passed on.'),
  publishedModelName: shortLine
    .exactOptional()
    .describe('Name of the model that is published, without its organisation.'),
  changes: choices(componentChanges).exactOptional().describe('What was done to the model or the software.'),
  productMonthlyRevenueUSD: money
    .exactOptional()
    .describe('Revenue of the product in its strongest month, in US dollars.'),
  productMAU: users.exactOptional().describe('Users of the product in a month, now.'),
  endUsers30Days: users.exactOptional().describe('People with access to this deployment in the last 30 days.'),
  qualifiedPersonInCharge: z
    .boolean()
    .exactOptional()
    .describe('Whether professionals with the authorisation that the purpose asks for answer for it.'),
  replacesProfessionalAdvice: z
    .boolean()
    .exactOptional()
    .describe('Whether output replaces professional advice instead of supporting it.'),
  hasBasisForPersonalData: z
    .boolean()
    .exactOptional()
    .describe('Whether the data protection office has named a basis, where a licence bars something without consent.'),
  disclosesAi: z.boolean().exactOptional().describe('Whether people are told that output is machine-made.'),
  frontEnds: list(id)
    .exactOptional()
    .describe('Ids of the front ends that show it. Not given: every front end that names a component.'),
})
  .exactOptional()
  .describe('Facts about the use that licences ask for. What is not stated is missing where one asks.')

const opinion = section({
  component: id.describe('Component that it is about; its own, where it was made from others.'),
  useCases: list(id).exactOptional().describe('Ids of the use cases that it is for. Not given: all of them.'),
  licence: licenceId.exactOptional().describe('Licence that was concluded for it, where no text says one.'),
  passages: z
    .array(
      section({
        licence: licenceId.describe('Licence of the component.'),
        section: shortLine.describe('Section, as the reason of a refusal names it.'),
      }),
    )
    .min(1)
    .max(100)
    .readonly()
    .exactOptional()
    .describe('Passages of its licence that do not stand in the way of this use; never a plain no.'),
  reviewed: z
    .literal(true)
    .exactOptional()
    .describe(
      'That whatever text and facts leave open about it, and everything that it was made from, may go on. For a component that is served, an engine or a user interface.',
    ),
  statedBy: line.describe('Office or role that answers for it. Not a person.'),
  source: line.describe('Where it can be read: a ticket, a file number, a document.'),
  reason: text.describe('Why, in one sentence.'),
  givenOn: date.describe('Day on which it was given (ISO date, UTC).'),
  validUntil: date.describe('Last day on which it holds (ISO date, UTC).'),
}).superRefine(({ licence, passages, reviewed, givenOn, validUntil }, problems) => {
  const tell = (path: string, message: string): void => problems.addIssue({ code: 'custom', path: [path], message })
  const said = [licence, passages, reviewed].filter((one) => one !== undefined)
  if (said.length !== 1) tell('licence', says('oneConclusion').error)
  if (validUntil < givenOn) tell('validUntil', says('endsBeforeItBegins').error)
})

export const opinions = list(opinion)
  .prefault([])
  .describe('What offices concluded about licences where the texts do not decide, each with an end.')

export const licences = section({
  taskDays: z
    .int()
    .min(1)
    .max(taskDaysMax)
    .default(taskDaysDefault)
    .describe(
      'Days that an office gets to meet a duty of a licence, from the day on which it arose. Afterwards the route is shut.',
    ),
  packs: section({
    trusted: z
      .array(line)
      .max(publishersMax)
      .readonly()
      .prefault([])
      .describe(
        'Public keys (vkey) of the publishers whose catalogues are taken (docs/licence-packs.md). None is built in; the catalogue of the product needs none.',
      ),
    warnAfterDays: z
      .int()
      .min(1)
      .max(packDaysMax)
      .default(packDaysDefault)
      .describe('Days after which a catalogue of licences counts as old, which doctor and documents say.'),
  })
    .prefault({})
    .describe('Catalogues of licences that come as signed files.'),
})
  .prefault({})
  .describe('How licences are dealt with.')

export type ComponentConfig = z.output<typeof components>[number]
export type UseConfig = NonNullable<z.output<typeof use>>
export type OpinionConfig = z.output<typeof opinions>[number]

/** What may serve as what: an engine that was named as a model would be asked for its own licence only. */
const kindsOf = {
  deployments: ['model', 'adapter', 'container'],
  upstreams: ['engine', 'container', 'library'],
  frontEnds: ['ui', 'container'],
} as const

/**
 * References that lead nowhere, components in the wrong place, and descent that never ends. Read from the value as it is written, so
 * that they are reported beside what the schema says, which has spoken about everything that is not of the right type.
 */
export function licenceProblems(value: unknown): ConfigProblem[] {
  const byId = new Map(entriesOf(value, 'components').flatMap((each) => named(each)))
  const useCaseIds = entriesOf(value, 'useCases').flatMap((each) => named(each).map(([name]) => name))
  const frontEndIds = entriesOf(value, 'frontEnds').flatMap((each) => named(each).map(([name]) => name))
  const known = (
    names: readonly string[],
    path: readonly PropertyKey[],
    wanted: unknown,
    problem: ConfigProblem['problem'],
  ) => (typeof wanted !== 'string' || names.includes(wanted) ? [] : [oneOf(pathText(path), problem, wanted, names)])
  const componentIds = [...byId.keys()]
  const componentIn = (path: readonly PropertyKey[], wanted: unknown) =>
    known(componentIds, path, wanted, configSentences.componentUnknown)
  const used = (['deployments', 'upstreams', 'frontEnds'] as const).flatMap((key) =>
    entriesOf(value, key).flatMap((each, index) => {
      const wanted = field(each, 'component')
      const kind = typeof wanted === 'string' ? field(byId.get(wanted), 'kind') : undefined
      const path = [key, index, 'component']
      const isMisplaced = typeof kind === 'string' && !(kindsOf[key] as readonly string[]).includes(kind) // Any kind is asked about.
      const misplaced = isMisplaced
        ? [{ path: pathText(path), problem: configSentences.componentMisplaced, allowed: kindsOf[key] }]
        : []
      return [...componentIn(path, wanted), ...misplaced]
    }),
  )
  const classifier = field(field(field(value, 'privacy'), 'model'), 'component')
  const classifierKind = typeof classifier === 'string' ? field(byId.get(classifier), 'kind') : undefined
  const classifierPath = ['privacy', 'model', 'component']
  const misplacedClassifier =
    typeof classifierKind === 'string' && !(kindsOf.deployments as readonly string[]).includes(classifierKind) // Any kind is asked about.
      ? [{ path: pathText(classifierPath), problem: configSentences.componentMisplaced, allowed: kindsOf.deployments }]
      : []
  const made = entriesOf(value, 'components').flatMap((each, index) =>
    entriesOf(each, 'madeFrom').flatMap((parent, at) =>
      componentIn(['components', index, 'madeFrom', at, 'component'], field(parent, 'component')),
    ),
  )
  const concluded = entriesOf(value, 'opinions').flatMap((each, index) => [
    ...componentIn(['opinions', index, 'component'], field(each, 'component')),
    ...entriesOf(each, 'useCases').flatMap((wanted, at) =>
      known(useCaseIds, ['opinions', index, 'useCases', at], wanted, configSentences.useCaseUnknown),
    ),
  ])
  const shown = entriesOf(value, 'useCases').flatMap((each, index) =>
    entriesOf(field(each, 'use'), 'frontEnds').flatMap((wanted, at) =>
      known(frontEndIds, ['useCases', index, 'use', 'frontEnds', at], wanted, configSentences.frontEndUnknown),
    ),
  )
  return [
    ...used,
    ...componentIn(classifierPath, classifier),
    ...misplacedClassifier,
    ...made,
    ...concluded,
    ...shown,
    ...descentProblems(value),
  ]
}

/** Circles, and descent that is too deep or too wide to be followed. */
function descentProblems(value: unknown): ConfigProblem[] {
  const entries = entriesOf(value, 'components')
  const parents = new Map<string, readonly string[]>()
  /** How many parents are told by name. */
  const others = new Map<string, number>()
  const places = new Map<string, number>()
  entries.forEach((each, index) => {
    for (const [name] of named(each)) {
      const from = entriesOf(each, 'madeFrom')
      const byName = from.filter((parent) => typeof field(parent, 'component') !== 'string').length
      others.set(name, byName)
      parents.set(
        name,
        from.flatMap((parent) => [field(parent, 'component')]).filter((one) => typeof one === 'string'),
      )
      places.set(name, index)
    }
  })
  const sizes = new Map<string, { readonly layers: number; readonly depth: number }>()
  const circles = new Set<string>()
  const sizeOf = (name: string, path: readonly string[]): { readonly layers: number; readonly depth: number } => {
    const known = sizes.get(name)
    if (known !== undefined) return known
    // The path bounds how deep this goes: whatever is deeper is refused as too deep, and a circle never ends.
    if (path.includes(name)) {
      circles.add(name)
      return { layers: 1, depth: 1 }
    }
    if (path.length > lineageDepthMax) return { layers: layersMax + 1, depth: lineageDepthMax + 1 }
    const below = (parents.get(name) ?? []).map((parent) => sizeOf(parent, [...path, name]))
    const size = {
      layers: Math.min(
        layersMax + 1,
        below.reduce((sum, { layers }) => sum + layers, 1 + (others.get(name) ?? 0)),
      ),
      depth: below.reduce((deepest, { depth }) => Math.max(deepest, depth + 1), 1),
    }
    sizes.set(name, size)
    return size
  }
  return [...places].flatMap(([name, index]): ConfigProblem[] => {
    const { layers, depth } = sizeOf(name, [])
    const path = pathText(['components', index, 'madeFrom'])
    if (circles.has(name)) return [{ path, problem: configSentences.lineageCircle }]
    if (layers > layersMax || depth > lineageDepthMax) return [{ path, problem: configSentences.lineageTooLarge }]
    return []
  })
}

function named(entry: unknown): readonly (readonly [string, unknown])[] {
  const name = field(entry, 'id')
  return typeof name === 'string' ? [[name, entry]] : []
}

function entriesOf(value: unknown, key: string): readonly unknown[] {
  const entries = field(value, key)
  return Array.isArray(entries) ? entries : []
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  // An object has own properties of unknown type; that is all that is claimed.
  return (value as Readonly<Record<string, unknown>>)[key]
}
