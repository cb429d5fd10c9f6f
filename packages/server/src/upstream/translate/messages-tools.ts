import type { JsonObject } from '@stellwerk/contract/json'

import { objectIn, objectsIn, present, textIn } from './reading.ts'
import { untranslatable } from './untranslatable.ts'

/** Tools and what may be called of them, as chat says it. Nothing where no tool is offered: engines refuse a choice of none. */
export function chatTools(request: JsonObject): JsonObject {
  const tools = objectsIn(request, 'tools').map((tool, index) => functionTool(tool, `tools[${index}]`))
  if (tools.length === 0) return {}
  const choice = objectIn(request, 'tool_choice')
  const isSerial = choice?.['disable_parallel_tool_use'] === true
  return {
    tools,
    ...present({ tool_choice: choice && toolChoice(choice), parallel_tool_calls: isSerial ? false : undefined }),
  }
}

function functionTool(tool: JsonObject, at: string): JsonObject {
  if ((tool['type'] ?? 'custom') !== 'custom') {
    throw untranslatable(`${at}.type`, {
      de: 'das Schema dieses Werkzeugs kennen nur Modelle eines Anbieters; mit „input_schema“ anbieten',
      en: 'only models of a vendor know the schema of this tool; offer it with "input_schema"',
    })
  }
  const { name = '', description, strict } = tool
  return { type: 'function', function: { name, ...present({ description, parameters: schemaOf(tool), strict }) } }
}

/** Examples have no place of their own in chat; a schema has one for them, and engines show it to the model. */
function schemaOf(tool: JsonObject): JsonObject {
  const schema = objectIn(tool, 'input_schema') ?? {}
  const examples = objectsIn(tool, 'input_examples')
  return examples.length === 0 ? schema : { ...schema, examples }
}

function toolChoice(choice: JsonObject): JsonObject | string {
  switch (choice['type']) {
    case 'any':
      return 'required'
    case 'tool':
      return { type: 'function', function: { name: textIn(choice, 'name') ?? '' } }
    case 'none':
      return 'none'
    default:
      return 'auto'
  }
}
