import type { Text } from '@stellwerk/contract/language'

import type { Catalogue } from './catalogue-index.ts'
import type { Findings } from './findings.ts'
import type { BoundLayer } from './layers.ts'

/**
 * Terms that a work may be passed on only under themselves exclude each other, and every restriction that they do not have.
 * That bars passing it on; who keeps it in the house owes nothing of the kind.
 */
export function judgeSameLicence(found: Findings, layers: readonly BoundLayer[], catalogue: Catalogue): void {
  const demanding = found.duties.filter(({ duty }) => duty.kind === 'same-licence')
  for (const { layer, duty } of demanding) {
    const others = layers.filter(
      (other) => (other.reach === 'own' || other.reach === 'base') && other.licence !== layer.licence,
    )
    for (const other of others) {
      const isFree = catalogue.byId.get(other.licence)?.class
      if (isFree === 'osi-open-source' || isFree === 'permissive-model-licence') continue
      found.say(layer, {
        code: 'duty_conflict',
        verdict: 'forbidden',
        sections: duty.sections,
        text: conflict(other.licence),
        fact: `licence=${other.licence}`,
      })
    }
  }
}

function conflict(licence: string): Text {
  return {
    de: `Weitergabe nur unter dieser Lizenz, aber ${licence} bindet dasselbe Werk: Beides zugleich geht nicht.`,
    en: `It may be passed on only under this licence, but ${licence} binds the same work: both at once is not possible.`,
  }
}
