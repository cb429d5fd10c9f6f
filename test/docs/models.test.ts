// Goal: the pages about models name every command with every option, and show what comes out.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'

import { modelsCommands } from '../../packages/server/src/commands/models.ts'
import { models, writeFiles } from '../inventory/inventory.ts'
import { ggufFile } from '../licences/gguf-file.ts'
import { temporaryFolders } from '../temporary-folders.ts'
import { readPage } from './markdown.ts'

const newFolder = temporaryFolders('docs-models')

/** The model of the pages: small, with everything that a header can say. */
const tales = {
  'tales-8b/tales-8b.gguf': ggufFile(
    {
      'general.architecture': 'meadow',
      'general.license': 'mit',
      'meadow.context_length': 4_096,
      'tokenizer.chat_template': '{{ messages }}',
    },
    [{ name: 'output.weight', shape: [8, 8] }],
  ),
  'tales-8b/pytorch_model.bin': Uint8Array.of(0x80, 4),
}

/** The digest of facts covers the catalogue of licences, which is another one with every version. */
const settled = (text: string): string => text.replace(/(?<=(?:of the facts|der Fakten): )[0-9a-f]{64}/, '…')

for (const [language, path] of [
  ['en', 'docs/models.md'],
  ['de', 'docs/de/modelle.md'],
] as const) {
  const page = readPage(path)

  test(`${path}: every command with every option, and no option that is none`, async () => {
    const known = new Set(['--json', '--file'])
    for (const { words, options } of modelsCommands) {
      const { out, exitCode } = await models(`${words} --help`, '/', language)
      assert.equal(exitCode, 0)
      const [, call = ''] = /(stellwerk models .*?) \[(?:OPTIONS|OPTIONEN)\]/.exec(out) ?? []
      assert.ok(page.quoted.includes(call), call)
      for (const { name, value } of options) {
        known.add(`--${name}`)
        const shown = value === undefined ? `--${name}` : `--${name} ${value}`
        assert.ok(page.quoted.includes(shown), shown)
      }
    }
    for (const [option] of page.text.matchAll(/--[a-z]+(?:-[a-z]+)*/g)) assert.ok(known.has(option), option)
  })

  test(`${path}: the examples come out as shown`, async () => {
    const folder = newFolder()
    writeFiles(folder, tales)
    const shown = page.blocks.filter((block) => block.language === 'text').map(({ text }) => text)
    const office = { en: 'Platform', de: 'Plattform' }[language]
    const add = `models add tales-8b --upstream gpu-1 --model tales --stated-by ${office}`
    const outs = [await models('models scan tales-8b', folder, language), await models(add, folder, language)]
    assert.deepEqual(
      outs.map(({ out }) => settled(out)),
      shown.map(settled),
    )
  })
}

test('both pages have the same sections and blocks', () => {
  const [english, german] = [readPage('docs/models.md'), readPage('docs/de/modelle.md')]
  assert.equal(english.headings.length, german.headings.length)
  assert.deepEqual(
    english.blocks.map(({ language }) => language),
    german.blocks.map(({ language }) => language),
  )
})
