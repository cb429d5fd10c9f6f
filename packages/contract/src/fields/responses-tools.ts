import { entriesMax, toolsMax } from './limits.ts'
import {
  array,
  boolean,
  byType,
  filtered,
  freeObject,
  object,
  oneOf,
  refusedWord,
  toolName,
  variant,
  type Shape,
} from './shape.ts'

/*
 * Tools at the responses endpoint. Those that the client runs pass: it gets the call and sends back the result. Those that
 * a vendor runs are refused, because they would give text of the request to third parties or keep it there.
 */

export const runsElsewhere = {
  de: 'dieses Werkzeug liefe beim Anbieter einer Maschine; bitte ein eigenes anbieten (function, custom), das der Client ausführt',
  en: 'this tool would run at a vendor; offer one of your own instead (function, custom) that the client runs',
}

const schema = freeObject('filterAndRestore', 'schema')

/** Who may call: the model itself, or a program that runs at a vendor. */
const allowedCallers = array({ ...oneOf('direct'), refuses: { programmatic: runsElsewhere } }, { max: 2 })

const functionTool = object(
  {
    type: oneOf('function'),
    name: toolName(),
    description: filtered(),
    parameters: schema,
    output_schema: schema,
    strict: boolean,
    defer_loading: boolean,
    allowed_callers: allowedCallers,
  },
  ['name'],
)

const customTool = object(
  {
    type: oneOf('custom'),
    name: toolName(),
    description: filtered(),
    format: variant('type', {
      text: object({ type: oneOf('text') }),
      grammar: object({ type: oneOf('grammar'), syntax: oneOf('lark', 'regex'), definition: filtered('grammar') }, [
        'syntax',
        'definition',
      ]),
    }),
    defer_loading: boolean,
    allowed_callers: allowedCallers,
  },
  ['name'],
)

const skill = object({ name: filtered('name'), description: filtered(), path: filtered() })

/** Where a shell runs. A container would be one of a vendor. */
export const environment = variant('type', {
  local: object({ type: oneOf('local'), skills: array(skill, { max: entriesMax }) }),
  container_auto: refusedWord(runsElsewhere, [
    'file_ids',
    'memory_limit',
    'network_policy',
    'skills[].skill_id',
    'skills[].source',
    'skills[].type',
    'skills[].version',
  ]),
  container_reference: refusedWord(runsElsewhere, ['container_id']),
})

const searchFields = ['search_context_size', 'user_location', 'filters', 'external_web_access']

/** Tools that a vendor runs, with the paths that only they have. */
const hostedTools: Readonly<Record<string, readonly string[]>> = {
  web_search: searchFields,
  web_search_2025_08_26: searchFields,
  web_search_preview: [...searchFields, 'search_content_types'],
  web_search_preview_2025_03_11: [...searchFields, 'search_content_types'],
  file_search: ['vector_store_ids', 'max_num_results', 'ranking_options', 'filters'],
  code_interpreter: ['container'],
  image_generation: [
    'action',
    'background',
    'input_fidelity',
    'input_image_mask',
    'model',
    'moderation',
    'output_compression',
    'output_format',
    'partial_images',
    'quality',
    'size',
  ],
  mcp: [
    'allowed_tools',
    'authorization',
    'connector_id',
    'headers',
    'require_approval',
    'server_description',
    'server_label',
    'server_url',
    'tunnel_id',
  ],
  computer: [],
  computer_use: [],
  computer_use_preview: ['environment', 'display_width', 'display_height'],
  programmatic_tool_calling: [],
}

function refusedWords(words: Readonly<Record<string, readonly string[]>>) {
  return Object.fromEntries(Object.entries(words).map(([word, fields]) => [word, refusedWord(runsElsewhere, fields)]))
}

/** One tool, in a request and where an answer repeats it. */
export const tool: Shape = variant('type', {
  function: functionTool,
  custom: customTool,
  namespace: object(
    {
      type: oneOf('namespace'),
      name: toolName(),
      description: filtered(),
      tools: array(variant('type', { function: functionTool, custom: customTool }), { max: toolsMax }),
    },
    ['name', 'tools'],
  ),
  local_shell: object({ type: oneOf('local_shell') }),
  shell: object({ type: oneOf('shell'), environment, allowed_callers: allowedCallers }),
  apply_patch: object({ type: oneOf('apply_patch'), allowed_callers: allowedCallers }),
  tool_search: object(
    {
      type: oneOf('tool_search'),
      execution: { ...oneOf('client'), refuses: { server: runsElsewhere } },
      description: filtered(),
      parameters: schema,
    },
    ['execution'],
  ),
  ...refusedWords(hostedTools),
  // Codex CLI offers it with every request, and says that nobody is to go to the net for it: it then asks for nothing.
  web_search: refusedWord(runsElsewhere, [...searchFields, 'search_content_types'], 'external_web_access'),
})

const named = { name: toolName() }

export const toolChoice: Shape = byType({
  string: oneOf('none', 'auto', 'required'),
  object: variant('type', {
    function: object({ type: oneOf('function'), ...named }, ['name']),
    custom: object({ type: oneOf('custom'), ...named }, ['name']),
    shell: object({ type: oneOf('shell') }),
    apply_patch: object({ type: oneOf('apply_patch') }),
    allowed_tools: object(
      {
        type: oneOf('allowed_tools'),
        mode: oneOf('auto', 'required'),
        tools: array(freeObject('filterAndRestore', 'schema'), { max: toolsMax }),
      },
      ['mode', 'tools'],
    ),
    ...refusedWords({
      ...Object.fromEntries(Object.keys(hostedTools).map((word) => [word, []])),
      mcp: ['server_label'],
    }),
  }),
})
