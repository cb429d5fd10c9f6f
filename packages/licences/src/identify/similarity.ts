/**
 * How alike two texts are. It shows a person what to compare with and decides nothing: 18 of 67 known texts have another version at
 * 0.98 or above, with another threshold or without commercial use (reference/licences.md § 3.1).
 */

/**
 * Sørensen-Dice over the pairs of neighbouring words that occur: twice what both have, over what they have together. 0 to 1.
 *
 * @example similarity(['a', 'b', 'c'], ['a', 'b', 'd']) // 0.5
 */
export function similarity(one: readonly string[], other: readonly string[]): number {
  const [left, right] = [pairsOf(one), pairsOf(other)]
  let both = 0
  for (const pair of left) if (right.has(pair)) both++
  const all = left.size + right.size
  return all === 0 ? 0 : (2 * both) / all
}

/** Each pair of neighbouring words once. */
export function pairsOf(words: readonly string[]): ReadonlySet<string> {
  const pairs = new Set<string>()
  for (let at = 1; at < words.length; at++) pairs.add(`${words[at - 1]} ${words[at]}`)
  return pairs
}
