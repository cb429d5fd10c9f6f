// Goal: the rules of identification on an invented catalogue: fingerprints identify, numbers with a meaning have to agree, templates are
// filled to their end, and being alike only shows. All texts are invented.
import { strict as assert } from 'node:assert'
import { createHash } from 'node:crypto'
import { test } from 'bun:test'
import * as fc from 'fast-check'

import type { LicenceTerms, LicenceText } from '../terms.ts'
import { fingerprintOf, hashOf } from './fingerprint.ts'
import { identify, type Identification } from './identify.ts'
import { numbersWithMeaning } from './numbers.ts'
import { textBytesMax } from './plain-text.ts'
import { sketchOf, sketchText } from './sketch.ts'
import { indexTexts, type TextData } from './text-index.ts'
import { wordsOf } from './words.ts'

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const meadow = (users: string) => `# Meadow Model Licence 2

Released on June 7, 2026.

1. Anybody may walk on the Meadow with up to ${users} million sheep (see Section 3).
2. Whoever brings more sheep asks the shepherd within thirty (30) days:
   a) in writing; and
   b) before the sheep have eaten.
3. The gate is closed at night, and whoever opens it answers for the sheep of all others.
`
const policy = 'Nobody feeds the sheep of others. Nobody paints them. Nobody counts them in order to fall asleep.'
const shanty = 'Whoever sings this shanty sings all of its verses, and passes the rum to the left.'

const textOf = (id: string, text: string, more: Partial<LicenceText> = {}): LicenceText => ({
  id,
  role: 'licence',
  source: 'official-file',
  sha256: sha256(new TextEncoder().encode(text)),
  ...fingerprintOf(wordsOf(text), sha256),
  isHashUsable: true,
  ...more,
})
const terms = (id: string, texts: readonly LicenceText[]) => ({ id, texts }) as unknown as LicenceTerms // Nothing else of an entry is asked for.

const entries = [
  terms('LicenseRef-meadow-2', [
    textOf('LicenseRef-meadow-2', meadow('20')),
    textOf('meadow-policy', policy, { role: 'policy' }),
  ]),
  terms('LicenseRef-meadow-3', [
    textOf('LicenseRef-meadow-3', meadow('300')),
    textOf('meadow-policy', policy, { role: 'policy' }),
  ]),
  terms('LicenseRef-hearsay', [
    textOf('LicenseRef-hearsay', 'Somebody was told of a licence.', { isHashUsable: false }),
  ]),
]
const terse = 'Take it and be glad. No shepherd answers for the sheep.'
const data: TextData = {
  signatures: [meadow('20'), meadow('300'), policy].map((text) => ({
    wordSha256: fingerprintOf(wordsOf(text), sha256).wordSha256,
    numbersSha256: hashOf(numbersWithMeaning(text), sha256),
    sketch: sketchText(sketchOf(wordsOf(text))),
  })),
  withoutEntry: [
    {
      id: 'shanty',
      found: { repository: 'sea/songs', path: 'TERMS', commit: 'c0' },
      ...fingerprintOf(wordsOf(shanty), sha256),
    },
  ],
  templates: [
    {
      licence: 'Terse',
      titles: ['the terse licence', 'terse'],
      parts: [{ first: 'take it', last: 'answers for the sheep', sha256s: [hashOf(wordsOf(terse), sha256)] }],
    },
  ],
}
const known = indexTexts({ entries, byId: new Map(entries.map((entry) => [entry.id, entry])) }, data)
const found = (text: string | Uint8Array): Identification => identify(text, known, sha256)
const why = (result: Identification): string => (result.licence === null ? result.why : result.by)

const cases: readonly [what: string, text: string, licence: string | null, because: string][] = [
  ['the text itself', meadow('20'), 'LicenseRef-meadow-2', 'words'],
  ['the version beside it', meadow('300'), 'LicenseRef-meadow-3', 'words'],
  ['wrapped and shouted', meadow('20').toUpperCase().replaceAll(/\s+/g, '\r\n'), 'LicenseRef-meadow-2', 'words'],
  ['other list marks', meadow('20').replace('a)', 'i.').replace('b)', 'ii.'), 'LicenseRef-meadow-2', 'prose'],
  ['no list marks', meadow('20').replaceAll(/^ *\w[.)] /gm, ''), 'LicenseRef-meadow-2', 'prose'],
  ['another section referred to', meadow('20').replace('Section 3', 'Section 4'), 'LicenseRef-meadow-2', 'prose'],
  ['another threshold', meadow('21'), null, 'numbers_differ'],
  ['another version in the title', meadow('20').replace('Licence 2', 'Licence 3'), null, 'numbers_differ'],
  ['another day', meadow('20').replace('June 7', 'June 8'), null, 'numbers_differ'],
  ['another term', meadow('20').replace('(30)', '(60)'), null, 'numbers_differ'],
  ['a threshold left out', meadow('20').replace('20 million', 'million'), null, 'numbers_differ'],
  ['one word more', meadow('20').replace('may walk', 'may not walk'), null, 'unknown_text'],
  ['a policy', policy, 'meadow-policy', 'words'],
  ['a text without an entry', shanty, 'shanty', 'words'],
  ['a text read inside another work', 'Somebody was told of a licence.', null, 'copy_unusable'],
  ['a template', `Copyright 2026 Example\n\n${terse}`, 'Terse', 'template'],
  [
    'a template with title and several holders',
    `The Terse Licence\n(c) 2025 One GmbH\nCopyright Two\n${terse}`,
    'Terse',
    'template',
  ],
  ['a template and then a word', `${terse} Mostly.`, null, 'unknown_text'],
  ['a template after a condition', `Copyright Example, sheep only. ${terse}`, null, 'unknown_text'],
  ['nothing', '', null, 'no_words'],
  ['marks', '--- ***', null, 'no_words'],
  ['bytes of something else', 'MIT\0\0', null, 'not_text'],
]
for (const [what, text, licence, because] of cases) {
  test(`identify: ${what}`, () => {
    const result = found(text)
    assert.deepEqual([result.licence, result.confidence, why(result)], [licence, licence === null ? 0 : 1, because])
    assert.deepEqual(found(new TextEncoder().encode(text)), result)
  })
}

test('a policy names all licences that it belongs to, and is none of them', () => {
  const result = found(policy)
  assert.ok('entries' in result)
  assert.deepEqual([result.role, result.entries], ['policy', ['LicenseRef-meadow-2', 'LicenseRef-meadow-3']])
})

test('what is near is shown beside the missing licence', () => {
  const result = found(meadow('20').replace('may walk', 'may not walk'))
  assert.ok('nearest' in result && result.similarity !== undefined)
  assert.equal(result.nearest, 'LicenseRef-meadow-2')
  assert.ok(result.similarity > 0.8 && result.similarity < 1)
  assert.equal('nearest' in found('The weather will be fine in the north and dull in the south.'), false)
})

test('holders are told, because a person may want to look', () => {
  const result = found(`Copyright (c) 2026 Example Ltd. All rights reserved.\n${terse}`)
  assert.deepEqual('holders' in result && result.holders, ['2026 example ltd'])
})

test('any word changed, left out or added: no licence', () => {
  const words = wordsOf(meadow('20'))
  for (const [place, word] of words.entries()) {
    if (/^(?:[a-b]|[0-9]{1,2})$/.test(word)) continue
    for (const instead of [[], ['quux'], [word, 'quux']]) {
      assert.equal(found(words.toSpliced(place, 1, ...instead).join(' ')).licence, null, `${place}: ${word}`)
    }
  }
})

test('whatever comes, an answer comes, and only known words are a licence', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array())
  fc.assert(fc.property(texts, (input) => assert.equal(found(input).licence, null)))
})

test('size: the bound, and one byte more', () => {
  const filler = `${shanty}${' '.repeat(textBytesMax - shanty.length)}`
  assert.equal(found(filler).licence, 'shanty')
  assert.equal(why(found(`${filler} `)), 'too_large')
  assert.equal(why(found(new Uint8Array(10 * textBytesMax))), 'too_large')
})

test('names of prototypes are names', () => {
  assert.equal(found('__proto__ constructor toString').licence, null)
})
