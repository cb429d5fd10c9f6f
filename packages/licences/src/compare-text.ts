/** By code units: the same on every machine, whatever its language. Most texts that are compared here are the same one. */
export function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
