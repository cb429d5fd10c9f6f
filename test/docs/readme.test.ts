import { test } from 'bun:test'
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, normalize } from 'node:path'

import type { Config } from '@stellwerk/contract/config'
import type { Language } from '@stellwerk/contract/language'
import { lampsFromDeclarations } from '@stellwerk/policy/declared'
import { decide } from '@stellwerk/policy/decide'

import { loadConfig } from '../../packages/server/src/config.ts'
import { Denied } from '../../packages/server/src/denied.ts'
import { errorResponse } from '../../packages/server/src/http/render.ts'
import { fragmentOf, type Page, readPage, root } from './markdown.ts'

// Goal: what the pages claim is what the program does.
const readmes: readonly [language: Language, path: string][] = [
  ['en', 'README.md'],
  ['de', 'README.de.md'],
]
const now = Date.parse('2026-11-23T12:00:00Z')

function blockOf(page: Page, language: string): string {
  const [block, ...more] = page.blocks.filter((candidate) => candidate.language === language)
  assert.ok(block !== undefined && more.length === 0, `${page.path} has one block of ${language}`)
  return block.text
}

/** The configuration as `stellwerk serve` reads it from a file with this text. */
function configOf(text: string): Config {
  const folder = mkdtempSync(join(tmpdir(), 'stellwerk-readme-'))
  try {
    writeFileSync(join(folder, 'stellwerk.yaml'), text)
    return loadConfig({ cwd: folder, env: {}, flags: {} }).config
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function decisionFor(config: Config) {
  const [useCase] = config.useCases
  assert.ok(useCase !== undefined)
  const [deploymentId = ''] = useCase.deployments
  const route = { useCaseId: useCase.id, deploymentId, ...lampsFromDeclarations(useCase.lamps, now) }
  return decide(route, { keyId: 'k', keyVersion: 1, keyExpiresAt: now + 1_000, epoch: 1 }, now)
}

for (const [language, path] of readmes) {
  const page = readPage(path)
  const yaml = blockOf(page, 'yaml')

  test(`${path}: the example is valid and lets requests pass`, () => {
    assert.equal(decisionFor(configOf(yaml)).outcome, 'allow')
  })

  test(`${path}: without its line on governance it is refused with the words shown`, async () => {
    const shortened = yaml.replace(/^ +governance: .*\n/m, '')
    assert.notEqual(shortened, yaml)
    const decision = decisionFor(configOf(shortened))
    assert.ok(decision.outcome === 'deny')
    const shown: unknown = JSON.parse(blockOf(page, 'json'))
    const requestId = /req_[0-9a-f]{32}/.exec(blockOf(page, 'json'))?.[0] ?? ''
    const context = { requestId, language, publicUrl: 'http://127.0.0.1:7373', denial: decision }
    const refusal = errorResponse(new Denied(decision), context)
    assert.equal(refusal.status, 403)
    assert.deepEqual(await refusal.json(), shown)
  })
}

test('README.de.md has the sections and the code of README.md', () => {
  const [english, german] = [readPage('README.md'), readPage('README.de.md')]
  assert.equal(german.headings.length, english.headings.length)
  const languagesOf = ({ blocks }: Page): readonly string[] => blocks.map(({ language }) => language)
  assert.deepEqual(languagesOf(german), languagesOf(english))
  const commandsOf = ({ blocks }: Page): readonly string[] =>
    blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => commandsIn(text))
  assert.deepEqual(commandsOf(german), commandsOf(english))
})

// ── Every page ──────────────────────────────────────────────────────────────────────────────────────────────────────

const foldersLeftOut = new Set(['.git', '.cache', 'node_modules', 'dist', 'data', 'fixtures'])

function markdownFiles(folder = ''): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return foldersLeftOut.has(entry.name) ? [] : markdownFiles(path)
    return entry.name.endsWith('.md') ? [path] : []
  })
}

const pages = markdownFiles().map(readPage)

/** Commands of ours in a piece of code: `stellwerk keys create`, `npm run check`, without their options. */
function commandsIn(code: string): readonly string[] {
  return [...code.matchAll(/(?:^|[\s/])(stellwerk|npm run|npm)((?: [a-z][a-z-]*)+)/gm)].map(
    ([, program = '', words = '']) => program + words,
  )
}

const help = Bun.spawnSync([join(root, 'bin/stellwerk'), '--help', '--lang', 'en'], { stdin: 'ignore' })
const commandLines: readonly string[] = help.stdout.toString().match(/(?<=^ {2})[a-z]+(?: [a-z][a-z-]*)*/gm) ?? []
const scripts = Object.keys(
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object }).scripts,
)
const npmCommands = new Set([
  ...scripts.map((name) => `npm run ${name}`),
  'npm start',
  'npm test',
  'npm ci',
  'npm install',
])

function isCommand(words: string): boolean {
  if (words.startsWith('npm')) return [...npmCommands].some((known) => `${words} `.startsWith(`${known} `))
  const wanted = words.slice('stellwerk '.length)
  return commandLines.some((known) => `${wanted} `.startsWith(`${known} `))
}

test('the help lists commands', () => assert.ok(commandLines.includes('keys create'), help.stdout.toString()))

for (const page of pages) {
  test(`${page.path}: links lead somewhere`, () => {
    const broken = page.links.filter((target) => !leadsSomewhere(page, target))
    assert.deepEqual(broken, [])
  })

  test(`${page.path}: commands exist`, () => {
    const code = [...page.quoted, ...page.blocks.filter(({ language }) => language === 'sh').map(({ text }) => text)]
    const unknown = code.flatMap(commandsIn).filter((words) => !isCommand(words))
    assert.deepEqual(unknown, [])
  })
}

/** Addresses elsewhere are not asked for: tests use no network. */
function leadsSomewhere(page: Page, target: string): boolean {
  if (/^https?:\/\//.test(target)) return true
  const [file = '', fragment] = target.split('#')
  const path = file === '' ? page.path : normalize(join(dirname(page.path), file))
  if (path.startsWith('..') || !existsSync(join(root, path))) return false
  return fragment === undefined || readPage(path).headings.map(fragmentOf).includes(fragment)
}
