import { chatOnly, type EngineProfile, modelList, ordinary } from './profile.ts'

/** LM Studio stands for the rest: the last piece comes with `finish_reason`, and `stats` on each answer. */
export const openaiCompatible: EngineProfile = {
  ...ordinary,
  kind: 'openaiCompatible',
  pages: { '/api/v0/models': { object: 'list', data: [] } },
  models: (names) => modelList(names, 'organization_owner'),
  lacks: chatOnly,
  finish: 'withLastPiece',
  extra: {
    ...ordinary.extra,
    answer: { stats: {}, system_fingerprint: 'scripted' },
    chunk: { system_fingerprint: 'scripted' },
  },
  failure: ({ status, message }) => ({
    error: { message, type: status < 500 ? 'invalid_request_error' : 'server_error', param: null, code: null },
  }),
  // A named event, as gateways in front of such servers send it.
  streamFailure: ({ message }) =>
    `event: error\ndata: ${JSON.stringify({ error: { message, type: 'server_error', param: null, code: null } })}\n\n`,
}
