import { type EngineProfile, modelList, namedEvent, ordinary } from './profile.ts'

/** Ollama through its OpenAI side: the role in each delta, tool calls whole, thinking as `reasoning`. */
export const ollama: EngineProfile = {
  ...ordinary,
  kind: 'ollama',
  pages: {
    '/': 'Ollama is running',
    '/api/version': { version: '0.31.0' },
    '/api/tags': { models: [] },
    '/api/ps': { models: [] },
  },
  lacks: ['/v1/messages/count_tokens', '/v1/rerank'],
  models: (names) => modelList(names, 'library'),
  reasoningName: 'reasoning',
  role: 'each',
  toolArguments: 'whole',
  extra: { ...ordinary.extra, answer: { system_fingerprint: 'fp_ollama' }, chunk: { system_fingerprint: 'fp_ollama' } },
  named: {
    ...ordinary.named,
    tellsIncomplete: false,
    thought: 'summary',
    response: { service_tier: 'default', metadata: {}, presence_penalty: 0, frequency_penalty: 0 },
    responseFailure: ({ message }) =>
      namedEvent({ type: 'response.failed', response: { status: 'failed', error: { code: 'server_error', message } } }),
    signature: undefined,
  },
  failure: ({ status, message }) => ({
    error: { message, type: status < 500 ? 'invalid_request_error' : 'api_error', param: null, code: null },
  }),
}
