// Goal: an external model, run by the real ONNX Runtime in its confined process, finds what it knows; and when it fails, the use case
// decides what happens. The models are written here; names are invented.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, test } from 'bun:test'
import type { ConfigInput } from '@stellwerk/contract/config'
import { policyOf } from '@stellwerk/privacy/presets'
import { PrivacyModelUnusable } from '@stellwerk/server/classifier/unusable'
import { openDetection } from '@stellwerk/server/privacy-weights'

import { tinySpanModel, tinyTokenModel, writeModel } from '../classifier/tiny-models.ts'
import {
  chat,
  clearLamps,
  type Inside,
  openInside,
  type PlayedEngine,
  playEngine,
  wholeAnswer,
} from '../gateway/inside.ts'
import { audited } from '../journal/audited.ts'
import { temporaryFolders } from '../temporary-folders.ts'
import { runtimeOrSkip } from './fetch.ts'

type Changed = Partial<NonNullable<ConfigInput['useCases']>[number]['personalData'] & object>

const runtime = await runtimeOrSkip()
const newFolder = temporaryFolders('classifier')
const open: { inside: Inside; engine: PlayedEngine }[] = []
afterEach(async () => {
  for (const { inside, engine } of open.splice(0)) await Promise.all([inside.close(), engine.close()])
})

/** The name and the place are those that the tiny models know. */
const asked = 'wohnt in wort (zimpel) und wort 😀 Nordenheim .'
const meanings = {
  tokens: { PER: 'PERSON', LOC: 'LOCATION' },
  spans: { person: 'PERSON', place: 'LOCATION' },
} as const

interface Wish {
  readonly form?: 'tokens' | 'spans'
  readonly personalData?: Changed
  readonly model?: object
}

/** A gateway with a model and an engine that keeps what it is told. */
async function openWith({ form = 'tokens', personalData = {}, model = {} }: Wish = {}) {
  const told: string[] = []
  const engine = playEngine(() => {
    const body = engine.seen.at(-1)?.body as ReturnType<typeof chat> // Written by us, from such a chat.
    const content = body.messages[0]?.content ?? ''
    told.push(content)
    return Response.json(wholeAnswer(content))
  })
  const data = newFolder()
  symlinkSync(runtime ?? '', join(data, 'stellwerk-onnx'))
  const { path, sha256 } = writeModel(join(newFolder(), 'onnx'), form)
  const useCase = { id: 'test', title: 'Test', state: 'active', deployments: ['a'], lamps: clearLamps } as const
  const inside = await openInside([{ id: 'a', kind: 'openaiCompatible', url: engine.url }], {
    data,
    limits: { drainTimeoutMs: 50 },
    privacy: { model: { path, sha256, labels: meanings[form], deadlineMs: 20_000, ...model } },
    useCases: [
      {
        ...useCase,
        personalData: {
          sensitivity: { LOCATION: 'balanced' },
          treatment: { LOCATION: 'pseudonymise' },
          ...personalData,
        },
      },
    ],
  })
  open.push({ inside, engine })
  return { inside, told, data }
}

/** Processes that this one started, by what stands in their command line. */
function childrenWith(word: string): readonly number[] {
  const ids = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number)
  return ids.filter((id) => readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(word))
}

test('the models are the same bytes each time', () => {
  assert.deepEqual(tinyTokenModel(), tinyTokenModel())
  assert.deepEqual(tinySpanModel(), tinySpanModel())
})

test('nothing built in finds the name', () => {
  const detection = openDetection()
  const policy = policyOf({ preset: 'office', treatment: {}, kinds: {}, sensitivity: {}, mode: 'typed' })
  const segment = { text: asked, form: 'text' } as const
  const found = detection.together([segment], [detection.own(segment, policy)], policy).flat()
  assert.deepEqual(
    found.filter(({ category }) => category === 'PERSON'),
    [],
  )
})

if (runtime !== undefined) {
  for (const form of ['tokens', 'spans'] as const) {
    test(`${form}: what the model knows stays here, and the client has it back`, async () => {
      const { inside, told } = await openWith({ form })
      const answer = await (await inside.post('/v1/chat/completions', chat(asked))).text()
      assert.ok(answer.includes(asked), answer)
      assert.doesNotMatch(told.join('\n'), /zimpel|Nordenheim/)
      assert.match(told.join('\n'), /\(⟦PERSON_[a-z0-9]+⟧\) und wort 😀 ⟦LOCATION_[a-z0-9]+⟧ \.$/)
      const [, intent] = (await audited(inside)).map(({ draft }) => draft)
      assert.ok(intent?.type === 'intent')
      assert.match(intent.personalData?.detector ?? '', /\+onnx:[0-9a-f]{12}:[0-9a-f]{8}$/)
    })
  }

  test('a name that spans a window, and one that lies far behind', async () => {
    const { inside, told } = await openWith()
    const long = `${'wort '.repeat(300)}zimpel ${'wort '.repeat(27)}zimpel ${'wort '.repeat(500)}`
    await inside.post('/v1/chat/completions', chat(long))
    assert.equal(told[0]?.split('⟦PERSON_').length, 3)
    assert.equal(told[0]?.replaceAll(/⟦[^⟧]*⟧/g, 'zimpel'), long)
  })

  for (const onDetectorFailure of ['refuse', 'builtIn'] as const) {
    test(`a dead model: ${onDetectorFailure}`, async () => {
      const before = new Set(childrenWith('serve-model'))
      const { inside, told } = await openWith({ personalData: { onDetectorFailure } })
      for (const id of childrenWith('serve-model')) if (!before.has(id)) process.kill(id, 'SIGKILL')
      while (childrenWith('serve-model').some((id) => !before.has(id))) await Bun.sleep(5)
      const response = await inside.post('/v1/chat/completions', chat(`${asked} DE89370400440532013000`))
      const body = await response.text()
      if (onDetectorFailure === 'refuse') {
        assert.equal(response.status, 503)
        assert.match(body, /detection_failed/)
        assert.match(body, /privacy\.model model\.onnx/)
        assert.deepEqual(told, [])
        return
      }
      assert.equal(response.status, 200)
      assert.match(told.join(''), /zimpel/)
      assert.doesNotMatch(told.join(''), /DE89370400440532013000/)
      const [, intent] = (await audited(inside)).map(({ draft }) => draft)
      assert.ok(intent?.type === 'intent')
      assert.match(intent.personalData?.detector ?? '', /\+onnx:[0-9a-f:]+:failed$/)
    })
  }

  test('a model that is late', async () => {
    const { inside, told } = await openWith({ model: { deadlineMs: 1 } })
    const response = await inside.post('/v1/chat/completions', chat('wort '.repeat(100_000)))
    assert.equal(response.status, 503)
    const body = await response.text()
    assert.match(body, /detection_timeout/)
    assert.match(body, /privacy\.model model\.onnx.*1 ms/)
    assert.deepEqual(told, [])
  })

  const refused: readonly [why: string, model: object, text: RegExp][] = [
    ['another file', { sha256: 'a'.repeat(64) }, /model\.onnx has another SHA-256.*expected a{64}, found [0-9a-f]{64}/],
    ['another tokenizer', { tokenizerSha256: 'b'.repeat(64) }, /tokenizer\.json has another SHA-256.*expected b{64}/],
    ['a label without a meaning', { labels: { PER: 'PERSON' } }, /the model has the label B-LOC/],
    ['no such file', { path: '/nonexistent/model.onnx' }, /model\.onnx is missing/],
  ]
  for (const [why, model, text] of refused) {
    test(`does not start: ${why}`, async () => {
      await assert.rejects(
        openWith({ model }),
        (error) => error instanceof PrivacyModelUnusable && text.test(error.message),
      )
    })
  }

  test('does not start: no model in the file', async () => {
    const folder = newFolder()
    mkdirSync(folder, { recursive: true })
    const { path } = writeModel(folder, 'tokens')
    writeFileSync(path, 'not a model')
    const sha256 = new Bun.CryptoHasher('sha256').update('not a model').digest('hex')
    await assert.rejects(openWith({ model: { path, sha256 } }), /the model cannot be loaded: .*protobuf/)
  })
}
