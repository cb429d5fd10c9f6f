// Hands commands what they need to know which models there are: files, and the ways to hubs and engines.
import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'

import type { UpstreamConfig } from '@stellwerk/contract/config'
import { secretRef } from '@stellwerk/contract/config-shapes'
import type { Text } from '@stellwerk/contract/language'

import { engineMaterial } from './certificate-wiring.ts'
import { mayFetch } from './embedded/files/source.ts'
import {
  InventoryRefused,
  type InventoryOffice,
  type LitellmWish,
  type MadeObjects,
  type UpstreamWish,
} from './inventory-office.ts'
import type { Ask } from './inventory/asking.ts'
import { type EngineAt, engineModels, type EngineTold } from './inventory/engine-models.ts'
import { addServed, addUpstream } from './inventory/engine-objects.ts'
import { readFactsFile } from './inventory/facts-file.ts'
import { modelAtHub, parseHubName } from './inventory/hub.ts'
import { addLitellm, litellmBytesMax, parseLitellm } from './inventory/litellm.ts'
import { addModels, ObjectMaker } from './inventory/objects.ts'
import { scanModels } from './inventory/scan.ts'
import { resolveSecret } from './secret.ts'
import { addressOf, systemResolve } from './upstream/address.ts'
import { readUpTo } from './upstream/bounded-body.ts'
import { fetchTls } from './upstream/tls.ts'

const huggingFace = 'https://huggingface.co'

/** Bytes of one answer, and milliseconds until it has come. Lists of large repositories have some hundred thousand. */
const [answerBytesMax, answerMs] = [16_777_216, 30_000] as const

/** Hugging Face takes two; more is a loop. */
const redirectsMax = 5

/** @param world.version of this program */
export function openInventory({ version }: { readonly version: string }): InventoryOffice {
  const by = `stellwerk ${version}`
  return {
    scan: (wish) => scanModels(wish, by),
    readFacts: readFactsFile,
    objectsOf: ({ facts, on, by: measuredBy, digest }, making) => {
      const maker = new ObjectMaker()
      const origin = { provenance: 'measured', statedBy: measuredBy, source: `facts ${digest}`, on } as const
      addModels(maker, facts.models, { ...making, by, origin })
      return madeBy(maker)
    },
    fromHub: async (wish, making) => {
      const endpoint = hubAddress(wish.endpoint)
      const name = parseHubName(wish.name)
      const model = await modelAtHub(name, { ask: hubAsk(endpoint), endpoint, isOffline: wish.isOffline, wish, by })
      const source = `${endpoint}/${model.name}/tree/${model.revision}`
      const maker = new ObjectMaker()
      const origin = { provenance: 'declared', statedBy: new URL(endpoint).host, source, on: wish.on } as const
      addModels(maker, [model], { ...making, by, origin })
      return madeBy(maker)
    },
    fromUpstream: async (wish) => {
      const maker = new ObjectMaker()
      const engine = upstreamOf(wish)
      addServed(maker, engine, await told(engine), { by, on: wish.on, catalogue: wish.catalogue.catalogue })
      return madeBy(maker)
    },
    fromLitellm: async (wish) => {
      const maker = new ObjectMaker()
      const upstreams = addLitellm(maker, parseLitellm(await litellmText(wish)), wish.on)
      return { ...madeBy(maker), upstreams }
    },
    fromEngine: async ({ id, kind, url, on, catalogue }) => {
      const maker = new ObjectMaker()
      const engine = { id, kind, ask: engineAsk({ url: plainAddress(url) }) }
      const answer = await told(engine)
      addUpstream(maker, engine, on, answer.version)
      addServed(maker, engine, answer, { by, on, catalogue: catalogue.catalogue })
      return { ...madeBy(maker), upstreams: [{ id, kind, url: plainAddress(url), needsKey: false }] }
    },
  }
}

/** @throws InventoryRefused */
async function litellmText({ source, cwd, key, env }: LitellmWish): Promise<string> {
  if (!/^https?:\/\//i.test(source)) return litellmFile(resolve(cwd, source), source)
  const url = new URL(plainAddress(source))
  const isFile = /\.ya?ml$/i.test(url.pathname)
  const headers =
    key === undefined ? {} : { authorization: `Bearer ${resolveSecret(secretRef.parse(key), env).reveal()}` }
  const ask = engineAsk({ url: isFile ? url.origin : url.href, headers })
  const answer = await ask(isFile ? url.pathname : '/model/info')
  if (answer?.status === 200) return new TextDecoder().decode(answer.bytes)
  const status = answer === undefined ? '–' : answer.status
  throw refusal('engine_unreachable', {
    de: `${source} gibt seine Modelle nicht heraus (${status}); ein laufendes LiteLLM verlangt seinen Hauptschlüssel: --key env:NAME`,
    en: `${source} does not hand out its models (${status}); a running LiteLLM wants its master key: --key env:NAME`,
  })
}

function litellmFile(path: string, shown: string): string {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats?.isFile() === true && stats.size <= litellmBytesMax) return readFileSync(path, 'utf8')
  throw refusal('path_unreadable', {
    de: `${shown} ist keine Datei mit höchstens ${litellmBytesMax} Byte`,
    en: `${shown} is no file of at most ${litellmBytesMax} bytes`,
  })
}

function madeBy({ objects, left }: ObjectMaker): MadeObjects {
  return { objects, left, upstreams: [] }
}

async function told(engine: EngineAt): Promise<EngineTold> {
  const answer = await engineModels(engine)
  if (answer.models !== undefined) return answer
  throw refusal('engine_unreachable', {
    de: `${engine.id} nennt keine Modelle: Läuft die Maschine, ist es die richtige Art (${engine.kind}), stimmt ihr Schlüssel?`,
    en: `${engine.id} names no models: does the engine run, is it of the right kind (${engine.kind}), is its key right?`,
  })
}

function upstreamOf({ id, config, env }: UpstreamWish): EngineAt {
  const index = config.upstreams.findIndex((one) => one.id === id)
  const upstream = config.upstreams[index]
  if (upstream === undefined) {
    const known = config.upstreams.map((one) => one.id).join(', ') || '–'
    throw refusal('upstream_unknown', {
      de: `${id} ist weder Datei noch Ordner noch Upstream der Konfiguration (${known})`,
      en: `${id} is neither a file nor a folder nor an upstream of the configuration (${known})`,
    })
  }
  return { id, kind: upstream.kind, ask: 'url' in upstream ? engineAsk(wayTo(upstream, index, env)) : nobody }
}

const nobody: Ask = () => Promise.resolve(undefined)

interface Way {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly tls?: ReturnType<typeof fetchTls>
}

/** As the request path goes there: its key, its authorities, its certificate. */
function wayTo(upstream: Extract<UpstreamConfig, { url: string }>, index: number, env: UpstreamWish['env']): Way {
  const { url, key, tls } = upstream
  const quiet = { isOn: () => false, event: () => undefined, flush: () => undefined, close: () => undefined }
  const material =
    tls === undefined ? undefined : engineMaterial(`upstreams[${index}].tls`, tls, env, quiet).current().material
  const isEncrypted = url.startsWith('https:')
  return {
    url,
    ...(key === undefined ? {} : { headers: { authorization: `Bearer ${resolveSecret(key, env).reveal()}` } }),
    ...(isEncrypted ? { tls: fetchTls(new URL(url), tls?.serverName, material) } : {}),
  }
}

/** To the address that was checked, and nowhere else: an engine that redirects would choose the next one itself. */
function engineAsk({ url, headers, tls: own }: Way): Ask {
  const base = new URL(url)
  const tls = base.protocol === 'https:' ? (own ?? fetchTls(base, undefined, undefined)) : undefined
  return async (path, body) => {
    try {
      const address = await addressOf(base, systemResolve)
      const host = address.includes(':') ? `[${address}]` : address
      const origin = `${base.protocol}//${host}${base.port === '' ? '' : `:${base.port}`}`
      const answer = await fetch(`${origin}${base.pathname.replace(/\/+$/, '')}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { ...asksPlainly, host: base.host, ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'manual',
        decompress: false,
        signal: AbortSignal.timeout(answerMs),
        ...(tls === undefined ? {} : { tls }),
      })
      return await whole(answer)
    } catch {
      return undefined // Late, gone, barred or broken off: nobody answered.
    }
  }
}

const asksPlainly = {
  accept: 'application/json, */*',
  'content-type': 'application/json',
  'accept-encoding': 'identity',
  'user-agent': 'stellwerk',
} as const

/** Follows redirects itself: each of them has to lead to where we may fetch from. No credentials go anywhere. */
function hubAsk(endpoint: string): Ask {
  return async (path) => {
    let at = new URL(endpoint + path)
    try {
      for (let count = 0; count <= redirectsMax; count++) {
        const answer = await fetch(at, {
          headers: asksPlainly,
          redirect: 'manual',
          decompress: false,
          signal: AbortSignal.timeout(answerMs),
        })
        const location = answer.headers.get('location')
        if (answer.status < 300 || answer.status > 399 || location === null) return await whole(answer)
        await answer.body?.cancel()
        const next = URL.canParse(location, at.href) ? new URL(location, at.href) : undefined
        if (next === undefined || !mayFetch(next) || next.protocol !== at.protocol) return undefined
        at = next
      }
    } catch {
      return undefined // Late, gone or broken off: nobody answered.
    }
    return undefined
  }
}

/** An answer that is too long counts as none. */
async function whole(answer: Response): ReturnType<Ask> {
  const bytes = await readUpTo(answer, answerBytesMax + 1)
  return bytes.length > answerBytesMax ? undefined : { status: answer.status, bytes }
}

function hubAddress(endpoint: string | undefined): string {
  const text = endpoint ?? huggingFace
  if (URL.canParse(text) && mayFetch(new URL(text))) return plainAddress(text)
  throw refusal('source_unusable', {
    de: `${text} ist keine Adresse mit https:// (http:// nur zu diesem Rechner)`,
    en: `${text} is no address with https:// (http:// to this machine only)`,
  })
}

/** Without a closing slash; credentials in an address would be written into files. */
function plainAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  if (isPlain && url.search === '' && url.hash === '') return url.href.replace(/\/+$/, '')
  throw refusal('source_unusable', {
    de: 'das ist keine Adresse mit http:// oder https:// ohne Zugangsdaten, Abfrage und Fragment',
    en: 'that is no http:// or https:// address without credentials, query and fragment',
  })
}

function refusal(code: InventoryRefused['code'], text: Text): InventoryRefused {
  return new InventoryRefused(code, text)
}
