import assert from 'node:assert/strict'

import { GatewayError } from '@stellwerk/contract/error'
import type { Segment } from '@stellwerk/privacy/detect'
import { test } from 'bun:test'

import { type ExternalModel, looked } from './external-model.ts'

// Goal: the model sees prose that nobody has looked at yet and nothing else, and its failure is what the use case says it is.

const spotting = (asked: string[][] = []): ExternalModel => ({
  version: 'v',
  look: (texts) => {
    asked.push([...texts])
    return Promise.resolve(texts.map((text) => [{ start: 0, end: text.length, category: 'PERSON', score: 0.9 }]))
  },
})
const prose: Segment = { text: 'Quillbert', form: 'text' }
const failing: ExternalModel = { version: 'v', look: () => Promise.reject(new GatewayError('detection_timeout')) }

const shown: readonly [why: string, segment: Segment, isKnown: boolean, isAsked: boolean][] = [
  ['prose', prose, false, true],
  ['prose that is known', prose, true, false],
  ['an id', { ...prose, form: 'identifier' }, false, false],
  ['a name by its field', { ...prose, isName: true }, false, false],
  ['nothing', { ...prose, text: '' }, false, false],
]
for (const [why, segment, isKnown, isAsked] of shown) {
  test(`${isAsked ? 'looks at' : 'is not shown'}: ${why}`, async () => {
    const asked: string[][] = []
    const known = [isKnown ? [] : undefined]
    const { beside } = await looked([segment], known, { onlyCertain: false }, spotting(asked), 'refuse')
    assert.equal(asked.length, isAsked ? 1 : 0)
    assert.equal(beside[0]?.length, isAsked ? 1 : undefined)
  })
}

test('where only what has a form is looked for, it is not asked', async () => {
  const asked: string[][] = []
  await looked([prose], [undefined], { onlyCertain: true }, spotting(asked), 'refuse')
  assert.deepEqual(asked, [])
})

test('code between prose is left alone', async () => {
  const text = 'see `Quillbert`'
  const model: ExternalModel = {
    version: 'v',
    look: () => Promise.resolve([[{ start: 5, end: 14, category: 'PERSON', score: 0.9 }]]),
  }
  const { beside } = await looked([{ ...prose, text }], [undefined], { onlyCertain: false }, model, 'refuse')
  assert.deepEqual(beside, [[]])
})

test('unsure findings are weak', async () => {
  const model: ExternalModel = {
    version: 'v',
    look: () =>
      Promise.resolve([
        [
          { start: 0, end: 4, category: 'PERSON', score: 0.49 },
          { start: 5, end: 9, category: 'ORG', score: 0.5 },
        ],
      ]),
  }
  const { beside } = await looked([prose], [undefined], { onlyCertain: false }, model, 'refuse')
  assert.deepEqual(
    beside[0]?.map(({ evidence }) => evidence),
    ['weak', 'likely'],
  )
})

test('it fails: refused', () =>
  assert.rejects(looked([prose], [undefined], { onlyCertain: false }, failing, 'refuse'), /./))

test('it fails: the built-in detectors alone, and it is said', async () => {
  assert.deepEqual(await looked([prose], [undefined], { onlyCertain: false }, failing, 'builtIn'), {
    beside: [],
    failed: true,
  })
})
