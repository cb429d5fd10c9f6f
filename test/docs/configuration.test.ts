import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { withTables } from '../../scripts/docs-config.ts'

// Goal: docs/configuration.md says what the schema says.
const file = join(import.meta.dir, '../../docs/configuration.md')

test('docs/configuration.md: the tables are those of the schema', () => {
  const page = readFileSync(file, 'utf8')
  const current = withTables(page)
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, current)
  else assert.ok(page === current, 'the page is behind: UPDATE_DOCS=1 npm test -- test/docs/configuration.test.ts')
})
