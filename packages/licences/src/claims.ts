import type { Text } from '@stellwerk/contract/language'

import type { Catalogue } from './catalogue-index.ts'
import type { Findings } from './findings.ts'
import { licenceOfKnown } from './known-components.ts'
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

/**
 * Well-known software has changed its licence from one version to the next. What is stated for a version is compared with what is
 * known of it; where they differ, a person looks at the file that came with it.
 */
export function judgeVersions(found: Findings, layers: readonly BoundLayer[], catalogue: Catalogue): void {
  for (const layer of layers) {
    if (layer.licence === noLicence || layer.version === undefined) continue
    const expected = licenceOfKnown(layer.name, layer.version)
    if (expected === undefined || expected === 'unknown version' || expected.licence === layer.licence) continue
    // A text that speaks of the versions before it covers them itself.
    if (catalogue.byId.get(layer.licence)?.duties.some(({ sinceVersion }) => sinceVersion !== undefined)) continue
    found.say(layer, {
      code: 'licence_conflicts_with_version',
      verdict: 'needs-review',
      sections: ['-'],
      text: otherVersion(layer, expected.licence),
      fact: `version=${layer.version}`,
    })
  }
}

function otherVersion({ name, licence, version }: BoundLayer, expected: LicenceId): Text {
  return {
    de: `${name} ${version} steht nach dem, was bekannt ist, unter ${expected} und nicht unter ${licence}: Die Lizenzdatei dieser Fassung entscheidet.`,
    en: `${name} ${version} is known to be under ${expected} and not under ${licence}: the licence file of that version decides.`,
  }
}

export function saysNothing(declared: string): boolean {
  return /^(other|unknown|none|)(:.*)?$/i.test(declared.trim())
}

function differs(declared: string, licence: LicenceId): Text {
  return {
    de: `Angegeben ist „${declared}“, gefunden ist ${licence}. Die Angabe erfasst nur eine Schicht oder ist falsch; es gilt, was gefunden ist.`,
    en: `Declared is “${declared}”, found is ${licence}. The claim covers one layer only or is wrong; what was found binds.`,
  }
}
