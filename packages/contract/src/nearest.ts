/** Longer words are not compared: the table below grows with the product of both lengths. */
const comparedCharactersMax = 128

/**
 * The known word that was probably meant, or undefined when none is close. Case, `_` and `-` do not count, because
 * `public_url` for `publicUrl` is the commonest slip of all.
 *
 * @example nearest('modle', ['model', 'upstream']) // 'model'
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const wanted = plain(word)
  if (wanted.length > comparedCharactersMax) return undefined
  // A third of the letters may be wrong: `modle` is a slip, `banana` is another word.
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1
  let best: string | undefined
  for (const candidate of known) {
    const distance = editDistance(wanted, plain(candidate))
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance]
  }
  return best
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[_-]/g, '')
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
export function editDistance(left: string, right: string): number {
  if (right.length > comparedCharactersMax) return Infinity
  let beforeLast: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const isSame = left[row - 1] === right[column - 1]
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (isSame ? 0 : 1))
      const isSwap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      if (row > 1 && column > 1 && isSwap) cost = Math.min(cost, at(beforeLast, column - 2) + 1)
      current.push(cost)
    }
    beforeLast = last
    last = current
  }
  return at(last, right.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity
}
