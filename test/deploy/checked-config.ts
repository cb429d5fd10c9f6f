// The configurations in deploy/, read by the program itself.
import { strict as assert } from 'node:assert'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Config } from '@stellwerk/contract/config'

import { loadConfig } from '../../packages/server/src/config.ts'
import { runtimeEnvironment } from '../runtime-environment.ts'

const main = join(import.meta.dir, '../../packages/server/src/main.ts')

/** A command line of this checkout. */
export async function typed(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = Bun.spawn([process.execPath, main, ...words], {
    env: { PATH: process.env['PATH'], LC_ALL: 'C', ...runtimeEnvironment, ...env },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
  return { exitCode: await child.exited, stdout, stderr }
}

/** What it says, after `stellwerk config check` has passed it. Its secrets, which are made on the spot, are a file of the test. */
export async function configOf(
  file: string,
  how: { readonly folder: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Config> {
  const [copy, secret] = [join(how.folder, 'stellwerk.yaml'), join(how.folder, 'secret')]
  writeFileSync(secret, 'a'.repeat(48), { mode: 0o600 })
  writeFileSync(copy, readFileSync(file, 'utf8').replaceAll(/file:\/run\/secrets\/[\w-]+/g, `file:${secret}`))
  const env = how.env ?? {}
  const checked = await typed(['config', 'check', '--config', copy], env)
  assert.equal(checked.exitCode, 0, checked.stdout + checked.stderr)
  return loadConfig({ file: copy, env, flags: {}, cwd: '/' }).config
}
