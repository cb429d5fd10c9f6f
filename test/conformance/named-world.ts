import { afterAll, beforeAll, expect } from 'bun:test'

import { nativeEndpoints } from '@stellwerk/contract/endpoint'

import { type BehaviourName, behaviourNames } from '../engines/behaviours.ts'
import type { EngineProfile } from '../engines/profile.ts'
import { profiles } from '../engines/profiles.ts'
import { type ScriptedEngine, startEngine } from '../engines/scripted-engine.ts'
import { vllm } from '../engines/vllm.ts'
import { openUseCase, startStellwerk, type Stellwerk } from '../stellwerk.ts'
import type { Target } from './clients.ts'

/** Scripted engines and one Stellwerk before them, which knows each as two upstreams: in its own words, and by chat alone. */
export interface NamedWorld {
  readonly engineOf: (profile: EngineProfile) => ScriptedEngine
  readonly stellwerk: () => Stellwerk
  readonly direct: (profile: EngineProfile, behaviour: BehaviourName) => Target
  readonly native: (profile: EngineProfile, behaviour: BehaviourName) => Target
  readonly translated: (profile: EngineProfile, behaviour: BehaviourName) => Target
}

/** Opens it for the tests of one file. */
export function openNamedWorld(): NamedWorld {
  const engines = new Map<string, ScriptedEngine>()
  let stellwerk: Stellwerk | undefined

  beforeAll(async () => {
    for (const profile of profiles) engines.set(profile.kind, startEngine(profile))
    const ways = [...engines.values()].flatMap(({ url, profile }) => {
      const { kind } = profile
      // Failures are the subject here; a breaker would hide the ones behind the first five.
      const upstream = { kind, url, breaker: { failures: 1_000 } }
      return [
        { ...upstream, id: kind.toLowerCase(), prefix: kind, native: servedBy(profile) },
        { ...upstream, id: `${kind.toLowerCase()}-chat`, prefix: `${kind}-chat`, native: [] },
      ]
    })
    const deployments = ways.flatMap(({ id, prefix }) =>
      behaviourNames.map((behaviour) => ({
        id: `${id}-${behaviour}`,
        model: `${prefix}/${behaviour}`,
        servedAs: behaviour,
        upstream: id,
        media: ['image' as const],
      })),
    )
    // One failure, and it is left alone.
    const broken = { id: 'broken', kind: vllm.kind, url: engineOf(vllm).url, breaker: { failures: 1 } }
    const ids = deployments.map(({ id }) => id)
    stellwerk = await startStellwerk({
      upstreams: [...ways.map(({ prefix: _, ...upstream }) => upstream), broken],
      deployments: [...deployments, { id: 'broken', model: 'broken', servedAs: 'error-500', upstream: broken.id }],
      useCases: [
        openUseCase('test', [...ids, 'broken']),
        { id: 'shut', title: 'shut', state: 'active', deployments: ids },
      ],
    })
  }, 30_000)

  afterAll(async () => {
    await stellwerk?.stop()
    for (const engine of engines.values()) await engine.stop()
  })

  const running = (): Stellwerk => stellwerk ?? expect.unreachable()
  const engineOf = ({ kind }: EngineProfile): ScriptedEngine => engines.get(kind) ?? expect.unreachable()
  const through = (model: string): Target => ({ ...running().target, model })
  return {
    engineOf,
    stellwerk: running,
    direct: (profile, model) => ({ baseURL: `${engineOf(profile).url}/v1`, apiKey: 'none', model }),
    native: ({ kind }, behaviour) => through(`${kind}/${behaviour}`),
    translated: ({ kind }, behaviour) => through(`${kind}-chat/${behaviour}`),
  }
}

/** Which of the endpoints that not every engine has this one plays. */
export function servedBy({ lacks }: EngineProfile): (typeof nativeEndpoints)[number][] {
  return nativeEndpoints.filter((endpoint) => !lacks.includes(`/v1/${endpoint}`))
}
