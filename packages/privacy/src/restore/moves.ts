/**
 * Values put into one text whose ends are remembered. Two numbers each make 256 KiB for a text; a stream has no length of its own, so
 * this has. No answer that people read holds as many.
 */
const movesMax = 16_384

/** Where the places of a text went when values were put into it. */
export class Moves {
  /** Ends of what was replaced, ascending, and where each came to lie. */
  readonly #ends: number[] = []
  readonly #placed: number[] = []
  /** Of the pieces that are done with, how many characters came and how many were given out. */
  #came = 0
  #given = 0
  /** Behind this place nothing was remembered. */
  #knownUntil = Number.POSITIVE_INFINITY

  /** Something that was replaced ends there in the present piece, and there in what is given out for it. */
  add(end: number, given: number): void {
    if (this.#ends.length === movesMax) {
      this.#knownUntil = this.#ends.at(-1) ?? 0
      return
    }
    this.#ends.push(this.#came + end)
    this.#placed.push(this.#given + given)
  }

  /** The piece is done with, but for what is held of it and comes with the next. */
  goOn(came: number, given: number): void {
    this.#came += came
    this.#given += given
  }

  /**
   * Where a place in the text that came lies in the text that was given out, in UTF-16 code units. One within something that was replaced
   * goes to its end at most; undefined for one behind more values than are remembered.
   */
  placeOf(place: number): number | undefined {
    if (place > this.#knownUntil) return undefined
    const next = this.#firstBehind(place)
    const moved = (this.#placed[next - 1] ?? 0) + place - (this.#ends[next - 1] ?? 0)
    return Math.min(moved, this.#placed[next] ?? moved)
  }

  /** Index of the first end behind a place; an engine may send many annotations of a long text, so it is searched by halves. */
  #firstBehind(place: number): number {
    let low = 0
    let high = this.#ends.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#ends[middle] ?? 0) > place) high = middle
      else low = middle + 1
    }
    return low
  }
}

type Holder = Record<string, unknown>

/** Numbers of an annotation that are places in the text beside it. */
const places = ['start_index', 'end_index', 'index'] as const

/**
 * Moves the places in the annotations of a restored text, which are written into. No list of an answer says whether it counts code points or
 * UTF-16 code units; they differ only behind emoji and other rare characters.
 *
 * @param annotations as at the chat endpoint, under the name of their type, or as at responses
 * @returns those whose places are known
 */
export function movedAnnotations<T>(annotations: readonly T[], moves: Moves): T[] {
  return annotations.filter((annotation) => !isHolder(annotation) || isMoved(annotation, moves))
}

/** Annotations of a text that was cut short, which do not point behind its end. */
export function annotationsWithin<T>(annotations: readonly T[], text: string): T[] {
  return annotations.filter((annotation) => {
    const holder: Holder = isHolder(annotation) ? placesOf(annotation) : {}
    return places.every((name) => !(Number(holder[name] ?? 0) > text.length))
  })
}

function placesOf(annotation: Holder): Holder {
  const inner = annotation['url_citation']
  return isHolder(inner) ? inner : annotation
}

function isMoved(annotation: Holder, moves: Moves): boolean {
  const holder = placesOf(annotation)
  for (const name of places) {
    const place = holder[name]
    if (typeof place !== 'number') continue
    const moved = moves.placeOf(place)
    if (moved === undefined) return false
    holder[name] = moved
  }
  return true
}

// The answer was rebuilt, so nobody else holds it.
function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
