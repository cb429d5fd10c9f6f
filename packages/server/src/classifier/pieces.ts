// A text in the pieces that a model reads, each with its place in the text. The library that cuts does not tell places, so a text is cut
// into chunks between blanks first, and the pieces of each are laid side by side over it.

/** What a tokenizer makes of a chunk. */
export interface Cut {
  readonly ids: readonly number[]
  /** As the vocabulary writes them. */
  readonly tokens: readonly string[]
}

export interface Cutter {
  /** @param isFirst nothing stands before it; otherwise a blank does, unless the chunk goes on with the one before */
  readonly cut: (chunk: string, how: { readonly isAfterBlank: boolean }) => Cut
  /** How the vocabulary writes a piece: its bytes each as a letter, or its letters. */
  readonly writes: 'bytes' | 'letters'
  /** What stands for everything that is not in the vocabulary. */
  readonly unknownToken: string | undefined
}

export interface Piece {
  readonly id: number
  /** UTF-16 code units. */
  readonly start: number
  /** Behind the last one; `start` for a piece that stands for nothing in the text. */
  readonly end: number
}

/** Longer ones are no words. Some tokenizers take quadratic time over one chunk, so it is bounded. */
const chunkMax = 128

/** All pieces of a text, in its order. */
export function piecesOf(text: string, cutter: Cutter): Piece[] {
  const pieces: Piece[] = []
  for (const { start, end, isAfterBlank } of chunksOf(text)) {
    const chunk = text.slice(start, end)
    const cut = cutter.cut(chunk, { isAfterBlank })
    const ends = endsIn(chunk, cut, cutter)
    let from = 0
    for (const [index, id] of cut.ids.entries()) {
      // Where nobody knows which letters a piece stands for, it stands for the whole chunk.
      const [first, behind] = ends === undefined ? [0, chunk.length] : [from, ends[index] ?? from]
      pieces.push({ id, start: start + first, end: start + behind })
      from = behind
    }
  }
  return pieces
}

interface Chunk {
  readonly start: number
  readonly end: number
  readonly isAfterBlank: boolean
}

function* chunksOf(text: string): Generator<Chunk> {
  let at = 0
  while (at < text.length) {
    while (at < text.length && isBlank(text.charCodeAt(at))) at += 1
    const begin = at
    while (at < text.length && !isBlank(text.charCodeAt(at))) at += 1
    for (let start = begin; start < at;) {
      const end = wholeCharacters(text, start, Math.min(at, start + chunkMax))
      yield { start, end, isAfterBlank: start === begin && start > 0 }
      start = end
    }
  }
}

/** Not between the two halves of a character. */
function wholeCharacters(text: string, start: number, end: number): number {
  const isHalf = end < text.length && (text.charCodeAt(end) & 0xfc00) === 0xdc00
  return isHalf && end - 1 > start ? end - 1 : end
}

function isBlank(code: number): boolean {
  if (code <= 0x20) return true
  // Control characters.
  if (code < 0xa0) return code >= 0x7f
  if (code < 0x1680) return code === 0xa0
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  )
}

/** Where each piece ends in its chunk; undefined where their letters do not add up to it. */
function endsIn(chunk: string, { tokens }: Cut, { writes, unknownToken }: Cutter): readonly number[] | undefined {
  const total = writes === 'bytes' ? Buffer.byteLength(chunk) : chunk.length
  const lengths = tokens.map((token) => (token === unknownToken ? undefined : lengthOf(token, writes)))
  const known = lengths.reduce<number>((sum, length) => sum + (length ?? 0), 0)
  const unknownCount = lengths.filter((length) => length === undefined).length
  // Letters that only one unknown piece can stand for are its letters.
  if (unknownCount > 1 || (unknownCount === 0 ? known !== total : known >= total)) return undefined
  let sum = 0
  const ends = lengths.map((length) => (sum += length ?? total - known))
  return writes === 'bytes' ? placesOfBytes(chunk, ends) : ends
}

/** Marks that tokenizers put where a word begins or goes on. */
const marks = ['##', '▁', 'Ġ'] as const

function lengthOf(token: string, writes: Cutter['writes']): number {
  const mark = marks.find((each) => token.startsWith(each))
  return token.length - (mark === undefined || (mark === '##' && writes === 'bytes') ? 0 : mark.length)
}

/** Code units for places that count bytes. A place inside a character is that of its end. */
function placesOfBytes(chunk: string, ends: readonly number[]): readonly number[] {
  const places: number[] = []
  let bytes = 0
  let unit = 0
  for (const end of ends) {
    while (bytes < end && unit < chunk.length) {
      const code = chunk.codePointAt(unit) ?? 0
      bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4
      unit += code > 0xffff ? 2 : 1
    }
    places.push(unit)
  }
  return places
}
