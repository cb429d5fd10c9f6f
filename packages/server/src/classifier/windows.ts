/** A stretch of what a model reads at once, and the part of it whose answers count. Counted in pieces or words. */
export interface Window {
  readonly start: number
  readonly end: number
  readonly keepFrom: number
  readonly keepTo: number
}

/**
 * Windows over so many pieces, each a quarter over the one before. Of what two of them see, each answers for the half that lies farther
 * from its own edge: a name at an edge lacks its surroundings.
 */
export function windowsOver(count: number, size: number): Window[] {
  const overlap = Math.floor(size / 4)
  const windows: Window[] = []
  for (let start = 0; start < count; start += size - overlap) {
    const end = Math.min(count, start + size)
    const isLast = end === count
    const keepFrom = start === 0 ? 0 : start + Math.ceil(overlap / 2)
    windows.push({ start, end, keepFrom, keepTo: isLast ? end : end - Math.floor(overlap / 2) })
    if (isLast) break
  }
  return windows
}
