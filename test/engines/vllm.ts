import { type EngineProfile, modelList, ordinary } from './profile.ts'

/** vLLM 0.33: `reasoning`, many fields that are null unless asked for, an error as data and then `[DONE]`. */
export const vllm: EngineProfile = {
  ...ordinary,
  kind: 'vllm',
  pages: { '/health': '', '/ping': '', '/version': { version: '0.33.0' }, '/load': { server_load: 0 } },
  models: (names) =>
    modelList(names, 'vllm', (name) => ({ root: name, parent: null, max_model_len: 8_192, permission: [] })),
  reasoningName: 'reasoning',
  extra: {
    answer: {
      service_tier: null,
      system_fingerprint: null,
      prompt_logprobs: null,
      prompt_token_ids: [9, 8, 7],
      kv_transfer_params: null,
    },
    choice: { stop_reason: null, token_ids: [1, 2, 3] },
    message: { annotations: null, audio: null, function_call: null },
    chunk: { prompt_token_ids: [9, 8, 7] },
    chunkChoice: { stop_reason: null, token_ids: [1] },
    delta: {},
    usage: { prompt_tokens_details: null },
  },
  failure: ({ status, message }) => ({
    error: { message, type: status < 500 ? 'BadRequestError' : 'InternalServerError', param: null, code: status },
  }),
  streamFailure: (what) => `${ordinary.streamFailure(what)}data: [DONE]\n\n`,
}
