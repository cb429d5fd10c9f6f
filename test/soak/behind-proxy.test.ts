import { afterAll, describe, test } from 'bun:test'
import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { newAuthority } from '../certificates.ts'
import { chat, chunk, openInside, playEngine } from '../gateway/inside.ts'
import { temporaryFolders } from '../temporary-folders.ts'

// Goal: the recipes of docs/network.md do what the page says. Each is run as it stands there, with paths and port of the test.
const newFolder = temporaryFolders('behind-proxy')
const page = readFileSync(join(import.meta.dir, '../../docs/network.md'), 'utf8')
const children = new Set<Bun.Subprocess>()
afterAll(() => children.forEach((child) => child.kill('SIGKILL')))

interface Scene {
  readonly folder: string
  readonly recipe: string
  readonly port: number
}

interface Proxy {
  readonly program: string
  /** Writes what the program wants around the recipe, and says how it is started. */
  readonly command: (scene: Scene) => readonly string[]
}

const proxies: Readonly<Record<string, Proxy>> = {
  nginx: {
    program: 'nginx',
    command: ({ folder, recipe, port }) => {
      const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        (name) => `${name}_temp_path ${folder}/${name};`,
      )
      const http = `http { access_log off; ${paths.join(' ')}\n${recipe.replace('listen 443', `listen 127.0.0.1:${port}`)} }`
      const file = join(folder, 'nginx.conf')
      writeFileSync(file, `daemon off; user root; pid ${folder}/pid; error_log ${folder}/log;\nevents {}\n${http}`)
      return ['-c', file, '-p', folder, '-e', `${folder}/log`]
    },
  },
  haproxy: {
    program: 'haproxy',
    command: ({ folder, recipe, port }) => {
      const file = join(folder, 'haproxy.cfg')
      writeFileSync(file, recipe.replace('bind :443', `bind 127.0.0.1:${port}`))
      return ['-f', file]
    },
  },
  caddy: {
    program: 'caddy',
    command: ({ folder, recipe, port }) => {
      const tls = `tls ${folder}/ki.example.pem ${folder}/ki.example.key`
      const site = recipe.replace('ki.example {', `https://127.0.0.1:${port} {\n  ${tls}`)
      const file = join(folder, 'Caddyfile')
      writeFileSync(file, `{\n  admin off\n  auto_https off\n  storage file_system ${folder}/storage\n}\n${site}`)
      return ['run', '--config', file, '--adapter', 'caddyfile']
    },
  },
}

/** Debian keeps servers where only root looks. */
function found(program: string): string | null {
  return Bun.which(program, { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin` })
}

function recipeOf(name: string): string {
  const text = new RegExp(`\`\`\`${name}\\n([^\`]+)\`\`\``).exec(page)?.[1]
  assert.ok(text !== undefined, `docs/network.md has no recipe for ${name}`)
  return text
}

function freePort(): number {
  const server = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data: () => undefined } })
  server.stop(true)
  return server.port
}

/** Stellwerk at a socket, and the proxy of the recipe before it. */
async function scene(name: string, program: string) {
  const folder = newFolder()
  mkdirSync(join(folder, 'run'))
  const socket = join(folder, 'run/http.sock')
  const events: ((text: string | undefined) => void)[] = []
  const engine = playEngine(() => {
    const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
      events.push((text) =>
        text === undefined ? controller.close() : controller.enqueue(new TextEncoder().encode(text)),
      )
    }
    return new Response(new ReadableStream({ start }), { headers: { 'content-type': 'text/event-stream' } })
  })
  const inside = await openInside([{ id: 'a', kind: 'vllm', url: engine.url }], {
    listen: { socket, trustedProxies: ['unix'] },
  })
  chmodSync(socket, 0o666) // The proxy may run under another account here.
  const authority = newAuthority(folder, 'ca')
  const { pem } = authority.issue('ki.example', ['DNS:ki.example', 'IP:127.0.0.1'])
  writeFileSync(join(folder, 'ki.example.both.pem'), pem.certificate + pem.key)
  const recipe = recipeOf(name).replaceAll('/run/stellwerk', join(folder, 'run')).replaceAll('/etc/ssl', folder)
  const port = freePort()
  const words = proxies[name]?.command({ folder, recipe, port }) ?? []
  const child = Bun.spawn([program, ...words], {
    stdout: 'ignore',
    stderr: 'ignore',
    env: { ...process.env, HOME: folder },
  })
  children.add(child)
  const url = `https://127.0.0.1:${port}`
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(url + path, { ...init, tls: { ca: authority.pem.certificate } } as RequestInit) // `tls` is Bun's own.
  while ((await ask('/healthz').catch(() => undefined))?.status !== 200) {
    assert.equal(child.exitCode, null, `${name} does not take the recipe`)
    await Bun.sleep(20)
  }
  const close = async (): Promise<void> => {
    child.kill('SIGTERM') // Killed at once, nginx would leave its workers behind.
    await child.exited
    await inside.close()
    await engine.close()
  }
  return { ask, engine, events, key: inside.key, close }
}

for (const [name, { program }] of Object.entries(proxies)) {
  const path = found(program)
  if (path === null) process.stdout.write(`behind-proxy: ${program} is not installed, its recipe is not tried\n`)
  // A proxy is a program of the machine; where it is missing, the line above says so.
  describe.skipIf(path === null)(name, () => {
    test('the recipe of docs/network.md', async () => {
      const { ask, engine, events, key, close } = await scene(name, path ?? program)
      const local = async (headers: Record<string, string>): Promise<number> =>
        (await ask('/metrics', { headers })).status
      // The client is this machine, whatever it says of itself.
      assert.equal(await local({}), 200)
      assert.equal(await local({ 'x-forwarded-for': '192.0.2.7' }), 200)
      assert.equal(await local({ forwarded: 'for=192.0.2.7' }), 200)

      const leaving = new AbortController()
      const answer = await Promise.all([
        ask('/v1/chat/completions', {
          method: 'POST',
          body: JSON.stringify(chat('x', { stream: true })),
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          signal: leaving.signal,
        }),
        firstEvent(),
      ])
      const reader = answer[0].body?.getReader()
      for (const text of ['b', 'c']) {
        let heard = ''
        events[0]?.(chunk(text))
        // Nothing more comes from the engine meanwhile: were the proxy to collect, this would wait for ever.
        while (!heard.includes(`"content":"${text}"`)) heard += new TextDecoder().decode((await reader?.read())?.value)
      }
      const leftAt = performance.now()
      leaving.abort()
      while (engine.abortedAt.length === 0) await Bun.sleep(2)
      assert.ok(performance.now() - leftAt < 1_000, 'the engine was freed')
      await close()

      async function firstEvent(): Promise<void> {
        while (events.length === 0) await Bun.sleep(2)
        events[0]?.(chunk('a'))
      }
    }, 20_000)
  })
}
