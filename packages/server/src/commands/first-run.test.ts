import { test } from 'bun:test'
import assert from 'node:assert/strict'

import { parseConfig } from '@stellwerk/contract/config'

import { firstRunPlan, firstRunText } from './first-run.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const base = parseConfig({})
const ollama = {
  kind: 'ollama',
  name: 'Ollama',
  url: 'http://127.0.0.1:11434',
  models: ['nomic-embed-text', 'llama3.2:3b'],
} as const
const shown = { publicUrl: 'http://127.0.0.1:7373', key: 'swk_live_x', version: '1.0.0' }

test('without an engine the mirror answers', () => {
  const plan = firstRunPlan(base, [], now)
  assert.equal(plan.model, 'mirror')
  assert.deepEqual(
    plan.config.deployments.map(({ model }) => model),
    ['mirror'],
  )
})

test('with an engine its first model that speaks is asked, and all are offered', () => {
  const plan = firstRunPlan(base, [ollama], now)
  assert.equal(plan.model, 'llama3.2:3b')
  assert.deepEqual(
    plan.config.deployments.map(({ model }) => model),
    ['mirror', 'nomic-embed-text', 'llama3.2:3b'],
  )
})

test('the sandbox shows caution with a date on every lamp, never clear', () => {
  const [sandbox] = firstRunPlan(base, [], now).config.useCases
  for (const lamp of Object.values(sandbox?.lamps ?? {})) {
    assert.equal(lamp?.state, 'caution')
    assert.equal(lamp?.validUntil, '2026-12-23')
  }
})

for (const language of ['de', 'en'] as const) {
  test(`the text has the address, the key and a line that a shell takes as it is (${language})`, () => {
    const text = firstRunText(firstRunPlan(base, [ollama], now), shown, language)
    const line = text.slice(text.indexOf('curl '), text.indexOf("}'") + 2)
    const echoed = Bun.spawnSync(['sh', '-c', line.replace(/^curl/, 'printf "%s\\n"')]).stdout.toString()
    assert.match(echoed, /^http:\/\/127\.0\.0\.1:7373\/v1\/chat\/completions$/m)
    assert.match(echoed, /^Authorization: Bearer swk_live_x$/m)
    const body = echoed.split('\n').find((word) => word.startsWith('{'))
    assert.equal((JSON.parse(body ?? '') as { model: string }).model, 'llama3.2:3b')
  })
}
