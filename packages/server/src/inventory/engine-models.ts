// What an engine says about the models that it serves. All of it is declared: which bytes it holds, nobody here has seen.
import { basename } from 'node:path'

import type { EngineKind } from '@stellwerk/contract/endpoint'
import type { Text } from '@stellwerk/contract/language'

import { sha256Hex } from '../artefact-folder.ts'
import type { LeftOut } from '../inventory-office.ts'
import { type Ask, countIn, jsonFrom, listIn, textIn, wholeTextIn } from './asking.ts'

/** An engine to ask. */
export interface EngineAt {
  readonly id: string
  readonly kind: EngineKind
  readonly ask: Ask
}

/** One model as its engine has it. */
export interface Served {
  /** Name under which the engine takes requests for it. */
  readonly served: string
  /** As its publisher calls it, as far as the engine says so. */
  readonly name: string
  readonly architecture?: string
  readonly contextTokens?: number
  readonly parameters?: number
  readonly quantisation?: string
  readonly chatTemplate?: string
  /** Digest of the weights, where the engine keeps them by it. */
  readonly weights?: { readonly digest: string; readonly format: 'gguf' }
  /** A licence text that the engine shows. */
  readonly licenceText?: string
  readonly base?: { readonly name: string; readonly relation: 'adapter' | 'format-conversion' }
  readonly isEmbedding: boolean
}

export interface EngineTold {
  /** Undefined where it says none. */
  readonly version?: string
  /** Undefined where nobody answered. */
  readonly models: readonly Served[] | undefined
  readonly left: readonly LeftOut[]
}

/** Models of one engine that are looked at. */
const modelsMax = 500

const says = {
  remote: {
    de: 'läuft nicht an dieser Maschine, sondern bei ihrem Hersteller; Prompts verließen das Haus',
    en: 'does not run at this engine but at its maker; prompts would leave the house',
  },
  tooMany: {
    de: `mehr als ${modelsMax} Modelle, nicht angesehen`,
    en: `more than ${modelsMax} models, not looked at`,
  },
  builtIn: {
    de: 'gehört zu diesem Programm und hat keine Modellliste; stellwerk models add PFAD misst die Datei',
    en: 'belongs to this program and has no list of models; stellwerk models add PATH measures the file',
  },
} as const satisfies Record<string, Text>

/** Ways of asking, by kind of engine (versions of November 2026: vLLM 0.33, Ollama 0.31, llama.cpp b9999, SGLang 0.5.23, TGI 3). */
export function engineModels(engine: EngineAt): Promise<EngineTold> {
  switch (engine.kind) {
    case 'vllm':
      return fromOpenAi(engine, { versionPath: '/version', versionKey: 'version' })
    case 'sglang':
      return fromOpenAi(engine, { versionPath: '/get_server_info', versionKey: 'version' })
    case 'tgi':
      return fromOpenAi(engine, { versionPath: '/info', versionKey: 'version' })
    case 'openaiCompatible':
      return fromOpenAi(engine, {})
    case 'llamaCpp':
      return fromLlamaCpp(engine)
    case 'ollama':
      return fromOllama(engine)
    case 'embedded':
    case 'mirror':
      return Promise.resolve({ models: [], left: [{ what: engine.id, why: says.builtIn }] })
  }
}

async function fromOpenAi(
  { ask, id }: EngineAt,
  { versionPath, versionKey = '' }: { readonly versionPath?: string; readonly versionKey?: string },
): Promise<EngineTold> {
  const listing = await jsonFrom(ask, '/v1/models')
  if (listing === undefined) return { models: undefined, left: [] }
  const version = versionPath === undefined ? undefined : textIn(await jsonFrom(ask, versionPath), versionKey)
  const rows = listIn(listing, 'data')
  const models = rows.slice(0, modelsMax).flatMap((row): readonly Served[] => {
    const served = textIn(row, 'id')
    if (served === undefined) return []
    const [root, parent] = [textIn(row, 'root'), textIn(row, 'parent')]
    const contextTokens = countIn(row, 'max_model_len')
    return [
      {
        served,
        name: publicPart(root ?? served),
        ...(contextTokens === undefined ? {} : { contextTokens }),
        ...(parent === undefined ? {} : { base: { name: publicPart(parent), relation: 'adapter' as const } }),
        isEmbedding: false,
      },
    ]
  })
  return { ...versionOf(version), models, left: tooMany(id, rows.length) }
}

async function fromLlamaCpp({ ask, id }: EngineAt): Promise<EngineTold> {
  const [listing, props] = [await jsonFrom(ask, '/v1/models'), await jsonFrom(ask, '/props')]
  if (listing === undefined) return { models: undefined, left: [] }
  const template = wholeTextIn(props, 'chat_template')
  const path = textIn(props, 'model_path')
  const rows = listIn(listing, 'data')
  const models = rows.slice(0, modelsMax).flatMap((row): readonly Served[] => {
    const served = textIn(row, 'id')
    if (served === undefined) return []
    // One file is loaded; where there are several, the router has them and the page of properties speaks of none.
    const isOnly = rows.length === 1
    const [contextTokens, parameters] = [countIn(row, 'meta', 'n_ctx_train'), countIn(row, 'meta', 'n_params')]
    return [
      {
        served: publicPart(served),
        name: publicPart(isOnly && path !== undefined ? path : served).replace(/\.gguf$/i, ''),
        ...(contextTokens === undefined ? {} : { contextTokens }),
        ...(parameters === undefined ? {} : { parameters }),
        ...(isOnly && template !== undefined ? { chatTemplate: digestOfText(template) } : {}),
        isEmbedding: false,
      },
    ]
  })
  return { ...versionOf(textIn(props, 'build_info')), models, left: tooMany(id, rows.length) }
}

async function fromOllama({ ask, id }: EngineAt): Promise<EngineTold> {
  const listing = await jsonFrom(ask, '/api/tags')
  if (listing === undefined) return { models: undefined, left: [] }
  const version = textIn(await jsonFrom(ask, '/api/version'), 'version')
  const rows = listIn(listing, 'models')
  const models: Served[] = []
  const left: LeftOut[] = [...tooMany(id, rows.length)]
  for (const row of rows.slice(0, modelsMax)) {
    const served = textIn(row, 'name') ?? textIn(row, 'model')
    if (served === undefined) continue
    const shown = await jsonFrom(ask, '/api/show', { model: served })
    if (
      [row, shown].some((one) => textIn(one, 'remote_host') !== undefined || textIn(one, 'remote_model') !== undefined)
    )
      left.push({ what: served, why: says.remote })
    else models.push(ollamaModel(served, row, shown))
  }
  return { ...versionOf(version), models, left }
}

function ollamaModel(served: string, row: unknown, shown: unknown): Served {
  const architecture = textIn(shown, 'model_info', 'general.architecture') ?? textIn(row, 'details', 'family')
  const contextTokens = countIn(shown, 'model_info', `${architecture}.context_length`)
  const parameters = countIn(shown, 'model_info', 'general.parameter_count')
  const quantisation = textIn(row, 'details', 'quantization_level')
  const template = wholeTextIn(shown, 'template')
  const licenceText = wholeTextIn(shown, 'license')
  const digest = blobIn(wholeTextIn(shown, 'modelfile'))
  const base = ollamaBase(shown)
  return {
    served,
    name: served,
    ...(architecture === undefined ? {} : { architecture }),
    ...(contextTokens === undefined ? {} : { contextTokens }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(quantisation === undefined ? {} : { quantisation }),
    ...(template === undefined ? {} : { chatTemplate: digestOfText(template) }),
    ...(licenceText === undefined ? {} : { licenceText }),
    ...(digest !== undefined && textIn(row, 'details', 'format') === 'gguf'
      ? { weights: { digest, format: 'gguf' } }
      : {}),
    ...(base === undefined ? {} : { base: { name: base, relation: 'format-conversion' as const } }),
    isEmbedding: listIn(shown, 'capabilities').includes('embedding'),
  }
}

/** Its file of instructions names the blob of the weights by its digest; the folder before it is nobody's business. */
function blobIn(modelfile: string | undefined): string | undefined {
  return /^FROM\s+\S*sha256-(?<digest>[0-9a-f]{64})\s*$/m.exec(modelfile ?? '')?.groups?.['digest']
}

function ollamaBase(shown: unknown): string | undefined {
  const of = (key: string): string | undefined => textIn(shown, 'model_info', `general.base_model.0.${key}`)
  const [organisation, name] = [of('organization'), of('name')]
  if (name === undefined) return undefined
  return organisation === undefined ? name : `${organisation}/${name}`.replaceAll(' ', '-')
}

/** A path on the machine of the engine says where and sometimes whose it is; only its last part is a name. */
function publicPart(name: string): string {
  return name.startsWith('/') || /^[A-Za-z]:[\\/]/.test(name) || name.startsWith('~')
    ? basename(name.replaceAll('\\', '/'))
    : name
}

function digestOfText(text: string): string {
  return sha256Hex(new TextEncoder().encode(text))
}

function versionOf(version: string | undefined): { readonly version?: string } {
  return version === undefined ? {} : { version }
}

function tooMany(what: string, count: number): readonly LeftOut[] {
  return count > modelsMax ? [{ what, why: says.tooMany }] : []
}
