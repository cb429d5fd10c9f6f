// The control API as an OpenAPI document, made from the same schemas that the server checks with.
import { z } from 'zod'
import type { Language, Text } from '../language.ts'
import { bodySchemas } from '../register/body.ts'
import { objectKinds } from '../register/kind.ts'
import { officeAnswers } from './office-answers.ts'
import type { Admission } from './permission.ts'
import { actView, standingView } from './register-answers.ts'
import { versionViews } from './register-routes.ts'
import type { ApiRoute } from './route.ts'
import { apiRoutes } from './routes.ts'

type Schema = Readonly<Record<string, unknown>>

const title: Text = { de: 'Stellwerk: Steuerschnittstelle', en: 'Stellwerk: control API' }

/** What the parameters in braces look like; what does not is not found. */
export const pathParameters: Readonly<Record<string, { readonly pattern: RegExp; readonly what: string }>> = {
  id: { pattern: /^[A-Za-z0-9_-]{1,63}$/, what: 'Id of the object' },
  number: { pattern: /^[1-9][0-9]{0,8}$/, what: 'Number of the version, from 1' },
  key: { pattern: /^[^/]{1,255}$/, what: 'Id of the key' },
  hold: { pattern: /^[^/]{1,255}$/, what: 'Id of the hold' },
  task: { pattern: /^[^/]{1,255}$/, what: 'Id of the task' },
}

/** What any call may answer with besides, by status. 5xx are about the server and need no schema of their own. */
const problemStatuses: Readonly<Record<number, string>> = {
  400: 'The request is malformed.',
  401: 'Nobody is signed in.',
  403: 'Not permitted.',
  404: 'There is no such thing.',
  412: 'Somebody else changed it meanwhile.',
  413: 'The body is too large.',
  428: 'If-Match or If-None-Match is missing.',
  503: 'The server cannot do that now.',
}

/**
 * The document that `GET /api/openapi.json` answers with (OpenAPI 3.1.1, checked 2026-11-24).
 *
 * @example openApiDocument({ version: '0.1.0', publicUrl: 'https://models.example', language: 'en' }).openapi // '3.1.1'
 */
export function openApiDocument(about: {
  readonly version: string
  readonly publicUrl: string
  readonly language: Language
}): Schema {
  const { version, publicUrl, language } = about
  return {
    openapi: '3.1.1',
    info: { title: title[language], version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: publicUrl }],
    security: [{ cookie: [], ownRequest: [] }, { terminal: [] }],
    paths: pathsOf(language),
    components: {
      schemas: { ...schemasOf('output'), ...schemasOf('input') },
      securitySchemes: {
        cookie: { type: 'apiKey', in: 'cookie', name: '__Host-stellwerk' },
        ownRequest: { type: 'apiKey', in: 'header', name: 'x-stellwerk-request' },
        terminal: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}

function pathsOf(language: Language): Schema {
  const paths: Record<string, Record<string, Schema>> = {}
  for (const route of apiRoutes) (paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(route, language)
  return paths
}

function operationOf(route: ApiRoute, language: Language): Schema {
  const { id, kind, summary, body, who } = route
  return {
    operationId: kind === undefined ? id : `${id}-${kind}`,
    summary: summary[language],
    tags: [kind ?? id.replace(/[A-Z].*$/, '')],
    ...(who.people === 'everybody' ? { security: [] } : {}),
    'x-stellwerk-who': shownAdmission(who),
    parameters: [...pathParametersOf(route), ...queryParametersOf(route), ...headersOf(route)],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { $ref: reference(requestName(id, kind)) } } },
          },
        }),
    responses: { [route.status]: answerOf(route), ...problemsOf(route) },
  }
}

/** For machines that plan rights: roles by name, and whether the local operator may. */
function shownAdmission({ people, operator, isFresh }: Admission): Schema {
  return { people, operator, ...(isFresh === undefined ? {} : { isFresh }) }
}

function pathParametersOf({ path }: ApiRoute): readonly Schema[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: pathParameters[name]?.what,
    schema: { type: 'string', pattern: pathParameters[name]?.pattern.source },
  }))
}

function queryParametersOf({ query }: ApiRoute): readonly Schema[] {
  if (query === undefined) return []
  // One object, or one of several: then none of their members is needed in each case.
  const {
    properties,
    anyOf,
    required = [],
  } = plain(query, 'input') as {
    readonly properties?: Readonly<Record<string, Schema>>
    readonly anyOf?: readonly { readonly properties?: Readonly<Record<string, Schema>> }[]
    readonly required?: readonly string[]
  } // What the schemas of queries come out as.
  const members = Object.assign({}, ...(anyOf?.map((one) => one.properties) ?? [properties])) as Record<string, Schema>
  return Object.entries(members).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

function headersOf({ needsIfMatch }: ApiRoute): readonly Schema[] {
  if (needsIfMatch === undefined) return []
  return [
    {
      name: 'If-Match',
      in: 'header',
      required: false,
      description: 'ETag of the newest version that was seen. Needed where there is one.',
      schema: { type: 'string', pattern: '^"[0-9a-f]{64}"$' },
    },
    {
      name: 'If-None-Match',
      in: 'header',
      required: false,
      description: '* where there is no version yet.',
      schema: { type: 'string', enum: ['*'] },
    },
  ]
}

function answerOf({ answer, answerName, hasEtag }: ApiRoute): Schema {
  const schema = answer === undefined ? { type: 'object' } : { $ref: reference(answerName) }
  return {
    description: 'Done.',
    ...(hasEtag === undefined
      ? {}
      : { headers: { ETag: { description: 'Digest of the newest version.', schema: { type: 'string' } } } }),
    content: { 'application/json': { schema } },
  }
}

function problemsOf({ who, needsIfMatch, kind, method }: ApiRoute): Schema {
  const left: Readonly<Record<string, boolean>> = {
    401: who.people !== 'everybody',
    412: kind !== undefined && method === 'POST',
    428: needsIfMatch !== undefined,
  }
  const told = Object.entries(problemStatuses).filter(([status]) => left[status] ?? true)
  const content = { 'application/problem+json': { schema: { $ref: reference('problem') } } }
  return Object.fromEntries(told.map(([status, description]) => [status, { description, content }]))
}

/** Schemas with a name in the document: what is answered, and what is asked. Each stands there once. */
function namesOf(io: 'input' | 'output'): ReadonlyMap<string, z.ZodType> {
  const said = apiRoutes.flatMap(({ id, kind, answer, answerName, body }) => {
    const schema = io === 'output' ? answer : body
    const name = io === 'output' ? answerName : requestName(id, kind)
    return schema === undefined ? [] : [[name, schema] as const]
  })
  const bodies = objectKinds.map((kind) => [`${kind}${io === 'output' ? '' : 'Input'}`, bodySchemas[kind]] as const)
  const parts = [...versionViews].map(([kind, schema]) => [`${kind}Version`, schema] as const)
  const more = io === 'output' ? [...parts, ...sharedAnswers] : []
  return new Map([...bodies, ...more, ...said])
}

const sharedAnswers: readonly (readonly [string, z.ZodType])[] = [
  ['act', actView],
  ['standing', standingView],
  ['problem', officeAnswers.problem],
]

/** Acts, withdrawals and comments are the same for each kind. */
function requestName(id: ApiRoute['id'], kind: ApiRoute['kind']): string {
  return kind !== undefined && id === 'propose' ? `${kind}Proposal` : `${id}Request`
}

const reference = (name: string): string => `#/components/schemas/${name}`

/** JSON Schema, draft 2020-12, as OpenAPI 3.1 takes it. */
function schemasOf(io: 'input' | 'output'): Schema {
  const registry = z.registry<{ id: string }>()
  // A schema that several answers share is known under its first name; bodies come first.
  for (const [id, schema] of namesOf(io)) if (!registry.has(schema)) registry.add(schema, { id })
  const { schemas } = z.toJSONSchema(registry, { ...how(io), uri: reference })
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _schema, $id: _id, ...schema }]) => [name, schema]),
  )
}

function plain(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _schema, ...rest } = z.toJSONSchema(schema, how(io))
  return rest
}

function how(io: 'input' | 'output') {
  return {
    io,
    target: 'draft-2020-12',
    // A transform, such as that of one sentence for both languages, is checked by its input alone.
    unrepresentable: 'any',
    override: ({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }) => {
      // "readOnly" speaks of the frozen value that parsing gives.
      delete jsonSchema.readOnly
      // The format says the same in a word, and classes such as \p{Cc} are understood by few programs.
      if (jsonSchema.format !== undefined || /\\p/i.test(jsonSchema.pattern ?? '')) delete jsonSchema.pattern
    },
  } as const
}
