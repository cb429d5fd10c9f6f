// Goal: a log at an address is verified within bounds, whoever answers there; without a token the report says what was not seen.
import { strict as assert } from 'node:assert'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, test } from 'bun:test'

import { handoverFrom, type Installation, intent, newInstallation, outcome, start } from './written-installation.ts'

const open: (() => unknown)[] = []
afterEach(() => open.splice(0).forEach((close) => close()))

const token = 'token-of-the-auditor'

interface Served {
  readonly url: string
  readonly vkey: string
  readonly installation: Installation
  readonly asked: string[]
}

/** Serves the journal of an installation below `/log/`, as the gateway does, or as `answer` says. */
function served(answer: (request: Request, path: string) => Response | undefined = () => undefined): Served {
  const installation = newInstallation()
  const first = installation.write('2026h1', [start, intent('a'), outcome('a', '2026h1', 1)])
  installation.write('2026h2', [handoverFrom(first)])
  const asked: string[] = []
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: (request) => {
      const path = new URL(request.url).pathname.replace('/log/', '')
      asked.push(path)
      const file = join(installation.data, 'journal', path)
      const isHidden = path.includes('/entries/') && request.headers.get('authorization') !== `Bearer ${token}`
      const usual = (): Response => {
        if (isHidden) return new Response('', { status: 401 })
        return existsSync(file) ? new Response(readFileSync(file)) : new Response('', { status: 404 })
      }
      return answer(request, path) ?? usual()
    },
  })
  open.push(installation.remove, () => server.stop(true))
  return { url: `http://127.0.0.1:${server.port}/log`, vkey: first.vkey, installation, asked }
}

test('address: with a token everything is read but what lies beyond, and it is partial', async () => {
  const { url, vkey, installation } = served()
  const ran = await installation.run(
    'journal',
    'verify',
    `${url}/2026h1`,
    '--vkey',
    vkey,
    '--auditor-token',
    'env:AUDITOR',
  )
  assert.equal(ran.exitCode, 1)
  assert.match(ran.out, /^PARTIAL {2}gateway.example\/log\/2026h1, 3 entries/)
  assert.match(ran.out, /ok +entries lead to the root \(3\)[\s\S]*ok +intent and end \(1\)/)
  assert.match(ran.out, /at an address nobody can see what is there beyond/)
})

test('address: without a token no entry is asked for, and the report says what was not seen', async () => {
  const { url, vkey, installation, asked } = served()
  const ran = await installation.run('journal', 'verify', `${url}/2026h1/`, '--vkey', vkey, '--lang', 'de')
  assert.equal(ran.exitCode, 1)
  assert.match(ran.out, /^TEILWEISE GEPRÜFT[\s\S]*ohne --auditor-token[\s\S]*bleiben ungeprüft/)
  assert.deepEqual(
    asked.filter((path) => path.includes('entries')),
    [],
  )
})

const answers: readonly [
  why: string,
  answer: (request: Request, path: string) => Response | undefined,
  exitCode: number,
  says: RegExp,
][] = [
  [
    'another tree',
    (_, path) => (path.endsWith('tile/0/000.p/3') ? new Response(new Uint8Array(96)) : undefined),
    1,
    /^REFUTED/,
  ],
  [
    'no tile',
    (_, path) => (path.includes('tile/0') ? new Response('', { status: 404 }) : undefined),
    1,
    /tile_missing/,
  ],
  [
    'no checkpoint',
    (_, path) => (path.endsWith('checkpoint') ? new Response('', { status: 404 }) : undefined),
    1,
    /there is no checkpoint/,
  ],
  [
    'a checkpoint without end',
    () => new Response(new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array(65_536)) })),
    2,
    /sends more than/,
  ],
  [
    'a tile that is too long',
    (_, path) => (path.includes('tile/0') ? new Response(new Uint8Array(8_193)) : undefined),
    2,
    /sends more than 8192 B/,
  ],
  ['another address', () => Response.redirect('http://127.0.0.1:9/', 302), 2, /answers 302/],
  ['an error', () => new Response('', { status: 500 }), 2, /answers 500/],
  [
    'no access',
    (_, path) => (path.includes('entries') ? new Response('', { status: 403 }) : undefined),
    2,
    /is --auditor-token right/,
  ],
]
for (const [why, answer, exitCode, says] of answers) {
  test(`address: answers with ${why}`, async () => {
    const { url, vkey, installation } = served(answer)
    const ran = await installation.run(
      'journal',
      'verify',
      `${url}/2026h1`,
      '--vkey',
      vkey,
      '--auditor-token',
      'env:AUDITOR',
    )
    assert.equal(ran.exitCode, exitCode, ran.out + ran.err)
    assert.match(ran.out + ran.err, says)
  })
}

test('address: what is judged is what was hashed, whatever a server answers the second time', async () => {
  const asked = new Map<string, number>()
  const { url, vkey, installation } = served((_, path) => {
    asked.set(path, (asked.get(path) ?? 0) + 1)
    return (asked.get(path) ?? 0) > 1 && path !== '2026h1/checkpoint' ? new Response('other') : undefined
  })
  const words = ['journal', 'verify', `${url}/2026h1`, '--vkey', vkey, '--auditor-token', 'env:AUDITOR']
  const ran = await installation.run(...words)
  assert.match(ran.out, /^PARTIAL[\s\S]*ok +intent and end \(1\)/)
  assert.deepEqual([...new Set(asked.values())], [1])
})

const misused: readonly [why: string, words: readonly string[], says: RegExp][] = [
  ['nobody there', ['http://127.0.0.1:9/log/2026h1', '--vkey', 'VKEY'], /does not answer/],
  [
    'a token on the command line',
    ['http://127.0.0.1:9/log/2026h1', '--vkey', 'VKEY', '--auditor-token', token],
    /wants env:NAME or file:PATH/,
  ],
  [
    'a token that is not there',
    ['http://127.0.0.1:9/log/2026h1', '--vkey', 'VKEY', '--auditor-token', 'env:NOBODY'],
    /NOBODY/,
  ],
]
for (const [why, words, says] of misused) {
  test(`address: ${why}`, async () => {
    const { vkey, installation } = served()
    const ran = await installation.run('journal', 'verify', ...words.map((word) => (word === 'VKEY' ? vkey : word)))
    assert.equal(ran.exitCode, 2, ran.out)
    assert.match(ran.err, says)
    assert.ok(!ran.err.includes(token))
  })
}
