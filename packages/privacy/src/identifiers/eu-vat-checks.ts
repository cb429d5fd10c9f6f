import { iso7064Mod11_10, isDigits, luhn, mod97, weightedCrossSum, weightedSum } from '../check-digits.ts'
import { isBgEgn } from './bg-egn.ts'
import { isRodneCislo } from './cz-rodne-cislo.ts'
import { esCifHasControl } from './es-cif.ts'
import { esControlLetter } from './es-control-letter.ts'
import { iePpsLetter } from './ie-pps.ts'
import { isLvPersonasKods } from './lv-personas-kods.ts'
import { isPlNip } from './pl-nip.ts'
import { isPtNif } from './pt-nif.ts'
import { isRoCnp } from './ro-cnp.ts'

// One function per state, named after its prefix. Each takes what stands behind the prefix, in the shape that
// `eu-vat.ts` lets through.

export function at(number: string): boolean {
  const sum = weightedCrossSum(number.slice(1), [1, 2, 1, 2, 1, 2, 1])
  return (10 - ((sum + 4) % 10)) % 10 === Number(number.at(-1))
}

export function be(number: string): boolean {
  return 97 - (Number(number.slice(0, 8)) % 97) === Number(number.slice(8))
}

/** Organisations have nine digits; ten are a person, a foreigner, or somebody else. */
export function bg(number: string): boolean {
  const check = Number(number.at(-1))
  if (number.length === 9) {
    const first = weightedSum(number, [1, 2, 3, 4, 5, 6, 7, 8]) % 11
    return (first < 10 ? first : (weightedSum(number, [3, 4, 5, 6, 7, 8, 9, 10]) % 11) % 10) === check
  }
  const isForeigner = weightedSum(number, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 === check
  const isOther = (11 - (weightedSum(number, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === check
  return isBgEgn(number) || isForeigner || isOther
}

/** What digits at odd places count for. */
const cyOddValues = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21] as const

export function cy(number: string): boolean {
  if (number.startsWith('12')) return false
  let sum = 0
  for (let index = 0; index < 8; index += 1) {
    const digit = Number(number.charAt(index))
    sum += index % 2 === 0 ? (cyOddValues[digit] ?? Number.NaN) : digit
  }
  return String.fromCharCode(65 + (sum % 26)) === number.at(8)
}

/** Eight digits are an organisation, nine that begin with 6 a person without birth number, others a birth number. */
export function cz(number: string): boolean {
  if (number.length === 8) {
    const sum = weightedSum(number, [8, 7, 6, 5, 4, 3, 2])
    return !number.startsWith('9') && (11 - (sum % 11)) % 10 === Number(number.at(-1))
  }
  if (number.length === 9 && number.startsWith('6')) {
    const sum = weightedSum(number.slice(1), [8, 7, 6, 5, 4, 3, 2])
    return ((sum % 11) + 8) % 10 === Number(number.at(-1))
  }
  return isRodneCislo(number)
}

export function dk(number: string): boolean {
  return weightedSum(number, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
}

export function ee(number: string): boolean {
  return weightedSum(number, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0
}

export function el(number: string): boolean {
  const sum = weightedSum(number, [256, 128, 64, 32, 16, 8, 4, 2])
  return Number(number) > 0 && (sum % 11) % 10 === Number(number.at(-1))
}

/** A person (DNI, NIE, or NIF with K, L, M) or an organisation (CIF). */
export function es(number: string): boolean {
  const first = number.charAt(0)
  const asDigit = isDigits(first) ? first : String('XYZ'.indexOf(first))
  if (asDigit !== '-1') return esControlLetter(Number(asDigit + number.slice(1, 8))) === number.at(8)
  if ('KLM'.includes(first)) return esControlLetter(Number(number.slice(1, 8))) === number.at(8)
  return 'ABCDEFGHJNPQRSUVW'.includes(first) && esCifHasControl(number)
}

export function fi(number: string): boolean {
  return weightedSum(number, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0
}

/** Two characters of a key, then the SIREN; Monaco has 000 where the SIREN begins, and no Luhn. */
export function fr(number: string): boolean {
  const siren = number.slice(2)
  if (!siren.startsWith('000') && !luhn(siren)) return false
  const key = number.slice(0, 2)
  return isDigits(key) ? Number(`${siren}12`) % 97 === Number(key) : hasLetterKey(key, Number(siren))
}

/** Keys of numbers given since letters are used. I and O are no letters of theirs. */
function hasLetterKey(key: string, siren: number): boolean {
  const values = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  const first = values.indexOf(key.charAt(0))
  const second = values.indexOf(key.charAt(1))
  const value = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100
  return (siren + 1 + Math.floor(value / 11)) % 11 === value % 11
}

/** Twelve digits name a branch behind the nine. Numbers since 2010 are shifted by 55, and seen with either sign. */
export function gb(number: string): boolean {
  const remainder = (weightedSum(number, [8, 7, 6, 5, 4, 3, 2, 10, 1]) + 97) % 97
  return Number(number.slice(0, 7)) > 0 && (remainder === 0 || remainder === 42 || remainder === 55)
}

export const hr = iso7064Mod11_10

export function hu(number: string): boolean {
  return weightedSum(number, [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0
}

/** Until 2013 the second place could be a letter; its first digit then stands last. */
export function ie(number: string): boolean {
  const isOld = !isDigits(number.charAt(1))
  const modern = isOld ? `0${number.slice(2, 7)}${number.charAt(0)}${number.slice(7)}` : number
  return iePpsLetter(modern) === number.charAt(7)
}

/** The three digits before the check are the office. */
export function it(number: string): boolean {
  const office = Number(number.slice(7, 10))
  const isOffice = (office >= 1 && office <= 100) || [120, 121, 888, 999].includes(office)
  return isOffice && luhn(number)
}

export function lt(number: string): boolean {
  const body = number.slice(0, -1)
  const weigh = (from: number): number => {
    let sum = 0
    for (let index = 0; index < body.length; index += 1) sum += (((index + from) % 9) + 1) * Number(body.charAt(index))
    return sum % 11
  }
  const first = weigh(0)
  return (first < 10 ? first : weigh(2) % 10) === Number(number.at(-1))
}

export function lu(number: string): boolean {
  return Number(number.slice(0, 6)) > 0 && Number(number.slice(0, 6)) % 89 === Number(number.slice(6))
}

/** From 4 on an organisation, below a person. */
export function lv(number: string): boolean {
  if (number.charAt(0) <= '3') return isLvPersonasKods(number)
  return weightedSum(number, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 === 3
}

export function mt(number: string): boolean {
  return weightedSum(number, [3, 4, 6, 7, 8, 9, 10, 1]) % 37 === 0
}

/** Self-employed people since 2020: mod 97 over the whole number with its prefix; everybody else: the eleven-test. */
export function nl(number: string): boolean {
  if (mod97(`NL${number}`) === 1) return true
  return Number(number.slice(0, 9)) > 0 && weightedSum(number, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0
}

export const pl = isPlNip

export const pt = isPtNif

/** Two to ten digits are an organisation, thirteen a person. */
export function ro(number: string): boolean {
  if (number.length === 13) return isRoCnp(number)
  if (number.length > 10) return false
  const sum = weightedSum(number.padStart(10, '0'), [7, 5, 3, 2, 1, 7, 5, 3, 2])
  return ((sum * 10) % 11) % 10 === Number(number.at(-1))
}

export function se(number: string): boolean {
  return luhn(number.slice(0, 10))
}

export function si(number: string): boolean {
  const check = 11 - (weightedSum(number, [8, 7, 6, 5, 4, 3, 2]) % 11)
  return check !== 11 && check % 10 === Number(number.at(-1))
}

/** Organisations have one of six digits at the third place; persons have their birth number. */
export function sk(number: string): boolean {
  if (isRodneCislo(number)) return true
  return number > '1' && '234789'.includes(number.charAt(2)) && Number(number) % 11 === 0
}
