import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'

import { afterAll, beforeAll, test } from 'bun:test'

import { temporaryFolders } from '../../../test/temporary-folders.ts'

// Goal: a process that has confined itself reaches nothing but what it was given: tried out from inside, one by one.

const folder = temporaryFolders('confined')()
const secret = join(folder, 'keys', 'log.key')
const model = join(folder, 'models', 'm.gguf')
const control = join(folder, 'control.sock')
const listener = createServer((socket) => socket.end())

/** Tries each thing, and says of each `did` or why not. */
const program = `
import { readFileSync, writeFileSync, readdirSync, unlinkSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { once } from 'node:events'
import { confineAndRestart } from ${JSON.stringify(join(import.meta.dir, 'confinement.ts'))}
const [taken] = process.argv.slice(2)
const open = {
  listable: [${JSON.stringify(join(import.meta.dir, '../../..'))}, import.meta.dir],
  readable: [${JSON.stringify(model)}, import.meta.path, ${JSON.stringify(import.meta.dir)}],
  executable: [process.execPath],
  sockets: [${JSON.stringify(join(folder, 'engine'))}],
}
if (taken === undefined) {
  confineAndRestart(open, (taken) => [process.execPath, import.meta.path, JSON.stringify(taken)], { HOME: '/nonexistent' })
}
const results = { taken: JSON.parse(taken ?? 'null') }
const attempt = async (name, act) => {
  try { await act(); results[name] = 'did' } catch (error) { results[name] = error.code ?? String(error) }
}
const connected = (where) => new Promise((resolve, reject) => connect(where).on('connect', resolve).on('error', reject))
await attempt('read the model', () => readFileSync(${JSON.stringify(model)}))
await attempt('read a key', () => readFileSync(${JSON.stringify(secret)}))
await attempt('change the model', () => writeFileSync(${JSON.stringify(model)}, 'x'))
await attempt('write elsewhere', () => writeFileSync(${JSON.stringify(join(folder, 'new'))}, 'x'))
await attempt('read accounts', () => readFileSync('/etc/passwd'))
await attempt('read our environment', () => readFileSync('/proc/' + process.ppid + '/environ'))
await attempt('run a program', () => Bun.spawnSync(['/bin/true']))
await attempt('connect by TCP', () => connected({ host: '127.0.0.1', port: 9 }))
await attempt('connect to the control socket', () => connected(${JSON.stringify(control)}))
await attempt('listen on its socket', () => once(createServer().listen(${JSON.stringify(join(folder, 'engine', 'socket'))}), 'listening'))
await attempt('signal us', () => process.kill(process.ppid, 0))
process.stdout.write(JSON.stringify(results))
process.exit(0)
`

let results: Readonly<Record<string, unknown>> = {}

beforeAll(async () => {
  for (const path of [secret, model, join(folder, 'engine', 'x')]) mkdirSync(dirname(path), { recursive: true })
  writeFileSync(secret, 'secret')
  writeFileSync(model, 'GGUF')
  await once(listener.listen(control), 'listening')
  const file = join(folder, 'try.ts')
  writeFileSync(file, program)
  const child = Bun.spawn([process.execPath, file], { stdin: 'ignore', stdout: 'pipe', stderr: 'inherit' })
  results = JSON.parse(await new Response(child.stdout).text()) as typeof results
})
afterAll(() => void listener.close())

const allowed = ['read the model', 'listen on its socket']
const barred = [
  'read a key',
  'change the model',
  'write elsewhere',
  'read accounts',
  'read our environment',
  'run a program',
  'connect by TCP',
  'connect to the control socket',
]
// Elsewhere nothing is taken, and the log says so.
if (process.platform === 'linux') {
  test('everything was taken that this kernel knows', () => {
    assert.deepEqual(results['taken'], { noNewPrivileges: true, files: true, connections: true })
  })
  for (const what of allowed) test(`may: ${what}`, () => assert.equal(results[what], 'did'))
  for (const what of barred) {
    test(`may not: ${what}`, () =>
      assert.match(String(results[what]), /^(EACCES|EPERM|ENOENT)$/, String(results[what])))
  }
  test('may not: signal us, where the kernel keeps that apart (Linux 6.12)', () => {
    assert.ok(['EPERM', 'did'].includes(String(results['signal us'])))
  })
}
