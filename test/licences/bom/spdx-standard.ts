import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The standard itself is not to be had here: no Maven, no Python, no network. */
export class StandardMissing extends Error {
  override readonly name = 'StandardMissing'
}

/** What SPDX publishes of 3.0.1, and a SHACL engine that reads it. */
export interface SpdxStandard {
  /** JSON Schema, draft 2020-12. */
  readonly schema: string
  readonly context: string
  /** The model with its shapes. */
  readonly model: string
  /** Python with pyshacl. */
  readonly python: string
}

const cache = fileURLToPath(new URL('../../../.cache/spdx-3.0.1', import.meta.url))

/**
 * The Java library of the SPDX project ships schema, context and model of 3.0.1 as files. Compared on 2026-11-23 with what the project
 * publishes beside its specification: schema and context are the same JSON, the model has the same 722 nodes.
 */
const jar = {
  artifact: 'org.spdx:spdx-v3jsonld-store:1.0.1',
  file: 'spdx-v3jsonld-store-1.0.1.jar',
  sha256: '6d0119b363a22b5f72c7c9de8859e59c03ebac517933bb823cc30f5c3ac81d56',
} as const

const pythonPackages = ['pyshacl==0.40.1', 'rdflib==7.6.0'] as const

/**
 * Brings schema, model and SHACL engine into `.cache`, unless they are there. About 15 MB, once.
 *
 * @throws StandardMissing with the reason in one line
 */
export async function spdxStandard(say: (line: string) => void = () => undefined): Promise<SpdxStandard> {
  const resources = join(cache, 'jar', 'resources')
  const python = join(cache, 'python', 'bin', 'python')
  await mkdir(cache, { recursive: true })
  if (!existsSync(resources)) await fetchJar(say)
  if (!existsSync(python)) await fetchPython(say)
  return {
    schema: join(resources, 'schema-v3.0.1.json'),
    context: join(resources, 'spdx-context-v3.0.1.jsonld'),
    model: join(resources, 'spdx-model-v3.0.1.jsonld'),
    python,
  }
}

async function fetchJar(say: (line: string) => void): Promise<void> {
  mustHave('mvn')
  mustHave('python3')
  say(`Fetching ${jar.artifact} …`)
  await run(['mvn', '-q', '-B', 'dependency:copy', `-Dartifact=${jar.artifact}`, `-DoutputDirectory=${cache}`])
  const file = join(cache, jar.file)
  const found = new Bun.CryptoHasher('sha256').update(await Bun.file(file).arrayBuffer()).digest('hex')
  if (found !== jar.sha256) {
    await rm(file)
    throw new StandardMissing(`${jar.file} is not what it was when this test was written; it was removed`)
  }
  // Extracted beside, then renamed: a run that is cut short leaves no half folder under the final name.
  const beside = join(cache, 'extracted')
  await rm(beside, { recursive: true, force: true })
  await run(['python3', '-m', 'zipfile', '-e', file, beside])
  await rename(beside, join(cache, 'jar'))
}

async function fetchPython(say: (line: string) => void): Promise<void> {
  mustHave('python3')
  say(`Installing ${pythonPackages.join(' ')} …`)
  const beside = join(cache, 'python-unfinished')
  await rm(beside, { recursive: true, force: true })
  await run(['python3', '-m', 'venv', beside])
  await run([join(beside, 'bin', 'python'), '-m', 'pip', 'install', '--quiet', ...pythonPackages])
  // The interpreter finds its packages beside itself, so the folder may be moved as long as no script of it is started by name.
  await rename(beside, join(cache, 'python'))
}

function mustHave(program: string): void {
  if (Bun.which(program) === null) throw new StandardMissing(`${program} is not installed`)
}

async function run(command: readonly [string, ...string[]]): Promise<void> {
  const child = Bun.spawn([...command], { stdin: 'ignore', stdout: 'ignore', stderr: 'pipe' })
  const said = await new Response(child.stderr).text()
  if ((await child.exited) === 0) return
  const lastLine = said.trim().split('\n').at(-1) ?? ''
  throw new StandardMissing(`${command.slice(0, 4).join(' ')} failed: ${lastLine.slice(0, 200)}`)
}

/** What the shapes find wrong with each group of documents; empty where they find nothing. */
export async function shapeProblems(
  standard: SpdxStandard,
  groups: readonly (readonly unknown[])[],
): Promise<readonly string[]> {
  const script = fileURLToPath(new URL('shapes.py', import.meta.url))
  const child = Bun.spawn([standard.python, script, standard.model, standard.context], {
    stdin: new Blob([JSON.stringify(groups)]),
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [said, wrong] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
  if ((await child.exited) !== 0) throw new Error(`shapes.py failed: ${wrong.slice(-500)}`)
  // shapes.py writes one text for each group.
  return JSON.parse(said) as readonly string[]
}
