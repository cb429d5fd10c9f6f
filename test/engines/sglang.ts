import { type EngineProfile, modelList, ordinary } from './profile.ts'

/** SGLang 0.5.23: unused members of a delta are null, a flat error body, an error as data and then `[DONE]`. */
export const sglang: EngineProfile = {
  ...ordinary,
  kind: 'sglang',
  pages: {
    '/health': '',
    '/health_generate': '',
    '/get_model_info': { model_path: 'scripted', is_generation: true },
    '/get_server_info': { version: '0.5.23' },
  },
  // A counter is shown once it has moved, and large ones as the client library for Python writes them.
  metrics: ({ requests, promptTokens, completionTokens }) => ({
    text: [
      ['prompt_tokens_total', promptTokens],
      ['generation_tokens_total', completionTokens],
      ['num_requests_total', requests],
    ]
      .filter(([, value]) => value !== 0)
      .map(
        ([name, value]) =>
          `# TYPE sglang:${name} counter\nsglang:${name}{model_name="org/model"} ${Number(value).toExponential()}\n`,
      )
      .join(''),
  }),
  lacks: ['/v1/messages/count_tokens', '/v1/rerank'],
  models: (names) => modelList(names, 'sglang', (name) => ({ root: name, parent: null, max_model_len: 8_192 })),
  extra: {
    ...ordinary.extra,
    answer: { metadata: { weight_version: 'default' } },
    choice: { matched_stop: 2 },
    chunkChoice: { matched_stop: null },
    delta: { role: null, content: null, reasoning_content: null, tool_calls: null },
    usage: { reasoning_tokens: 0, prompt_tokens_details: null },
  },
  named: {
    ...ordinary.named,
    responseFailure: ordinary.streamFailure,
    // Whatever is null is left out.
    opening: {},
    signature: 'dummy-signature',
  },
  failure: ({ status, message }) => ({
    object: 'error',
    message,
    type: status < 500 ? 'BadRequestError' : 'InternalServerError',
    param: null,
    code: status,
  }),
  streamFailure: ({ status, message }) =>
    `data: ${JSON.stringify({ error: { object: 'error', message, type: 'InternalServerError', param: null, code: status } })}\n\ndata: [DONE]\n\n`,
}
