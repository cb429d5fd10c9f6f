// What would change if documents were proposed: field by field, and which acts each change would need.
import type { Language, Text } from '@stellwerk/contract/language'
import { canonicalJson } from '@stellwerk/contract/journal/canonical'
import type { ActKind } from '@stellwerk/contract/register/act-words'
import { type ObjectKind, objectKindNames, organisationId } from '@stellwerk/contract/register/kind'
import type { OrganisationBody } from '@stellwerk/contract/register/organisation'
import { type Role, roleNames } from '@stellwerk/contract/register/role'
import { type Judged, type RequiredAct, requiredActs, withUnknownAuthor } from '@stellwerk/policy/required-acts'

import type { RegisterClient } from './register-client.ts'
import type { ObjectDocument } from './register-files.ts'

export interface FieldChange {
  readonly path: string
  /** Absent where there was nothing. */
  readonly before?: unknown
  /** Absent where there is nothing any more. */
  readonly after?: unknown
}

export interface PlanStep {
  readonly document: ObjectDocument
  readonly change: 'changed' | 'created' | 'unchanged'
  readonly fields: readonly FieldChange[]
  readonly required: readonly RequiredAct[]
  /** Digest of the newest version, or null where there is none. */
  readonly previous: string | null
}

/** What others name comes first. */
const order: readonly ObjectKind[] = [
  'organisation',
  'component',
  'artefact',
  'processorContract',
  'upstream',
  'deployment',
  'trainingRecord',
  'group',
  'legalBasis',
  'impactAssessment',
  'aiActRecord',
  'transparencyMeasure',
  'oversight',
  'worksAgreement',
  'policySet',
  'useCase',
  'managementAcceptance',
  'observation',
]

/** Reads what there is and compares. Changes nothing. */
export async function planOf(
  documents: readonly ObjectDocument[],
  client: RegisterClient,
): Promise<readonly PlanStep[]> {
  const sorted = documents.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind))
  const organisation = await organisationFor(documents, client)
  const steps: PlanStep[] = []
  for (const document of sorted) steps.push(await stepFor(document, organisation, client))
  return steps
}

async function organisationFor(
  documents: readonly ObjectDocument[],
  client: RegisterClient,
): Promise<OrganisationBody | 'unknown'> {
  const told = documents.find(({ kind }) => kind === 'organisation')?.body
  const body = told ?? (await client.object('organisation', organisationId))?.inForce?.body
  return body === undefined ? 'unknown' : (body as OrganisationBody) // Of that kind, and checked here or by the server.
}

async function stepFor(
  document: ObjectDocument,
  organisation: OrganisationBody | 'unknown',
  client: RegisterClient,
): Promise<PlanStep> {
  const { kind, id, body } = document
  const found = await client.object(kind, id)
  const before = found?.inForce?.body
  // Both bodies are of that kind.
  const judged = { kind, body, ...(before === undefined ? {} : { before }) } as Judged
  const needed = requiredActs(judged, organisation)
  const required = client.isOperator ? withUnknownAuthor(needed) : needed
  if (found === undefined) return { document, change: 'created', fields: [], required, previous: null }
  const { state, digest } = found.newest
  const fields = fieldChanges(found.newest.body, body)
  // What was withdrawn or refused is proposed again, the same as it was or not.
  const isLive = state === 'inForce' || state === 'proposed'
  const isSame = isLive && canonicalJson(found.newest.body) === canonicalJson(body)
  return { document, change: isSame ? 'unchanged' : 'changed', fields, required, previous: digest }
}

/** Depth of an object; deeper is told as a whole. */
const depthMax = 12

/** @example fieldChanges({ a: 1, b: [1] }, { a: 2, b: [1] }) // [{ path: 'a', before: 1, after: 2 }] */
function fieldChanges(before: unknown, after: unknown, path = '', depth = 0): readonly FieldChange[] {
  if (before !== undefined && after !== undefined && canonicalJson(before) === canonicalJson(after)) return []
  if (depth >= depthMax || !areAlike(before, after))
    return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }]
  const [one, other] = [membersOf(before), membersOf(after)]
  return [...new Set([...one.keys(), ...other.keys()])].toSorted().flatMap((key) => {
    const name = Array.isArray(before) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
    return fieldChanges(one.get(key), other.get(key), name, depth + 1)
  })
}

function areAlike(before: unknown, after: unknown): boolean {
  const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null
  return isObject(before) && isObject(after) && Array.isArray(before) === Array.isArray(after)
}

function membersOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
}

const marks = { created: '+', changed: '~', unchanged: '=' } as const

const changeNames: Readonly<Record<PlanStep['change'], Text>> = {
  created: { de: 'neu', en: 'new' },
  changed: { de: 'geändert', en: 'changed' },
  unchanged: { de: 'unverändert', en: 'unchanged' },
}

const actNames: Readonly<Record<ActKind, Text>> = {
  approve: { de: 'Freigabe', en: 'approval' },
  opinion: { de: 'Stellungnahme', en: 'opinion' },
  agreement: { de: 'Zustimmung mit Dokument', en: 'agreement with a document' },
  information: { de: 'Unterrichtung', en: 'information' },
}

/** Characters of a value in a plan; a longer one is cut. */
const valueCharactersMax = 60

/** The plan for people. What is the same is only counted. */
export function planLines(steps: readonly PlanStep[], language: Language): readonly string[] {
  const count = (change: PlanStep['change']): number => steps.filter((step) => step.change === change).length
  const sum: Text = {
    de: `Plan: ${count('created')} neu, ${count('changed')} geändert, ${count('unchanged')} unverändert.`,
    en: `Plan: ${count('created')} new, ${count('changed')} changed, ${count('unchanged')} unchanged.`,
  }
  return [
    ...steps.filter(({ change }) => change !== 'unchanged').flatMap((step) => stepLines(step, language)),
    sum[language],
  ]
}

function stepLines({ document, change, fields, required }: PlanStep, language: Language): readonly string[] {
  const { kind, id } = document
  const needs = { de: 'braucht', en: 'needs' }[language]
  const atOnce = { de: 'gilt sofort', en: 'holds at once' }[language]
  return [
    `${marks[change]} ${kind}/${id} (${objectKindNames[kind][language]}, ${changeNames[change][language]})`,
    ...fields.map((field) => `    ${fieldLine(field)}`),
    required.length === 0
      ? `    ${atOnce}`
      : `    ${needs}: ${required.map((act) => actLine(act, language)).join('; ')}`,
  ]
}

function fieldLine(field: FieldChange): string {
  if (!('before' in field)) return `+ ${field.path}: ${shown(field.after)}`
  if (!('after' in field)) return `- ${field.path}: ${shown(field.before)}`
  return `~ ${field.path}: ${shown(field.before)} → ${shown(field.after)}`
}

function shown(value: unknown): string {
  const text = [...canonicalJson(value)]
  return text.length > valueCharactersMax ? `${text.slice(0, valueCharactersMax - 1).join('')}…` : text.join('')
}

/** @example actLine({ kind: 'approve', role: 'owner' }, 'en') // 'approval (business owner)' */
export function actLine({ kind, role }: { readonly kind: ActKind; readonly role: Role }, language: Language): string {
  return `${actNames[kind][language]} (${roleNames[role][language]})`
}
