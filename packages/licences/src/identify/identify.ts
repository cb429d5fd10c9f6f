import type { LicenceId, LicenceText } from '../terms.ts'
import { fingerprintOf, hashOf, type Sha256 } from './fingerprint.ts'
import { numbersWithMeaning } from './numbers.ts'
import { type NoText, plainText } from './plain-text.ts'
import { estimatedSimilarity, sketchOf } from './sketch.ts'
import { filledTemplate } from './templates.ts'
import type { RecognisedText, TextIndex } from './text-index.ts'
import { wordsOf } from './words.ts'

export type Identification = Identified | NotIdentified

/** One version of one licence, or a text that belongs to one. */
export interface Identified {
  /** The licence; for a policy, a notice and a text that nobody has stated, the id of the text. */
  readonly licence: LicenceId
  readonly confidence: 1
  readonly by: 'words' | 'prose' | 'template'
  readonly text: string
  readonly role: LicenceText['role']
  /** The licences that the text belongs to. None: it is known, and nobody has stated what it says. */
  readonly entries: readonly LicenceId[]
  readonly wordSha256: string
  /** As a template states them. */
  readonly holders?: readonly string[]
}

export interface NotIdentified {
  readonly licence: null
  readonly confidence: 0
  readonly why: NotIdentifiedBecause
  /** Absent where there are no words. */
  readonly wordSha256?: string
  /** The known text that is most alike, to compare with. It says nothing about what this text is. */
  readonly nearest?: string
  /** Estimated from sketches; 0 to 1. */
  readonly similarity?: number
}

export type NotIdentifiedBecause =
  | NoText
  | 'unknown_text'
  | 'numbers_differ' // The prose of a known text with another version, date or threshold.
  | 'copy_unusable' // The words of a text that was read inside another work only.

/** A sketch can miss one changed word. What no fingerprint knows differs, so it is never shown as the same. */
const nearMax = 0.999
/** Below this, texts have phrases in common and no more. */
const nearMin = 0.3

/**
 * Which licence a text is. Only a fingerprint identifies: of all words, of all words but list marks where the numbers agree as well,
 * or of a template that the text fills. Being alike never does.
 *
 * @example identify(bytes, indexTexts(indexCatalogue(catalogue)), sha256).licence // 'CC-BY-4.0', or null
 */
export function identify(input: Uint8Array | string, known: TextIndex, sha256: Sha256): Identification {
  const read = plainText(input)
  if ('problem' in read) return { licence: null, confidence: 0, why: read.problem }
  const words = wordsOf(read.text)
  if (words.length === 0) return { licence: null, confidence: 0, why: 'no_words' }
  const { wordSha256, proseSha256 } = fingerprintOf(words, sha256)

  const exact = known.byWords.get(wordSha256)
  if (exact !== undefined) return exact.isHashUsable ? identified(exact, 'words', wordSha256) : copyUnusable(exact)

  const alike = known.byProse.get(proseSha256) ?? []
  const numbersSha256 = alike.length === 0 ? '' : hashOf(numbersWithMeaning(read.text), sha256)
  const agreeing = alike.filter((text) => text.isHashUsable && text.numbersSha256 === numbersSha256)
  const found = agreeing.find(({ entries }) => entries.length > 0) ?? agreeing[0]
  if (found !== undefined) return identified(found, 'prose', wordSha256)

  const filled = filledTemplate(words, known.templates, sha256)
  if (filled !== undefined) return fromTemplate(filled, known, wordSha256)

  const why = alike.length > 0 ? 'numbers_differ' : 'unknown_text'
  return { licence: null, confidence: 0, why, wordSha256, ...nearest(words, known) }
}

function identified(found: RecognisedText, by: 'words' | 'prose', wordSha256: string): Identified {
  const { id, role, entries } = found
  const [entry, ...more] = entries
  const licence = role === 'licence' && entry !== undefined && more.length === 0 ? entry : id
  return { licence, confidence: 1, by, text: id, role, entries, wordSha256 }
}

function copyUnusable({ id, wordSha256 }: RecognisedText): NotIdentified {
  return { licence: null, confidence: 0, why: 'copy_unusable', wordSha256, nearest: id, similarity: 1 }
}

function fromTemplate(
  { licence, holders }: { readonly licence: LicenceId; readonly holders: readonly string[] },
  known: TextIndex,
  wordSha256: string,
): Identified {
  const entries = known.hasEntry(licence) ? [licence] : []
  return { licence, confidence: 1, by: 'template', text: licence, role: 'licence', entries, wordSha256, holders }
}

function nearest(words: readonly string[], { byWords }: TextIndex): Pick<NotIdentified, 'nearest' | 'similarity'> {
  const sketch = sketchOf(words)
  let best: { readonly nearest: string; readonly similarity: number } | undefined
  for (const text of byWords.values()) {
    const similarity = text.sketch === undefined ? 0 : Math.min(nearMax, estimatedSimilarity(sketch, text.sketch))
    if (similarity >= nearMin && similarity > (best?.similarity ?? 0)) best = { nearest: text.id, similarity }
  }
  return best ?? {}
}
