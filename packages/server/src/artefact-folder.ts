// Reads what the files of an artefact say: licence texts, cards, headers of weights. Bytes go to the pure readers.
import { createHash } from 'node:crypto'
import { closeSync, createReadStream, openSync, readSync } from 'node:fs'

import { parse } from 'yaml'

import type { Text } from '@stellwerk/contract/language'
import { identify } from '@stellwerk/licences/identify/identify'
import { textBytesMax } from '@stellwerk/licences/identify/plain-text'
import type { TextIndex } from '@stellwerk/licences/identify/text-index'
import type { Claims } from '@stellwerk/licences/readers/claims'
import { readGguf } from '@stellwerk/licences/readers/gguf'
import { readModelCard } from '@stellwerk/licences/readers/model-card'
import {
  readSafetensors,
  safetensorsHeaderBytes,
  safetensorsLengthBytes,
} from '@stellwerk/licences/readers/safetensors'
import { ArtefactUnreadable } from '@stellwerk/licences/readers/unreadable'
import {
  type ArtefactFolder,
  byIdentityOrder,
  type FoundClaims,
  type FoundText,
  type FoundWeights,
  identityKind,
  isTextFile,
  type Unread,
} from '@stellwerk/licences/scan/folder'

import { type Walk, walkArtefact, type WalkedFile } from './artefact-walk.ts'

/** Licence texts of one artefact. */
const textsMax = 64
/** Bytes of a card that are read: its front matter stands at its beginning. */
const cardBytesMax = 524_288
/** Bytes of a GGUF file that are read at first, and at most: the tokens of a vocabulary stand between the claims. */
const ggufBytesFirst = 1_048_576
const ggufBytesMax = 134_217_728
/** Aliases in a front matter. Nobody needs any; a few are harmless, thousands are an attack. */
const aliasesMax = 20

const says = {
  pdf: { de: 'ist keine Textdatei; eine Person muss sie lesen', en: 'is no text file; a person has to read it' },
  unreadable: { de: 'ist nicht lesbar', en: 'cannot be read' },
  tooManyTexts: {
    de: `mehr als ${textsMax} Lizenztexte, nicht gelesen`,
    en: `more than ${textsMax} licence texts, not read`,
  },
} as const satisfies Record<string, Text>

/** What an artefact is read with. */
export interface ArtefactReading {
  readonly texts: TextIndex
  /** Digests take as long as reading all weights does. */
  readonly withDigests: boolean
}

/** Where an artefact lies. */
export interface ArtefactPlace {
  /** As whoever looks for it calls it. */
  readonly name: string
  readonly path: string
  /** Its files, for whoever has looked already, or wants only some of them. */
  readonly walk?: Walk
}

/**
 * Everything that the files in a folder say about licence and origin.
 *
 * @throws where the folder itself cannot be read
 */
export async function readArtefactFolder(
  { name, path: place, walk = walkArtefact(place) }: ArtefactPlace,
  reading: ArtefactReading,
): Promise<ArtefactFolder> {
  const unread: Unread[] = [...walk.unread]
  const texts = textsIn(walk.files, reading, unread)
  const sources = walk.files.flatMap((file) => claimsIn(file, unread))
  const weights: FoundWeights[] = []
  for (const file of walk.files.filter(({ path }) => isWeights(path))) {
    const { path, bytes } = file
    weights.push({ path, bytes, ...(reading.withDigests ? { sha256: await digestOf(file) } : {}) })
  }
  return { name, path: place, texts, sources, weights, unread }
}

/**
 * What card and headers of weights in a folder claim, and whether the card could be read. Weights without a readable header claim
 * nothing; no engine would take them.
 *
 * @throws where the folder itself cannot be read
 */
export function claimedIn(folder: string): { readonly claims: readonly Claims[]; readonly isCardReadable: boolean } {
  const unread: Unread[] = []
  const found = walkArtefact(folder).files.flatMap((file) => claimsIn(file, unread))
  return { claims: found.map(({ claims }) => claims), isCardReadable: !unread.some(({ path }) => isCard(path)) }
}

/** Only the card of the artefact itself; those in folders below are about something else. */
function isCard(path: string): boolean {
  return /^readme\.md$/i.test(path)
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function textsIn(files: readonly WalkedFile[], { texts }: ArtefactReading, unread: Unread[]): readonly FoundText[] {
  const named = files
    .filter(({ path }) => identityKind(nameOf(path)) !== undefined)
    .toSorted((one, other) => byIdentityOrder(one.path, other.path))
  for (const { path } of named.slice(textsMax)) unread.push({ path, why: says.tooManyTexts })
  return named.slice(0, textsMax).map((file): FoundText => {
    // What is no text is a licence that nobody has identified, which is not the same as none.
    if (!isTextFile(nameOf(file.path))) {
      unread.push({ path: file.path, why: says.pdf })
      return { path: file.path, identification: { licence: null, confidence: 0, why: 'not_text' } }
    }
    return { path: file.path, identification: identify(beginning(file, textBytesMax + 1), texts, sha256Hex) }
  })
}

function claimsIn(file: WalkedFile, unread: Unread[]): readonly FoundClaims[] {
  try {
    const claims = readClaims(file)
    return claims === undefined ? [] : [{ path: file.path, claims }]
  } catch (error) {
    unread.push({ path: file.path, why: error instanceof ArtefactUnreadable ? error.text : says.unreadable })
    return []
  }
}

function readClaims(file: WalkedFile): Claims | undefined {
  const { path } = file
  if (isCard(path)) return readModelCard(beginning(file, cardBytesMax), parseFrontMatter)
  if (/\.safetensors$/i.test(path)) {
    const headerBytes = safetensorsHeaderBytes(beginning(file, safetensorsLengthBytes))
    const claims = readSafetensors(beginning(file, safetensorsLengthBytes + headerBytes))
    return saysSomething(claims) ? claims : undefined
  }
  return /\.gguf$/i.test(path) ? ggufClaims(file) : undefined
}

/** Reads on until the metadata is whole. */
function ggufClaims(file: WalkedFile): Claims {
  for (let bytes = ggufBytesFirst; ; bytes *= 4) {
    try {
      return readGguf(beginning(file, Math.min(bytes, ggufBytesMax)))
    } catch (error) {
      const isWhole = bytes >= file.bytes || bytes >= ggufBytesMax
      if (isWhole || !(error instanceof ArtefactUnreadable) || error.code !== 'artefact_truncated') throw error
    }
  }
}

function parseFrontMatter(text: string): unknown {
  return parse(text, { maxAliasCount: aliasesMax, logLevel: 'error', prettyErrors: false })
}

/** Most headers of weights claim nothing, and a list of them would hide those that do. */
function saysSomething({ licences, bases, name }: Claims): boolean {
  return licences.length > 0 || bases.length > 0 || name !== undefined
}

/** By its name. */
export function isWeights(path: string): boolean {
  return /\.(?:safetensors|gguf|bin|pt|pth|ckpt|onnx|npz|h5|msgpack)$/i.test(path)
}

/** The first bytes of a file. */
export function beginning({ place, bytes }: Pick<WalkedFile, 'place' | 'bytes'>, most: number): Uint8Array {
  const wanted = Math.min(bytes, most)
  const buffer = new Uint8Array(wanted)
  const file = openSync(place, 'r')
  try {
    let read = 0
    while (read < wanted) {
      const now = readSync(file, buffer, read, wanted - read, read)
      if (now === 0) break
      read += now
    }
    return buffer.subarray(0, read)
  } finally {
    closeSync(file)
  }
}

async function digestOf({ place }: WalkedFile): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(place, { highWaterMark: 1_048_576 })) hash.update(chunk as Uint8Array) // No encoding is set.
  return hash.digest('hex')
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
