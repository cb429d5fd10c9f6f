import type { Reading } from '../reading.ts'
import { figuresOf } from './figures.ts'

/**
 * Calls for every group of at most `lengthMax` digits in a text. What has digits in it is looked for from its digits: prose has few.
 */
export function eachShortDigitRun(
  reading: Reading,
  lengthMax: number,
  visit: (start: number, end: number) => void,
): void {
  const { runs } = figuresOf(reading)
  for (let index = 0; index < runs.length; index += 2) {
    const start = runs[index] ?? 0
    const end = runs[index + 1] ?? 0
    if (end - start <= lengthMax) visit(start, end)
  }
}
