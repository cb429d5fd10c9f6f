import type { DetectionSettings, Segment } from '@stellwerk/privacy/detect'
import type { Finding } from '@stellwerk/privacy/finding'

/** What is to be looked at, in one message. */
export interface DetectionWish {
  readonly segments: readonly Segment[]
  /** What each says by itself, where that is known already. */
  readonly known: readonly (readonly Finding[] | undefined)[]
  readonly settings: DetectionSettings
  /** What an external model found in each, where it looked. */
  readonly beside?: readonly (readonly Finding[] | undefined)[]
}

/** What was found: by each text itself, and by all of them together. */
export interface Detected {
  readonly own: readonly (readonly Finding[])[]
  readonly together: readonly (readonly Finding[])[]
}

/** The part of `Detection` that finds. */
export interface Detecting {
  readonly own: (segment: Segment, settings: DetectionSettings) => readonly Finding[]
  readonly together: (
    segments: readonly Segment[],
    own: readonly (readonly Finding[])[],
    settings: DetectionSettings,
  ) => readonly (readonly Finding[])[]
}

/** Looks at everything in a wish, here and now. */
export function detected(detection: Detecting, { segments, known, settings, beside = [] }: DetectionWish): Detected {
  const own = segments.map(
    (segment, index) => known[index] ?? [...detection.own(segment, settings), ...(beside[index] ?? [])],
  )
  return { own, together: detection.together(segments, own, settings) }
}
