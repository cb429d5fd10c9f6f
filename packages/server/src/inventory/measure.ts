// Measures one model: what its files are, by their bytes and headers, and what they claim about licence and origin.
import { createHash } from 'node:crypto'
import { basename, dirname } from 'node:path'

import type { Text } from '@stellwerk/contract/language'
import type { ArtefactFact, ModelFact, Refusal } from '@stellwerk/contract/model-facts'
import { isPickle, pickleBytesRead } from '@stellwerk/licences/readers/pickle'
import { identityKind } from '@stellwerk/licences/scan/folder'
import { ArtefactUnreadable } from '@stellwerk/licences/readers/unreadable'

import { beginning, isWeights } from '../artefact-folder.ts'
import type { WalkedFile } from '../artefact-walk.ts'
import { type Digests, FileChanged } from './digests.ts'
import {
  configBeside,
  digested,
  type FoundTemplate,
  ggufHeader,
  type Header,
  safetensorsHeader,
  templatesBeside,
} from './headers.ts'
import type { ModelPlace } from './model-folders.ts'

/** What is measured on the files themselves. */
export type Measured = Pick<ModelFact, 'artefacts' | 'files' | 'refused' | 'code' | 'unread'>

export interface Measuring {
  readonly digests: Digests
  readonly onBytes: (bytes: number) => void
}

/** Why a file is not taken for weights. */
export const refusalTexts = {
  pickle: {
    de: 'Pickle: ist ein Programm, das beim Laden läuft; Gewichte als safetensors oder GGUF besorgen',
    en: 'pickle: a program that runs when it is loaded; get the weights as safetensors or GGUF',
  },
  parts: {
    de: 'von den Teilen dieser Gewichte fehlen welche; die fehlenden nachladen',
    en: 'parts of these weights are missing; download the missing ones',
  },
  digest: {
    de: 'heißt im Cache nach einem anderen SHA-256, als es hat; löschen und neu laden',
    en: 'is called in the cache by another SHA-256 than it has; delete it and download it again',
  },
  changed: {
    de: 'wurde geschrieben, während es gelesen wurde; danach erneut messen',
    en: 'was written while it was read; measure again afterwards',
  },
  unreadable: { de: 'ist nicht lesbar', en: 'cannot be read' },
} as const satisfies Record<string, Text>

/** Files of weights, and the few beside them that decide how they are used. */
export function isMeasured({ path }: WalkedFile): boolean {
  return isWeights(path) || beside.test(path) || identityKind(basename(path)) !== undefined
}

const beside =
  /(?:^|\/)(?:config|generation_config|adapter_config|model_index|tokenizer|tokenizer_config|chat_template|preprocessor_config)\.json$|\.jinja$/i

export async function measured(model: ModelPlace, measuring: Measuring): Promise<Measured> {
  const found = new Findings()
  const pickles = new Set<string>()
  for (const file of model.walk.files) {
    if (!isWeights(file.path) || !isPickle(basename(file.path), beginning(file, pickleBytesRead))) continue
    pickles.add(file.path)
    found.refuse(file.path, 'pickle', refusalTexts.pickle)
  }
  const digests = await digestsOf(model, pickles, measuring, found)
  const artefacts = groupsOf(model.walk.files.filter(({ path }) => isWeights(path) && digests.has(path))).flatMap(
    (group) => artefactOf(group, model, digests, found),
  )
  return {
    artefacts,
    files: [...digests].map(([path, sha256]) => ({ path, sha256, bytes: bytesOf(model, path) })),
    refused: found.refused,
    code: model.walk.files.filter(bringsCode).map(({ path }) => path),
    unread: [...model.walk.unread, ...found.unread],
  }
}

/** Python beside the weights, and a configuration that names some. */
function bringsCode(file: WalkedFile): boolean {
  if (/\.py$/i.test(file.path)) return true
  if (basename(file.path) !== 'config.json') return false
  try {
    return configBeside(file).namesCode
  } catch {
    return false // It is refused where its weights are read.
  }
}

class Findings {
  readonly refused: { readonly path: string; readonly why: Refusal; readonly text: Text }[] = []
  readonly unread: { readonly path: string; readonly why: Text }[] = []

  refuse(path: string, why: Refusal, text: Text): void {
    this.refused.push({ path, why, text })
  }

  leave(path: string, why: Text): void {
    this.unread.push({ path, why })
  }
}

/** A pickle is not read: nobody is to rely on a digest of it. */
async function digestsOf(
  { walk, place }: ModelPlace,
  pickles: ReadonlySet<string>,
  { digests, onBytes }: Measuring,
  found: Findings,
): Promise<ReadonlyMap<string, string>> {
  const known = new Map<string, string>()
  for (const file of walk.files) {
    if (!isMeasured(file)) continue
    if (pickles.has(file.path)) {
      onBytes(file.bytes)
      continue
    }
    try {
      const sha256 = await digests.of({ path: `${place}/${file.path}`, place: file.place }, onBytes)
      const blob = /\/blobs\/(?<sha256>[0-9a-f]{64})$/.exec(file.place)?.groups?.['sha256']
      if (blob === undefined || blob === sha256) known.set(file.path, sha256)
      else found.refuse(file.path, 'notItsDigest', refusalTexts.digest)
    } catch (error) {
      found.leave(file.path, error instanceof FileChanged ? refusalTexts.changed : refusalTexts.unreadable)
    }
  }
  return known
}

function bytesOf({ walk }: ModelPlace, path: string): number {
  return walk.files.find((file) => file.path === path)?.bytes ?? 0
}

/** Files that make one artefact together. */
export interface Group {
  readonly folder: string
  readonly stem: string
  readonly format: ArtefactFact['format']
  readonly files: readonly WalkedFile[]
  /** Of the parts that its names promise, how many. */
  readonly parts: number
}

/** `model-00001-of-00004.safetensors`: parts of one artefact. */
const partName = /^(?<stem>.+?)-\d{5}-of-(?<count>\d{5})$/

/** Files that make one artefact together, by their names. */
export function groupsOf(files: readonly WalkedFile[]): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const file of files) {
    const [folder, name] = [dirname(file.path), basename(file.path)]
    const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
    const plain = name.slice(0, name.lastIndexOf('.'))
    const part = partName.exec(plain)?.groups
    const [stem = plain, parts = '1'] = [part?.['stem'], part?.['count']]
    const key = [folder, stem, ending, parts].join('\0')
    const known = groups.get(key)?.files ?? []
    groups.set(key, { folder, stem, format: formatOf(ending), files: [...known, file], parts: Number(parts) })
  }
  return [...groups.values()]
}

function formatOf(ending: string): ArtefactFact['format'] {
  return (['gguf', 'safetensors', 'onnx'] as const).find((format) => format === ending) ?? 'other'
}

function artefactOf(
  group: Group,
  model: ModelPlace,
  digests: ReadonlyMap<string, string>,
  found: Findings,
): readonly ArtefactFact[] {
  const [first] = group.files
  if (first === undefined) return []
  if (group.files.length !== group.parts) {
    found.refuse(first.path, 'partsMissing', refusalTexts.parts)
    return []
  }
  try {
    const header = headerOf(group, first, model)
    const paths = group.files.map(({ path }) => path)
    const { templates, ...named } = header
    const [alone, ...others] = new Set(templates.filter(({ name }) => name === '').map(({ sha256 }) => sha256))
    return [
      {
        name: group.folder === '.' ? group.stem : `${group.folder}/${group.stem}`,
        paths,
        digest: digestOfAll(paths.map((path) => ({ path, sha256: digests.get(path) ?? '' }))),
        bytes: group.files.reduce((sum, { bytes }) => sum + bytes, 0),
        format: group.format,
        ...named,
        ...(alone === undefined || others.length > 0 ? {} : { chatTemplate: alone }),
        chatTemplates: templates,
      },
    ]
  } catch (error) {
    if (!(error instanceof ArtefactUnreadable)) throw error
    found.refuse(first.path, 'unreadableHeader', error.text)
    return []
  }
}

/** Of one file its own; of several that of the lines `SHA-256  name`, as `sha256sum` writes them (docs/licences.md). */
export function digestOfAll(files: readonly { readonly path: string; readonly sha256: string }[]): string {
  const [first, ...rest] = files
  if (first !== undefined && rest.length === 0) return first.sha256
  const lines = files.map(({ path, sha256 }) => `${sha256}  ${basename(path)}\n`)
  return createHash('sha256').update(lines.join('')).digest('hex')
}

type ReadHeader = Omit<Header, 'templates'> & { readonly templates: readonly FoundTemplate[] }

/** @throws ArtefactUnreadable */
function headerOf(group: Group, first: WalkedFile, model: ModelPlace): ReadHeader {
  switch (group.format) {
    case 'gguf': {
      // Each part has to be whole; the first has the names.
      const [header, ...others] = group.files.map(ggufHeader)
      if (header === undefined || others.some(({ templates }) => templates.length > 0)) return { templates: [] }
      return { ...header, templates: digested(first.path, header.templates) }
    }
    case 'safetensors':
      return withBeside(safetensorsHeader(group.files), group.folder, model)
    default:
      return { templates: [] }
  }
}

/** @throws ArtefactUnreadable */
function withBeside(header: Header, folder: string, { walk }: ModelPlace): ReadHeader {
  const inFolder = (file: WalkedFile): string => (folder === '.' ? file.path : file.path.slice(folder.length + 1))
  const files = walk.files.filter(({ path }) => folder === '.' || path.startsWith(`${folder}/`))
  const config = files.find((file) => inFolder(file) === 'config.json')
  const { namesCode: _, ...named } = config === undefined ? { namesCode: false } : configBeside(config)
  return { ...header, ...named, templates: files.flatMap((file) => templatesBeside(inFolder(file), file)) }
}
