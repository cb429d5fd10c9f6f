import { type Notes, notesOf } from './annotations.ts'
import {
  type Answer,
  type CedarContext,
  type CedarEngine,
  evaluate,
  firstError,
  isRecord,
  isTexts,
  type PoliciesById,
} from './engine.ts'
import { PolicyRefused } from './policy-refused.ts'

/** A policy set in use: validated, parsed once, its annotations read once. */
export interface PolicySet {
  /** Hex SHA-256 of its policies by id and of the schema; its name in the engine and in the journal. */
  readonly digest: string
  readonly namespace: string
  readonly notes: ReadonlyMap<string, Notes>
  readonly ask: (action: string, route: RouteNames, context: CedarContext) => Answer
}

interface RouteNames {
  readonly useCaseId: string
  readonly deploymentId: string
}

/** A schema that the engine has parsed. */
export interface PolicySchema {
  readonly text: string
  readonly digest: string
}

/**
 * Has the engine parse a schema, once for all sets that it is for. @throws {PolicyRefused}
 */
export function openSchema(engine: CedarEngine, text: string): PolicySchema {
  const digest = engine.sha256(text)
  mustBeTaken(engine.preparseSchema(digest, text), 'the schema')
  return { text, digest }
}

/** Cedar takes time in proportion to the policies of a set, and a lamp that needs more has become two. */
const policiesMax = 50

/**
 * Takes a file of policies into use. Everything that can be found wrong with it is found here and not at a request.
 *
 * The cache of the engine is per thread: each thread opens its own. Sets are never forgotten by the engine, so whoever tries out
 * many uses an engine of its own for that.
 * @throws {PolicyRefused}
 */
export function openPolicySet(
  engine: CedarEngine,
  {
    namespace,
    policies,
    schema,
  }: { readonly namespace: string; readonly policies: string; readonly schema: PolicySchema },
): PolicySet {
  const { byId, notes } = readPolicies(engine, policies)
  mustBeValid(engine, schema.text, byId)
  const schemaDigest = schema.digest
  const digest = engine.sha256(JSON.stringify({ policies: byId, schema: schema.text }))
  mustBeTaken(engine.preparsePolicySet(digest, { staticPolicies: byId }), namespace)
  const actionType = `${namespace}::Action`
  return {
    digest,
    namespace,
    notes,
    ask: (action, route, context) =>
      evaluate(engine, { digest, schemaDigest }, { actionType, action, ...route, context }),
  }
}

/** By id and in the order of their ids, so that the digest does not depend on where a policy stands in its file. */
function readPolicies(engine: CedarEngine, text: string) {
  const parts = engine.parts(text)
  if (!isRecord(parts) || parts['type'] !== 'success' || !isTexts(parts['policies']))
    throw new PolicyRefused('the file', firstError(parts, 'cannot be read'))
  const templates = parts['policy_templates']
  if (!Array.isArray(templates) || templates.length > 0) throw new PolicyRefused('the file', 'templates are not used')
  if (parts['policies'].length > policiesMax)
    throw new PolicyRefused('the file', `${parts['policies'].length} policies, at most ${policiesMax} in one set`)
  const read = parts['policies'].map((policy) => ({ policy, notes: notesOf(engine.toJson(policy)) }))
  read.sort((one, other) => (one.notes.id < other.notes.id ? -1 : 1))
  const notes = new Map(read.map((one) => [one.notes.id, one.notes]))
  if (notes.size < read.length) throw new PolicyRefused('the file', 'two policies have the same @id')
  const byId: PoliciesById = Object.fromEntries(read.map((one) => [one.notes.id, one.policy]))
  return { byId, notes }
}

/** Misspelt attributes, and optional ones that are read without `has`, are only found by strict validation, and only if it runs. */
function mustBeValid(engine: CedarEngine, schema: string, byId: PoliciesById): void {
  const answer = engine.validate({
    schema,
    policies: { staticPolicies: byId },
    validationSettings: { mode: 'strict' },
  })
  if (!isRecord(answer) || answer['type'] !== 'success')
    throw new PolicyRefused('the set', firstError(answer, 'cannot be validated'))
  const errors = answer['validationErrors']
  if (Array.isArray(errors) && errors.length === 0) return
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined
  const policy = isRecord(first) && typeof first['policyId'] === 'string' ? first['policyId'] : 'the set'
  throw new PolicyRefused(policy, firstError({ errors }, 'is not valid'))
}

function mustBeTaken(answer: unknown, what: string): void {
  if (!isRecord(answer) || answer['type'] !== 'success')
    throw new PolicyRefused(what, firstError(answer, 'is not taken'))
}
