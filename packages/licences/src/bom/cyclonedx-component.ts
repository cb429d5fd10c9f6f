import type { Catalogue } from '../catalogue-index.ts'
import type { ComponentKind } from '../component.ts'
import { foundJson, licencesJson } from './cyclonedx-licences.ts'
import { property, propertyOf } from './cyclonedx-properties.ts'
import { obligationsJson, reasonsJson, strictestOf, territoriesOf, unknownOf, usesOf } from './facts.ts'
import type { BomComponent, Conclusion, DigestOf } from './input.ts'
import { unlessEmpty, type JsonObject } from './json.ts'
import { concludedOf, declaredOf, differenceOf } from './licensing.ts'
import { keyOf, kindOf, within, type Edge, type Work } from './lineage.ts'

/** A component of the list, with the ref under which the bill knows it. */
export interface Shown {
  readonly known: BomComponent
  readonly work: Work
  readonly ref: string
}

export interface Showing {
  readonly catalogue: Catalogue
  readonly listed: readonly Shown[]
  /** Refs of the list by {@link keyOf}. */
  readonly byKey: ReadonlyMap<string, string>
  readonly digestOf: DigestOf
}

/** CycloneDX 1.7 `component.type`. */
const types: Readonly<Record<ComponentKind, string>> = {
  model: 'machine-learning-model',
  adapter: 'machine-learning-model',
  dataset: 'data',
  'prompt-template': 'data',
  engine: 'application',
  ui: 'application',
  store: 'application',
  library: 'library',
  container: 'container',
}

/** A component of the list. */
export function componentJson({ known, work, ref }: Shown, showing: Showing): JsonObject {
  const { artefact, release } = known
  const base = workJson(work, { ref, kind: kindOf(work), conclusion: known.conclusion, showing })
  return {
    ...base,
    supplier: release?.suppliedBy === undefined ? undefined : { name: release.suppliedBy },
    manufacturer: release?.originatedBy === undefined ? undefined : { name: release.originatedBy },
    hashes: artefact?.sha256 === undefined ? undefined : [hashOf(artefact.sha256)],
    externalReferences: unlessEmpty([
      ...referenceOf('distribution', release?.downloadLocation),
      ...referenceOf('website', release?.homePage),
    ]),
    components: unlessEmpty([...listOf(base['components']), ...filesJson(known, ref)]),
    evidence: foundJson(artefact?.texts ?? []),
    modelCard: modelCardJson(known, work, showing),
    properties: [...listOf(base['properties']), ...knownProperties(known, work, showing.catalogue)],
  }
}

/** A component or a layer of one: everything that a work has of itself. */
export function workJson(
  work: Work,
  as: {
    readonly ref: string
    readonly kind: ComponentKind
    readonly conclusion?: Conclusion | undefined
    readonly showing: Showing
  },
): JsonObject {
  const { ref, kind, showing } = as
  const declared = declaredOf(work.declared)
  const concluded = concludedOf(work, showing.catalogue, as.conclusion)
  return {
    type: types[kind],
    'bom-ref': ref,
    name: work.name,
    version: work.version,
    licenses: licencesJson(declared, concluded, ref, showing.catalogue),
    pedigree: pedigreeJson(work, as),
    components: unlessEmpty(within(work, 'part').map((edge) => edgeJson(edge, work, as))),
    data: kind === 'dataset' ? [{ type: 'dataset', name: work.name }] : undefined,
    properties: [
      ...propertyOf('component:kind', work.kind),
      ...propertyOf('component:modality', work.modality),
      ...propertyOf('component:deliveredAs', work.deliveredAs),
      ...(work.declared === undefined ? [] : [property('licence:declared', work.declared ?? undefined)]),
      ...propertyOf('licence:own', work.licence),
      ...work.textSha256.map((hash) => property('licence:textSha256', hash)),
      property('licence:concluded', concluded.state === 'known' ? concluded.expression : 'NOASSERTION'),
      ...propertyOf('licence:difference', differenceOf(declared, concluded, showing.catalogue)),
      ...territoriesOf(concluded, showing.catalogue).map((line) => property('licence:territory', line)),
      ...work.madeFrom.map((edge) => property(`lineage:${edge.relation}`, refOf(edge, work, as))),
    ],
  }
}

/** Where weights come from; what is related by outputs or by a word that nobody knows stands among the variants. */
function pedigreeJson(work: Work, as: Parameters<typeof workJson>[1]): JsonObject | undefined {
  const ancestors = within(work, 'ancestor')
  const variants = [...within(work, 'teacher'), ...within(work, 'unknown')]
  if (ancestors.length + variants.length === 0) return undefined
  return {
    ancestors: unlessEmpty(ancestors.map((edge) => edgeJson(edge, work, as))),
    variants: unlessEmpty(variants.map((edge) => edgeJson(edge, work, as))),
    notes: [...ancestors, ...variants].map(({ relation, work: { name } }) => `${relation}: ${name}`).join('; '),
  }
}

function edgeJson(edge: Edge, child: Work, as: Parameters<typeof workJson>[1]): JsonObject {
  return workJson(edge.work, {
    ref: refOf(edge, child, as),
    kind: kindOf(edge.work, { edge, of: as.kind }),
    showing: as.showing,
  })
}

/** Refs of what lies within go on after one `|`, so one in an id is written twice and no two refs can be the same. */
export function componentRef(id: string): string {
  return `component:${id.replaceAll('|', '||')}`
}

/** What lies inside of the component that was made from it has a ref of its own; what stands beside is there once for all. */
function refOf(edge: Edge, child: Work, as: { readonly ref: string; readonly showing: Showing }): string {
  return isBeside(edge) ? besideRef(edge, as.showing) : `${as.ref}|${child.madeFrom.indexOf(edge)}`
}

export function isBeside({ place }: Edge): boolean {
  return place === 'beside' || place === 'data' || place === 'test-data'
}

/** A component of the list where one is the same work, else a ref by what is known of the layer. */
export function besideRef(edge: Edge, { byKey, digestOf }: Showing): string {
  const key = keyOf(edge.work)
  return byKey.get(key) ?? `layer:${edge.work.name}:${digestOf(`${edge.place} ${key}`).slice(0, 12)}`
}

function filesJson({ artefact }: BomComponent, ref: string): readonly JsonObject[] {
  return (artefact?.files ?? [])
    .toSorted((left, right) => (left.path < right.path ? -1 : 1))
    .map(({ path, sha256 }) => ({
      type: 'file',
      'bom-ref': `${ref}|file:${path}`,
      name: path,
      hashes: [hashOf(sha256)],
    }))
}

function modelCardJson(known: BomComponent, work: Work, showing: Showing): JsonObject | undefined {
  if (known.component.kind !== 'model' && known.component.kind !== 'adapter') return undefined
  const datasets = within(work, 'data').map((edge) => ({ ref: besideRef(edge, showing) }))
  const applied = usesOf(known).filter(({ evaluation }) => evaluation.verdict !== 'forbidden')
  const considerations: JsonObject = {
    useCases: unlessEmpty(applied.map(({ useCase }) => useCase)),
    technicalLimitations: unlessEmpty(known.release?.limitations ?? []),
  }
  return {
    modelParameters: datasets.length === 0 ? undefined : { datasets },
    considerations: Object.values(considerations).every((value) => value === undefined) ? undefined : considerations,
  }
}

function knownProperties(known: BomComponent, work: Work, catalogue: Catalogue): readonly JsonObject[] {
  const uses = usesOf(known)
  return [
    ...propertyOf('licence:declaredIn', known.claim?.foundIn),
    ...propertyOf('licence:verdict', strictestOf(uses)),
    property('licence:catalogueVersion', catalogue.asOf),
    ...uses.flatMap(({ useCase, evaluation }) => [
      property('licence:useCase', useCase),
      property(`licence:verdict:${useCase}`, evaluation.verdict),
      property(`licence:reasons:${useCase}`, JSON.stringify(reasonsJson(evaluation))),
      property(`licence:obligations:${useCase}`, JSON.stringify(obligationsJson(evaluation))),
      ...evaluation.missing.map(({ name }) => property(`licence:missing:${useCase}`, name)),
    ]),
    ...unknownOf(known, work).map((name) => property('unknown', name)),
  ]
}

function referenceOf(type: string, url: string | undefined): readonly JsonObject[] {
  return url === undefined ? [] : [{ type, url }]
}

function hashOf(content: string): JsonObject {
  return { alg: 'SHA-256', content }
}

function listOf(value: JsonObject[string]): readonly JsonObject[] {
  // Only lists of objects are made under these keys, some lines above.
  return Array.isArray(value) ? (value as readonly JsonObject[]) : []
}
