import type { BuiltInKind, EngineKind } from '@stellwerk/contract/endpoint'

/** An inference server that answered on this machine. */
export interface LocalEngine {
  readonly kind: Exclude<EngineKind, BuiltInKind>
  /** As people call it. */
  readonly name: string
  readonly url: string
  readonly models: readonly string[]
}

interface Place {
  readonly name: string
  readonly kind: LocalEngine['kind']
  readonly port: number
  /** Answers 200 on this kind of server and not on the others, since they share ports. */
  readonly sign: string
}

/** Where the usual servers listen unless told otherwise. */
const places: readonly Place[] = [
  { name: 'Ollama', kind: 'ollama', port: 11_434, sign: '/api/version' },
  { name: 'LM Studio', kind: 'openaiCompatible', port: 1_234, sign: '/api/v0/models' },
  { name: 'SGLang', kind: 'sglang', port: 30_000, sign: '/get_model_info' },
  { name: 'llama.cpp', kind: 'llamaCpp', port: 8_080, sign: '/props' },
  { name: 'vLLM', kind: 'vllm', port: 8_000, sign: '/version' },
]

/** Milliseconds. A server on this machine answers at once or is not there. */
const probeMs = 400

/** More models than this is a zoo; they are chosen in the configuration. */
const modelsMax = 50

const modelName = /^[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}$/

/**
 * Looks for inference servers on the usual ports of this machine, and asks each for its models. Sends nothing anywhere
 * else, and no credentials.
 *
 * @param ports where to look instead of the usual ports, by name of the place; for tests
 */
export async function findLocalEngines(ports: Readonly<Record<string, number>> = {}): Promise<readonly LocalEngine[]> {
  const found = await Promise.all(places.map((place) => probe({ ...place, port: ports[place.name] ?? place.port })))
  return found.filter((engine) => engine !== undefined)
}

async function probe(place: Place): Promise<LocalEngine | undefined> {
  const url = `http://127.0.0.1:${place.port}`
  const [sign, listing] = await Promise.all([ask(`${url}${place.sign}`), ask(`${url}/v1/models`)])
  if (sign === undefined || listing === undefined) return undefined
  const models = modelsIn(listing)
  return models.length === 0 ? undefined : { kind: place.kind, name: place.name, url, models }
}

/** The JSON of a 200, or undefined. Something else may be listening there; whatever it says is no engine. */
async function ask(url: string): Promise<unknown> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(probeMs) })
    return answer.status === 200 ? await answer.json() : undefined
  } catch {
    return undefined
  }
}

function modelsIn(listing: unknown): readonly string[] {
  if (typeof listing !== 'object' || listing === null || !('data' in listing) || !Array.isArray(listing.data)) return []
  const ids = listing.data.map((model: unknown) =>
    typeof model === 'object' && model !== null && 'id' in model ? model.id : undefined,
  )
  return ids.filter((id): id is string => typeof id === 'string' && modelName.test(id)).slice(0, modelsMax)
}
