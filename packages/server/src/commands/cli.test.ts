import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { GatewayError, meaningOf, messageOf } from '@stellwerk/contract/error'
import { parseApiKey } from '@stellwerk/contract/key'
import type { KeyOffice } from '@stellwerk/contract/key-office'
import { preferredLanguage } from '@stellwerk/contract/language'

import { migrations } from '../storage/sqlite/migrations.ts'
import { handleKeys } from '../api/keys.ts'
import type { LoadedConfig } from '../config.ts'
import { createIdentity } from '../identity/identity.ts'
import { sqliteKeyStore } from '../storage/sqlite/key-store.ts'
import { openStore } from '../storage/sqlite/store.ts'
import { openInventory } from '../inventory-wiring.ts'
import { runCommand } from './cli.ts'
import type { CommandCall } from './command.ts'
import { controlSocketPath } from './control-client.ts'

const root = mkdtempSync(join(tmpdir(), 'stellwerk-cli-'))
afterAll(() => rmSync(root, { recursive: true }))

const now = Date.parse('2026-11-23T12:00:00Z')
const yaml = `
deployments: [{id: mirror, model: mirror, upstream: mirror}]
upstreams: [{id: mirror, kind: mirror}]
useCases:
  - {id: drafts, title: Drafting letters, state: active, deployments: [mirror]}
  - {id: search, title: Search, state: draft}
frontEnds: [{id: chat, networks: [10.20.0.0/16], person: {method: none}}]
`

let cwd: string
let opened = 0
let served: CommandCall | undefined
beforeEach(() => {
  cwd = mkdtempSync(join(root, 'case-'))
  writeFileSync(join(cwd, 'stellwerk.yaml'), yaml)
  opened = 0
  served = undefined
})

async function openKeyOffice({ config }: LoadedConfig) {
  opened++
  const store = openStore({ dataDirectory: config.data, now })
  const identity = await createIdentity({
    store: sqliteKeyStore(store),
    now: () => now,
    useCaseIds: () => config.useCases.map(({ id }) => id),
    frontEndIds: () => config.frontEnds.map(({ id }) => id),
    onTrouble: (error) => {
      throw error
    },
    isPolling: false,
  })
  const close = async () => {
    await identity.stop()
    await store.close()
  }
  return { office: identity.office, close }
}

async function run(line: string, env: Readonly<Record<string, string>> = {}) {
  const out: string[] = []
  const err: string[] = []
  const io = {
    stdout: { write: (text: string) => out.push(text) },
    stderr: { write: (text: string) => err.push(text) },
    env,
    cwd,
  }
  const exitCode = await runCommand(line === '' ? [] : line.split(' '), io, {
    version: '1.2.3',
    serve: async (call) => {
      served = call
      return 0
    },
    demo: async () => 0,
    openKeyOffice,
    outputRulings: () => Promise.resolve([]),
    lookIntoFolders: () => Promise.reject(new Error('no folders in these tests')),
    openTermsOffice: () => Promise.reject(new Error('no journal in these tests')),
    openWitness: () => Promise.reject(new Error('no witness in these tests')),
    logVkey: () => '',
    checkTimestamp: () => ({ state: 'refused', code: 'malformed' }),
    openVault: () => Promise.reject(new Error('no vault in these tests')),
    inventory: openInventory({ version: '1.2.3' }),
    openFileModel: () => Promise.reject(new Error('no model in these tests')),
    openEvidenceOffice: () => Promise.reject(new Error('no journal in these tests')),
    now: () => 0,
    untilAsked: () => Promise.resolve(),
    ask: () => Promise.resolve(undefined),
    openVaultOffice: () => Promise.reject(new Error('no vault in these tests')),
    licenceLamps: () => Promise.reject(new Error('no licences in these tests')),
    openLicenceOffice: () => Promise.reject(new Error('no licences in these tests')),
    openBackupOffice: () => Promise.reject(new Error('no journal in these tests')),
    examine: () => Promise.reject(new Error('no data in these tests')),
    egress: () => Promise.reject(new Error('no network in these tests')),
    makeBackup: () => Promise.reject(new Error('no journal in these tests')),
    openEngineOffice: () => {
      throw new Error('no models in these tests')
    },
    restoreBackup: () => Promise.reject(new Error('no backup in these tests')),
  })
  return { exitCode, out: out.join(''), err: err.join('') }
}

// Goal: what is not understood ends with 2 and says what was probably meant.
const usages: readonly [line: string, exitCode: number, says: string][] = [
  ['', 2, 'Usage: stellwerk COMMAND'],
  ['keys', 2, 'keys create'],
  ['key list', 2, 'Did you mean "keys list"?'],
  ['kyes', 2, 'Did you mean "keys"?'],
  ['banana', 2, 'unknown command "banana".'],
  ['config chekc', 2, 'Did you mean "config check"?'],
  ['keys list --jsno', 2, 'Did you mean --json?'],
  ['keys list --use-case drafts', 2, 'unknown option --use-case'],
  ['keys list more', 2, '"keys list" has no use for "more"'],
  ['keys revoke', 2, '"keys revoke" wants ID'],
  ['keys revoke a b', 2, 'has no use for "b"'],
  ['keys create', 2, '--use-case ID is missing'],
  ['keys create --use-case', 2, '--use-case wants ID'],
  ['keys create --use-case drafts --days x', 2, '--days wants a whole number'],
  ['keys create --use-case drafts --days=1 --days=2', 2, '--days is given twice'],
  ['keys create --use-case drafts --kind robot', 2, '--kind wants service, personal, frontend'],
  ['keys create --use-case drafts --kind service', 2, '--kind service wants --owner TEXT'],
  ['keys create --use-case drafts --kind frontend', 2, '--kind frontend wants --front-end ID'],
  ['keys create --use-case drafts --front-end chat', 2, '--front-end ID wants --kind frontend'],
  ['keys create --use-case drafts --language fr', 2, '--language wants de or en'],
  ['keys list --json=yes', 2, '--json takes no value'],
  ['keys list --lang fr', 2, '--lang wants de or en'],
  ['keys list --config nowhere.yaml', 2, 'cannot be read (ENOENT)'],
  ['keys list --lang de --config nowhere.yaml', 2, 'lässt sich nicht lesen (ENOENT)'],
]
for (const [line, exitCode, says] of usages) {
  test(`usage: ${line}`, async () => {
    const result = await run(line)
    expect(result.exitCode).toBe(exitCode)
    expect(result.out + result.err).toContain(says)
  })
}

describe('help', () => {
  const lines = ['', 'serve', 'demo', 'config', 'config check', 'config schema', 'keys']
  for (const line of [...lines, 'keys create', 'keys list', 'keys rotate', 'keys revoke']) {
    test(`${line} --help in both languages`, async () => {
      const english = await run(`${line} --help`.trim())
      const german = await run(`${line} -h --lang de`.trim())
      expect([english.exitCode, german.exitCode]).toEqual([0, 0])
      expect(english.out).toContain('Exit status')
      expect(german.out).toContain('Rückgabewert')
      expect(english.out).not.toContain('undefined')
      expect(Math.max(...(english.out + german.out).split('\n').map((text) => text.length))).toBeLessThanOrEqual(130)
    })
  }
})

const languages: readonly [env: Record<string, string>, line: string, isGerman: boolean][] = [
  [{}, '--help', false],
  [{ LANG: 'de_DE.UTF-8' }, '--help', true],
  [{ LANG: 'de' }, '--help', true],
  [{ LANG: 'den_CA' }, '--help', false],
  [{ LANG: 'de_DE.UTF-8', LC_ALL: 'C' }, '--help', false],
  [{ LANG: 'de_DE.UTF-8', LC_ALL: '' }, '--help', true],
  [{ LANG: 'de_DE.UTF-8' }, '--help --lang en', false],
]
for (const [env, line, isGerman] of languages) {
  test(`language of ${line} under ${JSON.stringify(env)}`, async () => {
    expect((await run(line, env)).out.includes('Befehle:')).toBe(isGerman)
  })
}

test('the version, for people and for programs', async () => {
  expect(await run('--version')).toEqual({ exitCode: 0, out: 'stellwerk 1.2.3\n', err: '' })
  expect((await run('-V --json')).out).toBe('{"version":"1.2.3"}\n')
})

test('serve gets its options, and they reach the configuration', async () => {
  expect((await run('serve --first-run --port 0 --host ::1 --data state')).exitCode).toBe(0)
  expect(served?.options.get('first-run')).toBe(true)
  const { config } = served!.loadConfig()
  expect(config.listen).toMatchObject({ host: '::1', port: 0 })
  expect(config.data).toBe(join(cwd, 'state'))
})

describe('config check', () => {
  const hint = 'Hint: use case drafts is active but has no statement on dataProtection, governance, security; '
  const cases: readonly [why: string, content: string | undefined, exitCode: number, says: string][] = [
    ['valid', undefined, 0, 'valid. Upstreams: 1, deployments: 1, use cases: 2.'],
    ['valid with a surprise', undefined, 0, hint],
    ['two problems', 'lisen: {}\ndata: 1', 1, 'lisen: unknown key. Did you mean listen?'],
    ['counted', 'lisen: {}\ndata: 1', 1, 'Invalid: 2 problems.'],
    ['not YAML', 'a: [', 1, 'line:column 1:5, not valid YAML'],
    [
      'secret that is not there',
      'metrics: {token: "env:NOPE"}',
      1,
      'metrics.token: the environment variable NOPE is not set.',
    ],
  ]
  for (const [why, content, exitCode, says] of cases) {
    test(why, async () => {
      if (content !== undefined) writeFileSync(join(cwd, 'stellwerk.yaml'), content)
      const result = await run('config check')
      expect(result.out).toContain(says)
      expect(result.exitCode).toBe(exitCode)
      expect(result.err).toBe('')
    })
  }

  test('for programs', async () => {
    writeFileSync(join(cwd, 'stellwerk.yaml'), 'listen: {prot: 1}')
    expect(JSON.parse((await run('config check --json --lang de')).out)).toEqual({
      valid: false,
      file: null,
      problems: [
        {
          path: 'listen.prot',
          problem: 'unbekannter Schlüssel',
          allowed: ['host', 'port', 'socket', 'tls', 'trustedProxies'],
          nearest: 'port',
        },
      ],
      hints: [],
    })
  })

  test('a wrong option is told as the option', async () => {
    const result = await run('serve --port 70000')
    expect(result.exitCode).toBe(0) // The stand-in for serve does not read it.
    expect(() => served!.loadConfig()).toThrow('--port: must be at most 65535')
  })

  test('the schema is JSON', async () => {
    const { out, exitCode } = await run('config schema')
    expect(JSON.parse(out)).toMatchObject({ title: 'stellwerk.yaml', type: 'object', additionalProperties: false })
    expect(exitCode).toBe(0)
  })
})

// Goal: the same commands, answered by the store and by a running server, behave alike.
describe.each(['store', 'server'] as const)('keys at the %s', (where) => {
  let stop: () => Promise<unknown> = async () => undefined
  beforeEach(async () => {
    stop = where === 'server' ? await serveKeys() : async () => undefined
  })
  const finish = async () => {
    await stop()
    // A server that runs is asked; the store is not opened beside it.
    expect(opened > (where === 'server' ? 1 : 0)).toBe(where === 'store')
  }

  async function serveKeys() {
    const loaded = await new Promise<LoadedConfig>((resolve) => {
      void run('serve').then(() => resolve(served!.loadConfig()))
    })
    const { office, close } = await openKeyOffice(loaded)
    const problem = (request: Request) => (error: unknown) => {
      const told = error instanceof GatewayError ? error : new GatewayError('internal', {}, { cause: error })
      const language = preferredLanguage(request.headers.get('accept-language')) ?? 'en'
      const { status } = meaningOf(told.code)
      return Response.json({ status, code: told.code, detail: messageOf(told, language) }, { status })
    }
    const server = Bun.serve({
      unix: controlSocketPath(loaded.config.data),
      fetch: async (request) =>
        (await handleKeys(request, { keys: office, problem: problem(request) })) ?? new Response('', { status: 404 }),
    })
    return async () => {
      await server.stop(true)
      await close()
    }
  }

  test('create, list, rotate, revoke', async () => {
    const created = await run('keys create --use-case drafts --label intranet --days 10 --language de')
    expect(created).toMatchObject({ exitCode: 0 })
    const key = created.out.trim()
    expect(parseApiKey(key).state).toBe('valid')
    expect(created.err).toContain('valid until 2026-12-03')
    const id = key.slice(9, 17)
    const rotated = JSON.parse((await run(`keys rotate ${id} --overlap-hours=0 --json`)).out)
    expect(rotated.view.useCaseId).toBe('drafts')
    expect(await run(`keys revoke ${rotated.view.id}`)).toMatchObject({
      exitCode: 0,
      out: `Key ${rotated.view.id} is revoked.\n`,
    })
    const { out } = await run('keys list')
    expect(out.replaceAll(/ +/g, ' ')).toContain(
      `${id} drafts service – expired 2026-11-23 no ${rotated.view.id} intranet\n`,
    )
    expect(out).not.toContain(key)
    expect(JSON.parse((await run('keys list --json')).out).keys).toHaveLength(2)
    await finish()
  })

  test('kinds, and whose a key is', async () => {
    const lines = [
      'keys create --use-case drafts --kind service --owner IT --groups registry,press',
      'keys create --use-case drafts --kind personal',
      'keys create --use-case drafts --kind frontend --front-end chat',
    ]
    for (const line of lines) expect(await run(line)).toMatchObject({ exitCode: 0 })
    expect((await run('keys create --use-case drafts')).err).toContain('Nobody answers for this key; --owner TEXT')
    const { keys } = JSON.parse((await run('keys list --json')).out)
    // What the answer of our own API holds.
    const told = (keys as readonly Record<string, unknown>[]).map(({ kind, owner, frontEnd, groups }) => ({
      kind,
      owner,
      frontEnd,
      groups,
    }))
    expect(told).toEqual(
      expect.arrayContaining([
        { kind: 'service', owner: 'IT', groups: ['registry', 'press'] },
        { kind: 'personal' },
        { kind: 'frontend', frontEnd: 'chat' },
        { kind: 'service' },
      ]),
    )
    const { out } = await run('keys list --lang de')
    expect(out.replaceAll(/ +/g, ' ')).toContain('drafts Oberfläche chat gültig')
    await finish()
  })

  const refusals: readonly [line: string, says: string][] = [
    ['keys create --use-case draft', 'Not found: useCase draft (drafts?).'],
    ['keys create --use-case draft --lang de', 'Nicht gefunden: useCase draft (drafts?).'],
    ['keys create --use-case drafts --days 367', 'Invalid input: days.'],
    ['keys create --use-case drafts --days 0', 'Invalid input: days.'],
    ['keys create --use-case drafts --kind frontend --front-end chta', 'Not found: frontEnd chta (chat?).'],
    ['keys create --use-case drafts --kind personal --groups a,,b', 'Invalid input: groups.1.'],
    ['keys create --use-case drafts --kind frontend --front-end chat --groups a', 'Invalid input: groups.'],
    ['keys revoke nothere0', 'Not found: key nothere0.'],
    ['keys rotate nothere0', 'Not found: key nothere0.'],
    ['keys revoke ../../x', 'Not found: key'],
  ]
  for (const [line, says] of refusals) {
    test(`refused: ${line}`, async () => {
      const result = await run(line)
      expect(result.err).toContain(says)
      expect(result.exitCode).toBe(1)
      await finish()
    })
  }

  test('no keys', async () => {
    expect((await run('keys list --lang de')).out).toBe('Es gibt keine Schlüssel.\n')
    await finish()
  })

  test('refused for programs', async () => {
    const { out, err, exitCode } = await run('keys revoke nothere0 --json')
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'not_found' } })
    expect([err, exitCode]).toEqual(['', 1])
    await finish()
  })
})

test('a socket that a killed server left behind does not keep the store from being opened', async () => {
  await run('keys list')
  const path = controlSocketPath(join(cwd, 'data'))
  const script = `Bun.serve({ unix: ${JSON.stringify(path)}, fetch: () => new Response('') }); process.kill(process.pid, 'SIGKILL')`
  await Bun.spawn([process.execPath, '-e', script]).exited
  expect((await run('keys list')).exitCode).toBe(0)
  expect(opened).toBe(2)
})

test('a store of a newer program is told in both languages', async () => {
  await run('keys list')
  const store = openStore({ dataDirectory: join(cwd, 'data'), now })
  const newer = migrations.length + 1
  await store.db.executeQuery(
    store.db
      .insertInto('schema_migration' as never)
      .values({ version: newer, name: 'x', checksum: 'x', applied_at: 0 } as never)
      .compile(),
  )
  await store.close()
  expect(await run('keys list')).toMatchObject({ exitCode: 2, err: expect.stringContaining(`schema version ${newer}`) })
  expect((await run('keys list --lang de')).err).toContain(`Schemaversion ${newer}`)
})

describe('over HTTP', () => {
  let office: KeyOffice
  let close: () => Promise<void>
  beforeAll(async () => {
    const folder = mkdtempSync(join(root, 'http-'))
    const store = openStore({ dataDirectory: join(folder, 'data'), now })
    const identity = await createIdentity({
      store: sqliteKeyStore(store),
      now: () => now,
      useCaseIds: () => ['drafts'],
      frontEndIds: () => [],
      onTrouble: () => undefined,
      isPolling: false,
    })
    office = identity.office
    close = () => identity.stop().then(() => store.close())
  })
  afterAll(() => close())

  const json = { 'content-type': 'application/json' }
  const rows: readonly [why: string, path: string, request: RequestInit, status: number | undefined][] = [
    ['list', '/api/keys', {}, 200],
    ['create', '/api/keys', { method: 'POST', headers: json, body: '{"useCaseId":"drafts"}' }, 201],
    [
      'JSON with a charset',
      '/api/keys',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: '{"useCaseId":"drafts"}',
      },
      201,
    ],
    [
      'a form of a foreign page',
      '/api/keys',
      { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"useCaseId":"drafts"}' },
      400,
    ],
    ['no type', '/api/keys/01234567/revoke', { method: 'POST' }, 400],
    ['not JSON', '/api/keys', { method: 'POST', headers: json, body: '{' }, 400],
    [
      'unknown field',
      '/api/keys',
      { method: 'POST', headers: json, body: '{"useCaseId":"drafts","role":"admin"}' },
      400,
    ],
    ['a body of 16,385 bytes', '/api/keys', { method: 'POST', headers: json, body: ' '.repeat(16_385) }, 413],
    ['unknown key', '/api/keys/01234567/revoke', { method: 'POST', headers: json, body: '{}' }, 404],
    ['no id', '/api/keys/x/revoke', { method: 'POST', headers: json, body: '{}' }, 404],
    ['unknown act', '/api/keys/01234567/show', { method: 'POST', headers: json, body: '{}' }, 404],
    ['deeper', '/api/keys/01234567/revoke/x', { method: 'POST', headers: json, body: '{}' }, 404],
    ['other method', '/api/keys', { method: 'DELETE' }, 404],
    ['reading one key', '/api/keys/01234567', {}, 404],
    ['another part of the API', '/api/keysmith', {}, undefined],
  ]
  for (const [why, path, request, status] of rows) {
    test(`${why}: ${status ?? 'not ours'}`, async () => {
      const problem = (error: unknown) =>
        new Response('', { status: error instanceof GatewayError ? meaningOf(error.code).status : 500 })
      const response = await handleKeys(new Request(`http://localhost${path}`, request), { keys: office, problem })
      expect(response?.status).toBe(status as number)
    })
  }
})
