import assert from 'node:assert/strict'
import { test } from 'bun:test'
import { codeSpans } from './code-spans.ts'

// Goal: what Markdown shows as code is code, and nothing else is.
const cases: readonly [why: string, text: string, code: readonly string[]][] = [
  ['prose', 'a b', []],
  ['a block', 'a\n```js\nb\n```\nc', ['\nb\n']],
  ['tildes', '~~~\nb\n~~~', ['\nb\n']],
  ['a block that is cut', 'a\n```\nb', ['\nb']],
  ['a shorter fence does not close', '````\nb\n```\nc\n````', ['\nb\n```\nc\n']],
  ['in a quotation', '> ```\n> b\n> ```', ['\n> b\n']],
  ['on a line', 'a `b` c', ['b']],
  ['two on a line', '`a` b `c`', ['a', 'c']],
  ['double backticks around one', '`` a`b `` c', [' a`b ']],
  ['a backtick alone', 'a ` b\nc ` d', []],
  ['three backticks on one line are no fence', '```a``` b', ['a']],
]
for (const [why, text, code] of cases) {
  test(`code: ${why}`, () =>
    assert.deepEqual(
      codeSpans(text).map(({ start, end }) => text.slice(start, end)),
      code,
    ))
}
