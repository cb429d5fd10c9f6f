import assert from 'node:assert/strict'
import { test } from 'bun:test'
import { readingOf } from '../../packages/privacy/src/reading.ts'
import { resolved } from '../../packages/privacy/src/resolve.ts'
import { structuredFindings } from '../../packages/privacy/src/structured.ts'

// Goal: time grows with the text and not faster, whatever is written: reading, all detectors together, and deciding between findings.
// Each piece is repeated to 12,500 and to 100,000 characters: three doublings, each of which may take 2.5 times as long (reference § 11). Over one doubling alone
// the ratio of two short times says as much about the collector of garbage as about the text.
const pieces: readonly string[] = [
  '1',
  '12 ',
  '1 2 3 ',
  '123 456 789 ',
  '1234-5678-',
  '12.34.',
  '12:34:',
  '1,234,',
  '86095742719 ',
  '86095742719,',
  '86095742719;1;\n',
  'a@a',
  'a@a.',
  'a.b@',
  'http://',
  'http://a.b/',
  'a://',
  'www.',
  '//',
  '/a',
  '\\',
  '\\n1',
  '\\u00fc',

  '(',
  '[',
  '{',
  '<',
  '<a>',
  '"',
  '`',
  '``` ',
  '`a',
  '~~~\n',
  '"a":"',
  'a=',
  'a:',
  ': ',
  '|',
  '| 1 ',
  ';1',
  '\t1',
  '  1',
  'a  b\n',
  ' ',
  '\n',
  '\r\n',
  '\u00a0',
  '\u00ad',
  '\u200b',
  'a\u0308',
  '\u0308',
  'a-\n',
  '\ud83d\ude00',
  '\ud800',
  'ß',
  'A',
  'AB ',
  'ABCDEFGH ',
  'ABCDDEFF ',
  'DE',
  'DE89',
  'DE89 3704 ',
  'A1',
  'a1B',
  'B-AB 1 ',
  'HRB 1 ',
  'x',
  '+49 ',
  '0',
  '00',
  '+',
  '(0',
  '1.1.',
  '31.12.',
  '2026-',
  '1. Mai ',
  'geb. ',
  'Mai ',
  '12 Jahre ',
  'um 12 ',

  'Str. 1 ',
  'Weg 1, 12345 ',
  '12345 A ',
  'Herr ',
  'Frau A ',
  'Nachname: ',
  '&uuml;',
  '%C3%BC',
  'eyJ',
  'sk-',
  'AKIA',
  'key=',
  'password: ',
  '-----BEGIN ',
  '::',
  'a:b:',
  '00:00:',
  'aa-bb-',
  'fe80::',
  '1.2.3.4 ',
  'P<D<<',
  '<<<<',
  '0x',
  'bc1',
  'IBAN ',
  'Steuer-ID ',
]
const short = 12_500

/** How often the short text goes into the long one: three doublings. */
const times = 8

/** Each doubling may take 2.5 times as long; what grows with the square takes 64 times as long after three. */
const allowed = 2.5 ** 3

/**
 * Below this, in milliseconds, a measurement says more about the machine than about the text: a step of a nanosecond for each pair of
 * characters of the long text would take ten seconds.
 */
const noiseMs = 100

function milliseconds(text: string): number {
  const begun = process.cpuUsage()
  resolved(structuredFindings(readingOf(text), { region: 'DE' }), text)
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / 1000
}

/** The best of several, because other work on the machine only ever makes it slower. */
function best(text: string, rounds: number): number {
  return Math.min(...Array.from({ length: rounds }, () => milliseconds(text)))
}

for (const piece of pieces) {
  test(`linear: ${JSON.stringify(piece)}`, () => {
    const once = piece.repeat(Math.ceil(short / piece.length))
    const long = once.repeat(times)
    milliseconds(once)
    const [one, many] = [best(once, 2), best(long, 1)]
    const isLinear = many < noiseMs || many / one < allowed
    assert.ok(
      isLinear || best(long, 3) / best(once, 4) < allowed,
      `${one.toFixed(1)} ms, ${times} times as much: ${many.toFixed(1)} ms`,
    )
  })
}
