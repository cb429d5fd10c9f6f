import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { ConfigInput } from '@stellwerk/contract/config'

/** The product as an operator has it: a process of its own, a file, a key. */
export interface Stellwerk {
  /** Root of the listener, without a closing slash. */
  readonly url: string
  /** Base for clients: with `/v1`. */
  readonly baseURL: string
  /** Key of the first use case. */
  readonly key: string
  /** Both, as client libraries take them. */
  readonly target: { readonly baseURL: string; readonly apiKey: string }
  readonly pid: number
  /** Folder with the configuration and the data; removed by `stop`. */
  readonly folder: string
  readonly configFile: string
  /** Runs a command line with the same configuration to its end. */
  readonly run: (...words: readonly string[]) => Promise<Ran>
  /** A key for one use case, made with the command line. */
  readonly createKey: (useCaseId: string) => Promise<string>
  /** What the process wrote so far: its log. */
  readonly output: () => string
  /** Ends the process as a service manager does and removes the folder; resolves with the exit code. */
  readonly stop: () => Promise<number>
}

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

const launcher = fileURLToPath(new URL('../bin/stellwerk', import.meta.url))
const readyTimeoutMs = 10_000
const readyPollMs = 20
const stopTimeoutMs = 8_000

/** All four lamps clear, long enough for every test. */
const clearLamps = (() => {
  const statement = { state: 'clear', statedBy: 'test', source: 'test', validUntil: '2099-01-01' } as const
  return { licence: statement, dataProtection: statement, governance: statement, security: statement }
})()

/** An active use case with clear lamps for these deployments, with every kind of media. */
export function openUseCase(id: string, deployments: readonly string[]): NonNullable<ConfigInput['useCases']>[number] {
  const media = ['image', 'audio', 'file'] as const
  return { id, title: id, state: 'active', deployments: [...deployments], media: [...media], lamps: clearLamps }
}

/**
 * Starts `bin/stellwerk serve` with this configuration on a free port and makes a key for its first use case.
 *
 * @param command another executable, for example a compiled one
 * @example
 * const stellwerk = await startStellwerk({ upstreams: […], deployments: […], useCases: [openUseCase('test', ['d1'])] })
 * await fetch(`${stellwerk.baseURL}/models`, { headers: { authorization: `Bearer ${stellwerk.key}` } })
 * await stellwerk.stop()
 */
export async function startStellwerk(config: ConfigInput, command = launcher): Promise<Stellwerk> {
  const folder = await mkdtemp(join(tmpdir(), 'stellwerk-test-'))
  const configFile = join(folder, 'stellwerk.yaml')
  const port = await freePort()
  const whole = { data: './data', ...config, listen: { host: '127.0.0.1', port } }
  await writeFile(configFile, JSON.stringify(whole)) // YAML 1.2 contains JSON.

  const child = Bun.spawn([command, 'serve', '--config', configFile], {
    cwd: folder,
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  // A test run that is cut short must not leave a process behind.
  const killOnExit = () => child.kill('SIGKILL')
  process.once('exit', killOnExit)
  const output = collect([child.stdout, child.stderr])

  const url = `http://127.0.0.1:${port}`
  const stop = async () => {
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
    const code = await child.exited
    clearTimeout(timer)
    process.off('exit', killOnExit)
    await rm(folder, { recursive: true, force: true })
    return code
  }
  const run = (...words: readonly string[]) => runCommand([command, ...words, '--config', configFile], folder)
  const createKey = async (useCaseId: string) => keyIn(await run('keys', 'create', '--use-case', useCaseId, '--json'))
  try {
    await becomesReady(url, child)
    const first = config.useCases?.[0]?.id
    const key = first === undefined ? '' : await createKey(first)
    const target = { baseURL: `${url}/v1`, apiKey: key }
    return {
      url,
      baseURL: target.baseURL,
      key,
      target,
      pid: child.pid,
      folder,
      configFile,
      run,
      createKey,
      output,
      stop,
    }
  } catch (error) {
    await stop()
    throw new Error(`stellwerk did not start; it wrote:\n${output()}`, { cause: error })
  }
}

async function runCommand(command: string[], cwd: string): Promise<Ran> {
  const child = Bun.spawn(command, { cwd, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' })
  const [code, stdout, stderr] = await Promise.all([
    child.exited,
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ])
  return { code, stdout, stderr }
}

function keyIn({ code, stdout, stderr }: Ran): string {
  if (code !== 0) throw new Error(`keys create ended with ${code}: ${stderr}${stdout}`)
  const { key } = JSON.parse(stdout) as { key: string } // Our own command; a wrong shape fails the next request.
  return key
}

async function becomesReady(url: string, child: Bun.Subprocess): Promise<void> {
  const deadline = performance.now() + readyTimeoutMs
  while (child.exitCode === null) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    if (performance.now() > deadline) throw new Error(`not ready within ${readyTimeoutMs} ms`)
    await Bun.sleep(readyPollMs)
  }
  throw new Error(`it ended with ${child.exitCode}`)
}

/** A port that was free a moment ago. Nobody else on the machine is told, so a test may lose this race once in a blue moon. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // A TCP listener: never a path.
  server.close()
  await once(server, 'close')
  return port
}

function collect(streams: readonly ReadableStream<Uint8Array>[]): () => string {
  let text = ''
  for (const stream of streams) {
    const decoder = new TextDecoder()
    void (async () => {
      for await (const bytes of stream) text += decoder.decode(bytes, { stream: true })
    })()
  }
  return () => text
}
