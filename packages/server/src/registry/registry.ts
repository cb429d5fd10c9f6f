import type { Config, DeploymentConfig, UpstreamConfig, UseCaseConfig } from '@stellwerk/contract/config'
import type { Endpoint, MediaAllowed } from '@stellwerk/contract/endpoint'
import { endpoints, mediaKinds } from '@stellwerk/contract/endpoint'
import { GatewayError } from '@stellwerk/contract/error'
import { type RebuildRequest, requestRebuilder, requestShape } from '@stellwerk/contract/fields/rebuild'
import type { Language } from '@stellwerk/contract/language'
import { requestTexts, type TextsOf } from '@stellwerk/privacy/fields/request-texts'

import type { Translation } from '../translation.ts'

/** Whose use case is asked about. */
interface CallerFacts {
  readonly useCaseId: string
  readonly groups?: readonly string[] | 'unknown' | undefined
  readonly frontEnd?: string | undefined
  /** Who asks, as a front end said. */
  readonly asserted?: { readonly person: string | undefined } | undefined
}

/** A deployment as one use case may use it. Computed once; a request only looks it up. */
export interface RegisteredCandidate {
  readonly useCaseId: string
  readonly deploymentId: string
  readonly upstreamId: string
  readonly kind: UpstreamConfig['kind']
  readonly model: string
  readonly servedAs: string
  readonly media: MediaAllowed
  readonly timeouts: UpstreamConfig['timeouts']
  readonly retryAfterTimeout: boolean
  readonly share: number
  readonly isStrict: boolean
  readonly reportsStreamUsage: boolean
  readonly rebuild: RebuildRequest
  readonly textsOf: TextsOf
  readonly via?: { readonly translation: Translation; readonly rebuild: RebuildRequest }
}

/** By endpoint and server: made once, because walking a field map takes longer than a request. */
interface Rebuilders {
  readonly bodies: Map<string, RebuildRequest>
  readonly texts: Map<string, TextsOf>
}

type Candidates = readonly [RegisteredCandidate, ...RegisteredCandidate[]]

/** What the registry has to know about a kind of engine. */
export interface EngineFacts {
  /** Whether it serves the endpoint itself. */
  readonly serves: (upstream: UpstreamConfig, endpoint: Endpoint) => boolean
  /** How the endpoint is spoken with an engine that does not have it. */
  readonly translation: (endpoint: Endpoint) => Translation | undefined
  readonly reportsStreamUsage: (kind: UpstreamConfig['kind']) => boolean
}

interface UseCaseEntry {
  readonly useCase: UseCaseConfig
  readonly models: ReadonlyMap<string, readonly DeploymentConfig[]>
  /** By endpoint and model, separated by a space that neither contains. */
  readonly candidates: ReadonlyMap<string, Candidates>
}

/** Who may use what, as declared in the configuration. */
export class Registry {
  readonly #useCases = new Map<string, UseCaseEntry>()
  readonly #models: ReadonlySet<string>

  constructor(config: Config, engines: EngineFacts) {
    this.#models = new Set(config.deployments.map((deployment) => deployment.model))
    const rebuilders: Rebuilders = { bodies: new Map(), texts: new Map() }
    for (const useCase of config.useCases) {
      this.#useCases.set(useCase.id, entryFor(useCase, config, engines, rebuilders))
    }
  }

  /**
   * @throws GatewayError use_case_inactive, group_unknown, group_not_permitted, model_unknown, model_not_permitted,
   * endpoint_unsupported
   */
  candidatesFor(caller: CallerFacts, model: string, endpoint: Endpoint): Candidates {
    const entry = this.#activeUseCase(caller)
    mustBelong(caller, entry.useCase)
    const candidates = entry.candidates.get(`${endpoint} ${model}`)
    if (candidates !== undefined) return candidates
    if (entry.models.has(model))
      throw new GatewayError('endpoint_unsupported', { param: 'model', details: { model, endpoint } })
    if (!this.#models.has(model))
      throw new GatewayError('model_unknown', { param: 'model', details: { model: shown(model) } })
    throw new GatewayError('model_not_permitted', {
      param: 'model',
      details: { model, useCase: entry.useCase.title },
    })
  }

  /**
   * Behind a front end the list is the same for everybody: it is asked for in nobody's name, kept for all, and shown to
   * whom the front end thinks fit. Who calls one of the models is asked for the groups.
   *
   * @throws GatewayError use_case_inactive, group_unknown, group_not_permitted
   */
  modelsFor(caller: CallerFacts): readonly { readonly model: string; readonly deploymentIds: readonly string[] }[] {
    const { models, useCase } = this.#activeUseCase(caller)
    if (caller.frontEnd === undefined) mustBelong(caller, useCase)
    return [...models].map(([model, deployments]) => ({ model, deploymentIds: deployments.map(({ id }) => id) }))
  }

  languageOf(useCaseId: string): Language | undefined {
    return this.#useCases.get(useCaseId)?.useCase.language
  }

  allowsMedia(useCaseId: string): boolean {
    return (this.#useCases.get(useCaseId)?.useCase.media.length ?? 0) > 0
  }

  #activeUseCase(caller: CallerFacts): UseCaseEntry {
    const entry = this.#useCases.get(caller.useCaseId)
    if (entry?.useCase.state === 'active') return entry
    // A key outlives its use case when somebody takes the use case out of the file: then it opens nothing.
    const state = entry?.useCase.state ?? 'unknown'
    throw new GatewayError('use_case_inactive', {
      details: { useCase: entry?.useCase.title ?? caller.useCaseId, state },
    })
  }
}

/** Not known is not in: a use case for certain groups is shut to whoever does not say theirs. */
function mustBelong({ groups = 'unknown' }: CallerFacts, { groups: permitted, title }: UseCaseConfig): void {
  if (permitted === undefined) return
  if (groups === 'unknown') throw new GatewayError('group_unknown', { details: { useCase: title } })
  if (!groups.some((group) => permitted.includes(group)))
    throw new GatewayError('group_not_permitted', { details: { useCase: title } })
}

function entryFor(useCase: UseCaseConfig, config: Config, engines: EngineFacts, rebuilders: Rebuilders): UseCaseEntry {
  const deployments = useCase.deployments.flatMap((id) => config.deployments.filter((one) => one.id === id))
  const models = Map.groupBy(deployments, (deployment) => deployment.model)
  const candidates = new Map<string, Candidates>()
  for (const [model, served] of models) {
    for (const endpoint of endpoints) {
      const [first, ...rest] = served.flatMap((deployment) => {
        const upstream = config.upstreams.find((one) => one.id === deployment.upstream)
        if (upstream === undefined || !deployment.endpoints.includes(endpoint)) return []
        const translation = engines.serves(upstream, endpoint) ? undefined : engines.translation(endpoint)
        if (!engines.serves(upstream, translation?.endpoint ?? endpoint)) return []
        return [candidateOf({ useCase, deployment, upstream, endpoint, translation }, engines, rebuilders)]
      })
      if (first !== undefined) candidates.set(`${endpoint} ${model}`, [first, ...rest])
    }
  }
  return { useCase, models, candidates }
}

function candidateOf(
  what: {
    readonly useCase: UseCaseConfig
    readonly deployment: DeploymentConfig
    readonly upstream: UpstreamConfig
    readonly endpoint: Endpoint
    readonly translation: Translation | undefined
  },
  engines: EngineFacts,
  rebuilders: Rebuilders,
): RegisteredCandidate {
  const { useCase, deployment, upstream, endpoint, translation } = what
  const rebuilder = (at: Endpoint): RebuildRequest => {
    const name = `${at} ${upstream.id}`
    const rebuild = rebuilders.bodies.get(name) ?? requestRebuilder(at, upstream.kind, upstream.allowFields)
    rebuilders.bodies.set(name, rebuild)
    return rebuild
  }
  const name = `${endpoint} ${upstream.id}`
  const textsOf =
    rebuilders.texts.get(name) ?? requestTexts(requestShape(endpoint, upstream.kind, upstream.allowFields))
  rebuilders.texts.set(name, textsOf)
  return {
    useCaseId: useCase.id,
    deploymentId: deployment.id,
    upstreamId: upstream.id,
    kind: upstream.kind,
    model: deployment.model,
    servedAs: deployment.servedAs ?? deployment.model,
    media: mediaOf(useCase, deployment),
    timeouts: upstream.timeouts,
    retryAfterTimeout: useCase.retryAfterTimeout,
    share: useCase.limits?.share ?? 1,
    isStrict: useCase.strict,
    reportsStreamUsage: engines.reportsStreamUsage(upstream.kind),
    rebuild: rebuilder(endpoint),
    textsOf,
    ...(translation === undefined ? {} : { via: { translation, rebuild: rebuilder(translation.endpoint) } }),
  }
}

/** Both have to allow a kind of part: the use case for its purpose, the deployment for its model. */
function mediaOf(useCase: UseCaseConfig, deployment: DeploymentConfig): MediaAllowed {
  const allowed = mediaKinds.map((kind) => [kind, useCase.media.includes(kind) && deployment.media.includes(kind)])
  return Object.fromEntries(allowed) as MediaAllowed // One entry for each member of `mediaKinds`.
}

/** A model name that came from outside, short enough for a message. */
function shown(model: string): string {
  const max = 128 // What a configured name may have at most.
  return model.length > max ? `${model.slice(0, max)}…` : model
}
