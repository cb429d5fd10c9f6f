import { GatewayError } from '@stellwerk/contract/error'
import { isJsonObject, type Json, type JsonObject } from '@stellwerk/contract/json'

/** A JSON object that we have just read or built ourselves; nobody else holds it, so it may still be changed. */
export type Draft = Record<string, Json>

/** Whether this part of what we have just built is an object. Nobody else holds it, so it may be changed. */
export function isDraft(value: unknown): value is Draft {
  return isJsonObject(value)
}

/** The objects of a list that we have just built. */
export function draftsIn(value: unknown): Draft[] {
  return Array.isArray(value) ? value.filter(isDraft) : []
}

/** Rebuilds one answer or event from the field map; undefined when its skeleton is not there. */
export type RebuildAnswer = (answer: JsonObject, dropped: (path: string) => void) => JsonObject | undefined

/** What an answer is rebuilt with. */
export interface AnswerFacts {
  /** Public name of the model; the engine's own name for it is nobody's business. */
  readonly model: string
  readonly rebuild: RebuildAnswer
  readonly dropped: (path: string) => void
  /** Whether an answer of this endpoint says which model gave it. */
  readonly namesModel: boolean
  /** Only the mirror shows what it was sent, as it arrived. */
  readonly showsSeen: boolean
}

/**
 * An answer as clients read it, rebuilt from what the engine sent.
 *
 * @throws GatewayError engine_answer_malformed
 */
export function rebuildAnswer(engineAnswer: unknown, facts: AnswerFacts): Draft {
  if (!isJsonObject(engineAnswer)) throw malformed(facts.model)
  const seen = facts.showsSeen ? engineAnswer['stellwerk'] : undefined
  const said = seen === undefined ? engineAnswer : withoutSeen(engineAnswer)
  const answer: unknown = facts.rebuild(said, facts.dropped)
  if (!isDraft(answer)) throw malformed(facts.model)
  if (facts.namesModel) answer['model'] = facts.model
  const choices: unknown = answer['choices']
  if (Array.isArray(choices)) evenOut(choices)
  if (seen !== undefined) answer['stellwerk'] = seen
  return answer
}

function evenOut(choices: readonly unknown[]): void {
  for (let position = 0; position < choices.length; position++) {
    const choice = choices[position]
    if (!isDraft(choice)) continue
    choice['index'] ??= position
    const spoken: unknown = choice['message'] ?? choice['delta']
    if (isDraft(spoken)) nameReasoningTwice(spoken)
  }
}

/** What the mirror shows of itself is no field of any answer, and so no field that the map dropped. */
function withoutSeen(answer: JsonObject): JsonObject {
  const { stellwerk: _, ...rest } = answer
  return rest
}

/**
 * Engines disagree about the name of the thinking text, clients too, and vLLM changed its own. A client finds it under
 * whichever name it reads.
 */
function nameReasoningTwice(spoken: Draft): void {
  const reasoning = spoken['reasoning'] ?? spoken['reasoning_content']
  if (typeof reasoning !== 'string') return // The rule: most pieces are no thinking.
  spoken['reasoning'] = reasoning
  spoken['reasoning_content'] = reasoning
}

export function malformed(model: string): GatewayError {
  return new GatewayError('engine_answer_malformed', { details: { model } })
}

/** What was thrown while an answer was rebuilt. Whatever an engine sends is named; everything else is an error of ours. */
export function ownError(thrown: unknown): GatewayError {
  return thrown instanceof GatewayError ? thrown : new GatewayError('internal', {}, { cause: thrown })
}
