// Makes objects of the register from what is known about models, and says of each value how it was come by.
import { ConfigInvalid } from '@stellwerk/contract/config-problem'
import type { Text } from '@stellwerk/contract/language'
import type { ArtefactFact, ModelFact } from '@stellwerk/contract/model-facts'
import { parseBody } from '@stellwerk/contract/register/body'

import { InventoryRefused, type LeftOut, type MadeKind, type MadeObject, type Making } from '../inventory-office.ts'
import { modelNameOf, ObjectIds } from './object-ids.ts'

/** How facts about files were come by: measured on them, or told by whoever has them. */
export interface Origin {
  readonly provenance: 'measured' | 'declared'
  readonly statedBy: string
  readonly source?: string
  /** ISO date. */
  readonly on: string
}

export interface ObjectsWish extends Making {
  readonly origin: Origin
  /** Who concludes from texts: this program. */
  readonly by: string
}

/** Characters of a name. */
const nameMax = 200

const says = {
  pathTooLong: {
    de: 'ein Dateiname ist länger, als das Register aufnimmt (200 Zeichen)',
    en: 'a file name is longer than the register takes (200 characters)',
  },
  noArtefact: {
    de: 'keine Gewichte, die zugelassen werden können; nur die Komponente ist entstanden',
    en: 'no weights that can be admitted; only the component was made',
  },
  noName: { de: 'der Name geht nicht als Modellname', en: 'the name cannot be the name of a model' },
  other: { de: 'dieses Format kennt das Register nicht', en: 'the register does not know this format' },
} as const satisfies Record<string, Text>

/** What came of it: objects, and what could not become one. */
export class ObjectMaker {
  readonly objects: MadeObject[] = []
  readonly left: LeftOut[] = []
  readonly ids = new ObjectIds()

  /** A checked object, or a line about why there is none. */
  add(kind: MadeKind, id: string, body: unknown): MadeObject | undefined {
    try {
      const made: MadeObject = { kind, id, body: parseBody(kind, body) }
      this.objects.push(made)
      return made
    } catch (error) {
      if (!(error instanceof ConfigInvalid)) throw error
      const [first] = error.problems
      this.leave(`${kind} ${id}: ${first?.path ?? ''}`, first?.problem ?? says.other)
      return undefined
    }
  }

  leave(what: string, why: Text): void {
    this.left.push({ what, why })
  }
}

/** Components, artefacts and, where an upstream is named, deployments. */
export function addModels(maker: ObjectMaker, models: readonly ModelFact[], wish: ObjectsWish): void {
  mustBeOne(models, wish)
  const components = new Map(models.map((model) => [model, maker.ids.take('component', model.name)]))
  const artefactIds = new Map<ArtefactFact, string>()
  for (const model of models)
    for (const artefact of model.artefacts)
      artefactIds.set(artefact, maker.ids.take('artefact', artefactName(model, artefact)))
  for (const model of models) addModel(maker, model, { wish, models, components, artefactIds })
}

/** One name for several artefacts would hide from clients which of them answers. */
function mustBeOne(models: readonly ModelFact[], { publicName, servedAs }: ObjectsWish): void {
  const names = models.flatMap((model) => model.artefacts.map((artefact) => artefactName(model, artefact)))
  if (names.length < 2 || (publicName ?? servedAs) === undefined) return
  const list = names.slice(0, 20).join(', ')
  throw new InventoryRefused('source_unusable', {
    de: `--model und --served-as nennen ein Artefakt, hier liegen ${names.length}: ${list}. Bitte die Datei selbst angeben.`,
    en: `--model and --served-as name one artefact, here are ${names.length}: ${list}. Please give the file itself.`,
  })
}

interface Known {
  readonly wish: ObjectsWish
  readonly models: readonly ModelFact[]
  readonly components: ReadonlyMap<ModelFact, string>
  readonly artefactIds: ReadonlyMap<ArtefactFact, string>
}

function addModel(maker: ObjectMaker, model: ModelFact, known: Known): void {
  const { wish } = known
  const component = known.components.get(model) ?? ''
  maker.add('component', component, componentBody(model, known))
  for (const { path, text } of model.refused) maker.leave(`${model.name}/${path}`, text)
  for (const { path, why } of model.unread) maker.leave(`${model.name}/${path}`, why)
  if (model.artefacts.length === 0) maker.leave(model.name, says.noArtefact)
  for (const artefact of model.artefacts) {
    const id = known.artefactIds.get(artefact) ?? ''
    if (artefact.paths.some((path) => path.length > nameMax)) {
      maker.leave(artefactName(model, artefact), says.pathTooLong)
      continue
    }
    if (maker.add('artefact', id, artefactBody(model, artefact, component, known)) === undefined) continue
    if (wish.upstream !== undefined) addDeployment(maker, { model, artefact, component, id, wish })
  }
}

/** @example artefactName(model, artefact) // 'meadow/Tales' for the only one of it */
function artefactName(model: ModelFact, { name }: ArtefactFact): string {
  if (model.artefacts.length === 1) return model.name
  return `${model.name} ${name}`
}

function componentBody(model: ModelFact, { wish, models, components }: Known): object {
  const { concluded, declared } = model
  const licences = [...new Set(declared.map(({ licence }) => licence))].join(' and ')
  const beside = concluded.beside.map((licence) => ({
    relation: 'embeds-component',
    name: `${cut(model.name, 180)} policy`,
    licence,
  }))
  const bases = model.bases.map(({ name, relation, model: found }) => {
    const base = models.find((one) => one.name === found)
    const component = base === undefined ? undefined : components.get(base)
    if (component !== undefined) return { relation, component }
    return { relation, name, ...(relation === 'trained-on' ? { kind: 'dataset' } : {}) }
  })
  return {
    title: cut(model.name),
    kind: model.kind,
    name: cut(model.name),
    ...(model.revision === undefined ? {} : { version: model.revision }),
    ...(model.modality === undefined ? {} : { modality: model.modality }),
    ...(licences === '' ? {} : { declaredLicence: cut(licences) }),
    ...(concluded.licence === undefined ? {} : { licence: concluded.licence }),
    madeFrom: [...beside, ...bases],
    citations: componentCitations(model, wish),
  }
}

/** What card and headers claim is declared by whoever wrote them; a licence is concluded from its text by the program. */
function componentCitations(model: ModelFact, { by, origin, statedBy: office }: ObjectsWish): readonly object[] {
  const claimed = [
    ...(model.declared.length === 0 ? [] : ['declaredLicence']),
    ...(model.bases.length === 0 ? [] : ['madeFrom']),
    ...(model.modality === undefined ? [] : ['modality']),
  ]
  const files = [
    ...new Set([...model.declared.map(({ path }) => path), ...model.bases.flatMap(({ claimedIn }) => claimedIn)]),
  ]
  const texts = model.licenceTexts.filter(({ licence }) => licence !== null).map(({ path }) => path)
  const { on } = origin
  // Folders and caches are named by whoever laid them out, whatever was measured in them.
  const statedBy = origin.provenance === 'measured' ? office : origin.statedBy
  return [
    {
      fields: ['name', ...(model.revision === undefined ? [] : ['version'])],
      provenance: 'declared',
      statedBy,
      on,
      ...sourceOf(origin),
    },
    ...(claimed.length === 0
      ? []
      : [
          {
            fields: claimed,
            provenance: 'declared',
            statedBy: 'publisher of the model',
            source: cut(files.join(', '), 2_000) || 'model card',
            on,
          },
        ]),
    ...(model.concluded.licence === undefined
      ? []
      : [{ fields: ['licence'], provenance: 'concluded', statedBy: by, source: cut(texts.join(', '), 2_000), on }]),
  ]
}

function artefactBody(
  model: ModelFact,
  artefact: ArtefactFact,
  component: string,
  { wish, models, artefactIds }: Known,
): object {
  const { origin } = wish
  const fact = (value: unknown): object => ({
    value,
    provenance: origin.provenance,
    statedBy: origin.statedBy,
    ...sourceOf(origin),
    on: origin.on,
  })
  const optional = (['architecture', 'parameters', 'contextTokens', 'quantisation', 'chatTemplate'] as const).flatMap(
    (key) => (artefact[key] === undefined ? [] : [[key, fact(artefact[key])] as const]),
  )
  return {
    title: cut(artefactName(model, artefact)),
    component,
    digest: fact(artefact.digest),
    format: fact(artefact.format),
    files: model.files.filter(({ path }) => artefact.paths.includes(path)),
    ...Object.fromEntries(optional),
    licenceFiles: model.licenceTexts.map(({ path, sha256 }) => ({ path, sha256 })),
    lineage: model.bases
      .filter(({ relation }) => relation !== 'trained-on')
      .map(({ name, relation, model: found }) => {
        const [only, ...others] = models.find((one) => one.name === found)?.artefacts ?? []
        const id = only === undefined || others.length > 0 ? undefined : artefactIds.get(only)
        return id === undefined ? { relation, name } : { relation, artefact: id }
      }),
  }
}

function sourceOf({ source }: Origin): { readonly source?: string } {
  return source === undefined ? {} : { source }
}

/** Which bytes an engine serves nobody here has seen: the office that adds it says so. */
function addDeployment(
  maker: ObjectMaker,
  what: {
    readonly model: ModelFact
    readonly artefact: ArtefactFact
    readonly component: string
    readonly id: string
    readonly wish: ObjectsWish
  },
): void {
  const { wish, component, id } = what
  const name = artefactName(what.model, what.artefact)
  const model = modelNameOf(wish.publicName ?? name)
  if (model === undefined) return maker.leave(name, says.noName)
  const { statedBy } = wish
  maker.add('deployment', maker.ids.take('deployment', `${model} ${wish.upstream}`), {
    title: cut(`${name} at ${wish.upstream}`),
    model,
    upstream: wish.upstream,
    component,
    ...(wish.servedAs === undefined ? {} : { servedAs: wish.servedAs }),
    ...(what.model.modality === 'embedding' ? { endpoints: ['embeddings'] } : {}),
    artefact: id,
    citations: [
      { fields: ['upstream', 'component', 'artefact', 'model'], provenance: 'declared', statedBy, on: wish.origin.on },
    ],
  })
}

/** As many characters as the register takes. */
export function cut(text: string, most: number = nameMax): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
