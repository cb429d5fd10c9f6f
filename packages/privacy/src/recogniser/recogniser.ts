import type { Hints } from '../detector.ts'
import type { Category, Finding } from '../finding.ts'
import type { Reading } from '../reading.ts'
import type { PrivacyPolicy } from '../treatment.ts'
import { biasOf } from './bias.ts'
import { languageOfHint, languages } from './language.ts'
import { beginsRequest } from './requests.ts'
import { readSegment, Segment } from './segment.ts'
import { namesOf } from './names.ts'
import { professionsOf } from './professions.ts'
import { Tagger } from './tagger.ts'
import { readWeights } from './weights.ts'

/** What is known of a text, and how sure a finding has to be. */
export interface RecogniserHints extends Hints {
  readonly sensitivity: PrivacyPolicy['sensitivity']
}

/** Finds persons, organisations, places, addresses and professions. Keeps nothing of a text but which ordinary words of our lists were in one. */
export interface Recogniser {
  /** Of the weights; part of the key under which findings are cached. */
  readonly version: string
  readonly find: (reading: Reading, hints: RecogniserHints, add: (finding: Finding) => void) => void
}

/**
 * A recogniser from the bytes of `weights/recogniser.bin`. Linear in the length of a text, whatever it is.
 *
 * @example
 * const recogniser = openRecogniser(bytes)
 * recogniser.find(readingAsIs('Frau Weber ruft an.'), { region: 'DE', sensitivity }, (finding) => found.push(finding))
 */
export function openRecogniser(bytes: Uint8Array): Recogniser {
  const weights = readWeights(bytes)
  const tagger = new Tagger(weights)
  const segment = new Segment()
  return {
    version: weights.version,
    find(reading, hints, add) {
      try {
        findIn(reading, hints, { tagger, segment, add })
      } finally {
        tagger.forget()
      }
    },
  }
}

function findIn(
  reading: Reading,
  hints: RecogniserHints,
  { tagger, segment, add }: { tagger: Tagger; segment: Segment; add: (finding: Finding) => void },
): void {
  const { text } = reading
  const bias = biasOf(hints.sensitivity)
  let language: number = languageOfHint(hints.language)
  for (let place = 0; place < text.length;) {
    place = readSegment(text, place, segment)
    if (language === languages.unknown) language = tagger.languageOf(text, segment)
    tagger.tag(text, segment, { language, bias })
    for (const name of namesOf(text, segment, tagger)) {
      if (!beginsRequest(text, name.start, name.end)) add(findingOf(name, reading))
    }
    if (hints.sensitivity.PROFESSION === 'lenient') continue
    for (const profession of professionsOf(text, segment, tagger)) {
      add(findingOf({ ...profession, category: 'PROFESSION', score: professionScore }, reading))
    }
  }
}

/** A cue and a word: there is nothing to weigh. */
const professionScore = 0.7

interface Place {
  readonly start: number
  readonly end: number
  readonly category: Category
  readonly score: number
}

function findingOf(name: Place, reading: Reading): Finding {
  return {
    start: reading.originalAt(name.start),
    end: reading.originalAt(name.end),
    category: name.category,
    kind: name.category,
    score: name.score,
    evidence: 'likely',
    detector: 'recogniser',
  }
}
