import { isDigit } from './characters.ts'

/**
 * Calls for every group of at most `lengthMax` digits in a text. What has digits in it is looked for from its digits: prose has few.
 */
export function eachDigitRun(text: string, lengthMax: number, visit: (start: number, end: number) => void): void {
  for (let at = 0; at < text.length; at += 1) {
    if (!isDigit(text.charCodeAt(at))) continue
    const start = at
    while (at < text.length && isDigit(text.charCodeAt(at))) at += 1
    if (at - start <= lengthMax) visit(start, at)
  }
}
