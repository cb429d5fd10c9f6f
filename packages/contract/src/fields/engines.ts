import type { Endpoint, EngineKind } from '../endpoint.ts'
import type { Text } from '../language.ts'
import { entriesMax, stopSequencesMax, tokensMax, topLogprobsMax } from './limits.ts'
import { commonRequest } from './sampling.ts'
import {
  array,
  boolean,
  byType,
  closed,
  filtered,
  filteredOneWay,
  forbidden,
  freeJson,
  freeObject,
  integer,
  number,
  object,
  oneOf,
  spelled,
  stopSequence,
  word,
  type Shape,
} from './shape.ts'

/*
 * What engines understand beyond the API, as far as it is commonly used; not checked against each version of each engine.
 * That a field is missing here costs no safety: it is refused by name, and an operator can allow it for an engine.
 */

type Fields = Readonly<Record<string, Shape>>

// ── Why a field is closed ───────────────────────────────────────────────────────────────────────────────────────────

const unreadable: Text = { de: 'kein Filter kann lesen, was darin steht', en: 'no filter can read what is in it' }
const template: Text = {
  de: 'eine Vorlage verändert, was das Modell zu lesen bekommt',
  en: 'a template changes what the model gets to read',
}
const promptReturned: Text = {
  de: 'die Antwort würde die Eingabe wiederholen',
  en: 'the answer would repeat the input',
}
const engineState: Text = {
  de: 'greift in den Zustand der Maschine ein, den sich alle teilen',
  en: 'reaches into the state of the engine that all share',
}
const queue: Text = { de: 'die Reihenfolge bestimmt der Betrieb', en: 'the operator decides who goes first' }
const adapter: Text = {
  de: 'ein Adapter ist ein anderes Modell mit eigener Lizenz und Zulassung',
  en: 'an adapter is another model with a licence and an approval of its own',
}
const exploited: Text = {
  de: 'über dieses Feld wurden Maschinen angegriffen; es ist nicht freigebbar',
  en: 'engines were attacked through this field; it cannot be allowed',
}
const ours: Text = { de: 'dieses Feld setzt nur Stellwerk', en: 'only Stellwerk sets this field' }

/** A field that passes only where the operator names it; by default any JSON that filters like text. */
function unless(allowAs: string, why: Text, of: Shape = freeJson('filterAndRestore')): Fields {
  return { [allowAs]: closed(allowAs, of, why) }
}

// ── Fields that nobody can allow ────────────────────────────────────────────────────────────────────────────────────

/** Refused for every engine, whatever `allowFields` says. */
const neverFields: Fields = {
  prompt_embeds: forbidden(exploited), // CVE-2025-62164, CVE-2026-56340
  input_embeds: forbidden(exploited), // The same at SGLang.
  mm_processor_kwargs: forbidden(exploited), // CVE-2026-114053: code_revision ran code of others.
  logits_processors: forbidden(exploited), // Names a Python function to import.
  custom_logit_processor: forbidden(exploited), // A serialised Python object.
  bootstrap_host: forbidden(exploited), // An address the engine connects to.
  bootstrap_port: forbidden(exploited),
  bootstrap_room: forbidden(exploited),
  cache_salt: forbidden(ours), // Keeps tenants apart in the prefix cache, where time tells who asked what.
  extra_key: forbidden(ours), // The same at SGLang.
  request_id: forbidden(ours), // CVE-2026-116176: vLLM read an address out of it.
  rid: forbidden(ours),
  user_config: forbidden(exploited), // PYSEC-2026-4070: an api_base inside it went through.
}

/** Names that `allowFields` may not contain. */
export const neverAllowable: readonly string[] = Object.keys(neverFields)

// ── Closed fields ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Known everywhere, because clients send them to whatever stands behind an address. */
const closedEverywhere: Fields = {
  ...unless('chat_template', template, filtered()),
  ...unless('chat_template_kwargs', template),
  ...unless('documents', template),
  ...unless('echo', promptReturned, boolean),
  ...unless('prompt_logprobs', promptReturned, integer({ min: 0, max: topLogprobsMax })),
  ...unless('return_token_ids', unreadable, boolean),
  ...unless('return_tokens_as_token_ids', unreadable, boolean),
  ...unless('allowed_token_ids', unreadable, array(spelled('forbid', 'tokenIds'))),
  ...unless('priority', queue, integer({ min: -1_000_000, max: 1_000_000 })),
  ...unless('vllm_xargs', engineState),
  ...unless('kv_transfer_params', engineState),
  ...unless('media_io_kwargs', engineState),
  ...unless('lora_request', adapter),
  ...unless('lora_path', adapter, filtered('name')),
  ...unless('lora', adapter),
  ...unless('adapter_id', adapter, filtered('name')),
  ...unless('session_params', engineState),
  ...unless('custom_params', engineState),
  ...unless('return_hidden_states', unreadable, boolean),
  ...unless('data_parallel_rank', engineState, integer({ min: 0, max: entriesMax })),
  ...unless('options', engineState),
  ...unless('keep_alive', engineState, byType({ string: word(), number: number({ min: -1, max: 31_536_000 }) })),
  ...unless('raw', template, boolean),
  ...unless('template', template, filtered()),
  ...unless('id_slot', engineState, integer({ min: -1, max: entriesMax })),
  ...unless('cache_prompt', engineState, boolean),
  ...unless('n_cache_reuse', engineState, integer({ min: 0, max: tokensMax })),
  ...unless('n_keep', engineState, integer({ min: -1, max: tokensMax })),
  ...unless('grammar', template, filtered('grammar')),
  ...unless('grammar_lazy', template, boolean),
  ...unless('grammar_triggers', template),
  ...unless('json_schema', template, freeObject('filterAndRestore', 'schema')),
  ...unless('input_prefix', template, filtered()),
  ...unless('input_suffix', template, filtered()),
  ...unless('input_extra', template),
  ...unless('return_tokens', unreadable, boolean),
}

// ── Open fields ─────────────────────────────────────────────────────────────────────────────────────────────────────

const share = number({ min: 0, max: 1 })
const factor = number({ min: 0, max: 100 })

const topK = integer({ min: -1, max: tokensMax })

/** Sampling that every engine either knows or ignores. */
const samplingEverywhere: Fields = { top_k: topK, min_p: share }

const schemaText = byType({ string: filtered('schema'), object: freeObject('filterAndRestore', 'schema') })

const constrained = {
  json: schemaText,
  regex: filtered('grammar'),
  choice: array(filtered()),
  grammar: filtered('grammar'),
} as const satisfies Fields

const vllmFields = {
  repetition_penalty: factor,
  length_penalty: factor,
  use_beam_search: boolean,
  min_tokens: integer({ min: 0, max: tokensMax }),
  ignore_eos: boolean,
  stop_token_ids: array(integer({ min: 0, max: tokensMax }), { max: stopSequencesMax }),
  bad_words: array(stopSequence(), { max: stopSequencesMax }),
  include_stop_str_in_output: boolean,
  skip_special_tokens: boolean,
  spaces_between_special_tokens: boolean,
  truncate_prompt_tokens: integer({ min: -1, max: tokensMax }),
  add_special_tokens: boolean,
  add_generation_prompt: boolean,
  continue_final_message: boolean,
  include_reasoning: boolean,
  structured_outputs: object({
    ...constrained,
    json_object: boolean,
    structural_tag: filtered('schema'),
    whitespace_pattern: filtered('grammar'),
    disable_any_whitespace: boolean,
    disable_additional_properties: boolean,
  }),
  guided_json: constrained.json,
  guided_regex: constrained.regex,
  guided_choice: constrained.choice,
  guided_grammar: constrained.grammar,
  guided_whitespace_pattern: filtered('grammar'),
} as const satisfies Fields

const sglangFields: Fields = {
  repetition_penalty: factor,
  min_tokens: integer({ min: 0, max: tokensMax }),
  ignore_eos: boolean,
  stop_token_ids: array(integer({ min: 0, max: tokensMax }), { max: stopSequencesMax }),
  no_stop_trim: boolean,
  skip_special_tokens: boolean,
  continue_final_message: boolean,
  separate_reasoning: boolean,
  stream_reasoning: boolean,
  json_schema: schemaText,
  regex: filtered('grammar'),
  ebnf: filtered('grammar'),
}

const llamaCppFields: Fields = {
  typical_p: share,
  top_n_sigma: number({ min: -1, max: 100 }),
  repeat_penalty: factor,
  repeat_last_n: integer({ min: -1, max: tokensMax }),
  mirostat: integer({ min: 0, max: 2 }),
  mirostat_tau: factor,
  mirostat_eta: share,
  dynatemp_range: factor,
  dynatemp_exponent: factor,
  xtc_probability: share,
  xtc_threshold: share,
  dry_multiplier: factor,
  dry_base: factor,
  dry_allowed_length: integer({ min: 0, max: tokensMax }),
  dry_penalty_last_n: integer({ min: -1, max: tokensMax }),
  dry_sequence_breakers: array(stopSequence(), { max: stopSequencesMax }),
  samplers: array(word(), { max: 32 }),
  min_keep: integer({ min: 0, max: tokensMax }),
  n_predict: integer({ min: 0, max: tokensMax }),
  n_probs: integer({ min: 0, max: topLogprobsMax }),
  ignore_eos: boolean,
  reasoning_format: oneOf('none', 'auto', 'deepseek', 'deepseek-legacy'),
  timings_per_token: boolean,
}

const tgiFields: Fields = { repetition_penalty: factor, typical_p: share, tool_prompt: filtered() }

const generationFields: Readonly<Record<EngineKind, Fields>> = {
  vllm: vllmFields,
  sglang: sglangFields,
  ollama: {},
  llamaCpp: llamaCppFields,
  tgi: tgiFields,
  openaiCompatible: { repetition_penalty: factor, repeat_penalty: factor },
  embedded: { repeat_penalty: factor },
  mirror: {},
}

const embeddingFields: Readonly<Record<EngineKind, Fields>> = {
  vllm: {
    truncate_prompt_tokens: integer({ min: -1, max: tokensMax }),
    add_special_tokens: boolean,
    normalize: boolean,
  },
  sglang: {},
  ollama: { truncate: boolean },
  llamaCpp: {},
  tgi: { truncate: boolean, normalize: boolean },
  openaiCompatible: {},
  embedded: {},
  mirror: {},
}

/** Sampling that is of the API at chat and not at responses. It reaches the engine wherever it is translated to chat. */
const samplingOfChat: Fields = {
  stop: commonRequest.stop,
  seed: commonRequest.seed,
  frequency_penalty: commonRequest.frequency_penalty,
  presence_penalty: commonRequest.presence_penalty,
}

/** vLLM knows only these at responses, and ignores others without a word. */
const vllmAtResponses = {
  top_k: topK,
  stop: commonRequest.stop,
  seed: commonRequest.seed,
  repetition_penalty: vllmFields.repetition_penalty,
  ignore_eos: vllmFields.ignore_eos,
  skip_special_tokens: vllmFields.skip_special_tokens,
  include_stop_str_in_output: vllmFields.include_stop_str_in_output,
  structured_outputs: vllmFields.structured_outputs,
} as const satisfies Fields

const rerankFields: Readonly<Record<EngineKind, Fields>> = {
  vllm: {
    truncate_prompt_tokens: integer({ min: -1, max: tokensMax }),
    use_activation: boolean,
    activation: boolean, // The older names of it.
    softmax: boolean,
  },
  sglang: { instruct: filteredOneWay() },
  ollama: {},
  llamaCpp: {},
  tgi: {},
  openaiCompatible: {},
  embedded: {},
  mirror: {},
}

// ── Together ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What an engine kind understands at an endpoint beyond the API, the closed and the forbidden fields included. */
export function engineFields(endpoint: Endpoint, kind: EngineKind): Fields {
  return { ...closedEverywhere, ...openFields(endpoint, kind), ...neverFields }
}

function openFields(endpoint: Endpoint, kind: EngineKind): Fields {
  switch (endpoint) {
    case 'chat/completions':
    case 'completions':
      return { ...samplingEverywhere, ...generationFields[kind] }
    case 'embeddings':
      return embeddingFields[kind]
    case 'responses':
      return kind === 'vllm' ? vllmAtResponses : { ...samplingEverywhere, ...samplingOfChat, ...generationFields[kind] }
    case 'messages':
    case 'messages/count_tokens':
      return {} // What engines add there is closed: chat_template_kwargs, kv_transfer_params.
    case 'rerank':
      return rerankFields[kind]
  }
}

/**
 * Every name that has a meaning in `allowFields`, sorted: the closed fields of the engines and those of the API. A name
 * that is not in this list is taken as a field that only this one engine knows, and passes as JSON that is filtered like
 * text; one of {@link neverAllowable} is a mistake in the configuration.
 */
export const allowableFields: readonly string[] = [
  ...Object.keys(closedEverywhere),
  'input.tokens',
  'logit_bias',
  'prompt.tokens',
].toSorted()
