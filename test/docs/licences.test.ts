// Goal: the example of docs/licences.md is a configuration, and its routes show what the page says on the day that it names.
import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { parseConfig } from '@stellwerk/contract/config'
import { catalogue } from '@stellwerk/licences/catalogue/catalogue'
import { indexCatalogue } from '@stellwerk/licences/catalogue-index'

import { Duties } from '../../packages/server/src/licences/duties.ts'
import { dayOf, judgeRoute } from '../../packages/server/src/licences/judge.ts'
import { isMetHere } from '../../packages/server/src/licences/met-here.ts'
import { routeFacts } from '../../packages/server/src/licences/route-facts.ts'
import { readPage } from './markdown.ts'

const page = readPage('docs/licences.md')
const now = Date.parse('2026-11-23T12:00:00Z')

test('docs/licences.md: the routes of the example show what the table says', () => {
  const [example] = page.blocks.filter(({ language }) => language === 'yaml')
  assert.ok(example !== undefined)
  const config = parseConfig(Bun.YAML.parse(example.text))
  const duties = new Duties([], config.licences.taskDays)
  const known = indexCatalogue(catalogue)
  const shown = routeFacts(config, () => ({ licences: [], textSha256: [], claimedBases: [], doubts: [] })).map(
    (route) => {
      const { clearance, validUntil } = judgeRoute(route, {
        catalogue: known,
        now,
        standingOf: (facts, obligation) =>
          isMetHere(facts, obligation) ? { state: 'met' } : duties.standing(facts, obligation, dayOf(now)),
      })
      return [route.deploymentId, clearance.state, Number.isFinite(validUntil) ? dayOf(validUntil - 1) : '']
    },
  )
  assert.deepEqual(shown, [
    ['scout', 'blocked', ''],
    ['letters', 'caution', '2026-12-23'],
    ['qwen', 'clear', ''],
    ['own', 'clear', '2027-10-31'],
  ])
})
