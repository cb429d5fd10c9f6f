// Keeps the child process of one embedded engine running: starts it, hears what it says, starts it anew when it ends.
import { mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

import type { Clock } from '../clock.ts'
import { engineProgram, programFolder } from '../program.ts'
import { type EngineEvent, type EngineSettings, engineWords, parseEngineEvent } from './engine/events.ts'
import { confinedEnvironment } from '../confined-environment.ts'
import { findPackage, packageFolders } from './package/place.ts'

/** An engine as the configuration says it. */
export interface KeptEngine extends Omit<EngineSettings, 'package' | 'socket'> {
  /** Id of the upstream. */
  readonly id: string
}

/** What becomes of an engine. */
export type EngineNews =
  | EngineEvent
  | { readonly event: 'packageMissing'; readonly folders: readonly string[] }
  | { readonly event: 'pathTooLong'; readonly socket: string }
  | {
      readonly event: 'ended'
      readonly exitCode: number | null
      readonly signal: string | null
      readonly ranMs: number
      /** Milliseconds until it is started again. */
      readonly pauseMs: number
    }

export interface KeeperWorld {
  readonly dataDirectory: string
  readonly clock: Clock
  readonly tell: (upstream: string, news: EngineNews) => void
  /** It answers now, or does not any more. */
  readonly onChange: (upstream: string) => void
}

/** Milliseconds until an engine that ended is started again: doubled each time, up to the second. */
const [pauseMsMin, pauseMsMax] = [1_000, 30_000] as const

/** Milliseconds after which an engine counts as well: the next end is the first again. */
const wellMs = 60_000

/** Milliseconds between two looks at a file or package that is not as it has to be. */
const lookMs = 2_000

/** Bytes that the path of a socket may have (`sun_path` of Linux is 108, of macOS 104, with a closing zero). */
const socketPathBytesMax = 103

/** Characters of a line of a child. Longer ones are none of ours. */
const lineCharactersMax = 16_384

/**
 * Where the engine of an upstream listens. Each has a folder of its own: one whose model file broke it cannot take the
 * socket of another.
 */
export function engineSocket(dataDirectory: string, upstream: string): string {
  return join(dataDirectory, 'engines', upstream, 'socket')
}

/** How a run ended. */
interface Run {
  readonly ranMs: number
  readonly exitCode: number | null
  readonly signal: string | null
  /** Why it did not load, if it said so. */
  readonly failed: Extract<EngineEvent, { event: 'failed' }>['code'] | undefined
}

export class Keeper {
  readonly #engine: KeptEngine
  readonly #world: KeeperWorld
  readonly #socket: string
  readonly #closing = Promise.withResolvers<void>()
  #isClosed = false
  #child: Bun.Subprocess<'pipe', 'pipe', 'ignore'> | undefined
  #running: Promise<void> = Promise.resolve()

  constructor(engine: KeptEngine, world: KeeperWorld) {
    this.#engine = engine
    this.#world = world
    this.#socket = engineSocket(world.dataDirectory, engine.id)
  }

  start(): void {
    this.#running = this.#keep()
  }

  /** Ends the child. It has nothing to save. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#closing.resolve()
    this.#child?.kill('SIGKILL')
    await this.#running
  }

  async #keep(): Promise<void> {
    if (Buffer.byteLength(this.#socket) > socketPathBytesMax)
      return this.#tell({ event: 'pathTooLong', socket: this.#socket })
    let pauseMs: number = pauseMsMin
    while (!this.#isClosed) {
      const folders = packageFolders(programFolder, this.#world.dataDirectory)
      const found = findPackage(folders)
      if (found === undefined) {
        this.#tell({ event: 'packageMissing', folders })
        await this.#untilChanged()
        continue
      }
      const before = this.#signature()
      const { failed, ...run } = await this.#run(found)
      if (this.#isClosed) return
      this.#world.onChange(this.#engine.id)
      // A file that is not what it has to be stays so until somebody puts another one there.
      if (failed !== undefined && failed !== 'load_failed') await this.#untilChanged(before)
      else {
        pauseMs = run.ranMs >= wellMs ? pauseMsMin : pauseMs
        this.#tell({ event: 'ended', ...run, pauseMs })
        await this.#pause(pauseMs)
        pauseMs = Math.min(pauseMs * 2, pauseMsMax)
      }
    }
  }

  async #run(folder: string): Promise<Run> {
    const { id: _, ...known } = this.#engine
    const settings = { ...known, package: folder, socket: this.#socket }
    mkdirSync(dirname(this.#socket), { recursive: true, mode: 0o700 })
    rmSync(this.#socket, { force: true })
    const startedAt = this.#world.clock.elapsed()
    const child = Bun.spawn([...engineProgram(engineWords(settings))], {
      cwd: '/',
      env: confinedEnvironment,
      // Its end is the sign that we are gone, however that came about.
      stdin: 'pipe',
      stdout: 'pipe',
      // llama.cpp writes what it likes there; what it wants to say to an operator comes as an event.
      stderr: 'ignore',
    })
    this.#child = child
    const failed = await this.#hear(child.stdout)
    await child.exited
    this.#child = undefined
    rmSync(this.#socket, { force: true })
    const ranMs = Math.round(this.#world.clock.elapsed() - startedAt)
    return {
      ranMs,
      exitCode: child.exitCode,
      signal: child.signalCode === null ? null : String(child.signalCode),
      failed,
    }
  }

  /** Tells on what the child says, line by line, until it says no more. */
  async #hear(output: ReadableStream<Uint8Array>): Promise<Run['failed']> {
    const decoder = new TextDecoder()
    let failed: Run['failed']
    let rest = ''
    for await (const bytes of output) {
      const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n')
      rest = (lines.pop() ?? '').slice(-lineCharactersMax)
      for (const line of lines) {
        const event = line.length > lineCharactersMax ? undefined : parseEngineEvent(line)
        if (event === undefined) continue
        if (event.event === 'failed') failed = event.code
        this.#tell(event)
        if (event.event === 'loaded') this.#world.onChange(this.#engine.id)
      }
    }
    return failed
  }

  #tell(news: EngineNews): void {
    this.#world.tell(this.#engine.id, news)
  }

  async #untilChanged(before = this.#signature()): Promise<void> {
    while (!this.#isClosed && this.#signature() === before) await this.#pause(lookMs)
  }

  /** Differs when package or model file differ. */
  #signature(): string {
    const found = findPackage(packageFolders(programFolder, this.#world.dataDirectory))
    const file = statSync(this.#engine.model, { throwIfNoEntry: false })
    return [found, file?.ino, file?.size, file?.mtimeMs].join('\n')
  }

  async #pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, ms)
    await Promise.race([promise, this.#closing.promise])
    clearTimeout(timer)
  }
}
