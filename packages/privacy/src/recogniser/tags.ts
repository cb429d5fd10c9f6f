import type { Category } from '../finding.ts'

/** What the tagger tells apart. Professions are found by their words and cues instead: too few are in any corpus. */
export const tagged = ['PERSON', 'LOCATION', 'ORG', 'ADDRESS'] as const satisfies readonly Category[]

export type Tagged = (typeof tagged)[number]

/** `O`, then for each category its beginning and its inside. */
export const tagCount = 1 + 2 * tagged.length

export const outside = 0

export function beginTag(categoryIndex: number): number {
  return 1 + 2 * categoryIndex
}

export function insideTag(categoryIndex: number): number {
  return 2 + 2 * categoryIndex
}

/** Whether a tag continues the name before it. */
export function isInside(tag: number): boolean {
  return tag > 0 && tag % 2 === 0
}

/** Index in `tagged`, -1 for `O`. */
export function categoryIndexOf(tag: number): number {
  return tag === outside ? -1 : (tag - 1) >> 1
}

/** An inside follows the beginning or the inside of its own category, and nothing else. */
export function mayFollow(before: number, tag: number): boolean {
  return !isInside(tag) || before === tag || before === tag - 1
}
