import { sumOf, type Counts } from './spans.ts'

/** Between which values 95 of 100 resamplings lie. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** Resamplings; more change the second decimal of a percentage. */
const roundCount = 500

/**
 * Bootstrap over documents (Efron 1979): draws as many documents as there are, with repetition, again and again. `random` gives numbers
 * from 0 to 1 and is handed in with its seed, so that the same texts give the same interval.
 */
export function intervalOf(
  documents: readonly Counts[],
  figure: (counts: Counts) => number,
  random: () => number,
): Interval {
  if (documents.length === 0) return { low: 0, high: 0 }
  const values = Array.from({ length: roundCount }, () => figure(sumOf(drawn(documents, random)))).sort(
    (one, other) => one - other,
  )
  return { low: values[Math.floor(roundCount * 0.025)] ?? 0, high: values[Math.ceil(roundCount * 0.975) - 1] ?? 0 }
}

function drawn(documents: readonly Counts[], random: () => number): Counts[] {
  return Array.from(documents, (document) => documents[Math.floor(random() * documents.length)] ?? document)
}
