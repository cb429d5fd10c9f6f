// Runs inside a network namespace that has nothing but loopback and the addresses of the town (./town.ts): the product, watched call
// by call, with an environment that wants everything to pass a proxy. Prints what it tried to reach.
//
//   bun scene.ts FOLDER COMMAND…
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'

import type { EgressReport } from '@stellwerk/contract/egress'

import { openTown, type Townsman, townConfig, urlOf } from './town.ts'
import { type Tried, triedIn, watching } from './traced.ts'

/** What happened, for the test outside. */
export interface Scene {
  readonly tried: Readonly<Record<string, Tried>>
  readonly exitCodes: Readonly<Record<string, number | null>>
  readonly report: EgressReport
  readonly calls: Readonly<Record<Townsman, number>>
  readonly statuses: readonly number[]
  /** Calls at the proxy when a plain program asked with the same environment: the way there is open. */
  readonly proxyOpen: number
}

const [folder = '', ...command] = process.argv.slice(2)
const port = 7373
const patienceMs = 30_000
const configFile = join(folder, 'stellwerk.yaml')
const proxy = urlOf('proxy')
/** Every spelling that somebody may have set. */
const proxyNames = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy', 'Http_Proxy']
const env = {
  PATH: process.env['PATH'],
  TRANSIT_TOKEN: 'token',
  ...Object.fromEntries(proxyNames.map((name) => [name, proxy])),
  NO_PROXY: '',
  no_proxy: '',
}

const tried: Record<string, Tried> = {}
const exitCodes: Record<string, number | null> = {}

async function until(what: string, is: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patienceMs
  while (!(await is())) {
    if (performance.now() > deadline) throw new Error(`not within ${patienceMs} ms: ${what}`)
    await Bun.sleep(20)
  }
}

function start(name: string, words: readonly string[]) {
  const file = join(folder, `${name.replaceAll(/\W/g, '-')}.trace`)
  const child = Bun.spawn([...watching(file), ...words], { cwd: folder, env, stdin: 'ignore', stderr: 'pipe' })
  let out = ''
  const ended = (async () => {
    const decoder = new TextDecoder()
    for await (const bytes of child.stdout) out += decoder.decode(bytes, { stream: true })
    const err = await new Response(child.stderr).text()
    exitCodes[name] = await child.exited
    tried[name] = triedIn(file)
    return { out, err }
  })()
  return { output: () => out, ended }
}

const run = (name: string, ...words: readonly string[]) =>
  start(name, [...command, ...words, '--config', configFile]).ended

async function post(key: string, model: string, stream: boolean, more: Record<string, string> = {}): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
    method: 'POST',
    proxy: '',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...more },
    body: JSON.stringify({ model, stream, messages: [{ role: 'user', content: 'Hallo' }] }),
  })
  await answer.text()
  return answer.status
}

/** Starts the server and resolves when it serves, with its own pid, which a launcher may stand before. */
async function serve(name: string) {
  const { output, ended } = start(name, [...command, 'serve', '--config', configFile])
  const pid = () => Number(/"pid":(\d+)/.exec(output())?.[1] ?? 0)
  await until(`${name} is ready`, () => pid() > 0)
  const end = (signal: NodeJS.Signals) => {
    process.kill(pid(), signal)
    return ended
  }
  return { end }
}

async function serveAndCall(key: () => Promise<string>, portalKey: () => Promise<string>): Promise<readonly number[]> {
  const server = await serve('serve')
  const issued = await key()
  const statuses: number[] = []
  for (const model of ['model-a', 'model-b']) {
    await until(`${model} is reachable`, async () => {
      const status = await post(issued, model, false)
      if (status === 200) statuses.push(status)
      return status === 200
    })
    statuses.push(await post(issued, model, true))
  }
  // Signed by nobody; but who has signed is only known once the keys of the provider are there.
  const part = (what: object) => Buffer.from(JSON.stringify(what)).toString('base64url')
  const claims = { iss: urlOf('provider'), aud: 'stellwerk', sub: 'user-1', exp: Math.floor(Date.now() / 1_000) + 60 }
  const token = `${part({ alg: 'RS256', kid: 'k' })}.${part(claims)}.${part({})}`
  statuses.push(await post(await portalKey(), 'model-a', false, { 'x-stellwerk-user-token': token }))
  const asked: readonly Townsman[] = [
    'engine',
    'namedEngine',
    'nameServer',
    'witness',
    'authority',
    'collector',
    'transit',
    'provider',
  ]
  for (const who of asked) await until(`${who} is asked`, () => town.calls[who]() > 0)
  await run('doctor', 'doctor')
  await run('journal stats', 'journal', 'stats')
  await run('keys list', 'keys', 'list')
  await run('backup', 'backup', '--out', join(folder, 'backup'))
  await server.end('SIGTERM')
  return statuses
}

const town = await openTown()
// Any certificate: the authority of the town never answers with a stamp.
writeFileSync(join(folder, 'roots.pem'), rootCertificates[0] ?? '')
writeFileSync(configFile, JSON.stringify(townConfig(folder, port)))
const { out, err } = await run('doctor egress', 'doctor', 'egress', '--json')
const report = JSON.parse(out === '' ? JSON.stringify({ err }) : out) as EgressReport // Its own output; the test looks into it.
const keyOf = async (...words: readonly string[]): Promise<string> => {
  const created = await run('keys create', 'keys', 'create', '--use-case', 'test', '--json', ...words)
  return (JSON.parse(created.out) as { key: string }).key
}
const statuses = await serveAndCall(
  () => keyOf('--owner', 'test'),
  () => keyOf('--kind', 'frontend', '--front-end', 'portal'),
)
await run('journal verify', 'journal', 'verify')
await run('config check', 'config', 'check')
await start('demo', [...command, 'demo']).ended
await start('help', [...command, '--help']).ended

// A crash: nobody is told about it, and no other program is started for it.
await (await serve('crash')).end('SIGSEGV')

const calls = Object.fromEntries(Object.entries(town.calls).map(([who, count]) => [who, count()])) as Scene['calls'] // The same keys.
// The counter-test: the same environment leads any other program to the proxy, and the watching sees it.
await start('control', [process.execPath, '-e', `await fetch('${urlOf('engine')}').catch(() => 0)`]).ended
const scene: Scene = { tried, exitCodes, report, calls, statuses, proxyOpen: town.calls.proxy() - calls.proxy }
writeFileSync(join(folder, 'scene.json'), JSON.stringify(scene))
town.close()
process.exit(0)
