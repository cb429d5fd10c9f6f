import { entriesMax, tokensMax } from './limits.ts'
import { builtInActions, cacheControl, ranElsewhere } from './messages-content.ts'
import {
  array,
  boolean,
  dropped,
  filtered,
  forbidden,
  freeObject,
  integer,
  object,
  oneOf,
  toolName,
  variant,
  type ForbiddenShape,
  type ObjectShape,
} from './shape.ts'

/*
 * Tools of POST /v1/messages. Those that the client runs pass; those that the service runs would give text to third parties or
 * keep it, and are refused with the reason. Types bear the date of their version, so each is listed.
 */

const webTool = {
  de: 'eine Suche oder ein Abruf im Netz gäbe Text aus der Anfrage an Dritte',
  en: 'a search or a fetch on the web would give text of the request to third parties',
}

const remoteTools = {
  de: 'fremde Werkzeugdienste bekämen Text aus der Anfrage; der Client ruft sie selbst auf',
  en: 'tool servers of others would get text of the request; the client calls them itself',
}

/** Of every tool that the client runs. */
const clientTool = {
  name: toolName(),
  strict: boolean,
  defer_loading: boolean,
  input_examples: array(freeObject('filterAndRestore', 'schema')),
  allowed_callers: dropped('configuration', 'Only the model itself calls tools here.'),
  cache_control: cacheControl,
}

const custom = object(
  {
    type: oneOf('custom'),
    ...clientTool,
    description: filtered(),
    input_schema: freeObject('filterAndRestore', 'schema'),
    eager_input_streaming: dropped('configuration', 'Arguments come whole, because half of them are no JSON.'),
  },
  ['name', 'input_schema'],
)

/** A tool that the client runs and whose schema the model has learnt. */
function learnt(type: string, more: ObjectShape['fields'] = {}): Readonly<Record<string, ObjectShape>> {
  return { [type]: object({ type: oneOf(type), ...clientTool, ...more }, ['name']) }
}

const pixels = integer({ min: 1, max: 65_536 })
const display = {
  display_width_px: pixels,
  display_height_px: pixels,
  display_number: integer({ min: 0, max: entriesMax }),
  enable_zoom: boolean,
}
const characters = { max_characters: integer({ min: 1, max: tokensMax }) }

function refused(shape: ForbiddenShape, ...types: readonly string[]): Readonly<Record<string, ForbiddenShape>> {
  return Object.fromEntries(types.map((type) => [type, shape]))
}

export const tool = variant(
  'type',
  {
    custom,
    ...learnt('bash_20241022'),
    ...learnt('bash_20250124'),
    ...learnt('text_editor_20241022'),
    ...learnt('text_editor_20250124'),
    ...learnt('text_editor_20250429'),
    ...learnt('text_editor_20250728', characters),
    ...learnt('memory_20250818'),
    ...learnt('computer_20241022', display),
    ...learnt('computer_20250124', display),
    ...learnt('computer_20251124', display),
    ...refused(forbidden(builtInActions), 'computer_toolset_20260801', 'browser_toolset_20260801'),
    ...refused(
      forbidden(webTool),
      'web_search_20250305',
      'web_search_20260209',
      'web_search_20260318',
      'web_fetch_20250910',
      'web_fetch_20260209',
      'web_fetch_20260309',
      'web_fetch_20260318',
    ),
    ...refused(
      forbidden(ranElsewhere),
      'code_execution_20250522',
      'code_execution_20250825',
      'code_execution_20260120',
      'code_execution_20260521',
      'tool_search_tool_bm25',
      'tool_search_tool_bm25_20251119',
      'tool_search_tool_regex',
      'tool_search_tool_regex_20251119',
      'advisor_20260301',
    ),
    ...refused(forbidden(remoteTools), 'mcp_toolset'),
  },
  'custom',
)

/** Servers of others with tools. None passes, and a list of none asks for nothing. */
export const toolServers = array(forbidden(remoteTools))

const noParallel = { disable_parallel_tool_use: boolean }

export const toolChoice = variant('type', {
  auto: object({ type: oneOf('auto'), ...noParallel }),
  any: object({ type: oneOf('any'), ...noParallel }),
  tool: object({ type: oneOf('tool'), name: toolName(), ...noParallel }, ['name']),
  none: object({ type: oneOf('none') }),
})
