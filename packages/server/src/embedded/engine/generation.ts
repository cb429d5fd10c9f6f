// Answers of the model, piece by piece.
import { randomBytes, randomInt } from 'node:crypto'

import type { JsonObject } from '@stellwerk/contract/json'

import type { AnswerForm, Asked, AskedChat, AskedText, Sampling, Tool } from './asked.ts'
import type { Chat, Functions, Grammar, HistoryItem, Token } from './binding.ts'
import { Channel } from './channel.ts'
import { historyOf } from './history.ts'
import { type Model, type Place, readPrompt, roomAfter } from './model.ts'
import type { End, Piece, Pieces } from './piece.ts'
import { Refused, unsupported } from './refusal.ts'
import { StopSequences } from './stop-sequences.ts'

/** Tokens that are read again with each piece, because a tokenizer writes some of them differently at a beginning. */
const detokenizerTokens = 8

/** The newest tokens, which penalties for repetition look at; llama.cpp takes as many. */
const penaltyTokens = 64

/**
 * The answer to a conversation. Nothing happens before the first piece is asked for.
 *
 * @throws Refused before the first piece
 */
export async function* chat(model: Model, asked: AskedChat, signal: AbortSignal): Pieces {
  const { wrapper } = model
  if (wrapper === undefined) throw unsupported('chat: this model has no chat template')
  const functions = functionsOf(asked.form)
  if (functions !== undefined && !wrapper.usingJinjaFunctionCallTemplate) {
    throw unsupported('tools: the chat template of this model has none')
  }
  const history = withTurn(historyOf(asked.messages))
  const shown = functions === undefined ? {} : { availableFunctions: functions, documentFunctionParams: true }
  const tokens = promptOf(() => wrapper.generateContextState({ chatHistory: history, ...shown }).contextText).tokenize(
    model.loaded.tokenizer,
  )
  const tokensMax = Math.min(asked.tokensMax ?? Number.POSITIVE_INFINITY, roomAfter(tokens.length, model))
  const grammar = await grammarOf(model, asked.form)
  const options = {
    ...samplingOptions(asked.sampling),
    maxTokens: tokensMax,
    customStopTriggers: asked.stops,
    ...(functions === undefined ? {} : { functions, documentFunctionParams: true }),
    ...(asked.form.kind === 'tools' && !asked.form.isParallel ? { maxParallelFunctionCalls: 1 } : {}),
    // A grammar beside tools is possible only where no call in the words of the template can follow.
    ...(grammar === undefined ? {} : { grammar, abortOnNonText: asked.form.kind === 'mustCall' }),
  }
  return yield* atPlace(model, asked, signal, async function* (place) {
    if (place.chat === undefined) throw new TypeError('a model with a template has a chat at each place')
    await readPrompt(place, tokens, signal)
    const before = place.sequence.tokenMeter.usedOutputTokens
    const said = responded(place.chat, history, options, signal)
    const finish = yield* asked.form.kind === 'mustCall' ? asCall(said, asked.form.callable) : said
    return {
      finish,
      promptTokens: tokens.length,
      completionTokens: place.sequence.tokenMeter.usedOutputTokens - before,
    }
  })
}

/** The continuation of a text. */
export async function* complete(model: Model, asked: AskedText, signal: AbortSignal): Pieces {
  if (model.places.count === 0) throw unsupported('completions: this model computes embeddings only')
  const tokens = model.loaded.tokenize(asked.prompt, false)
  if (tokens.length === 0) throw new Refused(400, 'invalid', 'prompt is empty')
  const tokensMax = Math.min(asked.tokensMax ?? 16, roomAfter(tokens.length, model)) // 16: the API says so.
  return yield* atPlace(model, asked, signal, async function* (place) {
    await readPrompt(place, tokens, signal)
    const said: Token[] = []
    const penalties = { punishTokens: () => said.slice(-penaltyTokens) }
    const { repeatPenalty, ...sampling } = samplingOptions(asked.sampling, penalties)
    const next = place.sequence.evaluate(tokens.slice(-1), {
      ...sampling,
      ...(repeatPenalty === false ? {} : { repeatPenalty }),
    })
    const stops = new StopSequences(asked.stops)
    for await (const text of texts(model, next, { tokens, tokensMax, signal, said })) {
      const free = stops.push(text)
      if (free !== '') yield { kind: 'text', text: free }
      if (stops.isFound) break
    }
    const rest = stops.end()
    if (rest !== '') yield { kind: 'text', text: rest }
    const finish = !stops.isFound && said.length >= tokensMax ? 'length' : 'stop'
    return { finish, promptTokens: tokens.length, completionTokens: said.length }
  })
}

/** Whole characters of what is generated; the beginning of one waits for its end. */
async function* texts(
  { loaded }: Pick<Model, 'loaded'>,
  next: AsyncGenerator<Token, void>,
  bounds: {
    readonly tokens: readonly Token[]
    readonly tokensMax: number
    readonly signal: AbortSignal
    /** Filled with what was generated. */
    readonly said: Token[]
  },
): AsyncGenerator<string> {
  let before = bounds.tokens.slice(-detokenizerTokens)
  let open: Token[] = []
  for await (const token of next) {
    bounds.signal.throwIfAborted()
    bounds.said.push(token)
    open.push(token)
    const text = loaded.detokenize(open, false, before)
    if (!text.endsWith('\uFFFD')) {
      yield text
      before = [...before, ...open].slice(-detokenizerTokens)
      open = []
    }
    if (bounds.said.length >= bounds.tokensMax) return
  }
}

/** Takes a place, and gives it back whatever happens. */
async function* atPlace(model: Model, asked: Asked, signal: AbortSignal, answer: (place: Place) => Pieces): Pieces {
  const place = await model.places.take(({ salt }) => salt === asked.salt, signal)
  try {
    // Who gives a seed wants the same answer again, so the prompt is computed from its beginning as well: what is left
    // of the last one was computed in other portions, and rounding differs with those.
    if (place.salt !== asked.salt || asked.sampling.seed !== undefined) await place.sequence.clearHistory()
    place.salt = asked.salt
    return yield* answer(place)
  } finally {
    model.places.release(place)
  }
}

/** The model answers while its pieces are taken; ends only when it has stopped. */
async function* responded(
  speaker: Chat,
  history: readonly HistoryItem[],
  options: object,
  signal: AbortSignal,
): AsyncGenerator<Piece, End['finish']> {
  const left = new AbortController()
  const channel = new Channel<Piece, End['finish']>()
  const held = new Map<number, string>()
  const running = speaker
    .generateResponse(history, {
      ...options,
      signal: AbortSignal.any([signal, left.signal]),
      onResponseChunk: ({ type, text }: { readonly type?: string; readonly text: string }) => {
        if (text !== '') channel.push({ kind: type === 'segment' ? 'reasoning' : 'text', text })
      },
      onFunctionCallParamsChunk: ({ callIndex: index, functionName: name, paramsChunk }: ParamsChunk) => {
        if (!held.has(index)) channel.push({ kind: 'call', index, id: callId(), name })
        // The grammar ends an object with empty lines, which nobody has to see.
        const text = (held.get(index) ?? '') + paramsChunk
        const shown = text.trimEnd()
        held.set(index, text.slice(shown.length))
        if (shown !== '') channel.push({ kind: 'arguments', index, text: shown })
      },
    })
    .then(
      ({ metadata: { stopReason } }) => channel.close(finishOf(stopReason)),
      (error: unknown) => channel.fail(error),
    )
  try {
    return yield* channel.taken()
  } finally {
    left.abort(new Error('nobody takes the answer any more'))
    await running
  }
}

interface ParamsChunk {
  readonly callIndex: number
  readonly functionName: string
  readonly paramsChunk: string
}

function finishOf(reason: string): End['finish'] {
  if (reason === 'functionCalls') return 'tool_calls'
  return reason === 'maxTokens' ? 'length' : 'stop'
}

/** A forced call is JSON under a grammar; it becomes the call that it says. */
async function* asCall(
  said: AsyncGenerator<Piece, End['finish']>,
  callable: readonly Tool[],
): AsyncGenerator<Piece, End['finish']> {
  const [only] = callable
  let text = ''
  let step = await said.next()
  for (; !step.done; step = await said.next()) {
    if (step.value.kind === 'text') text += step.value.text
    else yield step.value
  }
  if (step.value === 'length' || only === undefined) return step.value // Cut short, it is no call yet.
  const { name, parameters } = callable.length === 1 ? { name: only.name, parameters: text } : chosenIn(text)
  yield { kind: 'call', index: 0, id: callId(), name }
  yield { kind: 'arguments', index: 0, text: parameters.trim() }
  return 'tool_calls'
}

/** The grammar gave it this shape. */
function chosenIn(text: string): { readonly name: string; readonly parameters: string } {
  const { name, arguments: parameters } = JSON.parse(text) as { name: string; arguments: JsonObject }
  return { name, parameters: JSON.stringify(parameters) }
}

async function grammarOf({ llama }: Model, form: AnswerForm): Promise<Grammar | undefined> {
  if (form.kind === 'text' || form.kind === 'tools') return undefined
  try {
    return await llama.createGrammarForJsonSchema(form.kind === 'json' ? form.schema : callSchema(form.callable))
  } catch (cause) {
    throw Object.assign(unsupported('schema: this engine cannot make a grammar of it'), { cause })
  }
}

function callSchema(callable: readonly Tool[]): JsonObject {
  const [only] = callable
  const anything: JsonObject = { type: 'object', additionalProperties: true }
  if (callable.length === 1 && only !== undefined) return only.parameters ?? anything
  const variants = callable.map(({ name, parameters }) => ({
    type: 'object',
    properties: { name: { const: name }, arguments: parameters ?? anything },
    required: ['name', 'arguments'],
  }))
  return { oneOf: variants }
}

function functionsOf(form: AnswerForm): Functions | undefined {
  if (form.kind !== 'tools' && form.kind !== 'mustCall') return undefined
  const named = form.tools.map(({ name, description, parameters }) => [
    name,
    {
      ...(description === undefined ? {} : { description }),
      ...(parameters === undefined ? {} : { params: parameters }),
    },
  ])
  return Object.fromEntries(named) as Functions // Each entry is a name and a tool.
}

/** The model's turn stands at the end; one that the request has begun is continued. */
function withTurn(history: readonly HistoryItem[]): readonly HistoryItem[] {
  return history.at(-1)?.type === 'model' ? history : [...history, { type: 'model', response: [] }]
}

/** Templates refuse conversations by throwing, with sentences that may quote them. */
function promptOf<Text>(render: () => Text): Text {
  try {
    return render()
  } catch {
    throw new Refused(400, 'template', 'the chat template of this model refuses the order or the kind of the messages')
  }
}

/** @param penalties what penalties look at, where that is not known anyway */
/** Seeds have 32 bits. */
const seedMax = 4_294_967_295

function samplingOptions(sampling: Sampling, penalties: object = { lastTokens: penaltyTokens }) {
  const { temperature, topP, topK, minP, seed, repeatPenalty, frequencyPenalty, presencePenalty } = sampling
  const isPenalised = repeatPenalty !== 1 || frequencyPenalty !== 0 || presencePenalty !== 0
  const penalty = { ...penalties, penalty: repeatPenalty, frequencyPenalty, presencePenalty }
  return {
    temperature,
    topP,
    topK,
    minP,
    // The library takes the second of the clock as a seed otherwise: whoever asks twice within one hears the same.
    seed: seed ?? randomInt(seedMax),
    // `false`, because a chat of this library penalises repetition unless it is told not to.
    repeatPenalty: isPenalised && penalty,
  }
}

function callId(): string {
  return `call_${randomBytes(12).toString('hex')}`
}
