import type { Text } from '@stellwerk/contract/language'

import { isExcluded } from './countries.ts'
import type { Facts } from './facts.ts'
import type { FactNeeded } from './facts-needed.ts'
import type { Findings } from './findings.ts'
import type { BoundLayer } from './layers.ts'
import type { Territory } from './terms.ts'

/** Whether a licence leaves out where its user sits, or where the work or its output is used. */
export function judgeTerritory(found: Findings, layer: BoundLayer, facts: Facts, territory: Territory): void {
  const { sections } = territory
  const reaches = isReached(territory, layer)
  if (reaches === false) return
  if (facts.isThirdPartyProduct && territory.sparesThirdPartyProduct) {
    found.say(layer, { code: 'territory_spared', verdict: 'allowed', sections, text: spared, fact: exposureFact })
    return
  }
  for (const test of territory.tests) {
    const { excluded, needs, fact } = tested(test, facts, territory.excludes)
    if (excluded === false) continue
    if (excluded === undefined) found.lack(layer, needs, sections)
    else if (reaches === undefined) found.lack(layer, 'modality', sections)
    else {
      const where = [...sections, ...territory.takesAway]
      found.say(layer, { code: 'territory_excluded', verdict: 'forbidden', sections: where, text: outside, fact })
    }
  }
}

const exposureFact = 'exposure=consumes-third-party-product'

/** By what the model takes, never by what a request holds: text sent to a multimodal model changes nothing. */
function isReached({ modality }: Territory, layer: BoundLayer): boolean | undefined {
  if (modality === 'any') return true
  return layer.modality === undefined ? undefined : layer.modality !== 'text' && layer.modality !== 'embedding'
}

interface Tested {
  readonly excluded: boolean | undefined
  readonly needs: FactNeeded
  readonly fact: string
}

function tested(test: Territory['tests'][number], { profile }: Facts, excludes: readonly string[]): Tested {
  switch (test) {
    case 'operator-seat': {
      const { operator } = profile
      const needs = operator?.legalForm === 'individual' ? 'operator.country' : 'operator.principalPlaceOfBusiness'
      const seat = needs === 'operator.country' ? operator?.country : operator?.principalPlaceOfBusiness
      return {
        excluded: anyExcluded(seat === undefined ? undefined : [seat], excludes),
        needs,
        fact: `${needs}=${seat}`,
      }
    }
    case 'place-of-use':
      return places('placeOfUse', profile.placeOfUse, excludes)
    case 'place-of-output-use':
      return places('placeOfOutputUse', profile.placeOfOutputUse ?? profile.placeOfUse, excludes)
  }
}

function places(
  needs: 'placeOfUse' | 'placeOfOutputUse',
  countries: readonly string[] | undefined,
  excludes: readonly string[],
): Tested {
  return { excluded: anyExcluded(countries, excludes), needs, fact: `${needs}=${countries?.join(',')}` }
}

/** One place that is left out is enough; one that nobody knows leaves it open. */
function anyExcluded(countries: readonly string[] | undefined, excludes: readonly string[]): boolean | undefined {
  if (countries === undefined || countries.length === 0) return undefined
  const each = countries.map((country) => isExcluded(country, excludes))
  if (each.includes(true)) return true
  return each.includes(undefined) ? undefined : false
}

const outside: Text = {
  de: 'Die Lizenz gilt nicht für diesen Ort: Hier ist kein Recht eingeräumt.',
  en: 'The licence does not extend to this place: no right is granted here.',
}

const spared: Text = {
  de: 'Der Ausschluss reicht nicht bis zu Endnutzern eines fertigen Produkts von jemand anderem.',
  en: "The exclusion does not reach end users of somebody else's finished product.",
}
