import { chatOnly, type EngineProfile, modelList, ordinary } from './profile.ts'

/** Text Generation Inference: no space after `data:`, the role in each delta, empty ids, `{error, error_type}`, no embeddings. */
export const tgi: EngineProfile = {
  ...ordinary,
  kind: 'tgi',
  pages: { '/health': '', '/info': { model_id: 'scripted', version: '3.3.6' } },
  metrics: ({ requests, promptTokens, completionTokens }) => ({
    text: `# TYPE tgi_request_count counter
tgi_request_count ${requests}

# TYPE tgi_request_success counter
tgi_request_success{method="generate"} ${requests}

# TYPE tgi_request_generated_tokens histogram
tgi_request_generated_tokens_bucket{le="+Inf"} ${requests}
tgi_request_generated_tokens_sum ${completionTokens}
tgi_request_generated_tokens_count ${requests}

# TYPE tgi_request_input_length histogram
tgi_request_input_length_sum ${promptTokens}
tgi_request_input_length_count ${requests}
`,
  }),
  models: (names) => modelList(names, 'tgi'),
  lacks: ['/v1/embeddings', ...chatOnly],
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
