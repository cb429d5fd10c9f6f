declare const brand: unique symbol

/** A value that went through its parser. */
type Brand<T, Name extends string> = T & { readonly [brand]: Name }

/** Number of leaves in a tree, not the index of the last one. 0 to {@link treeSizeMax}. */
export type TreeSize = Brand<number, 'TreeSize'>

/** Position of a leaf, counted from zero. It is below the size of any tree that holds the leaf. */
export type LeafIndex = Brand<number, 'LeafIndex'>

/** 15 digits stay below 2^53, so that a number is exact, and below Go's int64. A thousand years at 30,000 entries/s. */
export const treeSizeMax = 999_999_999_999_999

/** ASCII decimal without a leading zero, at most 15 digits. C2SP tlog-checkpoint @ 5ba5ee83, "Note text", 2026-11-23. */
const decimal = /^(0|[1-9][0-9]{0,14})$/

/** The size in its one spelling, or `undefined`. @example parseTreeSize('070') // undefined */
export function parseTreeSize(text: string): TreeSize | undefined {
  return decimal.test(text) ? (Number(text) as TreeSize) : undefined
}

/** The index in its one spelling, or `undefined`. @example parseLeafIndex('0') // 0 */
export function parseLeafIndex(text: string): LeafIndex | undefined {
  return decimal.test(text) ? (Number(text) as LeafIndex) : undefined
}

/**
 * A size that was counted rather than read.
 *
 * @throws {RangeError} if it is no whole number from 0 to {@link treeSizeMax}: an error of the program, not of the input.
 * @example treeSize(frontier.size)
 */
export function treeSize(count: number): TreeSize {
  if (!isCount(count)) throw new RangeError(`a tree size is a whole number from 0 to ${treeSizeMax}, not ${count}`)
  return count as TreeSize // Checked in the line above.
}

/** Whether a number can be a tree size or a leaf index. */
export function isCount(count: number): boolean {
  return Number.isSafeInteger(count) && count >= 0 && count <= treeSizeMax
}
