import { type EngineProfile, modelList, ordinary } from './profile.ts'

const timings = { prompt_n: 9, predicted_n: 11, predicted_per_second: 40.5 }

/** As `std::ostream` has it by default: `1234567` becomes `1.23457e+06`. */
function sixDigits(value: number): string {
  return value < 1_000_000 ? String(value) : value.toExponential(5).replace(/e\+(\d)$/, 'e+0$1')
}

/** llama-server: the last text together with `finish_reason`, `timings`, and an error as a line that begins with `error:`. */
export const llamaCpp: EngineProfile = {
  ...ordinary,
  kind: 'llamaCpp',
  pages: {
    '/health': { status: 'ok' },
    '/props': { total_slots: 1, chat_template: 'scripted', build_info: 'b9999' },
    '/slots': [{ id: 0, is_processing: false }],
  },
  // Six digits of each number, as a C++ stream writes them.
  metrics: ({ promptTokens, completionTokens, startedAt }) => ({
    text: `# HELP llamacpp:prompt_tokens_total Number of prompt tokens processed.
# TYPE llamacpp:prompt_tokens_total counter
llamacpp:prompt_tokens_total ${sixDigits(promptTokens)}
# HELP llamacpp:prompt_seconds_total Prompt process time
# TYPE llamacpp:prompt_seconds_total counter
llamacpp:prompt_seconds_total 235.743
# HELP llamacpp:tokens_predicted_total Number of generation tokens processed.
# TYPE llamacpp:tokens_predicted_total counter
llamacpp:tokens_predicted_total ${sixDigits(completionTokens)}
# HELP llamacpp:requests_processing Number of requests processing.
# TYPE llamacpp:requests_processing gauge
llamacpp:requests_processing 0
`,
    headers: { 'process-start-time-unix': String(startedAt) },
  }),
  models: (names) => ({ models: [], ...modelList(names, 'llamacpp', () => ({ meta: { n_ctx_train: 8_192 } })) }),
  finish: 'withLastPiece',
  extra: {
    ...ordinary.extra,
    answer: { system_fingerprint: 'b9999', timings },
    chunk: { system_fingerprint: 'b9999', timings },
  },
  // Neither numbers nor places on the events of a response, no id on a tool call, and no input where one begins.
  named: {
    ...ordinary.named,
    isCounted: false,
    closesAtEnd: true,
    repeats: false,
    tellsIncomplete: false,
    reasoning: { encrypted_content: '' },
    responseFailure: ordinary.streamFailure,
    beginsWithInput: false,
  },
  failure: ({ status, message }) => ({
    error: { code: status, message, type: status < 500 ? 'invalid_request_error' : 'server_error' },
  }),
  // No field of the event stream standard: clients that follow it see nothing and take the answer for complete.
  streamFailure: ({ status, message }) =>
    `error: ${JSON.stringify({ code: status, message, type: 'server_error' })}\n\n`,
}
