import type { Text } from '@stellwerk/contract/language'

import type { CompiledTerms } from './compiled.ts'
import type { Facts, Tri } from './facts.ts'
import type { FactNeeded } from './facts-needed.ts'
import type { Findings } from './findings.ts'
import { type BoundLayer, isInsideService } from './layers.ts'
import { isAcademic } from './purposes.ts'
import type { Right } from './terms.ts'
import { type Limit, limits, type RightName } from './vocabulary.ts'

/** Which rights this use needs of a layer, and with which fact that could not be told. */
export function neededRights(
  facts: Facts,
  layer: BoundLayer,
): readonly { readonly right: RightName; readonly isNeeded: Tri; readonly fact: FactNeeded }[] {
  const { profile } = facts
  const isDerived = layer.reach === 'base' || facts.isChanged
  const isInternal = profile.exposure === undefined ? undefined : facts.isInternal
  // The vendor's licence covers who merely uses a finished product; what that person does with it beyond needs a right, and bans
  // and territory reach the person all the same.
  const ofUse: ReturnType<typeof neededRights> = facts.isThirdPartyProduct
    ? []
    : [
        { right: 'internalUse', isNeeded: isInternal, fact: 'exposure' },
        { right: 'hostedService', isNeeded: facts.isHosted, fact: 'exposure' },
        { right: 'commercialUse', isNeeded: profile.commercial, fact: 'commercial' },
      ]
  return [
    ...ofUse,
    { right: 'modify', isNeeded: layer.reach === 'own' ? facts.changes.size > 0 : false, fact: 'purposes' },
    {
      right: isDerived ? 'redistributeDerivatives' : 'redistributeWeights',
      isNeeded: facts.distributes,
      fact: 'redistributes',
    },
    {
      right: 'outputsTrainOtherModels',
      isNeeded: layer.reach === 'beside' || layer.kind === 'dataset' ? false : profile.trainsOtherModelOnOutputs,
      fact: 'trainsOtherModelOnOutputs',
    },
  ]
}

/** Judges one right that the use needs, or may need. */
export function judgeRight(
  found: Findings,
  layer: BoundLayer,
  compiled: CompiledTerms,
  facts: Facts,
  { right: name, isNeeded, fact }: ReturnType<typeof neededRights>[number],
): void {
  if (isNeeded === false) return
  const right = compiled.terms.rights[name]
  if (isNeeded === undefined) {
    // Where the text grants it to everybody, it does not matter whether it is needed.
    if (!isPlainGrant(right)) found.lack(layer, fact, sectionsOf(right))
    return
  }
  const text = compiled.grantTexts[name]
  switch (right.value) {
    case 'yes':
      found.say(layer, { code: 'grant', verdict: 'allowed', sections: right.sections, text })
      return
    case 'no':
      found.say(layer, {
        code: name === 'outputsTrainOtherModels' ? 'output_training_barred' : 'right_not_granted',
        verdict: 'forbidden',
        sections: right.sections,
        text,
        fact: factOf(name, facts),
      })
      return
    case 'silent':
    case 'unverified':
      found.say(layer, {
        code: name === 'outputsTrainOtherModels' ? 'output_training_unclear' : 'right_silent',
        verdict: 'needs-review',
        sections: ['whole text'],
        text,
      })
      return
    case 'conditional':
      found.say(layer, { code: 'grant', verdict: 'allowed', sections: right.sections, text })
      if (right.rule === 'purpose-limited') outputsForPurposes(found, layer, compiled, facts, right.sections)
      for (const limit of right.limits ?? []) judgeLimit(found, layer, facts, limit, right.sections)
  }
}

function isPlainGrant(right: Right): boolean {
  return right.value === 'yes'
}

function sectionsOf(right: Right): readonly string[] {
  return 'sections' in right ? right.sections : ['whole text']
}

function factOf(name: RightName, { profile }: Facts): string | undefined {
  switch (name) {
    case 'commercialUse':
      return 'commercial=true'
    case 'internalUse':
    case 'hostedService':
      return `exposure=${profile.exposure}`
    case 'outputsTrainOtherModels':
      return 'trainsOtherModelOnOutputs=true'
    case 'redistributeWeights':
    case 'redistributeDerivatives':
      return profile.redistributes === true ? 'redistributes=true' : `exposure=${profile.exposure}`
    case 'modify':
      return `changes=${profile.changes?.join(',')}`
    case 'patentGrant':
      return undefined
  }
}

const unclearOutputs: Text = {
  de: 'Ausgaben dürfen nur zu den Zwecken der Lizenz ein anderes Modell trainieren; ob dieses Training dazugehört, entscheidet eine Person.',
  en: 'Outputs may train another model only for the purposes of the licence; a person decides whether this training is among them.',
}

const barredOutputs: Text = {
  de: 'Ausgaben sind an die Zwecke der Lizenz gebunden, und gewerbliche gehören nicht dazu.',
  en: 'Outputs are bound to the purposes of the licence, and commercial ones are not among them.',
}

/** Outputs share the purposes of the grant: where commerce is outside of it, a model for commerce may not be trained on them. */
export function outputsForPurposes(
  found: Findings,
  layer: BoundLayer,
  { terms }: CompiledTerms,
  { profile }: Facts,
  sections: readonly string[],
): void {
  if (profile.commercial === true && terms.rights.commercialUse.value === 'no') {
    found.say(layer, {
      code: 'output_training_barred',
      verdict: 'forbidden',
      sections,
      text: barredOutputs,
      fact: 'commercial=true',
    })
    return
  }
  found.say(layer, { code: 'output_training_unclear', verdict: 'needs-review', sections, text: unclearOutputs })
}

function judgeLimit(found: Findings, layer: BoundLayer, facts: Facts, limit: Limit, sections: readonly string[]): void {
  const { isWithin, fact, needs } = within(limit, facts, layer)
  if (isWithin === true) return
  if (needs !== undefined) {
    found.lack(layer, needs, sections)
    return
  }
  const name = limits[limit]
  found.say(layer, {
    code: 'right_limited',
    verdict: isWithin === false ? 'forbidden' : 'needs-review',
    sections,
    text:
      isWithin === false
        ? { de: `Das Recht reicht nur so weit: ${name.de}.`, en: `The grant goes only this far: ${name.en}.` }
        : { de: `Eine Person entscheidet: ${name.de}.`, en: `A person decides: ${name.en}.` },
    fact,
  })
}

interface Within {
  readonly isWithin: Tri
  readonly fact?: string | undefined
  /** The fact that would tell. */
  readonly needs?: FactNeeded
}

function within(limit: Limit, facts: Facts, layer: BoundLayer): Within {
  const { profile } = facts
  switch (limit) {
    case 'research':
      return told(facts.isResearch, 'purposes', `purposes=${profile.purposes?.join(',')}`)
    case 'research-or-evaluation':
    case 'non-production':
      return told(not(facts.isProductive), 'purposes', `purposes=${profile.purposes?.join(',')}`)
    case 'non-commercial':
      return told(not(profile.commercial), 'commercial', 'commercial=true')
    case 'not-by-commercial-entities': {
      const form = profile.operator?.legalForm
      if (profile.commercial === true) return { isWithin: false, fact: 'commercial=true' }
      return told(
        form === undefined ? undefined : form !== 'company',
        'operator.legalForm',
        `operator.legalForm=${form}`,
      )
    }
    case 'not-as-managed-service':
      return asService(facts, true, layer)
    case 'not-as-paid-managed-service':
      return asService(facts, profile.commercial, layer)
    case 'additional-use-grant':
      // What each work grants beyond trying it out stands beside it, not in this text.
      return facts.isProductive === false ? { isWithin: true } : { isWithin: undefined }
    case 'separate-commercial-licence':
      return profile.commercial === false ? { isWithin: true } : { isWithin: undefined, fact: 'commercial=true' }
    case 'academic-if-public':
      return academic(facts)
    case 'hosting-undecided':
    case 'contradiction':
      return { isWithin: undefined }
  }
}

/** Whether the work itself is what is offered to others, as far as that matters. */
function asService({ profile, isHosted }: Facts, matters: Tri, layer: BoundLayer): Within {
  if (isHosted === false || matters === false) return { isWithin: true }
  if (isHosted === undefined) return { isWithin: undefined, needs: 'exposure' }
  // Inside a service with a purpose of its own it is not what others are offered. Asked about by itself, nobody has said so: where
  // models are resold it is, and otherwise a person tells how much of it shows.
  if (layer.kind === 'store') return { isWithin: isInsideService(layer) || undefined, fact: 'exposure=hosted-service' }
  if (profile.modelAsAService === undefined) return { isWithin: undefined, needs: 'modelAsAService' }
  if (!profile.modelAsAService)
    return { isWithin: layer.reach === 'beside' || undefined, fact: 'modelAsAService=false' }
  return told(not(matters), 'commercial', 'modelAsAService=true')
}

/** Universities and hospitals may be bodies under public law, which their form does not tell; authorities are. */
function academic({ profile, hasPurposes }: Facts): Within {
  const form = profile.operator?.legalForm
  const fact = `operator.legalForm=${form}`
  switch (form) {
    case undefined:
      return { isWithin: undefined, needs: 'operator.legalForm' }
    case 'company':
    case 'association':
    case 'individual':
      return { isWithin: true }
    case 'public-authority':
      return { isWithin: false, fact }
    case 'university':
      return { isWithin: (hasPurposes && profile.purposes?.every(isAcademic)) || undefined, fact }
    case 'hospital':
    case 'other':
      return { isWithin: undefined, fact }
  }
}

function told(isWithin: Tri, needs: FactNeeded, fact: string): Within {
  return isWithin === undefined ? { isWithin, needs } : { isWithin, fact }
}

function not(claim: Tri): Tri {
  return claim === undefined ? undefined : !claim
}
