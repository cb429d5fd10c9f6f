// Goal: what could not be looked at is refused, says which detector it was, and is on record; nothing of it reaches an engine.
import assert from 'node:assert/strict'
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, test } from 'bun:test'
import type { ConfigInput } from '@stellwerk/contract/config'
import fc from 'fast-check'

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
import { golds, goldsIn, letter } from './golds.ts'

const newFolder = temporaryFolders('privacy-faults')
const useCase = { id: 'test', title: 'Test', state: 'active', deployments: ['a'], lamps: clearLamps } as const

/** What long letters are made of. */
const pieces = [
  letter,
  ...Object.values(golds).map(String),
  'Frau Weißgerber',
  'Tel. 0221 4710815',
  '\n',
  'und',
  'am 3. Mai',
  '👩‍💻',
]

let engine: PlayedEngine
let inside: Inside

async function open(privacy: NonNullable<ConfigInput['privacy']>): Promise<void> {
  engine = playEngine(() => Response.json(wholeAnswer()))
  inside = await openInside([{ id: 'a', kind: 'vllm', url: engine.url }], { privacy })
}
afterEach(async () => {
  await inside.close()
  await engine.close()
})

/** Long enough for a thread, and never the same. */
function longLetter(number: number, times: number): string {
  return Array.from({ length: times }, (_, line) => `${number}.${line} ${letter}`).join('\n')
}

async function ask(content: string): Promise<{ status: number; code?: string; message?: string }> {
  const answer = await inside.post('/v1/chat/completions', chat(content))
  const { error } = (await answer.json()) as { error?: { code: string; message: string } } // A refusal has an error.
  return { status: answer.status, ...error }
}

async function refusals(): Promise<readonly (string | undefined)[]> {
  const drafts = (await audited(inside)).map(({ draft }) => draft)
  return drafts.flatMap((draft) => (draft.type === 'refusal' ? [draft.code] : []))
}

test('a deadline that is missed refuses the request, and the next one is looked at again', async () => {
  await open({ threadFromCharacters: 1_024, deadlineMs: 1 })
  const late = await ask(longLetter(1, 2_000))
  assert.deepEqual([late.status, late.code], [503, 'detection_timeout'])
  assert.match(late.message ?? '', /thread/)
  assert.equal((await ask('Hallo')).status, 200, 'a short one needs no thread')
  assert.equal(engine.seen.length, 1)
  assert.deepEqual(await refusals(), ['detection_timeout'])
})

test('a thread that dies refuses what it was to look at; the next request gets a new one', async () => {
  await open({ threadFromCharacters: 1_024, deadlineMs: 20_000 })
  const dying = ask(longLetter(1, 20_000))
  while (inside.stopDetection() === 0) await Bun.sleep(1)
  const died = await dying
  assert.deepEqual([died.status, died.code], [503, 'detection_failed'])
  assert.match(died.message ?? '', /thread/)
  assert.equal(engine.seen.length, 0)
  assert.equal((await ask(longLetter(2, 20))).status, 200)
  assert.deepEqual(goldsIn(JSON.stringify(engine.seen.at(-1)?.body)), [])
  assert.deepEqual(await refusals(), ['detection_failed'])
})

test('what waits behind a late request is refused with it, and nothing goes on unlooked at', async () => {
  await open({ threadFromCharacters: 1_024, deadlineMs: 60 })
  const asked = await Promise.all([
    ask(longLetter(1, 20_000)),
    ...[2, 3, 4].map((number) => ask(longLetter(number, 20))),
  ])
  for (const { status, code } of asked) if (status !== 200) assert.deepEqual([status, code], [503, 'detection_timeout'])
  assert.equal(asked[0]?.status, 503)
  for (const { body } of engine.seen) assert.deepEqual(goldsIn(JSON.stringify(body)), [])
  assert.equal(engine.seen.length, asked.filter(({ status }) => status === 200).length)
})

test('a long request goes through the thread, which finds what the main thread finds', async () => {
  await open({})
  const near = playEngine(() => Response.json(wholeAnswer()))
  const useCases = [{ ...useCase, personalData: { scope: 'useCase' as const } }]
  const openWith = (url: string, privacy: NonNullable<ConfigInput['privacy']>): Promise<Inside> => {
    const data = newFolder()
    mkdirSync(join(data, 'keys'), { mode: 0o700 })
    cpSync(join(inside.data, 'keys', 'pseudonyms.key'), join(data, 'keys', 'pseudonyms.key'))
    return openInside([{ id: 'a', kind: 'vllm', url }], { data, useCases, privacy })
  }
  const together = await openWith(near.url, { threadFromCharacters: 1_000_000 })
  const apart = await openWith(engine.url, { threadFromCharacters: 1_024, deadlineMs: 20_000 })
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { minLength: 40, maxLength: 120 }), async (said) => {
        const content = `${letter} ${said.join(' ')}`.padEnd(1_100, ' Guten Tag.')
        await Promise.all(
          [together, apart].map(async (one) => (await one.post('/v1/chat/completions', chat(content))).text()),
        )
        const [there, here] = [engine, near].map(({ seen }) => saidIn(seen.at(-1)?.body))
        assert.equal(there, here)
        assert.deepEqual(goldsIn(there ?? letter), [])
      }),
      { numRuns: 20 },
    )
    assert.equal(apart.stopDetection(), 1, 'there was a thread')
    assert.equal(together.stopDetection(), 0)
  } finally {
    await together.close()
    await apart.close()
    await near.close()
  }
}, 60_000)

test('what is full of findings gets its pseudonyms on the thread, and comes back', async () => {
  const content = Array.from({ length: 600 }, (_, index) => `Person${index}@beispiel.example`).join(', ')
  engine = playEngine(() => Response.json(wholeAnswer(saidIn(engine.seen.at(-1)?.body))))
  inside = await openInside([{ id: 'a', kind: 'vllm', url: engine.url }], { privacy: { deadlineMs: 20_000 } })
  const answer = await (await inside.post('/v1/chat/completions', chat(content))).json()
  assert.equal(inside.stopDetection(), 1, 'there was a thread')
  assert.equal(saidIn(engine.seen.at(-1)?.body).match(/⟦EMAIL_/gu)?.length, 600)
  const { choices } = answer as { choices: readonly { message: { content: string } }[] } // As the engine answers.
  assert.equal(choices[0]?.message.content, content)
})

function saidIn(body: unknown): string {
  const { messages } = body as { messages: readonly { content: string }[] } // As sent above.
  return messages[0]?.content ?? ''
}
