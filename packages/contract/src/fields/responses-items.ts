import { entriesMax, toolsMax } from './limits.ts'
import { messageContent, notStored, parsedByClient, thought, thoughtSummary, toolOutput } from './responses-content.ts'
import { environment, runsElsewhere, tool } from './responses-tools.ts'
import {
  array,
  byType,
  dropped,
  filtered,
  freeObject,
  integer,
  map,
  object,
  oneOf,
  opaqueId,
  refusedWord,
  toolName,
  variant,
  type ForbiddenShape,
  type Shape,
} from './shape.ts'

/*
 * The items of a conversation at the responses endpoint. Calls of tools that the client runs stand in requests and in
 * answers alike, because clients send back what they were given.
 */

export const status = oneOf('in_progress', 'completed', 'incomplete')

export const phase = oneOf('commentary', 'final_answer')

/** Who made a call. A program would be one that runs at a vendor. */
const caller = variant('type', {
  direct: object({ type: oneOf('direct') }),
  program: refusedWord(runsElsewhere, ['caller_id']),
})

const call = { id: opaqueId(), call_id: opaqueId(), status, caller }

const anyCount = integer({ min: 0, max: Number.MAX_SAFE_INTEGER })

/** Opaque to every filter, and self-hosted engines send what they thought in clear. */
export const encrypted = dropped('forbid', 'No filter can read it; what was thought goes both ways in clear.')

// ── Calls of tools that the client runs ─────────────────────────────────────────────────────────────────────────────

export const functionCall = object(
  {
    type: oneOf('function_call'),
    ...call,
    name: toolName(),
    namespace: toolName(),
    arguments: filtered('json'),
    parsed_arguments: parsedByClient,
  },
  ['call_id', 'name', 'arguments'],
)

export const customToolCall = object(
  { type: oneOf('custom_tool_call'), ...call, name: toolName(), namespace: toolName(), input: filtered() },
  ['call_id', 'name', 'input'],
)

const localShellAction = variant('type', {
  exec: object(
    {
      type: oneOf('exec'),
      command: array(filtered()),
      timeout_ms: anyCount,
      working_directory: filtered(),
      env: map({ class: 'filterAndRestore', form: 'name' }, filtered()),
      user: filtered('name'),
    },
    ['command'],
  ),
})

const shellAction = object({ commands: array(filtered()), timeout_ms: anyCount, max_output_length: anyCount }, [
  'commands',
])

const patch = { path: filtered(), diff: filtered() }

const operation = variant('type', {
  create_file: object({ type: oneOf('create_file'), ...patch }, ['path', 'diff']),
  update_file: object({ type: oneOf('update_file'), ...patch }, ['path', 'diff']),
  delete_file: object({ type: oneOf('delete_file'), path: filtered() }, ['path']),
})

/** Calls of the tools that a client has built in, the same in a request and in an answer. */
export const clientCalls = {
  local_shell_call: object({ type: oneOf('local_shell_call'), ...call, action: localShellAction }, ['action']),
  shell_call: object({ type: oneOf('shell_call'), ...call, action: shellAction, environment }, ['action']),
  apply_patch_call: object({ type: oneOf('apply_patch_call'), ...call, operation }, ['operation']),
  tool_search_call: object(
    {
      type: oneOf('tool_search_call'),
      ...call,
      execution: { ...oneOf('client'), refuses: { server: runsElsewhere } },
      arguments: byType({ string: filtered('json'), object: freeObject('filterAndRestore', 'json') }),
    },
    ['arguments'],
  ),
} as const

// ── Their results ───────────────────────────────────────────────────────────────────────────────────────────────────

const outcome = variant('type', {
  timeout: object({ type: oneOf('timeout') }),
  exit: object({ type: oneOf('exit'), exit_code: integer({ min: -(2 ** 31), max: 2 ** 32 }) }),
})

const shellOutput = array(object({ stdout: filtered(), stderr: filtered(), outcome }), { max: entriesMax })

const tools = array(tool, { max: toolsMax })

const results = {
  function_call_output: object(
    {
      type: oneOf('function_call_output'),
      ...call,
      name: toolName(),
      namespace: toolName(),
      output: toolOutput,
    },
    ['call_id', 'output'],
  ),
  custom_tool_call_output: object(
    { type: oneOf('custom_tool_call_output'), ...call, name: toolName(), output: toolOutput },
    ['call_id', 'output'],
  ),
  local_shell_call_output: object({ type: oneOf('local_shell_call_output'), ...call, output: filtered() }, ['output']),
  shell_call_output: object(
    { type: oneOf('shell_call_output'), ...call, output: shellOutput, max_output_length: anyCount },
    ['call_id', 'output'],
  ),
  apply_patch_call_output: object(
    { type: oneOf('apply_patch_call_output'), ...call, status: oneOf('completed', 'failed'), output: filtered() },
    ['call_id', 'status'],
  ),
  tool_search_output: object(
    {
      type: oneOf('tool_search_output'),
      ...call,
      execution: { ...oneOf('client'), refuses: { server: runsElsewhere } },
      tools,
    },
    ['tools'],
  ),
  additional_tools: object({ type: oneOf('additional_tools'), id: opaqueId(), role: oneOf('developer'), tools }, [
    'tools',
  ]),
}

// ── What is refused ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Items of tools that run at a vendor, with the paths that only they have. */
export const hostedItems: Readonly<Record<string, readonly string[]>> = {
  web_search_call: ['action.query', 'action.queries', 'action.sources', 'action.url', 'action.pattern'],
  file_search_call: ['queries', 'results'],
  code_interpreter_call: ['code', 'container_id', 'outputs'],
  image_generation_call: ['result', 'revised_prompt'],
  mcp_call: ['server_label', 'approval_request_id', 'error'],
  mcp_list_tools: ['server_label', 'error', 'tools[].annotations', 'tools[].input_schema'],
  mcp_approval_request: ['server_label'],
  mcp_approval_response: ['approval_request_id', 'approve', 'reason'],
  computer_call: ['action.button', 'action.keys', 'action.text', 'actions', 'pending_safety_checks'],
  computer_call_output: ['acknowledged_safety_checks', 'output.file_id', 'output.image_url', 'output.type'],
  program: ['code', 'fingerprint'],
  program_output: ['result'],
}

const refused: Readonly<Record<string, ForbiddenShape>> = {
  ...Object.fromEntries(
    Object.entries(hostedItems).map(([word, fields]) => [word, refusedWord(runsElsewhere, fields)]),
  ),
  item_reference: refusedWord(notStored),
  compaction: refusedWord({
    de: 'kein Filter kann lesen, was verschlüsselt ist; bitte das Gespräch selbst in „input“ mitsenden',
    en: 'no filter can read what is encrypted; send the conversation itself in "input"',
  }),
  compaction_trigger: refusedWord({
    de: 'ein Gespräch kürzt der Client; hier entstünde ein verschlüsselter Auszug, den kein Filter lesen kann',
    en: 'clients shorten a conversation themselves; here it would give an encrypted extract that no filter can read',
  }),
}

// ── Together ────────────────────────────────────────────────────────────────────────────────────────────────────────

const message = object(
  {
    type: oneOf('message'),
    id: opaqueId(),
    role: oneOf('user', 'assistant', 'system', 'developer'),
    content: messageContent,
    status,
    phase,
  },
  ['role', 'content'],
)

const reasoning = object({
  type: oneOf('reasoning'),
  id: opaqueId(),
  summary: array(thoughtSummary),
  content: array(thought),
  encrypted_content: encrypted,
  status,
})

/** One item of `input`. What has no type is a message. */
export const inputItem: Shape = variant(
  'type',
  {
    message,
    reasoning,
    function_call: functionCall,
    custom_tool_call: customToolCall,
    ...clientCalls,
    ...results,
    ...refused,
  },
  'message',
)
