import type { Category, Finding } from '../finding.ts'
import type { Reading } from '../reading.ts'
import { ambiguousNames } from './ambiguous.ts'
import { cueKinds, cueOf } from './cues.ts'
import { hashOfWord } from './hash.ts'
import { kindOf, unitKinds } from './letters.ts'
import { FirstLetters, type NameWord, wordFrom, WordWalk } from './name-words.ts'

/** A text of a conversation, and what was found in it. */
export interface Found {
  readonly reading: Reading
  readonly findings: readonly Finding[]
}

type Passes = (of: Pick<Finding, 'category' | 'kind'>) => boolean

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
  /** A word before the last one of a name: it says less about who it is. */
  readonly isGiven?: boolean
  /** It goes on as it is, so it hides nothing that does not. */
  readonly passes: boolean
}

/** Bits of the hash of a first word. A conversation has a few hundred names, so most other words are told apart by them. */
const firstBits = 12

/** All names of a conversation. */
class Names {
  readonly root: Node = { next: new Map() }
  /** 1 where the first word of a name has these bits: so words of a text need no string to be passed over. */
  readonly #firsts = new Uint8Array(1 << firstBits)
  readonly firstLetters = new FirstLetters()

  add(words: readonly NamePart[], name: Known): void {
    let node = this.root
    for (const { key } of words.slice(0, wordsMax)) {
      let next = node.next.get(key)
      if (next === undefined) node.next.set(key, (next = { next: new Map() }))
      node = next
    }
    if (words[0] === undefined) return
    if (node.name === undefined || (node.name.passes && !name.passes)) node.name = name
    this.#firsts[bitsOf(words[0].hash)] = 1
    this.firstLetters.add(words[0].text, words[0].start)
  }

  mayBeginWith({ hash, stemHash }: Pick<NameWord, 'hash' | 'stemHash'>): boolean {
    return this.#firsts[bitsOf(hash)] === 1 || this.#firsts[bitsOf(stemHash)] === 1
  }
}

function bitsOf(hash: number): number {
  return (hash ^ (hash >>> firstBits)) & ((1 << firstBits) - 1)
}

/** A word of a name. */
interface NamePart {
  /** In small letters. */
  readonly key: string
  readonly hash: number
  /** Where it stands. */
  readonly text: string
  readonly start: number
}

/**
 * Masks everywhere in a conversation what was found to be a name anywhere in it: "Weißgerber" in message 1, because message 5 says
 * "Frau Erika Weißgerber". One pass over each text along a tree of words, so linear in their length.
 *
 * @param passes whether what is found as this goes on as it is: the name of an organisation that does hides nobody who is named in it
 * @returns for each text its findings and the new ones, by place
 */
export function propagated(texts: readonly Found[], passes: Passes = () => false): Finding[][] {
  const names = namesOf(texts, passes)
  return texts.map((text) => {
    if (names.root.next.size === 0) return [...text.findings]
    const added = occurrences(text, names, passes)
    return added.length === 0
      ? [...text.findings]
      : [...text.findings, ...added].sort((one, other) => one.start - other.start)
  })
}

function namesOf(texts: readonly Found[], passes: Passes): Names {
  const names = new Names()
  for (const { reading, findings } of texts) {
    for (const finding of findings) {
      if (finding.evidence === 'weak' || !spreading.has(finding.category)) continue
      const words = partsOf(reading.original.slice(finding.start, finding.end))
      const known = { category: finding.category, kind: finding.kind, score: finding.score, passes: passes(finding) }
      if (finding.category === 'PERSON') addPerson(names, words, known)
      else addWhole(names, words, known)
    }
  }
  return names
}

/** What else has a form is found by its form wherever it stands. */
const spreading: ReadonlySet<Category> = new Set(['PERSON', 'ORG', 'ADDRESS'])

function partsOf(name: string): NamePart[] {
  const parts: NamePart[] = []
  const walk = new WordWalk(name)
  while (walk.next()) parts.push({ key: keyOf(name, walk), hash: walk.hash, text: name, start: walk.start })
  return parts
}

function keyOf(text: string, { start, end }: { readonly start: number; readonly end: number }): string {
  return text.slice(start, end).toLowerCase()
}

function addPerson(names: Names, words: readonly NamePart[], known: Omit<Known, 'isPart'>): void {
  names.add(words, { ...known, isPart: words.length === 1 })
  if (words.length < 2) return
  const telling = words.filter(({ key }) => isTelling(key))
  for (const word of telling) names.add([word], { ...known, isPart: true, isGiven: word !== telling.at(-1) })
}

/** An organisation of one short word ("Bahn") is not looked for again: the recogniser decides each time. */
function addWhole(names: Names, words: readonly NamePart[], known: Omit<Known, 'isPart'>): void {
  if (words.length > 1) names.add(words, { ...known, isPart: false })
}

/** Not "von", "Dr." or an initial. */
function isTelling(word: string): boolean {
  const cue = cueOf(hashOfWord(word))
  const saysNothing = cue !== cueKinds.none && cue !== cueKinds.profession && cue !== cueKinds.calendar
  return word.length >= partUnitsMin && !saysNothing
}

function occurrences({ reading, findings }: Found, names: Names, passes: Passes): Finding[] {
  const { text } = reading
  const covered = spansOf(findings)
  const hidden = spansOf(findings.filter((finding) => !passes(finding) || isSurePlace(finding)))
  // A whole name is that name, also where half of it was taken for a place that goes on as it is.
  const kept = spansOf(findings.filter((finding) => !passes(finding)))
  const added: Finding[] = []
  const walk = new WordWalk(text)
  while (walk.nextOf(names.firstLetters)) {
    // Where a name of several words was found, only its end matters for what stands behind it.
    const before = { start: walk.startBefore, end: walk.endBefore }
    const match = names.mayBeginWith(walk) ? longestAt(text, names.root, { first: walk, before }) : undefined
    if (match !== undefined) {
      const place = { start: reading.originalAt(walk.start), end: reading.originalAt(match.end) }
      const { isGiven = false, isPart, passes: isAsItIs } = match.known
      const isFound = isGiven || isAsItIs ? covered : isPart ? hidden : kept
      if (!isFound(place.start, place.end)) added.push({ ...findingOf(match.known), ...place })
      // Whoever is named in what passes is looked for as well.
      if (!isAsItIs) walk.end = match.wordEnd
    }
  }
  return added
}

/** From this score on the recogniser is rarely wrong about a place ("Berlin" beside a Frau Berlin). Below it the name counts. */
const surePlaceMin = 0.9

function isSurePlace({ category, score }: Finding): boolean {
  return category === 'LOCATION' && score >= surePlaceMin
}

interface Place {
  readonly start: number
  readonly end: number
}

interface Match {
  /** Without a genitive -s. */
  readonly end: number
  readonly wordEnd: number
  readonly known: Known
}

function longestAt(
  text: string,
  root: Node,
  { first, before }: { readonly first: Place; readonly before: Place },
): Match | undefined {
  let node = root
  let longest: Match | undefined
  let word: Place | undefined = first
  for (let count = 0; count < wordsMax && word !== undefined; count++) {
    const key = keyOf(text, word)
    const next = node.next.get(key)
    const reached = next ?? node.next.get(withoutGenitive(key))
    if (reached === undefined) break
    const isAlone = count === 0 && reached.name?.isPart === true
    const isHiding = reached.name?.passes === true && longest?.known.passes === false
    if (reached.name !== undefined && !isHiding && (!isAlone || mayStandAlone(text, key, { word: first, before }))) {
      longest = {
        end: next === undefined ? word.end - 1 : word.end,
        wordEnd: word.end,
        known: reached.name,
      }
    }
    if (next === undefined) break
    node = next
    const following: Place | undefined = node.next.size === 0 ? undefined : wordFrom(text, word.end)
    word = following !== undefined && isBetween(text, word.end, following.start) ? following : undefined
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
function mayStandAlone(
  text: string,
  key: string,
  { word, before }: { readonly word: Place; readonly before: Place },
): boolean {
  if (kindOf(text.charCodeAt(word.start)) !== unitKinds.upper) return false
  if (!ambiguousNames.has(key)) return true
  if (before.end === 0 || !isBetween(text, before.end, word.start)) return true
  const keyBefore = keyOf(text, before)
  return cueOf(hashOfWord(keyBefore)) !== cueKinds.article && !contractions.has(keyBefore)
}

/** Prepositions with an article in them. */
const contractions: ReadonlySet<string> = new Set(['am', 'im', 'zum', 'zur', 'vom', 'beim', 'ins', 'ans', 'aufs'])

function findingOf({ category, kind, score }: Known): Omit<Finding, 'start' | 'end'> {
  return { category, kind, score, evidence: 'likely', detector: 'propagation' }
}

/** Asks whether a span touches what was found. Spans are asked in the order of their places, so each is passed once. */
function spansOf(findings: readonly Finding[]): (start: number, end: number) => boolean {
  const sure = findings.filter(({ evidence }) => evidence !== 'weak').sort((one, other) => one.start - other.start)
  let at = 0
  return (start, end) => {
    while (at < sure.length && (sure[at]?.end ?? 0) <= start) at++
    const next = sure[at]
    // A finding that covers only a part, as "Anna" of "Anna Weißgerber", would leave the rest in clear.
    return next !== undefined && next.start <= start && next.end >= end
  }
}
