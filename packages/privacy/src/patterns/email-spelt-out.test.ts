// Goal: addresses that were spelt out for people are found; sentences with "at" are not. All are invented.
import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { readingAsIs } from '../reading.ts'
import { emailSpeltOut } from './email-spelt-out.ts'

function found(text: string): string[] {
  const results: string[] = []
  emailSpeltOut.find(readingAsIs(text), { region: 'DE' }, ({ start, end }) => results.push(text.slice(start, end)))
  return results
}

const rows: readonly [why: string, text: string, expected: readonly string[]][] = [
  ['both in brackets', 'max.muster (at) example (punkt) de, bitte', ['max.muster (at) example (punkt) de']],
  ['only the sign', 'max[at]example.de', ['max[at]example.de']],
  ['capitals', 'MAX (AT) EXAMPLE (DOT) ORG', ['MAX (AT) EXAMPLE (DOT) ORG']],
  ['the sign itself in brackets', 'max(@)example.de', ['max(@)example.de']],
  ['as a German says it', 'max{ät}example.de', ['max{ät}example.de']],
  ['words without brackets', 'max at mail dot example dot org', ['max at mail dot example dot org']],
  ['word for the dot, in German', 'max at example punkt de', ['max at example punkt de']],
  ['the end of a sentence', 'max (at) example.org. Danke', ['max (at) example.org']],
  ['a sentence', 'meet me at example.com', []],
  ['a remark', 'the value (at least three) counts', []],
  ['no host', 'max (at) home', []],
]
for (const [why, text, expected] of rows) test(`spelt out: ${why}`, () => assert.deepEqual(found(text), expected))
