import { digit, kindAt, lower } from './character.ts'
import { eachChain, Separators, type Chain } from './chain.ts'
import { contextWords, type ContextWords } from './context-words.ts'
import { Context } from './context.ts'
import type { Candidate, Grade, Hints, IdentifierDetector } from './detector.ts'
import type { Evidence, Finding } from './finding.ts'
import type { Reading } from './reading.ts'
import { isWholeInChain, mixesCase, standingOf, type Standing } from './surroundings.ts'

/** Longest compact form over several groups. The longest identifier that people write in groups is an IBAN, 33 places. */
const compactMax = 40
/** Longest single group that is looked at: a Bitcoin address in bech32m has 62 places. */
const groupMax = 90
/** Most groups of a candidate: an IBAN of 33 places has nine. */
const groupsMax = 10
/** Most groups of one character. More of them are a list, not a number. */
const singlesMax = 3
/** A chain of more groups is a row of numbers. In it a number is one group, unless it begins with letters as an IBAN does. */
const rowMin = 32

export type Scanner = (reading: Reading, hints: Hints, add: (finding: Finding) => void) => void

/**
 * One pass over the text for all identifiers together. It looks for letters and digits with a digit among them, chains them over
 * separators, and hands each stretch of a chain to the detectors of its length, so that prose costs one look at each character.
 */
export function scannerOf(detectors: readonly IdentifierDetector[]): Scanner {
  const separators = new Separators([...new Set(detectors.flatMap(({ separators: own }) => [...(own ?? '')]))].join(''))
  const table = new Table(detectors, separators)
  return (reading, hints, add) => {
    eachChain(reading.text, separators, (chain) => examine(chain, table, separators, { reading, hints, add }))
  }
}

/** A detector, ready to be called. */
interface Entry {
  readonly detector: IdentifierDetector
  readonly separators: number
  readonly context: ContextWords
}

/** Detectors by length of the compact form and by whether it begins with a digit. */
class Table {
  readonly #byDigit: (Entry[] | undefined)[] = []
  readonly #byLetter: (Entry[] | undefined)[] = []

  constructor(detectors: readonly IdentifierDetector[], separators: Separators) {
    for (const detector of detectors) {
      const context = contextWords(detector.context)
      const entry = { detector, separators: separators.maskOf(detector.separators ?? ''), context }
      for (const length of detector.lengths) {
        if (detector.startsWith !== 'letter') (this.#byDigit[length] ??= []).push(entry)
        if (detector.startsWith !== 'digit') (this.#byLetter[length] ??= []).push(entry)
      }
    }
  }

  /** Undefined where no detector takes this length. */
  entriesFor(length: number, startsWithDigit: boolean): readonly Entry[] | undefined {
    return (startsWithDigit ? this.#byDigit : this.#byLetter)[length]
  }
}

interface Search {
  readonly reading: Reading
  readonly hints: Hints
  readonly add: (finding: Finding) => void
}

/** Every stretch of the chain that could be an identifier. From each group on at most ten, so a long chain costs no more per group. */
function examine(chain: Chain, table: Table, separators: Separators, search: Search): void {
  const { text } = search.reading
  let compact: string | undefined
  // The last group of what is certain: no stretch within it is anything else.
  let explained = -1
  for (let first = 0; first < chain.count; first += 1) {
    const startsWithDigit = kindAt(text, chain.starts[first] ?? 0) === digit
    let mask = 0
    let singles = 0
    let kinds = 0
    let isMixed = false
    const groups = chain.count >= rowMin && startsWithDigit ? 1 : groupsMax
    for (let last = first; last < chain.count && last - first < groups; last += 1) {
      const start = chain.starts[last] ?? 0
      const size = (chain.ends[last] ?? 0) - start
      const length = (chain.offsets[last] ?? 0) - (chain.offsets[first] ?? 0) + size
      if (last > first) mask |= separators.bitAt(text, start - 1)
      if (size === 1) singles += 1
      if (length > (last === first ? groupMax : compactMax) || singles > singlesMax) break
      kinds |= chain.kinds[last] ?? 0
      isMixed ||= mixesCase(chain.kinds[last] ?? 0)
      const entries = table.entriesFor(length, startsWithDigit)
      // Capitals alone stand in a chain of their own.
      if (entries === undefined || last <= explained || ((kinds & digit) === 0 && chain.count > 1)) continue
      if (!isWholeInChain(text, chain, first, last)) continue
      compact ??= compactOf(text, chain)
      if (grade(new Stretch(text, chain, { first, last, compact }), { entries, mask, isMixed }, search))
        explained = last
    }
  }
}

/** All groups of a chain without what stands between them. */
function compactOf(text: string, { count, starts, ends, kinds }: Chain): string {
  let compact = ''
  let all = 0
  for (let index = 0; index < count; index += 1) {
    compact += text.slice(starts[index], ends[index])
    all |= kinds[index] ?? 0
  }
  return (all & lower) === 0 ? compact : compact.toUpperCase()
}

/** Groups `first` to `last` of a chain. What most detectors never ask for is made when it is asked for. */
class Stretch implements Candidate {
  readonly compact: string
  readonly first: number
  readonly last: number
  readonly chain: Chain
  readonly #text: string
  /** Several detectors ask for them. */
  #groups: readonly number[] | undefined

  constructor(text: string, chain: Chain, at: { first: number; last: number; compact: string }) {
    this.#text = text
    this.chain = chain
    this.first = at.first
    this.last = at.last
    const from = chain.offsets[at.first] ?? 0
    this.compact = at.compact.slice(from, from + this.#length())
  }

  get start(): number {
    return this.chain.starts[this.first] ?? 0
  }

  get end(): number {
    return this.chain.ends[this.last] ?? 0
  }

  get written(): string {
    return this.#text.slice(this.start, this.end)
  }

  get groups(): readonly number[] {
    if (this.#groups !== undefined) return this.#groups
    const { starts, ends } = this.chain
    const groups: number[] = []
    for (let index = this.first; index <= this.last; index += 1) groups.push((ends[index] ?? 0) - (starts[index] ?? 0))
    this.#groups = groups
    return groups
  }

  get separators(): string {
    let signs = ''
    for (let index = this.first + 1; index <= this.last; index += 1) {
      const sign = this.#text.charAt((this.chain.starts[index] ?? 0) - 1)
      signs += sign === '–' ? '-' : sign
    }
    return signs
  }

  #length(): number {
    const { offsets, starts, ends } = this.chain
    return (offsets[this.last] ?? 0) - (offsets[this.first] ?? 0) + (ends[this.last] ?? 0) - (starts[this.last] ?? 0)
  }
}

interface Asked {
  readonly entries: readonly Entry[]
  /** Which separators are in the stretch, one bit each. */
  readonly mask: number
  /** Whether one of its groups holds both cases and digits. */
  readonly isMixed: boolean
}

/**
 * Asks the detectors. Their checks cost less than looking around, so they come first.
 *
 * @returns whether one of them is certain of several groups
 */
function grade(stretch: Stretch, { entries, mask, isMixed }: Asked, { reading, hints, add }: Search): boolean {
  let isExplained = false
  let standing: Standing | undefined
  let context: Context | undefined
  for (const { detector, separators, context: words } of entries) {
    if ((mask & ~separators) !== 0 || (isMixed && detector.mixesCase !== true)) continue
    const graded = detector.grade(stretch)
    if (graded === undefined) continue
    standing ??= standingOf(reading.text, stretch.chain, stretch.first, stretch.last)
    if (standing === 'part') return false
    context ??= new Context(reading, stretch, hints)
    const isDoubted = graded === 'certain' && detector.heedsOtherNames === true && context.isDeterred()
    const judged = judge(isDoubted ? 'likely' : graded, detector, standing, context.distanceOf(words))
    if (judged === undefined) continue
    add({
      start: reading.originalAt(stretch.start),
      end: reading.originalAt(stretch.end),
      category: detector.category,
      kind: detector.kind,
      ...judged,
      detector: detector.kind,
    })
    isExplained ||= judged.evidence === 'certain' && stretch.last > stretch.first
  }
  return isExplained
}

/** From here on a word of context says little more about which of several identifiers it is. */
const farAway = 100

/** What the check, the words around and the place in the text say together. */
function judge(
  graded: NonNullable<Grade>,
  { contextIsEnough }: IdentifierDetector,
  standing: Standing,
  distance: number | undefined,
): { evidence: Evidence; score: number } | undefined {
  const nearness = distance === undefined ? 0 : 1 - distance / farAway
  if (graded === 'certain') return { evidence: 'certain', score: 0.9 + nearness / 10 }
  const isLifted = distance !== undefined && (graded === 'likely' || contextIsEnough === true)
  // Doubtful means part of a path or of something that looks like a hash: there only a label of its own counts.
  if (isLifted && (standing === 'free' || distance === 0)) return { evidence: 'likely', score: 0.5 + nearness * 0.4 }
  // A shape alone says nothing worth keeping.
  return graded === 'likely' ? { evidence: 'weak', score: 0.2 } : undefined
}
