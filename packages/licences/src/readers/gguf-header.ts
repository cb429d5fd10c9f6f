// What the header of a GGUF file says about the weights behind it, held against the length of the file.
import { fromUtf8 } from '../bytes.ts'
import { claimText } from './claims.ts'
import { GgufCursor, type GgufTensor } from './gguf-cursor.ts'
import { malformed, tooLarge, truncated } from './unreadable.ts'

const magic = 0x46554747 // "GGUF", little-endian.
const versions: readonly number[] = [2, 3]

/** Keys and tensors of one file. Models have about 40 keys and some thousand tensors. */
const [keysMax, tensorsMax] = [65_536, 1_000_000] as const

/** Bytes of one text. Chat templates have some ten thousand; a list of merges is a list. */
const textBytesMax = 1_048_576

/** Characters of a name that is shown. */
const nameCharactersMax = 200

/** Where the weights begin unless the file says otherwise, and at most. */
const [alignmentDefault, alignmentMax] = [32, 1_048_576] as const

/** A template by its name; the one that is used without asking has none. */
export interface ChatTemplate {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface GgufHeader {
  readonly architecture?: string
  /** As `general.file_type` names it, else the type that most of the numbers have. */
  readonly quantisation?: string
  readonly contextTokens?: number
  readonly parameters: number
  readonly chatTemplates: readonly ChatTemplate[]
  /** How many files the weights lie in, where that is more than one. */
  readonly splitCount?: number
}

/**
 * The header of a GGUF file (ggml docs/gguf.md @01f0d4d, versions 2 and 3; types of llama.cpp b9999; checked 2026-11-24). Hostile
 * input: each length is held against what is there, and each tensor against the length of the file.
 *
 * @param bytes the file, or its beginning; more is needed where this throws `artefact_truncated`
 * @param fileBytes length of the whole file
 * @throws ArtefactUnreadable
 */
export function readGgufHeader(bytes: Uint8Array, fileBytes: number): GgufHeader {
  const cursor = new GgufCursor(bytes)
  if (cursor.uint32('magic') !== magic) throw malformed('magic number that is not GGUF')
  const version = cursor.uint32('version')
  if (!versions.includes(version)) throw malformed(`version ${version}, which is not 2 or 3`)
  const tensorCount = cursor.count('number of tensors', tensorsMax)
  const metadata = metadataIn(cursor, cursor.count('number of keys', keysMax))
  const tensors = tensorsIn(cursor, tensorCount)
  const start = alignedTo(alignmentIn(metadata), cursor.position)
  for (const tensor of tensors) mustLieWithin(tensor, fileBytes - start)
  return headerOf(metadata, tensors)
}

type Metadata = ReadonlyMap<string, Uint8Array | number | bigint>

function metadataIn(cursor: GgufCursor, count: number): Metadata {
  const metadata = new Map<string, Uint8Array | number | bigint>()
  const seen = new Set<string>()
  for (let at = 0; at < count; at++) {
    const key = cursor.key()
    if (seen.has(key)) throw malformed(`key that stands twice: ${key.slice(0, 80)}`)
    seen.add(key)
    const value = cursor.scalar(textBytesMax)
    if (value !== undefined) metadata.set(key, value)
  }
  return metadata
}

function tensorsIn(cursor: GgufCursor, count: number): readonly GgufTensor[] {
  const tensors: GgufTensor[] = []
  const seen = new Set<string>()
  // Each has 24 bytes at least, so that the bytes that are there bound this loop.
  for (let at = 0; at < count; at++) {
    const tensor = cursor.tensor()
    if (seen.has(tensor.name)) throw malformed(`tensor that stands twice: ${tensor.name.slice(0, 80)}`)
    seen.add(tensor.name)
    tensors.push(tensor)
  }
  return tensors
}

/** Types of numbers: their name, how many make a block, and the bytes of a block (ggml). */
const types: ReadonlyMap<number, readonly [name: string, block: number, bytes: number]> = new Map([
  [0, ['F32', 1, 4]],
  [1, ['F16', 1, 2]],
  [2, ['Q4_0', 32, 18]],
  [3, ['Q4_1', 32, 20]],
  [6, ['Q5_0', 32, 22]],
  [7, ['Q5_1', 32, 24]],
  [8, ['Q8_0', 32, 34]],
  [9, ['Q8_1', 32, 36]],
  [10, ['Q2_K', 256, 84]],
  [11, ['Q3_K', 256, 110]],
  [12, ['Q4_K', 256, 144]],
  [13, ['Q5_K', 256, 176]],
  [14, ['Q6_K', 256, 210]],
  [15, ['Q8_K', 256, 292]],
  [16, ['IQ2_XXS', 256, 66]],
  [17, ['IQ2_XS', 256, 74]],
  [18, ['IQ3_XXS', 256, 98]],
  [19, ['IQ1_S', 256, 50]],
  [20, ['IQ4_NL', 32, 18]],
  [21, ['IQ3_S', 256, 110]],
  [22, ['IQ2_S', 256, 82]],
  [23, ['IQ4_XS', 256, 136]],
  [24, ['I8', 1, 1]],
  [25, ['I16', 1, 2]],
  [26, ['I32', 1, 4]],
  [27, ['I64', 1, 8]],
  [28, ['F64', 1, 8]],
  [29, ['IQ1_M', 256, 56]],
  [30, ['BF16', 1, 2]],
  [34, ['TQ1_0', 256, 54]],
  [35, ['TQ2_0', 256, 66]],
  [39, ['MXFP4', 32, 17]],
])

/** Names of `general.file_type` (llama.cpp, llama_ftype). */
const fileTypes: Readonly<Record<number, string>> = {
  0: 'F32',
  1: 'F16',
  2: 'Q4_0',
  3: 'Q4_1',
  7: 'Q8_0',
  8: 'Q5_0',
  9: 'Q5_1',
  10: 'Q2_K',
  11: 'Q3_K_S',
  12: 'Q3_K_M',
  13: 'Q3_K_L',
  14: 'Q4_K_S',
  15: 'Q4_K_M',
  16: 'Q5_K_S',
  17: 'Q5_K_M',
  18: 'Q6_K',
  19: 'IQ2_XXS',
  20: 'IQ2_XS',
  21: 'Q2_K_S',
  22: 'IQ3_XS',
  23: 'IQ3_XXS',
  24: 'IQ1_S',
  25: 'IQ4_NL',
  26: 'IQ3_S',
  27: 'IQ3_M',
  28: 'IQ2_S',
  29: 'IQ2_M',
  30: 'IQ4_XS',
  31: 'IQ1_M',
  32: 'BF16',
  36: 'TQ1_0',
  37: 'TQ2_0',
  38: 'MXFP4_MOE',
}

function alignmentIn(metadata: Metadata): number {
  const stated = metadata.get('general.alignment') ?? alignmentDefault
  if (typeof stated !== 'number' || !Number.isInteger(stated) || stated < 1) throw malformed('general.alignment')
  if (stated > alignmentMax) throw tooLarge(`general.alignment above ${alignmentMax}`)
  return stated
}

function alignedTo(alignment: number, position: number): number {
  return Math.ceil(position / alignment) * alignment
}

/** Its last byte is in the file. What a type that we do not know needs, nobody here can say; it begins in the file at least. */
function mustLieWithin(tensor: GgufTensor, weightBytes: number): void {
  const [, block, blockBytes] = types.get(tensor.type) ?? ['', 1, 0]
  const bytes = Math.ceil(numbersOf(tensor) / block) * blockBytes
  if (tensor.offset + bytes > weightBytes) throw truncated(`weights: ${tensor.name.slice(0, 80)}`)
}

function numbersOf({ shape, name }: GgufTensor): number {
  const count = shape.reduce((product, length) => product * length, 1)
  if (!Number.isSafeInteger(count)) throw tooLarge(`tensor ${name.slice(0, 80)}`)
  return count
}

function headerOf(metadata: Metadata, tensors: readonly GgufTensor[]): GgufHeader {
  const architecture = textIn(metadata, 'general.architecture')
  const quantisation = quantisationIn(metadata, tensors)
  const contextTokens = wholeIn(metadata, `${architecture ?? ''}.context_length`)
  const splitCount = wholeIn(metadata, 'split.count')
  const parameters = tensors.reduce((sum, tensor) => sum + numbersOf(tensor), 0)
  if (!Number.isSafeInteger(parameters)) throw tooLarge('number of parameters')
  return {
    ...(architecture === undefined ? {} : { architecture }),
    ...(quantisation === undefined ? {} : { quantisation }),
    ...(contextTokens === undefined ? {} : { contextTokens }),
    parameters,
    chatTemplates: templatesIn(metadata),
    ...(splitCount === undefined || splitCount < 2 ? {} : { splitCount }),
  }
}

function quantisationIn(metadata: Metadata, tensors: readonly GgufTensor[]): string | undefined {
  const named = wholeIn(metadata, 'general.file_type', 0)
  if (named !== undefined && fileTypes[named] !== undefined) return fileTypes[named]
  const numbers = new Map<string, number>()
  for (const tensor of tensors) {
    const name = types.get(tensor.type)?.[0] ?? `type ${tensor.type}`
    numbers.set(name, (numbers.get(name) ?? 0) + numbersOf(tensor))
  }
  return [...numbers].toSorted(([, one], [, other]) => other - one)[0]?.[0]
}

function textIn(metadata: Metadata, key: string): string | undefined {
  const value = metadata.get(key)
  const text = value instanceof Uint8Array ? fromUtf8(value) : undefined
  if (value !== undefined && text === undefined) throw malformed(`${key} that is no text`)
  return text === undefined || text === '' ? undefined : claimText(text.slice(0, nameCharactersMax))
}

function wholeIn(metadata: Metadata, key: string, least = 1): number | undefined {
  const value = metadata.get(key)
  const number = typeof value === 'bigint' ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= least ? number : undefined
}

const templateKey = /^tokenizer\.chat_template(?:\.(?<name>[\x21-\x7e]{1,64}))?$/

function templatesIn(metadata: Metadata): readonly ChatTemplate[] {
  return [...metadata].flatMap(([key, value]) => {
    const found = templateKey.exec(key)
    if (found === null) return []
    if (!(value instanceof Uint8Array)) throw malformed(`${key} that is no text`)
    return [{ name: found.groups?.['name'] ?? '', bytes: value }]
  })
}
