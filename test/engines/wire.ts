import type { Json, JsonObject } from '@stellwerk/contract/json'

import type { Behaviour, ScriptedChoice, ScriptedToolCall } from './behaviours.ts'
import { createdAt, type EngineProfile } from './profile.ts'

/** What of a request shapes the answer. */
export interface Asked {
  readonly model: string
  readonly wantsUsage: boolean
}

export const promptTokens = 9

export function chatAnswer(script: Behaviour, profile: EngineProfile, asked: Asked): JsonObject {
  const choices = script.choices.map((choice, index) => ({
    index,
    message: messageOf(choice, profile),
    logprobs: logprobsOf(choice, choice.content ?? []),
    finish_reason: choice.finish,
    ...profile.extra.choice,
  }))
  return { ...envelope('chat.completion', asked), choices, usage: usageOf(script, profile), ...profile.extra.answer }
}

export function completionAnswer(script: Behaviour, profile: EngineProfile, asked: Asked): JsonObject {
  const choices = script.choices.map((choice, index) => ({
    index,
    text: (choice.content ?? []).join(''),
    logprobs: null,
    finish_reason: choice.finish,
    ...profile.extra.choice,
  }))
  return { ...envelope('text_completion', asked), choices, usage: usageOf(script, profile), ...profile.extra.answer }
}

/** The events of a stream, without `[DONE]`. Those of several choices take turns. */
export function chatChunks(script: Behaviour, profile: EngineProfile, asked: Asked): JsonObject[] {
  const rows = script.choices.map((choice, index) =>
    deltasOf(choice, script, profile).map(({ delta, piece, finish }) => ({
      index,
      delta: {
        ...profile.extra.delta,
        ...(profile.role === 'each' ? { role: 'assistant', content: '' } : {}),
        ...delta,
      },
      logprobs: piece === undefined ? null : logprobsOf(choice, [piece]),
      finish_reason: finish ?? null,
      ...profile.extra.chunkChoice,
    })),
  )
  return withUsage(takingTurns(rows), 'chat.completion.chunk', { script, profile, asked })
}

export function completionChunks(script: Behaviour, profile: EngineProfile, asked: Asked): JsonObject[] {
  const rows = script.choices.map((choice, index) =>
    [...(choice.content ?? []), ''].map((text, position) => {
      const isLast = position === (choice.content ?? []).length
      return { index, text, logprobs: null, finish_reason: isLast ? choice.finish : null, ...profile.extra.chunkChoice }
    }),
  )
  return withUsage(takingTurns(rows), 'text_completion', { script, profile, asked })
}

export function embeddingAnswer(inputs: readonly Json[], isBase64: boolean, asked: Asked): JsonObject {
  const data = inputs.map((input, index) => {
    const vector = Float32Array.from(
      JSON.stringify(input).slice(0, 4).padEnd(4, '.'),
      (letter) => letter.charCodeAt(0) / 1024,
    )
    const embedding = isBase64 ? Buffer.from(vector.buffer).toString('base64') : [...vector]
    return { object: 'embedding', index, embedding }
  })
  return {
    object: 'list',
    data,
    model: asked.model,
    usage: { prompt_tokens: promptTokens, total_tokens: promptTokens },
  }
}

function envelope(object: string, asked: Asked) {
  return { id: `chatcmpl-${asked.model}`, object, created: createdAt, model: asked.model }
}

function messageOf(choice: ScriptedChoice, profile: EngineProfile): JsonObject {
  const calls = choice.toolCalls?.map((call) => ({
    id: call.id,
    type: 'function',
    function: { name: call.name, arguments: call.arguments.join('') },
  }))
  return {
    role: 'assistant',
    content: choice.content === undefined ? null : choice.content.join(''),
    refusal: choice.refusal === undefined ? null : choice.refusal.join(''),
    ...(calls === undefined ? {} : { tool_calls: calls }),
    ...(choice.reasoning === undefined ? {} : { [profile.reasoningName]: choice.reasoning.join('') }),
    ...profile.extra.message,
  }
}

interface Step {
  readonly delta: JsonObject
  /** The text whose log probabilities belong to this delta. */
  readonly piece?: string
  readonly finish?: string
}

function deltasOf(choice: ScriptedChoice, script: Behaviour, profile: EngineProfile): Step[] {
  const steps: Step[] = [
    ...(choice.reasoning ?? []).map((piece) => ({ delta: { [profile.reasoningName]: piece } })),
    ...(choice.content ?? []).map((piece) => ({ delta: { content: piece }, piece })),
    ...(choice.refusal ?? []).map((piece) => ({ delta: { refusal: piece } })),
    ...toolDeltas(choice.toolCalls ?? [], script, profile).map((calls) => ({ delta: { tool_calls: calls } })),
  ]
  if (profile.role === 'first') steps.unshift({ delta: { role: 'assistant', content: '' } })
  const last = steps.at(-1)
  if (profile.finish === 'own' || last === undefined) return [...steps, { delta: {}, finish: choice.finish }]
  return [...steps.slice(0, -1), { ...last, finish: choice.finish }]
}

function toolDeltas(calls: readonly ScriptedToolCall[], script: Behaviour, profile: EngineProfile): JsonObject[][] {
  const whole = calls.map((call, index) => ({
    index,
    id: call.id,
    type: 'function',
    function: { name: call.name, arguments: call.arguments.join('') },
  }))
  if (calls.length === 0) return []
  if (script.leavesOutToolIndex) return [whole.map(({ index: _, ...call }) => call)]
  if (profile.toolArguments === 'whole') return [whole]
  return calls.flatMap((call, index) => {
    const [first = '', ...rest] = call.isNamedLate ? call.arguments : ['', ...call.arguments]
    const name = { name: call.name }
    return [
      [{ index, id: call.id, type: 'function', function: { ...(call.isNamedLate ? {} : name), arguments: first } }],
      ...rest.map((piece, position) => [
        { index, function: { ...(call.isNamedLate && position === 0 ? name : {}), arguments: piece } },
      ]),
    ]
  })
}

function logprobsOf(choice: ScriptedChoice, pieces: readonly string[]): Json {
  if (!choice.hasLogprobs) return null
  const content = pieces.map((piece) => ({
    ...tokenOf(piece, -0.25),
    top_logprobs: [tokenOf(piece, -0.25), tokenOf(`${piece}?`, -2.5)],
  }))
  return { content, refusal: null }
}

function tokenOf(token: string, logprob: number) {
  return { token, logprob, bytes: [...new TextEncoder().encode(token)] }
}

function withUsage(
  rows: readonly JsonObject[],
  object: string,
  { script, profile, asked }: { script: Behaviour; profile: EngineProfile; asked: Asked },
): JsonObject[] {
  const usage = usageOf(script, profile)
  const head = envelope(object, asked)
  const chunks = rows.map((row) => ({
    ...head,
    choices: [row],
    ...(script.usageInEachChunk ? { usage } : {}),
    ...profile.extra.chunk,
  }))
  return asked.wantsUsage ? [...chunks, { ...head, choices: [], usage, ...profile.extra.chunk }] : chunks
}

export function tokensOf(script: Behaviour): { readonly prompt: number; readonly completion: number } {
  const pieces = script.choices.flatMap((choice) => [
    ...(choice.reasoning ?? []),
    ...(choice.content ?? []),
    ...(choice.refusal ?? []),
    ...(choice.toolCalls ?? []).flatMap((call) => call.arguments),
  ])
  return { prompt: promptTokens, completion: pieces.length }
}

function usageOf(script: Behaviour, profile: EngineProfile): JsonObject {
  const { prompt, completion } = tokensOf(script)
  const counts = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
  return { ...counts, ...profile.extra.usage }
}

function takingTurns<Row>(rows: readonly (readonly Row[])[]): Row[] {
  const longest = Math.max(0, ...rows.map((row) => row.length))
  return Array.from({ length: longest }, (_, turn) => rows.flatMap((row) => row.slice(turn, turn + 1))).flat()
}
