import { numberAt } from '../calendar-day.ts'
import { isDigits, weightedCrossSum, weightedSum } from '../check-digits.ts'
import type { IdentifierDetector } from '../detector.ts'

// Steuernummer: ELSTER, "Prüfung der Steuer- und Steueridentifikationsnummer" (edition of 24 February 2025, chapters 3 to 7): tax office,
// district, number and check digit, written in a way of its own in each state, and in thirteen digits for all of them. In both forms at
// most one of ten passes, and in the form of ten or eleven digits one state's check is as good as another's: a word beside it is needed.
// Checked 2026-11-23; results compared with an independent implementation. Vectors of the form: 21/815/08150, 9198081508152.

const context = [
  'steuernummer*',
  'steuer nr',
  'steuernr',
  'stnr',
  'st nr',
  'finanzamt*',
  'elster',
  'tax number',
  'tax no',
]

/** German tax number, given by the tax office of a person or firm. */
export const deSteuernummer: IdentifierDetector = {
  kind: 'DE_STEUERNUMMER',
  category: 'ID',
  lengths: [10, 11, 13],
  startsWith: 'digit',
  separators: '/',
  context,
  contextIsEnough: true,
  grade: ({ compact, groups, separators }) => {
    if (!isDigits(compact)) return undefined
    if (compact.length === 13) return groups.length === 1 && hasCheckDigit(compact) ? 'likely' : undefined
    if (separators.includes('/')) return forms.has(groups.join()) ? 'weak' : undefined
    return hasCheckDigitOfAState(compact) ? 'likely' : undefined
  },
}

/** Office, district, number with check digit; North Rhine-Westphalia has districts of four digits, Baden-Württemberg joins the first two. */
const forms = new Set(['2,3,5', '3,3,5', '3,4,4', '5,5', '2,8', '3,8'])

type Procedure = (number: string) => boolean

const standard = elevens([0, 5, 4, 3, 0, 2, 7, 6, 5, 4, 3, 2])
const hanseatic = elevens([0, 0, 4, 3, 0, 2, 7, 6, 5, 4, 3, 2])
const lowerSaxony = elevens([0, 0, 2, 9, 0, 8, 7, 6, 5, 4, 3, 2])
const berlinOlder = elevens([0, 0, 0, 0, 0, 7, 6, 5, 8, 4, 3, 2])

/** By the first digits of the unified form. In Berlin office and district decide between two procedures; here either will do. */
const procedures: Readonly<Record<string, Procedure>> = {
  '10': standard, // Saarland
  '11': (number) => berlinOlder(number) || lowerSaxony(number),
  '21': twos, // Schleswig-Holstein
  '22': hanseatic, // Hamburg
  '23': lowerSaxony,
  '24': hanseatic, // Bremen
  '26': twos, // Hesse
  '27': rhinelandPalatinate,
  '28': twos, // Baden-Württemberg
  '30': standard, // Brandenburg
  '31': standard, // Saxony-Anhalt
  '32': standard, // Saxony
  '40': standard, // Mecklenburg-Western Pomerania
  '41': standard, // Thuringia
  '5': northRhineWestphalia,
  '9': standard, // Bavaria
}

/**
 * Whether a number of ten or eleven digits has the check digit of any state. In the unified form digits of the state stand before it and a
 * 0 behind the office. Those before it count in none of these procedures, so any will do.
 */
function hasCheckDigitOfAState(number: string): boolean {
  if (number.length === 10) {
    const unified = `00${number.slice(0, 2)}0${number.slice(2)}`
    return proceduresOfTenDigits.some((procedure) => procedure(unified))
  }
  // The first of three digits of the office belongs to the unified form too.
  const unified = `0${number.slice(0, 3)}0${number.slice(3)}`
  return (
    standard(unified) ||
    northRhineWestphalia(unified) ||
    (number.startsWith('1') && (berlinOlder(unified) || lowerSaxony(unified))) ||
    (number.startsWith('0') && twos(`26${number.slice(1, 3)}0${number.slice(3)}`))
  )
}

/** Of the states whose offices have two digits. */
const proceduresOfTenDigits: readonly Procedure[] = [berlinOlder, lowerSaxony, hanseatic, rhinelandPalatinate, twos]

function hasCheckDigit(unified: string): boolean {
  const procedure = procedures[unified.slice(0, 2)] ?? procedures[unified.slice(0, 1)]
  return procedure !== undefined && unified.charAt(4) === '0' && procedure(unified)
}

function elevens(weights: readonly number[]): Procedure {
  return (number) => (11 - (weightedSum(number, weights) % 11)) % 11 === Number(number.charAt(12))
}

/** The remainder itself is the check digit, not what is missing to the next multiple. */
function northRhineWestphalia(number: string): boolean {
  return weightedSum(number, [0, 3, 2, 1, 0, 7, 6, 5, 4, 3, 2, 1]) % 11 === Number(number.charAt(12))
}

function rhinelandPalatinate(number: string): boolean {
  return (10 - (weightedCrossSum(number, [0, 0, 1, 2, 0, 1, 2, 1, 2, 1, 2, 1]) % 10)) % 10 === Number(number.charAt(12))
}

/** Places of the digits that the Zweier-Verfahren counts, from the left; the 0 behind the office is none of them. */
const placesOfTwos = [2, 3, 5, 6, 7, 8, 9, 10, 11] as const

/** Zweier-Verfahren: each digit and its place counted from the right, without tens, times a power of two, as a single cross sum. */
function twos(number: string): boolean {
  let sum = 0
  for (let index = 0; index < placesOfTwos.length; index += 1) {
    const place = placesOfTwos.length - index
    const product = ((numberAt(number, placesOfTwos[index] ?? 0, (placesOfTwos[index] ?? 0) + 1) + place) % 10) << place
    sum += product === 0 ? 0 : ((product - 1) % 9) + 1
  }
  return (10 - (sum % 10)) % 10 === Number(number.charAt(12))
}
