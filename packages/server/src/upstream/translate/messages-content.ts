import type { Json, JsonObject } from '@stellwerk/contract/json'

import { objectIn, objectsIn, textIn } from './reading.ts'
import { untranslatable } from './untranslatable.ts'

/*
 * Blocks of the Messages API as parts of a chat message. `at` is the way to the block in the request, for refusals.
 */

/** Text of chat: a string where it is one text, because old templates of models read nothing else. */
export function chatContent(parts: readonly JsonObject[]): Json {
  const [only] = parts
  return parts.length === 1 && only?.['type'] === 'text' ? (only['text'] ?? '') : parts
}

/** The blocks of a content that may be a string, each with the way to it. */
export function blocksIn(
  holder: JsonObject,
  at: string,
): readonly { readonly block: JsonObject; readonly at: string }[] {
  const content = holder['content']
  if (typeof content === 'string') return [{ block: { type: 'text', text: content }, at: `${at}.content` }]
  return objectsIn(holder, 'content').map((block, index) => ({ block, at: `${at}.content[${index}]` }))
}

export function textPart(text: string): JsonObject {
  return { type: 'text', text }
}

/** Text, image, document, search result or the name of a tool as parts of chat. */
export function partsOf(block: JsonObject, at: string): readonly JsonObject[] {
  switch (block['type']) {
    case 'text':
      return [textPart(textIn(block, 'text') ?? '')]
    case 'image':
      return [imagePart(block)]
    case 'document':
      return documentParts(block, at)
    case 'search_result':
      return searchResultParts(block, at)
    case 'tool_reference':
      return [textPart(textIn(block, 'tool_name') ?? '')]
    default:
      throw untranslatable(`${at}.type`, {
        de: 'Chat kennt keinen solchen Teil einer Nachricht',
        en: 'chat has no such part of a message',
      })
  }
}

function imagePart(block: JsonObject): JsonObject {
  return { type: 'image_url', image_url: { url: dataUrlOf(objectIn(block, 'source') ?? {}) } }
}

/** The bytes of a source, as chat wants them. Some clients write the data: URL already where base64 belongs. */
function dataUrlOf(source: JsonObject): string {
  const data = textIn(source, 'data') ?? textIn(source, 'url') ?? ''
  return data.startsWith('data:') ? data : `data:${textIn(source, 'media_type') ?? ''};base64,${data}`
}

function documentParts(block: JsonObject, at: string): readonly JsonObject[] {
  mustNotCite(block, at)
  return [...labels(block, ['title', 'context']), ...sourceParts(objectIn(block, 'source') ?? {}, `${at}.source`)]
}

function sourceParts(source: JsonObject, at: string): readonly JsonObject[] {
  if (source['type'] === 'text') return [textPart(textIn(source, 'data') ?? '')]
  if (source['type'] === 'content') return blocksIn(source, at).flatMap((each) => partsOf(each.block, each.at))
  return [{ type: 'file', file: { file_data: dataUrlOf(source) } }]
}

function searchResultParts(block: JsonObject, at: string): readonly JsonObject[] {
  mustNotCite(block, at)
  return [...labels(block, ['source', 'title']), ...blocksIn(block, at).flatMap((each) => partsOf(each.block, each.at))]
}

function labels(block: JsonObject, names: readonly string[]): readonly JsonObject[] {
  return names.flatMap((name) => {
    const label = textIn(block, name) ?? ''
    return label === '' ? [] : [textPart(label)]
  })
}

/** A client that asks for the places where something stands would take an answer without them for one that found none. */
function mustNotCite(block: JsonObject, at: string): void {
  if (objectIn(block, 'citations')?.['enabled'] !== true) return
  throw untranslatable(`${at}.citations.enabled`, {
    de: 'über Chat gibt keine Maschine Fundstellen an',
    en: 'over chat no engine gives the places it quotes',
  })
}
