// What was stated about personal data, route by route: the policy of each use case, and the lamp, which is judged, told to the journal and watched.
import { createHash } from 'node:crypto'

import type { Config } from '@stellwerk/contract/config'
import type { Text } from '@stellwerk/contract/language'
import { type DataProtection, dataProtectionOf } from '@stellwerk/policy/data-protection'
import type { DataProtectionFacts } from '@stellwerk/policy/data-protection-facts'
import { type Declaration, lampsFromDeclarations } from '@stellwerk/policy/declared'
import { placeOf } from '@stellwerk/policy/place'
import { policyOf } from '@stellwerk/privacy/presets'
import type { PrivacyPolicy } from '@stellwerk/privacy/treatment'

import { DataProtectionLamps, type Judged } from './data-protection/lamps.ts'
import type { RouteName } from './data-protection/stores.ts'
import type { Journal } from './journal/journal.ts'
import { sqliteDataProtectionStore } from './storage/sqlite/data-protection-store.ts'
import type { SqliteStore } from './storage/sqlite/store.ts'

/** What is done with personal data in each use case. */
export function privacyPolicies({
  useCases,
  operator,
}: Pick<Config, 'useCases' | 'operator'>): ReadonlyMap<string, PrivacyPolicy> {
  return new Map(useCases.map(({ id, personalData }) => [id, policyOf(personalData, operator?.country)]))
}

/** The facts behind the data protection lamp of a route. */
export function dataProtectionFacts(
  config: Config,
): (route: { readonly useCaseId: string; readonly deploymentId: string }) => DataProtectionFacts {
  const policies = privacyPolicies(config)
  const stated = new Map(config.useCases.map(({ id, personalData }) => [id, personalData]))
  const servers = new Map(config.upstreams.map((upstream) => [upstream.id, upstream]))
  const places = new Map(
    config.deployments.map(({ id, upstream }) => {
      const server = servers.get(upstream)
      return [id, server && placeOf(server, config.operator?.country)]
    }),
  )
  return ({ useCaseId, deploymentId }) => {
    const [personalData, policy] = [stated.get(useCaseId), policies.get(useCaseId)]
    // Routes are made of use cases of this configuration.
    if (personalData === undefined || policy === undefined) throw new RangeError(`no use case ${useCaseId}`)
    return { personalData, policy, place: places.get(deploymentId) }
  }
}

/** Routes of active use cases that facts about personal data shut, whatever is asked: with what is against each. */
export function dataProtectionHints(config: Config, now: number): readonly Text[] {
  const factsOf = dataProtectionFacts(config)
  return config.useCases
    .filter(({ state }) => state === 'active')
    .flatMap(({ id, deployments }) =>
      deployments.flatMap((deployment): Text[] => {
        const facts = factsOf({ useCaseId: id, deploymentId: deployment })
        const { clearance } = dataProtectionOf(facts, { state: 'clear', obligations: [] }, now)
        const against =
          clearance.state === 'blocked' ? clearance.reasons : clearance.state === 'unknown' ? clearance.missing : []
        if (against.length === 0) return []
        return [
          {
            de: `Anwendungsfall ${id} an ${deployment}: Datenschutz gesperrt (${against.map(({ text }) => text.de).join('; ')})`,
            en: `use case ${id} at ${deployment}: data protection is shut (${against.map(({ text }) => text.en).join('; ')})`,
          },
        ]
      }),
    )
}

// ── Lamps ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Milliseconds between two looks at what has run out by date. */
const lookMs = 5_000

export interface OpenDataProtection {
  readonly lampOf: (route: RouteName) => DataProtection
  readonly close: () => Promise<void>
}

/** Judges every route, and tells the journal what is other than it says. What lights up waits for that. */
export async function openDataProtection(
  config: Config,
  parts: {
    readonly store: Pick<SqliteStore, 'db'>
    readonly journal: Pick<Journal, 'append'>
    readonly now: () => number
    readonly onRecorded: (route: RouteName) => void
    readonly onTrouble: (error: unknown) => void
  },
): Promise<OpenDataProtection> {
  const { journal, now, onRecorded, onTrouble } = parts
  const store = sqliteDataProtectionStore(parts.store)
  const factsOf = dataProtectionFacts(config)
  const declared = new Map(config.useCases.map(({ id, lamps }) => [id, lamps.dataProtection]))
  const lamps = new DataProtectionLamps(routesOf(config), await store.lamps(), {
    now,
    judge: (route, at) => judgedDataProtection(factsOf(route), declared.get(route.useCaseId), at),
    append: (draft) =>
      journal.append({ draft, subjects: [], identities: {}, keeping: { class: 'none', deleteOnDay: 0 } }),
    store,
    onRecorded,
    onTrouble,
  })
  await lamps.settled()
  const timer = setInterval(() => lamps.look(), lookMs)
  return {
    lampOf: (route) => lamps.lampOf(route),
    close: async () => {
      clearInterval(timer)
      await lamps.settled()
    },
  }
}

function routesOf({ useCases }: Config): readonly RouteName[] {
  return useCases.flatMap(({ id, deployments }) => deployments.map((deploymentId) => ({ useCaseId: id, deploymentId })))
}

/** The lamp that facts and the statement of the office give, and a digest of both. */
export function judgedDataProtection(
  facts: DataProtectionFacts,
  declaration: Declaration | undefined,
  now: number,
): Judged {
  const declared = lampsFromDeclarations({ dataProtection: declaration }, now)
  const data = dataProtectionOf(facts, declared.lamps.dataProtection, now)
  const { place, personalData, policy } = facts
  const stated = JSON.stringify([place ?? null, personalData, policy, declaration ?? null])
  return {
    protection: { ...data, validUntil: Math.min(data.validUntil, declared.validUntil) },
    facts: createHash('sha256').update(stated).digest('hex'),
  }
}
