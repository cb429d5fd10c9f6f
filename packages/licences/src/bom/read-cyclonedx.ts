import { componentKinds, modalities, type Component, type Descended } from '../component.ts'
import { nameOf, type PropertyName } from './cyclonedx-properties.ts'
import { BomRefused, componentsMax, depthMax, layersMax } from './refused.ts'

/** A component as it was listed. */
export interface ReadComponent {
  readonly id: string
  readonly component: Component
}

/**
 * The components of a bill that {@link import('./cyclonedx.ts').cycloneDx} wrote, so that nothing is lost on the way there and back.
 * Hostile input: nothing of the document is believed but its words.
 *
 * @throws BomRefused
 */
export function readCycloneDx(document: unknown): readonly ReadComponent[] {
  const bill = objectOf(document)
  if (bill?.['bomFormat'] !== 'CycloneDX' || bill['specVersion'] !== '1.7') throw new BomRefused('bom_not_ours', 'bom')
  const components = listOf(bill['components'])
  if (components.length > componentsMax) throw new BomRefused('bom_too_many_components', 'bom')
  const byRef = new Map<string, Fields>()
  for (const component of components) index(component, byRef, 0)
  return components.flatMap((component) => {
    const ref = component['bom-ref']
    if (typeof ref !== 'string' || !ref.startsWith('component:')) return []
    return [{ id: ref.slice('component:'.length).replaceAll('||', '|'), component: componentOf(component, byRef) }]
  })
}

type Fields = Readonly<Record<string, unknown>>

/** Each component under its ref, wherever it stands. */
function index(component: Fields, byRef: Map<string, Fields>, depth: number): void {
  if (depth > depthMax) throw new BomRefused('bom_too_deep', 'bom')
  const ref = component['bom-ref']
  if (typeof ref === 'string' && !byRef.has(ref)) byRef.set(ref, component)
  const pedigree = objectOf(component['pedigree'])
  for (const inside of [pedigree?.['ancestors'], pedigree?.['variants'], component['components']])
    for (const one of listOf(inside)) index(one, byRef, depth + 1)
}

function componentOf(fields: Fields, byRef: ReadonlyMap<string, Fields>): Component {
  const said = saidOf(fields)
  const kind = componentKinds.find((known) => known === said.one('component:kind'))
  if (kind === undefined) throw new BomRefused('bom_not_ours', nameIn(fields))
  const textSha256 = said.all('licence:textSha256')
  const deliveredAs = said.one('component:deliveredAs')
  return {
    kind,
    name: nameIn(fields),
    ...layerOf(fields),
    ...(deliveredAs === undefined ? {} : { deliveredAs }),
    ...(textSha256.length === 0 ? {} : { textSha256 }),
    ...lineageOf(fields, { byRef, depth: 0, left: { layers: layersMax } }),
  }
}

function layerOf(fields: Fields): Pick<Component, 'version' | 'modality' | 'declaredLicence' | 'licence'> {
  const said = saidOf(fields)
  const { version } = fields
  const modality = modalities.find((known) => known === said.one('component:modality'))
  const declaredLicence = said.has('licence:declared') ? (said.one('licence:declared') ?? null) : undefined
  const licence = said.one('licence:own')
  return {
    ...(typeof version === 'string' ? { version } : {}),
    ...(modality === undefined ? {} : { modality }),
    ...(declaredLicence === undefined ? {} : { declaredLicence }),
    ...(licence === undefined ? {} : { licence }),
  }
}

interface Way {
  readonly byRef: ReadonlyMap<string, Fields>
  readonly depth: number
  /** What may still come, of the whole lineage of one component. */
  readonly left: { layers: number }
}

function lineageOf(fields: Fields, way: Way): { readonly lineage?: readonly Descended[] } {
  const prefix = nameOf('lineage:')
  const edges = propertiesOf(fields).filter(({ name }) => name.startsWith(prefix))
  if (edges.length === 0) return {}
  if (way.depth >= depthMax) throw new BomRefused('bom_too_deep', nameIn(fields))
  return {
    lineage: edges.map(({ name, value }): Descended => {
      const parent = way.byRef.get(value ?? '')
      if (parent === undefined) throw new BomRefused('bom_not_ours', value ?? name)
      if (way.left.layers-- <= 0) throw new BomRefused('bom_too_many_layers', nameIn(fields))
      const kind = componentKinds.find((known) => known === saidOf(parent).one('component:kind'))
      return {
        relation: name.slice(prefix.length),
        parent: nameIn(parent),
        ...(kind === undefined ? {} : { kind }),
        ...layerOf(parent),
        ...lineageOf(parent, { ...way, depth: way.depth + 1 }),
      }
    }),
  }
}

interface Property {
  readonly name: string
  readonly value: string | undefined
}

function propertiesOf(fields: Fields): readonly Property[] {
  return listOf(fields['properties']).flatMap(({ name, value }) =>
    typeof name === 'string' ? [{ name, value: typeof value === 'string' ? value : undefined }] : [],
  )
}

function saidOf(fields: Fields): {
  readonly has: (name: PropertyName) => boolean
  readonly one: (name: PropertyName) => string | undefined
  readonly all: (name: PropertyName) => readonly string[]
} {
  const properties = propertiesOf(fields)
  const named = (name: PropertyName) => properties.filter((property) => property.name === nameOf(name))
  return {
    has: (name) => named(name).length > 0,
    one: (name) => named(name)[0]?.value,
    all: (name) => named(name).flatMap(({ value }) => (value === undefined ? [] : [value])),
  }
}

function nameIn(fields: Fields): string {
  const { name } = fields
  if (typeof name !== 'string') throw new BomRefused('bom_not_ours', 'name')
  return name
}

function objectOf(value: unknown): Fields | undefined {
  // A record of unknowns: each field is looked at before it is used.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(objectOf).filter((one) => one !== undefined) : []
}
