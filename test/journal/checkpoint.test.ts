import { strict as assert } from 'node:assert'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, test } from 'bun:test'

import { type Inside, openInside } from '../gateway/inside.ts'
import { runtimeEnvironment } from '../runtime-environment.ts'
import { newestLog } from './audited.ts'

// Goal: what a person keeps on paper or in a mailbox is enough to find out later that the journal is another one.
const main = join(import.meta.dir, '../../packages/server/src/main.ts')
let inside: Inside

beforeAll(async () => {
  inside = await openInside([{ id: 'a', kind: 'mirror' }])
  await inside.opened.stop()
})
afterAll(() => rmSync(inside.data, { recursive: true, force: true }))

function typed(...words: readonly string[]) {
  const { stdout, stderr, exitCode } = Bun.spawnSync([process.execPath, main, ...words, '--data', inside.data], {
    env: { ...process.env, ...runtimeEnvironment, LC_ALL: 'C' },
    cwd: inside.data,
  })
  return { stdout: stdout.toString(), stderr: stderr.toString(), exitCode }
}

const published = (): string => readFileSync(join(newestLog(inside.data), 'checkpoint'), 'utf8')

test('journal checkpoint: the signed note, byte for byte', () => {
  assert.equal(typed('journal', 'checkpoint').stdout, published())
  const { origin, size, root, vkey, checkpoint } = JSON.parse(
    typed('journal', 'checkpoint', '--json').stdout,
  ) as Record<string, unknown>
  assert.equal(checkpoint, published())
  assert.deepEqual([typeof origin, size, typeof root, String(vkey).split('+')[0]], ['string', 2, 'string', origin])
})

const pages: readonly [language: string, says: RegExp][] = [
  ['en', /^Checkpoint of the journal\n[\s\S]*2 entries[\s\S]*the log itself[\s\S]*journal verify --against FILE/],
  [
    'de',
    /^Checkpoint des Beweisprotokolls\n[\s\S]*2 Einträge[\s\S]*das Protokoll selbst[\s\S]*journal verify --against FILE/,
  ],
]
for (const [language, says] of pages) {
  test(`journal checkpoint: a page in ${language}`, () => {
    const { stdout } = typed('journal', 'checkpoint', '--print', '--lang', language)
    assert.match(stdout, says)
    assert.ok(stdout.includes(published()))
  })
}

test('journal checkpoint: without a journal it says so', () => {
  const { exitCode, stderr } = typed('journal', 'checkpoint', '--log', inside.data)
  assert.equal(exitCode, 2)
  assert.match(stderr, /no checkpoint yet below/)
})

test('journal checkpoint: the kept page is compared, also after a mail program had it', async () => {
  const kept = typed('journal', 'checkpoint', '--print').stdout
  const file = join(inside.data, 'kept.txt')
  const again = await inside.again()
  await again.stop()
  for (const text of [kept, kept.replaceAll('\n', '\r\n'), `Hello,\n\n${kept}\nRegards\n`]) {
    writeFileSync(file, text)
    const { exitCode, stdout } = typed('journal', 'verify', '--against', file)
    assert.equal(exitCode, 0, stdout)
    assert.match(stdout, /continues the older state \(1\)/)
  }
  // One figure of what was kept is another one.
  writeFileSync(file, kept.replace(/\n2\n/, '\n3\n'))
  assert.equal(typed('journal', 'verify', '--against', file).exitCode, 1)
})
