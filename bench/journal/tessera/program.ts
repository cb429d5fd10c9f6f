/** Tessera's POSIX driver in a program of its own, built where there is a Go compiler and the modules can be had. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'

import { findGo } from '../../../test/conformance/tlog/go-verifier.ts'
import { NotRun } from '../../contestants/program.ts'

const cache = join(import.meta.dirname, '../../../.cache/peers/tessera')
/** The modules of go.sum, and a first compilation on a busy machine. */
const buildTimeoutSeconds = 600

const manifest = readFileSync(join(import.meta.dirname, 'go.mod'), 'utf8')
export const tesseraVersion = /dev\/tessera (v\S+)/.exec(manifest)?.[1] ?? 'unknown'

/** Builds once for each state of the source. What cannot be had is named in the reason. */
export async function tesseraProgram(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of ['go.mod', 'go.sum', 'main.go']) hash.update(readFileSync(join(import.meta.dirname, name)))
  const program = join(cache, hash.digest('hex').slice(0, 16))
  if (existsSync(program)) return program
  const go = findGo()
  if (go === undefined) throw new NotRun('go is not on this machine')
  console.error(`building tessera ${tesseraVersion} into .cache/peers`)
  mkdirSync(cache, { recursive: true })
  // Renamed when it is whole: two benches may build at the same time.
  const unfinished = `${program}.${process.pid}`
  const child = Bun.spawn([go, 'build', '-trimpath', '-buildvcs=false', '-o', unfinished, '.'], {
    cwd: import.meta.dirname,
    env: { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly' },
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'pipe',
    timeout: buildTimeoutSeconds * 1_000,
    killSignal: 'SIGKILL',
  })
  const words = await new Response(child.stderr).text()
  if ((await child.exited) !== 0) throw new NotRun(`go build failed: ${oneLine(words)}`)
  renameSync(unfinished, program)
  return program
}

/** Without the progress of downloads, which would push the reason out. */
export function oneLine(words: string): string {
  const lines = words.split('\n').filter((line) => !line.startsWith('go: downloading'))
  return lines.join(' ').replaceAll(/\s+/g, ' ').trim().slice(0, 300)
}
