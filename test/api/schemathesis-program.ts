import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The fuzzer is not to be had here: no Python, no network. */
export class FuzzerMissing extends Error {
  override readonly name = 'FuzzerMissing'
}

const version = '4.32.5'

const cache = fileURLToPath(new URL(`../../.cache/schemathesis-${version}`, import.meta.url))

/**
 * Python with schemathesis, brought into `.cache` unless it is there. About 60 MB, once.
 *
 * @throws FuzzerMissing with the reason in one line
 */
export async function schemathesis(say: (line: string) => void): Promise<string> {
  const python = join(cache, 'bin', 'python')
  if (existsSync(python)) return python
  if (Bun.which('python3') === null) throw new FuzzerMissing('python3 is not installed')
  say(`Installing schemathesis ${version} …`)
  const beside = `${cache}-unfinished`
  await rm(beside, { recursive: true, force: true })
  await mkdir(join(cache, '..'), { recursive: true })
  await run(['python3', '-m', 'venv', beside])
  await run([join(beside, 'bin', 'python'), '-m', 'pip', 'install', '--quiet', `schemathesis==${version}`])
  // The interpreter finds its packages beside itself, so the folder may be moved as long as no script of it is started by name.
  await rename(beside, cache)
  return python
}

async function run(command: readonly string[]): Promise<void> {
  const child = Bun.spawn([...command], { stdin: 'ignore', stdout: 'ignore', stderr: 'pipe' })
  const said = await new Response(child.stderr).text()
  if ((await child.exited) === 0) return
  const lastLine = said.trim().split('\n').at(-1) ?? ''
  throw new FuzzerMissing(`${command.slice(0, 4).join(' ')} failed: ${lastLine.slice(0, 200)}`)
}
