/** When requests are due. Computed before the run from a printed seed, so that a run can be repeated. */

export type Pattern = 'constant' | 'poisson'

export type Arrivals = {
  readonly pattern: Pattern
  readonly ratePerSecond: number
  readonly seconds: number
  readonly seed: number
}

/** Mulberry32: 32 bits of state are plenty to spread arrivals; nothing here needs to be unguessable. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Milliseconds after the start at which each request is due, ascending, all before the end of the run. */
export function arrivalTimesMs({ pattern, ratePerSecond, seconds, seed }: Arrivals): Float64Array {
  const gapMs = 1000 / ratePerSecond
  const endMs = seconds * 1000
  if (pattern === 'constant') {
    return Float64Array.from({ length: Math.round(ratePerSecond * seconds) }, (_, index) => index * gapMs)
  }
  const random = seededRandom(seed)
  const times: number[] = []
  // Exponential gaps. 1 - random() is never zero, so the logarithm is finite.
  for (let dueMs = -Math.log(1 - random()) * gapMs; dueMs < endMs; dueMs -= Math.log(1 - random()) * gapMs) {
    times.push(dueMs)
  }
  return Float64Array.from(times)
}

/** Fisher and Yates. A fresh list; the given one is left as it was. */
export function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const rest = [...list]
  const drawn: T[] = []
  while (rest.length > 0) drawn.push(...rest.splice(Math.floor(random() * rest.length), 1))
  return drawn
}
