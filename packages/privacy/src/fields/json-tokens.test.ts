import { test } from 'bun:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'

import { jsonTokens } from './json-tokens.ts'

// Goal: every string and number of a JSON text is found with its place, and what is no JSON is said to be none.
const cases: readonly [why: string, text: string, tokens: readonly string[] | undefined][] = [
  ['key and value', '{"a": "x"}', ['key a', 'string x under a']],
  ['a number', '{"id": 86095742719}', ['key id', 'number 86095742719 under id']],
  ['a number too long for a double', '[12345678901234567890]', ['number 12345678901234567890']],
  ['a list under a key', '{"names":["A","B"]}', ['key names', 'string A under names', 'string B under names']],
  [
    'both values of a key that stands twice',
    '{"a":"x","a":1}',
    ['key a', 'string x under a', 'key a', 'number 1 under a'],
  ],
  [
    'the key after an inner object',
    '{"a":{"b":"x"},"c":"y"}',
    ['key a', 'key b', 'string x under b', 'key c', 'string y under c'],
  ],
  ['escapes', '{"a":"\\u00fc\\n\\""}', ['key a', 'string ü\n" under a']],
  ['a line feed that should have been escaped', '{"a":"x\ny"}', ['key a', 'string x\ny under a']],
  ['a bare string', '"x"', ['string x']],
  ['words', '[true,false,null]', []],
  ['prose', 'Guten Tag', undefined],
  ['a string without end', '{"a":"x', undefined],
  ['a bracket without end', '{"a":"x"', undefined],
  ['brackets crossed', '[{"a":1]}', undefined],
  ['a bad escape', '"\\x"', undefined],
  ['deeper than anything that is used', '['.repeat(300) + ']'.repeat(300), undefined],
]
for (const [why, text, expected] of cases) {
  test(`JSON text: ${why}`, () => {
    const tokens = jsonTokens(text)?.map(
      ({ is, text: said, label }) => `${is} ${said}${label === undefined ? '' : ` under ${label}`}`,
    )
    assert.deepEqual(tokens, expected)
  })
}

test('JSON text: the strings are those that a parser finds, each at its place', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      const tokens = jsonTokens(text)
      assert.ok(tokens)
      for (const { start, end, text: said, is } of tokens) {
        const there: unknown = JSON.parse(text.slice(start, end))
        assert.equal(is === 'number' ? text.slice(start, end) : there, said)
      }
      assert.deepEqual(
        tokens
          .filter(({ is }) => is !== 'number')
          .map((token) => token.text)
          .toSorted(),
        stringsIn(value).toSorted(),
      )
    }),
  )
})

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap(stringsIn)
  return Object.entries(value).flatMap(([key, item]) => [key, ...stringsIn(item)])
}
