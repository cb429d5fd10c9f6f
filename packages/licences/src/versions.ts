/**
 * Compares two version numbers part by part; undefined where one of them is no version number.
 *
 * @example compareVersions('0.6.10', '0.6.6') // 1
 */
export function compareVersions(a: string, b: string): -1 | 0 | 1 | undefined {
  const [left, right] = [partsOf(a), partsOf(b)]
  if (left === undefined || right === undefined) return undefined
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0)
    if (difference !== 0) return difference < 0 ? -1 : 1
  }
  return 0
}

function partsOf(version: string): readonly number[] | undefined {
  // A pre-release of a version is counted as that version: it carries the licence that the version will have.
  const numbers = /^v?([0-9]{1,9}(?:\.[0-9]{1,9}){0,5})(?:[-+.]?[a-z][0-9a-z.+-]{0,60})?$/i.exec(version)?.[1]
  return numbers?.split('.').map(Number)
}
