import { isDeepStrictEqual } from 'node:util'

import type { Config } from '@stellwerk/contract/config'

/**
 * A running configuration with the licence facts of the file as it is now. Everything else stays as it was at the start, and so do
 * the facts of what is no longer in the file.
 */
export function withLicenceFacts(running: Config, read: Config): Config {
  const { operator: _, ...rest } = running
  return {
    ...rest,
    ...(read.operator === undefined ? {} : { operator: read.operator }),
    components: read.components,
    opinions: read.opinions,
    licences: read.licences,
    deployments: running.deployments.map((one) => withComponent(one, byId(read.deployments, one.id))),
    upstreams: running.upstreams.map((one) => {
      const now = byId(read.upstreams, one.id)
      return 'url' in one && now !== undefined && 'url' in now ? withComponent(one, now) : one
    }),
    frontEnds: running.frontEnds.map((one) => withComponent(one, byId(read.frontEnds, one.id))),
    useCases: running.useCases.map((one) => {
      const now = byId(read.useCases, one.id)
      if (now === undefined) return one
      const { use: __, ...useCase } = one
      const { licence: ___, ...lamps } = one.lamps
      const { licence } = now.lamps
      return {
        ...useCase,
        ...(now.use === undefined ? {} : { use: now.use }),
        lamps: { ...lamps, ...(licence === undefined ? {} : { licence }) },
      }
    }),
  }
}

/** Whether the file says something else that only a start takes up. */
export function needsRestart(running: Config, read: Config): boolean {
  return !isDeepStrictEqual(withLicenceFacts(running, read), withLicenceFacts(read, read))
}

/**
 * The configuration without what licences are judged by: that is told to the journal route by route. What an office stated about a use
 * case stays, as it is for the other lamps.
 */
export function withoutJudgedFacts({ deployments, upstreams, frontEnds, useCases }: Config) {
  return {
    deployments: deployments.map(({ component: _, ...one }) => one),
    upstreams: upstreams.map((one) => {
      if (!('component' in one)) return one
      const { component: _, ...rest } = one
      return rest
    }),
    frontEnds: frontEnds.map(({ component: _, ...one }) => one),
    useCases: useCases.map(({ use: _, ...one }) => one),
  }
}

function withComponent<One extends { readonly component?: string }>(
  running: One,
  now: { readonly component?: string } | undefined,
): One {
  if (now === undefined) return running
  const { component: _, ...rest } = running
  // The same members as before, but for the one that may be absent.
  return { ...rest, ...(now.component === undefined ? {} : { component: now.component }) } as One
}

function byId<One extends { readonly id: string }>(entries: readonly One[], id: string): One | undefined {
  return entries.find((one) => one.id === id)
}
