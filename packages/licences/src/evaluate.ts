import type { Catalogue } from './catalogue-index.ts'
import type { Component } from './component.ts'
import type { Profile } from './profile.ts'
import type { Evaluation } from './verdict.ts'

/**
 * Whether the licences of a component and of everything that it was made from permit this use, under which duties, and which
 * section says so. Pure: the same profile, component and catalogue give the same bytes.
 */
export function evaluate(profile: Profile, component: Component, catalogue: Catalogue): Evaluation {
  throw new Error(`not built yet: ${component.name} ${profile.exposure ?? ''} ${catalogue.asOf}`)
}
