/**
 * Arithmetic of check digits that several identifiers have in common. Everything here takes the compact form: upper case, without
 * separators. What belongs to one identifier only stands in its own file.
 */

const zero = 48
const nine = 57
const letterA = 65
const letterZ = 90

/** Whether every character is a digit, and there is one. */
export function isDigits(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code < zero || code > nine) return false
  }
  return text.length > 0
}

/**
 * ISO/IEC 7812-1 Annex B over all digits, the check digit last.
 *
 * @example luhn('4111111111111111') // true
 */
export function luhn(digits: string): boolean {
  if (!isDigits(digits)) return false
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - zero
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/**
 * Remainder by 97 of the number that the text spells, A = 10 … Z = 35 (ISO/IEC 7064 with 97-10, ISO 13616, ISO 17442).
 * NaN where the text holds anything but digits and capital letters, so that no comparison with it is true.
 *
 * @example mod97('3214282912345698765432161182') // 1
 */
export function mod97(text: string): number {
  let remainder = 0
  for (let index = 0; index < text.length; index += 1) {
    const value = alphanumericValue(text.charCodeAt(index))
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return remainder
}

/** 0 to 9 for digits, 10 to 35 for capital letters, NaN otherwise. Takes a UTF-16 code unit. */
function alphanumericValue(code: number): number {
  if (code >= zero && code <= nine) return code - zero
  return code >= letterA && code <= letterZ ? code - letterA + 10 : Number.NaN
}

/**
 * ISO/IEC 7064 mod 11,10 (hybrid) over all digits, the check digit last.
 *
 * @example iso7064Mod11_10('86095742719') // true
 */
export function iso7064Mod11_10(digits: string): boolean {
  if (!isDigits(digits)) return false
  let product = 10
  for (let index = 0; index < digits.length - 1; index += 1) {
    const sum = (digits.charCodeAt(index) - zero + product) % 10
    product = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return (11 - product) % 10 === digits.charCodeAt(digits.length - 1) - zero
}

/** Sum of the first `weights.length` digits, each times its weight. The text may be longer. NaN where one is no digit. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  let sum = 0
  for (let index = 0; index < weights.length; index += 1) sum += digitAt(digits, index) * (weights[index] ?? 0)
  return sum
}

/** The same with the cross sum of each product: 14 counts as 1 + 4. Products stay below 100. */
export function weightedCrossSum(digits: string, weights: readonly number[]): number {
  let sum = 0
  for (let index = 0; index < weights.length; index += 1) {
    const product = digitAt(digits, index) * (weights[index] ?? 0)
    sum += Math.floor(product / 10) + (product % 10)
  }
  return sum
}

/** NaN where no digit stands. */
function digitAt(text: string, index: number): number {
  const code = text.charCodeAt(index)
  return code >= zero && code <= nine ? code - zero : Number.NaN
}

/**
 * Check digit of machine-readable travel documents: weights 7 3 1, A = 10 … Z = 35, the filler `<` counts as 0 (ICAO Doc 9303 Part 3,
 * section 4.9). NaN where anything else stands there.
 *
 * @example mrzCheckDigit('L898902C3') // 6
 */
export function mrzCheckDigit(text: string): number {
  let sum = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    sum += (code === 60 ? 0 : alphanumericValue(code)) * (index % 3 === 0 ? 7 : index % 3 === 1 ? 3 : 1)
  }
  return sum % 10
}
