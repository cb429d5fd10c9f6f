import type { Component, ComponentKind, Descended, Layer, Modality } from '../component.ts'
import type { LicenceId } from '../terms.ts'
import { BomRefused, depthMax, layersMax } from './refused.ts'

/** Where a layer stands towards what was made from it. */
export type Place =
  | 'ancestor' // Its weights became these.
  | 'teacher' // Its outputs taught these weights.
  | 'data' // Trained on it.
  | 'test-data' // Tested on it.
  | 'part' // It is inside.
  | 'beside' // It runs or shows it.
  | 'unknown' // A word for the relation that we do not know.

/** A component or one of its layers, in one shape. */
export interface Work {
  readonly name: string
  readonly kind: ComponentKind | undefined
  readonly version: string | undefined
  readonly modality: Modality | undefined
  readonly deliveredAs: string | undefined
  /** `null`: nothing is claimed. Undefined: nobody has said what is claimed. */
  readonly declared: string | null | undefined
  readonly licence: LicenceId | undefined
  readonly textSha256: readonly string[]
  readonly madeFrom: readonly Edge[]
}

export interface Edge {
  readonly relation: string
  readonly place: Place
  readonly work: Work
}

const places: ReadonlyMap<string, Place> = new Map<string, Place>([
  ['finetune', 'ancestor'],
  ['continued-pretraining', 'ancestor'],
  ['adapter', 'ancestor'],
  ['quantized', 'ancestor'],
  ['format-conversion', 'ancestor'],
  ['pruned', 'ancestor'],
  ['merge', 'ancestor'],
  ['distilled-on-outputs', 'teacher'],
  ['trained-on', 'data'],
  ['tested-on', 'test-data'],
  ['embeds-component', 'part'],
  ['served-by', 'beside'],
  ['shown-in', 'beside'],
  // The words of docs/architecture.md for the same.
  ['fineTunedFrom', 'ancestor'],
  ['quantisedFrom', 'ancestor'],
  ['mergedFrom', 'ancestor'],
  ['adapterOf', 'ancestor'],
  ['distilledFrom', 'teacher'],
])

/**
 * The component with everything that it was made from.
 *
 * @throws BomRefused where the lineage has no end
 */
export function workOf(component: Component): Work {
  let layers = 0
  return make(component, { ...component, name: component.name }, 0)

  function make(root: Component, layer: Layer & Partial<Component>, depth: number): Work {
    if (depth > depthMax) throw new BomRefused('bom_too_deep', root.name)
    if (layers++ > layersMax) throw new BomRefused('bom_too_many_layers', root.name)
    return {
      name: layer.name,
      kind: layer.kind,
      version: layer.version,
      modality: layer.modality,
      deliveredAs: layer.deliveredAs,
      declared: layer.declaredLicence,
      licence: layer.licence,
      textSha256: layer.textSha256 ?? [],
      madeFrom: (layer.lineage ?? []).map((parent: Descended): Edge => {
        const { relation, parent: name, ...rest } = parent
        return { relation, place: places.get(relation) ?? 'unknown', work: make(root, { ...rest, name }, depth + 1) }
      }),
    }
  }
}

/** What kind of thing it is, by what it is to the other where nobody has said so. */
export function kindOf(work: Work, as?: { readonly edge: Edge; readonly of: ComponentKind }): ComponentKind {
  if (work.kind !== undefined) return work.kind
  if (as === undefined) return 'model'
  const { place, relation } = as.edge
  if (place === 'data' || place === 'test-data') return 'dataset'
  if (place === 'beside') return relation === 'shown-in' ? 'ui' : 'engine'
  // Something inside of a model is a model (a vision encoder, a draft model); the base of an adapter is one as well.
  return as.of === 'adapter' ? 'model' : as.of
}

/** The same for works of which a lineage says the same. What only a list can say of them does not count. */
export function keyOf(work: Work): string {
  return JSON.stringify(work, (name, value: unknown) =>
    name === 'deliveredAs' || name === 'textSha256' ? undefined : value,
  )
}

export function within(work: Work, place: Place): readonly Edge[] {
  return work.madeFrom.filter((edge) => edge.place === place)
}
