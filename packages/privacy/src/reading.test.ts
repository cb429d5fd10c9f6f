import assert from 'node:assert/strict'
import { test } from 'bun:test'
import fc from 'fast-check'
import { readingOf } from './reading.ts'

// Goal: a detector sees plain text, and its places lead back to what was written.
const cases: readonly [why: string, original: string, text: string][] = [
  ['plain text', 'Frau Weißgerber, 5 €', 'Frau Weißgerber, 5 €'],
  ['no-break space', 'DE89\u00a03704', 'DE89 3704'],
  ['narrow no-break space and thin space', '1\u202f2\u20093', '1 2 3'],
  ['ideographic space', '1\u30002', '1 2'],
  ['zero width characters', '8\u200b6\u200d0\ufeff9', '8609'],
  ['direction marks', '\u202a8609\u202c', '8609'],
  ['soft hyphen', 'Weiß\u00adgerber', 'Weißgerber'],
  ['full width', 'ＤＥ８９：ａ', 'DE89:a'],
  ['no-break hyphen', '880320\u20110016', '880320-0016'],
  ['a dash stays a dash', '1–2', '1–2'],
  ['letter and mark apart', 'Mu\u0308ller', 'Müller'],
  ['two marks', 'a\u0323\u0302b', 'ậb'],
  ['a mark before everything', '\u0308a', '\u0308a'],
  ['a mark that composes with nothing', 'q\u0308a', 'q\u0308a'],
  ['Hangul written apart', '\u1112\u1161\u11ab', '\ud55c'],
  ['line separator', 'a\u2028b', 'a\nb'],
  ['a word hyphenated over a line break', 'Frau Weiß-\ngerber', 'Frau Weißgerber'],
  ['with carriage return, blank and indentation', 'Weiß- \r\n  gerber', 'Weißgerber'],
  ['soft hyphen at the end of a line', 'Weiß\u00ad\ngerber', 'Weißgerber'],
  ['a double name over a line break stays', 'Müller-\nLüdenscheidt', 'Müller-\nLüdenscheidt'],
  ['a shortened compound stays', 'Haus-\nund Hof', 'Haus-\nund Hof'],
  ['a list stays', 'a\n-\nb', 'a\n-\nb'],
  ['numbers over a line break stay', '12-\n34', '12-\n34'],
  ['an empty line stays', 'Weiß-\n\ngerber', 'Weiß-\n\ngerber'],
  ['an escape of JSON', 'Wei\\u00dfgerber', 'Weißgerber'],
  ['the same in JSON in JSON', 'Wei\\\\\\\\u00DFgerber', 'Weißgerber'],
  ['an escaped space', 'DE89\\u00a03704', 'DE89 3704'],
  ['an escaped character of no width', '8\\u200b6', '86'],
  ['an escaped break before a name', 'Frau\\nAnna\\tWeber', 'Frau\nAnna Weber'],
  ['a folder stays', 'C:\\new\\users', 'C:\\new\\users'],
  ['entities of HTML', 'M&uuml;ller, &Ouml;zt&uuml;rk, Wei&szlig;', 'Müller, Öztürk, Weiß'],
  ['entities by number', 'M&#252;ller, M&#xFC;ller, anna&#64;x.example', 'Müller, Müller, anna@x.example'],
  ['blanks of HTML', 'DE89&nbsp;3704&#160;0044&shy;', 'DE89 3704 0044'],
  [
    'what HTML needs itself stays',
    'a &amp;&lt;&b; &#0; &#x1F600; &constructor; &auuml;',
    'a &amp;&lt;&b; &#0; &#x1F600; &constructor; &auuml;',
  ],
  ['letters and @ of an address', 'm=anna.m%C3%BCller%40x.example', 'm=anna.müller@x.example'],
  ['what divides an address stays', 'a%20b%2Fc 100%4 %C3%28 %c1%bf', 'a%20b%2Fc 100%4 %C3%28 %c1%bf'],
  ['NUL and selectors of a variant', '8\u00006\ufe0f0', '860'],
  ['too few digits stay', '\\u00d, \\u00', '\\u00d, \\u00'],
]
for (const [why, original, text] of cases) {
  test(`reading: ${why}`, () => assert.equal(readingOf(original).text, text))
}

test('reading: nothing to change means the same string', () => {
  const original = 'Größe: 5 – 6 €\n'
  assert.equal(readingOf(original).text, original)
})

test('reading: places lead back to the whole written form', () => {
  const rows: readonly [original: string, part: string, written: string][] = [
    ['a DE89\u00a0\u200b3704 b', 'DE89 3704', 'DE89\u00a0\u200b3704'],
    ['Frau Weiß-\n  gerber kommt', 'Weißgerber', 'Weiß-\n  gerber'],
    ['Herr Mu\u0308ller kommt', 'Müller', 'Mu\u0308ller'],
    ['Frau Rene\u0301, ja', 'René', 'Rene\u0301'],
    ['\u200bＤＥ８９ x', 'DE89', 'ＤＥ８９'],
    ['an\\nAnna Wei\\u00df, ja', 'Anna Weiß', 'Anna Wei\\u00df'],
    ['\\u00d6zt\\u00fcrk kommt', 'Öztürk', '\\u00d6zt\\u00fcrk'],
    ['Frau M&uuml;ller&nbsp;kommt', 'Müller', 'M&uuml;ller'],
    ['?m=anna%40x.example&n=1', 'anna@x.example', 'anna%40x.example'],
  ]
  for (const [original, part, written] of rows) {
    const reading = readingOf(original)
    const start = reading.text.indexOf(part)
    assert.equal(original.slice(reading.originalAt(start), reading.originalAt(start + part.length)), written)
  }
})

const pieces = [
  ...'aB7 -.ü\\',
  '\\u00df',
  '&uuml;',
  '&nbsp;',
  '%C3%BC',
  '\0',
  '\\nA',
  '\n',
  '\u00a0',
  '\u00ad',
  '\u200b',
  '\u0308',
  '\u0301',
  '\uff11',
  '\ud83d\ude00',
  '-\n',
]

test('reading: places never go back and end at the end', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...pieces)).map((all) => all.join('')),
      (original) => {
        const { text, originalAt } = readingOf(original)
        for (let place = 1; place <= text.length; place += 1) assert.ok(originalAt(place) > originalAt(place - 1))
        if (text.length > 0) assert.equal(originalAt(text.length), original.length)
        assert.doesNotMatch(text, /[\u00a0\u00ad\u200b\uff11]|u\u0308|a\u0301/)
      },
    ),
  )
})
