// Goal: a stamp of a real authority (openssl ts) is verified, what differs from it in one respect is refused under its name,
// and openssl comes to the same judgement.
import { strict as assert } from 'node:assert'

import { afterAll, afterEach, test } from 'bun:test'

import {
  requestTimestamp,
  timestampRequest,
  TimestampUnavailable,
  tokenIn,
  verifyTimestamp,
} from '../../packages/server/src/journal/timestamp.ts'
import type { Timestamp } from '../../packages/server/src/journal/timestamp.ts'
import { certificatesInPem } from '../../packages/server/src/journal/timestamp-certificate.ts'
import { formatDer, formatInteger, formatOid, tagged, tags } from '../../packages/server/src/journal/der.ts'
import { TimestampRefused } from '../../packages/server/src/journal/timestamp-refused.ts'
import { sha256 } from '../../packages/server/src/primitives.ts'
import { Authority, generalizedTime, hasOpenssl, tstInfo } from './timestamp-authority.ts'
import type { Kind, Made } from './timestamp-authority.ts'
import { grownLog } from './tlog/grown-log.ts'

if (hasOpenssl()) defineTests(new Authority())
else if (process.env['CI'] === 'true') test('openssl is installed in CI', () => assert.fail('there is no openssl here'))
else process.stdout.write('There is no openssl here, so no time-stamp was verified.\n')

function defineTests(openssl: Authority): void {
  const note = grownLog().note(12)
  const nonce = Uint8Array.of(0, 0x91, 2, 3, 4, 5, 6, 7)
  const query = timestampRequest(note, nonce)
  // Stamps made by hand are of the next hour, when every certificate made on the way is valid.
  const now = Date.now() + 3_600_000

  const root = openssl.make('rsa', 'authority')
  const otherRoot = openssl.make('p256', 'authority')
  const rsa = openssl.make('rsa', 'stamping', { issuer: root })
  const p256 = openssl.make('p256', 'stamping', { issuer: root })
  const p384 = openssl.make('p384', 'stamping', { issuer: root })

  const servers: { readonly stop: (now: boolean) => Promise<void> }[] = []
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop(true)
  })
  afterAll(() => openssl.remove())

  const trusting = (...made: readonly Made[]) => made.flatMap(({ pem }) => certificatesInPem(pem))

  /** The stamp, or the code of the refusal. */
  function judged(what: Parameters<typeof verifyTimestamp>[0]): Timestamp | string {
    try {
      return verifyTimestamp(what)
    } catch (error) {
      assert.ok(error instanceof TimestampRefused, String(error))
      return error.code
    }
  }

  // Accepted, by openssl as well.
  const inBetween = openssl.make('p384', 'authority', { issuer: root })
  const below = openssl.make('p256', 'stamping', { issuer: inBetween })
  const accepted: readonly [why: string, make: () => Uint8Array][] = [
    ['RSA with SHA-256', () => tokenIn(openssl.reply(query, { signer: rsa }))],
    ['RSA with SHA-384', () => tokenIn(openssl.reply(query, { signer: rsa, digest: 'sha384' }))],
    ['RSA with SHA-512', () => tokenIn(openssl.reply(query, { signer: rsa, digest: 'sha512' }))],
    ['ECDSA P-256 with SHA-256', () => tokenIn(openssl.reply(query, { signer: p256 }))],
    ['ECDSA P-384 with SHA-384', () => tokenIn(openssl.reply(query, { signer: p384, digest: 'sha384' }))],
    ['ECDSA P-256 with SHA-512', () => tokenIn(openssl.reply(query, { signer: p256, digest: 'sha512' }))],
    ['a certificate bound by SHA-1', () => tokenIn(openssl.reply(query, { signer: rsa, bindBy: 'sha1' }))],
    ['a certificate bound by SHA-512', () => tokenIn(openssl.reply(query, { signer: rsa, bindBy: 'sha512' }))],
    ['an authority in between', () => tokenIn(openssl.reply(query, { signer: below, chain: inBetween }))],
  ]
  for (const [why, make] of accepted) {
    test(`accepted: ${why}`, () => {
      const token = make()
      const stamp = verifyTimestamp({ token, note, roots: trusting(otherRoot, root), nonce })
      assert.ok(Math.abs(stamp.timeMs - Date.now()) < 60_000)
      assert.match(stamp.authority, /^C=DE, O=Probe, CN=made-\d+$/)
      assert.deepEqual([stamp.policy, stamp.accuracyMs], ['1.2.3.4.1', 1500])
      assert.ok(openssl.verifies({ token, note, root, atMs: stamp.timeMs }))
    })
  }

  // Made by hand, as an authority could that is not openssl ts.
  const digest = sha256(note)
  const time = generalizedTime(now)
  const plain = tstInfo({ digest, time })
  const cades = ['-cades', '-md', 'sha256']
  const pss = ['-keyopt', 'rsa_padding_mode:pss']
  const year = 365 * 86_400_000
  const at = (timeMs: number): Uint8Array => tstInfo({ digest, time: generalizedTime(timeMs) })
  const bySigner = (kind: Kind): (() => Uint8Array) => {
    return () => openssl.token(plain, openssl.make('p256', kind, { issuer: root }), ...cades)
  }
  const byIssuer = (kind: Kind): (() => Uint8Array) => {
    return () => {
      const issuer = openssl.make('p256', kind, { issuer: root })
      const signer = openssl.make('p256', 'stamping', { issuer })
      return openssl.token(plain, signer, ...cades, '-certfile', `${issuer.name}.pem`)
    }
  }
  const critical = formatDer(
    tagged(1),
    formatDer(
      tags.sequence,
      formatOid('1.2.3'),
      formatDer(tags.boolean, Uint8Array.of(0xff)),
      formatDer(tags.octetString),
    ),
  )

  /** Who refuses. `both`: openssl refuses as well; `ours`: only we do; `neither`: both accept; `openssl`: only openssl refuses. */
  type Who = 'both' | 'ours' | 'neither' | 'openssl'
  const byHand: readonly [why: string, outcome: string, refusedBy: Who, make: () => Uint8Array, atMs?: number][] = [
    ['nothing special', 'ok', 'neither', () => openssl.token(plain, p256, ...cades)],
    [
      'RSA-PSS with SHA-256',
      'ok',
      'openssl',
      () => openssl.token(plain, rsa, ...cades, ...pss, '-keyopt', 'rsa_pss_saltlen:digest'),
    ],
    [
      'RSA-PSS with SHA-512',
      'ok',
      'openssl',
      () => openssl.token(plain, rsa, '-cades', '-md', 'sha512', ...pss, '-keyopt', 'rsa_pss_saltlen:20'),
    ],
    [
      'RSA-PSS with another mask',
      'algorithm',
      'both',
      () => openssl.token(plain, rsa, ...cades, ...pss, '-keyopt', 'rsa_mgf1_md:sha512'),
    ],
    ['a signer named by its key', 'ok', 'openssl', () => openssl.token(plain, p256, ...cades, '-keyid')],
    [
      'a fraction of a second',
      'ok',
      'neither',
      () => openssl.token(tstInfo({ digest, time: time.replace('Z', '.25Z') }), p256, ...cades),
    ],
    [
      'a fraction that ends with zero',
      'malformed',
      'ours',
      () => openssl.token(tstInfo({ digest, time: time.replace('Z', '.250Z') }), p256, ...cades),
    ],
    [
      'a time that does not exist',
      'malformed',
      'ours',
      () => openssl.token(tstInfo({ digest, time: '20260231120000Z' }), p256, ...cades),
    ],
    [
      'a time with an offset',
      'malformed',
      'ours',
      () => openssl.token(tstInfo({ digest, time: time.replace('Z', '+0100') }), p256, ...cades),
    ],
    [
      'another version',
      'malformed',
      'both',
      () => openssl.token(tstInfo({ digest, time, version: 2 }), p256, ...cades),
    ],
    [
      'a critical extension',
      'malformed',
      'ours',
      () => openssl.token(tstInfo({ digest, time, more: [critical] }), p256, ...cades),
    ],
    [
      'another digest',
      'imprint',
      'both',
      () => openssl.token(tstInfo({ digest: sha256(digest), time }), p256, ...cades),
    ],
    [
      'a digest said to be another one',
      'imprint',
      'both',
      () => openssl.token(tstInfo({ digest, time, algorithm: '2.16.840.1.101.3.4.2.2' }), p256, ...cades),
    ],
    [
      'a day before the certificate',
      'validity',
      'both',
      () => openssl.token(at(now - 86_400_000), p256, ...cades),
      now - 86_400_000,
    ],
    [
      'eleven years later',
      'validity',
      'both',
      () => openssl.token(at(now + 11 * year), p256, ...cades),
      now + 11 * year,
    ],
    ['nine years later', 'ok', 'neither', () => openssl.token(at(now + 9 * year), p256, ...cades), now + 9 * year],
    ['no extended key usage', 'purpose', 'both', bySigner('noUsage')],
    ['an extended key usage that is not critical', 'purpose', 'both', bySigner('notCritical')],
    ['two purposes', 'purpose', 'both', bySigner('twoPurposes')],
    ['another purpose', 'purpose', 'both', bySigner('otherPurpose')],
    ['a key that may also encipher', 'purpose', 'both', bySigner('encipherment')],
    ['a critical extension that nobody understands', 'chain', 'both', bySigner('notUnderstood')],
    ['an issuer in between', 'ok', 'neither', byIssuer('authority')],
    ['an issuer that is none', 'chain', 'both', byIssuer('noAuthority')],
    ['an issuer that may not sign certificates', 'chain', 'both', byIssuer('noSigning')],
    ['an issuer that may issue this one', 'ok', 'neither', byIssuer('shortPath')],
    ['an issuer that may not issue authorities', 'chain', 'both', tooLong],
    [
      'a certificate signed with SHA-1',
      'chain',
      'ours',
      () => openssl.token(plain, openssl.make('p256', 'stamping', { issuer: root, digest: 'sha1' }), ...cades),
    ],
    [
      'P-521',
      'algorithm',
      'ours',
      () => openssl.token(plain, openssl.make('p521', 'stamping', { issuer: root }), ...cades),
    ],
    [
      'RSA with 1024 bits',
      'algorithm',
      'ours',
      () => openssl.token(plain, openssl.make('rsa1024', 'stamping', { issuer: root }), ...cades),
    ],
    ['a digest of SHA-1', 'algorithm', 'ours', () => openssl.token(plain, rsa, '-cades', '-md', 'sha1')],
    ['no signing certificate', 'attributes', 'both', () => openssl.token(plain, p256, '-md', 'sha256')],
    ['no signed attributes', 'malformed', 'both', () => openssl.token(plain, p256, '-noattr', '-md', 'sha256')],
    ['the certificate left out', 'certificate', 'both', () => openssl.token(plain, p256, ...cades, '-nocerts')],
    [
      'two signers',
      'malformed',
      'both',
      () => openssl.token(plain, p256, ...cades, '-signer', `${rsa.name}.pem`, '-inkey', `${rsa.name}.key`),
    ],
    ['other content', 'malformed', 'both', () => openssl.token(Buffer.from('hello'), p256, ...cades)],
    ['another kind of content', 'malformed', 'both', () => otherKind(openssl.token(plain, p256, ...cades))],
    ['lengths left open', 'malformed', 'ours', () => openssl.token(plain, p256, ...cades, '-stream')],
  ]

  /** With the kind of the content, outside and in the signed attributes, one off. */
  function otherKind(token: Uint8Array): Uint8Array {
    const kind = Buffer.from(formatOid('1.2.840.113549.1.9.16.1.4'))
    const other = formatOid('1.2.840.113549.1.9.16.1.5')
    const changed = Buffer.from(token)
    for (let place = changed.indexOf(kind); place >= 0; place = changed.indexOf(kind)) changed.set(other, place)
    return new Uint8Array(changed)
  }

  function tooLong(): Uint8Array {
    const upper = openssl.make('p256', 'shortPath', { issuer: root })
    const lower = openssl.make('p256', 'authority', { issuer: upper })
    const signer = openssl.make('p256', 'stamping', { issuer: lower })
    const chain = openssl.file(upper.pem + lower.pem)
    return openssl.token(plain, signer, ...cades, '-certfile', chain)
  }

  for (const [why, outcome, refusedBy, make, atMs = now] of byHand) {
    test(`by hand: ${why} is ${outcome}`, () => {
      const token = make()
      const stamp = judged({ token, note, roots: trusting(root) })
      assert.equal(typeof stamp === 'string' ? stamp : 'ok', outcome)
      const isRefused = { ours: outcome !== 'ok', theirs: !openssl.verifies({ token, note, root, atMs: atMs + 1000 }) }
      assert.deepEqual(isRefused, {
        ours: refusedBy === 'both' || refusedBy === 'ours',
        theirs: refusedBy === 'both' || refusedBy === 'openssl',
      })
    })
  }

  test('RSA-PSS, which openssl ts does not read, is right for openssl cms', () => {
    const token = openssl.file(openssl.token(plain, rsa, ...cades, ...pss, '-keyopt', 'rsa_pss_saltlen:digest'))
    const how = ['-CAfile', `${root.name}.pem`, '-purpose', 'timestampsign', '-attime', String(Math.floor(now / 1000))]
    openssl.run('cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', token, '-out', openssl.file(''), ...how)
  })

  // The same token, asked otherwise.
  const sound = tokenIn(openssl.reply(query, { signer: p256 }))
  const selfMade = openssl.make('p256', 'stamping')
  const questions: readonly [why: string, outcome: string, what: Partial<Parameters<typeof verifyTimestamp>[0]>][] = [
    ['as it is', 'ok', {}],
    ['another note', 'imprint', { note: grownLog().note(13) }],
    ['the note without its last byte', 'imprint', { note: note.subarray(0, -1) }],
    ['the right nonce', 'ok', { nonce }],
    ['another nonce', 'nonce', { nonce: Uint8Array.of(1, 2, 3) }],
    ['a token without a nonce', 'nonce', { nonce, token: openssl.token(plain, p256, ...cades) }],
    ['another root', 'chain', { roots: trusting(otherRoot) }],
    ['no root', 'chain', { roots: [] }],
    ['the certificate itself is trusted', 'ok', { roots: trusting(p256) }],
    ['a certificate signed by itself', 'chain', { token: openssl.token(plain, selfMade, ...cades) }],
    ['bytes behind the token', 'malformed', { token: new Uint8Array([...sound, 0]) }],
    ['a byte too few', 'malformed', { token: sound.subarray(0, -1) }],
    ['nothing', 'malformed', { token: new Uint8Array(0) }],
    ['a deep nest', 'malformed', { token: nest(2000) }],
    ['a long nest of nothing', 'malformed', { token: formatDer(tags.sequence, new Uint8Array(60_000).fill(0x05)) }],
    ['too long', 'malformed', { token: new Uint8Array(300_000) }],
  ]

  function nest(depth: number): Uint8Array {
    let value = formatDer(tags.sequence)
    for (let level = 0; level < depth; level++) value = formatDer(tags.sequence, value)
    return value
  }

  for (const [why, outcome, what] of questions) {
    test(`asked with ${why}: ${outcome}`, () => {
      const stamp = judged({ token: sound, note, roots: trusting(root), ...what })
      assert.equal(typeof stamp === 'string' ? stamp : 'ok', outcome)
    })
  }

  for (const [name, signer] of [
    ['RSA', rsa],
    ['ECDSA', p256],
  ] as const) {
    test(`every 7th byte of a token (${name}) changed: refused, or it says the same, and openssl agrees to that`, () => {
      const token = tokenIn(openssl.reply(query, { signer }))
      const roots = trusting(root)
      const said = verifyTimestamp({ token, note, roots, nonce })
      let refused = 0
      for (let byte = 0; byte < token.length; byte += 7) {
        for (const mask of [0x01, 0x80, 0xff]) {
          const changed = Uint8Array.from(token, (value, index) => (index === byte ? value ^ mask : value))
          const stamp = judged({ token: changed, note, roots, nonce })
          if (typeof stamp === 'string') {
            refused++
            continue
          }
          assert.deepEqual(stamp, said, `byte ${byte}`)
          assert.ok(openssl.verifies({ token: changed, note, root, atMs: now + 1000 }), `byte ${byte}, ${mask}`)
        }
      }
      assert.ok(refused > token.length / 3, `${refused} refused`)
    }, 30_000)
  }

  // Over the wire.
  function authority(answer: (query: Uint8Array) => Response | Promise<Response>): string {
    const server = Bun.serve({
      hostname: '127.0.0.1',
      port: 0,
      fetch: async (request) => answer(await request.bytes()),
    })
    servers.push(server)
    return server.url.href
  }

  const type = 'application/timestamp-reply'
  const replying = (bytes: Uint8Array): Response =>
    new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })
  const roots = trusting(root)

  test('a checkpoint is stamped by an authority', async () => {
    let asked: Request | undefined
    const server = Bun.serve({
      hostname: '127.0.0.1',
      port: 0,
      fetch: async (request) => {
        asked = request
        return replying(openssl.reply(await request.bytes(), { signer: rsa }))
      },
    })
    servers.push(server)
    const stamped = await requestTimestamp({ url: server.url.href, note, roots })
    assert.deepEqual([asked?.method, asked?.headers.get('content-type')], ['POST', 'application/timestamp-query'])
    const { token, ...stamp } = stamped
    assert.deepEqual(verifyTimestamp({ token, note, roots }), stamp)
    assert.ok(openssl.verifies({ token, note, root, atMs: stamp.timeMs }))
  })

  test('openssl reads the request as it was meant, and two requests differ in the nonce', async () => {
    const text = openssl.run('ts', '-query', '-in', openssl.file(query), '-text')
    assert.match(text, /Hash Algorithm: sha256/)
    assert.match(text, /Nonce: 0x91020304050607/)
    assert.match(text, /Certificate required: yes/)
    const queries: string[] = []
    const url = authority((bytes) => {
      queries.push(Buffer.from(bytes).toString('hex'))
      return new Response('', { status: 503 })
    })
    for (let round = 0; round < 2; round++) await requestTimestamp({ url, note, roots }).catch(() => undefined)
    assert.equal(new Set(queries).size, 2)
  })

  const rejection = formatDer(tags.sequence, formatDer(tags.sequence, formatInteger(Uint8Array.of(2))))
  const failures: readonly [why: string, code: string, answer: (query: Uint8Array) => Response | Promise<Response>][] =
    [
      ['an error', 'status', () => new Response('', { status: 500 })],
      ['a redirect', 'status', () => Response.redirect('http://127.0.0.1:1/', 302)],
      ['a page', 'type', () => new Response('<p>', { headers: { 'content-type': 'text/html' } })],
      ['too much', 'length', () => replying(new Uint8Array(300_000))],
      ['nothing', 'timeout', () => Promise.withResolvers<Response>().promise],
      ['a rejection', 'status', () => replying(rejection)],
      ['an empty reply', 'malformed', () => replying(new Uint8Array(0))],
      ['an old reply', 'nonce', () => replying(openssl.reply(query, { signer: rsa }))],
      ['a reply to somebody else', 'imprint', (asked) => replying(openssl.reply(otherNote(asked), { signer: rsa }))],
    ]

  /** The query with another digest in the place of ours. */
  function otherNote(asked: Uint8Array): Uint8Array {
    const place = Buffer.from(asked).indexOf(digest)
    return Uint8Array.from(asked, (byte, index) => (index === place ? byte ^ 1 : byte))
  }

  for (const [why, code, answer] of failures) {
    test(`an authority that answers with ${why}: ${code}`, async () => {
      try {
        await requestTimestamp({ url: authority(answer), note, roots, timeoutMs: why === 'nothing' ? 60 : 10_000 })
        assert.fail('it was accepted')
      } catch (error) {
        assert.ok(error instanceof TimestampRefused || error instanceof TimestampUnavailable, String(error))
        assert.equal(error.code, code)
      }
    })
  }

  test('nobody there: unreachable', async () => {
    const url = authority(() => new Response(''))
    await servers.pop()?.stop(true)
    await assert.rejects(requestTimestamp({ url, note, roots }), { code: 'unreachable' })
  })
}
