import { test } from 'bun:test'
import type { PatternDetector } from '../detector.ts'
import { readingAsIs } from '../reading.ts'
import { addresses } from './addresses.ts'
import { secrets } from './secrets.ts'
import { specialCategories } from './special-categories.ts'

// Goal: no text makes a detector slow. 200 kB of the worst repetitions take a quarter of a second where time is linear, and a minute where
// it is quadratic, so the limit of the test is the assertion and no clock is needed.

const charactersOf = 200_000
const millisecondsMax = 8000

const besideWords = [
  'password=',
  'passwort ist ',
  'passwort ',
  'password="',
  'api_key: "',
  '--password ',
  'PIN ',
  'Passwort („',
]
const forms = [
  'eyJ',
  'eyJaaaaaaaaaaaa.',
  '://a:b',
  '://a:b@',
  'basic YWFhYTphYWFh',
  'bearer ',
  'curl -u ',
  'auth"',
  'sk-',
  ' sk-aaaa',
]
const signs = [
  '-----BEGIN RSA PRIVATE KEY-----\n',
  '-----BEGIN RSA PRIVATE KEY-----aaaa ',
  ':A1234567',
  'Q~',
  '.atlasv1.',
  '-us',
]
const numbers = [
  '1',
  '12 ',
  '12345 ',
  '12345 Aa ',
  '1234 AB ',
  'straße 5 ',
  'Str. 1, ',
  '12 Aa ',
  '12 rue de la ',
  'SW1A 1',
  ', CA 1',
]
const streets = [
  'Am ',
  'An der Alten ',
  'Aa-',
  'Calle ',
  'C/ a ',
  'Via Roma ',
  'c/o A',
  'Postfach 1 ',
  'Adresse: a',
  'plz ',
  'Straße des 1. A ',
]
const categories = ['ich krebs ', 'krebs', 'Diagnose F32.1 ', 'Konfession: a ', 'AfD ', 'Aa Bb ']
const anything = [' ', '\n', '([{', 'a@a', '„“', '\\n', '😀', '\u200b']
const units: readonly string[] = [
  ...besideWords,
  ...forms,
  ...signs,
  ...numbers,
  ...streets,
  ...categories,
  ...anything,
]

const detectors: readonly PatternDetector[] = [secrets, addresses, specialCategories]
for (const detector of detectors) {
  for (const unit of units) {
    test(
      `linear: ${detector.name} over ${JSON.stringify(unit)}`,
      () => {
        const text = unit.repeat(Math.ceil(charactersOf / unit.length))
        detector.find(readingAsIs(text), { region: 'DE' }, () => {})
      },
      millisecondsMax,
    )
  }
}
