import { type EngineProfile, modelList, ordinary } from './profile.ts'

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
  models: (names) => modelList(names, 'library'),
  reasoningName: 'reasoning',
  role: 'each',
  toolArguments: 'whole',
  extra: { ...ordinary.extra, answer: { system_fingerprint: 'fp_ollama' }, chunk: { system_fingerprint: 'fp_ollama' } },
  failure: ({ status, message }) => ({
    error: { message, type: status < 500 ? 'invalid_request_error' : 'api_error', param: null, code: null },
  }),
}
