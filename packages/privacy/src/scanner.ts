import { digit, kindAt } from './character.ts'
import { eachChain, Separators, type Chain } from './chain.ts'
import { Context, contextWords, type ContextWords } from './context.ts'
import type { Candidate, Grade, Hints, IdentifierDetector } from './detector.ts'
import type { Evidence, Finding } from './finding.ts'
import type { Reading } from './reading.ts'
import { mixesCase, standingOf, type Standing } from './surroundings.ts'

/** Longest compact form over several groups. The longest identifier that people write in groups is an IBAN, 33 places. */
const compactMax = 40
/** Longest single group that is looked at: a Bitcoin address in bech32m has 62 places. */
const groupMax = 90
/** Most groups of a candidate: an IBAN of 33 places has nine. */
const groupsMax = 10
/** Most groups of one character. More of them are a list, not a number. */
const singlesMax = 3

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

/** Groups `first` to `last` of a chain. */
interface Stretch {
  readonly chain: Chain
  readonly first: number
  readonly last: number
  /** Which separators are in it, one bit each. */
  readonly separators: number
  /** Whether one of its groups holds both cases and digits. */
  readonly isMixed: boolean
}

/** Every stretch of the chain that could be an identifier. From each group on at most ten, so a long chain costs no more per group. */
function examine(chain: Chain, table: Table, separators: Separators, search: Search): void {
  const { text } = search.reading
  for (let first = 0; first < chain.count; first += 1) {
    const startsWithDigit = kindAt(text, chain.starts[first] ?? 0) === digit
    let length = 0
    let mask = 0
    let singles = 0
    let kinds = 0
    let isMixed = false
    for (let last = first; last < chain.count && last - first < groupsMax; last += 1) {
      const start = chain.starts[last] ?? 0
      const size = (chain.ends[last] ?? 0) - start
      if (last > first) mask |= separators.bitAt(text, start - 1)
      length += size
      if (size === 1) singles += 1
      if (length > (last === first ? groupMax : compactMax) || singles > singlesMax) break
      kinds |= chain.kinds[last] ?? 0
      isMixed ||= mixesCase(chain.kinds[last] ?? 0)
      const entries = table.entriesFor(length, startsWithDigit)
      // Capitals alone stand in a chain of their own.
      if (entries === undefined || ((kinds & digit) === 0 && chain.count > 1)) continue
      examineStretch({ chain, first, last, separators: mask, isMixed }, entries, search)
    }
  }
}

interface Search {
  readonly reading: Reading
  readonly hints: Hints
  readonly add: (finding: Finding) => void
}

function examineStretch(stretch: Stretch, entries: readonly Entry[], { reading, hints, add }: Search): void {
  const { text } = reading
  const start = stretch.chain.starts[stretch.first] ?? 0
  const end = stretch.chain.ends[stretch.last] ?? 0
  let candidate: Candidate | undefined
  let standing: Standing | undefined
  let context: Context | undefined
  for (const { detector, separators, context: words } of entries) {
    if ((stretch.separators & ~separators) !== 0 || (stretch.isMixed && detector.mixesCase !== true)) continue
    standing ??= standingOf(text, stretch.chain, stretch.first, stretch.last)
    if (standing === 'part') return
    candidate ??= candidateOf(text, stretch)
    const grade = detector.grade(candidate)
    if (grade === undefined) continue
    context ??= new Context(reading, { start, end }, hints)
    const isDoubted = grade === 'certain' && detector.heedsOtherNames === true && context.isDeterred()
    const judged = judge(isDoubted ? 'likely' : grade, detector, standing, context.distanceOf(words))
    if (judged === undefined) continue
    add({
      start: reading.originalAt(start),
      end: reading.originalAt(end),
      category: detector.category,
      kind: detector.kind,
      ...judged,
      detector: detector.kind,
    })
  }
}

function candidateOf(text: string, { chain, first, last }: Stretch): Candidate {
  const written = text.slice(chain.starts[first], chain.ends[last])
  if (first === last) return { compact: written.toUpperCase(), written, groups: [written.length], separators: '' }
  let compact = ''
  let separators = ''
  const groups: number[] = []
  for (let index = first; index <= last; index += 1) {
    const start = chain.starts[index] ?? 0
    const end = chain.ends[index] ?? 0
    compact += text.slice(start, end)
    groups.push(end - start)
    if (index > first) separators += text.charAt(start - 1) === '–' ? '-' : text.charAt(start - 1)
  }
  return { compact: compact.toUpperCase(), written, groups, separators }
}

/** From here on a word of context says little more about which of several identifiers it is. */
const farAway = 100

/** What the check, the words around and the place in the text say together. */
function judge(
  grade: NonNullable<Grade>,
  { contextIsEnough }: IdentifierDetector,
  standing: Standing,
  distance: number | undefined,
): { evidence: Evidence; score: number } | undefined {
  const nearness = distance === undefined ? 0 : 1 - distance / farAway
  if (grade === 'certain') return { evidence: 'certain', score: 0.9 + nearness / 10 }
  const isLifted = distance !== undefined && (grade === 'likely' || contextIsEnough === true)
  // Doubtful means part of a path or of something that looks like a hash: there only a label of its own counts.
  if (isLifted && (standing === 'free' || distance === 0)) return { evidence: 'likely', score: 0.5 + nearness * 0.4 }
  // A shape alone says nothing worth keeping.
  return grade === 'likely' ? { evidence: 'weak', score: 0.2 } : undefined
}
