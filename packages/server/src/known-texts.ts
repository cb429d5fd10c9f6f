// Texts that the operator has on disk, to compare with: the product carries none.
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { differenceOf, type Difference } from '@stellwerk/licences/identify/difference'
import { identify } from '@stellwerk/licences/identify/identify'
import { plainText, textBytesMax } from '@stellwerk/licences/identify/plain-text'
import { similarity } from '@stellwerk/licences/identify/similarity'
import type { TextIndex } from '@stellwerk/licences/identify/text-index'
import { wordsOf } from '@stellwerk/licences/identify/words'

import { sha256Hex } from './artefact-folder.ts'

/** Texts of one folder that are compared with. The catalogue was read from 67. */
const textsMax = 1_000

export interface ComparisonText {
  /** The licence where the text is one, else the name of the file. */
  readonly name: string
  readonly words: readonly string[]
}

/** The file, or its beginning if it is longer than any licence. */
export function readTextFile(path: string): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const buffer = new Uint8Array(textBytesMax + 1)
    let read = 0
    for (let now = -1; now !== 0 && read < buffer.length; read += now) {
      now = readSync(file, buffer, read, buffer.length - read, null)
    }
    return buffer.subarray(0, read)
  } finally {
    closeSync(file)
  }
}

/** The texts in a folder, by name. */
export function textsToCompare(folder: string, known: TextIndex): readonly ComparisonText[] {
  const files = readdirSync(folder)
    .toSorted()
    .filter((name) => statSync(join(folder, name)).isFile())
    .slice(0, textsMax)
  return files.flatMap((name) => {
    const bytes = readTextFile(join(folder, name))
    const read = plainText(bytes)
    if ('problem' in read) return []
    const found = identify(bytes, known, sha256Hex)
    const id = found.licence === null ? (found.why === 'copy_unusable' ? found.nearest : undefined) : found.text
    return [{ name: id ?? name, words: wordsOf(read.text) }]
  })
}

/** The text that is most alike, how alike it is, and where the two part. */
export function comparedWith(
  text: string,
  texts: readonly ComparisonText[],
): { readonly nearest: string; readonly similarity: number; readonly difference: Difference } | undefined {
  const words = wordsOf(text)
  let best: { readonly text: ComparisonText; readonly similarity: number } | undefined
  for (const each of texts) {
    const alike = similarity(words, each.words)
    if (alike > (best?.similarity ?? 0)) best = { text: each, similarity: alike }
  }
  if (best === undefined) return undefined
  const difference = differenceOf({ known: best.text.words, found: words })
  return { nearest: best.text.name, similarity: best.similarity, difference }
}
