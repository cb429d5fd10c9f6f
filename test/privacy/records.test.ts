// Goal: no value and no pseudonym stands anywhere in what is kept, and what was found is counted: in journal, vault, stores and log.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, test } from 'bun:test'

import { chat, chunk, clearLamps, events, openInside, playEngine, wholeAnswer } from '../gateway/inside.ts'
import { audited } from '../journal/audited.ts'
import { pseudonymsIn } from './answering.ts'
import { golds, goldsIn, letter } from './golds.ts'

/** What an engine does with what it was sent: each of the ways in which words of it could come to a place where they do not belong. */
const plays: readonly ((said: string) => Response)[] = [
  (said) => Response.json(wholeAnswer(said)),
  (said) => events([chunk(said.slice(0, 20)), chunk(said.slice(20)), chunk('', 'stop'), 'data: [DONE]\n\n']),
  (said) => Response.json({ error: { message: `no: ${said}` } }, { status: 400 }),
  (said) => Response.json({ error: { message: `no: ${said}` } }, { status: 500 }),
  (said) => events([chunk(said), `data: ${JSON.stringify({ error: { message: said } })}\n\n`]),
  (said) => events([chunk(said), 'data: {"choices"']),
  (said) => new Response(said, { headers: { 'content-type': 'text/html' } }),
  (said) => Response.json({ [said]: said, choices: said }),
]

const codes = new Set<string>()
let turn = 0
const engine = playEngine(() => {
  const body = engine.seen.at(-1)?.body as { messages: readonly { content: string }[] } | undefined // What is sent below.
  const said = body?.messages[0]?.content ?? ''
  for (const [code] of said.matchAll(/[A-Z_]+_[0-9a-z]{12}(?=⟧)/gu)) codes.add(code)
  return plays[Math.floor(turn++ / 2) % plays.length]?.(said) ?? Response.json({})
})
afterAll(() => engine.close())

const useCase = { title: 'Test', state: 'active', deployments: ['a'], lamps: clearLamps } as const
const found = { PERSON: 1, IBAN: 1, EMAIL: 1, SECRET: 1 }

test('neither values nor pseudonyms are in what is kept, and the counts are in the journal', async () => {
  const inside = await openInside([{ id: 'a', kind: 'vllm', url: engine.url, breaker: { failures: 1_000 } }], {
    log: { level: 'debug' },
    useCases: [
      { ...useCase, id: 'test' },
      { ...useCase, id: 'strict', personalData: { kinds: { IBAN: 'block' } } },
    ],
  })
  try {
    for (let asked = 0; asked < plays.length; asked++) {
      for (const stream of [false, true]) {
        const answer = await inside.post('/v1/chat/completions', chat(letter, { stream }))
        assert.deepEqual(pseudonymsIn(await answer.text(), [...codes]), [], `play ${asked}`)
      }
    }
    const authorization = `Bearer ${await inside.keyFor('strict')}`
    const refused = await inside.post('/v1/chat/completions', chat(letter), { headers: { authorization } })
    const { error } = (await refused.json()) as { error: { code: string } } // A refusal has an error.
    assert.deepEqual([refused.status, error.code], [403, 'personal_data_blocked'])
    assert.ok(codes.size >= 3, 'the engine saw pseudonyms')

    const drafts = (await audited(inside)).map(({ draft }) => draft)
    const intents = drafts.filter((draft) => draft.type === 'intent')
    assert.equal(intents.length, 2 * plays.length)
    for (const { personalData } of intents) assert.deepEqual(personalData?.counts, found)
    const refusals = drafts.filter((draft) => draft.type === 'refusal' && draft.code === 'personal_data_blocked')
    assert.deepEqual(
      refusals.map((draft) => draft.type === 'refusal' && draft.personalData?.counts),
      [found],
    )

    assert.ok(inside.log().length > 0)
    mustBeClean('the log', inside.log())
    const files = readdirSync(inside.data, { recursive: true, encoding: 'utf8' })
    const paths = files.map((name) => join(inside.data, name))
    for (const path of paths.filter((one) => statSync(one).isFile())) {
      const bytes = readFileSync(path)
      for (const encoding of ['utf8', 'utf16le', 'latin1'] as const) mustBeClean(path, bytes.toString(encoding))
      // Where bytes stand as Base64, a value begins at any of three places in a group.
      for (const shift of [0, 1, 2]) {
        const inBase64 = Buffer.from(`${'\0'.repeat(shift)}${golds.iban}`)
          .toString('base64')
          .slice(4, -4)
        assert.ok(!bytes.includes(inBase64), path)
      }
    }
  } finally {
    await inside.close()
  }
})

function mustBeClean(where: string, text: string): void {
  assert.deepEqual(goldsIn(text), [], where)
  assert.deepEqual(pseudonymsIn(text, [...codes]), [], where)
}
