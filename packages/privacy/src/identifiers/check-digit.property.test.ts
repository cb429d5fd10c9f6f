import assert from 'node:assert/strict'
import { test } from 'bun:test'
import fc from 'fast-check'
import type { IdentifierDetector } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { atSteuernummer } from './at-steuernummer.ts'
import { atSvnr } from './at-svnr.ts'
import { chAhv } from './ch-ahv.ts'
import { chUid } from './ch-uid.ts'
import { deKvnr } from './de-kvnr.ts'
import { deLanr } from './de-lanr.ts'
import { dePersonalausweis } from './de-personalausweis.ts'
import { deReisepass } from './de-reisepass.ts'
import { deRvnr } from './de-rvnr.ts'
import { deSteuerId } from './de-steuer-id.ts'
import { deSteuernummer } from './de-steuernummer.ts'
import { deUstId } from './de-ust-id.ts'

// Goal: of the ten digits in the place of the check digit at most one is taken; for the others the number is left alone, or less sure where
// a failing check does not refuse.

const digits = (count: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: 10 ** count - 1 }).map((number) => String(number).padStart(count, '0'))
const letter = (letters: string): fc.Arbitrary<string> => fc.constantFrom(...letters)
const joined = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> => fc.tuple(...parts).map((all) => all.join(''))
const birth = fc
  .tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 99 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(''))
const serialPlace = letter('0123456789CFGHJKLMNPRTVWXYZ')

/** Ten digits of which exactly one occurs twice. */
const steuerIdBody = fc
  .tuple(fc.shuffledSubarray([...'0123456789'], { minLength: 9, maxLength: 9 }), fc.nat(8), fc.nat(9))
  .map(([nine, from, to]) => nine.toSpliced(to, 0, nine[from] ?? '0').join(''))
  .filter((body) => !body.startsWith('0'))

/** `#` stands in the place of the check digit. */
const forms: readonly [detector: IdentifierDetector, number: fc.Arbitrary<string>][] = [
  [deSteuerId, joined(steuerIdBody, fc.constant('#'))],
  [deUstId, joined(fc.constant('DE1'), digits(7), fc.constant('#'))],
  [deKvnr, joined(letter('ABCDEFGHIJKLMNOPQRSTUVWXYZ'), digits(8), fc.constant('#'))],
  [deRvnr, joined(fc.constantFrom('02', '14', '53', '80'), birth, letter('ABKLSTZ'), digits(2), fc.constant('#'))],
  [deLanr, joined(letter('123456789'), digits(5), fc.constant('#'), digits(2))],
  [dePersonalausweis, joined(letter('LMNPRTVWXY'), ...Array.from({ length: 8 }, () => serialPlace), fc.constant('#'))],
  [deReisepass, joined(letter('CFGHJK'), ...Array.from({ length: 8 }, () => serialPlace), fc.constant('#'))],
  [
    deSteuernummer,
    joined(
      letter('59').chain((state) => digits(3).map((office) => `${state}${office}0`)),
      digits(7),
      fc.constant('#'),
    ),
  ],
  [atSvnr, joined(letter('123456789'), digits(2), fc.constant('#'), birth)],
  [atSteuernummer, joined(letter('123456789'), digits(7), fc.constant('#'))],
  [chAhv, joined(fc.constant('756'), digits(9), fc.constant('#'))],
  [chUid, joined(fc.constant('CHE'), digits(8), fc.constant('#'))],
]

/** Grades that count as recognised by the check. */
function isRecognised({ grade }: IdentifierDetector, number: string): boolean {
  const given = grade(asCandidate(number))
  return given === 'certain' || given === 'likely'
}

const places = [...'0123456789']
for (const [detector, number] of forms) {
  test(`${detector.kind}: at most one of ten check digits is right`, () => {
    fc.assert(
      fc.property(
        number,
        (form) => places.filter((digit) => isRecognised(detector, form.replace('#', digit))).length <= 1,
      ),
      { seed: 4711, numRuns: 300 },
    )
  })
  test(`${detector.kind}: valid numbers can be made, and are refused when off by one`, () => {
    let made = 0
    fc.assert(
      fc.property(number, (form) => {
        const valid = places.find((digit) => isRecognised(detector, form.replace('#', digit)))
        if (valid === undefined) return
        made += 1
        const other = String((Number(valid) + 1) % 10)
        assert.equal(isRecognised(detector, form.replace('#', other)), false)
      }),
      { seed: 4712, numRuns: 300 },
    )
    // Modulo 11 leaves out one number in eleven.
    assert.ok(made > 200, `${made} of 300`)
  })
}
