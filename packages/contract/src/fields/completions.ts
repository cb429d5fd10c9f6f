import { choicesMax, entriesMax, topLogprobsMax } from './limits.ts'
import { commonRequest, logprobNumber, stopReason, timings, tokenIds, usage } from './sampling.ts'
import {
  answerId,
  anyNumber,
  array,
  boolean,
  byType,
  closed,
  filtered,
  integer,
  map,
  modelName,
  nullable,
  object,
  oneOf,
  word,
} from './shape.ts'

/*
 * POST /v1/completions, after the OpenAPI description of OpenAI, 2.3.0. Old, and what editors still fill in the middle with.
 */

const promptEchoed = {
  de: 'die Antwort würde die Eingabe wiederholen',
  en: 'the answer would repeat the input',
}

export const completionsRequest = object(
  {
    model: modelName(),
    prompt: byType({
      string: filtered(),
      array: array(
        byType({
          string: filtered(),
          number: tokenIds('prompt.tokens'),
          array: array(tokenIds('prompt.tokens')),
        }),
        { min: 1 },
      ),
    }),
    suffix: filtered(),

    ...commonRequest,
    best_of: integer({ min: 0, max: choicesMax }),
    // The API knows 5; engines answer as many as at the chat endpoint.
    logprobs: integer({ min: 0, max: topLogprobsMax }),
    echo: closed('echo', boolean, promptEchoed, false),
  },
  ['model', 'prompt'],
)

const choice = {
  index: integer({ min: 0, max: entriesMax }),
  text: filtered(),
  finish_reason: word(),
  stop_reason: stopReason,
  logprobs: object({
    tokens: array(filtered('token')),
    token_logprobs: array(nullable(logprobNumber)),
    text_offset: array(anyNumber),
    top_logprobs: array(nullable(map({ class: 'filterAndRestore', form: 'token' }, logprobNumber))),
  }),
}

const answer = {
  id: answerId(),
  object: oneOf('text_completion'),
  created: anyNumber,
  model: word(256),
  system_fingerprint: word(256),
  service_tier: word(),
  usage,
  timings,
}

export const completionsAnswer = object({ ...answer, choices: array(object(choice, ['text'])) }, ['choices'])

/** The same as the answer; the last events of a stream may come without text. */
export const completionsEvent = object({ ...answer, choices: array(object(choice)) }, ['choices'])
