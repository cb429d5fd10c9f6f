// Goal: what a model card claims in its front matter is read to the letter; a card that is cut, false or hostile is refused with a
// reason. JSON stands in for YAML where the form of a value is what matters, since it is YAML too.
import { strict as assert } from 'node:assert'
import { test } from 'bun:test'
import * as fc from 'fast-check'

import { readModelCard } from './model-card.ts'
import { ArtefactUnreadable } from './unreadable.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const card = (front: unknown, body = '# Tales'): Uint8Array => bytes(`---\n${JSON.stringify(front)}\n---\n${body}\n`)
const read = (input: Uint8Array) => readModelCard(input, JSON.parse)

const none = { licences: [], bases: [], datasets: [] }
const cases: readonly [why: string, input: Uint8Array, claims: unknown][] = [
  ['no front matter', bytes('# Tales\n\n---\nlicense: mit\n---\n'), undefined],
  ['a line before it', bytes('\n---\n{"license":"mit"}\n---\n'), undefined],
  ['an empty card', bytes(''), undefined],
  ['an empty front matter', card(null), none],
  ['a licence', card({ license: 'mit' }), { ...none, licences: ['mit'] }],
  ['several licences', card({ license: ['apache-2.0', 'mit'] }), { ...none, licences: ['apache-2.0', 'mit'] }],
  ['no licence stated', card({ license: null, base_model: '' }), none],
  ['line ends of Windows', bytes('---\r\n{"license":"mit"}\r\n---\r\ntext'), { ...none, licences: ['mit'] }],
  ['a byte order mark', bytes('\ufeff---\n{"license":"mit"}\n---\n'), { ...none, licences: ['mit'] }],
  ['an end without a line after it', bytes('---\n{"license":"mit"}\n---'), { ...none, licences: ['mit'] }],
  [
    'everything',
    card({
      license: 'other',
      license_name: 'meadow',
      license_link: 'LICENSE',
      base_model: ['meadow/meadow-8b', 'brook/brook-8b'],
      base_model_relation: 'merge',
      datasets: 'songs',
      pipeline_tag: 'text-generation',
    }),
    {
      licences: ['other'],
      licenceName: 'meadow',
      licenceLink: 'LICENSE',
      bases: [{ name: 'meadow/meadow-8b' }, { name: 'brook/brook-8b' }],
      relation: 'merge',
      datasets: ['songs'],
      task: 'text-generation',
    },
  ],
  ['signs that a terminal obeys', card({ license: 'm\u001b[2Jit\n\u202ex' }), { ...none, licences: ['m [2Jit x'] }],
  ['a licence of the prototype', bytes('---\n{"__proto__":{"license":"mit"}}\n---\n'), none],
]
for (const [why, input, claims] of cases) test(`card: ${why}`, () => assert.deepEqual(read(input), claims))

const refused: readonly [why: string, input: Uint8Array, code: string][] = [
  ['no end', bytes('---\n{"license":"mit"}\n'), 'malformed'],
  ['no end in 256 KiB', bytes(`---\n${'x\n'.repeat(200_000)}`), 'too_large'],
  ['no YAML', bytes('---\n{"license":\n---\n'), 'malformed'],
  ['a list', card(['mit']), 'malformed'],
  ['a text', card('mit'), 'malformed'],
  ['a licence that is a number', card({ license: 3 }), 'malformed'],
  ['a licence that is a mapping', card({ license: { mit: true } }), 'malformed'],
  ['a base that is nothing', card({ base_model: [null] }), 'malformed'],
  ['257 bases', card({ base_model: Array.from({ length: 257 }, () => 'a/b') }), 'too_large'],
  ['a name of 2,001 characters', card({ license_name: 'x'.repeat(2_001) }), 'too_large'],
  ['no UTF-8', Uint8Array.from([0x2d, 0x2d, 0x2d, 0x0a, 0xff, 0xfe, 0xff, 0xff, 0x41, 0x41]), 'malformed'],
]
for (const [why, input, code] of refused) {
  test(`card: ${why}`, () => {
    assert.throws(() => read(input), { name: 'ArtefactUnreadable', code: `artefact_${code}` })
  })
}

test('card: a body cut in the middle of a character does not spoil the front matter', () => {
  const long = card({ license: 'mit' }, 'ä'.repeat(200_000))
  for (let length = long.length - 4; length <= long.length; length++) {
    assert.deepEqual(read(long.subarray(0, length))?.licences, ['mit'])
  }
})

test('card: a parser that runs out of stack is a malformed card', () => {
  const overflowing = (): never => {
    throw new RangeError('Maximum call stack size exceeded.')
  }
  assert.throws(() => readModelCard(card({}), overflowing), { code: 'artefact_malformed' })
})

test('card: whatever comes, claims or a reason', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (front, more) => {
      try {
        read(card(front, more))
        read(bytes(`---\n${more}\n---`))
      } catch (error) {
        assert.ok(error instanceof ArtefactUnreadable, String(error))
      }
    }),
  )
})
