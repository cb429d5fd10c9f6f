/** Where two texts part: what only the one has, what only the other has, and the words around it. */
export interface Passage {
  /** Words before it that both have. */
  readonly before: string
  /** Only in the known text. */
  readonly known: string
  /** Only in the text that was found. */
  readonly found: string
  readonly after: string
}

export interface Difference {
  readonly passages: readonly Passage[]
  /** How many there are; more than are shown where the list was cut. */
  readonly passageCount: number
  readonly isWhole: boolean
}

/** Words shown on either side. */
const contextWords = 6
/** A passage is cut here: it shows where to look, it does not hand out texts. */
const passageWordsMax = 60
const passagesMax = 40
/** Words by which texts may differ. Beyond, they are different texts, and a list of passages explains nothing. */
const editsMax = 2_000

/**
 * The passages in which two texts differ, in order.
 *
 * @example differenceOf({ known: ['a', 'b'], found: ['a', 'c'] }).passages // [{ before: 'a', known: 'b', found: 'c', after: '' }]
 */
export function differenceOf({ known, found }: Texts): Difference {
  const edits = editsBetween({ known, found })
  if (edits === undefined) return { passages: [], passageCount: 0, isWhole: false }
  const passages = edits.map(({ knownFrom, knownTo, foundFrom, foundTo }) => ({
    before: known.slice(Math.max(0, knownFrom - contextWords), knownFrom).join(' '),
    known: shown(known.slice(knownFrom, knownTo)),
    found: shown(found.slice(foundFrom, foundTo)),
    after: known.slice(knownTo, knownTo + contextWords).join(' '),
  }))
  const isWhole = passages.length <= passagesMax
  return { passages: passages.slice(0, passagesMax), passageCount: passages.length, isWhole }
}

interface Texts {
  readonly known: readonly string[]
  readonly found: readonly string[]
}

/** Words from `knownFrom` to before `knownTo` stand where the other text has those from `foundFrom` to before `foundTo`. */
interface Edit {
  readonly knownFrom: number
  readonly knownTo: number
  readonly foundFrom: number
  readonly foundTo: number
}

function shown(words: readonly string[]): string {
  return words.length > passageWordsMax ? `${words.slice(0, passageWordsMax).join(' ')} …` : words.join(' ')
}

/** Shortest edit script (Myers 1986), undefined where more than {@link editsMax} words differ. */
function editsBetween(texts: Texts): readonly Edit[] | undefined {
  const trace = furthestReach(texts)
  if (trace === undefined) return undefined
  const edits: Edit[] = []
  let [x, y] = [texts.known.length, texts.found.length]
  for (const last of trace.toReversed()) {
    const diagonal = x - y
    const isInserted = last.isReachedDown(diagonal)
    const from = isInserted ? diagonal + 1 : diagonal - 1
    const [fromX, fromY] = [last.on(from), last.on(from) - from]
    edits.push({
      knownFrom: fromX,
      knownTo: isInserted ? fromX : fromX + 1,
      foundFrom: fromY,
      foundTo: isInserted ? fromY + 1 : fromY,
    })
    ;[x, y] = [fromX, fromY]
  }
  return joined(edits.reverse())
}

/** How far one gets in the known text with a number of edits, on each diagonal (words of the known less words of the found). */
class Reach {
  readonly edits: number
  // Every second diagonal from -edits to edits: the others need one edit more or less.
  private readonly furthest: Int32Array

  constructor(edits: number) {
    this.edits = edits
    this.furthest = new Int32Array(edits + 1)
  }

  on(diagonal: number): number {
    return this.furthest[(diagonal + this.edits) / 2] ?? 0
  }

  set(diagonal: number, x: number): void {
    this.furthest[(diagonal + this.edits) / 2] = x
  }

  /** Whether with one edit more the best way onto a diagonal inserts a word, and does not leave one out. */
  isReachedDown(diagonal: number): boolean {
    if (diagonal === -this.edits - 1) return true
    return diagonal !== this.edits + 1 && this.on(diagonal - 1) < this.on(diagonal + 1)
  }

  /** Where one stands on a diagonal after one edit more. */
  after(diagonal: number): number {
    return this.isReachedDown(diagonal) ? this.on(diagonal + 1) : this.on(diagonal - 1) + 1
  }
}

/** The reach for each number of edits before the last one. */
function furthestReach(texts: Texts): readonly Reach[] | undefined {
  const trace: Reach[] = []
  for (let edits = 0; edits <= editsMax; edits++) {
    const last = trace.at(-1)
    const reach = new Reach(edits)
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const end = slide(texts, last?.after(diagonal) ?? 0, diagonal)
      if (end >= texts.known.length && end - diagonal >= texts.found.length) return trace
      reach.set(diagonal, end)
    }
    trace.push(reach)
  }
  return undefined
}

/** Along the words that both have. */
function slide({ known, found }: Texts, from: number, diagonal: number): number {
  let x = from
  while (x < known.length && x - diagonal < found.length && known[x] === found[x - diagonal]) x++
  return x
}

/** Edits with at most two words between them read as one. */
function joined(edits: readonly Edit[]): readonly Edit[] {
  const passages: Edit[] = []
  for (const edit of edits) {
    const last = passages.at(-1)
    if (last === undefined || edit.knownFrom - last.knownTo > 2) passages.push(edit)
    else passages[passages.length - 1] = { ...last, knownTo: edit.knownTo, foundTo: edit.foundTo }
  }
  return passages
}
