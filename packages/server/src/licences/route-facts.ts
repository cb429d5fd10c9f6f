import type { Config, UpstreamConfig } from '@stellwerk/contract/config'
import type { MissingFact } from '@stellwerk/contract/lamp'
import type { Profile } from '@stellwerk/licences/profile'
import type { Declaration } from '@stellwerk/policy/declared'
import { policyOf } from '@stellwerk/privacy/presets'

import { type FolderLook, type Part, profiles, Works } from '../licence-works.ts'
import { ownEngine, ownUpstream } from './own-components.ts'

/** A use case on a deployment, by their ids. */
export interface RouteName {
  readonly useCaseId: string
  readonly deploymentId: string
}

/** Everything that is known about a route and that its licence lamp rests on. */
export interface RouteFacts extends RouteName {
  /** Public name of the model. */
  readonly model: string
  /** Answered by ourselves: nobody else's work stands behind it. */
  readonly isOwn: boolean
  /** The model first, then its engine, the user interfaces that show it and the model that looks for personal data. Empty only where it is ours. */
  readonly parts: readonly Part[]
  /** What an office stated about the use case as a whole. */
  readonly statement: Declaration | undefined
  /** Names of the works of which a licence text lies on this machine. */
  readonly copies: readonly string[]
  /** What is doubtful about files; no opinion covers it, because an opinion is about what was looked at. */
  readonly doubts: readonly MissingFact[]
}

export const keyOf = ({ useCaseId, deploymentId }: RouteName): string => `${useCaseId} ${deploymentId}`

/** All routes of a configuration. */
export function routeFacts(config: Config, look: FolderLook): readonly RouteFacts[] {
  const works = new Works(config, look)
  return config.useCases.flatMap((useCase) => {
    const profileOf = profiles(config, useCase)
    return useCase.deployments.flatMap((id): RouteFacts[] => {
      const deployment = config.deployments.find((one) => one.id === id)
      if (deployment === undefined) return []
      const upstream = config.upstreams.find((one) => one.id === deployment.upstream)
      const name = {
        useCaseId: useCase.id,
        deploymentId: id,
        model: deployment.model,
        statement: useCase.lamps.licence,
      }
      // The mirror is ours, unless it plays the part of a model.
      if (upstream?.kind === 'mirror' && deployment.component === undefined)
        return [{ ...name, isOwn: true, parts: [], copies: [], doubts: [] }]
      const shown = config.frontEnds.filter((frontEnd) => useCase.use?.frontEnds?.includes(frontEnd.id) ?? true)
      const ids = [
        deployment.component,
        upstream !== undefined && 'component' in upstream ? upstream.component : undefined,
        ...new Set([
          ...shown.flatMap(({ component }) => (component === undefined ? [] : [component])),
          ...classifierOf(config, useCase),
        ]),
      ]
      const part = (componentId: string): Part => works.part(componentId, useCase.id, profileOf)
      const [model, engine, ...others] = ids
      const parts = [
        model === undefined ? unstated(deployment.model, profileOf([])) : part(model),
        ...engineParts(engine, model, upstream?.kind, { part, profile: profileOf([]) }),
        ...others.flatMap((one) => (one === undefined ? [] : [part(one)])),
      ]
      const stated = ids.filter((one) => one !== undefined)
      return [
        {
          ...name,
          isOwn: false,
          parts,
          copies: stated.flatMap((one) => works.copiesOf(one)),
          doubts: stated.flatMap((one) => works.doubtsOf(one)),
        },
      ]
    })
  })
}

/** The model that looks for personal data in the requests of a use case. Where only what has a form is looked for, it is not asked. */
function classifierOf({ privacy }: Config, { personalData }: Config['useCases'][number]): readonly string[] {
  const component = privacy.model?.component
  return component === undefined || policyOf(personalData).onlyCertain ? [] : [component]
}

/** A model that no component was named for stands under no licence that anybody has shown. */
function unstated(model: string, profile: Profile): Part {
  return { component: { kind: 'model', name: model }, profile, opinions: [] }
}

/** Where nothing is known of the model, that nothing is known of its engine adds nothing. */
function engineParts(
  engine: string | undefined,
  model: string | undefined,
  kind: UpstreamConfig['kind'] | undefined,
  { part, profile }: { readonly part: (id: string) => Part; readonly profile: Profile },
): readonly Part[] {
  if (engine !== undefined) return [part(engine)]
  if (model === undefined) return []
  return [{ component: kind === undefined ? ownUpstream : ownEngine(kind), profile, opinions: [] }]
}
