import { type EngineProfile, modelList, ordinary } from './profile.ts'

const timings = { prompt_n: 9, predicted_n: 11, predicted_per_second: 40.5 }

/** llama-server: the last text together with `finish_reason`, `timings`, and an error as a line that begins with `error:`. */
export const llamaCpp: EngineProfile = {
  ...ordinary,
  kind: 'llamaCpp',
  pages: {
    '/health': { status: 'ok' },
    '/props': { total_slots: 1, chat_template: 'scripted', build_info: 'b9999' },
    '/slots': [{ id: 0, is_processing: false }],
  },
  models: (names) => ({ models: [], ...modelList(names, 'llamacpp', () => ({ meta: { n_ctx_train: 8_192 } })) }),
  finish: 'withLastPiece',
  extra: {
    ...ordinary.extra,
    answer: { system_fingerprint: 'b9999', timings },
    chunk: { system_fingerprint: 'b9999', timings },
  },
  failure: ({ status, message }) => ({
    error: { code: status, message, type: status < 500 ? 'invalid_request_error' : 'server_error' },
  }),
  // No field of the event stream standard: clients that follow it see nothing and take the answer for complete.
  streamFailure: ({ status, message }) =>
    `error: ${JSON.stringify({ code: status, message, type: 'server_error' })}\n\n`,
}
