import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { preferredFormat } from './preferred-format.ts'

// Goal: a client gets what it asks for most, of what there is; JSON where it does not care.
const cases: readonly [accept: string | null, format: string][] = [
  [null, 'json'],
  ['', 'json'],
  ['*/*', 'json'],
  ['application/json', 'json'],
  ['text/plain', 'text'],
  ['text/*', 'text'],
  ['text/html, text/plain', 'text'],
  ['text/html, text/plain;q=0.9', 'html'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'html'],
  ['TEXT/HTML', 'html'],
  ['image/png', 'json'],
  ['text/plain;q=0', 'json'],
  ['text/plain;q=7', 'json'],
  ['text/plain;q=x', 'json'],
  ['*/*;q=0.1, text/plain;q=0.2', 'text'],
  ['application/json;q=0, */*', 'text'],
  [`${'a/b,'.repeat(100)}text/html`, 'json'],
]
for (const [accept, format] of cases) {
  test(`Accept: ${accept?.slice(0, 60)}: ${format}`, () => assert.equal(preferredFormat(accept), format))
}
