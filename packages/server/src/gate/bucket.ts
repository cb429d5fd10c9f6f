/**
 * A bucket that holds what a minute may take and fills evenly (the generic cell rate algorithm, ITU-T I.371). What there is
 * to know about it is one moment: when it is full again. Times are on the clock that never jumps, in milliseconds.
 */
export interface Bucket {
  readonly perMinute: number
  readonly fullAt: number
}

const minuteMs = 60_000

/** Milliseconds. What adding and subtracting doubles may be wrong by; without it the last request of a minute waits for nothing. */
const roundingMs = 0.001

/**
 * Milliseconds until `amount` can be taken; 0: it can be taken now. More than the bucket holds can be taken when it is full,
 * or it never could.
 *
 * @example waitFor({ perMinute: 60, fullAt: 60_000 }, 1, 0) // 1000
 */
export function waitFor({ perMinute, fullAt }: Bucket, amount: number, now: number): number {
  const missingMs = Math.max(0, fullAt - now)
  const needsMs = (Math.min(amount, perMinute) * minuteMs) / perMinute
  const waitMs = missingMs + needsMs - minuteMs
  return waitMs <= roundingMs ? 0 : waitMs
}

/** When the bucket is full again after `amount` was taken from it; what is negative is put back. */
export function fullAtAfter({ perMinute, fullAt }: Bucket, amount: number, now: number): number {
  return Math.max(fullAt, now) + (amount * minuteMs) / perMinute
}
