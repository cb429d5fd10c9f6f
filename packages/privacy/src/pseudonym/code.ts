/**
 * The code of a pseudonym: twelve characters, for example `7kq2fx4dm8wc`.
 *
 * - 6 say what belongs together: the family name of a person, an organisation without its legal form, otherwise the value
 * - 3 say which value it is
 * - 2 say in which written form it stood
 * - 1 is a check character over the others
 *
 * The first is always a digit and the second a letter, so that no code reads as a number or as a word, and so that the end
 * of a category is seen even where its underscore is lost.
 */

// Without 0 o, 1 i l, 5 s, 2 z, 8 b, u v, m n and all vowels: one of each pair that is mistaken for the other stays, and no
// word comes about. Without s no ending -s is ever taken for a part of the code. 23 is prime, see `checkOf`.
const digits = '2346789'
const letters = 'cdfghjkmpqrtvwxy'
const alphabet = digits + letters

export const codeLength = 12

/** What of a code says which values belong together. */
const linkLength = 6
/** Of the rest, what says which value it is; the other two say how it was written. */
const valueLength = 3
const formLength = 2

/** Place in the alphabet of each ASCII character; 255 where it is none of it. Capitals count as small letters. */
const placeOf: Uint8Array = (() => {
  const table = new Uint8Array(128).fill(255)
  for (let place = 0; place < alphabet.length; place++) {
    const code = alphabet.charCodeAt(place)
    table[code] = place
    if (place >= digits.length) table[code - 32] = place
  }
  return table
})()

/** Whether a character may stand at this place of a code, in capitals or small letters. */
export function mayStandAt(place: number, charCode: number): boolean {
  const value = charCode < 128 ? (placeOf[charCode] ?? 255) : 255
  if (value === 255) return false
  if (place === 0) return value < digits.length
  return place !== 1 || value >= digits.length
}

/**
 * Weighted sum modulo the size of the alphabet, with the weights 2 to 12. It is prime, so one changed character and two that
 * changed places always show (the same reason as in ISO/IEC 7064, checked 2026-11-23).
 */
function checkOf(body: string): string {
  let sum = 0
  for (let place = 0; place < codeLength - 1; place++) sum += (place + 2) * (placeOf[body.charCodeAt(place)] ?? 0)
  return alphabet.charAt(sum % alphabet.length)
}

/** @example isCode('7kq2fx4dm8w' + check) */
export function isCode(text: string): boolean {
  return text.length === codeLength && checkOf(text) === text.charAt(codeLength - 1)
}

/**
 * A code from three digests. Each is taken from a place of its own, so that one digest may serve for all three.
 */
export function codeOf(of: { link: Uint8Array; value: Uint8Array; form: Uint8Array }): string {
  const body =
    drawn({ from: of.link, at: 0, length: linkLength, isStart: true }) +
    drawn({ from: of.value, at: 12, length: valueLength, isStart: false }) +
    drawn({ from: of.form, at: 20, length: formLength, isStart: false })
  return body + checkOf(body)
}

/** Two bytes for each character: the surplus of 65,536 over a multiple of 23 or 7 is below one in 9,000. */
function drawn(what: { from: Uint8Array; at: number; length: number; isStart: boolean }): string {
  let text = ''
  for (let place = 0; place < what.length; place++) {
    const at = what.at + 2 * place
    const number = (what.from[at] ?? 0) * 256 + (what.from[at + 1] ?? 0)
    const choice = !what.isStart || place > 1 ? alphabet : place === 0 ? digits : letters
    text += choice.charAt(number % choice.length)
  }
  return text
}
