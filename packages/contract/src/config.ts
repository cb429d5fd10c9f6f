import { z } from 'zod'
import { listen, listenProblems } from './config-listen.ts'
import { ConfigInvalid, configSentences, oneOf, pathText, problemsOf } from './config-problem.ts'
import type { ConfigProblem } from './config-problem.ts'
import { embedded } from './config-embedded.ts'
import { componentOf, components, licenceProblems, licences, operator, opinions } from './config-licences.ts'
import { queue, queueProblems } from './config-limits.ts'
import { frontEnds } from './config-front-ends.ts'
import { deploymentOperation, useCaseOperation } from './config-operation.ts'
import { rotation, rotationProblems } from './config-rotation.ts'
import { signIn } from './config-sign-in.ts'
import { privacy } from './config-personal-data.ts'
import { place, placeProblems } from './config-place.ts'
import {
  address,
  bytes,
  choices,
  count,
  date,
  fieldName,
  id,
  line,
  list,
  milliseconds,
  says,
  secretRef,
  section,
  text,
  withoutClosingSlash,
} from './config-shapes.ts'
import { upstreamTls, upstreamTlsProblems } from './config-upstream-tls.ts'
import { vault } from './config-vault.ts'
import { engineKinds, nativeEndpoints } from './endpoint.ts'
import type { Lamp } from './lamp.ts'
import { languages } from './language.ts'

/**
 * What `stellwerk.yaml` may say. Parsed once at the door; whoever holds a {@link Config} holds checked, frozen values.
 * An unknown or wrong key is refused with its path, what is allowed there and the nearest match.
 */

/** Defaults of `limits`. Each can be changed in the file, within the bounds that the schema gives. */
export const limitDefaults = {
  /** Bytes. Room for a context of a million tokens as text; more is an attack or a file in the wrong place. */
  bodyBytesMax: 10_485_760,
  /** Bytes. The same with images, audio or files inside, which Base64 makes a third larger. */
  mediaBodyBytesMax: 33_554_432,
  /** Milliseconds. A body that drips in more slowly is holding a connection, not asking a question. */
  bodyTimeoutMs: 60_000,
  /** Requests. With about 100 kB each this stays below half a gigabyte. */
  concurrentRequestsMax: 4_000,
  /** Milliseconds without the reader taking anything, until the stream is cut and the engine freed. */
  readerStallMs: 60_000,
  /** Bytes. An engine that answers with more is broken; memory is bounded before that. */
  answerBytesMax: 67_108_864,
  /** Milliseconds that running answers get after SIGTERM; service managers commonly kill after 90 s. */
  drainTimeoutMs: 30_000,
  /** Milliseconds between keep-alive comments in a silent stream; proxies commonly cut after 30 to 60 s. */
  keepAliveMs: 15_000,
  /** Bytes of one text that is kept in full. As streamed events, an answer of 5,000 tokens. */
  recordBytesMax: 1_048_576,
} as const

/** Defaults of `upstreams[].timeouts`, in milliseconds. */
export const timeoutDefaults = {
  /** An engine in the same network answers a SYN within milliseconds; two seconds allow for one retransmission. */
  connectMs: 2_000,
  /** A long prompt behind a full queue may wait minutes for its first token. */
  firstByteMs: 600_000,
  /** Silence in the middle of an answer: no engine pauses two minutes between tokens. */
  idleMs: 120_000,
  /** The whole answer. At 20 tokens a second this is room for 36,000 tokens. */
  totalMs: 1_800_000,
} as const

/** Defaults of `upstreams[].health`, in milliseconds: a dead engine leaves the rotation within 12 s. */
export const healthDefaults = { everyMs: 10_000, timeoutMs: 2_000 } as const

/** Defaults of `upstreams[].breaker`: failures in a row until it opens, and how long it stays open in milliseconds. */
export const breakerDefaults = { failures: 5, openMs: 10_000 } as const

/** Where the data directory lies unless the file says otherwise, relative to the file. */
const dataDefault = './data'

/** Bytes. Both texts of a record have to fit into one of 16 MiB, whatever encryption and names add. */
const recordBytesTop = 4_194_304

/** Characters of the address in links. With it, one sentence and the next step stay within the 300 of a message. */
const publicUrlCharactersMax = 120

const lampNames: Readonly<Record<Lamp, string>> = {
  licence: 'licence',
  dataProtection: 'data protection',
  governance: 'governance',
  security: 'security',
}

const statement = {
  statedBy: line.describe(
    'Office or role that answers for this statement, for example "Data protection office". Not a person.',
  ),
  source: line.describe('Where it can be read: a contract, a section, a ticket, a document.'),
  validUntil: date.describe(
    'Last day on which the statement holds (ISO date, UTC). Afterwards the lamp is unknown and shut.',
  ),
  basis: z
    .enum(['statute', 'licence', 'contract', 'agreement', 'ownRule', 'recommendation'])
    .default('ownRule')
    .describe('On what the statement rests. A recommendation alone can give caution, never blocked.'),
}

const task = section({
  text: text.describe('What has to be done.'),
  dueOn: date.describe('Last day to do it (ISO date, UTC).'),
}).describe('The dated task without which a caution would be a refusal.')

const reason = text.describe('Why, in one sentence for the person who is refused.')

const declaration = z.discriminatedUnion('state', [
  section({
    state: z.literal('clear').describe('The lamp shows clear.'),
    ...statement,
    reason: reason.exactOptional(),
  }),
  section({
    state: z.literal('caution').describe('Requests pass, but somebody has a dated task.'),
    ...statement,
    reason: reason.exactOptional(),
    task,
  }),
  section({
    state: z.literal('blocked').describe('Nothing passes.'),
    ...statement,
    basis: z
      .enum(['statute', 'licence', 'contract', 'agreement', 'ownRule'])
      .default('ownRule')
      .describe('On what the bar rests. A recommendation alone bars nothing: state caution with a task.'),
    reason,
  }),
])

const upstream = {
  id: id.describe('Name of the upstream in this file, in the log and in metrics.'),
  allowFields: list(fieldName)
    .prefault([])
    .describe('Request fields that this engine knows and Stellwerk does not; they are passed on unread.'),
  timeouts: section({
    connectMs: milliseconds(timeoutDefaults.connectMs).describe('Until the connection stands, in milliseconds.'),
    firstByteMs: milliseconds(timeoutDefaults.firstByteMs).describe(
      'Until the first byte of the answer, in milliseconds.',
    ),
    idleMs: milliseconds(timeoutDefaults.idleMs).describe('Between two pieces of an answer, in milliseconds.'),
    totalMs: milliseconds(timeoutDefaults.totalMs).describe('For the whole answer, in milliseconds.'),
  })
    .prefault({})
    .describe('How long the engine may take.'),
  health: section({
    everyMs: milliseconds(healthDefaults.everyMs).describe('Between two health checks, in milliseconds.'),
    timeoutMs: milliseconds(healthDefaults.timeoutMs).describe(
      'Until a health check counts as failed, in milliseconds.',
    ),
  })
    .prefault({})
    .describe('How the engine is watched.'),
  breaker: section({
    failures: z.int().min(1).max(1_000).default(breakerDefaults.failures).describe('Failures in a row until it opens.'),
    openMs: milliseconds(breakerDefaults.openMs).describe(
      'How long it stays open before one request may try, in milliseconds.',
    ),
  })
    .prefault({})
    .describe('When an engine is left alone for a while.'),
  concurrentRequestsMax: z
    .int()
    .min(1)
    .max(1_000_000)
    .exactOptional()
    .describe('Requests at this engine at the same time. Without it only the limit of the installation holds.'),
  queue,
  place,
}

const servingKinds = engineKinds.filter((kind) => kind !== 'mirror' && kind !== 'embedded')

const upstreams = z.discriminatedUnion('kind', [
  section({
    ...upstream,
    kind: z.enum(servingKinds).describe('Which inference server it is.'),
    url: address
      .transform(withoutVersion)
      .describe('Address of the server, with or without the closing /v1. Taken from here only, never from a request.'),
    key: secretRef.exactOptional().describe('Key that the engine asks for: file:/absolute/path or env:NAME.'),
    native: choices(nativeEndpoints)
      .exactOptional()
      .describe(
        'Endpoints that this server has itself, of those that not every server has; the others are translated to chat, and rerank is not served. By default as this kind is known.',
      ),
    component: componentOf('Id of the component that this server is, where its kind does not say its licence.'),
    tls: upstreamTls.exactOptional().describe('For an https address: whom to believe, and as whom to come.'),
  }),
  section({ ...upstream, ...embedded }),
  section({
    ...upstream,
    kind: z.literal('mirror').describe('Built in: answers with what it saw. It has no address and no key.'),
  }),
])

const deployment = section({
  id: id.describe('Name of the deployment in this file; use cases refer to it.'),
  ...deploymentOperation,
})

const declaredLamp = (lamp: Lamp) =>
  declaration.exactOptional().describe(`Statement about ${lampNames[lamp]}. Without one the lamp is unknown and shut.`)

const useCase = section({
  id: id.describe('Name of the use case; every key belongs to exactly one.'),
  title: z.string().min(1).max(200).describe('What people call it.'),
  state: z.enum(['draft', 'active', 'suspended', 'ended']).describe('Only an active use case may send requests.'),
  ...useCaseOperation,
  lamps: section({
    licence: declaredLamp('licence'),
    dataProtection: declaredLamp('dataProtection'),
    governance: declaredLamp('governance'),
    security: declaredLamp('security'),
  } satisfies Record<Lamp, unknown>)
    .prefault({})
    .describe('What the responsible offices have stated. All four must be passable before a request goes on.'),
})

export const configSchema = section({
  language: z.enum(languages).default('en').describe('Language of the installation.'),
  publicUrl: address
    .refine((url) => url.length <= publicUrlCharactersMax, says('publicUrl'))
    .transform(withoutClosingSlash)
    .exactOptional()
    .describe('Address under which people reach Stellwerk, for links in refusals. By default it follows from listen.'),
  listen,
  data: z.string().min(1).max(4_096).default(dataDefault).describe('Data directory, relative to this file.'),
  limits: section({
    bodyBytesMax: bytes(limitDefaults.bodyBytesMax).describe('Largest request body in bytes.'),
    mediaBodyBytesMax: bytes(limitDefaults.mediaBodyBytesMax).describe(
      'Largest request body in bytes where media are allowed.',
    ),
    bodyTimeoutMs: milliseconds(limitDefaults.bodyTimeoutMs).describe(
      'Until a request body has arrived, in milliseconds.',
    ),
    concurrentRequestsMax: count(limitDefaults.concurrentRequestsMax).describe(
      'Requests that may run at the same time.',
    ),
    readerStallMs: milliseconds(limitDefaults.readerStallMs).describe(
      'How long a reader may take nothing before its stream is cut, in milliseconds.',
    ),
    answerBytesMax: bytes(limitDefaults.answerBytesMax).describe('Largest answer of an engine in bytes.'),
    drainTimeoutMs: milliseconds(limitDefaults.drainTimeoutMs).describe(
      'For running answers at shutdown, in milliseconds.',
    ),
    keepAliveMs: milliseconds(limitDefaults.keepAliveMs).describe(
      'Between keep-alive comments in a stream, in milliseconds.',
    ),
    recordBytesMax: z
      .int()
      .min(1_024)
      .max(recordBytesTop)
      .default(limitDefaults.recordBytesMax)
      .describe(
        'Largest text that is kept where a use case records in full, in bytes; a larger one is left out whole.',
      ),
  })
    .prefault({})
    .describe('Bounds of this installation.'),
  log: section({
    level: z.enum(['error', 'warn', 'info', 'debug']).default('info').describe('The least important events to write.'),
    format: z.enum(['json', 'text']).default('json').describe('json for machines, text for people.'),
  })
    .prefault({})
    .describe('The operational log. It never holds prompts or personal data.'),
  metrics: section({
    token: secretRef
      .exactOptional()
      .describe('Scrape token: file:/absolute/path or env:NAME. Without one /metrics answers only to loopback.'),
  })
    .prefault({})
    .describe('Metrics for Prometheus.'),
  journal: section({
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{0,120}[a-z0-9]$/, says('journalName'))
      .exactOptional()
      .describe(
        'Name under which auditors know the journal, best the host under which it is served. Chosen once; by default a random one.',
      ),
    floor: z
      .string()
      .regex(/^\/[^\0]{1,4095}$/, says('absolutePath'))
      .exactOptional()
      .describe(
        'File outside the data directory that remembers the newest signed size, so that a data directory that was put back as a whole is found out. Absolute path.',
      ),
    auditorToken: secretRef
      .exactOptional()
      .describe(
        'Token with which an auditor reads entries below /log/: file:/absolute/path or env:NAME. Without one only checkpoints and hashes are served.',
      ),
    witnesses: list(
      section({
        name: z.string().min(1).max(120).exactOptional().describe('What messages call it; by default as its key says.'),
        vkey: line.describe('Its public key, as `stellwerk witness serve` prints it.'),
        url: address.transform(withoutClosingSlash).describe('Where it is asked.'),
      }),
    )
      .prefault([])
      .describe('Who confirms the journal from outside; asked every ten seconds, and at each start.'),
    rotation,
    timestamp: section({
      url: address.describe('Where the time-stamping authority answers (RFC 3161 over HTTP).'),
      roots: z
        .string()
        .regex(/^\/[^\0]{1,4095}$/, says('absolutePath'))
        .describe('PEM file with the certificates that are trusted for this authority. Absolute path.'),
      name: z.string().min(1).max(120).exactOptional().describe('What messages call it; by default its host.'),
    })
      .exactOptional()
      .describe('Authority that stamps one checkpoint a day. Without one there are no time-stamps.'),
    reconciliation: section({
      everyMinutes: z
        .int()
        .min(0)
        .max(1_440)
        .default(60)
        .describe('Minutes between two comparisons of the counters of engines with the journal; 0 makes none.'),
    })
      .prefault({})
      .describe('Whether engines counted what the journal has.'),
  })
    .prefault({})
    .describe('The journal: evidence of every call, in a transparency log.'),
  vault,
  traces: section({
    endpoint: address.exactOptional().describe('OTLP/HTTP endpoint. Without one no traces are sent.'),
  })
    .prefault({})
    .describe('OpenTelemetry traces.'),
  privacy,
  upstreams: list(upstreams).prefault([]).describe('Inference servers.'),
  deployments: list(deployment).prefault([]).describe('Models that are offered, and where they are served.'),
  frontEnds,
  signIn,
  useCases: list(useCase).prefault([]).describe('Declared purposes and what each may use.'),
  operator,
  components,
  opinions,
  licences,
})

/** A checked configuration, deeply frozen. */
export type Config = z.output<typeof configSchema>
/** The same as it may be written, before defaults. */
export type ConfigInput = z.input<typeof configSchema>
export type UpstreamConfig = Config['upstreams'][number]
export type DeploymentConfig = Config['deployments'][number]
export type UseCaseConfig = Config['useCases'][number]
export type SecretRef = z.output<typeof secretRef>

/**
 * The configuration that `value` states, with defaults filled in.
 *
 * @throws ConfigInvalid with every problem at once
 * @example parseConfig({ language: 'de' }).listen.port // 7373
 */
export function parseConfig(value: unknown): Config {
  const parsed = configSchema.safeParse(value)
  // Cross-references are read from the raw value, so that they are reported beside, not after, the schema's problems.
  const [first, ...rest] = [
    ...(parsed.success ? [] : problemsOf(parsed.error, value)),
    ...crossReferenceProblems(value),
    ...listenProblems(value),
    ...upstreamTlsProblems(value),
    ...licenceProblems(value),
    ...(parsed.success
      ? [...rotationProblems(parsed.data), ...queueProblems(parsed.data), ...placeProblems(parsed.data)]
      : []),
  ]
  if (first !== undefined) throw new ConfigInvalid([first, ...rest])
  if (!parsed.success) throw new ConfigInvalid([{ path: '', problem: configSentences.other }], { cause: parsed.error })
  return parsed.data
}

/** JSON Schema of `stellwerk.yaml` for editors. Draft 7, which the common YAML language servers understand fully. */
export function configJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(configSchema, {
    io: 'input',
    target: 'draft-7',
    // "readOnly" speaks of the frozen value that parsing gives; the author of the file may of course write it.
    override: ({ jsonSchema }) => void delete jsonSchema.readOnly,
  })
  return { ...schema, title: 'stellwerk.yaml' }
}

/** People write the base with and without `/v1`; inside there is one form, without. */
function withoutVersion(url: string): string {
  return withoutClosingSlash(withoutClosingSlash(url).replace(/\/v1$/, ''))
}

// What names something must name something that exists, and an id must be free. Anything that is not a text or a list
// is left alone here: the schema has said so already.
function crossReferenceProblems(value: unknown): ConfigProblem[] {
  const upstreamIds = idsIn(value, 'upstreams')
  const deploymentIds = idsIn(value, 'deployments')
  const problems = (['upstreams', 'deployments', 'frontEnds', 'useCases', 'components'] as const).flatMap((key) =>
    takenTwice(value, key),
  )
  entriesOf(field(value, 'deployments')).forEach((entry, index) => {
    const named = field(entry, 'upstream')
    if (typeof named !== 'string' || upstreamIds.includes(named)) return
    problems.push(
      oneOf(pathText(['deployments', index, 'upstream']), configSentences.upstreamUnknown, named, upstreamIds),
    )
  })
  entriesOf(field(value, 'useCases')).forEach((entry, index) => {
    entriesOf(field(entry, 'deployments')).forEach((named, position) => {
      const path = pathText(['useCases', index, 'deployments', position])
      if (typeof named !== 'string') return
      if (!deploymentIds.includes(named))
        problems.push(oneOf(path, configSentences.deploymentUnknown, named, deploymentIds))
      else if (entriesOf(field(entry, 'deployments')).indexOf(named) < position) {
        problems.push({ path, problem: configSentences.duplicates })
      }
    })
  })
  return problems
}

function takenTwice(value: unknown, key: string): ConfigProblem[] {
  const seen = new Set<string>()
  return entriesOf(field(value, key)).flatMap((entry, index) => {
    const named = field(entry, 'id')
    if (typeof named !== 'string') return []
    if (seen.has(named)) return [{ path: pathText([key, index, 'id']), problem: configSentences.idTaken }]
    seen.add(named)
    return []
  })
}

function idsIn(value: unknown, key: string): string[] {
  const named = entriesOf(field(value, key)).map((entry) => field(entry, 'id'))
  return [...new Set(named.filter((candidate) => typeof candidate === 'string'))]
}

function entriesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  // An object has own properties of unknown type; that is all that is claimed.
  return (value as Readonly<Record<string, unknown>>)[key]
}
