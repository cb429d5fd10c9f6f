import { describe, test } from 'bun:test'
import assert from 'node:assert/strict'

import { createLog, faultOf, type LogLevel } from './log.ts'
import { Metrics } from './metrics.ts'
import { createRecords, type OutcomeFacts } from './records.ts'
import { createTraces } from './traces.ts'

const now = (): number => Date.parse('2026-11-23T12:00:00Z')
const gauges = {
  runningCount: () => 3,
  outstanding: () => new Map([['gpu', 2]]),
  waiting: () => new Map([['a', 3]]),
  reachable: () => new Map([['gpu', true]]),
  reconciled: () => [{ upstream: 'gpu', counter: 'requests' as const, by: -2 }],
}

const outcome: OutcomeFacts = {
  requestId: 'req_1',
  endpoint: 'chat/completions',
  useCaseId: 'drafts',
  deploymentId: 'd1',
  model: 'm',
  attempt: 1,
  isStream: true,
  ending: 'finished',
  firstByteMs: 12.34,
  totalMs: 1234.56,
  usage: { prompt_tokens: 7, completion_tokens: 11 },
  droppedFieldCount: 0,
}

function written(level: LogLevel, format: 'json' | 'text', say: (log: ReturnType<typeof createLog>) => void): string {
  let text = ''
  const log = createLog({ level, format, now, write: (more) => void (text += more) })
  say(log)
  log.close()
  return text
}

describe('the log', () => {
  test('is one JSON object per line', () => {
    const text = written('info', 'json', (log) =>
      log.event('upstream.reachable', { upstream: 'gpu', isReachable: false, reach: 'barred' }),
    )
    assert.deepEqual(JSON.parse(text), {
      time: '2026-11-23T12:00:00.000Z',
      level: 'warn',
      event: 'upstream.reachable',
      upstream: 'gpu',
      isReachable: false,
      reach: 'barred',
    })
  })

  const levels: readonly [level: LogLevel, lines: number][] = [
    ['error', 0],
    ['warn', 1],
    ['info', 2],
    ['debug', 2],
  ]
  for (const [level, lines] of levels) {
    test(`at ${level} writes ${lines} of an info and a warn event`, () => {
      const text = written(level, 'text', (log) => {
        log.event('server.draining', { runningCount: 1 })
        log.event('traces.dropped', { count: 1 })
      })
      assert.equal(text.split('\n').filter(Boolean).length, lines)
    })
  }

  test('says of an error of ours where it came from, and not what it says', () => {
    const fault = faultOf(new TypeError('the prompt was: Max Mustermann'), 'req_1')
    assert.equal(fault.name, 'TypeError')
    assert.ok(fault.stack.length > 0)
    assert.doesNotMatch(JSON.stringify(fault), /Mustermann/)
  })
})

describe('metrics', () => {
  test('count, sum up and speak the format of Prometheus', async () => {
    const metrics = new Metrics()
    let text = ''
    const records = createRecords(
      createLog({ level: 'info', format: 'json', now, write: (more) => void (text += more) }),
      metrics,
      () => undefined,
    )
    await records.outcome(outcome)
    await records.outcome(outcome)
    await records.refused({ requestId: 'r', endpoint: 'embeddings', useCaseId: 'drafts', code: 'model_unknown' })
    records.unidentified('key_missing')
    records.dropped('chat/completions', 'choices[].message.*')
    const shown = metrics.expose(gauges)
    for (const line of [
      'stellwerk_requests_total{endpoint="chat/completions",useCase="drafts",deployment="d1",ending="finished"} 2',
      'stellwerk_refusals_total{endpoint="embeddings",useCase="drafts",code="model_unknown"} 1',
      'stellwerk_unidentified_requests_total{code="key_missing"} 1',
      'stellwerk_tokens_total{useCase="drafts",deployment="d1",direction="completion"} 22',
      'stellwerk_dropped_fields_total{endpoint="chat/completions",field="choices[].message.*"} 1',
      'stellwerk_request_duration_seconds_bucket{endpoint="chat/completions",deployment="d1",le="1"} 0',
      'stellwerk_request_duration_seconds_bucket{endpoint="chat/completions",deployment="d1",le="2.5"} 2',
      'stellwerk_request_duration_seconds_bucket{endpoint="chat/completions",deployment="d1",le="+Inf"} 2',
      'stellwerk_running_requests 3',
      'stellwerk_upstream_outstanding_requests{upstream="gpu"} 2',
      'stellwerk_upstream_reachable{upstream="gpu"} 1',
      'stellwerk_reconciliation_deviation{upstream="gpu",counter="requests"} -2',
    ]) {
      assert.ok(shown.split('\n').includes(line), line)
    }
    records.close()
  })

  // Goal: a counter only goes up. Once it were below, or beyond all numbers, it would be of no use until the next start.
  test('count of what an engine reports only what is a count', async () => {
    const metrics = new Metrics()
    const log = createLog({ level: 'error', format: 'json', now, write: () => undefined })
    const records = createRecords(log, metrics, () => undefined)
    for (const tokens of [3, -5, 0.5, 1e308, 1e308])
      await records.outcome({ ...outcome, usage: { prompt_tokens: tokens, completion_tokens: tokens } })
    const shown = metrics.expose(gauges).split('\n')
    for (const direction of ['prompt', 'completion']) {
      const line = `stellwerk_tokens_total{useCase="drafts",deployment="d1",direction="${direction}"} 3`
      assert.ok(shown.includes(line), line)
    }
    records.close()
  })

  test('escape what a label may not contain', () => {
    const metrics = new Metrics()
    metrics.refused.add({ useCase: 'a"b\\c\nd' })
    assert.match(metrics.expose(gauges), /useCase="a\\"b\\\\c\\nd"/)
  })

  test('stop at a bound instead of filling the memory', () => {
    const metrics = new Metrics()
    for (let index = 0; index < 11_000; index++) metrics.refused.add({ useCase: `u${index}` })
    const lines = metrics
      .expose(gauges)
      .split('\n')
      .filter((line) => line.startsWith('stellwerk_refusals_total{'))
    assert.equal(lines.length, 10_000)
  })
})

describe('traces', () => {
  test('reach the collector as spans with gen_ai names, and carry no text', async () => {
    const received: string[] = []
    const collector = Bun.serve({
      port: 0,
      async fetch(request) {
        received.push(new URL(request.url).pathname, await request.text())
        return new Response('{}')
      },
    })
    const traces = createTraces(`http://127.0.0.1:${collector.port}`, () => assert.fail('nothing was dropped'))
    traces.add(outcome, now())
    await traces.close()
    await collector.stop(true)
    assert.equal(received[0], '/v1/traces')
    const sent = JSON.parse(received[1] ?? '') as {
      resourceSpans: { scopeSpans: { spans: { name: string; attributes: { key: string; value: object }[] }[] }[] }[]
    }
    const span = sent.resourceSpans[0]!.scopeSpans[0]!.spans[0]!
    assert.equal(span.name, 'chat m')
    const values = new Map(span.attributes.map(({ key, value }) => [key, Object.values(value)[0] as unknown]))
    assert.equal(values.get('gen_ai.operation.name'), 'chat')
    assert.equal(values.get('gen_ai.request.model'), 'm')
    assert.equal(values.get('gen_ai.usage.input_tokens'), '7')
    assert.equal(values.get('stellwerk.ending'), 'finished')
  })

  test('are dropped and counted when the collector is away', async () => {
    let dropped = 0
    const traces = createTraces('http://127.0.0.1:1', (count) => void (dropped += count))
    traces.add(outcome, now())
    await traces.close()
    assert.equal(dropped, 1)
  })
})
