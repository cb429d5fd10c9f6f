import type { Category, Finding } from '../finding.ts'
import type { Reading } from '../reading.ts'
import { ambiguousNames } from './ambiguous.ts'
import { cueKinds, cueOf } from './cues.ts'
import { hashOfWord } from './hash.ts'
import { isLetter, kindOf, unitKinds } from './letters.ts'

/** A text of a conversation, and what was found in it. */
export interface Found {
  readonly reading: Reading
  readonly findings: readonly Finding[]
}

/** Longer names are known by their first words. */
const wordsMax = 8
/** A part of a name alone: shorter ones are too often something else. */
const partUnitsMin = 3
/** Between two words of a name: a space, a hyphen, a line break, a full stop and a space. */
const betweenMax = 3

/** Names by their words. A leaf says whose name it is. */
interface Node {
  readonly next: Map<string, Node>
  name?: Known
}

interface Known {
  readonly category: Category
  readonly kind: string
  readonly score: number
  /** One word of a longer name, or a name of one word. */
  readonly isPart: boolean
}

/**
 * Masks everywhere in a conversation what was found to be a name anywhere in it: "Weißgerber" in message 1, because message 5 says
 * "Frau Erika Weißgerber". One pass over each text along a tree of words, so linear in their length.
 *
 * @returns for each text its findings and the new ones, by place
 */
export function propagated(texts: readonly Found[]): Finding[][] {
  const names = namesOf(texts)
  return texts.map((text) => {
    if (names.next.size === 0) return [...text.findings]
    const added = occurrences(text, names)
    return added.length === 0
      ? [...text.findings]
      : [...text.findings, ...added].sort((one, other) => one.start - other.start)
  })
}

function namesOf(texts: readonly Found[]): Node {
  const root: Node = { next: new Map() }
  for (const { reading, findings } of texts) {
    for (const finding of findings) {
      if (finding.evidence === 'weak') continue
      const words = wordsIn(reading.original.slice(finding.start, finding.end)).map(({ key }) => key)
      if (finding.category === 'PERSON') addPerson(root, words, finding)
      else if (finding.category === 'ORG' || finding.category === 'ADDRESS') addWhole(root, words, finding)
    }
  }
  return root
}

function addPerson(root: Node, words: readonly string[], finding: Finding): void {
  insert(root, words, { ...knownOf(finding), isPart: words.length === 1 })
  if (words.length < 2) return
  for (const word of words) if (isTelling(word)) insert(root, [word], { ...knownOf(finding), isPart: true })
}

/** An organisation of one short word ("Bahn") is not looked for again: the recogniser decides each time. */
function addWhole(root: Node, words: readonly string[], finding: Finding): void {
  if (words.length > 1) insert(root, words, { ...knownOf(finding), isPart: false })
}

function knownOf({ category, kind, score }: Finding): Omit<Known, 'isPart'> {
  return { category, kind, score }
}

/** Not "von", "Dr." or an initial. */
function isTelling(word: string): boolean {
  const cue = cueOf(hashOfWord(word))
  const saysNothing = cue !== cueKinds.none && cue !== cueKinds.profession && cue !== cueKinds.calendar
  return word.length >= partUnitsMin && !saysNothing
}

function insert(root: Node, words: readonly string[], name: Known): void {
  let node = root
  for (const word of words.slice(0, wordsMax)) {
    let next = node.next.get(word)
    if (next === undefined) node.next.set(word, (next = { next: new Map() }))
    node = next
  }
  if (node !== root) node.name ??= name
}

interface PlacedWord {
  readonly start: number
  readonly end: number
  /** In small letters. */
  readonly key: string
  readonly isCapital: boolean
}

function wordsIn(text: string): PlacedWord[] {
  const words: PlacedWord[] = []
  for (let place = 0; place < text.length;) {
    if (!isLetter(text.charCodeAt(place))) {
      place++
      continue
    }
    const start = place
    while (place < text.length && isWordUnit(text.charCodeAt(place))) place++
    const isCapital = kindOf(text.charCodeAt(start)) === unitKinds.upper
    words.push({ start, end: place, key: text.slice(start, place).toLowerCase(), isCapital })
  }
  return words
}

function isWordUnit(unit: number): boolean {
  return isLetter(unit) || kindOf(unit) === unitKinds.digit || (unit >= 0x3_00 && unit < 0x3_70)
}

function occurrences({ reading, findings }: Found, root: Node): Finding[] {
  const { text } = reading
  const words = wordsIn(text)
  const covered = spansOf(findings)
  const added: Finding[] = []
  for (let index = 0; index < words.length;) {
    const match = longestAt(words, index, { text, root })
    if (match === undefined) {
      index++
      continue
    }
    const start = reading.originalAt(match.start)
    const end = reading.originalAt(match.end)
    if (!covered(start, end)) added.push({ ...match.name, start, end })
    index += match.count
  }
  return added
}

interface Match {
  readonly start: number
  readonly end: number
  readonly count: number
  readonly name: Omit<Finding, 'start' | 'end'>
}

function longestAt(
  words: readonly PlacedWord[],
  from: number,
  { text, root }: { text: string; root: Node },
): Match | undefined {
  let node = root
  let longest: Match | undefined
  for (let count = 0; count < wordsMax; count++) {
    const word = words[from + count]
    if (word === undefined || (count > 0 && !isBetween(text, words[from + count - 1]?.end ?? 0, word.start))) break
    const genitive = node.next.get(withoutGenitive(word.key))
    const next = node.next.get(word.key)
    const reached = next ?? genitive
    if (reached === undefined) break
    if (reached.name !== undefined && mayStand(words, from, { text, isPart: reached.name.isPart && count === 0 })) {
      const end = next === undefined ? word.end - 1 : word.end
      longest = { start: words[from]?.start ?? 0, end, count: count + 1, name: findingOf(reached.name) }
    }
    if (next === undefined) break
    node = next
  }
  return longest
}

/** "webers" may be the genitive of "weber". */
function withoutGenitive(key: string): string {
  return key.length > partUnitsMin && key.endsWith('s') ? key.slice(0, -1) : ''
}

function isBetween(text: string, from: number, to: number): boolean {
  if (to - from > betweenMax) return false
  for (let place = from; place < to; place++) {
    const unit = text.charCodeAt(place)
    const joins = kindOf(unit) >= unitKinds.space || unit === 45 || unit === 46 || unit === 39 || unit === 0x20_19
    if (!joins) return false
  }
  return true
}

/** One word alone is a name when it is written as one, and, where it is a word as well, without an article before it. */
function mayStand(
  words: readonly PlacedWord[],
  at: number,
  { text, isPart }: { text: string; isPart: boolean },
): boolean {
  const word = words[at]
  if (!isPart || word === undefined) return true
  if (!word.isCapital) return false
  if (!ambiguousNames.has(word.key)) return true
  const before = words[at - 1]
  if (before === undefined || !isBetween(text, before.end, word.start)) return true
  const cue = cueOf(hashOfWord(before.key))
  return cue !== cueKinds.article && !contractions.has(before.key)
}

/** Prepositions with an article in them. */
const contractions: ReadonlySet<string> = new Set(['am', 'im', 'zum', 'zur', 'vom', 'beim', 'ins', 'ans', 'aufs'])

function findingOf({ category, kind, score }: Known): Match['name'] {
  return { category, kind, score, evidence: 'likely', detector: 'propagation' }
}

/** Asks whether a span touches what was found. Spans are asked in the order of their places, so each is passed once. */
function spansOf(findings: readonly Finding[]): (start: number, end: number) => boolean {
  const sure = findings.filter(({ evidence }) => evidence !== 'weak').sort((one, other) => one.start - other.start)
  let at = 0
  return (start, end) => {
    while (at < sure.length && (sure[at]?.end ?? 0) <= start) at++
    const next = sure[at]
    return next !== undefined && next.start < end
  }
}
