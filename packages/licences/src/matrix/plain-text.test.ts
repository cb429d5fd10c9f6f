// Goal: a name from a model card can neither steer a terminal, nor turn a line around, nor break a file.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { plainText } from './plain-text.ts'

const rows: readonly [why: string, text: string, shown: string][] = [
  ['plain', 'Llama-3.3-70B', 'Llama-3.3-70B'],
  ['umlauts and signs', 'Übung ✗ 漢字', 'Übung ✗ 漢字'],
  ['escape sequence', '\u001B[31mred', '\uFFFD[31mred'],
  ['C1 control', 'a\u009Bb', 'a\uFFFDb'],
  ['null', 'a\0b', 'a\uFFFDb'],
  ['line breaks become a space', 'a\r\n\tb\u2028c', 'a b c'],
  ['right-to-left override', 'mit\u202Elrw', 'mit\uFFFDlrw'],
  ['isolate', '\u2066x\u2069', '\uFFFDx\uFFFD'],
  ['zero width space', 'MI\u200BT', 'MI\uFFFDT'],
  ['half a surrogate pair', 'a\uD800b', 'a\uFFFDb'],
  ['no character of XML', 'a\uFFFFb', 'a\uFFFDb'],
]
for (const [why, text, shown] of rows) test(why, () => assert.equal(plainText(text), shown))

test('a text that no cell holds is cut, and says so', () => {
  const cut = plainText('x'.repeat(40_000))
  assert.ok(cut.length < 32_767)
  assert.ok(cut.endsWith('…'))
})
