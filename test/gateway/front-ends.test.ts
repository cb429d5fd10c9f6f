// People behind a front end, from outside: a client that sends what Open WebUI sends, through the real listener.
import { strict as assert } from 'node:assert'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, afterEach, beforeAll, describe, test } from 'bun:test'

import type { ConfigInput } from '../../packages/contract/src/config.ts'
import { systemClock } from '../../packages/server/src/clock.ts'
import { audited } from '../journal/audited.ts'
import { vaultOpened } from '../journal/vault-opened.ts'
import { temporaryFolders } from '../temporary-folders.ts'
import { clearLamps, type Inside, openInside, type PlayedEngine, playEngine, wholeAnswer } from './inside.ts'
import { forgedToken, openWebUiClaims, openWebUiToken, sharedSecret } from './tokens.ts'

const newFolder = temporaryFolders('front-ends')
type Open = (Inside | PlayedEngine)[]
const open: Open = []
const forAll: Open = []
async function closeAll(list: Open): Promise<void> {
  for (const one of list.splice(0)) await one.close()
}
afterEach(() => closeAll(open))
afterAll(() => closeAll(forAll))

const seconds = (): number => Math.floor(systemClock.now() / 1000)
const tokenOf = (user: string): string => openWebUiToken(openWebUiClaims(user, systemClock.now()))

/** One Open WebUI with a connection for each of two use cases, each for a group of its own. */
interface World {
  readonly inside: Inside
  readonly engine: PlayedEngine
  readonly letters: string
  readonly press: string
}

type FrontEnd = NonNullable<ConfigInput['frontEnds']>[number]

function signedFrontEnd(): FrontEnd {
  const secretFile = join(newFolder(), 'secret')
  writeFileSync(secretFile, `${sharedSecret}\n`, { mode: 0o600 })
  return {
    id: 'chat',
    title: 'Open WebUI',
    networks: ['127.0.0.0/8', '::1'],
    person: { method: 'openWebUiJwt', secret: `file:${secretFile}` },
    groupsHeader: 'X-Stellwerk-Groups',
  }
}

async function openWorld(frontEnd: FrontEnd = signedFrontEnd(), groups = true, into: Open = open): Promise<World> {
  const engine = playEngine(() => Response.json(wholeAnswer()))
  into.push(engine)
  const useCase = (id: string, title: string, group: string) => ({
    id,
    title,
    state: 'active' as const,
    deployments: [`on-${id}`],
    lamps: clearLamps,
    ...(groups ? { groups: [group] } : {}),
  })
  const inside = await openInside([{ id: 'a', kind: 'openaiCompatible', url: engine.url }], {
    deployments: ['letters', 'press'].map((id) => ({ id: `on-${id}`, model: `m-${id}`, upstream: 'a' })),
    useCases: [
      useCase('letters', 'Letters to citizens', 'registry'),
      useCase('press', 'Press releases', 'press'),
      { id: 'test', title: 'Test', state: 'draft' },
    ],
    frontEnds: [frontEnd],
    limits: { drainTimeoutMs: 50 },
  })
  into.push(inside)
  const keyFor = async (useCaseId: string): Promise<string> =>
    (await inside.opened.keys.create({ useCaseId, kind: 'frontend', frontEnd: frontEnd.id })).key
  return { inside, engine, letters: await keyFor('letters'), press: await keyFor('press') }
}

type Headers = Readonly<Record<string, string>>

async function ask(
  { inside }: Pick<World, 'inside'>,
  key: string,
  model: string,
  headers: Headers,
  content = 'Guten Morgen',
) {
  const answer = await inside.post(
    '/v1/chat/completions',
    { model, messages: [{ role: 'user', content }] },
    { headers: { authorization: `Bearer ${key}`, ...headers } },
  )
  const body: unknown = await answer.json()
  return { status: answer.status, error: errorIn(body) }
}

function errorIn(body: unknown): { readonly code: string; readonly message: string } {
  const { error } = body as { readonly error?: { readonly code: string; readonly message: string } }
  return error ?? { code: '', message: '' }
}

const signed = (user: string, group?: string): Headers => ({
  'x-openwebui-user-jwt': tokenOf(user),
  ...(group === undefined ? {} : { 'x-stellwerk-groups': group }),
})

describe('two people, two groups, two use cases behind one Open WebUI', () => {
  const rows: readonly [why: string, of: 'letters' | 'press', headers: () => Headers, code: string][] = [
    ['the registry writes letters', 'letters', () => signed('user-1', 'registry'), ''],
    ['the press office writes press releases', 'press', () => signed('user-2', 'press'), ''],
    ['in both groups', 'press', () => signed('user-2', 'registry,press'), ''],
    ['a group as a path', 'press', () => signed('user-2', '/press'), ''],
    ['the registry writes no press releases', 'press', () => signed('user-1', 'registry'), 'group_not_permitted'],
    ['the press office writes no letters', 'letters', () => signed('user-2', 'press'), 'group_not_permitted'],
    ['a group in other letters', 'press', () => signed('user-2', 'Press'), 'group_not_permitted'],
    ['no group is not all groups', 'letters', () => signed('user-1'), 'group_unknown'],
    ['an empty list of groups', 'letters', () => signed('user-1', ''), 'group_unknown'],
    ['a list of groups that is none', 'letters', () => signed('user-1', '%'), 'group_unknown'],
    ['groups without a token', 'letters', () => ({ 'x-stellwerk-groups': 'registry' }), 'identity_missing'],
  ]
  let shared: World
  beforeAll(async () => {
    shared = await openWorld(signedFrontEnd(), true, forAll)
  })
  for (const [why, of, headers, code] of rows) {
    test(why, async () => {
      const before = shared.engine.seen.length
      const { status, error } = await ask(shared, shared[of], `m-${of}`, headers())
      assert.deepEqual([status, error.code], [code === '' ? 200 : 403, code])
      assert.equal(shared.engine.seen.length - before, code === '' ? 1 : 0)
    })
  }

  test('each sees its own models, and the list is asked for in nobody’s name as well', async () => {
    const { inside, letters, press } = shared
    const models = async (key: string, headers: Headers) => {
      const answer = await fetch(`${inside.url}/v1/models`, { headers: { authorization: `Bearer ${key}`, ...headers } })
      const body = (await answer.json()) as { data?: { id: string }[] }
      return body.data?.map(({ id }) => id) ?? errorIn(body).code
    }
    assert.deepEqual(await models(letters, {}), ['m-letters'])
    assert.deepEqual(await models(press, signed('user-2', 'press')), ['m-press'])
    // Open WebUI keeps the answer that one person got for everybody.
    assert.deepEqual(await models(press, signed('user-1', 'registry')), ['m-press'])
    assert.equal(await models(press, { 'x-openwebui-user-jwt': 'x' }), 'identity_missing')
  })

  test('a refusal can be read in a chat window', async () => {
    const { error } = await ask(shared, shared.press, 'm-press', signed('user-1', 'registry'))
    assert.match(
      error.message,
      /^"Press releases" is for certain groups only, and you are in none of them\. Ask for access/,
    )
    const german = { ...signed('user-1', 'registry'), 'accept-language': 'de' }
    const { error: fehler } = await ask(shared, shared.press, 'm-press', german)
    assert.match(fehler.message, /^„Press releases“ ist nur für bestimmte Gruppen, und Sie sind in keiner davon\./)
  })
})

describe('nobody is let in who only says who they are', () => {
  const plain = { 'x-openwebui-user-id': 'user-1', 'x-openwebui-user-email': 'user-1@chat.example' }
  const claims = () => openWebUiClaims('user-1', systemClock.now())
  const rows: readonly [why: string, headers: () => Headers, reason: RegExp][] = [
    ['no token', () => ({}), /it is missing/],
    ['plain headers, as when minting failed', () => plain, /it is missing/],
    [
      'plain headers beside a bad token',
      () => ({ ...plain, 'x-openwebui-user-jwt': openWebUiToken(claims(), 'x'.repeat(32)) }),
      /its signature is not genuine/,
    ],
    [
      'forged without a signature',
      () => ({ 'x-openwebui-user-jwt': forgedToken({ alg: 'none' }, claims()) }),
      /its algorithm is not permitted/,
    ],
    [
      'expired',
      () => ({ 'x-openwebui-user-jwt': openWebUiToken({ ...claims(), exp: seconds() - 61 }) }),
      /it has expired/,
    ],
    ['two tokens', () => ({ 'x-openwebui-user-jwt': `${tokenOf('user-1')}, ${tokenOf('user-2')}` }), /it is not one/],
  ]
  let shared: World
  beforeAll(async () => {
    shared = await openWorld(signedFrontEnd(), false, forAll)
  })
  for (const [why, headers, reason] of rows) {
    test(why, async () => {
      const { status, error } = await ask(shared, shared.letters, 'm-letters', headers())
      assert.deepEqual([status, error.code], [403, 'identity_missing'])
      assert.match(error.message, reason)
      assert.match(error.message, /"Open WebUI" did not prove who is asking \(x-openwebui-user-jwt: /)
      assert.equal(shared.engine.seen.length, 0)
    })
  }

  test('the key alone opens nothing from another network', async () => {
    const world = await openWorld({ ...signedFrontEnd(), networks: ['10.20.0.0/16'] })
    const { status, error } = await ask(world, world.letters, 'm-letters', signed('user-1', 'registry'))
    assert.deepEqual([status, error.code], [403, 'network_not_permitted'])
    const list = await fetch(`${world.inside.url}/v1/models`, { headers: { authorization: `Bearer ${world.letters}` } })
    assert.equal(list.status, 403)
  })

  test('the key of a front end that is no longer configured opens nothing', async () => {
    const world = await openWorld()
    await world.inside.opened.stop()
    const again = await world.inside.again({ frontEnds: [] })
    try {
      for (const [path, init] of [
        ['models', {}],
        ['chat/completions', { method: 'POST', body: '{"model":"m-letters","messages":[]}' }],
      ] as const) {
        const answer = await fetch(`${again.publicUrl}/v1/${path}`, {
          ...init,
          headers: { authorization: `Bearer ${world.letters}`, 'content-type': 'application/json' },
        })
        assert.equal(answer.status, 403)
        assert.equal(errorIn(await answer.json()).code, 'front_end_unknown')
      }
    } finally {
      await again.stop()
    }
  })

  test('two different keys are nobody, whatever the front end', async () => {
    const headers = { ...signed('user-1', 'registry'), 'x-api-key': shared.press }
    assert.equal((await ask(shared, shared.letters, 'm-letters', headers)).error.code, 'key_malformed')
    const beside = { ...signed('user-1', 'registry'), authorization: 'Bearer a.b.c', 'x-api-key': shared.letters }
    assert.equal((await ask(shared, shared.letters, 'm-letters', beside)).error.code, 'key_malformed')
  })
})

describe('what a front end says is recorded as asserted by it', () => {
  const none: FrontEnd = { id: 'chat', networks: ['127.0.0.1'], person: { method: 'none' } }
  const plain: FrontEnd = { ...none, person: { method: 'plainHeaders' } }
  const rows: readonly [
    why: string,
    frontEnd: () => FrontEnd,
    headers: () => Headers,
    asserted: object,
    user: string | undefined,
  ][] = [
    [
      'signed',
      signedFrontEnd,
      () => signed('user-1'),
      { frontEnd: 'chat', method: 'openWebUiJwt', signature: 'signed' },
      'user-1',
    ],
    [
      'plain headers are unsigned',
      () => plain,
      () => ({ 'x-openwebui-user-id': 'user-1' }),
      { frontEnd: 'chat', method: 'plainHeaders', signature: 'unsigned' },
      'user-1',
    ],
    [
      'nobody is named',
      () => none,
      () => ({ 'x-openwebui-user-id': 'user-1' }),
      { frontEnd: 'chat', method: 'none', signature: 'unsigned' },
      undefined,
    ],
  ]
  for (const [why, frontEnd, headers, asserted, user] of rows) {
    test(why, async () => {
      const world = await openWorld(frontEnd(), false)
      assert.equal((await ask(world, world.letters, 'm-letters', headers())).status, 200)
      const [, intent] = (await audited(world.inside)).map(({ draft }) => draft)
      assert.ok(intent?.type === 'intent')
      assert.deepEqual(intent.assertedBy, asserted)
      assert.equal(intent.background, undefined)
      assert.equal('user' in intent.commitments, user !== undefined)
      const [, kept, ended] = await vaultOpened(world.inside.data)
      assert.equal(kept?.values['user'], user)
      // Found by key, and where somebody was named by that person: both for the intent and for its outcome.
      assert.deepEqual([kept?.subjectCount, ended?.subjectCount], user === undefined ? [1, 1] : [2, 2])
    })
  }

  test('the person of a refusal as well, so that it can be found and erased', async () => {
    const world = await openWorld()
    assert.equal((await ask(world, world.press, 'm-press', signed('user-1', 'registry'))).status, 403)
    const [, refusal] = (await audited(world.inside)).map(({ draft }) => draft)
    assert.ok(refusal?.type === 'refusal')
    assert.equal(refusal.code, 'group_not_permitted')
    assert.deepEqual(refusal.assertedBy, { frontEnd: 'chat', method: 'openWebUiJwt', signature: 'signed' })
    assert.deepEqual(Object.keys(refusal.commitments), ['key', 'user'])
    const [, kept] = await vaultOpened(world.inside.data)
    assert.deepEqual([kept?.values['user'], kept?.subjectCount], ['user-1', 2])
  })

  test('a refusal for want of a person is on record under the key', async () => {
    const world = await openWorld()
    await ask(world, world.letters, 'm-letters', {})
    const [, refusal] = (await audited(world.inside)).map(({ draft }) => draft)
    assert.ok(refusal?.type === 'refusal')
    assert.deepEqual([refusal.code, refusal.useCase], ['identity_missing', 'letters'])
    assert.deepEqual(Object.keys(refusal.commitments), ['key'])
  })

  test('the person is erased by the id that the front end gave', async () => {
    const world = await openWorld(signedFrontEnd(), false)
    for (const user of ['user-1', 'user-2']) await ask(world, world.letters, 'm-letters', signed(user))
    const wish = { ground: 'art17_1_b', actor: 'office', reason: 'file 1', isDryRun: false } as const
    const scope = { subjects: ['user:user-1'] }
    assert.equal((await world.inside.opened.vault.erase({ ...wish, scope, fields: [] })).count, 2)
  })

  test('a plain header that names nobody is no person', async () => {
    const world = await openWorld(plain, false)
    const ids = ['', 'user-1, user-2', '{{LIBRECHAT_USER_ID}}']
    for (const headers of [{}, ...ids.map((id) => ({ 'x-openwebui-user-id': id }))]) {
      assert.equal((await ask(world, world.letters, 'm-letters', headers)).error.code, 'identity_missing')
    }
  })
})

test('title, tags and follow-ups are background calls of the same use case, under the same rules', async () => {
  const world = await openWorld()
  const headers = signed('user-1', 'registry')
  const title = '### Task:\nGenerate a concise, 3-5 word title with an emoji summarizing the chat history.'
  const calls: readonly [headers: Headers, content: string][] = [
    [headers, 'Guten Morgen'],
    [headers, title],
    [{ ...headers, 'x-openwebui-task': 'tags_generation' }, 'Tags, bitte'],
    [{ ...headers, 'x-stellwerk-task': 'follow_up_generation' }, 'Fragen, bitte'],
  ]
  for (const [each, content] of calls)
    assert.equal((await ask(world, world.letters, 'm-letters', each, content)).status, 200)
  const refused = await ask(world, world.press, 'm-press', headers, title)
  assert.equal(refused.error.code, 'group_not_permitted')
  // The key of a program says nothing about people, and nothing of that kind is looked for.
  const { key } = await world.inside.opened.keys.create({ useCaseId: 'letters', groups: ['registry'] })
  assert.equal((await ask(world, key, 'm-letters', {}, title)).status, 200)
  const metrics = await (await fetch(`${world.inside.url}/metrics`)).text()
  for (const kind of ['title', 'tags', 'followUps'])
    assert.ok(metrics.includes(`stellwerk_background_calls_total{useCase="letters",background="${kind}"} 1\n`), metrics)
  const kinds = (await audited(world.inside)).flatMap(({ draft }) =>
    draft.type === 'intent' ? [[draft.background, draft.assertedBy?.method]] : [],
  )
  assert.deepEqual(kinds, [
    [undefined, 'openWebUiJwt'],
    ['title', 'openWebUiJwt'],
    ['tags', 'openWebUiJwt'],
    ['followUps', 'openWebUiJwt'],
    [undefined, undefined],
  ])
})

test('nothing that a front end says goes on to an engine', async () => {
  const world = await openWorld()
  await ask(world, world.letters, 'm-letters', {
    ...signed('user-1', 'registry'),
    'x-openwebui-user-name': 'user-1',
    'x-openwebui-chat-id': 'chat-1',
    cookie: 'session=1',
  })
  const [seen] = world.engine.seen
  const names = [...(seen?.headers.keys() ?? [])]
  assert.deepEqual(
    names.filter((name) => name.startsWith('x-') || name === 'cookie'),
    [],
  )
  assert.ok(!JSON.stringify(seen?.body).includes('user-1'))
})

describe('groups of keys without people', () => {
  const rows: readonly [why: string, groups: readonly string[] | undefined, code: string][] = [
    ['given with the key', ['registry'], ''],
    ['not given', undefined, 'group_unknown'],
    ['others', ['press'], 'group_not_permitted'],
  ]
  let shared: World
  beforeAll(async () => {
    shared = await openWorld(signedFrontEnd(), true, forAll)
  })
  for (const [why, groups, code] of rows) {
    test(why, async () => {
      const what = { useCaseId: 'letters', kind: 'personal', ...(groups === undefined ? {} : { groups }) } as const
      const { key } = await shared.inside.opened.keys.create(what)
      assert.equal((await ask(shared, key, 'm-letters', {})).error.code, code)
    })
  }
})
