import { type EngineProfile, modelList, ordinary } from './profile.ts'

/** Text Generation Inference: no space after `data:`, the role in each delta, empty ids, `{error, error_type}`, no embeddings. */
export const tgi: EngineProfile = {
  ...ordinary,
  kind: 'tgi',
  pages: { '/health': '', '/info': { model_id: 'scripted', version: '3.3.6' } },
  models: (names) => modelList(names, 'tgi'),
  lacks: ['/v1/embeddings'],
  afterColon: '',
  role: 'each',
  toolArguments: 'whole',
  extra: {
    ...ordinary.extra,
    answer: { id: '', system_fingerprint: '3.3.6-native' },
    chunk: { id: '', system_fingerprint: '3.3.6-native' },
  },
  failure: ({ status, message }) => ({ error: message, error_type: status < 500 ? 'validation' : 'generation' }),
  streamFailure: ({ status, message }) =>
    `data:${JSON.stringify({ error: { message, http_status_code: status } })}\n\n`,
}
