import type { Text } from '@stellwerk/contract/language'

import type { Catalogue } from './catalogue-index.ts'
import { judgeClaims, judgeVersions } from './claims.ts'
import { compareText } from './compare-text.ts'
import { type CompiledTerms, compile } from './compiled.ts'
import type { Component } from './component.ts'
import { Findings } from './findings.ts'
import { type BoundLayer, layersOf, noLicence } from './layers.ts'
import { concludedOf } from './obligations.ts'

/** What is said about a component whatever it is used for: its layers, and what is doubtful about them. */
export interface Described {
  /** In the order of their names. */
  readonly layers: readonly BoundLayer[]
  /** Of the layers whose licence is known. */
  readonly terms: readonly (readonly [BoundLayer, CompiledTerms])[]
  readonly doubts: Findings
  readonly concluded: string
  readonly readings: Readonly<Record<string, number>>
}

const described = new WeakMap<Catalogue, WeakMap<Component, Described>>()

/**
 * Remembered as long as the component lives, because a matrix asks about the same one a hundred times.
 *
 * @throws LineageRefused
 */
export function describe(component: Component, catalogue: Catalogue): Described {
  const ofCatalogue = described.get(catalogue) ?? new WeakMap<Component, Described>()
  described.set(catalogue, ofCatalogue)
  const known = ofCatalogue.get(component) ?? look(component, catalogue)
  ofCatalogue.set(component, known)
  return known
}

function look(component: Component, catalogue: Catalogue): Described {
  const declared = layersOf(component)
  const layers = declared.toSorted((a, b) => compareText(a.name, b.name) || compareText(a.licence, b.licence))
  const doubts = new Findings()
  const known: [BoundLayer, CompiledTerms][] = []
  const readings: Record<string, number> = {}
  for (const layer of layers) {
    if (layer.unknownRelation !== undefined) sayUnknownRelation(doubts, layer)
    const terms = catalogue.byId.get(layer.licence)
    if (terms === undefined || terms.source === 'rule') sayUnknownLicence(doubts, layer)
    else {
      readings[terms.id] = terms.reading.number
      known.push([layer, compile(terms)])
    }
  }
  judgeClaims(doubts, layers, catalogue)
  judgeVersions(doubts, layers, catalogue)
  return { layers, terms: known, doubts: doubts.settle(), concluded: concludedOf(declared, catalogue), readings }
}

function sayUnknownLicence(found: Findings, layer: BoundLayer): void {
  const text = layer.licence === noLicence ? none : unknown
  found.say(layer, { code: 'licence_unknown', verdict: 'needs-review', sections: ['-'], text })
}

const none: Text = {
  de: 'Es liegt kein Lizenztext vor. Ohne Text ist kein Recht gezeigt; aus dem Namen folgt keines.',
  en: 'There is no licence text. Without a text no grant is shown, and none follows from a name.',
}

const unknown: Text = {
  de: 'Der Katalog kennt diese Lizenz nicht; eine Person muss sie lesen.',
  en: 'The catalogue does not know this licence; a person has to read it.',
}

function sayUnknownRelation(found: Findings, layer: BoundLayer): void {
  found.say(layer, {
    code: 'relation_unknown',
    verdict: 'needs-review',
    sections: ['-'],
    text: unclearRelation,
    fact: `relation=${layer.unknownRelation}`,
  })
}

const unclearRelation: Text = {
  de: 'Wie das Werk hiervon abstammt, ist nicht mit einem bekannten Wort gesagt; es gilt als Grundlage.',
  en: 'How the work descends from it is not said in a known word; it is taken for a base.',
}
