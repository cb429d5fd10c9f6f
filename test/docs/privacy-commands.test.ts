// Goal: the pages about the commands say what the commands do: every option, and examples that come out as shown.
import { strict as assert } from 'node:assert'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'bun:test'

import { privacyCommands } from '../../packages/server/src/commands/privacy.ts'
import { commandLine } from '../command-line.ts'
import { temporaryFolders } from '../temporary-folders.ts'
import { type Page, readPage } from './markdown.ts'

const newFolder = temporaryFolders('docs-privacy')

function blocksOf({ blocks }: Page, language: string): readonly string[] {
  return blocks.filter((block) => block.language === language).map(({ text }) => text)
}

/** The name of a pseudonym is another one with every mapping. A score moves when weights are trained anew. */
const settled = (text: string): string =>
  text.replaceAll(/_[a-z0-9]{12}⟧/g, '⟧').replaceAll(/"score":[\d.]+/g, '"score":0')

for (const [language, path] of [
  ['en', 'docs/privacy-commands.md'],
  ['de', 'docs/de/befehle-personenbezogene-daten.md'],
] as const) {
  const page = readPage(path)

  test(`${path}: every command with every option, and no option that is none`, async () => {
    const known = new Set(['--json', '--config']) // Every command takes these.
    for (const { words, options } of privacyCommands) {
      const { out, exitCode } = await commandLine(`${words} --help`, { cwd: '/', language })
      assert.equal(exitCode, 0)
      const [, call = ''] = /(stellwerk privacy .*?) \[(?:OPTIONS|OPTIONEN)\]/.exec(out) ?? []
      assert.ok(page.quoted.includes(call), call)
      for (const { name, value } of options) {
        known.add(`--${name}`)
        const shown = value === undefined ? `--${name}` : `--${name} ${value}`
        assert.ok(page.quoted.includes(shown), shown)
      }
    }
    for (const [option] of page.text.matchAll(/--[a-z]+/g)) assert.ok(known.has(option), option)
  })

  test(`${path}: the examples come out as shown`, async () => {
    const cwd = newFolder()
    const [found = ''] = blocksOf(page, 'json')
    const detected = await commandLine('privacy detect', { cwd, input: blocksOf(page, 'jsonl')[0] ?? '' })
    assert.equal(settled(detected.out), settled(found))
    const [letter = '', outgoing = ''] = blocksOf(page, 'text')
    writeFileSync(join(cwd, 'letter.txt'), letter)
    const masked = await commandLine('privacy pseudonymise --mapping letter.map letter.txt', { cwd })
    assert.equal(settled(masked.out), settled(outgoing))
    const restored = await commandLine('privacy restore --mapping letter.map', { cwd, input: masked.out })
    assert.equal(restored.out, letter)
  })
}
