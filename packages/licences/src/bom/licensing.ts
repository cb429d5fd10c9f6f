import type { Catalogue } from '../catalogue-index.ts'
import type { LicenceId } from '../terms.ts'
import type { Conclusion, FoundText } from './input.ts'
import type { Edge, Work } from './lineage.ts'
import { listedId } from './spdx-ids.ts'

/** What a tag, card or header claims, in the form in which a bill of materials can say it. */
export type Declared =
  | { readonly state: 'id'; readonly id: string; readonly raw: string }
  | { readonly state: 'expression'; readonly expression: string; readonly raw: string }
  | { readonly state: 'name'; readonly raw: string }
  /** Somebody looked, and nothing is claimed. */
  | { readonly state: 'none' }
  /** Nobody has said what is claimed. */
  | { readonly state: 'unknown' }

/** What texts, lineage and people show. */
export type Concluded =
  | {
      readonly state: 'known'
      readonly expression: string
      readonly parts: readonly Part[]
      /** Data sets whose licences are no part of it. */
      readonly leftOut: readonly string[]
    }
  /** At least one layer has no licence that is known: then nothing can be concluded for the whole. */
  | { readonly state: 'unknown'; readonly missing: readonly string[]; readonly parts: readonly Part[] }

/** One operand of an expression, and the layers that brought it. */
export interface Part {
  readonly id: string
  readonly layers: readonly string[]
}

/** Tags are short, and so are expressions. What is longer is shown as a name and not looked into. */
const expressionCharactersMax = 1_024

/**
 * A claim as it was found. An id that SPDX does not list never becomes an id: it is a name.
 *
 * @example declaredOf('apache-2.0').state // 'id'
 * @example declaredOf('llama3.1').state // 'name'
 */
export function declaredOf(claim: string | null | undefined): Declared {
  if (claim === undefined) return { state: 'unknown' }
  if (claim === null) return { state: 'none' }
  const id = listedId(claim)
  if (id !== undefined) return { state: 'id', id, raw: claim }
  const expression = parseExpression(claim, listedId)
  return expression === undefined ? { state: 'name', raw: claim } : { state: 'expression', expression, raw: claim }
}

/** An expression that a person wrote down, as SPDX writes it; undefined where it is none. */
export function writtenExpression(text: string): string | undefined {
  return parseExpression(text, operandIn)
}

/** An id that SPDX lists, or one of one's own. */
function operandIn(id: string): string | undefined {
  return listedId(id) ?? (/^LicenseRef-[A-Za-z0-9.-]+$/.test(id) ? id : undefined)
}

/** Ids joined by AND and OR, with parentheses (SPDX 3.0.1, annex on licence expressions); undefined where an operand is unknown. */
function parseExpression(text: string, operand: (id: string) => string | undefined): string | undefined {
  if (text.length > expressionCharactersMax) return undefined
  const tokens = text.match(/[()]|[^\s()]+/g) ?? []
  const written: string[] = []
  let open = 0
  let wantsOperand = true
  for (const token of tokens) {
    const isOperator = token === 'AND' || token === 'OR'
    if (token === '(' ? !wantsOperand : token === ')' || isOperator ? wantsOperand : !wantsOperand) return undefined
    if (token === '(') open++
    else if (token === ')') {
      if (--open < 0) return undefined
    } else if (isOperator) wantsOperand = true
    else {
      const id = operand(token)
      if (id === undefined) return undefined
      written.push(id)
      wantsOperand = false
      continue
    }
    written.push(token)
  }
  if (wantsOperand || open !== 0) return undefined
  return written.join(' ').replaceAll('( ', '(').replaceAll(' )', ')')
}

/**
 * The licence of a work over all of its layers, as an SPDX expression: what it is and what it was made from bind together. What serves
 * or shows it is a work of its own. What the licence of a data set means for weights is unsettled, so it is named beside. A person's
 * conclusion stands for the licence of the work itself where no text says one; what it was made from still binds.
 */
export function concludedOf(work: Work, catalogue: Catalogue, person?: Conclusion): Concluded {
  const parts = new Map<string, readonly string[]>()
  const missing: string[] = []
  const leftOut: string[] = []
  for (const layer of boundLayers(work, catalogue)) {
    if (layer.isData) {
      leftOut.push(layer.work.name)
      continue
    }
    const { name, licence } = layer.work
    const concluded = layer.work === work && person !== undefined ? [person.licence] : undefined
    const expressions = expressionsOf(licence, catalogue) ?? concluded
    if (expressions === undefined) missing.push(name)
    for (const one of expressions ?? []) parts.set(one, [...new Set([...(parts.get(one) ?? []), name])])
  }
  const found = [...parts].map(([id, layers]): Part => ({ id, layers }))
  if (missing.length > 0) return { state: 'unknown', missing: [...new Set(missing)], parts: found }
  const expression = found.map(({ id }) => (found.length > 1 && / OR /.test(id) ? `(${id})` : id)).join(' AND ')
  const operands = found.flatMap(({ id, layers }) => operandsOf(id).map((operand): Part => ({ id: operand, layers })))
  return { state: 'known', expression, parts: operands, leftOut: [...new Set(leftOut)] }
}

interface Bound {
  readonly isData: boolean
  readonly work: Work
}

function boundLayers(work: Work, catalogue: Catalogue): readonly Bound[] {
  return [{ isData: false, work }, ...work.madeFrom.flatMap((edge) => boundBy(edge, catalogue))]
}

function boundBy(edge: Edge, catalogue: Catalogue): readonly Bound[] {
  switch (edge.place) {
    case 'beside':
    case 'test-data':
      return []
    case 'data':
      return [{ isData: true, work: edge.work }]
    case 'teacher':
      return teaches(edge.work.licence, catalogue) ? boundLayers(edge.work, catalogue) : []
    case 'ancestor':
    case 'part':
    case 'unknown': // A word that nobody knows: then it binds, because unknown never makes anything milder.
      return boundLayers(edge.work, catalogue)
  }
}

/** Whether the licence of a teacher says anything about models trained on its outputs. Unknown counts as yes. */
function teaches(licence: LicenceId | undefined, catalogue: Catalogue): boolean {
  const ids = licence === undefined ? [] : licence.split(' AND ')
  return (
    ids.length === 0 || ids.some((id) => catalogue.byId.get(id.trim())?.rights.outputsTrainOtherModels.rule !== 'free')
  )
}

/** Whether a layer has a licence that can be named. */
export function isLicensed(licence: LicenceId | undefined, catalogue: Catalogue): boolean {
  return expressionsOf(licence, catalogue) !== undefined
}

/** How SPDX writes the licences of a layer, each of which binds; undefined where one of them cannot be written. */
function expressionsOf(licence: LicenceId | undefined, catalogue: Catalogue): readonly string[] | undefined {
  const written = (licence ?? '').split(' AND ').map((id) => expressionOf(id.trim(), catalogue))
  const known = written.filter((one) => one !== undefined)
  return known.length === written.length ? known : undefined
}

/** How SPDX writes a licence of ours; undefined where there is none to write. */
export function expressionOf(id: LicenceId, catalogue: Catalogue): string | undefined {
  const terms = catalogue.byId.get(id)
  if (terms !== undefined) return terms.spdxExpression === 'NOASSERTION' ? undefined : terms.spdxExpression
  return operandIn(id)
}

/** What the licence texts inside of an artefact amount to; policies and notices come with their licence. */
export function containedExpression(texts: readonly FoundText[], { byId }: Catalogue): string | undefined {
  const found = texts.map(({ licence }) => (licence === null ? undefined : byId.get(licence)?.spdxExpression))
  const known = [...new Set(found.filter((one) => one !== undefined && one !== 'NOASSERTION'))]
  return known.length === 0 ? undefined : known.join(' AND ')
}

/** The ids in an expression, each once. */
export function operandsOf(expression: string): readonly string[] {
  const words = expression.match(/[^\s()]+/g) ?? []
  return [...new Set(words.filter((word) => word !== 'AND' && word !== 'OR' && word !== 'WITH'))]
}

/** How claim and conclusion stand to each other, in a sentence; undefined where they say the same. */
export function differenceOf(declared: Declared, concluded: Concluded, catalogue: Catalogue): string | undefined {
  const claim = declared.state === 'none' || declared.state === 'unknown' ? undefined : declared.raw
  if (concluded.state === 'unknown') {
    const layers = concluded.missing.join(', ')
    return claim === undefined
      ? `No licence is known for: ${layers}. Nothing is concluded for the whole.`
      : `Declared as "${claim}". No licence is known for: ${layers}. Nothing is concluded for the whole.`
  }
  if (claim === undefined) return `Nothing is declared; concluded from ${sourcesOf(concluded)}.`
  if (isSame(declared, concluded, catalogue)) return undefined
  return `Declared as "${claim}", concluded ${concluded.expression} from ${sourcesOf(concluded)}.`
}

function sourcesOf(concluded: Extract<Concluded, { state: 'known' }>): string {
  return concluded.parts.map(({ id, layers }) => `${layers.join(', ')} (${id})`).join('; ')
}

function isSame(declared: Declared, concluded: Extract<Concluded, { state: 'known' }>, catalogue: Catalogue): boolean {
  if (declared.state === 'id') return declared.id === concluded.expression
  if (declared.state === 'expression') return declared.expression === concluded.expression
  if (declared.state !== 'name' || concluded.parts.length !== 1) return false
  const { raw } = declared
  // Names of hubs identify nothing; here they only show whether the claim means what was concluded anyway.
  const terms = catalogue.entries.find(({ spdxExpression }) => spdxExpression === concluded.expression)
  return [concluded.expression, ...(terms?.hubTags ?? [])].some(
    (name) => name.toLowerCase() === raw.trim().toLowerCase(),
  )
}
