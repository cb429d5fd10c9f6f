import { afterAll, describe, test } from 'bun:test'
import { strict as assert } from 'node:assert'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Secret } from '../secret.ts'
import { commandCustodian } from './command-custodian.ts'
import type { KeyCustodian, Unavailability } from './custodian.ts'
import { VaultKeyUnavailable } from './custodian.ts'
import { fileCustodian } from './file-custodian.ts'
import { transitCustodian } from './transit-custodian.ts'

const root = mkdtempSync(join(tmpdir(), 'stellwerk-custodian-'))
afterAll(() => rmSync(root, { recursive: true }))
let folders = 0
const newPath = (): string => join(mkdtempSync(join(root, `case-${++folders}-`)), 'vault.kek')

const key = new Uint8Array(randomBytes(32))
const isReason = (reason: Unavailability, naming: string) => (error: unknown) => {
  assert.ok(error instanceof VaultKeyUnavailable, String(error))
  assert.equal(error.reason, reason)
  for (const text of [error.text.de, error.text.en]) assert.ok(text.includes(naming), `${text} names ${naming}`)
  assert.ok(!error.text.en.includes(Buffer.from(key).toString('base64')))
  return true
}

async function mustKeep(custodian: KeyCustodian): Promise<Uint8Array> {
  const [one, other] = [await custodian.wrap(key), await custodian.wrap(key)]
  assert.notDeepEqual(one, other)
  assert.ok(!Buffer.from(one).includes(key))
  for (const wrapped of [one, other]) assert.deepEqual(new Uint8Array(await custodian.unwrap(wrapped)), key)
  return one
}

describe('a file', () => {
  test('is made once, private, and gives back what it wrapped', async () => {
    const path = newPath()
    const wrapped = await mustKeep(fileCustodian({ path, mayCreate: true }))
    assert.deepEqual([statSync(path).mode & 0o777, statSync(path).size], [0o600, 32])
    const before = readFileSync(path)
    assert.deepEqual(await fileCustodian({ path, mayCreate: true }).unwrap(wrapped), key)
    assert.deepEqual(readFileSync(path), before)
    assert.deepEqual(readdirSync(join(path, '..')), ['vault.kek'])
  })

  const files: readonly [why: string, bytes: number, mode: number, reason: Unavailability | undefined][] = [
    ['of the right length and mode', 32, 0o600, undefined],
    ['that is read-only', 32, 0o400, undefined],
    ['one byte short', 31, 0o600, 'malformed'],
    ['one byte long', 33, 0o600, 'malformed'],
    ['that is empty', 0, 0o600, 'malformed'],
    ['that the group may read', 32, 0o640, 'exposed'],
    ['that others may read', 32, 0o604, 'exposed'],
    ['that others may write', 32, 0o602, 'exposed'],
  ]
  for (const [why, bytes, mode, reason] of files) {
    test(`${why}: ${reason ?? 'used'}`, async () => {
      const path = newPath()
      writeFileSync(path, randomBytes(bytes))
      chmodSync(path, mode)
      const custodian = fileCustodian({ path, mayCreate: true })
      if (reason === undefined) await mustKeep(custodian)
      else await assert.rejects(custodian.wrap(key), isReason(reason, path))
    })
  }

  test('that is missing is not made unless asked', async () => {
    const path = newPath()
    await assert.rejects(fileCustodian({ path, mayCreate: false }).wrap(key), isReason('missing', path))
    assert.throws(() => fileCustodian({ path: join(path, 'no', 'kek'), mayCreate: true }), isReason('missing', path))
  })

  test('no bit of what it wrapped can be flipped, and no other file opens it', async () => {
    const custodian = fileCustodian({ path: newPath(), mayCreate: true })
    const wrapped = await custodian.wrap(key)
    for (let at = 0; at < wrapped.length; at++) {
      const flipped = Uint8Array.from(wrapped)
      flipped[at] = flipped[at]! ^ 1
      await assert.rejects(custodian.unwrap(flipped), isReason('mismatch', 'vault.kek'))
      await assert.rejects(custodian.unwrap(wrapped.subarray(0, at)), isReason('mismatch', 'vault.kek'))
    }
    const other = fileCustodian({ path: newPath(), mayCreate: true })
    await assert.rejects(other.unwrap(wrapped), isReason('mismatch', 'vault.kek'))
  })
})

describe('a command', () => {
  const password = join(root, 'password')
  writeFileSync(password, randomBytes(16).toString('hex'))
  const openssl = ['openssl', 'enc', '-aes-256-cbc', '-pbkdf2', '-pass', `file:${password}`] as const
  const script = (text: string) => [process.execPath, '-e', text] as const

  test('such as openssl gives back what it wrapped', async () => {
    await mustKeep(commandCustodian({ wrap: openssl, unwrap: [...openssl, '-d'] }))
  })

  const echo = script('process.stdin.pipe(process.stdout)')
  const commands: readonly [why: string, command: readonly [string, ...string[]], reason: Unavailability][] = [
    ['that is not there', ['/no/such/program'], 'missing'],
    ['that fails', script('console.log("QUJD"); process.exit(3)'), 'refused'],
    ['that is killed', script('process.kill(process.pid, "SIGKILL")'), 'refused'],
    ['that says nothing', script('0'), 'malformed'],
    ['that says too much', script('process.stdout.write("A".repeat(9000))'), 'malformed'],
    ['that never ends', script('setInterval(() => {}, 1000)'), 'timeout'],
    ['that never stops talking', script('for (;;) console.log("A".repeat(60))'), 'malformed'],
  ]
  for (const [why, command, reason] of commands) {
    test(`${why}: ${reason}`, async () => {
      const custodian = commandCustodian({ wrap: command, unwrap: command, timeoutMs: 700 })
      await assert.rejects(custodian.wrap(key), isReason(reason, command[0]))
      await assert.rejects(custodian.unwrap(key), isReason(reason, command[0]))
    })
  }

  const answers: readonly [why: string, answer: string][] = [
    ['no base64', 'sorry, no card'],
    ['base64 of another spelling', 'QUI'],
    ['base64 with a blank in it', 'QU JD'],
  ]
  for (const [why, answer] of answers) {
    test(`that answers ${why} instead of a key`, async () => {
      const custodian = commandCustodian({ wrap: echo, unwrap: script(`console.log(${JSON.stringify(answer)})`) })
      await assert.rejects(custodian.unwrap(key), isReason('malformed', process.execPath))
    })
  }

  test('reads its arguments without a shell', async () => {
    const print = [process.execPath, '-e', 'process.stdout.write(process.argv[1])', '$(id); `id`'] as const
    const wrapped = await commandCustodian({ wrap: print, unwrap: print }).wrap(key)
    assert.equal(Buffer.from(wrapped).toString(), '$(id); `id`')
  })
})

/** What a transit engine does with `encrypt` and `decrypt`. */
function transitAnswer(kek: Uint8Array, act: string, body: Record<string, string>): Response {
  if (act === 'encrypt') {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', kek, nonce)
    const sealed = Buffer.concat([
      nonce,
      cipher.update(body['plaintext']!, 'base64'),
      cipher.final(),
      cipher.getAuthTag(),
    ])
    return Response.json({ data: { ciphertext: `vault:v1:${sealed.toString('base64')}`, key_version: 1 } })
  }
  try {
    const sealed = Buffer.from(body['ciphertext']!.replace(/^vault:v1:/, ''), 'base64')
    const decipher = createDecipheriv('aes-256-gcm', kek, sealed.subarray(0, 12))
    decipher.setAuthTag(sealed.subarray(-16))
    const plain = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
    return Response.json({ data: { plaintext: plain.toString('base64') } })
  } catch {
    return Response.json({ errors: ['cipher: message authentication failed'] }, { status: 400 })
  }
}

async function transit(request: Request, kek: Uint8Array): Promise<Response> {
  const [, version, mount, act, name] = new URL(request.url).pathname.split('/')
  if (request.headers.get('X-Vault-Token') !== 's.token')
    return Response.json({ errors: ['permission denied'] }, { status: 403 })
  assert.deepEqual([request.method, version, mount, name], ['POST', 'v1', 'transit', 'stellwerk'])
  return transitAnswer(kek, act!, (await request.json()) as Record<string, string>)
}

describe('a transit engine', () => {
  const kek = randomBytes(32)
  let answer: (request: Request) => Response | Promise<Response> = (request) => transit(request, kek)
  const engine = (request: Request) => transit(request, kek)
  const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: (request) => answer(request) })
  afterAll(() => server.stop(true))
  const where = {
    address: `http://127.0.0.1:${server.port}`,
    mount: 'transit',
    key: 'stellwerk',
    token: () => new Secret('s.token'),
    timeoutMs: 2_000,
  }

  test('gives back what it wrapped, and refuses what was changed', async () => {
    answer = engine
    const custodian = transitCustodian(where)
    const wrapped = await mustKeep(custodian)
    assert.ok(Buffer.from(wrapped).toString().startsWith('vault:v1:'))
    const changed = Buffer.from(Buffer.from(wrapped).toString().replace(/.{4}$/, 'AAAA'))
    await assert.rejects(custodian.unwrap(changed), isReason('mismatch', 'transit/stellwerk'))
  })

  const answers: readonly [why: string, answer: () => Response | Promise<Response>, reason: Unavailability][] = [
    ['is sealed', () => Response.json({ errors: ['Vault is sealed'] }, { status: 503 }), 'refused'],
    ['does not know the key', () => Response.json({ errors: [] }, { status: 404 }), 'refused'],
    ['answers without JSON', () => new Response('<html>'), 'malformed'],
    ['answers null', () => Response.json(null), 'malformed'],
    ['answers without data', () => Response.json({ ciphertext: 'x' }), 'malformed'],
    ['answers with a number', () => Response.json({ data: { ciphertext: 1, plaintext: 1 } }), 'malformed'],
    ['answers with too much', () => new Response('"'.repeat(70_000)), 'malformed'],
    ['points elsewhere', () => Response.redirect('http://127.0.0.1:1/'), 'missing'],
    ['never answers', () => Promise.withResolvers<Response>().promise, 'timeout'],
  ]
  for (const [why, reply, reason] of answers) {
    test(`that ${why}: ${reason}`, async () => {
      answer = reply
      const custodian = transitCustodian({ ...where, timeoutMs: 200 })
      await assert.rejects(custodian.wrap(key), isReason(reason, where.address))
      await assert.rejects(custodian.unwrap(key), isReason(reason, where.address))
    })
  }

  test('that answers something else than base64 gave no key', async () => {
    answer = () => Response.json({ data: { plaintext: 'sorry' } })
    await assert.rejects(transitCustodian(where).unwrap(key), isReason('malformed', where.address))
  })

  test('refuses another token', async () => {
    answer = engine
    const custodian = transitCustodian({ ...where, token: () => new Secret('s.other') })
    await assert.rejects(custodian.wrap(key), isReason('refused', where.address))
  })

  test('that is not there', async () => {
    await assert.rejects(
      transitCustodian({ ...where, address: 'http://127.0.0.1:1' }).wrap(key),
      isReason('missing', '127.0.0.1:1'),
    )
  })

  const addresses: readonly [address: string, reason: Unavailability | undefined][] = [
    ['https://bao.example:8200', undefined],
    ['http://localhost:8200', undefined],
    ['http://[::1]:8200', undefined],
    ['http://bao.example:8200', 'exposed'],
    ['http://127.0.0.1.example:8200', 'exposed'],
    ['ftp://localhost', 'exposed'],
    ['bao', 'malformed'],
  ]
  for (const [address, reason] of addresses) {
    test(`at ${address}: ${reason ?? 'used'}`, () => {
      if (reason === undefined) assert.ok(transitCustodian({ ...where, address }))
      else assert.throws(() => transitCustodian({ ...where, address }), isReason(reason, address))
    })
  }

  test('with a certificate of its own is used only if its authority is known', async () => {
    const [certificate, certificateKey] = [join(root, 'cert.pem'), join(root, 'key.pem')]
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
    const made = Bun.spawnSync(
      [
        'openssl',
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-days',
        '2',
        ...subject,
        '-keyout',
        certificateKey,
        '-out',
        certificate,
      ],
      { stderr: 'ignore' },
    )
    assert.equal(made.exitCode, 0)
    const tls = { cert: readFileSync(certificate, 'utf8'), key: readFileSync(certificateKey, 'utf8') }
    const secure = Bun.serve({ port: 0, hostname: 'localhost', tls, fetch: engine })
    const there = { ...where, address: `https://localhost:${secure.port}` }
    await assert.rejects(transitCustodian(there).wrap(key), isReason('missing', there.address))
    await mustKeep(transitCustodian({ ...there, authority: tls.cert }))
    await secure.stop(true)
  })
})
