import type { ComponentKind, Modality, Relation } from '../component.ts'
import type { LicenceId } from '../terms.ts'
import type { ArtefactFolder } from './folder.ts'
import { licencesConcluded, type ScannedArtefact, type ScannedBase } from './lineage.ts'

/** A component as `stellwerk.yaml` takes it. */
export interface SuggestedComponent {
  readonly id: string
  readonly kind: ComponentKind
  readonly name: string
  readonly modality?: Modality
  readonly declaredLicence?: string
  readonly licence?: LicenceId
  readonly folder?: string
  readonly madeFrom?: readonly SuggestedOrigin[]
}

export interface SuggestedOrigin {
  readonly relation: Relation
  /** Of a component in the same list or in the configuration; else `name`. */
  readonly component?: string
  readonly name?: string
  readonly kind?: ComponentKind
  readonly licence?: LicenceId
}

/** Characters of an id and of a name in the configuration. */
const idCharactersMax = 63
const lineCharactersMax = 200

/**
 * The components that an artefact and its bases make, each once, the artefact first. What was not concluded is left out, so that it
 * stays a missing fact.
 */
export function suggestedComponents(artefact: ScannedArtefact): readonly SuggestedComponent[] {
  const ids = new Map<string, string>()
  const components: SuggestedComponent[] = []
  const suggest = (each: ScannedArtefact): string => {
    const known = ids.get(each.folder.path)
    if (known !== undefined) return known
    const id = freeId(each.folder.name, [...ids.values()])
    ids.set(each.folder.path, id)
    const at = components.push({ id, kind: 'model', name: '' }) - 1
    components[at] = componentOf(each, id, suggest)
    return id
  }
  suggest(artefact)
  return components
}

function componentOf(
  artefact: ScannedArtefact,
  id: string,
  suggest: (each: ScannedArtefact) => string,
): SuggestedComponent {
  const { folder, conclusion, bases } = artefact
  const [modality, declared] = [modalityOf(folder), declaredLine(artefact)]
  const beside = conclusion.licence === undefined ? [] : conclusion.beside
  const madeFrom = [
    ...beside.map((licence): SuggestedOrigin => ({
      relation: 'embeds-component',
      name: `${cut(folder.name, 180)} policy`,
      licence,
    })),
    ...bases.map((base) => originOf(base, suggest)),
  ]
  return {
    id,
    kind: kindOf(folder),
    name: cut(folder.name, lineCharactersMax),
    ...(modality === undefined ? {} : { modality }),
    ...(declared === undefined ? {} : { declaredLicence: declared }),
    ...(conclusion.licence === undefined ? {} : { licence: conclusion.licence }),
    folder: folder.path,
    ...(madeFrom.length === 0 ? {} : { madeFrom }),
  }
}

function originOf({ name, relation, found }: ScannedBase, suggest: (each: ScannedArtefact) => string): SuggestedOrigin {
  switch (found.state) {
    case 'on_disk':
      return { relation, component: suggest(found.artefact) }
    case 'declared':
      return { relation, component: found.component }
    case 'not_followed':
      return {
        relation,
        name: cut(name, lineCharactersMax),
        ...(relation === 'trained-on' ? { kind: 'dataset' as const } : {}),
      }
  }
}

function declaredLine({ declared }: ScannedArtefact): string | undefined {
  const claims = [...new Set(declared.map(({ licence }) => licence))]
  return claims.length === 0 ? undefined : cut(claims.join(' and '), lineCharactersMax)
}

/** An adapter where card or names say so. */
export function kindOf(folder: ArtefactFolder): ComponentKind {
  const isAdapter =
    folder.sources.some(({ claims }) => claims.relation === 'adapter') ||
    folder.weights.some(({ path }) => /(?:^|\/)adapter_model\./.test(path))
  return isAdapter ? 'adapter' : 'model'
}

const modalities: readonly [task: RegExp, modality: Modality][] = [
  [/^(?:image-text-to-text|visual-question-answering|any-to-any|video-text-to-text|audio-text-to-text)$/, 'multimodal'],
  [/^(?:text-generation|text2text-generation|summarization|translation|text-classification)$/, 'text'],
  [/^(?:feature-extraction|sentence-similarity|text-ranking)$/, 'embedding'],
  [/^(?:text-to-image|image-to-image)$/, 'image'],
  [/^(?:text-to-speech|automatic-speech-recognition|text-to-audio)$/, 'audio'],
  [/^(?:text-to-video|image-to-video)$/, 'video'],
]

/** Only where a card names a task that leaves no doubt. A claim like all others. */
export function modalityOf(folder: ArtefactFolder): Modality | undefined {
  const tasks = folder.sources.flatMap(({ claims }) => (claims.task === undefined ? [] : [claims.task]))
  return modalities.find(([pattern]) => tasks.some((task) => pattern.test(task)))?.[1]
}

/** An id of the configuration, made from a name; with a number where it is taken. */
function freeId(name: string, taken: readonly string[]): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  const id = plain === '' ? 'component' : plain.slice(0, idCharactersMax - 4)
  if (!taken.includes(id)) return id
  const number = taken.findIndex((_, at) => !taken.includes(`${id}-${at + 2}`))
  return `${id}-${number + 2}`
}

function cut(text: string, characters: number): string {
  return text.length > characters ? `${text.slice(0, characters - 1)}…` : text
}

/**
 * SPDX expression over everything that was concluded; undefined where something was not.
 *
 * @example concludedExpression(artefact) // 'LicenseRef-llama-3.1-community AND MIT'
 */
export function concludedExpression(artefact: ScannedArtefact): string | undefined {
  const licences = licencesConcluded(artefact)
  return licences === undefined ? undefined : [...new Set(licences)].sort().join(' AND ')
}
