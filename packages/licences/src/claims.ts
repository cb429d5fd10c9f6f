import type { Text } from '@stellwerk/contract/language'

import type { Catalogue } from './catalogue-index.ts'
import type { Findings } from './findings.ts'
import { type BoundLayer, noLicence } from './layers.ts'
import type { LicenceId } from './terms.ts'

/**
 * A tag or a card is a claim about one layer. Where the text of that layer, or a base, says something else, both are shown:
 * the claim changes no verdict, because it never carried one.
 */
export function judgeClaims(found: Findings, layers: readonly BoundLayer[], catalogue: Catalogue): void {
  const own = layers.find(({ reach }) => reach === 'own')
  if (own?.declared === undefined) return
  const claimed = catalogue.byTag.get(own.declared.toLowerCase()) ?? []
  for (const layer of layers) {
    const counts = layer.reach === 'own' || layer.reach === 'base'
    if (!counts || layer.licence === noLicence || claimed.includes(layer.licence)) continue
    // A claim that means no licence at all (`other`) contradicts nothing, it says nothing.
    if (claimed.length === 0 && saysNothing(own.declared)) continue
    found.say(layer, {
      code: 'declared_differs_from_base',
      verdict: 'allowed',
      sections: ['-'],
      text: differs(own.declared, layer.licence),
      fact: `declaredLicence=${own.declared}`,
    })
  }
}

function saysNothing(declared: string): boolean {
  return /^(other|unknown|none|)(:.*)?$/i.test(declared.trim())
}

function differs(declared: string, licence: LicenceId): Text {
  return {
    de: `Angegeben ist „${declared}“, gefunden ist ${licence}. Die Angabe erfasst nur eine Schicht oder ist falsch; es gilt, was gefunden ist.`,
    en: `Declared is “${declared}”, found is ${licence}. The claim covers one layer only or is wrong; what was found binds.`,
  }
}
