import type { FactNeeded } from './facts-needed.ts'
import type { Profile } from './profile.ts'
import { isBanTag, isKnownPurpose, isProductive, isResearch } from './purposes.ts'
import type { BanTag, Trigger } from './vocabulary.ts'

/** Yes, no, or nobody has stated it. */
export type Tri = boolean | undefined

/** What follows from a profile, whatever the component. Made once for each profile. */
export interface Facts {
  readonly profile: Profile
  /** Tags of purposes, and those that follow from other facts. */
  readonly tags: ReadonlyMap<BanTag, string>
  readonly unknownPurposes: readonly string[]
  /** A purpose that is an automated decision about people unless somebody decides. */
  readonly decidingPurpose: BanTag | undefined
  readonly hasPurposes: boolean
  readonly isResearch: Tri
  readonly isProductive: Tri
  readonly isInternal: Tri
  readonly isHosted: Tri
  readonly isThirdPartyProduct: boolean
  /** Something is given away: weights, software, a product with them inside. */
  readonly distributes: Tri
  readonly changes: ReadonlySet<string>
  /** Operator or purchaser has changed the work itself. */
  readonly isChanged: boolean
  readonly publishesStudent: Tri
  /** Whether somebody outside of the operator's own staff is served. */
  readonly servesOthers: Tri
}

const made = new WeakMap<Profile, Facts>()

/** Facts of a profile. Remembered as long as the profile lives, because a matrix asks for the same ones a thousand times. */
export function factsOf(profile: Profile): Facts {
  const known = made.get(profile)
  if (known !== undefined) return known
  const facts = derive(profile)
  made.set(profile, facts)
  return facts
}

const derivatives = [
  'fine-tuned',
  'quantised',
  'merged',
  'converted',
  'pruned',
  'guardrails-removed',
  'source-modified',
]

function derive(profile: Profile): Facts {
  const { exposure } = profile
  const purposes = [...new Set(profile.purposes ?? [])]
  const changes = new Set(profile.changes ?? [])
  const hasPurposes = purposes.length > 0
  const is = (what: typeof exposure): Tri => (exposure === undefined ? undefined : exposure === what)
  const isShipped = is('shipped-product')
  const distributes = or(profile.redistributes, isShipped)
  return {
    profile,
    tags: tagsOf(profile, purposes, changes),
    decidingPurpose: decidingPurposes.find((tag) => purposes.includes(tag)),
    unknownPurposes: purposes.filter((purpose) => !isKnownPurpose(purpose)),
    hasPurposes,
    // Mixed purposes are research only if each of them is, and productive if any is.
    isResearch: hasPurposes ? purposes.every(isResearch) : undefined,
    isProductive: hasPurposes ? purposes.some(isProductive) : undefined,
    isInternal: is('internal'),
    isHosted: is('hosted-service'),
    isThirdPartyProduct: exposure === 'consumes-third-party-product',
    distributes,
    changes,
    isChanged: derivatives.some((kind) => changes.has(kind)),
    publishesStudent: and(profile.trainsOtherModelOnOutputs, or(distributes, profile.publishedModelName !== undefined)),
    servesOthers: profile.audience === undefined ? undefined : profile.audience !== 'staff',
  }
}

/** Purposes of which each is, when nobody decides, an automated decision about people (reference: EU AI Act Annex III is close to it). */
const decidingPurposes: readonly BanTag[] = [
  'employment-decision',
  'essential-services',
  'law-enforcement-justice',
  'migration-asylum',
  'social-scoring',
  'medical',
]

function tagsOf(profile: Profile, purposes: readonly string[], changes: ReadonlySet<string>): Map<BanTag, string> {
  const tags = new Map<BanTag, string>()
  for (const purpose of purposes) if (isBanTag(purpose)) tags.set(purpose, `purposes=${purpose}`)
  const add = (tag: BanTag, fact: string): void => void (tags.has(tag) || tags.set(tag, fact))
  if (profile.commercial === true) add('commercial', 'commercial=true')
  if (purposes.some(isProductive)) add('production', `purposes=${purposes.filter(isProductive).join(',')}`)
  if (changes.has('guardrails-removed')) add('safety-circumvention', 'changes=guardrails-removed')
  const deciding = decidingPurposes.find((tag) => tags.has(tag))
  if (deciding !== undefined && profile.decisionMode === 'fully-automated')
    add('automated-decision-individual', `purposes=${deciding}, decisionMode=fully-automated`)
  if (profile.disclosesAi === false) add('undisclosed-ai', 'disclosesAi=false')
  if (profile.operator?.legalForm === 'public-authority')
    add('public-authority-user', 'operator.legalForm=public-authority')
  return tags
}

/** Whether what sets a duty off is the case, for the component itself or for what it was made from. */
export function isTriggered(
  trigger: Trigger,
  facts: Facts,
  layer: { readonly isBase: boolean; readonly isCosmos: boolean },
): Tri {
  const { profile } = facts
  const derives = facts.isChanged || layer.isBase
  switch (trigger) {
    case 'any-use':
    case 'deploy':
      return true
    case 'any-use-by-users':
    case 'ui-exposed':
      return profile.audience === undefined ? undefined : true
    case 'commercial-use':
      return profile.commercial
    case 'hosted-service':
      return facts.isHosted
    case 'hosted-modified':
      return facts.changes.has('source-modified')
    case 'make-available-product':
      return or(facts.isHosted, facts.distributes === undefined ? undefined : profile.exposure === 'shipped-product')
    case 'distribute-weights':
    case 'distribute-software':
    case 'share':
      return facts.distributes
    case 'distribute-derivative':
    case 'share-adapted':
      return and(derives, facts.distributes)
    case 'distribute-model-built-from-materials':
      // Llama 3 to 4 § 1.b.i and Qwen § 5.b name making available beside distributing: serving an own fine-tune to others counts.
      return or(and(derives, facts.distributes), and(facts.isChanged, facts.isHosted))
    case 'distribute-model-trained-on-outputs':
      return facts.publishesStudent
    case 'modify':
      return facts.isChanged
    case 'publish-output':
      return or(facts.servesOthers, or(facts.isHosted, profile.exposure === 'shipped-product'))
    case 'publish-research':
      return facts.isResearch
    case 'publish-about-derivative':
      return and(derives, facts.servesOthers)
    case 'cosmos-distribute':
      return and(layer.isCosmos, facts.distributes)
    case 'cosmos-outputs-train':
      return and(layer.isCosmos, profile.trainsOtherModelOnOutputs)
    case 'commercial-product-over-threshold':
    case 'termination':
      return false // The first is decided with the threshold; the second is a duty of a day that has not come.
  }
}

/** Which facts have to be stated before a trigger can be judged. */
export const factsBehind: Readonly<Partial<Record<Trigger, FactNeeded>>> = {
  'any-use-by-users': 'audience',
  'ui-exposed': 'audience',
  'commercial-use': 'commercial',
  'hosted-service': 'exposure',
  'make-available-product': 'exposure',
  'distribute-weights': 'redistributes',
  'distribute-software': 'redistributes',
  share: 'redistributes',
  'distribute-derivative': 'redistributes',
  'share-adapted': 'redistributes',
  'distribute-model-built-from-materials': 'redistributes',
  'distribute-model-trained-on-outputs': 'trainsOtherModelOnOutputs',
  'publish-output': 'audience',
  'publish-research': 'purposes',
  'publish-about-derivative': 'audience',
  'cosmos-distribute': 'redistributes',
  'cosmos-outputs-train': 'trainsOtherModelOnOutputs',
}

function or(a: Tri, b: Tri): Tri {
  if (a === true || b === true) return true
  return a === undefined || b === undefined ? undefined : false
}

function and(a: Tri, b: Tri): Tri {
  if (a === false || b === false) return false
  return a === undefined || b === undefined ? undefined : true
}
