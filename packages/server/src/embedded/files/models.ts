// The folder of model files: DATA/models. Each has its record beside it; a file without one was put there by somebody.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { z } from 'zod'

import { replaceDurably } from '../../durable-file.ts'
import { EngineRefused, type KeptModel } from '../../engine-office.ts'

const extension = '.gguf'

/** What is kept about a file. */
const record = z.object({
  source: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().min(0),
  fetchedAt: z.int().min(0),
})

export type ModelRecord = z.output<typeof record>

function modelsFolder(dataDirectory: string): string {
  return join(dataDirectory, 'models')
}

/** @example modelPath('/data', 'smollm2') // '/data/models/smollm2.gguf' */
export function modelPath(dataDirectory: string, name: string): string {
  return join(modelsFolder(dataDirectory), name.endsWith(extension) ? name : name + extension)
}

/** The folder, made for the account that runs us if need be. */
export function openModelsFolder(dataDirectory: string): string {
  const folder = modelsFolder(dataDirectory)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

export function writeRecord(file: string, written: ModelRecord): void {
  replaceDurably(recordPath(file), new TextEncoder().encode(`${JSON.stringify(written, undefined, 2)}\n`))
}

export function listModels(dataDirectory: string): readonly KeptModel[] {
  const folder = modelsFolder(dataDirectory)
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => name.endsWith(extension))
  return names.toSorted().map((name) => keptModel(dataDirectory, name.slice(0, -extension.length)))
}

/** @throws EngineRefused model_unknown */
export function removeModel(dataDirectory: string, name: string): KeptModel {
  const file = modelPath(dataDirectory, name)
  // A name and no path: nothing outside the folder is removed.
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name) || !existsSync(file)) {
    throw new EngineRefused('model_unknown', {
      de: `es gibt kein Modell ${name}; stellwerk engine list nennt sie`,
      en: `there is no model ${name}; stellwerk engine list names them`,
    })
  }
  const model = keptModel(dataDirectory, name)
  // The file first: a record without a file means nothing, a file without its record is a model of unknown origin.
  rmSync(file)
  rmSync(recordPath(file), { force: true })
  return model
}

export function keptModel(dataDirectory: string, name: string): KeptModel {
  const file = modelPath(dataDirectory, name)
  const known = readRecord(file)
  const { size } = statSync(file)
  const kept = { name, file, bytes: size }
  return known === undefined
    ? kept
    : { ...kept, sha256: known.sha256, source: known.source, fetchedAt: known.fetchedAt }
}

function recordPath(file: string): string {
  return `${file.slice(0, -extension.length)}.json`
}

function readRecord(file: string): ModelRecord | undefined {
  const path = recordPath(file)
  if (!existsSync(path)) return undefined
  try {
    return record.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data
  } catch {
    return undefined // Somebody's own file under that name.
  }
}
