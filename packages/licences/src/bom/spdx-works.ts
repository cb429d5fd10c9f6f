import type { Catalogue } from '../catalogue-index.ts'
import type { ComponentKind } from '../component.ts'
import { evaluationJson, territoriesOf, unknownOf, usesOf } from './facts.ts'
import type { BomComponent } from './input.ts'
import { unlessEmpty, type JsonObject } from './json.ts'
import { concludedOf, declaredOf, differenceOf, type Concluded } from './licensing.ts'
import { keyOf, kindOf, type Edge, type Work } from './lineage.ts'
import type { Elements } from './spdx-elements.ts'
import { SpdxLicences } from './spdx-licences.ts'

interface Listed {
  readonly known: BomComponent
  readonly work: Work
}

const types: Readonly<Record<ComponentKind, { readonly type: string; readonly purpose: string }>> = {
  model: { type: 'ai_AIPackage', purpose: 'model' },
  adapter: { type: 'ai_AIPackage', purpose: 'model' },
  dataset: { type: 'dataset_DatasetPackage', purpose: 'data' },
  engine: { type: 'software_Package', purpose: 'application' },
  ui: { type: 'software_Package', purpose: 'application' },
  store: { type: 'software_Package', purpose: 'application' },
  library: { type: 'software_Package', purpose: 'library' },
  container: { type: 'software_Package', purpose: 'container' },
  'prompt-template': { type: 'software_Package', purpose: 'configuration' },
}

const relationships: Readonly<Record<Edge['place'], string>> = {
  ancestor: 'descendantOf',
  data: 'trainedOn',
  'test-data': 'testedOn',
  part: 'contains',
  beside: 'dependsOn',
  // SPDX has no word for these two; the comment has ours.
  teacher: 'other',
  unknown: 'other',
}

/** Packages with their licences and what they were made from. */
export class SpdxWorks {
  readonly #elements: Elements
  readonly #catalogue: Catalogue
  readonly #licences: SpdxLicences
  readonly #listed: ReadonlyMap<string, Listed>

  constructor(elements: Elements, catalogue: Catalogue, listed: readonly Listed[]) {
    this.#elements = elements
    this.#catalogue = catalogue
    this.#licences = new SpdxLicences(elements, catalogue)
    this.#listed = new Map(listed.toReversed().map((one) => [keyOf(one.work), one]))
  }

  /** @returns the id of its package */
  addListed({ known, work }: Listed): string {
    const kind = kindOf(work)
    const { type } = types[kind]
    if (this.#elements.has(type, known.id)) return this.#elements.idOf(type, known.id)
    const concluded = concludedOf(work, this.#catalogue, known.conclusion)
    const id = this.#elements.add(type, known.id, {
      ...this.#fieldsOf(work, kind),
      ...this.#releaseOf(known, kind),
      verifiedUsing: known.artefact?.sha256 === undefined ? undefined : [hashOf(known.artefact.sha256)],
      ...(kind === 'model' || kind === 'adapter'
        ? { ai_limitation: limitationOf(known, concluded, this.#catalogue) }
        : {}),
    })
    this.#license(id, work, known)
    this.#addFiles(id, known)
    this.#annotate(id, work, known)
    this.#descend(id, work, kind)
    return id
  }

  /** A layer: the component of the list where it is one, else a package of which little is known. */
  #addLayer(edge: Edge, of: ComponentKind): string {
    const listed = this.#listed.get(keyOf(edge.work))
    if (listed !== undefined) return this.addListed(listed)
    const kind = kindOf(edge.work, { edge, of })
    const { type } = types[kind]
    const key = `${edge.work.name} ${keyOf(edge.work)}`
    if (this.#elements.has(type, key)) return this.#elements.idOf(type, key)
    const id = this.#elements.add(type, key, this.#fieldsOf(edge.work, kind))
    this.#license(id, edge.work)
    this.#descend(id, edge.work, kind)
    return id
  }

  #descend(from: string, work: Work, kind: ComponentKind): void {
    for (const edge of work.madeFrom) {
      const to = this.#addLayer(edge, kind)
      this.#elements.relate(from, relationships[edge.place], to, { comment: edge.relation })
    }
  }

  #fieldsOf(work: Work, kind: ComponentKind): JsonObject {
    return {
      name: work.name,
      software_packageVersion: work.version,
      software_primaryPurpose: types[kind].purpose,
      // Asked for and not known: the standard has a word for it here, and only here.
      ...(kind === 'dataset'
        ? { dataset_datasetType: ['noAssertion'], dataset_hasSensitivePersonalInformation: 'noAssertion' }
        : {}),
      ...(kind === 'model' || kind === 'adapter'
        ? { ai_useSensitivePersonalInformation: 'noAssertion', ai_autonomyType: 'noAssertion' }
        : {}),
    }
  }

  /** Only what was stated. */
  #releaseOf({ release }: BomComponent, kind: ComponentKind): JsonObject {
    const dataset_datasetType = unlessEmpty(release?.datasetTypes ?? [])
    return {
      suppliedBy: this.#agent(release?.suppliedBy),
      originatedBy: release?.originatedBy === undefined ? undefined : [this.#agent(release.originatedBy) ?? ''],
      releaseTime: release?.releasedAt,
      builtTime: release?.builtAt,
      software_downloadLocation: release?.downloadLocation,
      software_homePage: release?.homePage,
      ...(kind === 'dataset' && dataset_datasetType !== undefined ? { dataset_datasetType } : {}),
    }
  }

  /** Whether it is a person or an organisation is not known. */
  #agent(name: string | undefined): string | undefined {
    return name === undefined ? undefined : this.#elements.add('Agent', name, { name })
  }

  #license(id: string, work: Work, known?: BomComponent): void {
    const declared = declaredOf(work.declared)
    const concluded = concludedOf(work, this.#catalogue, known?.conclusion)
    this.#licences.declare(id, declared, known)
    const difference = differenceOf(declared, concluded, this.#catalogue)
    this.#licences.conclude(id, work, concluded, { difference, conclusion: known?.conclusion })
  }

  #addFiles(id: string, { id: key, artefact }: BomComponent): void {
    for (const { path, sha256 } of artefact?.files ?? []) {
      const file = this.#elements.add('software_File', `${key} ${path}`, {
        name: path,
        verifiedUsing: [hashOf(sha256)],
      })
      this.#elements.relate(id, 'contains', file)
    }
    for (const { path, sha256, wordSha256, licence } of artefact?.texts ?? []) {
      const file = this.#elements.add('software_File', `${key} text ${path}`, {
        name: path,
        verifiedUsing: sha256 === undefined ? undefined : [hashOf(sha256)],
        comment: `Words: SHA-256 ${wordSha256 ?? 'unknown'}; known as ${licence ?? 'no text of the catalogue'}.`,
      })
      this.#elements.relate(id, 'hasEvidence', file)
    }
  }

  /** What has no field in SPDX, as JSON. */
  #annotate(subject: string, work: Work, known: BomComponent): void {
    const concluded = concludedOf(work, this.#catalogue, known.conclusion)
    const statement: JsonObject = {
      catalogueVersion: this.#catalogue.asOf,
      kind: known.component.kind,
      modality: work.modality,
      declared: work.declared,
      declaredIn: known.claim?.foundIn,
      concluded: concluded.state === 'known' ? concluded.expression : 'NOASSERTION',
      ownLicence: work.licence,
      textSha256: unlessEmpty(work.textSha256),
      territory: unlessEmpty(territoriesOf(concluded, this.#catalogue)),
      known: known.artefact?.known,
      uses: usesOf(known).map(evaluationJson),
      unknown: unknownOf(known, work),
    }
    this.#elements.add('Annotation', known.id, {
      annotationType: 'other',
      subject,
      contentType: 'application/json',
      statement: JSON.stringify(statement),
    })
  }
}

/** SPDX has no field for what a licence bars, so it is said in words. */
function limitationOf(known: BomComponent, concluded: Concluded, catalogue: Catalogue): string | undefined {
  const lines = [
    ...(known.release?.limitations ?? []),
    ...territoriesOf(concluded, catalogue),
    ...usesOf(known).map(({ useCase, evaluation }) => `Use case ${useCase}: ${evaluation.verdict}.`),
  ]
  return lines.length === 0 ? undefined : lines.join('\n')
}

function hashOf(hashValue: string): JsonObject {
  return { type: 'Hash', algorithm: 'sha256', hashValue }
}
