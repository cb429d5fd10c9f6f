import { type EngineProfile, modelList, ordinary } from './profile.ts'

/** vLLM 0.33: `reasoning`, many fields that are null unless asked for, an error as data and then `[DONE]`. */
export const vllm: EngineProfile = {
  ...ordinary,
  kind: 'vllm',
  pages: { '/health': '', '/ping': '', '/version': { version: '0.33.0' }, '/load': { server_load: 0 } },
  models: (names) =>
    modelList(names, 'vllm', (name) => ({ root: name, parent: null, max_model_len: 8_192, permission: [] })),
  metrics: ({ requests, promptTokens, completionTokens, startedAt }) => ({
    text: `# HELP process_start_time_seconds Start time of the process since unix epoch in seconds.
# TYPE process_start_time_seconds gauge
process_start_time_seconds ${startedAt}.17
# HELP vllm:num_requests_running Number of requests in model execution batches.
# TYPE vllm:num_requests_running gauge
vllm:num_requests_running{engine="0",model_name="org/model-7b"} 0.0
# HELP vllm:prompt_tokens_total Number of prefill tokens processed.
# TYPE vllm:prompt_tokens_total counter
vllm:prompt_tokens_total{engine="0",model_name="org/model-7b"} ${promptTokens}.0
# HELP vllm:prompt_tokens_created Number of prefill tokens processed.
# TYPE vllm:prompt_tokens_created gauge
vllm:prompt_tokens_created{engine="0",model_name="org/model-7b"} 1.7e+09
# HELP vllm:generation_tokens_total Number of generation tokens processed.
# TYPE vllm:generation_tokens_total counter
vllm:generation_tokens_total{engine="0",model_name="org/model-7b"} ${completionTokens}.0
# HELP vllm:request_success_total Count of successfully processed requests.
# TYPE vllm:request_success_total counter
vllm:request_success_total{engine="0",finished_reason="stop",model_name="org/model-7b"} ${requests - Math.min(7, requests)}.0
vllm:request_success_total{engine="0",finished_reason="length",model_name="org/model-7b"} ${Math.min(7, requests)}.0
vllm:request_success_total{engine="0",finished_reason="abort",model_name="org/model-7b"} 0.0
# HELP vllm:e2e_request_latency_seconds Histogram of e2e request latency in seconds.
# TYPE vllm:e2e_request_latency_seconds histogram
vllm:e2e_request_latency_seconds_bucket{engine="0",le="0.3",model_name="org/model-7b"} 0.0
vllm:e2e_request_latency_seconds_bucket{engine="0",le="+Inf",model_name="org/model-7b"} ${requests}.0
`,
  }),
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
  named: {
    ...ordinary.named,
    response: { input_messages: null, output_messages: null, kv_transfer_params: null, service_tier: 'auto' },
    responseFailure: (what) => `${ordinary.streamFailure(what)}data: [DONE]\n\n`,
    message: { kv_transfer_params: null },
    signature: '5c0e7a52f0aa4b3c9a1d5b9f8e3c2d10',
  },
  streamFailure: (what) => `${ordinary.streamFailure(what)}data: [DONE]\n\n`,
}
