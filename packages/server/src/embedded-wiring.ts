// The embedded engines of a configuration: what each is started with, and what is said of it.
import { availableParallelism } from 'node:os'
import { isAbsolute } from 'node:path'

import type { Config } from '@stellwerk/contract/config'
import type { DoctorFinding } from '@stellwerk/contract/doctor'
import type { Text } from '@stellwerk/contract/language'

import { systemClock } from './clock.ts'
import { type EngineNews, Keeper, type KeptEngine } from './embedded/keeper.ts'
import { measureModel, ModelFileBad, mustBeGguf } from './embedded/files/model-file.ts'
import { modelPath } from './embedded/files/models.ts'
import { findPackage, packageFolders } from './embedded/package/place.ts'
import { embeddedTexts } from './embedded-texts.ts'
import { programFolder } from './program.ts'
import type { Log } from './telemetry/log.ts'

/** The embedded engines as they are started. */
function keptEngines({ upstreams, data }: Pick<Config, 'upstreams' | 'data'>): readonly KeptEngine[] {
  return upstreams.flatMap((upstream) => {
    if (upstream.kind !== 'embedded') return []
    const { id, model, sha256, contextTokens, parallel, threads, embeddings } = upstream
    return [
      {
        id,
        model: isAbsolute(model) ? model : modelPath(data, model),
        ...(sha256 === undefined ? {} : { sha256 }),
        contextTokens,
        parallel,
        threads: threads ?? Math.max(1, Math.floor(availableParallelism() / 2)),
        isForEmbeddings: embeddings,
      },
    ]
  })
}

/** What there is to say about each embedded engine before it starts. A pinned file is summed, which takes seconds if it is large. */
export async function embeddedFindings(config: Config): Promise<readonly DoctorFinding[]> {
  return Promise.all(keptEngines(config).map((engine) => findingOf(engine, config.data)))
}

async function findingOf({ id, model, sha256 }: KeptEngine, dataDirectory: string): Promise<DoctorFinding> {
  const problem = (text: Text): DoctorFinding => {
    return { check: 'embedded', state: 'problem', text: { de: `${id}: ${text.de}`, en: `${id}: ${text.en}` } }
  }
  const folders = packageFolders(programFolder, dataDirectory)
  if (findPackage(folders) === undefined) return problem(embeddedTexts.packageMissing(folders))
  try {
    await mustBeGguf(model)
    const found = sha256 === undefined ? undefined : (await measureModel(model)).sha256
    if (found !== sha256)
      return problem(embeddedTexts.failed({ code: 'digest_differs', file: model, expected: sha256, found }))
    const text = embeddedTexts.sound(id, model, sha256)
    return sha256 === undefined
      ? { check: 'embedded', state: 'warning', text, next: embeddedTexts.pin }
      : { check: 'embedded', state: 'ok', text }
  } catch (error) {
    if (error instanceof ModelFileBad) return problem(embeddedTexts.failed({ code: error.code, file: model }))
    throw error
  }
}

/** Child processes that run until they are closed. */
export interface OpenedEngines {
  readonly close: () => Promise<void>
}

/**
 * Starts the engines; nothing waits until a model is loaded.
 *
 * @param onChange an engine answers now, or does not any more
 */
export function openEmbedded(
  config: Config,
  log: Pick<Log, 'event'>,
  onChange: (upstream: string) => void,
): OpenedEngines {
  const world = {
    dataDirectory: config.data,
    clock: systemClock,
    tell: (upstream: string, news: EngineNews) => tell(log, upstream, news),
    onChange,
  }
  const keepers = keptEngines(config).map((engine) => new Keeper(engine, world))
  for (const keeper of keepers) keeper.start()
  return {
    async close() {
      await Promise.all(keepers.map((keeper) => keeper.close()))
    },
  }
}

function tell(log: Pick<Log, 'event'>, upstream: string, news: EngineNews): void {
  switch (news.event) {
    case 'confined': {
      const { noNewPrivileges, files, connections } = news
      return log.event('engine.confined', { upstream, noNewPrivileges, files, connections })
    }
    case 'measured':
      return log.event('engine.measured', { upstream, bytes: news.bytes, sha256: news.sha256 })
    case 'loaded': {
      const { event: _, ...loaded } = news
      return log.event('engine.loaded', { upstream, ...loaded })
    }
    case 'ended': {
      const { exitCode, signal, ranMs, pauseMs } = news
      return log.event('engine.ended', { upstream, exitCode, signal, ranMs, pauseMs })
    }
    case 'failed':
      return log.event('engine.failed', { upstream, code: news.code, ...embeddedTexts.failed(news) })
    case 'packageMissing':
      return log.event('engine.failed', {
        upstream,
        code: 'package_missing',
        ...embeddedTexts.packageMissing(news.folders),
      })
    case 'pathTooLong':
      return log.event('engine.failed', { upstream, code: 'path_too_long', ...embeddedTexts.pathTooLong(news.socket) })
  }
}
