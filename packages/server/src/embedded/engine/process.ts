// The child process: confines itself, measures the model file, loads it, serves it, and ends when its parent does.
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'

import { systemClock } from '../../clock.ts'
import { bindingEntry } from '../package/place.ts'
import { measureModel, ModelFileBad } from '../files/model-file.ts'
import { engineProgram, programPaths } from '../../program.ts'
import type { Binding } from './binding.ts'
import { type Confinement, confineAndRestart } from '../../confinement.ts'
import { confinedEnvironment } from '../../confined-environment.ts'
import { asWords, type EngineEvent, type EngineSettings, engineWords, parseEngineWords } from './events.ts'
import { loadModel, type Model } from './model.ts'
import { serveModel } from './server.ts'

const nothingTaken: Confinement = { noNewPrivileges: false, files: false, connections: false }

const messageCharactersMax = 200

/**
 * Runs until the standard input ends, which it does with the parent, however that ends.
 *
 * @param words what {@link engineWords} made
 */
export async function runEngine(words: readonly string[]): Promise<number> {
  const { settings, taken } = parseEngineWords(words)
  process.umask(0o077)
  if (taken === undefined) confine(settings)
  endWithParent()
  try {
    await serve(settings, taken ?? nothingTaken)
    return await Promise.withResolvers<number>().promise // The process is ended from outside.
  } catch (error) {
    await tell(failure(error))
    return 1
  }
}

/** Returns only where nothing can be taken. */
function confine(settings: EngineSettings): void {
  const open = {
    listable: programPaths.listable,
    readable: [settings.model, ...programPaths.readable],
    executable: [process.execPath, settings.package],
    sockets: [dirname(settings.socket)],
  }
  confineAndRestart(open, (taken) => engineProgram(engineWords(settings, taken)), confinedEnvironment)
}

function endWithParent(): void {
  const end = (): never => process.exit(0)
  process.stdin.on('end', end).on('close', end).on('error', end)
  process.stdin.resume()
}

async function serve(settings: EngineSettings, taken: Confinement): Promise<void> {
  await tell({ event: 'confined', ...taken })
  const measured = await measureModel(settings.model)
  await tell({ event: 'measured', ...measured })
  if (settings.sha256 !== undefined && settings.sha256 !== measured.sha256) {
    throw new ModelFileBad('digest_differs', {
      file: settings.model,
      expected: settings.sha256,
      found: measured.sha256,
    })
  }
  const startedAt = systemClock.elapsed()
  // The library tries its binary out in a process of its own first, which runs a file of the library in this program's
  // runtime. A compiled executable is that runtime only when it is told so; it is under the same confinement.
  process.env['BUN_BE_BUN'] = '1'
  const binding = (await import(bindingEntry(settings.package))) as Binding // Its version is pinned (package.json).
  const model = await loadModel(binding, {
    path: settings.model,
    contextTokens: settings.contextTokens,
    parallel: settings.parallel,
    threads: settings.threads,
    isForEmbeddings: settings.isForEmbeddings,
  })
  rmSync(settings.socket, { force: true })
  serveModel(model, settings.socket)
  await tell({ event: 'loaded', ...factsOf(model), loadMs: Math.round(systemClock.elapsed() - startedAt) })
}

function factsOf({ loaded, contextTokens, wrapper }: Model) {
  const { architecture, name } = loaded.fileInfo.metadata.general ?? {}
  return {
    // Out of the file, so whatever somebody wrote there.
    architecture: typeof architecture === 'string' ? asWords(architecture) : '',
    name: typeof name === 'string' ? asWords(name) : '',
    contextTokens,
    hasTemplate: wrapper !== undefined,
    readsTools: wrapper?.usingJinjaFunctionCallTemplate ?? false,
  }
}

/** Resolves when it is out. */
function tell(event: EngineEvent): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  process.stdout.write(`${JSON.stringify(event)}\n`, () => resolve())
  return promise
}

function failure(error: unknown): EngineEvent {
  if (error instanceof ModelFileBad) return { event: 'failed', code: error.code, ...error.facts }
  // No prompt was there yet, so the message may be told; it is about the file or about the machine.
  const message = error instanceof Error ? error.message : String(error)
  return { event: 'failed', code: 'load_failed', message: asWords(message, messageCharactersMax) }
}
