/**
 * A text as detectors read it. The text itself is never changed: findings are places in `original`.
 */
export interface Reading {
  readonly original: string
  /** NFC, plain spaces, half width, without zero-width characters and soft hyphens. The same string where nothing had to change. */
  readonly text: string
  /** Place in `original` of a place in `text`; `text.length` is asked as well. */
  readonly originalAt: (place: number) => number
}

/** A text that is read as it is. */
export function readingAsIs(text: string): Reading {
  return { original: text, text, originalAt: (place) => place }
}
