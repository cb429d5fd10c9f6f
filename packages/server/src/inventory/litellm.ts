// A configuration of LiteLLM as objects of ours: engines, models and names. What has no counterpart is named, and secrets stay where they
// are: not one value of a key that could be one is ever looked at.
import type { EngineKind, Endpoint } from '@stellwerk/contract/endpoint'
import type { Text } from '@stellwerk/contract/language'
import { fieldOf, isMapping } from '@stellwerk/licences/readers/json-mapping'
import { parse } from 'yaml'

import { InventoryRefused, type LeftOut, type MachineUpstream } from '../inventory-office.ts'
import { listIn, textIn } from './asking.ts'
import { modelNameOf, slugOf } from './object-ids.ts'
import { cut, type ObjectMaker } from './objects.ts'
import { leftReasons, reasonFor } from './litellm-reasons.ts'

/** Aliases in a file. Blocks of parameters are shared by some dozen models. */
const aliasesMax = 100

/** Bytes of a file. */
export const litellmBytesMax = 4_194_304

/** Engines by the word before the slash (LiteLLM 1.9x, docs of providers; checked 2026-11-24). */
const engineOf: Readonly<Record<string, EngineKind>> = {
  hosted_vllm: 'vllm',
  vllm: 'vllm',
  ollama: 'ollama',
  ollama_chat: 'ollama',
  llamafile: 'llamaCpp',
  lm_studio: 'openaiCompatible',
  openai: 'openaiCompatible',
  'text-completion-openai': 'openaiCompatible',
  custom_openai: 'openaiCompatible',
  huggingface: 'tgi',
}

/** Where Ollama listens when nobody says otherwise. */
const ollamaUrl = 'http://localhost:11434'

const endpointsOf: Readonly<Record<string, readonly Endpoint[]>> = {
  chat: ['chat/completions', 'responses', 'messages', 'messages/count_tokens'],
  responses: ['chat/completions', 'responses', 'messages', 'messages/count_tokens'],
  completion: ['completions'],
  embedding: ['embeddings'],
  rerank: ['rerank'],
}

/**
 * The models in a configuration file, or in the answer of `/model/info`.
 *
 * @throws InventoryRefused
 */
export function parseLitellm(text: string): unknown {
  try {
    const value: unknown = parse(text, { maxAliasCount: aliasesMax, logLevel: 'error', prettyErrors: false })
    if (isMapping(value)) return value
  } catch {
    // Said below: what is wrong with it may quote a secret.
  }
  throw new InventoryRefused('source_unusable', {
    de: 'das ist keine Konfiguration von LiteLLM: YAML mit model_list, oder die Antwort von /model/info',
    en: 'that is no configuration of LiteLLM: YAML with model_list, or the answer of /model/info',
  })
}

/** Adds what can be taken over, and says what cannot. */
export function addLitellm(maker: ObjectMaker, value: unknown, on: string): readonly MachineUpstream[] {
  const upstreams = new Upstreams()
  const components = new Map<string, string>()
  const rows = [...listIn(value, 'model_list'), ...listIn(value, 'data')]
  for (const [at, row] of rows.entries()) {
    const name = textIn(row, 'model_name') ?? `model_list[${at}]`
    const found = modelIn(row, name)
    if ('why' in found) maker.leave(name, found.why)
    else addModel(maker, found, { upstreams, components, on })
  }
  for (const { what, why } of settingsLeft(value, rows)) maker.leave(what, why)
  for (const { id, kind } of upstreams.all) maker.add('upstream', id, { title: id, kind })
  return upstreams.all
}

interface Found {
  readonly model: string
  readonly servedAs: string
  readonly kind: EngineKind
  readonly url: string
  readonly key: { readonly variable?: string } | undefined
  readonly endpoints: readonly Endpoint[] | undefined
}

function modelIn(row: unknown, name: string): Found | { readonly why: Text } {
  const stated = textIn(row, 'litellm_params', 'model') ?? ''
  const own = textIn(row, 'litellm_params', 'custom_llm_provider')
  const slash = stated.indexOf('/')
  const provider = own ?? (slash === -1 ? 'openai' : stated.slice(0, slash))
  const kind = Object.hasOwn(engineOf, provider) ? engineOf[provider] : undefined
  const servedAs = slash !== -1 && stated.slice(0, slash) === provider ? stated.slice(slash + 1) : stated
  if (name.includes('*') || stated.includes('*')) return { why: leftReasons.wildcard }
  if (provider === 'litellm_proxy') return { why: leftReasons.gateway }
  if (kind === undefined) return { why: leftReasons.provider(provider) }
  if (modelNameOf(name) !== name || modelNameOf(servedAs) !== servedAs) return { why: leftReasons.name }
  const url = addressIn(row, kind)
  if (typeof url !== 'string') return url
  const mode = textIn(row, 'model_info', 'mode')
  if (mode !== undefined && !Object.hasOwn(endpointsOf, mode)) return { why: leftReasons.mode(mode) }
  return {
    model: name,
    servedAs,
    kind,
    url,
    key: keyIn(row),
    endpoints: mode === undefined ? undefined : endpointsOf[mode],
  }
}

const fromEnvironment = /^os\.environ\/(?<name>[A-Za-z_][A-Za-z0-9_]{0,254})$/

/** Root of the server: paths with the version are ours to add. */
function addressIn(row: unknown, kind: EngineKind): string | { readonly why: Text } {
  const params = fieldOf(row, 'litellm_params')
  const stated = textIn(params, 'api_base') ?? textIn(params, 'base_url') ?? (kind === 'ollama' ? ollamaUrl : undefined)
  if (stated === undefined) return { why: leftReasons.noAddress }
  const variable = fromEnvironment.exec(stated)?.groups?.['name']
  if (variable !== undefined) return { why: leftReasons.addressElsewhere(variable) }
  const url = URL.canParse(stated) ? new URL(stated) : undefined
  const isPlain = url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  if (!isPlain || url.search !== '' || url.hash !== '') return { why: leftReasons.address }
  if (/(?:^|\.)(?:openai\.com|huggingface\.co)$/.test(url.hostname)) return { why: leftReasons.cloud }
  return url.href.replace(/\/+$/, '').replace(/\/v1$/, '')
}

/** Whether there is a key, and in which variable; never the key. */
function keyIn(row: unknown): Found['key'] {
  const stated = textIn(row, 'litellm_params', 'api_key')
  if (stated === undefined) return undefined
  const variable = fromEnvironment.exec(stated)?.groups?.['name']
  return variable === undefined ? {} : { variable }
}

/** One upstream for each address and kind. */
class Upstreams {
  readonly #byPlace = new Map<string, MachineUpstream>()

  get all(): readonly MachineUpstream[] {
    return [...this.#byPlace.values()]
  }

  take({ kind, url, key }: Found): string {
    const place = `${kind} ${url}`
    const known = this.#byPlace.get(place)
    if (known !== undefined) return known.id
    const stem = slugOf(`${kind} ${new URL(url).host}`)
      .slice(0, 56)
      .replace(/-+$/, '')
    const taken = this.all.map(({ id }) => id)
    const number = taken.filter((id) => id === stem || id.startsWith(`${stem}-`)).length
    const id = number === 0 ? stem : `${stem}-${number + 1}`
    const variable = key?.variable === undefined ? {} : { keyVariable: key.variable }
    this.#byPlace.set(place, { id, kind, url, needsKey: key !== undefined, ...variable })
    return id
  }
}

function addModel(
  maker: ObjectMaker,
  found: Found,
  to: { readonly upstreams: Upstreams; readonly components: Map<string, string>; readonly on: string },
): void {
  const { model, servedAs, endpoints } = found
  const { components, on } = to
  const upstream = to.upstreams.take(found)
  const cited = (fields: readonly string[]) => [
    { fields, provenance: 'declared', statedBy: 'configuration of LiteLLM', on },
  ]
  const component = components.get(servedAs) ?? maker.ids.take('component', servedAs)
  if (!components.has(servedAs)) {
    components.set(servedAs, component)
    maker.add('component', component, {
      title: cut(servedAs),
      kind: 'model',
      name: cut(servedAs),
      citations: cited(['name']),
    })
    maker.leave(`component ${component}`, leftReasons.licence)
  }
  maker.add('deployment', maker.ids.take('deployment', `${model} ${upstream}`), {
    title: cut(`${model} at ${upstream}`),
    model,
    upstream,
    component,
    ...(servedAs === model ? {} : { servedAs }),
    ...(endpoints === undefined ? {} : { endpoints }),
    citations: cited(['model', 'upstream', 'component', ...(servedAs === model ? [] : ['servedAs'])]),
  })
}

/** What of a model is taken over; `id` and `db_model` are LiteLLM's own. */
const takenKeys: Readonly<Record<'litellm_params' | 'model_info', readonly string[]>> = {
  litellm_params: ['model', 'api_base', 'base_url', 'custom_llm_provider'],
  model_info: ['mode', 'id', 'db_model'],
}

/** Every other key, once, with the number of models that have it. */
function settingsLeft(value: unknown, rows: readonly unknown[]): readonly LeftOut[] {
  const ofModels = (['litellm_params', 'model_info'] as const).flatMap((section) =>
    [...countedKeys(rows.map((row) => fieldOf(row, section)))]
      .filter(([key]) => !takenKeys[section].includes(key))
      .map(([key, count]) => ({ what: `${section}.${key} (${count}×)`, why: reasonFor(key) })),
  )
  const sections = keysOf(value).filter((key) => key !== 'model_list' && key !== 'data')
  const others = sections.flatMap((section): readonly LeftOut[] => {
    const keys = keysOf(fieldOf(value, section))
    if (keys.length === 0) return [{ what: section, why: reasonFor(section) }]
    return keys.map((key) => ({
      what: `${section}.${key}`,
      why: section === 'environment_variables' ? leftReasons.secret : reasonFor(key),
    }))
  })
  return [...ofModels, ...others]
}

function countedKeys(values: readonly unknown[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const key of values.flatMap(keysOf)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** Names of keys, never their values. */
function keysOf(value: unknown): readonly string[] {
  return isMapping(value)
    ? Object.keys(value)
        .slice(0, 1_000)
        .map((key) => cut(key, 100))
    : []
}
