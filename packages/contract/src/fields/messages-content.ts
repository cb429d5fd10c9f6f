import { messagePartsMax } from './limits.ts'
import {
  array,
  base64,
  boolean,
  byType,
  dataUrl,
  dropped,
  filtered,
  forbidden,
  freeObject,
  object,
  oneOf,
  opaqueId,
  toolName,
  variant,
  type DroppedShape,
  type ForbiddenShape,
  type ObjectShape,
  type Shape,
} from './shape.ts'

/*
 * What stands in messages of POST /v1/messages, after the types of @anthropic-ai/sdk 1.12.0, those behind its beta headers
 * included. test/conformance compares with the types of the installed version.
 */

export const cacheControl = dropped(
  'configuration',
  "Prices of a vendor's cache; engines of one's own cache by themselves.",
)

const citations = dropped('filterAndRestore', 'Part of an answer that clients send back; models do not read it.')

const caller = dropped('opaqueId', 'Says that the client ran the tool; nobody else can here.')

// ── Refused ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const storedElsewhere = {
  de: 'Dateien, die bei einem Anbieter oder an der Maschine liegen, werden nicht genutzt',
  en: 'files stored with a vendor or at the engine are not used',
}

export const ranElsewhere = {
  de: 'Werkzeuge, die der Dienst selbst ausführt, gibt es hier nicht; was sie ergaben, kann kein Filter lesen',
  en: 'there are no tools here that the service runs itself, and no filter can read what they gave',
}

const keptElsewhere = {
  de: 'Zusammenfassungen und Gesprächsstände eines Anbieters sind verschlüsselt, und keine Maschine hier kennt sie',
  en: 'summaries and states of a conversation made by a vendor are encrypted, and no engine here knows them',
}

export const builtInActions = {
  de: 'die Aktionen dieses Satzes sind in Modelle eines Anbieters eingebaut; als Werkzeuge mit Schema anbieten',
  en: "the actions of this set are built into a vendor's models; offer them as tools with a schema",
}

/** Blocks of tools that a vendor runs, by their type. An answer cannot have them, because no request can ask for them. */
export const foreignBlocks: Readonly<Record<string, ForbiddenShape | DroppedShape>> = {
  server_tool_use: forbidden(ranElsewhere),
  web_search_tool_result: forbidden(ranElsewhere),
  web_fetch_tool_result: forbidden(ranElsewhere),
  code_execution_tool_result: forbidden(ranElsewhere),
  bash_code_execution_tool_result: forbidden(ranElsewhere),
  text_editor_code_execution_tool_result: forbidden(ranElsewhere),
  tool_search_tool_result: forbidden(ranElsewhere),
  advisor_tool_result: forbidden(ranElsewhere),
  mcp_tool_use: forbidden(ranElsewhere),
  mcp_tool_result: forbidden(ranElsewhere),
  mcp_tool_listing: forbidden(ranElsewhere),
  container_upload: forbidden(storedElsewhere),
  compaction: forbidden(keptElsewhere),
  fallback: dropped('configuration', 'Says that a vendor changed the model; there is no text in it.'),
}

// ── Media ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const image = object(
  {
    type: oneOf('image'),
    source: variant('type', {
      base64: object(
        {
          type: oneOf('base64'),
          media_type: oneOf('image/jpeg', 'image/png', 'image/gif', 'image/webp'),
          data: base64('image'),
        },
        ['media_type', 'data'],
      ),
      url: object({ type: oneOf('url'), url: dataUrl('image') }, ['url']), // A data: URL; addresses are refused as remote.
      file: forbidden(storedElsewhere),
    }),
    transformations: dropped('configuration', 'Sizes are for the engine to choose.'),
    cache_control: cacheControl,
  },
  ['source'],
)

const textBlock = object({ type: oneOf('text'), text: filtered(), citations, cache_control: cacheControl }, ['text'])

const mayCite = object({ enabled: boolean })

/** A file that only the engine can read, or text that a filter reads like any other. */
const document = object(
  {
    type: oneOf('document'),
    source: variant('type', {
      base64: object({ type: oneOf('base64'), media_type: oneOf('application/pdf'), data: base64('file') }, [
        'media_type',
        'data',
      ]),
      text: object({ type: oneOf('text'), media_type: oneOf('text/plain'), data: filtered() }, ['data']),
      content: object({ type: oneOf('content'), content: content({ text: textBlock, image }) }, ['content']),
      url: object({ type: oneOf('url'), url: dataUrl('file') }, ['url']),
      file: forbidden(storedElsewhere),
    }),
    title: filtered(),
    context: filtered(),
    citations: mayCite,
    cache_control: cacheControl,
  },
  ['source'],
)

/** What the client found by itself and wants read. `source` is an address or a name, shown to the model and never opened. */
const searchResult = object(
  {
    type: oneOf('search_result'),
    source: filtered(),
    title: filtered(),
    content: array(variant('type', { text: textBlock }), { max: messagePartsMax }),
    citations: mayCite,
    cache_control: cacheControl,
  },
  ['content'],
)

// ── Tools ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const toolsetName = dropped('configuration', 'Names a set of actions that cannot be offered here.')

const toolUse = object(
  {
    type: oneOf('tool_use'),
    id: opaqueId(),
    name: toolName(),
    input: freeObject('filterAndRestore', 'json'),
    toolset_name: toolsetName,
    caller,
    cache_control: cacheControl,
  },
  ['id', 'name', 'input'],
)

/** A tool that was found among those offered: its name, which the engine puts its definition to. */
const toolReference = object({ type: oneOf('tool_reference'), tool_name: toolName(), cache_control: cacheControl }, [
  'tool_name',
])

const toolResult = object(
  {
    type: oneOf('tool_result'),
    tool_use_id: opaqueId(),
    content: content({
      text: textBlock,
      image,
      document,
      search_result: searchResult,
      tool_reference: toolReference,
      browser_state: forbidden(builtInActions),
    }),
    is_error: boolean,
    toolset_name: toolsetName,
    cache_control: cacheControl,
  },
  ['tool_use_id'],
)

// ── Messages ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The signature says something to the vendor that made it only, and may hold the whole thought, where no filter can read. */
const thinking = object(
  {
    type: oneOf('thinking'),
    thinking: filtered(),
    signature: dropped('opaqueId', "Sealed by a vendor for itself; engines of one's own do not look at it."),
  },
  ['thinking'],
)

const redactedThinking = dropped('forbid', 'Encrypted by a vendor for itself; no engine here can read it.')

/** A string, or blocks of the kinds given. */
function content(blocks: Readonly<Record<string, ObjectShape | ForbiddenShape | DroppedShape>>): Shape {
  return byType({ string: filtered(), array: array(variant('type', blocks), { max: messagePartsMax }) })
}

const toolChange = forbidden({
  de: 'Werkzeuge stehen in „tools“; mitten im Gespräch kommen keine hinzu',
  en: 'tools stand in "tools"; none are added in the middle of a conversation',
})

const systemContent = content({ text: textBlock, tool_addition: toolChange, tool_removal: toolChange })

export const systemPrompt = content({ text: textBlock })

export const message = variant('role', {
  user: object(
    {
      role: oneOf('user'),
      content: content({
        text: textBlock,
        image,
        document,
        search_result: searchResult,
        tool_result: toolResult,
        ...foreignBlocks,
      }),
    },
    ['content'],
  ),
  assistant: object(
    {
      role: oneOf('assistant'),
      content: content({
        text: textBlock,
        thinking,
        redacted_thinking: redactedThinking,
        tool_use: toolUse,
        ...foreignBlocks,
      }),
    },
    ['content'],
  ),
  system: object({
    role: oneOf('system'),
    content: systemContent,
    clear_at: dropped('configuration', 'Engines forget nothing in the middle of a conversation.'),
    output_config: dropped('configuration', 'The effort of the whole request counts.'),
  }),
})
