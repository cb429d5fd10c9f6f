/** Characters that a terminal shows in two columns: East Asian wide and fullwidth forms, and most pictographs (UAX #11). */
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]/u

/** Columns that a text takes in a terminal. */
export function textWidth(text: string): number {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

function characterWidth(character: string): number {
  if (/\p{Mn}|\p{Me}/u.test(character)) return 0
  return wide.test(character) ? 2 : 1
}

/** Lines of at most so many columns, broken between words; a word that is too long is broken inside. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((whole) => pieces(whole, width))) {
    const joined = line === '' ? word : `${line} ${word}`
    if (textWidth(joined) <= width) line = joined
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

/** A long name breaks behind a hyphen, a slash or a dot where there is one. */
function pieces(word: string, width: number): readonly string[] {
  if (textWidth(word) <= width) return [word]
  const found: string[] = []
  let piece = ''
  for (const character of word) {
    while (piece !== '' && textWidth(piece) + characterWidth(character) > width) {
      const cut = breakIn(piece)
      found.push(piece.slice(0, cut))
      piece = piece.slice(cut)
    }
    piece += character
  }
  return [...found, piece]
}

/** Not in the first third, or a name falls into crumbs. */
function breakIn(piece: string): number {
  const last = Math.max(...['-', '/', '.', '_', ','].map((sign) => piece.lastIndexOf(sign))) + 1
  return last > piece.length / 3 ? last : piece.length
}

export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)))
}
