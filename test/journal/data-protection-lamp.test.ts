// Goal: a data protection lamp that shows something else than before stands in the journal, with before and after, and nothing of what was
// stated; a start with the same configuration says nothing.
import { strict as assert } from 'node:assert'

import { test } from 'bun:test'
import type { ConfigInput } from '@stellwerk/contract/config'

import { chat, clearLamps, openInside, playEngine, wholeAnswer } from '../gateway/inside.ts'
import { auditedLog } from './audited.ts'

const useCase = { id: 'test', title: 'Test', state: 'active', deployments: ['a'], lamps: clearLamps } as const
const office = 'Meldestelle Nordenheim'
const legalBasis = { article6: 'e', source: office, validUntil: '2099-12-31' } as const
const complete = {
  preset: 'citizen',
  legalBasis,
  dpia: { reference: 'DPIA 7', on: '2026-06-01', reviewOn: '2099-06-01' },
  recordOfProcessing: 'record 31',
  notices: 'notice of 2026-05-01',
} as const

test('each start tells what is other than before, once', async () => {
  const engine = playEngine(() => Response.json(wholeAnswer()))
  const inside = await openInside([{ id: 'a', kind: 'openaiCompatible', url: engine.url }], {
    limits: { drainTimeoutMs: 50 },
    useCases: [useCase],
  })
  const statusOf = async (url: string): Promise<number> => {
    const headers = { authorization: `Bearer ${inside.key}`, 'content-type': 'application/json' }
    const answer = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body: JSON.stringify(chat()) })
    await answer.text()
    return answer.status
  }
  try {
    const statuses = [await statusOf(inside.url)]
    await inside.opened.stop()
    const place = { operator: 'processor', name: office, country: 'DE' } as const
    const upstreams = [{ id: 'a', kind: 'openaiCompatible', url: engine.url, place }] as const
    const starts: readonly ConfigInput[] = [
      {},
      { useCases: [{ ...useCase, personalData: { preset: 'citizen', legalBasis } }] },
      { useCases: [{ ...useCase, personalData: { preset: 'citizen', legalBasis } }] },
      { useCases: [{ ...useCase, personalData: complete }] },
      { useCases: [{ ...useCase, personalData: complete }], upstreams },
      { useCases: [] },
    ]
    for (const changed of starts) {
      const again = await inside.again(changed)
      if (changed.useCases?.length !== 0) statuses.push(await statusOf(again.publicUrl))
      await again.stop()
    }
    assert.deepEqual(statuses, [200, 200, 403, 403, 200, 403])
    const { entries } = await auditedLog(inside.data)
    const told = entries.flatMap(({ draft }) => (draft.type === 'dataProtectionLamp' ? [draft] : []))
    assert.deepEqual(
      told.map(({ useCase: of, deployment, from, to, reasons }) => [of, deployment, from, to, reasons]),
      [
        [
          'test',
          'a',
          'clear',
          'unknown',
          ['dataProtection_dpia', 'dataProtection_notices', 'dataProtection_recordOfProcessing'],
        ],
        ['test', 'a', 'unknown', 'clear', []],
        ['test', 'a', 'clear', 'blocked', told[2]?.reasons],
        ['test', 'a', 'blocked', 'unknown', ['route_gone']],
      ],
    )
    assert.ok(told[2]?.reasons.includes('processor_contract_missing'))
    assert.equal(new Set(told.slice(0, 3).map(({ facts }) => facts)).size, 3)
    assert.ok(!JSON.stringify(told).includes('Nordenheim'))
  } finally {
    await Promise.all([inside.close(), engine.close()])
  }
})
