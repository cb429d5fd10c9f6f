import type { Catalogue } from './catalogue-index.ts'
import type { Component } from './component.ts'
import { describe } from './described.ts'
import { factsOf } from './facts.ts'
import { factNames } from './facts-needed.ts'
import { Findings } from './findings.ts'
import { judgedLayers } from './judged-layer.ts'
import { obligationsOf } from './obligations.ts'
import type { Profile } from './profile.ts'
import { judgeSameLicence } from './same-licence.ts'
import type { Evaluation } from './verdict.ts'

/**
 * Whether the licences of a component and of everything that it was made from permit this use, under which duties, and which
 * section says so. Every layer is judged by all of its terms and the strictest result stands, with all reasons. A fact that a rule
 * needs and nobody has stated, and a passage that nobody has read, is a review, never an allow. Pure: the same profile, component
 * and catalogue give the same bytes.
 *
 * @throws LineageRefused if the lineage is a loop, too deep or too wide
 * @example evaluate({ exposure: 'internal', … }, { kind: 'model', name: 'm', licence: 'Apache-2.0' }, known).verdict // 'allowed'
 */
export function evaluate(profile: Profile, component: Component, catalogue: Catalogue): Evaluation {
  const facts = factsOf(profile)
  const { layers, terms, doubts, concluded, readings } = describe(component, catalogue)
  const found = new Findings()
  const judged = judgedLayers(facts)
  for (const [layer, compiled] of terms) found.adopt(layer, judged(layer, compiled))
  judgeSameLicence(found, layers, catalogue)
  found.join(doubts)
  return {
    verdict: found.verdict,
    reasons: found.settle().reasons,
    obligations: obligationsOf(found.duties),
    missing: [...found.missing].toSorted().map((name) => ({ name, text: factNames[name] })),
    unknownPurposes: facts.unknownPurposes,
    concluded,
    readings,
  }
}
