import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, test } from 'bun:test'

import { type Embedded, modelOrSkip, startEmbedded, startLoaded, untilBusy } from './embedded.ts'
import type { ModelFiles } from './fetch.ts'
import { toolTemplate, withTemplate } from './gguf-template.ts'

// Goal: the embedded engine keeps what it promises: the template of the model and no other, answers that fit their form, places
// that come free, and a gateway that outlives it. Asked through the gateway, but where the engine itself is meant.

const files = await modelOrSkip()
const testMs = 30_000

/** A question with a sure answer: temperature 0 and a seed, so that nothing of an earlier one is used again. */
const sure = { model: 'smollm2', temperature: 0, seed: 1 } as const
const asking = (content: string, more: object = {}) => ({ ...sure, messages: [{ role: 'user', content }], ...more })

interface Answer {
  readonly choices: readonly {
    readonly message: {
      readonly content: string | null
      readonly tool_calls?: readonly { readonly function: { readonly name: string; readonly arguments: string } }[]
    }
    readonly text: string
    readonly finish_reason: string
  }[]
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number }
}

const answerOf = async (response: Response): Promise<Answer> => {
  const text = await response.text()
  assert.equal(response.status, 200, text)
  return JSON.parse(text) as Answer
}

function through({ stellwerk }: Embedded, path: string, body: object, signal?: AbortSignal): Promise<Response> {
  const headers = { authorization: `Bearer ${stellwerk.key}`, 'content-type': 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify(body), ...(signal === undefined ? {} : { signal }) }
  return fetch(`${stellwerk.baseURL}/${path}`, init)
}

/** The data of events, without the closing `[DONE]`. */
function eventsIn(text: string): readonly Record<string, unknown>[] {
  const data = text.split('\n').filter((line) => line.startsWith('data: {'))
  return data.map((line) => JSON.parse(line.slice('data: '.length)) as Record<string, unknown>)
}

function saidIn(text: string): string {
  const chunks = eventsIn(text) as { choices: { delta?: { content?: string }; text?: string }[] }[]
  return chunks.map(({ choices: [choice] }) => choice?.delta?.content ?? choice?.text ?? '').join('')
}

/** Children of a process, by their parents as the kernel knows them. */
function childrenOf(pid: number): readonly number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return all.map(Number).filter((one) => statusOf(one)['PPid'] === String(pid))
}

function statusOf(pid: number): Readonly<Record<string, string>> {
  try {
    const lines = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n')
    return Object.fromEntries(lines.map((line) => line.split(':\t') as [string, string]))
  } catch {
    return {} // It has ended meanwhile.
  }
}

const gatewayPid = ({ stellwerk }: Embedded): number => Number(/"pid":(\d+)/.exec(stellwerk.output())?.[1])

if (files !== undefined) {
  describe('embedded engine', () => running(files))
  describe('embedded engine with tools', () => withTools(files))
  describe('embedded engine for embeddings', () => forEmbeddings(files))
  describe('embedded engine of the compiled executable', () => compiled(files))
  describe('embedded engine that does not start', () => notStarting(files))
}

function running(model: ModelFiles): void {
  let embedded: Embedded
  beforeAll(async () => {
    embedded = await startLoaded(model, { sha256: model.sha256 })
  }, testMs)
  afterAll(() => embedded?.stop())

  for (const [path, body] of [
    ['chat/completions', asking('Count from one to ten.', { max_tokens: 24 })],
    ['completions', { ...sure, prompt: 'One, two, three,', max_tokens: 24 }],
  ] as const) {
    test(
      `${path}: the stream says what the whole answer says, usage included`,
      async () => {
        const whole = await answerOf(await through(embedded, path, body))
        const [choice] = whole.choices
        const stream = { ...body, stream: true, stream_options: { include_usage: true } }
        const text = await (await through(embedded, path, stream)).text()
        assert.equal(saidIn(text), choice?.message?.content ?? choice?.text)
        assert.deepEqual(eventsIn(text).at(-1)?.['usage'], whole.usage)
        assert.equal(whole.usage.completion_tokens, 24)
        assert.equal(choice?.finish_reason, 'length')
        assert.match(text, /data: \[DONE\]\n\n$/)
      },
      testMs,
    )
  }

  test(
    'responses and messages, translated',
    async () => {
      const { seed: _, ...plain } = sure
      const input = 'Say hello.'
      const chat = await answerOf(await through(embedded, 'chat/completions', asking(input, { max_tokens: 12 })))
      const said = chat.choices[0]?.message.content
      const response = await through(embedded, 'responses', { ...plain, input, max_output_tokens: 16, store: false })
      const responded = (await response.json()) as { output: { content: { text: string }[] }[] }
      assert.ok(responded.output[0]?.content[0]?.text.startsWith(said?.slice(0, 8) ?? '?'), JSON.stringify(responded))

      const messages = [{ role: 'user', content: input }]
      const stream = { ...plain, messages, max_tokens: 12, stream: true }
      const text = await (await through(embedded, 'messages', stream)).text()
      const deltas = eventsIn(text) as { delta?: { text?: string } }[]
      assert.equal(deltas.map(({ delta }) => delta?.text ?? '').join(''), said)
      assert.match(text, /event: message_stop/)
      const counted = await through(embedded, 'messages/count_tokens', { model: plain.model, messages })
      assert.deepEqual(await counted.json(), { input_tokens: chat.usage.prompt_tokens })
    },
    testMs,
  )

  test(
    'whole characters only, wherever an answer is cut',
    async () => {
      for (let max = 1; max <= 16; max++) {
        // Without a seed the prompt is read once, and only the answer each time.
        const { seed: _, ...body } = asking('Repeat exactly: 👩‍💻 äöü', { max_tokens: max })
        const { choices } = await answerOf(await embedded.ask('/v1/chat/completions', body))
        assert.doesNotMatch(choices[0]?.message.content ?? '', /\uFFFD/, `after ${max} tokens`)
      }
    },
    testMs,
  )

  test(
    'words of the template in a question stay text',
    async () => {
      const tokens = async (content: string) => {
        const body = asking(content, { max_tokens: 1 })
        return (await answerOf(await through(embedded, 'chat/completions', body))).usage.prompt_tokens
      }
      // As a control token it would be one; as text it is `<`, `|`, `im`, …
      assert.ok((await tokens('a<|im_end|>b')) - (await tokens('ab')) >= 5)
    },
    testMs,
  )

  test(
    'the system prompt of the template is there where nobody gives another',
    async () => {
      const own = await answerOf(await through(embedded, 'chat/completions', asking('Hi', { max_tokens: 1 })))
      const messages = [
        { role: 'system', content: 'x' },
        { role: 'user', content: 'Hi' },
      ]
      const other = await answerOf(await through(embedded, 'chat/completions', { ...sure, messages, max_tokens: 1 }))
      assert.ok(own.usage.prompt_tokens > other.usage.prompt_tokens + 5)
    },
    testMs,
  )

  test(
    'an answer under a schema is JSON of that schema',
    async () => {
      const schema = {
        type: 'object',
        properties: { name: { type: 'string', maxLength: 12 }, age: { type: 'integer' } },
        required: ['name', 'age'],
        additionalProperties: false,
      }
      const format = { type: 'json_schema', json_schema: { name: 'person', strict: true, schema } }
      const body = asking('Invent a person.', { response_format: format, max_tokens: 60 })
      const { choices } = await answerOf(await through(embedded, 'chat/completions', body))
      const { name, age } = JSON.parse(choices[0]?.message.content ?? '') as { name: unknown; age: unknown }
      assert.equal(typeof name, 'string')
      assert.ok(Number.isInteger(age))
    },
    testMs,
  )

  test(
    'a stop sequence ends the answer and is not in it',
    async () => {
      const body = { ...sure, prompt: 'One, two, three, four,', max_tokens: 24, stop: ['six'] }
      const { choices } = await answerOf(await through(embedded, 'completions', body))
      assert.equal(choices[0]?.finish_reason, 'stop')
      assert.match(choices[0]?.text ?? '', /five/)
      assert.doesNotMatch(choices[0]?.text ?? '', /six/)
    },
    testMs,
  )

  test(
    'without a seed, who asks again within the same second hears something else',
    async () => {
      const body = { ...sure, temperature: 1.5, seed: undefined, prompt: 'Once upon a time', max_tokens: 8 }
      const texts = new Set<string | undefined>()
      for (let asked = 0; asked < 5; asked++) {
        const { choices } = await answerOf(await through(embedded, 'completions', body))
        texts.add(choices[0]?.text)
      }
      assert.ok(texts.size > 1, [...texts].join())
    },
    testMs,
  )

  const refusals: readonly (readonly [why: string, path: string, body: object, says: RegExp])[] = [
    [
      'a prompt beyond the context',
      'chat/completions',
      asking('word '.repeat(1_200)),
      /tokens, the context of this model 1024/,
    ],
    [
      'tools without a template for them',
      'chat/completions',
      asking('Hi', { tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }] }),
      /tools: the chat template of this model has none/,
    ],
    ['two answers', 'chat/completions', asking('Hi', { n: 2 }), /n: one answer only/],
    ['log probabilities', 'chat/completions', asking('Hi', { logprobs: true }), /logprobs/],
    [
      'a strict schema that no grammar can enforce',
      'chat/completions',
      asking('Hi', {
        response_format: {
          type: 'json_schema',
          json_schema: { name: 's', strict: true, schema: { type: 'string', pattern: '^a+$' } },
        },
      }),
      /schema: pattern cannot be enforced/,
    ],
    ['embeddings of a model for answers', 'embeddings', { model: 'smollm2', input: 'Hi' }, /set embeddings: true/],
  ]
  for (const [why, path, body, says] of refusals) {
    test(
      `refused by name: ${why}`,
      async () => {
        const response = await through(embedded, path, body)
        const text = await response.text()
        assert.equal(response.status, 400, text)
        assert.match(text, says)
      },
      testMs,
    )
  }

  test(
    'an abort while a long prompt is read frees the place',
    async () => {
      const caller = new AbortController()
      const content = 'lorem ipsum dolor '.repeat(70)
      const answer = through(embedded, 'chat/completions', asking(content, { max_tokens: 8 }), caller.signal)
      const gone = answer.then(
        () => 'answered',
        () => 'gone',
      )
      await untilBusy(embedded, true)
      const abortedAt = performance.now()
      caller.abort()
      assert.equal(await gone, 'gone')
      await untilBusy(embedded, false)
      assert.ok(performance.now() - abortedAt < 2_000)
    },
    testMs,
  )

  test('the child is confined, and has nothing of our environment', () => {
    const [child] = childrenOf(gatewayPid(embedded))
    assert.ok(child !== undefined)
    assert.match(embedded.stellwerk.output(), /"noNewPrivileges":true,"files":true,"connections":true/)
    const status = statusOf(child)
    assert.equal(status['NoNewPrivs'], '1')
    assert.equal(status['Seccomp'], '2')
    const environment = readFileSync(`/proc/${child}/environ`, 'latin1')
    assert.doesNotMatch(environment, /PATH=|STELLWERK/)
  })

  test(
    'its process killed in the middle of a stream: an error event, then it runs again',
    async () => {
      const [child] = childrenOf(gatewayPid(embedded))
      const body = asking('Tell a long story.', { stream: true, max_tokens: 800 })
      const reader = (await through(embedded, 'chat/completions', body)).body!.getReader()
      const { value } = await reader.read()
      let text = new TextDecoder().decode(value)
      process.kill(child!, 'SIGKILL')
      for (let step = await reader.read(); !step.done; step = await reader.read()) {
        text += new TextDecoder().decode(step.value)
      }
      const error = eventsIn(text).at(-1)?.['error'] as { code: string } | undefined
      assert.equal(error?.code, 'engine_stream_cut', text.slice(-400))

      const meanwhile = await through(embedded, 'chat/completions', asking('Hi', { max_tokens: 4 }))
      assert.ok([502, 503].includes(meanwhile.status), 'typed, and no hang')
      assert.match(await meanwhile.text(), /"code":"(engine_unreachable|no_deployment_available)"/)

      await embedded.logged('"event":"engine.ended"')
      await embedded.logged('"isReachable":true', 2)
      await answerOf(await through(embedded, 'chat/completions', asking('Hi', { max_tokens: 4 })))
    },
    testMs,
  )

  test(
    'the gateway killed: no engine is left behind',
    async () => {
      const gateway = gatewayPid(embedded)
      const [child] = childrenOf(gateway)
      assert.ok(child !== undefined)
      process.kill(gateway, 'SIGKILL')
      while (statusOf(child)['State'] !== undefined && !/^[ZX]/.test(statusOf(child)['State']!)) await Bun.sleep(10)
    },
    testMs,
  )
}

function withTools(model: ModelFiles): void {
  let embedded: Embedded
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stellwerk-gguf-'))
    const weights = join(folder, 'tools.gguf')
    withTemplate(model.weights, weights, toolTemplate)
    embedded = await startLoaded({ ...model, weights })
  }, testMs)
  afterAll(async () => {
    await embedded?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const city = { type: 'object', properties: { city: { type: 'string', maxLength: 12 } }, required: ['city'] }
  const sum = { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'integer' } }, required: ['a', 'b'] }
  const tools = [
    { type: 'function', function: { name: 'get_weather', description: 'Weather of a city', parameters: city } },
    { type: 'function', function: { name: 'add', parameters: sum } },
  ]
  /** A small model does what was done before, the more surely the more often. */
  const before = ['Rome', 'Rome', 'Rome', 'Rome'].flatMap((name, index) => [
    { role: 'user', content: `Weather in ${name}?` },
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        {
          id: `c${index}`,
          type: 'function',
          function: { name: 'get_weather', arguments: JSON.stringify({ city: name }) },
        },
      ],
    },
    { role: 'tool', tool_call_id: `c${index}`, content: 'sunny' },
  ])
  const messages = [...before, { role: 'user', content: 'Weather in Rome?' }]

  test(
    'a call in the words of the template becomes a tool call, streamed and whole',
    async () => {
      const body = { ...sure, messages, tools, max_tokens: 60 }
      const { choices } = await answerOf(await through(embedded, 'chat/completions', body))
      const [call] = choices[0]?.message.tool_calls ?? []
      assert.equal(choices[0]?.finish_reason, 'tool_calls')
      assert.equal(call?.function.name, 'get_weather')
      const { city: named } = JSON.parse(call?.function.arguments ?? '') as { city: unknown }
      assert.equal(typeof named, 'string')

      const text = await (await through(embedded, 'chat/completions', { ...body, stream: true })).text()
      type Delta = { tool_calls?: { function: { arguments: string } }[] }
      const chunks = eventsIn(text) as { choices: { delta: Delta }[] }[]
      const pieces = chunks.map(({ choices: [one] }) => one?.delta.tool_calls?.[0]?.function.arguments ?? '')
      assert.equal(pieces.join(''), call?.function.arguments)
    },
    testMs,
  )

  for (const [why, choice, name] of [
    ['the named one', { type: 'function', function: { name: 'add' } }, 'add'],
    ['any', 'required', undefined],
  ] as const) {
    test(
      `a call that must come: ${why}`,
      async () => {
        const body = asking('What is two and three?', { tools, tool_choice: choice, max_tokens: 60 })
        const { choices } = await answerOf(await through(embedded, 'chat/completions', body))
        const [call] = choices[0]?.message.tool_calls ?? []
        assert.equal(choices[0]?.finish_reason, 'tool_calls')
        if (name !== undefined) assert.equal(call?.function.name, name)
        const wanted = call?.function.name === 'add' ? ['a', 'b'] : ['city']
        assert.deepEqual(Object.keys(JSON.parse(call?.function.arguments ?? '') as object), wanted)
      },
      testMs,
    )
  }
}

function forEmbeddings(model: ModelFiles): void {
  let embedded: Embedded
  beforeAll(async () => {
    embedded = await startLoaded(model, { embeddings: true })
  }, testMs)
  afterAll(() => embedded?.stop())

  test(
    'the same vector as numbers and in base64, and no answers',
    async () => {
      const vector = async (format: string) => {
        const body = { model: 'smollm2', input: ['Grüße', 'Köln'], encoding_format: format }
        const response = await through(embedded, 'embeddings', body)
        const text = await response.text()
        assert.equal(response.status, 200, text)
        return (JSON.parse(text) as { data: { embedding: string | number[] }[] }).data
      }
      const [numbers, base64] = [await vector('float'), await vector('base64')]
      assert.equal(numbers.length, 2)
      assert.equal(numbers[0]?.embedding.length, 576)
      const bytes = Buffer.from(String(base64[0]?.embedding), 'base64')
      assert.deepEqual(
        [...new Float32Array(bytes.buffer, bytes.byteOffset, 576)],
        [...new Float32Array(numbers[0]?.embedding as number[])],
      )
      assert.notDeepEqual(numbers[0], numbers[1])
      const chat = await through(embedded, 'chat/completions', asking('Hi'))
      assert.equal(chat.status, 400)
      await chat.body?.cancel()
    },
    testMs,
  )
}

function compiled(model: ModelFiles): void {
  test(
    'finds llama.cpp outside of itself, and answers',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'stellwerk-compiled-'))
      const executable = join(folder, 'stellwerk')
      const root = join(import.meta.dir, '../..')
      const built = Bun.spawnSync([process.execPath, 'scripts/build.mjs', `--outfile=${executable}`], { cwd: root })
      assert.equal(built.exitCode, 0, built.stderr.toString())
      const embedded = await startLoaded(model, {}, executable)
      try {
        await answerOf(await through(embedded, 'chat/completions', asking('Hi', { max_tokens: 4 })))
      } finally {
        await embedded.stop()
        await rm(folder, { recursive: true, force: true })
      }
    },
    testMs * 2,
  )
}

function notStarting(model: ModelFiles): void {
  const wrong = 'ab'.repeat(32)
  test(
    'another digest than the pinned one: told with both, and a call is refused',
    async () => {
      const embedded = await startEmbedded(model, { sha256: wrong })
      try {
        await embedded.logged('"code":"digest_differs"')
        assert.match(embedded.stellwerk.output(), new RegExp(`expected ${wrong}, found ${model.sha256}`))
        const response = await through(embedded, 'chat/completions', asking('Hi'))
        assert.equal(response.status, 503)
        assert.match(await response.text(), /no_deployment_available/)
      } finally {
        await embedded.stop()
      }
    },
    testMs,
  )

  test(
    'no such file, then the model: it starts by itself',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'stellwerk-gguf-'))
      const weights = join(folder, 'model.gguf')
      const embedded = await startEmbedded({ ...model, weights })
      try {
        await embedded.logged('"code":"missing"')
        await symlink(model.weights, weights)
        await embedded.logged('"isReachable":true')
      } finally {
        await embedded.stop()
        await rm(folder, { recursive: true, force: true })
      }
    },
    testMs,
  )
}
