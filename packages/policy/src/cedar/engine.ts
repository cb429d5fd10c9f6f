/**
 * What an engine for Cedar has to offer. The server makes it from the WebAssembly that Cedar publishes; this package has no
 * files and no clock. What comes back is `unknown` on purpose: it is read here, and nothing but the one good shape is an allow.
 */
export interface CedarEngine {
  readonly sha256: (text: string) => string
  /** `policySetTextToParts`: a file, cut into its policies. */
  readonly parts: (text: string) => unknown
  /** `policyToJson`: where annotations are read from. */
  readonly toJson: (policy: string) => unknown
  readonly validate: (call: ValidationCall) => unknown
  readonly preparseSchema: (name: string, schema: string) => unknown
  /** Replaces a set of the same id without a word, so ids are digests. */
  readonly preparsePolicySet: (id: string, policies: { readonly staticPolicies: PoliciesById }) => unknown
  readonly isAuthorized: (call: AuthorisationCall) => unknown
}

/** Cedar calls policies of one text `policy0`, `policy1`, …, and a journal that names these says nothing. So they have names. */
export type PoliciesById = Readonly<Record<string, string>>

interface ValidationCall {
  readonly schema: string
  readonly policies: { readonly staticPolicies: PoliciesById }
  readonly validationSettings: { readonly mode: 'strict' }
}

/** A value of Cedar. Texts, truth values and sets of texts are all that our policies ask for. */
export type CedarValue = string | boolean | number | readonly string[]

export type CedarContext = Readonly<Record<string, CedarValue>>

interface EntityName {
  readonly type: string
  readonly id: string
}

/** Neither the schema nor the check of the request can be left out: without a schema Cedar checks nothing and says nothing. */
interface AuthorisationCall {
  readonly principal: EntityName
  readonly action: EntityName
  readonly resource: EntityName
  readonly context: CedarContext
  readonly entities: readonly never[]
  readonly preparsedPolicySetId: string
  readonly preparsedSchemaName: string
  readonly validateRequest: true
}

/** What was asked of a set. Only what policies read is in the context, for every entity would be serialised on each call. */
export interface Asked {
  /** With its namespace, for example `Licence::Action`. */
  readonly actionType: string
  readonly action: string
  readonly useCaseId: string
  readonly deploymentId: string
  readonly context: CedarContext
}

/** A set that was parsed once, by the digests under which the engine knows it. */
export interface Preparsed {
  readonly digest: string
  readonly schemaDigest: string
}

/** What a set says. Anything that is not plainly an allow or a denial by named policies is trouble, and trouble refuses. */
export type Answer =
  | { readonly state: 'allow'; readonly determining: readonly string[] }
  /** Nothing determines it where no policy permits. */
  | { readonly state: 'deny'; readonly determining: readonly string[] }
  | { readonly state: 'trouble'; readonly what: string }

/**
 * Asks a set. An erring policy is skipped by Cedar, a `forbid` too, and the rest may come out as an allow; so an answer counts
 * only if it succeeded and nothing at all went wrong on the way.
 */
export function evaluate(engine: CedarEngine, set: Preparsed, asked: Asked): Answer {
  const { actionType, action, useCaseId, deploymentId, context } = asked
  return answerOf(
    engine.isAuthorized({
      principal: { type: 'UseCase', id: useCaseId },
      action: { type: actionType, id: action },
      resource: { type: 'Deployment', id: deploymentId },
      context,
      entities: [],
      preparsedPolicySetId: set.digest,
      preparsedSchemaName: set.schemaDigest,
      validateRequest: true,
    }),
  )
}

/** @example answerOf({ type: 'failure', errors: [] }).state // 'trouble' */
export function answerOf(answer: unknown): Answer {
  if (!isRecord(answer) || answer['type'] !== 'success') return trouble(firstError(answer, 'no success'))
  const response = answer['response']
  const diagnostics = isRecord(response) ? response['diagnostics'] : undefined
  if (!isRecord(response) || !isRecord(diagnostics)) return trouble('no diagnostics')
  const { reason, errors } = diagnostics
  if (!Array.isArray(errors) || errors.length > 0) return trouble(firstError(diagnostics, 'errors unknown'))
  if (!isTexts(reason)) return trouble('determining policies unknown')
  // Cedar promises no order, and the names stand in the journal.
  const determining = reason.toSorted()
  if (response['decision'] === 'deny') return { state: 'deny', determining }
  if (response['decision'] !== 'allow') return trouble('no decision')
  return determining.length === 0 ? trouble('allowed by nothing') : { state: 'allow', determining }
}

function trouble(what: string): Answer {
  return { state: 'trouble', what }
}

/** The first sentence of what Cedar says about a failure, for the operator. */
export function firstError(answer: unknown, otherwise: string): string {
  const errors = isRecord(answer) ? answer['errors'] : undefined
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined
  const error = isRecord(first) && isRecord(first['error']) ? first['error'] : first
  return isRecord(error) && typeof error['message'] === 'string' ? error['message'] : otherwise
}

/** Whether something from the engine can be asked for its members. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether something from the engine is a list of texts. */
export function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}
