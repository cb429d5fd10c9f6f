import type { Component, Descended } from './component.ts'

/**
 * A component with everything it was made from as one line, the same for the same facts: what its digest is computed of. Two
 * deployments that serve the same work under the same licences have the same digest, whatever they are called.
 */
export function componentText({ name, lineage, ...own }: Component): string {
  return JSON.stringify(plain({ ...own, work: name }, lineage))
}

function plain(facts: Readonly<Record<string, unknown>>, lineage: readonly Descended[] | undefined): object {
  const stated = Object.entries(facts).filter(([, value]) => value !== undefined && value !== null)
  const sorted = Object.fromEntries(stated.toSorted(([one], [other]) => (one < other ? -1 : 1)))
  const parents = (lineage ?? []).map(({ lineage: further, parent, ...own }) =>
    plain({ ...own, work: parent }, further),
  )
  // The order in which parents are listed says nothing.
  return parents.length === 0 ? sorted : { ...sorted, madeFrom: parents.toSorted(byJson) }
}

function byJson(one: object, other: object): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1
}
