// Goal: a request is looked at before anything is decided, and what cannot be looked at is refused by name; what would keep everybody else
// waiting leaves the main thread, also where each text of it is known already, with the same result.
import assert from 'node:assert/strict'

import { test } from 'bun:test'
import { GatewayError } from '@stellwerk/contract/error'
import type { JsonObject } from '@stellwerk/contract/json'
import { requestShape } from '@stellwerk/contract/fields/rebuild'
import { Detection } from '@stellwerk/privacy/detect'
import { requestTexts } from '@stellwerk/privacy/fields/request-texts'
import { irreversible, policyOf } from '@stellwerk/privacy/presets'

import { detected, type Detecting } from './detecting.ts'
import { maskedTexts } from './masking.ts'
import { type DeskSettings, PrivacyDesk, type ReadRequest } from './desk.ts'

const policy = policyOf({ preset: 'office', treatment: {}, kinds: {}, sensitivity: {}, mode: 'typed' })
const strict = policyOf({ preset: 'office', treatment: {}, kinds: { IBAN: 'block' }, sensitivity: {}, mode: 'typed' })
const useCase = {
  policy,
  embeddingPolicy: irreversible(policy),
  scope: 'conversation',
  keepsMapping: false,
  onDetectorFailure: 'refuse',
} as const
const detection = new Detection(undefined)
const textsOf = requestTexts(requestShape('chat/completions', 'vllm', []))
const iban = 'DE89370400440532013000'

const noThread: DeskSettings['elsewhere'] = {
  detect: () => assert.fail('it is not long'),
  mask: () => assert.fail('it is not much'),
}

const late = () =>
  Promise.reject(new GatewayError('detection_timeout', { details: { detector: 'thread', timeoutMs: 100 } }))

function open(more: Partial<DeskSettings> = {}): PrivacyDesk {
  return new PrivacyDesk({
    detection,
    elsewhere: noThread,
    useCases: new Map([
      ['u', useCase],
      ['strict', { ...useCase, policy: strict }],
    ]),
    installationKey: new Uint8Array(32).fill(1),
    threadFromCharacters: 1_000,
    deadlineMs: 100,
    ...more,
  })
}

function read(
  desk: PrivacyDesk,
  content: string,
  useCaseId = 'u',
): { readonly request: JsonObject; readonly reading: Promise<ReadRequest> } {
  const request = { model: 'm', messages: [{ role: 'user', content }] }
  return { request, reading: desk.read({ request, textsOf, useCaseId, keyId: 'k', endpoint: 'chat/completions' }) }
}

async function refusalOf(reading: Promise<unknown>): Promise<readonly unknown[]> {
  const error: unknown = await reading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof GatewayError)
  return [error.code, error.details['detector']]
}

function throwing(error: unknown): Detecting & { version: string } {
  return {
    version: 'x',
    own: () => {
      throw error
    },
    together: () => [],
  }
}

test('desk: counts, and pseudonyms only once it is asked for them', async () => {
  const { request, reading } = read(open(), `Konto ${iban}`)
  const { found, protect } = await reading
  assert.deepEqual(found.counts, { IBAN: 1 })
  assert.ok(JSON.stringify(request).includes(iban))
  assert.equal((await protect())?.mapping.live.length, 1)
  assert.match(JSON.stringify(request), /Konto ⟦IBAN_[0-9a-z]{12}⟧"/u)
})

test('desk: where nothing was put, nothing is to be restored', async () => {
  assert.equal(await (await read(open(), 'Hallo').reading).protect(), undefined)
})

test('desk: a use case that nobody knows is refused', async () => {
  assert.deepEqual(await refusalOf(read(open(), 'Hallo', 'unknown').reading), ['detection_failed', 'policy'])
})

test('desk: what was to be blocked is never written, whatever was decided', async () => {
  const { request, reading } = read(open(), `Konto ${iban}`, 'strict')
  const { found, protect } = await reading
  assert.deepEqual(found.kinds, [{ category: 'IBAN', kind: 'IBAN', count: 1 }])
  assert.deepEqual(await refusalOf(protect()), ['detection_failed', 'Error'])
  assert.ok(JSON.stringify(request).includes(iban), 'it throws, and so nothing of the request goes on')
})

for (const [why, error, name] of [
  ['an error', new RangeError(`found ${iban}`), 'RangeError'],
  ['a thing that is no error', iban, 'string'],
] as const) {
  test(`desk: a detector that throws ${why} refuses the request, by the name of it and without its words`, async () => {
    const desk = open({ detection: throwing(error) })
    assert.deepEqual(await refusalOf(read(desk, iban).reading), ['detection_failed', name])
  })
}

test('desk: what a text says by itself is looked for once, and anew for another policy', async () => {
  let looks = 0
  const counting: Detecting & { version: string } = {
    version: 'x',
    own: (segment, settings) => {
      looks++
      return detection.own(segment, settings)
    },
    together: (...all) => detection.together(...all),
  }
  const desk = open({ detection: counting })
  for (let turn = 0; turn < 3; turn++) assert.deepEqual((await read(desk, iban).reading).found.counts, { IBAN: 1 })
  assert.equal(looks, 1)
  await read(desk, iban, 'strict').reading
  assert.equal(looks, 2)
})

test('desk: nothing is kept of a search that failed', async () => {
  let isBroken = true
  const healing: Detecting & { version: string } = {
    version: 'x',
    own: (...all) => (isBroken ? throwing(new Error('broken')).own(...all) : detection.own(...all)),
    together: (...all) => detection.together(...all),
  }
  const desk = open({ detection: healing })
  assert.deepEqual(await refusalOf(read(desk, iban).reading), ['detection_failed', 'Error'])
  isBroken = false
  assert.deepEqual((await read(desk, iban).reading).found.counts, { IBAN: 1 })
})

test('desk: long texts that are not known yet are looked at elsewhere, with the deadline, and with the same result', async () => {
  const deadlines: number[] = []
  const desk = open({
    elsewhere: {
      ...noThread,
      detect: (wish, deadlineMs) => {
        deadlines.push(deadlineMs)
        return Promise.resolve(detected(detection, structuredClone(wish)))
      },
    },
  })
  const long = `${'Guten Tag. '.repeat(100)}Konto ${iban}`
  const there = read(desk, long)
  assert.deepEqual((await there.reading).found.counts, { IBAN: 1 })
  assert.deepEqual(deadlines, [100])
  await read(desk, long).reading
  assert.deepEqual(deadlines, [100], 'it is known now')
  const here = read(open({ threadFromCharacters: 1_000_000 }), long)
  for (const { reading } of [there, here]) await (await reading).protect()
  assert.deepEqual(there.request, here.request)
})

test('desk: what elsewhere cannot be looked at is refused as it says', async () => {
  const desk = open({
    elsewhere: { ...noThread, detect: late },
  })
  assert.deepEqual(await refusalOf(read(desk, 'x'.repeat(1_000)).reading), ['detection_timeout', 'thread'])
})

for (const [count, isElsewhere] of [
  [499, false],
  [500, true],
] as const)
  test(`desk: ${count} findings are masked ${isElsewhere ? 'elsewhere, with the same result' : 'here'}`, async () => {
    const deadlines: number[] = []
    const mask: DeskSettings['elsewhere']['mask'] = (wish, deadlineMs) => {
      deadlines.push(deadlineMs)
      return Promise.resolve(maskedTexts(structuredClone(wish)))
    }
    const content = Array.from({ length: count }, (_, index) => `a${index}@example.org`).join(', ')
    const desk = open({ elsewhere: { ...noThread, mask }, threadFromCharacters: 1_000_000 })
    const { request, reading } = read(desk, content)
    const live = (await (await reading).protect())?.mapping.live.map(({ written }) => written)
    assert.deepEqual(deadlines, isElsewhere ? [100] : [])
    assert.deepEqual(live?.join(', '), content)
    assert.doesNotMatch(JSON.stringify(request), /@/)
  })

test('desk: what elsewhere cannot be masked is refused as it says, and stays as it was', async () => {
  const desk = open({ elsewhere: { ...noThread, mask: late }, threadFromCharacters: 1_000_000 })
  const content = Array.from({ length: 500 }, (_, index) => `a${index}@example.org`).join(', ')
  const { request, reading } = read(desk, content)
  assert.deepEqual(await refusalOf((await reading).protect()), ['detection_timeout', 'thread'])
  assert.ok(JSON.stringify(request).includes(content), 'it throws, and so nothing of the request goes on')
})

test('desk: the pieces of its endpoint decide the policy: vectors may be made without a way back', async () => {
  const request = { model: 'm', input: iban }
  const texts = requestTexts(requestShape('embeddings', 'vllm', []))
  const { protect } = await open().read({ request, textsOf: texts, useCaseId: 'u', keyId: 'k', endpoint: 'embeddings' })
  assert.equal(await protect(), undefined)
  assert.deepEqual(request, { model: 'm', input: '⟦IBAN⟧' })
})

/** Asks twice for a text of that length; whether it was looked at elsewhere, each time. */
async function elsewhereTwice(length: number): Promise<readonly boolean[]> {
  let isElsewhere: boolean
  const desk = open({
    elsewhere: {
      ...noThread,
      detect: (wish) => {
        isElsewhere = true
        return Promise.resolve(detected(detection, wish))
      },
    },
    threadFromCharacters: 1_024,
  })
  const seen: boolean[] = []
  for (let time = 0; time < 2; time++) {
    isElsewhere = false
    await read(desk, 'a'.repeat(length)).reading
    seen.push(isElsewhere)
  }
  return seen
}

const cases: readonly [why: string, length: number, isElsewhere: readonly boolean[]][] = [
  ['short', 1_023, [false, false]],
  ['long when it is new', 1_024, [true, false]],
  ['nearly long when it is known', 8 * 1_024 - 1, [true, false]],
  ['long when it is known', 8 * 1_024, [true, true]],
]
for (const [why, length, isElsewhere] of cases)
  test(`desk: ${why}`, async () => assert.deepEqual(await elsewhereTwice(length), isElsewhere))
