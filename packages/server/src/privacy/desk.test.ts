// Goal: what would keep everybody else waiting leaves the main thread, also where each text of it is known already.
import assert from 'node:assert/strict'
import { test } from 'bun:test'

import { requestShape } from '@stellwerk/contract/fields/rebuild'
import { requestTexts } from '@stellwerk/privacy/fields/request-texts'
import { policyOf } from '@stellwerk/privacy/presets'

import { PrivacyDesk } from './desk.ts'
import { detected } from './detecting.ts'

const textsOf = requestTexts(requestShape('chat/completions', 'vllm', []))
const policy = policyOf({ preset: 'office', treatment: {}, kinds: {}, sensitivity: {}, mode: 'typed' })
const detection = { version: '1', own: () => [], together: () => [] }

/** Asks twice for a text of that length; whether it was looked at elsewhere, each time. */
async function elsewhereTwice(length: number): Promise<readonly boolean[]> {
  let isElsewhere: boolean
  const desk = new PrivacyDesk({
    detection,
    elsewhere: (wish) => {
      isElsewhere = true
      return Promise.resolve(detected(detection, wish))
    },
    useCases: new Map([
      [
        'test',
        { policy, embeddingPolicy: policy, scope: 'conversation', keepsMapping: false, onDetectorFailure: 'refuse' },
      ],
    ]),
    installationKey: new Uint8Array(32),
    threadFromCharacters: 1_024,
    deadlineMs: 2_000,
  })
  const seen: boolean[] = []
  for (let time = 0; time < 2; time++) {
    isElsewhere = false
    const request = { model: 'm', messages: [{ role: 'user', content: 'a'.repeat(length) }] }
    await desk.read({ request, textsOf, useCaseId: 'test', keyId: 'key', endpoint: 'chat/completions' })
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
  test(`privacy desk: ${why}`, async () => assert.deepEqual(await elsewhereTwice(length), isElsewhere))
