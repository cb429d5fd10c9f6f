import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import {
  AIMessage,
  type AIMessageChunk,
  type BaseMessage,
  HumanMessage,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages'
import { concat } from '@langchain/core/utils/stream'
import { ChatOpenAI, OpenAI as LangChainCompletion, OpenAIEmbeddings } from '@langchain/openai'
import { embedMany, generateText, jsonSchema, type ModelMessage, Output, streamText, tool, type ToolSet } from 'ai'
import OpenAI from 'openai'
import OpenAI6 from 'openai-6'

/** Where a client is pointed. */
export interface Target {
  readonly baseURL: string
  readonly apiKey: string
  readonly model: string
}

/** What a person using the client would ask for. */
export interface Wish {
  readonly endpoint: 'chat' | 'completions' | 'embeddings'
  readonly isStreamed: boolean
  readonly tools?: boolean
  readonly schema?: boolean
  readonly choices?: 2
  readonly logprobs?: boolean
  readonly image?: boolean
  readonly audio?: boolean
  /** The conversation goes on after a tool has been called. */
  readonly toolResult?: boolean
  readonly usage?: boolean
  readonly base64?: boolean
  readonly signal?: AbortSignal
}

/** One client library: returns the object that its user works with in the end, as plain JSON. */
export interface Client {
  readonly name: string
  /** What the library has no words for. */
  readonly lacks: readonly (keyof Wish)[]
  readonly ask: (target: Target, wish: Wish) => Promise<unknown>
}

/** Its warnings are part of the results that are compared; on the terminal they are noise. */
Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false })

const system = 'Du antwortest kurz.'
const question = 'Was gibt es Neues in Köln, und wie viel € kostet der Zug nach Bonn? 🚆'

/** A red pixel. */
const png =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

/** A WAV header without a single sample. */
const wav = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA='

/** What the tool was asked and what it said. */
const toolCallId = 'call_weather'
const toolInput = { place: 'Köln "Süd"', days: [1, 2] }
const toolOutput = '{"degrees":21.5,"sky":"heiter bis wolkig"}'

const schema = {
  type: 'object' as const,
  properties: { place: { type: 'string' as const }, degrees: { type: 'number' as const } },
  required: ['place', 'degrees'],
  additionalProperties: false,
}
const weatherParameters = {
  type: 'object' as const,
  properties: {
    place: { type: 'string' as const, description: 'Ort, wie er auf der Karte steht' },
    days: { type: 'array' as const, items: { type: 'integer' as const } },
  },
  required: ['place'],
}
const trainParameters = {
  type: 'object' as const,
  properties: { from: { type: 'string' as const }, to: { type: 'string' as const } },
}
const functions = [
  { name: 'weather', description: 'Wetter an einem Ort', parameters: weatherParameters },
  { name: 'trains', description: 'Züge zwischen zwei Orten', parameters: trainParameters },
]
const openAiTools = functions.map((definition) => ({ type: 'function' as const, function: definition }))

function openAi(name: string, Library: typeof OpenAI): Client {
  return {
    name,
    lacks: [],
    ask: async (target, wish) => {
      const client = new Library({ baseURL: target.baseURL, apiKey: target.apiKey, maxRetries: 0 })
      const options = wish.signal === undefined ? {} : { signal: wish.signal }
      const { model } = target
      if (wish.endpoint === 'embeddings') {
        // Left alone, the library asks for Base64 and decodes it.
        const format = wish.base64 ? {} : { encoding_format: 'float' as const }
        return client.embeddings.create({ model, input: ['Köln', 'Bonn'], ...format }, options)
      }
      if (wish.endpoint === 'completions') {
        const body = { model, prompt: question, max_tokens: 20 }
        if (!wish.isStreamed) return client.completions.create(body, options)
        return gathered(await client.completions.create({ ...body, stream: true }, options))
      }
      const body = {
        model,
        messages: openAiMessages(wish),
        temperature: 0,
        ...(wish.tools ? { tools: openAiTools, tool_choice: 'auto' as const } : {}),
        ...(wish.schema
          ? { response_format: { type: 'json_schema' as const, json_schema: { name: 'report', strict: true, schema } } }
          : {}),
        ...(wish.choices === undefined ? {} : { n: wish.choices }),
        ...(wish.logprobs ? { logprobs: true, top_logprobs: 2 } : {}),
      }
      if (!wish.isStreamed) return client.chat.completions.create(body, options)
      const streamOptions = wish.usage ? { stream_options: { include_usage: true } } : {}
      const stream = client.chat.completions.stream({ ...body, ...streamOptions, stream: true }, options)
      // The library's own assembly knows nothing of reasoning, so that is put together here.
      const thoughts: Record<number, string> = {}
      stream.on('chunk', ({ choices }) => {
        for (const { index, delta } of choices) thoughts[index] = (thoughts[index] ?? '') + thoughtOf(delta)
      })
      return { thoughts, final: await stream.finalChatCompletion() }
    },
  }
}

function openAiMessages(wish: Wish): OpenAI.ChatCompletionMessageParam[] {
  const parts: OpenAI.ChatCompletionContentPart[] = [
    { type: 'text', text: question },
    ...(wish.image ? [{ type: 'image_url' as const, image_url: { url: png, detail: 'low' as const } }] : []),
    ...(wish.audio ? [{ type: 'input_audio' as const, input_audio: { data: wav, format: 'wav' as const } }] : []),
  ]
  const called = { name: 'weather', arguments: JSON.stringify(toolInput) }
  const exchange: OpenAI.ChatCompletionMessageParam[] = [
    { role: 'assistant', content: null, tool_calls: [{ id: toolCallId, type: 'function', function: called }] },
    { role: 'tool', tool_call_id: toolCallId, content: toolOutput },
  ]
  return [
    { role: 'system', content: system },
    { role: 'user', content: parts.length > 1 ? parts : question },
    ...(wish.toolResult ? exchange : []),
  ]
}

/** The library's types do not know the thinking text; engines disagree about its name. */
function thoughtOf(delta: object): string {
  const { reasoning, reasoning_content: older } = delta as {
    reasoning?: string | null
    reasoning_content?: string | null
  }
  return reasoning ?? older ?? ''
}

/** The texts of a completion stream per choice, with everything else of the last event. */
async function gathered(stream: AsyncIterable<OpenAI.Completion>): Promise<unknown> {
  const texts: Record<number, string> = {}
  const finish: Record<number, string | null> = {}
  let id: string | undefined
  for await (const { choices, ...event } of stream) {
    id = event.id
    for (const choice of choices) {
      texts[choice.index] = (texts[choice.index] ?? '') + choice.text
      finish[choice.index] = choice.finish_reason ?? finish[choice.index] ?? null
    }
  }
  return { id, texts, finish }
}

/** For a call that nobody aborts. */
const never = new AbortController().signal

const aiSdk: Client = {
  name: 'ai + openai-compatible',
  lacks: ['choices', 'logprobs', 'base64', 'audio'],
  ask: async (target, wish) => {
    const provider = createOpenAICompatible({
      name: 'engine',
      baseURL: target.baseURL,
      apiKey: target.apiKey,
      includeUsage: wish.usage ?? false,
      supportsStructuredOutputs: true,
    })
    if (wish.endpoint === 'embeddings') {
      const { embeddings, usage } = await embedMany({
        model: provider.embeddingModel(target.model),
        values: ['Köln', 'Bonn'],
        maxRetries: 0,
        abortSignal: wish.signal ?? never,
      })
      return { embeddings, usage }
    }
    const settings = {
      model: wish.endpoint === 'chat' ? provider.chatModel(target.model) : provider.completionModel(target.model),
      instructions: system,
      messages: aiMessages(wish),
      temperature: 0,
      tools: wish.tools ? aiTools : {},
      output: wish.schema ? Output.object({ schema: jsonSchema(schema) }) : Output.text(),
      maxRetries: 0,
      abortSignal: wish.signal ?? never,
    }
    if (!wish.isStreamed) return aiResult(await generateText(settings))

    let failure: { error: unknown } | undefined
    const stream = streamText({ ...settings, onError: ({ error }) => void (failure = { error }) })
    // Its promises reject with "no output" after an error; the error itself comes here.
    await stream.consumeStream({ onError: (error) => void (failure ??= { error }) })
    if (failure !== undefined) throw failure.error
    return aiResult({
      finalStep: await stream.finalStep,
      text: await stream.text,
      toolCalls: await stream.toolCalls,
      finishReason: await stream.finishReason,
      rawFinishReason: await stream.rawFinishReason,
      usage: await stream.usage,
      warnings: await stream.warnings,
    })
  },
}

function aiMessages(wish: Wish): ModelMessage[] {
  const image = wish.image ? [{ type: 'file' as const, mediaType: 'image/png', data: png }] : []
  const call = { toolCallId, toolName: 'weather' }
  const exchange: ModelMessage[] = [
    { role: 'assistant', content: [{ type: 'tool-call', ...call, input: toolInput }] },
    { role: 'tool', content: [{ type: 'tool-result', ...call, output: { type: 'text', value: toolOutput } }] },
  ]
  return [{ role: 'user', content: [{ type: 'text', text: question }, ...image] }, ...(wish.toolResult ? exchange : [])]
}

const aiTools = Object.fromEntries(
  functions.map(({ name, description, parameters }) => [
    name,
    tool({ description, inputSchema: jsonSchema(parameters) }),
  ]),
) as unknown as ToolSet // Its own tool type does not fit its own set under exactOptionalPropertyTypes.

interface AiResult {
  readonly finalStep: {
    readonly reasoningText: string | undefined
    readonly response: { readonly id: string; readonly timestamp: Date; readonly modelId: string }
  }
  readonly text: string
  readonly toolCalls: readonly object[]
  readonly finishReason: string
  readonly rawFinishReason: string | undefined
  readonly usage: object
  readonly warnings: readonly object[] | undefined
}

/** Without headers and raw bodies, which are not the answer. */
function aiResult({ finalStep, text, toolCalls, finishReason, rawFinishReason, usage, warnings }: AiResult): unknown {
  const { reasoningText, response } = finalStep
  const { id, timestamp, modelId } = response
  return { text, reasoningText, toolCalls, finishReason, rawFinishReason, usage, warnings, id, timestamp, modelId }
}

const langChain: Client = {
  name: 'langchain',
  lacks: ['choices', 'base64', 'audio'],
  ask: async (target, wish) => {
    const at = { model: target.model, apiKey: target.apiKey, maxRetries: 0, configuration: { baseURL: target.baseURL } }
    const call = wish.signal === undefined ? {} : { signal: wish.signal }
    if (wish.endpoint === 'embeddings')
      return new OpenAIEmbeddings({ ...at, encodingFormat: 'float' }).embedDocuments(['Köln', 'Bonn'])
    if (wish.endpoint === 'completions') {
      const model = new LangChainCompletion({ ...at, temperature: 0, maxTokens: 20 })
      if (!wish.isStreamed) return model.invoke(question, call)
      let text = ''
      for await (const piece of await model.stream(question, call)) text += piece
      return text
    }
    const chat = new ChatOpenAI({
      ...at,
      temperature: 0,
      streamUsage: wish.usage ?? false,
      ...(wish.logprobs ? { logprobs: true, topLogprobs: 2 } : {}),
    })
    const bound = chat.withConfig({
      ...(wish.tools ? { tools: openAiTools } : {}),
      ...(wish.schema
        ? { response_format: { type: 'json_schema', json_schema: { name: 'report', strict: true, schema } } }
        : {}),
    })
    const messages = langChainMessages(wish)
    if (!wish.isStreamed) return (await bound.invoke(messages, call)).toDict()
    let whole: AIMessageChunk | undefined
    for await (const chunk of await bound.stream(messages, call))
      whole = whole === undefined ? chunk : concat(whole, chunk)
    return whole?.toDict()
  },
}

function langChainMessages(wish: Wish): BaseMessage[] {
  const content = wish.image
    ? [
        { type: 'text' as const, text: question },
        { type: 'image_url' as const, image_url: { url: png, detail: 'low' as const } },
      ]
    : question
  const call = { id: toolCallId, name: 'weather', args: toolInput }
  const exchange = [
    new AIMessage({ content: '', tool_calls: [call] }),
    new ToolMessage({ content: toolOutput, tool_call_id: toolCallId }),
  ]
  return [new SystemMessage(system), new HumanMessage({ content }), ...(wish.toolResult ? exchange : [])]
}

/** The two majors that npm picks: 7 on Node 22 and newer, 6 on Node 20. */
export const openAiLibraries: readonly [name: string, Library: typeof OpenAI][] = [
  ['openai 7', OpenAI],
  // The same surface; the classes differ by private members alone.
  ['openai 6', OpenAI6 as unknown as typeof OpenAI],
]

export const clients: readonly Client[] = [
  ...openAiLibraries.map(([name, Library]) => openAi(name, Library)),
  aiSdk,
  langChain,
]

/** How a call ended, in words that all clients share. */
export type Outcome = { readonly ok: unknown } | { readonly failed: Failed }

export interface Failed {
  /** Status of the answer; undefined when the answer broke off. */
  readonly status: number | undefined
  /** Name of the class that the user catches. */
  readonly error: string
  readonly message: string
}

export async function outcomeOf(call: Promise<unknown>): Promise<Outcome> {
  try {
    return { ok: JSON.parse(JSON.stringify(await call)) }
  } catch (error) {
    return { failed: failedAs(error) }
  }
}

function failedAs(error: unknown): Failed {
  if (!(error instanceof Error)) return { status: undefined, error: typeof error, message: JSON.stringify(error) }
  const { status, statusCode } = error as { status?: unknown; statusCode?: unknown } // `openai` and `ai` name it differently.
  const known = [status, statusCode].find((candidate) => typeof candidate === 'number')
  return {
    status: typeof known === 'number' ? known : undefined,
    error: error.constructor.name,
    message: error.message,
  }
}
