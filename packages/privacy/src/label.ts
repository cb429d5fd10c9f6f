import { isWordAt } from './character.ts'

/** No label of a form or key of a record is longer. */
const labelMax = 60

/**
 * What a value is called right where it stands: the key in `"steuer_id": "…"`, `steuerId=…`, `--iban …`, the label in
 * "Steuer-ID: …", the element in `<SteuerId>…`. Undefined where nothing names it so directly.
 *
 * @param start where the value begins
 */
export function labelBefore(text: string, start: number): string | undefined {
  const floor = Math.max(0, start - labelMax)
  const opening = backOver(text, start, floor, quotes + ' \t')
  const sign = text.charAt(opening - 1)
  if (sign === '>')
    return text.charAt(opening - 2) === '='
      ? keyBefore(text, opening - 2, floor)
      : elementBefore(text, opening - 1, floor)
  return sign === ':' || sign === '=' ? keyBefore(text, opening - 1, floor) : undefined
}

/** Quotation marks, and the backslash before them in JSON inside of JSON. */
const quotes = '"\'`\\„“‚'

/** Where a key or a label begins: behind one of these. */
const limits = '"\'`\\,;{}[]()<>|\n\t?&=:!'

function keyBefore(text: string, sign: number, floor: number): string | undefined {
  const end = backOver(text, sign, floor, quotes + ' ')
  let begin = end
  // A key before an equals sign is one word; a label before a colon may be several.
  const isOneWord = text.charAt(sign) === '='
  while (begin > floor && !limits.includes(text.charAt(begin - 1)) && !isGapAt(text, begin - 1, isOneWord)) begin -= 1
  const label = text.slice(begin, end).trim()
  return label === '' || !/\p{L}/u.test(label) ? undefined : label
}

/** Two spaces, and the end of a sentence before a space, divide. */
function isGapAt(text: string, at: number, isOneWord: boolean): boolean {
  if (text.charAt(at) !== ' ' || isOneWord) return isOneWord && text.charAt(at) === ' '
  const before = text.charAt(at - 1)
  return (
    before === ' ' ||
    ((before === '.' || before === '!') && isWordAt(text, at - 3) && /\p{Lu}/u.test(text.charAt(at + 1)))
  )
}

function elementBefore(text: string, sign: number, floor: number): string | undefined {
  const begin = text.lastIndexOf('<', sign)
  return begin < floor ? undefined : /^[\p{L}_][\p{L}\p{N}_.:-]*/u.exec(text.slice(begin + 1, sign))?.[0]
}

function backOver(text: string, from: number, floor: number, characters: string): number {
  let at = from
  while (at > floor && characters.includes(text.charAt(at - 1))) at -= 1
  return at
}
