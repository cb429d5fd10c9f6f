import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

import type { ComponentConfig } from '@stellwerk/contract/config-licences'
import type { MissingFact } from '@stellwerk/contract/lamp'

import {
  unreadableCard,
  unreadableFolder,
  unreadableText,
  weightsDiffer,
  weightsMissing,
  weightsUnmeasured,
} from '../component-doubts.ts'
import type { FolderFacts } from '../folder-facts.ts'
import type { MeasuredWeights } from './stores.ts'

/** Entries of a folder with its folders that are looked at. A model in many parts has some hundred. */
const entriesMax = 10_000

/** Folders within folders: `original/consolidated` and the like. */
const depthMax = 3

/** Texts of one component. Those with licences have one to four. */
const textsMax = 32

/** Bytes of one text. The longest licence that we know has 35 kB. */
const textBytesMax = 1_048_576

const textPattern = /^(?:model[-_])?(?:licen[cs]es?|copying|use[-_]policy|usage[-_]policy)(?:[-_. ].*)?$/i
/** The card of the artefact itself. */
const cardPattern = /^readme\.md$/i
const weightPattern = /\.(?:safetensors|gguf|bin|pt|pth|onnx|npz|msgpack|h5)$/i

/** A text that was looked at: which licence it is, if any, and the fingerprint of its words. */
export type IdentifyText = (bytes: Uint8Array) => {
  /** Licences that the text belongs to; empty where nobody knows it. */
  readonly licences: readonly string[]
  readonly wordSha256?: string | undefined
}

export interface FolderPorts {
  readonly identify: IdentifyText
  /** What card and headers of weights name as bases; undefined where the card cannot be read. */
  readonly claimedBases: (folder: string) => readonly string[] | undefined
  /** SHA-256 (hex) of the weights, read in the background. */
  readonly measure: (files: readonly string[]) => Promise<string>
  readonly measured: readonly MeasuredWeights[]
  readonly store: (measured: MeasuredWeights) => Promise<void>
  /** Something in the folders is other than before, or was measured meanwhile. */
  readonly onChanged: () => void
  readonly onTrouble: (error: unknown) => void
}

interface Seen {
  readonly marks: string
  readonly facts: FolderFacts
}

/**
 * What lies in the folders of components: texts by what they are, weights by their digest where the configuration states one. Files
 * are told to be the same by cheap marks; what differs is read again, and until weights are measured nobody knows what they are.
 */
export class Folders {
  readonly #ports: FolderPorts
  readonly #seen = new Map<string, Seen>()
  readonly #measured = new Map<string, MeasuredWeights>()
  readonly #measuring = new Map<string, string>()

  constructor(ports: FolderPorts) {
    this.#ports = ports
    for (const one of ports.measured) this.#measured.set(one.componentId, one)
  }

  look(component: ComponentConfig): FolderFacts {
    const { id, folder = '', digest } = component
    const { texts, cards, weights, problem } = filesIn(folder)
    const weightMarks = digest === undefined ? '' : marksOf(folder, weights)
    const isMeasured = this.#measured.get(id)?.marks === weightMarks
    const claimMarks = marksOf(folder, [...cards, ...weights])
    const marks = [folder, digest, problem, marksOf(folder, texts), claimMarks, weightMarks, isMeasured].join('\0')
    const seen = this.#seen.get(id)
    if (seen?.marks === marks) return seen.facts
    const facts = problem === undefined ? this.#read(component, texts, weights, weightMarks) : nothingIn(id)
    this.#seen.set(id, { marks, facts })
    return facts
  }

  /** What texts are has to be asked again: another catalogue knows other texts. */
  forget(): void {
    this.#seen.clear()
  }

  /** Whether one of them has changed. */
  haveChanged(components: readonly ComponentConfig[]): boolean {
    return (
      components.filter((component) => {
        if (component.folder === undefined) return false
        const before = this.#seen.get(component.id)?.facts
        return this.look(component) !== before
      }).length > 0
    )
  }

  #read(
    { id, digest, folder = '' }: ComponentConfig,
    texts: readonly string[],
    weights: readonly string[],
    weightMarks: string,
  ): FolderFacts {
    const licences: (readonly string[])[] = []
    const fingerprints: string[] = []
    const doubts: MissingFact[] = []
    for (const file of texts) {
      const bytes = bytesOf(file)
      if (bytes === undefined) {
        doubts.push(unreadableText(id))
        continue
      }
      const found = this.#ports.identify(bytes)
      licences.push(found.licences.length === 0 ? ['NO-LICENCE'] : found.licences)
      if (found.wordSha256 !== undefined) fingerprints.push(found.wordSha256)
    }
    if (digest !== undefined) doubts.push(...this.#weightDoubts(id, digest, weights, weightMarks))
    const claimedBases = this.#ports.claimedBases(folder)
    if (claimedBases === undefined) doubts.push(unreadableCard(id))
    return { licences, textSha256: fingerprints.toSorted(), claimedBases: claimedBases ?? [], doubts }
  }

  #weightDoubts(id: string, stated: string, files: readonly string[], marks: string): readonly MissingFact[] {
    if (files.length === 0) return [weightsMissing(id)]
    const measured = this.#measured.get(id)
    if (measured?.marks === marks) return measured.digest === stated ? [] : [weightsDiffer(id)]
    this.#measure(id, files, marks)
    return [weightsUnmeasured(id)]
  }

  #measure(componentId: string, files: readonly string[], marks: string): void {
    if (this.#measuring.get(componentId) === marks) return
    this.#measuring.set(componentId, marks)
    this.#ports
      .measure(files)
      .then(async (digest) => {
        const measured = { componentId, marks, digest }
        this.#measured.set(componentId, measured)
        this.#ports.onChanged()
        await this.#ports.store(measured)
      })
      .catch((error: unknown) => this.#ports.onTrouble(error))
      // What failed is tried again at the next look, because it is still unmeasured then.
      .finally(() => {
        if (this.#measuring.get(componentId) === marks) this.#measuring.delete(componentId)
        this.#seen.delete(componentId)
      })
  }
}

function nothingIn(id: string): FolderFacts {
  return { licences: [], textSha256: [], claimedBases: [], doubts: [unreadableFolder(id)] }
}

interface FoundFiles {
  readonly texts: readonly string[]
  readonly cards: readonly string[]
  readonly weights: readonly string[]
  readonly problem?: 'unreadable'
}

/** Links are not followed for texts: one under the name LICENSE could lead to any file of this machine. */
function filesIn(folder: string): FoundFiles {
  const texts: string[] = []
  const cards: string[] = []
  const weights: string[] = []
  let count = 0
  const walk = (at: string, depth: number): void => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      if (++count > entriesMax) throw new RangeError('too many entries')
      const path = join(at, entry.name)
      // A cache of a hub holds weights as links to their content.
      if (weightPattern.test(entry.name) && !entry.isDirectory()) weights.push(path)
      else if (entry.isFile() && depth === 0 && textPattern.test(entry.name)) texts.push(path)
      else if (depth === 0 && !entry.isDirectory() && cardPattern.test(entry.name)) cards.push(path)
      else if (entry.isDirectory() && depth < depthMax) walk(path, depth + 1)
    }
  }
  try {
    walk(folder, 0)
  } catch {
    return { texts: [], cards: [], weights: [], problem: 'unreadable' }
  }
  if (texts.length > textsMax) return { texts: [], cards: [], weights: [], problem: 'unreadable' }
  return { texts: texts.toSorted(), cards: cards.toSorted(), weights: weights.toSorted() }
}

/** Cheap to have and other than before whenever somebody wrote, exchanged or replaced a file in the ordinary way. */
function marksOf(folder: string, files: readonly string[]): string {
  return files
    .map((file) => {
      try {
        const { ino, size, mtimeNs, ctimeNs } = statSync(file, { bigint: true })
        return `${relative(folder, file)}:${ino}:${size}:${mtimeNs}:${ctimeNs}`
      } catch {
        return `${relative(folder, file)}:unreadable`
      }
    })
    .join('\n')
}

function bytesOf(path: string): Uint8Array | undefined {
  let file: number | undefined
  try {
    // Without waiting, because a pipe under such a name would hold everything up.
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    const facts = fstatSync(file)
    if (!facts.isFile() || facts.size > textBytesMax) return undefined
    const bytes = new Uint8Array(facts.size)
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0))
  } catch {
    return undefined
  } finally {
    if (file !== undefined) closeSync(file)
  }
}
