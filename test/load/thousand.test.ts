import { afterAll, beforeAll, expect, test } from 'bun:test'
import { connect } from 'node:net'

import { ScriptedEngine } from '../engines/scripted-engine.ts'
import { vllm } from '../engines/vllm.ts'
import { openUseCase, startStellwerk, type Stellwerk } from '../stellwerk.ts'

// Goal: a thousand requests stand at the engine at the same moment. Bun's `fetch` queues silently beyond 256 connections
// unless it is told otherwise before it starts; then the engine, which answers only when all have come, never would.

const requestCount = 1_000
const host = '127.0.0.1'

let engine: ScriptedEngine
let stellwerk: Stellwerk

beforeAll(async () => {
  engine = new ScriptedEngine(vllm)
  stellwerk = await startStellwerk({
    upstreams: [{ id: 'engine', kind: 'vllm', url: engine.url }],
    deployments: [{ id: 'gather', model: 'gather', upstream: 'engine' }],
    useCases: [openUseCase('test', ['gather'])],
  })
}, 30_000)

afterAll(async () => {
  await stellwerk.stop()
  await engine.stop()
})

for (const stream of [false, true]) {
  test(`${requestCount} requests at once, ${stream ? 'streamed' : 'whole'}`, async () => {
    engine.clear()
    engine.gatherAt = requestCount
    const answers = await Promise.all(Array.from({ length: requestCount }, () => ask(stream)))
    expect(answers.filter((answer) => !answer.startsWith('HTTP/1.1 200 ')).slice(0, 3)).toEqual([])
    expect(answers.filter((answer) => !answer.includes(stream ? '[DONE]' : '"finish_reason":"stop"')).length).toBe(0)
    expect(engine.runningMax).toBe(requestCount)
  }, 30_000)
}

/** Over a plain socket: `fetch` of this very process would queue as well. */
function ask(stream: boolean): Promise<string> {
  const body = JSON.stringify({ model: 'gather', stream, messages: [{ role: 'user', content: 'Guten Tag' }] })
  const head = [
    'POST /v1/chat/completions HTTP/1.1',
    `Host: ${host}`,
    `Authorization: Bearer ${stellwerk.key}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ]
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(new URL(stellwerk.url).port), host, () =>
      socket.write(`${head.join('\r\n')}\r\n\r\n${body}`),
    )
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => (answer += text))
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}
