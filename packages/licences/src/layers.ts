import type { Text } from '@stellwerk/contract/language'

import type { Component, ComponentKind, Descended, Modality, Relation } from './component.ts'
import { relations } from './component.ts'
import type { LicenceId } from './terms.ts'

/** What a layer without a licence stands under. */
export const noLicence = 'NO-LICENCE'

/** Generations of models are few; deeper is an attack or a loop. */
const depthMax = 32
/** A merge of merges has dozens of parents; more cannot be read by anybody. */
const layersMax = 256

/** How far the terms of a layer reach into the component. */
export type Reach =
  | 'own' // The component itself.
  | 'base' // What it was made from: all of its terms bind.
  | 'beside' // Runs or ships with it: all of its terms bind, those about outputs aside.
  | 'teacher' // Trained on its outputs: by the rule of its licence about outputs.
  | 'data' // Trained on it.

/** One licence of one layer. */
export interface BoundLayer {
  readonly name: string
  readonly licence: LicenceId
  readonly reach: Reach
  readonly kind: ComponentKind
  readonly version: string | undefined
  readonly modality: Modality | undefined
  /** What a card or tag says; only of the component itself. */
  readonly declared: string | undefined
  /** Layers with the same words here are judged alike, whatever they are called. */
  readonly likeness: string
  /** A word for the descent that nobody knows. */
  readonly unknownRelation: string | undefined
}

/** A store inside a service of another kind is not what that service offers. A store that is put before others by itself may be. */
export function isInsideService({ kind, reach }: BoundLayer): boolean {
  return kind === 'store' && reach === 'beside'
}

/** The lineage cannot be evaluated as it is given. */
export class LineageRefused extends Error {
  override readonly name = 'LineageRefused'
  readonly code: 'lineage_cycle' | 'lineage_too_deep' | 'lineage_too_many_layers'
  readonly text: Text

  constructor(code: LineageRefused['code'], component: string) {
    const text = sentences[code](component)
    super(text.en)
    this.code = code
    this.text = text
  }
}

const sentences: Readonly<Record<LineageRefused['code'], (component: string) => Text>> = {
  lineage_cycle: (name) => ({
    de: `die Abstammung von ${name} führt zu sich selbst zurück: nehmen Sie die Schleife heraus`,
    en: `the lineage of ${name} leads back to itself: take the loop out`,
  }),
  lineage_too_deep: (name) => ({
    de: `die Abstammung von ${name} hat mehr als ${depthMax} Generationen: geben Sie die bekannten an`,
    en: `the lineage of ${name} has more than ${depthMax} generations: give the ones that are known`,
  }),
  lineage_too_many_layers: (name) => ({
    de: `die Abstammung von ${name} hat mehr als ${layersMax} Schichten: beurteilen Sie ihre Teile`,
    en: `the lineage of ${name} has more than ${layersMax} layers: evaluate its parts`,
  }),
}

const reaches: Readonly<Record<Relation, Reach>> = {
  finetune: 'base',
  'continued-pretraining': 'base',
  adapter: 'base',
  quantized: 'base',
  'format-conversion': 'base',
  pruned: 'base',
  merge: 'base',
  'embeds-component': 'beside',
  'served-by': 'beside',
  'shown-in': 'beside',
  'distilled-on-outputs': 'teacher',
  'trained-on': 'data',
}

/** The relations in the words of the design. */
const sameRelation: Readonly<Record<string, Relation>> = {
  fineTunedFrom: 'finetune',
  quantisedFrom: 'quantized',
  mergedFrom: 'merge',
  distilledFrom: 'distilled-on-outputs',
  adapterOf: 'adapter',
}

/** Engines and the like run beside the model, whatever the relation is called. */
const besideKinds: ReadonlySet<ComponentKind> = new Set(['engine', 'ui', 'container', 'library', 'store'])

/**
 * Every licence that binds a component: its own and those of all it was made from.
 *
 * @throws LineageRefused
 */
export function layersOf(component: Component): readonly BoundLayer[] {
  const layers: BoundLayer[] = []
  add(layers, component.licence, {
    name: component.name,
    reach: 'own',
    kind: component.kind,
    version: component.version,
    modality: component.modality,
    declared: component.declaredLicence ?? undefined,
    unknownRelation: undefined,
  })
  descend(component.lineage ?? [], { component, path: [component.name], reach: 'base', layers })
  return layers
}

interface Way {
  readonly component: Component
  readonly path: readonly string[]
  /** How the layer above reaches into the component. */
  readonly reach: Reach
  readonly layers: BoundLayer[]
}

function descend(lineage: readonly Descended[], way: Way): void {
  const { component, path, layers } = way
  if (lineage.length > 0 && path.length > depthMax) throw new LineageRefused('lineage_too_deep', component.name)
  for (const parent of lineage) {
    if (path.includes(parent.parent)) throw new LineageRefused('lineage_cycle', component.name)
    const relation = relationOf(parent.relation)
    const reach = further(way.reach, relation === undefined ? 'base' : reachOf(relation, parent.kind))
    add(layers, parent.licence, {
      name: parent.parent,
      reach,
      kind:
        parent.kind ??
        (reach === 'data'
          ? 'dataset'
          : relation === 'served-by'
            ? 'engine'
            : relation === 'shown-in'
              ? 'ui'
              : component.kind),
      version: parent.version,
      // A base whose own kind of input nobody has stated has that of what was made from it.
      modality: parent.modality ?? component.modality,
      declared: undefined,
      unknownRelation: relation === undefined ? parent.relation : undefined,
    })
    if (layers.length > layersMax) throw new LineageRefused('lineage_too_many_layers', component.name)
    descend(parent.lineage ?? [], { component, path: [...path, parent.parent], reach, layers })
  }
}

/** A layer may stand under several licences at once (`A AND B`); each of them binds. */
function add(
  layers: BoundLayer[],
  licences: LicenceId | undefined,
  layer: Omit<BoundLayer, 'licence' | 'likeness'>,
): void {
  const { name, reach, kind, version, modality } = layer
  // NVIDIA ties one duty to the models that are called Cosmos.
  const likeness = [reach, kind, version ?? '', modality ?? '', isCosmos({ name })].join('\0')
  for (const one of (licences ?? noLicence).split(' AND ')) {
    const licence = one.trim() === '' ? noLicence : one.trim()
    layers.push({ ...layer, licence, likeness: `${licence}\0${likeness}` })
  }
}

export function isCosmos({ name }: Pick<BoundLayer, 'name'>): boolean {
  return /cosmos/i.test(name)
}

function relationOf(word: string): Relation | undefined {
  return (
    relations.find((known) => known === word) ?? (Object.hasOwn(sameRelation, word) ? sameRelation[word] : undefined)
  )
}

function reachOf(relation: Relation, kind: ComponentKind | undefined): Reach {
  return kind !== undefined && besideKinds.has(kind) ? 'beside' : reaches[relation]
}

/** What the teacher was made from taught as well; the data of a base is data of the component. */
function further(above: Reach, own: Reach): Reach {
  if (above === 'base' || above === 'own') return own
  if (above === 'teacher') return own === 'base' ? 'teacher' : own === 'data' ? 'data' : own
  return above === 'data' ? 'data' : own
}
