import type { JsonObject } from './json.ts'

/** Everything that CycloneDX has no field for stands under this name. */
const namespace = 'stellwerk'

export type PropertyName =
  | 'component:kind'
  | 'component:modality'
  | 'component:deliveredAs'
  | 'licence:own'
  | 'licence:declared'
  | 'licence:declaredIn'
  | 'licence:concluded'
  | 'licence:difference'
  | 'licence:unknownLayer'
  | 'licence:textSha256'
  | 'licence:textPath'
  | 'licence:textSource'
  | 'licence:territory'
  | 'licence:useCase'
  | 'licence:verdict'
  | 'licence:catalogueVersion'
  | 'unknown'
  | `lineage:${string}`
  | `licence:verdict:${string}`
  | `licence:reasons:${string}`
  | `licence:obligations:${string}`
  | `licence:missing:${string}`

/** Without a value where the fact is that there is none. */
export function property(name: PropertyName, value?: string): JsonObject {
  return { name: `${namespace}:${name}`, value }
}

/** A property where there is something to say, else none. */
export function propertyOf(name: PropertyName, value: string | undefined): readonly JsonObject[] {
  return value === undefined ? [] : [property(name, value)]
}

export function nameOf(name: PropertyName): string {
  return `${namespace}:${name}`
}
