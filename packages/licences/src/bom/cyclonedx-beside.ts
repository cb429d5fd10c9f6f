import { besideRef, isBeside, workJson, type Shown, type Showing } from './cyclonedx-component.ts'
import { inOrder, unlessEmpty, type JsonObject } from './json.ts'
import { kindOf, type Edge, type Work } from './lineage.ts'

/** Engines, interfaces and data sets that lineages name and the list does not: components of their own, each once. */
export function besideJson(showing: Showing): {
  readonly components: readonly JsonObject[]
  readonly dependencies: readonly JsonObject[]
} {
  const components = new Map<string, JsonObject>()
  const dependencies: JsonObject[] = []
  const listed = new Set(showing.listed.map(({ ref }) => ref))
  const visit = (work: Work): void => {
    for (const edge of work.madeFrom) {
      if (!isBeside(edge)) {
        visit(edge.work)
        continue
      }
      const beside = besideRef(edge, showing)
      if (listed.has(beside) || components.has(beside)) continue
      components.set(
        beside,
        workJson(edge.work, { ref: beside, kind: kindOf(edge.work, { edge, of: 'model' }), showing }),
      )
      visit(edge.work)
    }
  }
  for (const { work, ref } of showing.listed) dependencies.push(dependencyOf({ work, ref }, showing))
  for (const { work } of showing.listed) visit(work)
  return {
    components: [...components].toSorted(([left], [right]) => inOrder(left, right)).map(([, json]) => json),
    dependencies,
  }
}

function dependencyOf({ work, ref }: Pick<Shown, 'work' | 'ref'>, showing: Showing): JsonObject {
  const serving = work.madeFrom.filter((edge: Edge) => edge.place === 'beside')
  return { ref, dependsOn: unlessEmpty([...new Set(serving.map((edge) => besideRef(edge, showing)))]) }
}
