// What the files beside safetensors say about them: config.json of transformers, and the chat templates of its tokenizers.
import { fromUtf8, utf8 } from '../bytes.ts'
import { claimText } from './claims.ts'
import type { ChatTemplate } from './gguf-header.ts'
import { fieldOf, isMapping, mappingIn } from './json-mapping.ts'
import { malformed, tooLarge } from './unreadable.ts'

/** Characters of a name that is shown. */
const nameCharactersMax = 200
/** Templates of one tokenizer. A few have four. */
const templatesMax = 64

export interface ModelConfig {
  readonly architecture?: string
  readonly contextTokens?: number
  /** As `quantization_config` calls the method. */
  readonly quantisation?: string
  /** Whether it names Python code that a loader would run. */
  readonly namesCode: boolean
}

/**
 * What `config.json` says (transformers 5; checked 2026-11-24).
 *
 * @throws ArtefactUnreadable
 */
export function readModelConfig(bytes: Uint8Array): ModelConfig {
  const config = mappingIn(textOf(bytes, 'config.json'), 'config.json')
  const named = fieldOf(config, 'architectures')
  const architecture = nameIn(Array.isArray(named) ? named[0] : undefined)
  const inner = fieldOf(config, 'text_config')
  const tokens = fieldOf(config, 'max_position_embeddings') ?? fieldOf(inner, 'max_position_embeddings')
  const quantisation = nameIn(fieldOf(fieldOf(config, 'quantization_config'), 'quant_method'))
  const isCount = typeof tokens === 'number' && Number.isSafeInteger(tokens) && tokens > 0
  return {
    ...(architecture === undefined ? {} : { architecture }),
    ...(isCount ? { contextTokens: tokens } : {}),
    ...(quantisation === undefined ? {} : { quantisation }),
    namesCode: isMapping(fieldOf(config, 'auto_map')),
  }
}

/**
 * The templates in `tokenizer_config.json` or `chat_template.json`: one text, or a list of names and texts.
 *
 * @throws ArtefactUnreadable
 */
export function readTokenizerTemplates(bytes: Uint8Array, file: string): readonly ChatTemplate[] {
  const stated = fieldOf(mappingIn(textOf(bytes, file), file), 'chat_template')
  if (stated === undefined || stated === null) return []
  const list: readonly unknown[] = Array.isArray(stated) ? stated : [{ name: 'default', template: stated }]
  if (list.length > templatesMax) throw tooLarge(`chat_template with more than ${templatesMax} entries`)
  return list.map((each) => {
    const [name, template] = [fieldOf(each, 'name'), fieldOf(each, 'template')]
    if (typeof name !== 'string' || typeof template !== 'string') throw malformed(`chat_template of ${file}`)
    return { name: name === 'default' ? '' : claimText(name.slice(0, nameCharactersMax)), bytes: utf8(template) }
  })
}

function textOf(bytes: Uint8Array, part: string): string {
  const text = fromUtf8(bytes)
  if (text === undefined) throw malformed(`UTF-8 of ${part}`)
  return text
}

function nameIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? claimText(value.slice(0, nameCharactersMax)) : undefined
}
