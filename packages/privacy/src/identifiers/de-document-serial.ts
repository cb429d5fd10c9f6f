import { mrzCheckDigit } from '../check-digits.ts'
import type { Candidate, Grade } from '../detector.ts'

// Serial numbers of German identity cards and passports: four places of the authority and five at random (PAuswG § 2(8), PassG), without
// vowels and look-alikes; check digits as in ICAO Doc 9303 Part 3, section 4.9. Checked 2026-11-23.

const alphabet = /^[0-9CFGHJKLMNPRTVWXYZ]+$/

/** So many letters among nine places tell a serial number from a word with digits behind it, such as T12345678. */
const lettersMin = 3

/**
 * Nine places, or ten with the check digit of the machine-readable zone behind them, or eleven with the nationality behind that.
 *
 * Nine places carry a check only where the last of them is the check digit of the eight before it. In that form and in the one of ten
 * places a mixture of letters and digits is `certain`, letters being rare in what else passes. Whatever fits no check is a shape that
 * needs a word beside it.
 */
export function serialGrade({ compact, written }: Candidate, firstLetters: string): Grade {
  const serial = compact.length === 11 && compact.endsWith('D') ? compact.slice(0, 10) : compact
  if (!firstLetters.includes(serial.charAt(0)) || !alphabet.test(serial) || serial.length > 10) return undefined
  if (mrzCheckDigit(serial.slice(0, -1)) !== Number(serial.slice(-1)))
    return serial.length === 9 && /[0-9]/.test(serial) ? 'weak' : undefined
  return letterCount(serial) >= lettersMin && written === compact ? 'certain' : 'likely'
}

function letterCount(serial: string): number {
  return serial.replaceAll(/[0-9]/g, '').length
}
