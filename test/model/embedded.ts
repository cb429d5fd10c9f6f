import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { ConfigInput } from '@stellwerk/contract/config'

import { openUseCase, startStellwerk, type Stellwerk } from '../stellwerk.ts'
import { fetchModel, type ModelFiles, ModelMissing } from './fetch.ts'

/** The product with SmolLM2 in its embedded engine, as model `smollm2`. */
export interface Embedded {
  readonly stellwerk: Stellwerk
  /** Asks the engine itself, past the gateway. */
  readonly ask: (path: string, body?: object) => Promise<Response>
  /** Whether the engine computes an answer now. */
  readonly isBusy: () => Promise<boolean>
  /** Resolves when the log holds the text so many times. */
  readonly logged: (text: string, count?: number) => Promise<void>
  readonly stop: () => Promise<void>
}

const pollMs = 10
const loadMs = 20_000

/** What the lane needs; undefined, and said so, where this machine cannot have it. */
export async function modelOrSkip(): Promise<ModelFiles | undefined> {
  return fetchModel((line) => process.stderr.write(`${line}\n`)).catch((error: unknown) => {
    // Where the lane is promised, a machine that cannot run it is a failure.
    if (!(error instanceof ModelMissing) || process.env['CI'] === 'true') throw error
    process.stderr.write(`Skipped: tests with a real model (${error.message}).\n`)
    return undefined
  })
}

/**
 * @param upstream beyond what is needed, or instead of it
 * @param command another executable than the launcher
 */
export async function startEmbedded(files: ModelFiles, upstream: object = {}, command?: string): Promise<Embedded> {
  const data = await mkdtemp(join(tmpdir(), 'stellwerk-model-'))
  await mkdir(join(data, 'engines'))
  await symlink(files.package, join(data, 'stellwerk-engine'))
  const engine = { id: 'engine', kind: 'embedded', model: files.weights, contextTokens: 1_024, threads: 1, ...upstream }
  const stellwerk = await startStellwerk(
    {
      data,
      upstreams: [engine as NonNullable<ConfigInput['upstreams']>[number]], // The configuration is parsed when it starts.
      deployments: [{ id: 'smollm2', model: 'smollm2', upstream: 'engine' }],
      useCases: [openUseCase('test', ['smollm2'])],
    },
    command,
  )
  const ask = (path: string, body?: object) =>
    fetch(`http://localhost${path}`, {
      unix: join(data, 'engines/engine/socket'),
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    })
  return {
    stellwerk,
    ask,
    isBusy: async () => ((await (await ask('/slots')).json()) as { busy: number }).busy > 0,
    logged: (text, count = 1) => logged(stellwerk, text, count),
    stop: async () => {
      await stellwerk.stop()
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** The same, and the model is loaded. */
export async function startLoaded(files: ModelFiles, upstream: object = {}, command?: string): Promise<Embedded> {
  const embedded = await startEmbedded(files, upstream, command)
  try {
    await embedded.logged('"isReachable":true')
    return embedded
  } catch (error) {
    await embedded.stop()
    throw error
  }
}

async function logged(stellwerk: Stellwerk, text: string, count: number): Promise<void> {
  const until = performance.now() + loadMs
  while (stellwerk.output().split(text).length <= count) {
    if (performance.now() > until) throw new Error(`the log lacks ${text}:\n${stellwerk.output()}`)
    await Bun.sleep(pollMs)
  }
}

/** Waits until the engine is busy or free; the timeout of the test bounds it. */
export async function untilBusy({ isBusy }: Embedded, wanted: boolean): Promise<void> {
  while ((await isBusy()) !== wanted) await Bun.sleep(pollMs)
}
