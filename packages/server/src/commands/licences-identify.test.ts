// Goal: several files at once, a promise for programs and a table for people, and an answer for each file. The texts are those of our
// own licence and of packages that we install.
import { strict as assert } from 'node:assert'
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'bun:test'

import { temporaryFolders } from '../../../../test/temporary-folders.ts'
import { runCommand } from './cli.ts'
import type { CommandWiring } from './command.ts'

const newFolder = temporaryFolders('identify')
const root = join(import.meta.dir, '../../../..')
const folder = newFolder()
const apache = readFileSync(join(root, 'LICENSE'), 'utf8')
writeFileSync(join(folder, 'apache'), apache)
writeFileSync(join(folder, 'mit'), readFileSync(join(root, 'node_modules/zod/LICENSE')))
writeFileSync(join(folder, 'isc'), readFileSync(join(root, 'node_modules/yaml/LICENSE')))
writeFileSync(join(folder, 'changed'), apache.replace('perpetual', 'temporary'))
writeFileSync(join(folder, 'weather'), 'The weather will be fine.')
writeFileSync(join(folder, 'zeros'), new Uint8Array(100))
writeFileSync(join(folder, 'long'), 'a '.repeat(5_500_000))

async function run(line: string, isTerminal = false) {
  const out: string[] = []
  const err: string[] = []
  const io = {
    stdout: { write: (text: string) => out.push(text), ...(isTerminal ? { columns: 120 } : {}) },
    stderr: { write: (text: string) => err.push(text) },
    env: { LANG: 'en' },
    cwd: folder,
  }
  const exitCode = await runCommand(line.split(' '), io, {} as CommandWiring) // None of it is asked for.
  return { exitCode, out: out.join(''), err: err.join('') }
}

test('every file has its answer, in the order in which they were named', async () => {
  const { exitCode, out } = await run('licences identify apache mit isc changed weather zeros long --json')
  const found = JSON.parse(out) as {
    file: string
    licence: string | null
    confidence: number
    why?: string
    nearest?: string
  }[] // Compared as a whole below.
  assert.equal(exitCode, 0)
  assert.deepEqual(
    found.map(({ file, licence, confidence, why }) => [file, licence, confidence, why]),
    [
      ['apache', 'Apache-2.0', 1, undefined],
      ['mit', 'MIT', 1, undefined],
      ['isc', 'ISC', 1, undefined],
      ['changed', null, 0, 'unknown_text'],
      ['weather', null, 0, 'unknown_text'],
      ['zeros', null, 0, 'not_text'],
      ['long', null, 0, 'too_large'],
    ],
  )
  assert.equal(found[3]?.nearest, 'Apache-2.0')
})

test('a program that reads along gets JSON unasked, a person at a terminal a table', async () => {
  assert.deepEqual(JSON.parse((await run('licences identify mit')).out)[0].licence, 'MIT')
  const { out } = await run('licences identify mit changed', true)
  assert.match(out, /mit +MIT +template, filled to its end/)
  assert.match(out, /changed +– +no known version +Apache-2\.0 \(0\.9/)
})

test('with texts on disk the passages stand there that differ', async () => {
  const texts = newFolder()
  symlinkSync(join(folder, 'apache'), join(texts, 'apache'))
  symlinkSync(join(folder, 'mit'), join(texts, 'mit'))
  const { out } = await run(`licences identify changed --texts ${texts} --json`)
  const [found] = JSON.parse(out) as [Record<string, unknown>]
  assert.deepEqual([found['nearest'], found['comparedWith'], found['differsCount']], ['Apache-2.0', 'text', 1])
  const [passage] = found['differs'] as [{ known: string; found: string }]
  assert.deepEqual([passage.known, passage.found], ['perpetual', 'temporary'])
  const table = await run(`licences identify changed --texts ${texts}`, true)
  assert.match(table.out, /\[-perpetual-\] \{\+temporary\+\}/)
})

test('a file that is not there is told, the others are judged', async () => {
  const { exitCode, out } = await run('licences identify nowhere mit . --json')
  assert.equal(exitCode, 2)
  assert.deepEqual(
    (JSON.parse(out) as { licence: string | null; why?: string }[]).map(({ licence, why }) => licence ?? why),
    ['unreadable', 'MIT', 'unreadable'],
  )
})

const usage: readonly [why: string, line: string, message: RegExp][] = [
  ['no file', 'licences identify', /wants FILE/],
  ['texts that are no folder', 'licences identify mit --texts mit', /--texts: the folder .* cannot be read/],
  ['one argument too many elsewhere', 'licences scan a b', /no use for "b"/],
  ['a folder that is none', 'licences scan mit', /is no folder/],
]
for (const [why, line, message] of usage) {
  test(`usage: ${why}`, async () => {
    const { exitCode, err } = await run(line)
    assert.equal(exitCode, 2)
    assert.match(err, message)
  })
}

test('scan: exit 0 where all is shown by texts, 1 where something is not', async () => {
  const model = newFolder()
  writeFileSync(join(model, 'LICENSE'), apache)
  writeFileSync(join(model, 'README.md'), '---\nlicense: apache-2.0\n---\n')
  const shown = await run(`licences scan ${model} --json`)
  assert.equal(shown.exitCode, 0)
  assert.equal((JSON.parse(shown.out) as { concluded: unknown }).concluded, 'Apache-2.0')
  writeFileSync(join(model, 'README.md'), '---\nlicense: mit\n---\n')
  const refused = await run(`licences scan ${model} --lang de`)
  assert.equal(refused.exitCode, 1)
  assert.match(refused.out, /angegeben ist mit, LICENSE ist Apache-2\.0/)
})
