import type { JsonObject } from '@stellwerk/contract/json'

/*
 * An engine that says back what it reads, at every endpoint that writes text, whole and streamed. To a question with tools it thinks, and
 * calls the first tool twice with the question as its argument; to results of tools it says what they were.
 */

/** What it reads: the last text of a user, results of tools behind it, and whether it may call any. */
interface Read {
  readonly question: string
  readonly results: readonly string[]
  readonly tool: string | undefined
}

/** What it says: words, or two calls. */
interface Said {
  readonly thought: string
  readonly text: string | undefined
  readonly calls: readonly { readonly id: string; readonly name: string; readonly arguments: string }[]
}

type Part = { type: string; text?: string; content?: unknown; input?: unknown }

/** Texts in content, however it is written. */
function textIn(content: unknown): string {
  if (typeof content === 'string') return content
  return Array.isArray(content) ? (content as Part[]).map((part) => part.text ?? textIn(part.content)).join('') : '' // As clients send it.
}

function readFrom(body: JsonObject): Read {
  const items = (body['messages'] ?? body['input']) as readonly Record<string, unknown>[] // As clients send it.
  const results: string[] = []
  let question = typeof body['input'] === 'string' ? body['input'] : ''
  for (const item of typeof body['input'] === 'string' ? [] : items) {
    const parts = Array.isArray(item['content']) ? (item['content'] as Part[]) : [] // Likewise.
    if (item['role'] === 'tool') results.push(textIn(item['content']))
    else if (item['type'] === 'function_call_output') results.push(textIn(item['output']))
    else if (parts.some(({ type }) => type === 'tool_result'))
      results.push(...parts.map((part) => textIn(part.content)))
    else if (item['role'] === 'user') question = textIn(item['content'])
  }
  const [tool] = (body['tools'] ?? []) as readonly { name?: string; function?: { name: string } }[] // Likewise.
  return { question, results, tool: tool?.function?.name ?? tool?.name }
}

function saidTo({ question, results, tool }: Read): Said {
  const thought = `Gefragt wird: ${question}`
  if (tool === undefined || results.length > 0)
    return { thought, text: results.length > 0 ? results.join('\n') : question, calls: [] }
  const call = (number: number, what: JsonObject) => ({
    id: `call_${number}`,
    name: tool,
    arguments: JSON.stringify(what),
  })
  return {
    thought,
    text: undefined,
    calls: [call(1, { text: question }), call(2, { text: `"${question}"`, list: [question] })],
  }
}

/** Pieces as a model writes them: some characters each, never half of one. */
function piecesOf(text: string): readonly string[] {
  return text.match(/.{1,5}/gsu) ?? []
}

const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }

function chatWhole({ thought, text, calls }: Said): JsonObject {
  const tool_calls = calls.map(({ id, ...called }) => ({ id, type: 'function', function: called }))
  const message = {
    role: 'assistant',
    reasoning: thought,
    content: text ?? null,
    ...(calls.length > 0 ? { tool_calls } : {}),
  }
  const finish_reason = calls.length > 0 ? 'tool_calls' : 'stop'
  return {
    id: 'x',
    object: 'chat.completion',
    created: 1,
    model: 'e',
    choices: [{ index: 0, message, finish_reason }],
    usage,
  }
}

function chatEvents({ thought, text = '', calls }: Said): readonly JsonObject[] {
  const event = (delta: JsonObject, finish_reason: string | null = null): JsonObject => {
    return {
      id: 'x',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'e',
      choices: [{ index: 0, delta, finish_reason }],
    }
  }
  // Calls that are written at the same time, a piece of each in turn.
  const longest = Math.max(0, ...calls.map(({ arguments: all }) => piecesOf(all).length))
  const pieces = Array.from({ length: longest }, (_, at) =>
    calls.flatMap(({ arguments: all }, index) => {
      const piece = piecesOf(all)[at]
      return piece === undefined ? [] : [event({ tool_calls: [{ index, function: { arguments: piece } }] })]
    }),
  ).flat()
  return [
    event({ role: 'assistant', content: '' }),
    ...piecesOf(thought).map((reasoning) => event({ reasoning })),
    ...piecesOf(text).map((content) => event({ content })),
    ...calls.map(({ id, name }, index) =>
      event({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }),
    ),
    ...pieces,
    event({}, calls.length > 0 ? 'tool_calls' : 'stop'),
    { id: 'x', object: 'chat.completion.chunk', created: 1, model: 'e', choices: [], usage },
  ]
}

function messageWhole({ thought, text, calls }: Said): JsonObject {
  const content = [
    { type: 'thinking', thinking: thought, signature: '' },
    ...(text === undefined ? [] : [{ type: 'text', text }]),
    ...calls.map(({ id, name, arguments: all }) => ({
      type: 'tool_use',
      id,
      name,
      input: JSON.parse(all) as JsonObject,
    })), // An object above.
  ]
  const stop_reason = calls.length > 0 ? 'tool_use' : 'end_turn'
  return {
    id: 'm',
    type: 'message',
    role: 'assistant',
    model: 'e',
    content,
    stop_reason,
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 1 },
  }
}

function messageEvents({ thought, text, calls }: Said): readonly JsonObject[] {
  const block = (index: number, content_block: JsonObject, deltas: readonly JsonObject[]): JsonObject[] => [
    { type: 'content_block_start', index, content_block },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ]
  const first = text === undefined ? 1 : 2
  return [
    {
      type: 'message_start',
      message: {
        id: 'm',
        type: 'message',
        role: 'assistant',
        model: 'e',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 1, output_tokens: 0 },
      },
    },
    ...block(
      0,
      { type: 'thinking', thinking: '', signature: '' },
      piecesOf(thought).map((thinking) => ({ type: 'thinking_delta', thinking })),
    ),
    ...(text === undefined
      ? []
      : block(
          1,
          { type: 'text', text: '' },
          piecesOf(text).map((piece) => ({ type: 'text_delta', text: piece })),
        )),
    ...calls.flatMap(({ id, name, arguments: all }, index) =>
      block(
        first + index,
        { type: 'tool_use', id, name, input: {} },
        piecesOf(all).map((partial_json) => ({ type: 'input_json_delta', partial_json })),
      ),
    ),
    {
      type: 'message_delta',
      delta: { stop_reason: calls.length > 0 ? 'tool_use' : 'end_turn', stop_sequence: null },
      usage: { output_tokens: 1 },
    },
    { type: 'message_stop' },
  ]
}

function outputOf({ thought, text, calls }: Said): readonly JsonObject[] {
  return [
    { type: 'reasoning', id: 'rs', summary: [{ type: 'summary_text', text: thought }] },
    ...(text === undefined
      ? []
      : [
          {
            type: 'message',
            id: 'msg',
            role: 'assistant',
            status: 'completed',
            content: [{ type: 'output_text', text, annotations: [] }],
          },
        ]),
    ...calls.map(({ id, name, arguments: all }) => ({
      type: 'function_call',
      id: `f${id}`,
      call_id: id,
      name,
      arguments: all,
      status: 'completed',
    })),
  ]
}

function responseWhole(said: Said): JsonObject {
  const counts = { input_tokens: 1, output_tokens: 1, total_tokens: 2 }
  return {
    id: 'r',
    object: 'response',
    created_at: 1,
    status: 'completed',
    model: 'e',
    output: [...outputOf(said)],
    usage: counts,
  }
}

function responseEvents(said: Said): readonly JsonObject[] {
  const begun = { ...responseWhole(said), status: 'in_progress', output: [] }
  const items = outputOf(said).flatMap((item, output_index): JsonObject[] => {
    const at = { item_id: item['id'] ?? '', output_index }
    const streamed = ({
      base,
      field,
      text,
      more,
    }: {
      base: string
      field: string
      text: string
      more: JsonObject
    }): JsonObject[] => [
      ...piecesOf(text).map((delta) => ({ type: `${base}.delta`, ...at, ...more, delta })),
      { type: `${base}.done`, ...at, ...more, [field]: text },
    ]
    const text = said.text ?? ''
    const inner =
      item['type'] === 'reasoning'
        ? [
            {
              type: 'response.reasoning_summary_part.added',
              ...at,
              summary_index: 0,
              part: { type: 'summary_text', text: '' },
            },
            ...streamed({
              base: 'response.reasoning_summary_text',
              field: 'text',
              text: said.thought,
              more: { summary_index: 0 },
            }),
            {
              type: 'response.reasoning_summary_part.done',
              ...at,
              summary_index: 0,
              part: { type: 'summary_text', text: said.thought },
            },
          ]
        : item['type'] === 'message'
          ? [
              {
                type: 'response.content_part.added',
                ...at,
                content_index: 0,
                part: { type: 'output_text', text: '', annotations: [] },
              },
              ...streamed({ base: 'response.output_text', field: 'text', text, more: { content_index: 0 } }),
              {
                type: 'response.content_part.done',
                ...at,
                content_index: 0,
                part: { type: 'output_text', text, annotations: [] },
              },
            ]
          : streamed({
              base: 'response.function_call_arguments',
              field: 'arguments',
              text: textIn(item['arguments']),
              more: {},
            })
    const empty = { reasoning: { summary: [] }, message: { content: [] }, function_call: { arguments: '' } }
    const added = { ...item, ...empty[item['type'] as keyof typeof empty] } // One of the three above.
    return [
      { type: 'response.output_item.added', output_index, item: added },
      ...inner,
      { type: 'response.output_item.done', output_index, item },
    ]
  })
  const all: JsonObject[] = [
    { type: 'response.created', response: begun },
    ...items,
    { type: 'response.completed', response: responseWhole(said) },
  ]
  return all.map((event, sequence_number) => ({ ...event, sequence_number }))
}

function completionEvents({ question }: Read): readonly JsonObject[] {
  const event = (text: string, finish_reason: string | null = null): JsonObject => ({
    id: 'x',
    object: 'text_completion',
    created: 1,
    model: 'e',
    choices: [{ index: 0, text, finish_reason }],
  })
  return [...piecesOf(question).map((text) => event(text)), event('', 'stop')]
}

/** Bytes of one write: few enough to cut every pseudonym, and within its first character. */
const bytesPerWrite = 11

function stream(events: readonly JsonObject[], isNamed: boolean): Response {
  const texts = events.map(
    (event) => `${isNamed ? `event: ${textIn(event['type'])}\n` : ''}data: ${JSON.stringify(event)}\n\n`,
  )
  const bytes = new TextEncoder().encode([...texts, ...(isNamed ? [] : ['data: [DONE]\n\n'])].join(''))
  let at = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.subarray(at, at + bytesPerWrite))
      at += bytesPerWrite
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

/** An engine that echoes, and what it was sent. */
export interface EchoEngine {
  readonly url: string
  readonly seen: string[]
  readonly close: () => Promise<void>
}

export function startEcho(): EchoEngine {
  const seen: string[] = []
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      if (request.method === 'GET') return Response.json({ object: 'list', data: [] })
      const text = await request.text()
      seen.push(text)
      return answerTo(new URL(request.url).pathname, JSON.parse(text) as JsonObject) // The gateway sends objects.
    },
  })
  return { url: `http://127.0.0.1:${server.port}`, seen, close: () => server.stop(true) }
}

function answerTo(path: string, body: JsonObject): Response {
  const isStream = body['stream'] === true
  if (path === '/v1/completions') {
    const read = { question: textIn(body['prompt']), results: [], tool: undefined }
    const choices = [{ index: 0, text: read.question, finish_reason: 'stop' }]
    return isStream
      ? stream(completionEvents(read), false)
      : Response.json({ id: 'x', object: 'text_completion', created: 1, choices, usage })
  }
  const said = saidTo(readFrom(body))
  if (path === '/v1/responses')
    return isStream ? stream(responseEvents(said), true) : Response.json(responseWhole(said))
  if (path === '/v1/messages') return isStream ? stream(messageEvents(said), true) : Response.json(messageWhole(said))
  return isStream ? stream(chatEvents(said), false) : Response.json(chatWhole(said))
}
