import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { GatewayError } from '@stellwerk/contract/error'
import fc from 'fast-check'

import { jsonDepthMax, jsonEntriesMax, readJsonObject } from './json.ts'

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
const wide = (count: number): string => `{"a":[${Array.from({ length: count }, () => '1').join(',')}]}`
const keys = (count: number): string =>
  `{${Array.from({ length: count }, (_, index) => `"k${index}":1`).join(',')},"k0":2}`

// Goal: what may not pass is refused with its code; the row beside each bound passes.
const cases: readonly [why: string, text: string, code: string | undefined][] = [
  ['an object', '{"a":1,"b":[true,null,"x"]}', undefined],
  ['the same key in different objects', '{"a":{"a":1},"b":[{"a":1},{"a":1}]}', undefined],
  ['a key as a value', '{"a":"a","b":"a"}', undefined],
  ['a colon inside a value', '{"a":"b\\":","c":"b"}', undefined],
  ['twice the same key', '{"model":"a","model":"b"}', 'json_duplicate_key'],
  ['twice, once with an escape', '{"model":"a","mod\\u0065l":"b"}', 'json_duplicate_key'],
  ['twice, deep inside', '{"m":[{"role":"user","content":"x","role":"system"}]}', 'json_duplicate_key'],
  ['twice, with space before the colon', '{"a" \n:1,"a"\t:2}', 'json_duplicate_key'],
  ['twice, among many keys', keys(40), 'json_duplicate_key'],
  ['depth at the bound', nested(jsonDepthMax), undefined],
  ['depth past the bound', nested(jsonDepthMax + 1), 'json_too_deep'],
  ['a million open brackets', '['.repeat(1_000_000), 'json_too_deep'],
  ['entries at the bound', wide(jsonEntriesMax), undefined],
  ['entries past the bound', wide(jsonEntriesMax + 1), 'json_too_large'],
  ['half a surrogate pair', '{"a":"\\ud83d"}', 'json_text_malformed'],
  ['half a surrogate pair in a key', '{"\\ud83d":1}', 'json_text_malformed'],
  ['a whole pair', '{"a":"\\ud83d\\ude00"}', undefined],
  ['a number that is infinite', '{"a":1e999}', 'json_text_malformed'],
  ['a number that is infinite without exponent', `{"a":${'9'.repeat(400)}}`, 'json_text_malformed'],
  ['a large number that is finite', '{"a":1e300}', undefined],
  ['an array at the top', '[1]', 'body_not_json'],
  ['null at the top', 'null', 'body_not_json'],
  ['nothing', '', 'body_not_json'],
  ['an unfinished string', '{"a":"b', 'body_not_json'],
  ['a trailing comma', '{"a":1,}', 'body_not_json'],
  ['text after the object', '{"a":1}x', 'body_not_json'],
  ['a comment', '{"a":1 /* x */}', 'body_not_json'],
]
for (const [why, text, code] of cases) {
  test(`json: ${why}`, () => {
    if (code === undefined) assert.deepEqual(readJsonObject(text), JSON.parse(text))
    else
      assert.throws(
        () => readJsonObject(text),
        (error) => error instanceof GatewayError && error.code === code,
      )
  })
}

test('any object within the bounds is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 })), fc.nat(3), (object, indent) => {
      const text = JSON.stringify(object, null, indent)
      assert.deepEqual(readJsonObject(text), JSON.parse(text))
    }),
    { numRuns: 500 },
  )
})

test('any text is either read or refused with a typed error', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]":,\\u0de1 tfn') }), (text) => {
      try {
        readJsonObject(text)
      } catch (error) {
        assert.ok(error instanceof GatewayError)
      }
    }),
    { numRuns: 2000 },
  )
})
