// Everybody around an installation, in the network namespace of a test: an engine at an address, one behind a name, the name
// server, a witness, a time-stamping authority, a collector of traces, a transit engine, and a proxy that nobody may use.
import { generateKeyPairSync } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'

import type { ConfigInput } from '@stellwerk/contract/config'

import { sha256 } from '../../packages/server/src/primitives.ts'
import { formatVerifierKey, verifierKey } from '../../packages/tlog/src/format/note.ts'
import { clearLamps } from '../gateway/inside.ts'

/** Where each of them stands. Of 10.77.0.0/24 the namespace has only what is set up before; 127.0.0.0/8 is all its own. */
export const places = {
  engine: { host: '127.0.0.2', port: 8001 },
  namedEngine: { host: '10.77.0.10', port: 8002 },
  nameServer: { host: '10.77.0.53', port: 53 },
  witness: { host: '127.0.0.3', port: 8003 },
  authority: { host: '10.77.0.11', port: 8004 },
  collector: { host: '127.0.0.4', port: 4318 },
  transit: { host: '127.0.0.5', port: 8200 },
  provider: { host: '127.0.0.6', port: 8006 },
  proxy: { host: '10.77.0.99', port: 3128 },
} as const

export type Townsman = keyof typeof places

/** What only the name server of the town knows, with and without the dot at its end. */
const engineName = 'engine.stellwerk.test'

/** Of a witness that never confirms anything: what counts here is that it is asked. */
function witnessVkey(): string {
  const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
  const publicKey = new Uint8Array(Buffer.from(x, 'base64url'))
  return formatVerifierKey(verifierKey({ name: 'witness.example', type: 'cosignature/v1', publicKey }, sha256))
}

export const townConfig = (folder: string, port: number): ConfigInput => ({
  data: `${folder}/data`,
  listen: { host: '127.0.0.1', port },
  upstreams: [
    { id: 'a', kind: 'vllm', url: urlOf('engine'), health: { everyMs: 500 } },
    {
      id: 'b',
      kind: 'ollama',
      url: `http://${engineName}:${places.namedEngine.port}`,
      health: { everyMs: 500 },
      place: { operator: 'ownHouse', country: 'DE' },
    },
  ],
  deployments: [
    { id: 'a', model: 'model-a', upstream: 'a' },
    { id: 'b', model: 'model-b', upstream: 'b' },
  ],
  useCases: [{ id: 'test', title: 'Test', state: 'active', deployments: ['a', 'b'], lamps: clearLamps }],
  frontEnds: [
    {
      id: 'portal',
      networks: ['127.0.0.0/8'],
      person: {
        method: 'oidc',
        issuer: urlOf('provider'),
        audience: 'stellwerk',
        jwksUrl: `${urlOf('provider')}/keys`,
      },
    },
  ],
  journal: {
    witnesses: [{ vkey: witnessVkey(), url: urlOf('witness') }],
    timestamp: { url: urlOf('authority'), roots: `${folder}/roots.pem` },
  },
  vault: { key: { transit: { url: urlOf('transit'), key: 'stellwerk', token: 'env:TRANSIT_TOKEN' } } },
  traces: { endpoint: urlOf('collector') },
})

/** Calls at each of them since they opened. */
export interface Town {
  readonly calls: Readonly<Record<Townsman, () => number>>
  readonly close: () => void
}

export async function openTown(): Promise<Town> {
  const counts = new Map<Townsman, number>()
  const count = (who: Townsman): void => void counts.set(who, (counts.get(who) ?? 0) + 1)
  const serve = (who: Townsman, answer: (request: Request) => Response | Promise<Response>) =>
    Bun.serve({
      hostname: places[who].host,
      port: places[who].port,
      fetch(request) {
        count(who)
        return answer(request)
      },
    })
  const servers = [
    serve('engine', engineAnswer),
    serve('namedEngine', engineAnswer),
    serve('witness', () => new Response('', { status: 500 })),
    serve('authority', () => new Response('', { status: 500 })),
    serve('collector', () => Response.json({})),
    serve('transit', transitAnswer),
    serve('provider', () => new Response('', { status: 500 })),
    serve('proxy', () => new Response('', { status: 502 })),
  ]
  const names = createSocket('udp4')
  names.on('message', (query, from) => {
    count('nameServer')
    names.send(nameAnswer(query), from.port, from.address)
  })
  names.bind(places.nameServer.port, places.nameServer.host)
  await once(names, 'listening')
  const townsmen = Object.keys(places) as Townsman[] // The keys of the object just above.
  return {
    calls: Object.fromEntries(townsmen.map((who) => [who, () => counts.get(who) ?? 0])) as Town['calls'], // One for each.
    close: () => {
      servers.forEach((server) => void server.stop(true))
      names.close()
    },
  }
}

export function urlOf(who: Townsman): string {
  return `http://${places[who].host}:${places[who].port}`
}

async function engineAnswer(request: Request): Promise<Response> {
  if (request.method === 'GET') return Response.json({ object: 'list', data: [] })
  const { stream } = (await request.json()) as { readonly stream?: boolean }
  const choice = { index: 0, finish_reason: 'stop' }
  const about = { id: 'x', created: 1, model: 'e', usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } }
  if (stream !== true) {
    const choices = [{ ...choice, message: { role: 'assistant', content: 'ok' } }]
    return Response.json({ ...about, object: 'chat.completion', choices })
  }
  const choices = [{ ...choice, delta: { role: 'assistant', content: 'ok' } }]
  const event = JSON.stringify({ ...about, object: 'chat.completion.chunk', choices })
  const headers = { 'content-type': 'text/event-stream' }
  return new Response(`data: ${event}\n\ndata: [DONE]\n\n`, { headers })
}

/** Wraps nothing at all, and gives it back. */
async function transitAnswer(request: Request): Promise<Response> {
  const { plaintext, ciphertext } = (await request.json()) as {
    readonly plaintext?: string
    readonly ciphertext?: string
  }
  const data = ciphertext === undefined ? { ciphertext: `vault:v1:${plaintext}` } : { plaintext: ciphertext.slice(9) }
  return Response.json({ data })
}

/** RFC 1035 § 4.1: the address of the engine to a question for an IPv4 address, otherwise no record. */
function nameAnswer(query: Buffer): Buffer {
  const end = query.indexOf(0, 12) + 5
  const question = query.subarray(12, end)
  const type = question.readUInt16BE(question.length - 4)
  const isOurs = question.toString('latin1').includes('stellwerk') && type === 1
  const header = Buffer.alloc(12)
  query.copy(header, 0, 0, 2)
  header.writeUInt16BE(0x81_80, 2) // Answer, recursion asked for and available, no error.
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(isOurs ? 1 : 0, 6)
  const record = Buffer.from([
    0xc0,
    12,
    0,
    1,
    0,
    1,
    0,
    0,
    0,
    1,
    0,
    4,
    ...places.namedEngine.host.split('.').map(Number),
  ])
  return Buffer.concat([header, question, isOurs ? record : Buffer.alloc(0)])
}
