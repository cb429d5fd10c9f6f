import { afterEach, test } from 'bun:test'
import assert from 'node:assert/strict'

import { findLocalEngines } from './local-engines.ts'

const opened: { stop: (force: boolean) => Promise<void> }[] = []
afterEach(async () => {
  for (const server of opened.splice(0)) await server.stop(true)
})

/** Something that listens on this machine and answers these paths with JSON. */
function listening(answers: Readonly<Record<string, unknown>>): number {
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch(request) {
      const answer = answers[new URL(request.url).pathname]
      return answer === undefined ? new Response('not here', { status: 404 }) : Response.json(answer)
    },
  })
  opened.push(server)
  return server.port ?? 0
}

const models = (...ids: string[]) => ({ object: 'list', data: ids.map((id) => ({ id, object: 'model' })) })

/** Ports on which nothing listens, so that what runs on this machine does not matter to a test. */
const nowhere = { Ollama: 1, 'LM Studio': 1, SGLang: 1, 'llama.cpp': 1, vLLM: 1 }

// Goal: only what shows the sign of its kind, and a model, is an engine.
const cases: readonly [
  why: string,
  answers: Readonly<Record<string, unknown>>,
  found: readonly string[] | undefined,
][] = [
  ['sign and models', { '/api/version': { version: '1' }, '/v1/models': models('a', 'b') }, ['a', 'b']],
  ['no sign of its kind', { '/v1/models': models('a') }, undefined],
  ['no list of models', { '/api/version': { version: '1' } }, undefined],
  ['a list of none', { '/api/version': { version: '1' }, '/v1/models': models() }, undefined],
  ['a list that is something else', { '/api/version': {}, '/v1/models': 'hello' }, undefined],
  ['a name that no client could ask for', { '/api/version': {}, '/v1/models': models('a\nb', 'c') }, ['c']],
]
for (const [why, answers, found] of cases) {
  test(`local engine: ${why}`, async () => {
    const port = listening(answers)
    const engines = await findLocalEngines({ ...nowhere, Ollama: port })
    assert.deepEqual(
      engines,
      found === undefined ? [] : [{ kind: 'ollama', name: 'Ollama', url: `http://127.0.0.1:${port}`, models: found }],
    )
  })
}

test('nothing listens: nothing is found, at once', async () => {
  assert.deepEqual(await findLocalEngines(nowhere), [])
})
