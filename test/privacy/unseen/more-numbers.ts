import type { Random } from '../random.ts'

/*
 * Numbers that `generate.ts` does not make, reckoned here from the rule as a person would write it down: sums in a loop, no code of the
 * detectors.
 */

const two = (number: number): string => String(number).padStart(2, '0')

function weighted(digits: string, weights: readonly number[]): number {
  let sum = 0
  for (const [index, weight] of weights.entries()) sum += weight * Number(digits.charAt(index))
  return sum
}

/** Tries again where the check cannot be written as one digit. */
function withCheck(random: Random, attempt: (random: Random) => string | undefined): string {
  for (;;) {
    const made = attempt(random)
    if (made !== undefined) return made
  }
}

/** Czech birth number: as a whole divisible by eleven. */
export function rodneCislo(random: Random): string {
  return withCheck(random, () => {
    const month = random.between(1, 12) + random.pick([0, 50])
    const body = `${random.between(54, 99)}${two(month)}${two(random.between(1, 28))}${random.digits(3)}`
    const check = Number(body) % 11
    return check === 10 ? undefined : `${body.slice(0, 6)}/${body.slice(6)}${check}`
  })
}

/** Portuguese tax number: weights 9 to 2, eleven minus the remainder, 0 for 10 and 11. */
export function portugueseNif(random: Random): string {
  const body = random.pick(['1', '2', '5']) + random.digits(7)
  const check = 11 - (weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11)
  return body + String(check > 9 ? 0 : check)
}

/** Croatian personal number: ISO 7064 mod 11,10. */
export function croatianOib(random: Random): string {
  const body = random.between(1, 9) + random.digits(9)
  let rest = 10
  for (const digit of body) {
    rest = (rest + Number(digit)) % 10
    rest = ((rest === 0 ? 10 : rest) * 2) % 11
  }
  return body + String((11 - rest) % 10)
}

/** Polish tax number: weights 6 5 7 2 3 4 5 6 7, the remainder by eleven; ten is not given out. */
export function polishNip(random: Random): string {
  return withCheck(random, () => {
    const body = `${random.between(1, 9)}${random.between(1, 9)}${random.between(1, 9)}${random.digits(6)}`
    const check = weighted(body, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11
    if (check === 10) return undefined
    const whole = body + String(check)
    return random.pick([whole, `${whole.slice(0, 3)}-${whole.slice(3, 6)}-${whole.slice(6, 8)}-${whole.slice(8)}`])
  })
}

/** British health number: weights 10 to 2, eleven minus the remainder; ten is not given out. */
export function britishNhs(random: Random): string {
  return withCheck(random, () => {
    const body = random.between(4, 9) + random.digits(8)
    const check = (11 - (weighted(body, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11
    const whole = body + String(check)
    return check === 10 ? undefined : `${whole.slice(0, 3)} ${whole.slice(3, 6)} ${whole.slice(6)}`
  })
}

/** Belgian VAT number: 97 minus the first eight digits by 97. */
export function belgianVat(random: Random): string {
  const body = `0${random.between(4, 7)}${random.digits(6)}`
  return `BE${body}${two(97 - (Number(body) % 97))}`
}

/** French VAT number: the key is (12 + 3 · (SIREN mod 97)) mod 97, and a SIREN passes Luhn. */
export function frenchVat(random: Random): string {
  const body = random.between(3, 8) + random.digits(7)
  let sum = 0
  for (const [index, digit] of [...body].entries()) {
    const product = Number(digit) * (index % 2 === 1 ? 2 : 1)
    sum += product > 9 ? product - 9 : product
  }
  const siren = body + String((10 - (sum % 10)) % 10)
  return `FR${two((12 + 3 * (Number(siren) % 97)) % 97)}${siren}`
}

/** Estonian and Lithuanian code: weights 1 to 9 and 1 by eleven; where that is ten, 3 to 9 and 1 to 3. */
export function estonianCode(random: Random): string {
  const date = `${two(random.between(40, 99))}${two(random.between(1, 12))}${two(random.between(1, 28))}`
  const body = random.pick(['3', '4']) + date + random.digits(3)
  const first = weighted(body, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11
  const second = weighted(body, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11
  return body + String(first < 10 ? first : second % 10)
}
