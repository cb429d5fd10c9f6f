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

const units: readonly string[] = [
  ...['password=', 'passwort ist ', 'passwort ', 'password="', 'api_key: "', '--password ', 'PIN ', 'Passwort („'],
  ...[
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
    'AKIA',
  ],
  ...[
    '-----BEGIN RSA PRIVATE KEY-----\n',
    '-----BEGIN RSA PRIVATE KEY-----aaaa ',
    ':A1234567',
    'Q~',
    '.atlasv1.',
    '-us',
  ],
  ...[
    '1',
    '12 ',
    '12345 ',
    '12345 Aa ',
    '1234 AB ',
    'straße 5 ',
    'Str. 1, ',
    'Am ',
    'An der Alten ',
    'Aa-',
    '12 Aa ',
    '12 rue de la ',
  ],
  ...[
    'Calle ',
    'C/ a ',
    'Via Roma ',
    'c/o A',
    'Postfach 1 ',
    'Adresse: a',
    'plz ',
    'Straße des 1. A ',
    'SW1A 1',
    ', CA 1',
  ],
  ...['ich krebs ', 'krebs', 'Diagnose F32.1 ', 'Konfession: a ', 'AfD ', 'Aa Bb '],
  ...[' ', '\n', '([{', 'a@a', '„“', '\\n', '😀', '\u200b'],
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
