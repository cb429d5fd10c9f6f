import { namedFieldCharactersMax } from './limits.ts'

/** Two slips of the finger. Beyond that a suggestion is a guess. */
const slipsMax = 2

/** The known name that differs from a misspelt one by at most two slips and by less than half of it, or undefined. */
export function nearestName(misspelt: string, known: Iterable<string>): string | undefined {
  if (misspelt.length > namedFieldCharactersMax) return undefined // Hostile input: the work below is quadratic.
  let best: { readonly name: string; readonly slips: number } | undefined
  for (const name of known) {
    if (Math.abs(name.length - misspelt.length) > slipsMax) continue
    const slips = slipsBetween(misspelt, name)
    if (slips <= slipsMax && slips * 2 < misspelt.length && slips < (best?.slips ?? Infinity)) best = { name, slips }
  }
  return best?.name
}

/** Edit distance in which two neighbours that changed places count once (optimal string alignment). */
function slipsBetween(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1]
      const replaced = at(last, j - 1) + (isSame ? 0 : 1)
      const changedPlaces = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = changedPlaces ? at(beforeLast, j - 2) + 1 : Infinity
      row.push(Math.min(replaced, swapped, at(last, j) + 1, at(row, j - 1) + 1))
    }
    beforeLast = last
    last = row
  }
  return at(last, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity
}
