import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Grade } from '../detector.ts'
import { asCandidate } from './as-candidate.ts'
import { deSteuernummer } from './de-steuernummer.ts'

// Goal: each state by its own form and check digit; never more than likely, for a tax number looks like many other numbers.
// All numbers are invented or published.
const cases: readonly [why: string, written: string, grade: Grade][] = [
  ['Saarland, unified', '1096081508187', 'likely'],
  ['Berlin', '1121081508150', 'likely'],
  ['Schleswig-Holstein', '2138081508154', 'likely'],
  ['Hamburg', '2241081508154', 'likely'],
  ['Lower Saxony', '2388081508158', 'likely'],
  ['Bremen', '2475081508152', 'likely'],
  ['Hesse', '2653081508158', 'likely'],
  ['Rhineland-Palatinate', '2799081508152', 'likely'],
  ['Baden-Württemberg', '2866081508156', 'likely'],
  ['Brandenburg', '3098081508157', 'likely'],
  ['Saxony-Anhalt', '3198081508152', 'likely'],
  ['Saxony', '3248081508156', 'likely'],
  ['Mecklenburg-Western Pomerania', '4098081508157', 'likely'],
  ['Thuringia', '4198081508152', 'likely'],
  ['North Rhine-Westphalia', '5400081508159', 'likely'],
  ['Bavaria', '9198081508152', 'likely'],
  ['Bavaria, last digit off by one', '9198081508153', undefined],
  ['Hesse, last digit off by one', '2653081508159', undefined],
  ['Rhineland-Palatinate, off by one', '2799081508153', undefined],
  ['North Rhine-Westphalia, off by one', '5400081508150', undefined],
  ['no such state', '3398081508153', undefined],
  ['no 0 behind the office', '9198181508152', undefined],
  ['unified form in groups', '9198 0815 08152', undefined],
  ['letter of Bavaria', '198/815/08152', 'weak'],
  ['letter of Baden-Württemberg', '66815/08156', 'weak'],
  ['letter of North Rhine-Westphalia', '400/8150/8159', 'weak'],
  ['letter of Hesse, spaces', '053 815 08158', 'likely'],
  ['letter of Bremen, spaces', '75 815 08152', 'likely'],
  ['ten digits that fit no state', '7581508153', undefined],
  ['slashes elsewhere', '1/98/81508152', undefined],
]
for (const [why, written, grade] of cases) {
  test(`${deSteuernummer.kind}: ${why}`, () => assert.equal(deSteuernummer.grade(asCandidate(written)), grade))
}
