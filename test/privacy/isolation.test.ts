// Goal: nobody reads what another wrote, and a pseudonym is the same within its scope and another one outside of it.
import assert from 'node:assert/strict'
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, test } from 'bun:test'
import type { ConfigInput } from '@stellwerk/contract/config'

import {
  chat,
  clearLamps,
  type Inside,
  openInside,
  type PlayedEngine,
  playEngine,
  wholeAnswer,
} from '../gateway/inside.ts'
import { temporaryFolders } from '../temporary-folders.ts'
import { crossAnswers } from './crossing.ts'
import { golds, letter } from './golds.ts'

test('200 users at a time: each reads its own letter, and no scope has the pseudonym of another', async () => {
  const { read, leaks, accounts, scopes } = await crossAnswers({ users: 200, answersEach: 4 })
  assert.deepEqual([read, leaks, accounts], [800, [], scopes])
}, 60_000)

const newFolder = temporaryFolders('isolation')
const open: (Inside | PlayedEngine)[] = []
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close()
})

type UseCase = NonNullable<ConfigInput['useCases']>[number]

function useCase(id: string, personalData: NonNullable<UseCase['personalData']> = {}): UseCase {
  return { id, title: id, state: 'active', deployments: ['a'], lamps: clearLamps, personalData }
}

interface World {
  readonly inside: Inside
  /** Pseudonyms in what the engine was sent last, in their order. */
  readonly sent: () => readonly string[]
  /** The whole of it. */
  readonly body: () => string
}

async function openWorld(more: ConfigInput = {}): Promise<World> {
  const engine = playEngine((request) =>
    Response.json(request.url.endsWith('/embeddings') ? { data: [{ index: 0, embedding: [1] }] } : wholeAnswer()),
  )
  open.push(engine)
  const useCases = [useCase('test'), useCase('other'), useCase('shared', { scope: 'useCase' })]
  const inside = await openInside([{ id: 'a', kind: 'vllm', url: engine.url }], { useCases, ...more })
  open.push(inside)
  const body = (): string => JSON.stringify(engine.seen.at(-1)?.body)
  return { inside, body, sent: () => [...body().matchAll(/⟦([A-Z_]+_[0-9a-z]{12})⟧/gu)].map(([, code = '']) => code) }
}

async function ask(
  { inside, sent }: World,
  body: unknown,
  key = inside.key,
  path = 'chat/completions',
): Promise<readonly string[]> {
  const answer = await inside.post(`/v1/${path}`, body, { headers: { authorization: `Bearer ${key}` } })
  assert.equal(answer.status, 200, await answer.text())
  return sent()
}

test('over 50 turns of a conversation each value keeps its pseudonym', async () => {
  const world = await openWorld()
  const messages: { role: string; content: string }[] = []
  const [...once] = new Set(await ask(world, chat(letter)))
  for (let turn = 0; turn < 50; turn++) {
    messages.push(
      { role: 'user', content: `${turn}: ${letter}` },
      { role: 'assistant', content: `Frau Weißgerber, ${turn}` },
    )
    const codes = await ask(world, { model: 'm', messages })
    assert.equal(codes.length, 4 * (turn + 1))
    assert.ok(
      once.every((code) => codes.includes(code)),
      `turn ${turn}`,
    )
    assert.equal(new Set(codes).size, once.length + 1, 'and the name alone has one more')
  }
})

test('another key, use case or installation gives other pseudonyms; another replica the same', async () => {
  const world = await openWorld()
  const { inside } = world
  const mine = await ask(world, chat(letter))
  const ofKey = await ask(world, chat(letter), await inside.keyFor('test'))
  const ofUseCase = await ask(world, chat(letter), await inside.keyFor('other'))
  const shared = await ask(world, chat(letter), await inside.keyFor('shared'))
  const sharedToo = await ask(world, chat(letter), await inside.keyFor('shared'))

  const data = newFolder()
  mkdirSync(join(data, 'keys'), { mode: 0o700 })
  cpSync(join(inside.data, 'keys', 'pseudonyms.key'), join(data, 'keys', 'pseudonyms.key'))
  const replica = await openWorld({ data })
  const onReplica = await ask(replica, chat(letter), await replica.inside.keyFor('shared'))
  const elsewhere = await openWorld()
  const ofOther = await ask(elsewhere, chat(letter), await elsewhere.inside.keyFor('shared'))

  assert.equal(mine.length, 3)
  assert.deepEqual(sharedToo, shared)
  assert.deepEqual(onReplica, shared)
  const all = [mine, ofKey, ofUseCase, shared, ofOther].flat()
  assert.equal(new Set(all).size, all.length, 'no scope shares one with another')
})

test('a chat of a trusted front end is a scope of its own', async () => {
  const frontEnd = {
    id: 'chat',
    title: 'Chat',
    networks: ['127.0.0.0/8', '::1'],
    person: { method: 'plainHeaders' as const },
    chatHeader: 'X-Chat',
  }
  const world = await openWorld({ frontEnds: [frontEnd] })
  const { key } = await world.inside.opened.keys.create({ useCaseId: 'test', kind: 'frontend', frontEnd: 'chat' })
  const askAs = async (person: string, chatId: string | undefined): Promise<readonly string[]> => {
    const answer = await world.inside.post('/v1/chat/completions', chat(letter), {
      headers: {
        authorization: `Bearer ${key}`,
        'x-openwebui-user-id': person,
        ...(chatId === undefined ? {} : { 'x-chat': chatId }),
      },
    })
    assert.equal(answer.status, 200, await answer.text())
    return world.sent()
  }
  const one = await askAs('a', '1')
  assert.deepEqual(await askAs('a', '1'), one)
  const others = [await askAs('a', '2'), await askAs('a', undefined), await askAs('b', undefined)]
  assert.equal(new Set([one, ...others].flat()).size, 4 * one.length)
})

test('a document and a query have one pseudonym, whoever asks; irreversible ones say nothing but the category', async () => {
  const personalData = { embeddings: { irreversible: true } }
  const world = await openWorld({ useCases: [useCase('test'), useCase('gone', personalData)] })
  const { inside } = world
  const embedded = (input: string, key?: string): Promise<readonly string[]> =>
    ask(world, { model: 'm', input }, key, 'embeddings')
  const [name] = await embedded(`Akte von Frau ${golds.name}, Konto ${golds.iban}`)
  const [sought] = await embedded(`Was schrieb Frau ${golds.name}?`, await inside.keyFor('test'))
  assert.ok(name !== undefined)
  assert.equal(sought, name)
  assert.deepEqual(await embedded(letter, await inside.keyFor('gone')), [])
  assert.ok(world.body().includes('⟦PERSON⟧'), world.body())
})
