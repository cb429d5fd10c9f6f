import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dir, '../../..')
const source = join(import.meta.dir, '../go')

/** Where Go's own archive unpacks; it is often not in the path. */
const besidePath = '/usr/local/go/bin/go'

/** The Go compiler of this machine, or `undefined`. */
export function findGo(): string | undefined {
  return ['go', besidePath].find((go) => spawnSync(go, ['version']).status === 0)
}

/** Builds the verifier in Go, once for each state of its source. */
export function buildGoVerifier(go: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(source).sort()) hash.update(`${name}\n`).update(readFileSync(join(source, name)))
  const folder = join(root, '.cache/go-verifier')
  const program = join(folder, hash.digest('hex').slice(0, 16))
  if (existsSync(program)) return program
  mkdirSync(folder, { recursive: true })
  // Renamed when it is whole: two test runs may build at the same time.
  const unfinished = `${program}.${process.pid}`
  const environment = { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly' }
  const built = spawnSync(go, ['build', '-trimpath', '-buildvcs=false', '-o', unfinished, '.'], {
    cwd: source,
    env: environment,
    encoding: 'utf8',
  })
  if (built.status !== 0) throw new Error(`go build: ${built.stderr}`)
  renameSync(unfinished, program)
  return program
}

/** Runs the verifier in Go. It ends with 2 only if it was asked wrongly. */
export function runGoVerifier(program: string, what: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync(program, what, { input, encoding: 'utf8', maxBuffer: 2 ** 30 })
  if (status !== 0 && status !== 1) throw new Error(`${what[0]}: ${stderr}`)
  return stdout
}

/** Asks the same process one question a line. */
export function askGoVerifier<Answer>(program: string, what: string, questions: readonly unknown[]): Answer[] {
  const input = questions.map((question) => `${JSON.stringify(question)}\n`).join('')
  const lines = runGoVerifier(program, [what], input).trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line))
}
