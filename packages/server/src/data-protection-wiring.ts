// What was stated about personal data, route by route, and the policy of each use case.
import type { Config } from '@stellwerk/contract/config'
import type { Text } from '@stellwerk/contract/language'
import { dataProtectionOf } from '@stellwerk/policy/data-protection'
import type { DataProtectionFacts } from '@stellwerk/policy/data-protection-facts'
import { placeOf } from '@stellwerk/policy/place'
import { policyOf } from '@stellwerk/privacy/presets'
import type { PrivacyPolicy } from '@stellwerk/privacy/treatment'

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
