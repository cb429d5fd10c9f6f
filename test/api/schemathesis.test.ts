// Goal: a fuzzer that is not ours reads the served document and asks a running server, as somebody with every role and as nobody: no 5xx, no
// answer that is not documented, and nothing without signing in.
import { strict as assert } from 'node:assert'
import { Database } from 'bun:sqlite'
import { join } from 'node:path'

import { afterAll, test } from 'bun:test'

import { roles } from '@stellwerk/contract/register/role'

import { Sessions } from '../../packages/server/src/people/sessions.ts'
import { sqliteSessionStore } from '../../packages/server/src/storage/sqlite/session-store.ts'
import { tablesOf } from '../../packages/server/src/storage/sqlite/store.ts'
import { openUseCase, startStellwerk, type Stellwerk } from '../stellwerk.ts'
import { FuzzerMissing, schemathesis } from './schemathesis-program.ts'

/** Milliseconds for one run, and for the whole test. A sign-in is fresh for five minutes. */
const [runMs, testMs] = [240_000, 600_000]

/** Examples of each call, beside those at the edges of each schema. */
const examples = 3

const checks =
  'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,nothing_without_signing_in'

/** Kinds share their handlers: the edges of every schema are tried for three of them, and of everything that is no object. */
const someKinds = '^/api/(use-cases|groups|works-agreements|[a-z]+$|keys/|terms/|licences/|sessions/)'

const everybody = 'everybody-in-a-test___'

const python = await schemathesis((line) => console.log(line)).catch((error: unknown) => {
  // In CI a check that cannot run has failed.
  if (!(error instanceof FuzzerMissing) || process.env['CI'] === 'true') throw error
  console.log(`The control API is not fuzzed: ${error.message}.`)
  return undefined
})

const servers: Stellwerk[] = []
afterAll(async () => {
  for (const server of servers) await server.stop()
})

/** A person who holds every role, and the token of a terminal. Roles are read at each call, so the server need not be told. */
async function tokenIn(folder: string): Promise<string> {
  const database = new Database(join(folder, 'data', 'stellwerk.sqlite'), { strict: true })
  database.run('PRAGMA busy_timeout = 5000')
  database.run('INSERT INTO person (id, created_at) VALUES (?, 0)', [everybody])
  for (const role of roles)
    database.run(
      "INSERT INTO role_grant (id, person, role, from_at, how, entry_origin, entry_index) VALUES (?, ?, ?, 0, 'setup', 'a test', 0)",
      [`grant-${role}`, everybody, role],
    )
  const store = sqliteSessionStore({ db: tablesOf(database) })
  const sessions = new Sessions({ store, now: () => Date.now() })
  const { secret } = await sessions.begin({ personId: everybody, kind: 'terminal', way: 'device' })
  database.close()
  return secret
}

async function fuzz(server: Stellwerk, who: string, options: readonly string[]): Promise<void> {
  assert.ok(python !== undefined)
  const common = ['--max-examples', String(examples), '--checks', checks, '--seed', '7']
  const command = [python, '-m', 'schemathesis.cli', 'run', `${server.url}/api/openapi.json`, ...options, ...common]
  // One worker: Python 3.11 counts the depth of what it parses wrong where two threads parse (cpython issue 106905).
  const child = Bun.spawn([...command, '--no-color'], {
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
    cwd: server.folder,
    env: { ...process.env, SCHEMATHESIS_HOOKS: 'hooks', PYTHONPATH: import.meta.dir, STELLWERK_ASKER: who },
    timeout: runMs,
  })
  const [said, wrong] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
  // What failed stands before what was only noticed.
  const told = said.slice(Math.max(said.search(/^=+ (?:ERRORS|FAILURES) =+$/mu), 0)).slice(0, 6_000)
  assert.equal(await child.exited, 0, `${who}: ${told}${wrong.slice(-1_000)}`)
  console.log(`schemathesis as ${who}: ${/(\d+) generated.*/.exec(said)?.[0] ?? said.slice(-200)}`)
}

if (python !== undefined)
  test(
    'schemathesis finds nothing, with every role and without any',
    async () => {
      const server = await startStellwerk({
        upstreams: [{ id: 'mirror', kind: 'mirror' }],
        deployments: [{ id: 'd1', model: 'mirror', upstream: 'mirror' }],
        useCases: [openUseCase('test', ['d1'])],
      })
      servers.push(server)
      const token = await tokenIn(server.folder)
      const known = { authorization: `Bearer ${token}` }
      assert.equal((await fetch(`${server.url}/api/me`, { headers: known })).status, 200)
      const authorization = ['-H', `Authorization: Bearer ${token}`]
      await fuzz(server, 'everybody', [
        ...authorization,
        '--include-path-regex',
        someKinds,
        '--phases',
        'examples,coverage',
      ])
      await fuzz(server, 'nobody', ['--phases', 'fuzzing'])
      assert.ok(!server.output().includes('"event":"fault"'), 'no fault in the log')
    },
    testMs,
  )
