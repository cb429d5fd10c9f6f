// Goal: where a request cannot be looked through in time nothing of it goes on, to no engine, and it is told once.
import assert from 'node:assert/strict'
import { test } from 'bun:test'

import { chat, clearLamps, openInside, playEngine, wholeAnswer } from '../gateway/inside.ts'

const upstreamIds = ['first', 'second']

test('detection out of time: no engine is asked, and no other deployment tried', async () => {
  const engine = playEngine(() => Response.json(wholeAnswer()))
  const upstreams = upstreamIds.map((id) => ({ id, kind: 'vllm' as const, url: engine.url }))
  const inside = await openInside(upstreams, {
    privacy: { deadlineMs: 1, threadFromCharacters: 1_024 },
    useCases: [{ id: 'test', title: 'Test', state: 'active', deployments: upstreamIds, lamps: clearLamps }],
  })
  try {
    const answer = await inside.post('/v1/chat/completions', chat('Frau Weißgerber. '.repeat(10_000)))
    assert.equal(answer.status, 503)
    assert.match(await answer.text(), /"detection_timeout"/)
    assert.deepEqual(engine.seen, [])
  } finally {
    await inside.close()
    await engine.close()
  }
  assert.equal(inside.log().match(/"request\.refused"/g)?.length, 1)
})
