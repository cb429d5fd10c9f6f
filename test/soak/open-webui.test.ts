// Goal: two people in two groups use two use cases through a real Open WebUI: each sees the models of the own group, a
// refusal can be read in the chat, what runs in the background is marked as that, and nobody can claim to be somebody else.
//
// Needs Open WebUI in a Python environment of its own, outside this repository:
//   OPEN_WEBUI=/path/to/venv/bin/open-webui npm run soak -- open-webui
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, test } from 'bun:test'
import { SignJWT } from 'jose'

import { openaiCompatible } from '../engines/openaiCompatible.ts'
import { ScriptedEngine } from '../engines/scripted-engine.ts'
import { openUseCase, startStellwerk, type Stellwerk } from '../stellwerk.ts'
import { temporaryFolders } from '../temporary-folders.ts'

const program = process.env['OPEN_WEBUI']
if (program === undefined) console.warn('OPEN_WEBUI names no program: a real Open WebUI is not tried')

const readyMs = 120_000
const pollMs = 250
/** Any two secrets; nothing outside this test knows them. */
const jwtSecret = 'a secret that both sides of this test know 1'
const webuiSecret = 'a secret that only Open WebUI of this test knows'

const newFolder = temporaryFolders('open-webui')
const engine = new ScriptedEngine(openaiCompatible)
let webui: ReturnType<typeof Bun.spawn> | undefined
let stellwerk: Stellwerk | undefined
let root = ''
const keys = new Map<string, string>()
const tokens = new Map<string, string>()

async function call(path: string, token: string | undefined, body?: unknown): Promise<Response> {
  return fetch(`${root}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

/** The JSON of a call that has to succeed. */
async function done(path: string, token: string | undefined, body?: unknown): Promise<Record<string, unknown>> {
  const answer = await call(path, token, body)
  const text = await answer.text()
  assert.equal(answer.status, 200, `${path}: ${text.slice(0, 500)}`)
  return JSON.parse(text) as Record<string, unknown> // Each member is looked at where it is used.
}

const textIn = (object: Record<string, unknown>, name: string): string => {
  const value = object[name]
  assert.ok(typeof value === 'string', `${name} of ${JSON.stringify(object).slice(0, 200)}`)
  return value
}

const tokenOf = (person: string): string => {
  const token = tokens.get(person)
  assert.ok(token !== undefined)
  return token
}

async function freePort(): Promise<number> {
  const probe = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response('') })
  const { port } = probe
  await probe.stop(true)
  assert.ok(port !== undefined)
  return port
}

/** Everything that would call somebody is off; what remains goes to Stellwerk alone. */
async function startWebui(command: string): Promise<void> {
  const port = await freePort()
  root = `http://127.0.0.1:${port}`
  webui = Bun.spawn([command, 'serve', '--host', '127.0.0.1', '--port', String(port)], {
    cwd: newFolder(),
    stdout: 'ignore',
    stderr: 'ignore',
    env: {
      PATH: process.env['PATH'],
      HOME: newFolder(),
      DATA_DIR: newFolder(),
      WEBUI_SECRET_KEY: webuiSecret,
      ENABLE_OLLAMA_API: 'false',
      ENABLE_FORWARD_USER_INFO_HEADERS: 'true',
      FORWARD_USER_INFO_HEADER_JWT_SECRET: jwtSecret,
      OFFLINE_MODE: 'true',
      HF_HUB_OFFLINE: '1',
      RAG_EMBEDDING_ENGINE: 'openai',
      ENABLE_VERSION_UPDATE_CHECK: 'false',
      ANONYMIZED_TELEMETRY: 'false',
    },
  })
  for (let waitedMs = 0; waitedMs < readyMs; waitedMs += pollMs) {
    const health = await fetch(`${root}/health`).catch(() => undefined)
    if (health?.ok === true) return
    await Bun.sleep(pollMs)
  }
  throw new Error('Open WebUI did not start')
}

const useCases = ['letters', 'records'] as const
const groupOf = { letters: 'letter-writers', records: 'record-keepers' } as const

async function startGateway(): Promise<Stellwerk> {
  const secretFile = join(newFolder(), 'jwt-secret')
  writeFileSync(secretFile, jwtSecret, { mode: 0o600 })
  const running = await startStellwerk({
    upstreams: [{ id: 'e', kind: 'openaiCompatible', url: engine.url }],
    deployments: useCases.map((id) => ({ id, model: `m-${id}`, servedAs: 'plain', upstream: 'e' })),
    frontEnds: [
      {
        id: 'webui',
        title: 'Open WebUI',
        networks: ['127.0.0.1/32'],
        person: { method: 'openWebUiJwt', secret: `file:${secretFile}` },
        groupsHeader: 'x-stellwerk-user-groups',
      },
    ],
    useCases: useCases.map((id) => ({ ...openUseCase(id, [id]), title: id, groups: [groupOf[id]] })),
  })
  for (const id of useCases) {
    const made = await running.run(
      'keys',
      'create',
      '--use-case',
      id,
      '--kind',
      'frontend',
      '--front-end',
      'webui',
      '--json',
    )
    assert.equal(made.code, 0, made.stderr)
    keys.set(id, textIn(JSON.parse(made.stdout) as Record<string, unknown>, 'key')) // As the command documents.
  }
  return running
}

/** As an administrator does it in the settings: a connection for each use case, with a key and a prefix of its own. */
async function configure(gateway: Stellwerk): Promise<void> {
  const signedUp = await done('/api/v1/auths/signup', undefined, {
    name: 'admin',
    email: 'admin@example.org',
    password: 'only-for-this-test-1',
  })
  const admin = textIn(signedUp, 'token')
  tokens.set('admin', admin)
  const headers = { 'X-Stellwerk-User-Groups': '{{USER_GROUPS}}', 'X-Stellwerk-Task': '{{TASK}}' }
  await done('/openai/config/update', admin, {
    ENABLE_OPENAI_API: true,
    OPENAI_API_BASE_URLS: useCases.map(() => gateway.baseURL),
    OPENAI_API_KEYS: useCases.map((id) => keys.get(id)),
    OPENAI_API_CONFIGS: Object.fromEntries(
      useCases.map((id, index) => [String(index), { enable: true, prefix_id: id, model_ids: [], headers }]),
    ),
  })
  for (const [index, id] of useCases.entries()) {
    const person = `user-${index + 1}`
    const added = await done('/api/v1/auths/add', admin, {
      name: person,
      email: `${person}@example.org`,
      password: 'only-for-this-test-2',
      role: 'user',
    })
    tokens.set(person, textIn(added, 'token'))
    const group = await done('/api/v1/groups/create', admin, { name: groupOf[id], description: id })
    const groupId = textIn(group, 'id')
    await done(`/api/v1/groups/id/${groupId}/users/add`, admin, { user_ids: [textIn(added, 'id')] })
    await done('/api/v1/models/create', admin, {
      id: `${id}.m-${id}`,
      name: `model of ${id}`,
      meta: {},
      params: {},
      access_grants: [{ principal_type: 'group', principal_id: groupId, permission: 'read' }],
    })
  }
}

beforeAll(async () => {
  if (program === undefined) return
  ;[stellwerk] = await Promise.all([startGateway(), startWebui(program)])
  await configure(stellwerk)
}, readyMs * 2)

afterAll(async () => {
  webui?.kill('SIGTERM')
  await webui?.exited
  await stellwerk?.stop()
  await engine.stop()
})

/** Open WebUI tells the models of a person. */
async function modelsOf(person: string): Promise<string[]> {
  const { data } = (await done('/api/models', tokenOf(person))) as { data?: { id: string }[] } // As its API documents.
  return (data ?? []).map(({ id }) => id).toSorted()
}

function chatAs(person: string, model: string, stream = false): Promise<Response> {
  return call('/api/chat/completions', tokenOf(person), {
    model,
    stream,
    messages: [{ role: 'user', content: 'Guten Tag' }],
  })
}

/** As Open WebUI would ask, with a token that somebody else has made. */
async function askWith(
  token: string | undefined,
  useCase: (typeof useCases)[number],
  groups: string = groupOf[useCase],
): Promise<{ status: number; code: unknown }> {
  assert.ok(stellwerk !== undefined)
  const answer = await fetch(`${stellwerk.baseURL}/chat/completions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${keys.get(useCase)}`,
      'content-type': 'application/json',
      'x-openwebui-user-id': 'user-1',
      'x-stellwerk-user-groups': groups,
      ...(token === undefined ? {} : { 'x-openwebui-user-jwt': token }),
    },
    body: JSON.stringify({ model: `m-${useCase}`, messages: [{ role: 'user', content: 'Guten Tag' }] }),
  })
  const { error } = (await answer.json()) as { error?: { code?: unknown } } // A refusal has an error.
  return { status: answer.status, code: error?.code }
}

function signed(secret: string, exp: number): Promise<string> {
  return new SignJWT({ email: 'user-1@example.org', name: 'user-1', role: 'user' })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject('user-1')
    .setIssuer('open-webui')
    .setIssuedAt(exp - 300)
    .setExpirationTime(exp)
    .sign(new TextEncoder().encode(secret))
}

const nowSeconds = (): number => Math.floor(Date.now() / 1_000)

// It needs a program of 1.8 GB, which is never part of ours.
describe.skipIf(program === undefined)('Open WebUI', () => {
  test('each group sees the models of its use case', async () => {
    assert.deepEqual(await modelsOf('user-1'), ['letters.m-letters'])
    assert.deepEqual(await modelsOf('user-2'), ['records.m-records'])
  })

  for (const stream of [false, true]) {
    test(`both chat${stream ? ', streamed' : ''}`, async () => {
      for (const [person, model] of [
        ['user-1', 'letters.m-letters'],
        ['user-2', 'records.m-records'],
      ] as const) {
        const answer = await chatAs(person, model, stream)
        const text = await answer.text()
        assert.equal(answer.status, 200, text)
        assert.ok(text.includes(stream ? 'delta' : 'message'), text.slice(0, 300))
      }
      const heads = engine.seen.map(({ headers }) => Object.keys(headers)).flat()
      assert.deepEqual(
        heads.filter((name) => name.includes('openwebui')),
        [],
        'the engine hears of nobody',
      )
    })
  }

  test('who is in no group of the use case is refused, in words that the chat shows', async () => {
    // Open WebUI lets its administrators use every model; here they are in neither group.
    const answer = await chatAs('admin', 'letters.m-letters')
    const text = await answer.text()
    assert.notEqual(answer.status, 200)
    console.log(`what the chat shows: ${text.slice(0, 400)}`)
    assert.match(text, /letters/)
  })

  for (const [task, path] of [
    ['title', 'title'],
    ['tags', 'tags'],
    ['followUps', 'follow_up'],
  ] as const) {
    test(`a call in the background is marked: ${task}`, async () => {
      assert.ok(stellwerk !== undefined)
      const body = {
        model: 'letters.m-letters',
        chat_id: 'local:1',
        messages: [
          { role: 'user', content: 'Guten Tag' },
          { role: 'assistant', content: 'Guten Tag' },
        ],
      }
      await done(`/api/v1/tasks/${path}/completions`, tokenOf('user-1'), body)
      const metrics = await (await fetch(`${stellwerk.url}/metrics`)).text()
      assert.match(metrics, new RegExp(`background="${task}"`))
    })
  }

  const forged: readonly [why: string, token: () => Promise<string | undefined>][] = [
    ['no token', () => Promise.resolve(undefined)],
    ['a forged token', () => signed('somebody else has made this secret up 123', nowSeconds() + 300)],
    ['an expired token', () => signed(jwtSecret, nowSeconds() - 300)],
  ]
  for (const [why, token] of forged) {
    test(`nobody claims to be somebody: ${why}`, async () => {
      assert.deepEqual(await askWith(await token(), 'letters'), { status: 403, code: 'identity_missing' })
    })
  }

  test('with a good token, a person of the other group is refused', async () => {
    const token = await signed(jwtSecret, nowSeconds() + 300)
    assert.equal((await askWith(token, 'letters')).status, 200)
    const refused = { status: 403, code: 'group_not_permitted' }
    assert.deepEqual(await askWith(token, 'letters', groupOf.records), refused)
  })
})
