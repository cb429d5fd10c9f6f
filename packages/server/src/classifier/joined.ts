import type { Category } from '@stellwerk/contract/personal-data'

import type { Verdict } from './labels.ts'
import type { Piece } from './pieces.ts'

/** What a model found in one text. */
export interface Spotted {
  /** UTF-16 code units. */
  readonly start: number
  readonly end: number
  readonly category: Category
  /** 0 to 1. */
  readonly score: number
}

/** A word, or a sign between words. */
interface Unit {
  readonly start: number
  end: number
  verdict: Verdict | undefined
}

/**
 * Spans out of what a model says of each piece. A word is what its surest piece says it is, whole; words of the same category that
 * only blanks stand between are one span, unless the model says that another one begins.
 */
export function joined(text: string, pieces: readonly Piece[], verdicts: readonly (Verdict | undefined)[]): Spotted[] {
  const spans: { -readonly [Key in keyof Spotted]: Spotted[Key] }[] = []
  for (const { start, end, verdict } of unitsOf(text, pieces, verdicts)) {
    if (verdict === undefined) continue
    const { category, score, begins } = verdict
    const last = spans.at(-1)
    const goesOn = last?.category === category && !begins && isBlankBetween(text, last.end, start)
    if (!goesOn) spans.push({ start, end, category, score })
    else {
      last.end = end
      last.score = Math.max(last.score, score)
    }
  }
  return spans.flatMap((span) => trimmed(text, span))
}

function unitsOf(text: string, pieces: readonly Piece[], verdicts: readonly (Verdict | undefined)[]): readonly Unit[] {
  const units: Unit[] = []
  for (const [index, { start, end }] of pieces.entries()) {
    if (end === start) continue
    const verdict = verdicts[index]
    const last = units.at(-1)
    // Pieces whose letters are not known have the same place, and are one unit.
    const isSame = last !== undefined && start < last.end
    const isSameWord = last?.end === start && isInWord(text, start)
    if (last === undefined || !(isSame || isSameWord)) {
      units.push({ start, end, verdict })
      continue
    }
    last.end = Math.max(last.end, end)
    if (verdict !== undefined && verdict.score > (last.verdict?.score ?? 0))
      last.verdict = { ...verdict, begins: last.verdict?.begins ?? verdict.begins }
  }
  return units
}

const letter = /[\p{L}\p{N}\p{M}]/u

/** Whether a word goes on over a place. */
function isInWord(text: string, at: number): boolean {
  return letter.test(characterBefore(text, at)) && letter.test(String.fromCodePoint(text.codePointAt(at) ?? 0x20))
}

function characterBefore(text: string, at: number): string {
  const isPair = (text.charCodeAt(at - 1) & 0xfc00) === 0xdc00
  return text.slice(at - (isPair ? 2 : 1), at)
}

/** More blanks than these divide. */
const gapMax = 3

function isBlankBetween(text: string, from: number, to: number): boolean {
  return to - from <= gapMax && text.slice(from, to).trim() === '' && !text.slice(from, to).includes('\n')
}

/** Without the signs at both ends; nothing where no letter or digit is left. */
export function trimmed(text: string, span: Spotted): Spotted[] {
  let { start, end } = span
  while (start < end && !letter.test(String.fromCodePoint(text.codePointAt(start) ?? 0x20))) start += 1
  while (end > start && !letter.test(characterBefore(text, end))) end -= 1
  return end > start ? [{ ...span, start, end }] : []
}
