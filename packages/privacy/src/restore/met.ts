import type { Live } from '../pseudonym/mapping.ts'
import type { Dress } from './shape.ts'

/** A pseudonym that stands in an answer. */
export interface Whole {
  readonly is: 'whole'
  /** Behind it, its closing bracket included. */
  readonly end: number
  readonly live: Live
  readonly dress: Dress
  /**
   * What the model did to its case. `upper` and `lower`: a surrogate in other letters than it was given out. `capital`: a code
   * in capitals, which says something only in a heading.
   */
  readonly casing: 'kept' | 'upper' | 'lower' | 'capital'
}

/** What begins at a place of an answer. */
export type Met = Whole | { readonly is: 'unfinished' } | { readonly is: 'nothing' }

export function isInCapitals({ casing }: Whole): boolean {
  return casing === 'upper' || casing === 'capital'
}
