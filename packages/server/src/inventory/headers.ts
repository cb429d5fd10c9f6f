// What one file of weights is by its own header, and the chat templates that lie beside it.
import { ArtefactUnreadable } from '@stellwerk/licences/readers/unreadable'
import { type ChatTemplate, type GgufHeader, readGgufHeader } from '@stellwerk/licences/readers/gguf-header'
import { type ModelConfig, readModelConfig, readTokenizerTemplates } from '@stellwerk/licences/readers/model-config'
import { readSafetensorsHeader } from '@stellwerk/licences/readers/safetensors-header'
import { safetensorsHeaderBytes, safetensorsLengthBytes } from '@stellwerk/licences/readers/safetensors'

import { beginning, sha256Hex } from '../artefact-folder.ts'
import type { WalkedFile } from '../artefact-walk.ts'

/** Bytes of a GGUF file that are read at first, and at most: the tokens of a vocabulary stand before the tensors. */
const [ggufBytesFirst, ggufBytesMax] = [1_048_576, 268_435_456] as const

/** Bytes of a file beside the weights. The largest have templates of some hundred thousand. */
const besideBytesMax = 4_194_304

/** What a header says, in the words of all formats. */
export interface Header {
  readonly architecture?: string
  readonly quantisation?: string
  readonly contextTokens?: number
  readonly parameters?: number
  readonly templates: readonly ChatTemplate[]
}

/** @throws ArtefactUnreadable */
export function ggufHeader(file: WalkedFile): Header {
  const { chatTemplates, parameters, splitCount, ...named } = wholeGguf(file)
  // Of weights in several files the first has its own tensors only.
  return { ...named, ...(splitCount === undefined && parameters > 0 ? { parameters } : {}), templates: chatTemplates }
}

/** Reads on until the header is whole. */
function wholeGguf(file: WalkedFile): GgufHeader {
  for (let bytes = ggufBytesFirst; ; bytes *= 4) {
    try {
      return readGgufHeader(beginning(file, Math.min(bytes, ggufBytesMax)), file.bytes)
    } catch (error) {
      const isWhole = bytes >= file.bytes || bytes >= ggufBytesMax
      if (isWhole || !(error instanceof ArtefactUnreadable) || error.code !== 'artefact_truncated') throw error
    }
  }
}

/** Types whose numbers may be several parameters each. */
const packed = /^(?:[IU](?:8|16|32|64)|BOOL)$/

/** @throws ArtefactUnreadable */
export function safetensorsHeader(files: readonly WalkedFile[]): Header {
  const numbers = new Map<string, number>()
  for (const file of files) {
    const length = safetensorsHeaderBytes(beginning(file, safetensorsLengthBytes))
    const header = readSafetensorsHeader(beginning(file, safetensorsLengthBytes + length), file.bytes)
    for (const [type, count] of Object.entries(header.numbers)) numbers.set(type, (numbers.get(type) ?? 0) + count)
  }
  const [most] = [...numbers].toSorted(([, one], [, other]) => other - one)
  const parameters = [...numbers.values()].reduce((sum, count) => sum + count, 0)
  const isCounted = parameters > 0 && ![...numbers.keys()].some((type) => packed.test(type))
  return {
    ...(most === undefined ? {} : { quantisation: most[0] }),
    ...(isCounted ? { parameters } : {}),
    templates: [],
  }
}

/** @throws ArtefactUnreadable */
export function configBeside(file: WalkedFile): ModelConfig {
  return readModelConfig(beginning(file, besideBytesMax))
}

/** A template with the file that has it, digested as it is written. */
export interface FoundTemplate {
  readonly path: string
  readonly name: string
  readonly sha256: string
}

export function digested(path: string, templates: readonly ChatTemplate[]): readonly FoundTemplate[] {
  return templates.map(({ name, bytes }) => ({ path, name, sha256: sha256Hex(bytes) }))
}

const templateFile = /^(?:(?<alone>chat_template)|additional_chat_templates\/(?<name>[\w.-]{1,64}))\.jinja$/

/**
 * The templates in one file of those that tokenizers come with.
 *
 * @param path from the folder of the weights
 * @throws ArtefactUnreadable
 */
export function templatesBeside(path: string, file: WalkedFile): readonly FoundTemplate[] {
  const found = templateFile.exec(path)
  if (found !== null) {
    const name = found.groups?.['name'] ?? ''
    return digested(file.path, [{ name, bytes: beginning(file, besideBytesMax) }])
  }
  if (path !== 'tokenizer_config.json' && path !== 'chat_template.json') return []
  return digested(file.path, readTokenizerTemplates(beginning(file, besideBytesMax), path))
}
