import type { Text } from '@stellwerk/contract/language'

import type { CompiledTerms } from './compiled.ts'
import type { Facts } from './facts.ts'
import type { Findings } from './findings.ts'
import type { BoundLayer } from './layers.ts'
import type { LicenceTerms } from './terms.ts'
import type { BanTag } from './vocabulary.ts'

/** Tags of users and of their trade. Use policies speak of purposes and of what is done to a model. */
const ofUsers: ReadonlySet<BanTag> = new Set<BanTag>([
  'commercial',
  'production',
  'public-authority-user',
  'competitor-user',
])

/**
 * Some licences bind to a policy that was not at hand when they were read. Everyday work is what such policies are written to
 * permit; a purpose that other licences bar may be barred there as well, so a person has to read it first.
 */
export function judgeUnreadPolicy(found: Findings, layer: BoundLayer, { terms }: CompiledTerms, facts: Facts): void {
  const policy = terms.unreadPolicy
  if (policy === undefined) return
  if (!facts.hasPurposes) found.lack(layer, 'purposes', policy.sections)
  const [suspect] = [...facts.tags].filter(([tag]) => !ofUsers.has(tag))
  if (suspect === undefined) return
  found.say(layer, {
    code: 'source_unverified',
    verdict: 'needs-review',
    sections: policy.sections,
    text: unreadText(policy),
    fact: suspect[1],
  })
}

function unreadText({ name }: NonNullable<LicenceTerms['unreadPolicy']>): Text {
  return {
    de: `Diese Regeln binden, sind aber nicht gelesen: ${name.de}. Ob sie diesen Zweck untersagen, muss eine Person nachlesen.`,
    en: `These rules bind but have not been read: ${name.en}. Whether they bar this purpose, a person has to look up.`,
  }
}
