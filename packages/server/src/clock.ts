/** The only source of time. Rules get a moment handed in; tests hold a clock of their own. */
export interface Clock {
  /** Milliseconds since the Unix epoch, for what is shown and recorded. */
  now(): number
  /** Milliseconds on a clock that never jumps, for durations and deadlines. Comparable only with itself. */
  elapsed(): number
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
}
