import { afterAll, describe, test } from 'bun:test'
import assert from 'node:assert/strict'
import { copyFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { newAuthority } from '../certificates.ts'
import { temporaryFolders } from '../temporary-folders.ts'

// Goal: what an operator types and sees: --listen, the warning of each start, SIGHUP, commands beside a server without a port.
const newFolder = temporaryFolders('serve')
const launcher = fileURLToPath(new URL('../../bin/stellwerk', import.meta.url))
const children = new Set<Bun.Subprocess>()
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
})

interface Started {
  readonly child: Bun.Subprocess
  readonly folder: string
  /** Everything on standard output: the log. */
  readonly log: () => string
  /** Everything on standard error: what a person reads. */
  readonly said: () => string
  readonly run: (...words: readonly string[]) => Promise<string>
  readonly stop: () => Promise<number>
}

async function start(config: object, ...words: readonly string[]): Promise<Started> {
  const folder = newFolder()
  const file = join(folder, 'stellwerk.yaml')
  const mirror = { upstreams: [{ id: 'm', kind: 'mirror' }], deployments: [{ id: 'm', model: 'm', upstream: 'm' }] }
  const useCases = [{ id: 'test', title: 'Test', state: 'active', deployments: ['m'] }]
  writeFileSync(file, JSON.stringify({ ...mirror, useCases, ...config })) // YAML 1.2 contains JSON.
  const command = (...more: readonly string[]): string[] => [launcher, ...more, '--config', file]
  const child = Bun.spawn(command('serve', ...words), { cwd: folder, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' })
  children.add(child)
  const [log, said] = [collect(child.stdout), collect(child.stderr)]
  while (!log().includes('server.ready')) {
    if (child.exitCode !== null) throw new Error(`it ended: ${said()}`)
    await Bun.sleep(20)
  }
  return {
    child,
    folder,
    log,
    said,
    run: async (...more) => {
      const done = Bun.spawn(command(...more), { cwd: folder, stdin: 'ignore', stdout: 'pipe', stderr: 'inherit' })
      const text = await new Response(done.stdout).text()
      assert.equal(await done.exited, 0, text)
      return text
    },
    stop: async () => {
      child.kill('SIGTERM')
      children.delete(child)
      return child.exited
    },
  }
}

function collect(stream: ReadableStream<Uint8Array>): () => string {
  let text = ''
  void (async () => {
    for await (const bytes of stream) text += new TextDecoder().decode(bytes)
  })()
  return () => text
}

const addressIn = (log: string): string => /"address":"([^"]+)"/.exec(log)?.[1] ?? ''

describe('plain HTTP', () => {
  test('beyond this machine is said on every start, in both languages, at /readyz and in the log', async () => {
    const [german, english] = await Promise.all([
      start({ language: 'de' }, '--listen', '0.0.0.0:0', '--lang', 'de'),
      start({ log: { level: 'error' } }, '--listen', '0.0.0.0:0', '--log-level', 'info'),
    ])
    while (!german.said().includes('\n') || !english.said().includes('\n')) await Bun.sleep(10)
    assert.match(german.said(), /Unverschlüsseltes HTTP über diesen Rechner hinaus/)
    assert.match(english.said(), /Plain HTTP beyond this machine/)
    assert.match(english.log(), /"event":"server\.plaintext","address":"0\.0\.0\.0:\d+"/)
    const port = addressIn(english.log()).split(':').at(-1)
    assert.match(await (await fetch(`http://127.0.0.1:${port}/readyz`)).text(), /^ready\n(?:.*\n)*Plain HTTP beyond/)
    assert.deepEqual(await Promise.all([german.stop(), english.stop()]), [0, 0])
  }, 30_000)

  test('on this machine is not', async () => {
    const started = await start({ listen: { socket: '/nowhere/s' } }, '--listen', '127.0.0.1:0')
    assert.equal(await started.stop(), 0)
    assert.doesNotMatch(started.said() + started.log(), /[Pp]lain/)
  }, 30_000)
})

test('at a Unix socket, commands and requests find the server, and nothing is left behind', async () => {
  const socket = join(newFolder(), 'http.sock')
  const started = await start({ listen: { socket } })
  assert.equal(addressIn(started.log()), `unix:${socket}`)
  const { key } = JSON.parse(await started.run('keys', 'create', '--use-case', 'test', '--json')) as {
    readonly key: string
  } // Our own command.
  const answer = await fetch('http://localhost/v1/models', {
    unix: socket,
    headers: { authorization: `Bearer ${key}` },
  })
  assert.equal(answer.status, 200)
  assert.match(
    // It warns of what an installation without a backup lacks, so it does not end with 0.
    await started.run('doctor').catch((error: unknown) => String(error)),
    new RegExp(`listener: unix:${socket}`),
  )
  assert.equal(await started.stop(), 0)
  assert.equal(existsSync(socket), false)
}, 30_000)

test('SIGHUP reads certificates again, and does not end the server', async () => {
  const folder = newFolder()
  const authority = newAuthority(folder, 'ca')
  const [first, second] = [authority.issue('first', ['IP:127.0.0.1']), authority.issue('second', ['IP:127.0.0.1'])]
  const used = { certificate: join(folder, 'used.pem'), key: join(folder, 'used.key') }
  const use = ({ certificate, key }: typeof used): void => {
    copyFileSync(certificate, used.certificate)
    copyFileSync(key, used.key)
  }
  use(first)
  const started = await start({ listen: { port: 0, tls: { certificate: used.certificate, key: `file:${used.key}` } } })
  use(second)
  started.child.kill('SIGHUP')
  while (!started.log().includes('certificate.renewed')) await Bun.sleep(10)
  const tls = { ca: authority.pem.certificate }
  const answer = await fetch(`https://${addressIn(started.log())}/readyz`, { tls })
  assert.equal(answer.status, 200)
  assert.doesNotMatch(started.said() + started.log(), /[Pp]lain HTTP/)
  started.child.kill('SIGHUP') // Nothing has changed; read again all the same.
  assert.equal(await started.stop(), 0)
}, 30_000)

test('a start that cannot listen as it should says why and ends with 2', async () => {
  const folder = newFolder()
  const authority = newAuthority(folder, 'ca')
  const [first, second] = [authority.issue('first', ['DNS:x']), authority.issue('second', ['DNS:x'])]
  const tls = { certificate: first.certificate, key: `file:${second.key}` }
  await assert.rejects(start({ listen: { port: 0, tls } }), /second\.key does not belong to the first certificate/)
  await assert.rejects(start({}, '--listen', '7373'), /--listen: must be ADDRESS:PORT/)
}, 30_000)
