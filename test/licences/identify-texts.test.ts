// Goal: every known text is recognised in every layout, no text is ever taken for another, and texts that are nearly the same are told
// apart. The texts lie beside the checkout and stay there.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'
import * as fc from 'fast-check'

import { catalogue } from '@stellwerk/licences/catalogue/catalogue'
import { indexCatalogue } from '@stellwerk/licences/catalogue-index'
import { fingerprintOf } from '@stellwerk/licences/identify/fingerprint'
import { identify } from '@stellwerk/licences/identify/identify'
import { similarity } from '@stellwerk/licences/identify/similarity'
import { estimatedSimilarity, sketchOf } from '@stellwerk/licences/identify/sketch'
import { indexTexts } from '@stellwerk/licences/identify/text-index'
import { proseOf, wordsOf } from '@stellwerk/licences/identify/words'

import { type KnownFile, licenceTexts } from './licence-texts.ts'
import { sha256Hex } from './sha256.ts'

const known = indexTexts(indexCatalogue(catalogue))
const texts = licenceTexts() ?? []
const usable = texts.filter(({ hashReference }) => hashReference)
const textOf = (id: string): string => texts.find((text) => text.id === id)?.text ?? assert.fail(id)
const found = (text: string) => identify(text, known, sha256Hex)

/** Further copies of a licence, which lie beside it under names of their own. */
const copies: Readonly<Record<string, string>> = {
  'GLM-5-repo-LICENSE': 'Apache-2.0',
  'BigScience-BLOOM-OpenRAIL-M-modelgo': 'LicenseRef-bigscience-openrail-m',
}
const licenceOf = (id: string): string => copies[id] ?? id

if (texts.length > 0) {
  test('every text has the fingerprints that were written down for it', () => {
    assert.equal(texts.length, 67)
    for (const { id, text, wordSha256, proseSha256 } of texts) {
      assert.deepEqual({ id, ...fingerprintOf(wordsOf(text), sha256Hex) }, { id, wordSha256, proseSha256 })
    }
  })

  test('every text is its licence, and a copy inside another work is shown and identifies nothing', () => {
    for (const { id, bytes, hashReference } of texts) {
      const { licence, confidence } = identify(bytes, known, sha256Hex)
      assert.deepEqual([id, licence, confidence], [id, hashReference ? licenceOf(id) : null, hashReference ? 1 : 0])
    }
    const inOtherWorks = texts.filter(({ hashReference }) => !hashReference).map(({ text }) => found(text))
    assert.deepEqual(
      inOtherWorks.map((copy) => 'nearest' in copy && [copy.why, copy.nearest, copy.similarity]),
      [
        ['copy_unusable', 'LicenseRef-mistral-research-0.1', 1],
        ['copy_unusable', 'LicenseRef-kimi-k3', 1],
      ],
    )
  })

  const wrap = (text: string, width: number): string =>
    text.replaceAll(/[^\n]+/g, (line) => line.replaceAll(new RegExp(`(.{1,${width}})(?: +|$)`, 'g'), '$1\n'))
  const variants: readonly [why: string, of: (text: string) => string][] = [
    ['wrapped at 60', (text) => wrap(text, 60)],
    ['wrapped at 100', (text) => wrap(text, 100)],
    ['in one line', (text) => text.replaceAll(/\s+/g, ' ')],
    ['with CRLF', (text) => text.replaceAll(/\r?\n/g, '\r\n')],
    ['with curly quotes', (text) => text.replaceAll(/"([^"]*)"/g, '“$1”').replaceAll("'", '’')],
    ['with straight quotes', (text) => text.replaceAll(/[“”]/g, '"').replaceAll(/[‘’]/g, "'")],
    [
      'with headings and bold of Markdown',
      (text) => text.replaceAll(/^([0-9]{1,2}\..{1,60})$/gm, '## $1').replaceAll(/\b([A-Z]{5,})\b/g, '**$1**'),
    ],
    ['without list marks', (text) => text.replaceAll(/^\s*\(?(?:[a-z]|[ivx]{1,4}|[0-9]{1,2})[.)]\s+/gim, '')],
    ['in upper case', (text) => text.toUpperCase()],
    ['decomposed', (text) => text.normalize('NFD')],
  ]
  // Two copies of one text with clauses numbered differently.
  const sameProse = (id: string): readonly string[] => {
    const { proseSha256 } = texts.find((text) => text.id === id) ?? assert.fail(id)
    return texts.filter((text) => text.proseSha256 === proseSha256).map((text) => licenceOf(text.id))
  }
  for (const [why, variant] of variants) {
    test(`${usable.length} texts ${why}: none missed, none wrong`, () => {
      const wrong = usable.flatMap(({ id, text }) => {
        const { licence } = found(variant(text))
        return licence !== null && sameProse(id).includes(licence) ? [] : [`${id}: ${licence}`]
      })
      assert.deepEqual(wrong, [])
    })
  }

  test('without list marks and in one line at once: four are left for a person, none is wrong', () => {
    const results = usable.map(({ id, text }) => {
      const marks = /^\s*\(?(?:[a-z]|[ivx]{1,4}|[0-9]{1,2})[.)]\s+/gim
      return { id, licence: found(text.replaceAll(marks, '').replaceAll(/\s+/g, ' ')).licence }
    })
    const recognised = results.filter(({ licence }) => licence !== null)
    assert.ok(recognised.every(({ id, licence }) => sameProse(id).includes(licence ?? '')))
    assert.equal(recognised.length, 61)
  })

  test('encodings: UTF-16 with its mark, and Windows-1252', () => {
    const text = textOf('CC-BY-NC-4.0')
    const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')])
    assert.equal(identify(utf16, known, sha256Hex).licence, 'CC-BY-NC-4.0')
    const quoted = new Uint8Array(
      Buffer.from(textOf('MIT').replaceAll(/[“”]/g, '\u0093').replace('©', '\u00a9'), 'latin1'),
    )
    assert.equal(identify(quoted, known, sha256Hex).licence, 'MIT')
  })

  // Reference § 3.1: alike to this degree, and not the same licence.
  const pairs: readonly [one: string, other: string, alike: number][] = [
    ['LicenseRef-gemma-tou-2025-03-24', 'LicenseRef-gemma-tou-2024-04-01', 0.993],
    ['CreativeML-OpenRAIL-M', 'LicenseRef-bigscience-openrail-m2', 0.988],
    ['LicenseRef-llama-3.2-community', 'LicenseRef-llama-4-community', 0.984],
    ['LicenseRef-llama-2-aup', 'LicenseRef-llama-3-aup', 0.983],
    ['CC-BY-4.0', 'CC-BY-NC-4.0', 0.981],
    ['LicenseRef-llama-3.1-community', 'LicenseRef-llama-3.3-community', 0.981],
    ['LicenseRef-hunyuan-3d-2.0-community', 'LicenseRef-hunyuan-a13b-community', 0.967],
    ['LicenseRef-llama-1', 'LicenseRef-opt-175b', 0.955],
    ['LicenseRef-qwen-2024', 'LicenseRef-tongyi-qianwen', 0.935],
    ['SSPL-1.0', 'AGPL-3.0-only', 0.901],
    ['LicenseRef-kimi-k2-modified-mit', 'MIT', 0.81],
  ]
  for (const [one, other, alike] of pairs) {
    test(`told apart: ${one} and ${other}, ${alike} alike`, () => {
      const [left, right] = [wordsOf(textOf(one)), wordsOf(textOf(other))]
      assert.equal(similarity(left, right).toFixed(3), alike.toFixed(3))
      assert.equal(found(textOf(one)).licence, one)
      assert.equal(found(textOf(other)).licence, other)
    })
  }

  test('every two texts that are 0.95 alike are told apart', () => {
    const words = usable.map(({ id, text }) => ({ id, words: wordsOf(text), sketch: sketchOf(wordsOf(text)) }))
    let alike = 0
    for (const one of words)
      for (const other of words) {
        if (one.id >= other.id || estimatedSimilarity(one.sketch, other.sketch) < 0.92) continue
        if (similarity(one.words, other.words) < 0.95) continue
        alike++
        assert.notEqual(
          fingerprintOf(one.words, sha256Hex).wordSha256,
          fingerprintOf(other.words, sha256Hex).wordSha256,
        )
      }
    assert.ok(alike >= 15, `${alike} pairs`)
  })

  test('a sketch is wrong by little: mean and largest error over all pairs', () => {
    const words = texts.map(({ text }) => wordsOf(text))
    const sketches = words.map((each) => sketchOf(each))
    const errors: number[] = []
    for (let one = 0; one < words.length; one += 2)
      for (let other = one + 1; other < words.length; other += 3) {
        const exact = similarity(words[one] ?? [], words[other] ?? [])
        if (exact < 0.3) continue
        errors.push(Math.abs(exact - estimatedSimilarity(sketches[one] ?? [], sketches[other] ?? [])))
      }
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length
    if (process.env['FIGURES'] === '1') console.log({ pairs: errors.length, mean, largest: Math.max(...errors) })
    assert.ok(mean < 0.03 && Math.max(...errors) < 0.12, `mean ${mean}, largest ${Math.max(...errors)}`)
  })

  test('one word changed anywhere: no text is that licence any more, and the nearest is still it', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.constantFrom('replaced', 'left out', 'added'), (which, where, how) => {
        const { id, text, wordSha256 } = at(usable, which)
        const words = wordsOf(text)
        const place = where % words.length
        // List marks are what the second fingerprint leaves out on purpose.
        if (proseOf([words[place] ?? '']).length === 0 || namesHolder(id, words, place)) return
        const changed = [...words]
        changed.splice(place, how === 'added' ? 0 : 1, ...(how === 'left out' ? [] : ['quux']))
        const result = found(changed.join(' '))
        assert.equal(result.licence, null, `${id}, word ${place} ${how}`)
        if (words.length > 300) assert.ok((('nearest' in result && result.similarity) || 0) > 0.9, wordSha256)
      }),
      { numRuns: 400 },
    )
  })

  const numbers: readonly [why: string, licence: string, from: RegExp, to: string][] = [
    ['a threshold', 'LicenseRef-kimi-k2-modified-mit', /20 million/g, '21 million'],
    ['another threshold', 'LicenseRef-open-webui-2025', /50/g, '60'],
    ['a version in the middle of a sentence', 'LicenseRef-llama-3-aup', /use Llama 3 safely/, 'use Llama 2 safely'],
    ['a version', 'LicenseRef-llama-4-community', /Llama 4/, 'Llama 5'],
    ['a date', 'LicenseRef-gemma-tou-2025-03-24', /March 24/, 'March 25'],
    ['days', 'AGPL-3.0-only', /60 days/, '61 days'],
  ]
  for (const [why, licence, from, to] of numbers) {
    test(`a number with a meaning differs, list marks aside: ${why}`, () => {
      const changed = textOf(licence).replace(from, to)
      assert.notEqual(changed, textOf(licence))
      const result = found(changed)
      assert.deepEqual([result.licence, 'why' in result && result.why], [null, 'numbers_differ'])
      assert.equal('nearest' in result && result.nearest, licence)
    })
  }

  const holders: readonly [why: string, notice: string][] = [
    ['a company', 'Copyright (c) 2026 Example Ltd'],
    ['years and a mail address', 'Copyright 2019-2026 example-team <mail@team.example>'],
    [
      'several',
      'Copyright (c) 2024 First Works GmbH\nCopyright (c) 2025-present The Second Authors. All rights reserved.',
    ],
    ['none', ''],
    ['a sign instead of the word', '© 2026 Example'.replace('©', '(c)')],
  ]
  for (const [why, notice] of holders) {
    test(`MIT with other holders: ${why}`, () => {
      const body = textOf('MIT').slice(textOf('MIT').indexOf('Permission'))
      const result = found(`MIT License\n\n${notice}\n\n${body}`)
      assert.deepEqual([result.licence, 'by' in result && result.by], ['MIT', 'template'])
    })
  }

  const apache = (): string => textOf('Apache-2.0')
  const notMit: readonly [why: string, text: () => string][] = [
    ['Kimi K2', () => textOf('LicenseRef-kimi-k2-modified-mit').replace(/Copyright.*/, 'Copyright (c) 2026 Example')],
    ['a duty after the last anchor', () => `${textOf('MIT')}\n\nThe badge must be shown.`],
    ['one word after the last anchor', () => `${textOf('MIT')} Amen`],
    ['a condition before the first', () => `No commercial use. ${textOf('MIT')}`],
    [
      'a condition dressed as a holder',
      () => textOf('MIT').replace(/Copyright.*/, 'Copyright 2026 Example. For research only.'),
    ],
    ['the same in German', () => textOf('MIT').replace(/Copyright.*/, 'Copyright 2026 Beispiel. Nur für Forschung.')],
    ['a condition in another script', () => textOf('MIT').replace(/Copyright.*/, 'Copyright 2026 仅限研究使用')],
    ['a word less', () => textOf('MIT').replace('free of charge', 'of charge')],
    [
      'Apache-2.0 with a clause between its parts',
      () => apache().replace('APPENDIX', 'No commercial use.\n\nAPPENDIX'),
    ],
    ['Apache-2.0 with a clause after it', () => `${apache()}\nThe above applies to research only.`],
  ]
  for (const [why, text] of notMit) {
    test(`no template is filled: ${why}`, () => assert.equal(found(text()).licence, null))
  }

  const apaches: readonly [why: string, text: () => string][] = [
    ['with another holder filled in', () => apache().replace('[yyyy] [name of copyright owner]', '2026 Example Ltd')],
    ['without its appendix', () => apache().slice(0, apache().indexOf('APPENDIX'))],
    ['with a notice instead of the appendix', () => apache().replace(/APPENDIX[\s\S]*?archives\./, '')],
  ]
  for (const [why, text] of apaches) {
    test(`Apache-2.0 ${why}`, () => assert.equal(found(text()).licence, 'Apache-2.0'))
  }
}

/** Whether a word of a template stands for whoever holds the rights. */
function namesHolder(id: string, words: readonly string[], place: number): boolean {
  if (id === 'MIT') return place <= words.indexOf('permission')
  const isApache = id === 'Apache-2.0' || id === 'GLM-5-repo-LICENSE'
  return isApache && place > words.indexOf('archives') && place <= words.indexOf('licensed', words.indexOf('archives'))
}

function at(list: readonly KnownFile[], index: number): KnownFile {
  return list[index % list.length] ?? assert.fail('no texts')
}
