import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { endpoints } from '@stellwerk/contract/endpoint'
import { errorMeanings } from '@stellwerk/contract/error'
import { lampsFromDeclarations } from '@stellwerk/policy/declared'
import { decide } from '@stellwerk/policy/decide'

import { loadConfig } from '../../packages/server/src/config.ts'
import { temporaryFolders } from '../temporary-folders.ts'
import { type Page, readPage, root } from './markdown.ts'

// Goal: who copies something out of a guide gets no error of ours for it.
const names = readdirSync(join(root, 'docs/guides')).filter((name) => name.endsWith('.md'))
const pairs = names.map((name) => [readPage(`docs/guides/${name}`), readPage(`docs/guides/de/${name}`)] as const)
const newFolder = temporaryFolders('guides')
const now = Date.parse('2026-11-23T12:00:00Z')

/** A guide is read beside a terminal. */
const linesMax = 150

/** Longer than a shell and a start of the program take, for all commands of a page side by side. */
const commandsMs = 60_000

function textsOf({ blocks }: Page, language: string): readonly string[] {
  return blocks.filter((block) => block.language === language).map(({ text }) => text)
}

/** The whole configuration of a page, or none: parts of a file say so in their first line. */
function configurationOf(page: Page): string | undefined {
  const [whole, ...more] = textsOf(page, 'yaml').filter((text) => text.startsWith('# stellwerk.yaml\n'))
  assert.equal(more.length, 0, `${page.path} has one configuration`)
  return whole
}

/** A folder with that configuration as its `stellwerk.yaml`. */
function folderWith(configuration: string): string {
  const folder = newFolder()
  writeFileSync(join(folder, 'stellwerk.yaml'), configuration)
  return folder
}

/** Our commands in a page: lines of shell blocks, and what stands between backticks in running text. */
function commandsOf(page: Page): readonly string[] {
  const lines = textsOf(page, 'sh').flatMap((text) => text.split('\n'))
  return [...lines, ...page.quoted].filter((line) => /^stellwerk [a-z]/.test(line)).map((line) => line.trim())
}

/** The words of a command line. Nothing in a guide needs more of a shell than double quotes. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '').slice(1)
}

async function run(words: readonly string[], cwd: string): Promise<{ code: number; said: string }> {
  const command = Bun.spawn([join(root, 'bin/stellwerk'), ...words], { cwd, stdout: 'pipe', stderr: 'pipe' })
  const said = await Promise.all([new Response(command.stdout).text(), new Response(command.stderr).text()])
  return { code: await command.exited, said: said.join('') }
}

for (const page of pairs.flat()) {
  const configuration = configurationOf(page)

  if (configuration !== undefined) {
    test(`${page.path}: its configuration is valid and lets every use case pass`, () => {
      const { config } = loadConfig({ cwd: folderWith(configuration), env: {}, flags: {} })
      for (const { id, lamps, deployments } of config.useCases) {
        for (const deploymentId of deployments) {
          const route = { useCaseId: id, deploymentId, ...lampsFromDeclarations(lamps, now) }
          const key = { keyId: 'k', keyVersion: 1, keyExpiresAt: now + 1_000, epoch: 1 }
          assert.equal(decide(route, key, now).outcome, 'allow', id)
        }
      }
    })
  }

  test(`${page.path}: what is given as YAML, TOML and JSON is that, and says which file it is`, () => {
    for (const text of textsOf(page, 'yaml')) {
      assert.match(text, /^# \S+\.yaml/)
      Bun.YAML.parse(text)
    }
    for (const text of textsOf(page, 'toml')) Bun.TOML.parse(text)
    for (const text of textsOf(page, 'json')) JSON.parse(text)
  })

  test(`${page.path}: calls with curl go to what is served, with bodies that are JSON`, () => {
    const shell = textsOf(page, 'sh').join('\n')
    const served: readonly string[] = [...endpoints, 'models']
    for (const [, path = ''] of shell.matchAll(/curl \S+\/v1\/(\S+)/g)) assert.ok(served.includes(path), path)
    for (const [, body = ''] of shell.matchAll(/ -d '([^']*)'/g)) JSON.parse(body)
  })

  test(`${page.path}: the errors that it explains are ours`, () => {
    const rows = readFileSync(join(root, page.path), 'utf8').match(/^\| .*$/gm) ?? []
    const codes = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)])
    const fields = new Set(['mcp_servers', 'previous_response_id'])
    const unknown = codes.map(([, code = '']) => code).filter((code) => !(code in errorMeanings) && !fields.has(code))
    assert.deepEqual(unknown, [])
  })

  test(`${page.path}: it has at most ${linesMax} lines`, () =>
    assert.ok(readFileSync(join(root, page.path), 'utf8').split('\n').length <= linesMax))
}

for (const [english, german] of pairs) {
  test(`${german.path}: it has the sections, the code and the commands of the English page`, () => {
    assert.equal(german.headings.length, english.headings.length)
    const languages = ({ blocks }: Page): readonly string[] => blocks.map(({ language }) => language)
    assert.deepEqual(languages(german), languages(english))
    // Labels and owners are in the language of the page.
    const commands = (page: Page): readonly string[] =>
      commandsOf(page).map((line) => line.replaceAll(/"[^"]*"/g, '""'))
    assert.deepEqual(commands(german).toSorted(), commands(english).toSorted())
  })

  const keys = commandsOf(english).filter(isTried)
  if (keys.length > 0) {
    test(
      `${english.path}: its keys can be made with its configuration`,
      () => succeed(keys, (words) => [words, folderWith(configurationOf(english) ?? '')]),
      commandsMs,
    )
  }
}

test(
  'the other commands of the guides take their options',
  () => {
    const lines = new Set(pairs.flatMap(([english]) => commandsOf(english).filter((line) => !isTried(line))))
    return succeed([...lines], (words) => [[...words, '--help'], root])
  },
  commandsMs,
)

/** Only commands with all that they need are run; of the others it is looked at whether they know their options. */
function isTried(line: string): boolean {
  return line.startsWith('stellwerk keys create --use-case')
}

type Start = readonly [words: readonly string[], cwd: string]

async function succeed(lines: readonly string[], start: (words: readonly string[]) => Start): Promise<void> {
  assert.ok(lines.length > 0)
  const ended = await Promise.all(lines.map((line) => run(...start(wordsOf(line)))))
  const failed = ended.flatMap(({ code, said }, index) => (code === 0 ? [] : [`${lines[index]}: ${said}`]))
  assert.deepEqual(failed, [])
}
