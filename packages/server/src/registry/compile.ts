// What is in force, as the rooms take it: the use cases, deployments, components and places that the configuration stated until now. Pure.
// What leads nowhere is left out and named: a use case never gets a deployment that nobody approved.
import type { DeploymentConfig, UpstreamConfig, UseCaseConfig } from '@stellwerk/contract/config'
import type { ComponentConfig } from '@stellwerk/contract/config-licences'
import { ConfigInvalid } from '@stellwerk/contract/config-problem'
import type { PlaceConfig } from '@stellwerk/contract/config-place'
import { canonicalJson } from '@stellwerk/contract/journal/canonical'
import { type Bodies, parseBody } from '@stellwerk/contract/register/body'
import { type ObjectKind, objectKinds } from '@stellwerk/contract/register/kind'
import type { ObjectVersion } from '@stellwerk/contract/register/version'

/** Why something that is in force does not reach the rooms. */
type LeftOutReason =
  /** The body is not one of its kind for this program. */
  | 'bodyOutdated'
  /** The configuration of the machine has no engine of this id. */
  | 'upstreamUnknown'
  /** It has one of another kind. */
  | 'upstreamOfOtherKind'
  /** The register has no approved engine of this id. */
  | 'upstreamNotInForce'
  | 'deploymentNotInForce'

export interface LeftOut {
  readonly kind: ObjectKind
  readonly id: string
  readonly why: LeftOutReason
  /** Id of what is missing, where that is something else. */
  readonly missing?: string | undefined
}

/** An engine, as far as the register governs it. Its address and secrets are the machine's. */
interface GovernedUpstream {
  readonly id: string
  readonly place?: PlaceConfig | undefined
  readonly component?: string | undefined
}

export interface Compiled {
  readonly useCases: readonly UseCaseConfig[]
  readonly deployments: readonly DeploymentConfig[]
  readonly components: readonly ComponentConfig[]
  readonly upstreams: readonly GovernedUpstream[]
  readonly leftOut: readonly LeftOut[]
  /** SHA-256 of what is in force, for the journal. The same versions give the same, in whatever order they came. */
  readonly digest: string
}

/** Objects of one kind, by id. */
type Found = { readonly [Kind in ObjectKind]: ReadonlyMap<string, Known<Kind>> }

interface Known<Kind extends ObjectKind> {
  readonly version: ObjectVersion
  readonly body: Bodies[Kind]
}

/**
 * What the versions in force mean for the request path.
 *
 * @param versions one for each object
 * @param machine engines that the configuration of this machine has
 * @example compile(await register.inForce(), config, sha256).useCases.map(({ id }) => id)
 */
export function compile(
  versions: readonly ObjectVersion[],
  machine: { readonly upstreams: readonly Pick<UpstreamConfig, 'id' | 'kind'>[] },
  sha256: (text: string) => string,
): Compiled {
  const leftOut: LeftOut[] = []
  const found = sorted(versions, leftOut)
  const upstreams = upstreamsIn(found, machine.upstreams, leftOut)
  const deployments = deploymentsIn(found, new Set(upstreams.map(({ id }) => id)), leftOut)
  const useCases = useCasesIn(found, new Set(deployments.map(({ id }) => id)), leftOut)
  return {
    useCases,
    deployments,
    components: componentsIn(found),
    upstreams,
    leftOut,
    digest: sha256(namesOf(versions)),
  }
}

function namesOf(versions: readonly ObjectVersion[]): string {
  return canonicalJson(versions.map(({ kind, id, digest }) => `${kind} ${id} ${digest}`).sort())
}

/** Bodies are read once more, so that what a later program knows besides has its standard value. */
function sorted(versions: readonly ObjectVersion[], leftOut: LeftOut[]): Found {
  const found = new Map(objectKinds.map((kind) => [kind, new Map<string, Known<ObjectKind>>()] as const))
  for (const version of versions.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
    const { kind, id } = version
    try {
      found.get(kind)?.set(id, { version, body: parseBody(kind, version.body) })
    } catch (error) {
      if (!(error instanceof ConfigInvalid)) throw error
      leftOut.push({ kind, id, why: 'bodyOutdated' })
    }
  }
  // Under each kind lie bodies that were read as of that kind.
  return Object.fromEntries(found) as unknown as Found
}

function upstreamsIn(
  { upstream, processorContract }: Found,
  machine: readonly Pick<UpstreamConfig, 'id' | 'kind'>[],
  leftOut: LeftOut[],
): readonly GovernedUpstream[] {
  const kinds = new Map(machine.map(({ id, kind }) => [id, kind]))
  return [...upstream].flatMap(([id, { body }]): readonly GovernedUpstream[] => {
    const { kind, place, component } = body
    const running = kinds.get(id)
    if (running !== kind) {
      leftOut.push({ kind: 'upstream', id, why: running === undefined ? 'upstreamUnknown' : 'upstreamOfOtherKind' })
      return []
    }
    const contract = body.processorContract === undefined ? undefined : processorContract.get(body.processorContract)
    const placed = place && withContract(place, contract?.body)
    return [
      { id, ...(placed === undefined ? {} : { place: placed }), ...(component === undefined ? {} : { component }) },
    ]
  })
}

/** A contract of the register stands in place of what was written about one. */
function withContract(place: PlaceConfig, contract: Bodies['processorContract'] | undefined): PlaceConfig {
  if (contract === undefined || place.operator === 'ownHouse') return place
  const { source, validUntil, document } = contract
  return { ...place, contract: { source, signedOn: document.signedOn, validUntil } }
}

function deploymentsIn(
  { deployment, artefact, upstream }: Found,
  running: ReadonlySet<string>,
  leftOut: LeftOut[],
): readonly DeploymentConfig[] {
  return [...deployment].flatMap(([id, { body }]): readonly DeploymentConfig[] => {
    const { title: _title, artefact: artefactId, component, ...operation } = body
    if (!running.has(body.upstream)) {
      const why = upstream.has(body.upstream) ? 'upstreamUnknown' : 'upstreamNotInForce'
      leftOut.push({ kind: 'deployment', id, why, missing: body.upstream })
      return []
    }
    const served = component ?? (artefactId === undefined ? undefined : artefact.get(artefactId)?.body.component)
    return [{ id, ...operation, ...(served === undefined ? {} : { component: served }) }]
  })
}

function componentsIn({ component }: Found): readonly ComponentConfig[] {
  return [...component].map(
    ([
      id,
      {
        body: { title: _title, ...facts },
      },
    ]) => ({ id, ...facts }),
  )
}

function useCasesIn(found: Found, served: ReadonlySet<string>, leftOut: LeftOut[]): readonly UseCaseConfig[] {
  return [...found.useCase].map(([id, { body }]) => {
    for (const missing of body.deployments)
      if (!served.has(missing)) leftOut.push({ kind: 'useCase', id, why: 'deploymentNotInForce', missing })
    return {
      id,
      title: body.title,
      state: 'active',
      ...operationOf(body),
      deployments: body.deployments.filter((one) => served.has(one)),
      personalData: personalDataOf(body, found),
      lamps: {},
    }
  })
}

function operationOf(body: Bodies['useCase']) {
  const { groups, language, media, retryAfterTimeout, strict, record, limits, use } = body
  return {
    media,
    retryAfterTimeout,
    strict,
    record,
    ...(groups === undefined ? {} : { groups }),
    ...(language === undefined ? {} : { language }),
    ...(limits === undefined ? {} : { limits }),
    ...(use === undefined ? {} : { use }),
  }
}

/** What the objects say that it names stands in place of what it says itself. */
function personalDataOf(body: Bodies['useCase'], found: Found): UseCaseConfig['personalData'] {
  const basis = firstToEnd(body.legalBases.flatMap((id) => found.legalBasis.get(id)?.body ?? []))
  const assessed = body.impactAssessment === undefined ? undefined : found.impactAssessment.get(body.impactAssessment)
  return {
    ...body.personalData,
    ...(basis === undefined ? {} : basisOf(basis)),
    ...(assessed === undefined ? {} : { dpia: assessmentOf(assessed) }),
  }
}

/** Of several the one that ends first: the lamp goes out with any of them. */
function firstToEnd(bases: readonly Bodies['legalBasis'][]): Bodies['legalBasis'] | undefined {
  return bases.toSorted((one, other) => (one.validUntil < other.validUntil ? -1 : 1))[0]
}

function basisOf({ article6, source, validUntil, recordOfProcessing, notices, purposes }: Bodies['legalBasis']) {
  return {
    purposes,
    legalBasis: { article6, source, validUntil },
    ...(recordOfProcessing === undefined ? {} : { recordOfProcessing }),
    ...(notices === undefined ? {} : { notices }),
  }
}

/** Counts from the day on which it was proposed, and is looked at again when it says so or when it ends. */
function assessmentOf({ version, body }: Known<'impactAssessment'>) {
  const { outcome, source, reviewOn, validUntil } = body
  const on = new Date(version.createdAt).toISOString().slice(0, 10)
  const dates = { on, reviewOn: reviewOn < validUntil ? reviewOn : validUntil }
  return outcome === 'notNeeded' ? { notNeeded: source, ...dates } : { reference: source, ...dates }
}
