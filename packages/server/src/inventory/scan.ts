// Everything that can be said about the models below a path, for a facts file: without a network, without a configuration.
import type { Text } from '@stellwerk/contract/language'
import {
  digestedFacts,
  type ModelFact,
  type ModelFacts,
  modelFacts,
  type ModelFactsFile,
  modelFactsFormat,
} from '@stellwerk/contract/model-facts'
import { indexTexts } from '@stellwerk/licences/identify/text-index'
import { kindOf, modalityOf } from '@stellwerk/licences/scan/suggestion'
import { conflictText } from '@stellwerk/licences/scan/conflict-text'

import { sha256Hex } from '../artefact-folder.ts'
import { scanPlaced } from '../artefact-lineage.ts'
import { InventoryRefused, type Scanned, type ScanWish } from '../inventory-office.ts'
import { Digests } from './digests.ts'
import { isMeasured, type Measured, measured } from './measure.ts'
import { type ModelPlace, modelPlaces } from './model-folders.ts'

/** @param by program and version */
export async function scanModels(wish: ScanWish, by: string): Promise<Scanned> {
  const places = modelPlaces(wish.path)
  const total = bytesIn(places)
  if (places.every(({ walk }) => walk.files.length === 0)) throw nothingIn(wish.path)
  const digests = new Digests(wish.state)
  let bytes = 0
  const onBytes = (more: number): void => wish.onProgress({ bytes: (bytes += more), total })
  const models: ModelFact[] = []
  for (const place of places) {
    const found = await measured(place, { digests, onBytes })
    models.push(together(await claimed(place, places, wish), found))
  }
  const facts = { catalogue: wish.catalogue.digest, models }
  const file = sealed({ facts, by, on: wish.on })
  digests.finish()
  return { file, resumedBytes: digests.resumedBytes }
}

/** A facts file with its digest. */
function sealed({
  facts,
  by,
  on,
}: {
  readonly facts: ModelFacts
  readonly by: string
  readonly on: string
}): ModelFactsFile {
  const checked = modelFacts.parse(facts)
  return { format: modelFactsFormat, by, on, digest: digestOf(checked), facts: checked }
}

/** The digest of what was found: over its canonical form, without day and program. */
export function digestOf(facts: ModelFacts): string {
  return sha256Hex(new TextEncoder().encode(digestedFacts(facts)))
}

/** What the texts show, and what card and headers claim. Bases are looked for in the same scan only: what else lies on this machine differs. */
async function claimed(
  place: ModelPlace,
  all: readonly ModelPlace[],
  { catalogue: { catalogue } }: ScanWish,
): Promise<Claimed> {
  const reading = { texts: indexTexts(catalogue), withDigests: false, catalogue, roots: [], components: [] }
  const { folder, conclusion, declared, bases, conflicts } = await scanPlaced({ ...place, path: place.place }, reading)
  const modality = modalityOf(folder)
  return {
    name: cut(place.name),
    folder: place.folder,
    ...(place.revision === undefined ? {} : { revision: place.revision }),
    refs: place.refs,
    kind: kindOf(folder),
    ...(modality === undefined ? {} : { modality }),
    texts: folder.texts.map(({ path, identification: { licence } }) => ({ path, licence })),
    concluded: {
      ...(conclusion.licence === undefined ? {} : { licence: conclusion.licence }),
      beside: conclusion.licence === undefined ? [] : conclusion.beside,
      ...(conclusion.licence === undefined ? { why: conclusion.why } : {}),
    },
    declared: declared.map(({ licence, path }) => ({ licence: cut(licence), path })),
    bases: bases.map(({ name, relation, claimedIn }) => {
      const model = all.find((one) => one.name.toLowerCase() === name.toLowerCase() && one !== place)?.name
      return { name: cut(name), relation, claimedIn, ...(model === undefined ? {} : { model: cut(model) }) }
    }),
    conflicts: conflicts.map((conflict) => cutBoth(conflictText(conflict))),
    unread: folder.unread,
  }
}

type Claimed = Omit<ModelFact, 'artefacts' | 'files' | 'refused' | 'code' | 'licenceTexts'> & {
  readonly texts: readonly { readonly path: string; readonly licence: string | null }[]
}

/** Claims and measurements of one model together; what is refused is not told a second time. */
function together({ texts, unread, ...claims }: Claimed, found: Measured): ModelFact {
  const told = new Set([...found.refused, ...found.unread].map(({ path }) => path))
  return {
    ...claims,
    ...found,
    licenceTexts: texts.flatMap(({ path, licence }) => {
      const sha256 = found.files.find((file) => file.path === path)?.sha256
      return sha256 === undefined ? [] : [{ path, sha256, licence }]
    }),
    unread: [...found.unread, ...unread.filter(({ path }) => !told.has(path))],
  }
}

/** Characters of a name, and of a sentence. */
const [nameMax, lineMax] = [200, 2_000] as const

function cut(text: string, most: number = nameMax): string {
  const plain = text.trim() === '' ? '?' : text
  return plain.length > most ? `${plain.slice(0, most - 1)}…` : plain
}

function cutBoth({ de, en }: Text): Text {
  return { de: cut(de, lineMax), en: cut(en, lineMax) }
}

function bytesIn(places: readonly ModelPlace[]): number {
  return places.flatMap(({ walk }) => walk.files.filter(isMeasured)).reduce((sum, { bytes }) => sum + bytes, 0)
}

function nothingIn(path: string): InventoryRefused {
  const text: Text = { de: `in ${path} liegt keine Datei`, en: `there is no file in ${path}` }
  return new InventoryRefused('nothing_found', text)
}
