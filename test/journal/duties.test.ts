import { strict as assert } from 'node:assert'

import type { ConfigInput } from '@stellwerk/contract/config'
import { afterEach, test } from 'bun:test'

import { chat, type Inside, openInside } from '../gateway/inside.ts'
import { audited, typesOf } from './audited.ts'

// Goal: the journal says by itself that a process began, under which configuration, and that it ended in good order.
const open: Inside[] = []
afterEach(async () => {
  for (const inside of open.splice(0)) await inside.close()
})

const mirror = { id: 'a', kind: 'mirror' } as const

async function opened(more: ConfigInput = {}): Promise<Inside> {
  const inside = await openInside([mirror], more)
  open.push(inside)
  return inside
}

test('stop: the last entry of an orderly end counts what was written', async () => {
  const inside = await opened()
  await (await inside.post('/v1/chat/completions', chat())).text()
  await (await inside.post('/v1/chat/completions', chat('x', { nonsense: 1 }))).text()
  const entries = await audited(inside)
  assert.deepEqual(typesOf(entries), ['start', 'intent', 'outcome', 'refusal', 'stop'])
  const last = entries.at(-1)?.draft
  assert.deepEqual(last?.type === 'stop' && last.counts, { intent: 1, outcome: 1, refusal: 1 })
})

test('stop: a process whose journal failed has none', async () => {
  const inside = await opened()
  inside.stopJournal()
  await inside.opened.stop()
  await (await inside.again()).stop()
  assert.deepEqual(typesOf(await audited(inside)), ['start', 'start', 'stop'])
})

test('configuration: another one since the last start has an entry, the same one has none', async () => {
  const first = await opened()
  await first.opened.stop()
  const { data } = first
  await (await opened({ data })).opened.stop()
  const entries = await audited(await opened({ data, limits: { drainTimeoutMs: 50 } }))
  const types = typesOf(entries)
  assert.deepEqual(types, ['start', 'stop', 'start', 'stop', 'start', 'configuration', 'stop'])
  const digests = entries.flatMap(({ draft }) => ('configuration' in draft ? [draft.configuration] : []))
  assert.equal(digests[0], digests[1])
  assert.notEqual(digests[1], digests[2])
  assert.equal(digests[2], digests[3])
})
