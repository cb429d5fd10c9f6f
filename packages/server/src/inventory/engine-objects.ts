// Objects out of what an engine says: every value declared by it, a licence concluded from the text that it shows.
import type { Text } from '@stellwerk/contract/language'
import type { Catalogue } from '@stellwerk/licences/catalogue-index'
import { identify } from '@stellwerk/licences/identify/identify'
import { indexTexts } from '@stellwerk/licences/identify/text-index'
import { concludeFrom, type Conclusion } from '@stellwerk/licences/scan/conclusion'

import { sha256Hex } from '../artefact-folder.ts'
import type { EngineAt, EngineTold, Served } from './engine-models.ts'
import { modelNameOf, slugOf } from './object-ids.ts'
import { cut, type ObjectMaker } from './objects.ts'

export interface EngineWish {
  /** This program. */
  readonly by: string
  /** ISO date. */
  readonly on: string
  readonly catalogue: Catalogue
}

const says = {
  noDigest: {
    de: 'die Maschine nennt keine Prüfsumme der Gewichte: auf ihrem Rechner stellwerk models scan --out, dann models add FACTS.json --upstream',
    en: 'the engine tells no digest of the weights: on its machine stellwerk models scan --out, then models add FACTS.json --upstream',
  },
  place: {
    de: 'wo sie steht und wer sie betreibt (place), muss jemand angeben; bis dahin ist der Ort unbekannt',
    en: 'where it stands and who runs it (place) has to be stated by somebody; until then the place is unknown',
  },
  name: { de: 'der Name geht nicht als Modellname', en: 'the name cannot be the name of a model' },
} as const satisfies Record<string, Text>

/** Components, deployments, and artefacts where the engine names a digest. */
export function addServed(maker: ObjectMaker, engine: EngineAt, told: EngineTold, wish: EngineWish): void {
  for (const { what, why } of told.left) maker.leave(what, why)
  const texts = indexTexts(wish.catalogue)
  const conclude = (text: string): Conclusion => {
    const found = { path: 'LICENSE', identification: identify(text, texts, sha256Hex) }
    return concludeFrom({ texts: [found] }, wish.catalogue)
  }
  for (const served of told.models ?? []) addOne(maker, { engine, told, served, wish, conclude })
}

/** The engine itself, for whoever takes it over. */
export function addUpstream(
  maker: ObjectMaker,
  engine: Pick<EngineAt, 'id' | 'kind'>,
  on: string,
  version?: string,
): void {
  const statedBy = `${engine.kind} at ${engine.id}`
  const engineVersion =
    version === undefined ? {} : { engineVersion: { value: version, provenance: 'declared', statedBy, on } }
  maker.add('upstream', engine.id, { title: engine.id, kind: engine.kind, ...engineVersion })
  maker.leave(`upstream ${engine.id}`, says.place)
}

interface One {
  readonly engine: EngineAt
  readonly told: EngineTold
  readonly served: Served
  readonly wish: EngineWish
  readonly conclude: (text: string) => Conclusion
}

function addOne(maker: ObjectMaker, one: One): void {
  const { engine, told, served, wish } = one
  const { on } = wish
  const statedBy = `${engine.kind}${told.version === undefined ? '' : ` ${told.version}`} at ${engine.id}`
  const component = maker.ids.take('component', served.name)
  maker.add('component', component, componentBody(one, statedBy))
  const artefact = addArtefact(maker, one, { component, statedBy })
  const model = modelNameOf(served.served)
  if (model === undefined) return maker.leave(served.served, says.name)
  const fields = ['model', 'upstream', 'component', ...(artefact === undefined ? [] : ['artefact'])]
  maker.add('deployment', maker.ids.take('deployment', `${slugOf(model)} ${engine.id}`), {
    title: cut(`${served.name} at ${engine.id}`),
    model,
    upstream: engine.id,
    component,
    ...(served.isEmbedding ? { endpoints: ['embeddings'] } : {}),
    ...(artefact === undefined ? {} : { artefact }),
    citations: [{ fields, provenance: 'declared', statedBy, on }],
  })
}

function componentBody({ served, wish: { by, on }, conclude }: One, statedBy: string): object {
  const conclusion = served.licenceText === undefined ? undefined : conclude(served.licenceText)
  const licence = conclusion?.licence
  const digest = served.licenceText === undefined ? '' : sha256Hex(new TextEncoder().encode(served.licenceText))
  const concluded = {
    fields: ['licence'],
    provenance: 'concluded',
    statedBy: by,
    source: `licence text ${digest} that the engine shows`,
    on,
  }
  return {
    title: cut(served.name),
    kind: served.base?.relation === 'adapter' ? 'adapter' : 'model',
    name: cut(served.name),
    ...(served.isEmbedding ? { modality: 'embedding' } : {}),
    ...(licence === undefined ? {} : { licence }),
    madeFrom: served.base === undefined ? [] : [{ relation: served.base.relation, name: cut(served.base.name) }],
    citations: [
      { fields: ['name', ...(served.base === undefined ? [] : ['madeFrom'])], provenance: 'declared', statedBy, on },
      ...(licence === undefined ? [] : [concluded]),
    ],
  }
}

function addArtefact(
  maker: ObjectMaker,
  { served, wish: { on } }: One,
  { component, statedBy }: { readonly component: string; readonly statedBy: string },
): string | undefined {
  if (served.weights === undefined) {
    maker.leave(`artefact ${served.name}`, says.noDigest)
    return undefined
  }
  const fact = (value: unknown): object => ({ value, provenance: 'declared', statedBy, on })
  const optional = (['architecture', 'parameters', 'contextTokens', 'quantisation', 'chatTemplate'] as const).flatMap(
    (key) => (served[key] === undefined ? [] : [[key, fact(served[key])] as const]),
  )
  return maker.add('artefact', maker.ids.take('artefact', served.name), {
    title: cut(served.name),
    component,
    digest: fact(served.weights.digest),
    format: fact(served.weights.format),
    ...Object.fromEntries(optional),
    lineage: served.base === undefined ? [] : [{ relation: served.base.relation, name: cut(served.base.name) }],
  })?.id
}
