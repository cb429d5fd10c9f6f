import assert from 'node:assert/strict'
import { test } from 'bun:test'
import type { Finding } from '../finding.ts'
import { readingAsIs } from '../reading.ts'
import { mrz } from './mrz.ts'

// Goal: the whole zone is found, names included, in all three sizes; code with angle brackets is left alone.
// The specimens are those of ICAO Doc 9303, Parts 4 to 7; everything else is invented.
const passport = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10']
const card = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<']
const smallCard = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6']
const visa = ['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L8988901C4XXX4009078F96121096ZE184226B<<<<<<']

function found(text: string): string[] {
  const findings: Finding[] = []
  mrz.find(readingAsIs(text), { region: 'DE' }, (finding) => findings.push(finding))
  return findings.map(({ start, end }) => text.slice(start, end))
}

const whole: readonly [why: string, zone: string][] = [
  ['passport', passport.join('\n')],
  ['identity card', card.join('\n')],
  ['card of 36 places', smallCard.join('\n')],
  ['visa', visa.join('\n')],
  ['Windows line ends', card.join('\r\n')],
  ['line ends as JSON writes them', card.join(String.raw`\n`)],
  ['on one line', passport.join(' ')],
  ['quoted', card.join('\n> ')],
  ['lower case', passport.join('\n').toLowerCase()],
  ['without the third line', card.slice(0, 2).join('\n')],
  ['without the first line', card.slice(1).join('\n')],
  ['only the names of a passport', passport[0] ?? ''],
  ['only the numbers of a passport', passport[1] ?? ''],
  ['a misread digit in the number', passport.join('\n').replace('L898902C3', 'L898902C8')],
  ['unknown day of birth', passport.join('\n').replace('7408122F', '7408<<1F')],
]
for (const [why, zone] of whole) {
  test(`MRZ: ${why}`, () => assert.deepEqual(found(`Scan des Ausweises:\n${zone}\nEnde.`), [zone]))
}

const none: readonly [why: string, text: string][] = [
  ['only the numbers, with a check digit off by one', (passport[1] ?? '').replace('L898902C36', 'L898902C37')],
  ['one place short', passport.map((line) => line.replace('<', '')).join('\n')],
  ['one place more', passport.map((line) => `${line}<`).join('\n')],
  ['only the upper line of a card', card[0] ?? ''],
  ['shift operators', 'uint64_t flags = (1<<30)|(1<<29)|(value<<shift);'],
  ['a heredoc', 'cat <<EOF\nhello\nEOF'],
  ['a row of signs', '<'.repeat(44)],
  ['conflict markers', '<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch'],
  ['generics', 'Map<String, List<Map<String, Set<Integer>>>>'],
]
for (const [why, text] of none) test(`no MRZ: ${why}`, () => assert.deepEqual(found(text), []))

test('MRZ: two zones in one text are two findings', () => {
  const text = `${passport.join('\n')}\n\n${card.join('\n')}`
  assert.deepEqual(found(text), [passport.join('\n'), card.join('\n')])
})
