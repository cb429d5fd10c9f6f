import { beforeAll, describe, test } from 'bun:test'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { parseConfig } from '@stellwerk/contract/config'

import { type Made, newAuthority } from '../../../test/certificates.ts'
import { temporaryFolders } from '../../../test/temporary-folders.ts'
import { certificateFindings, termFinding } from './certificate-places.ts'
import { CertificateUnusable, readAuthorities, readPair } from './certificates.ts'
import { SecretUnavailable } from './secret.ts'

const newFolder = temporaryFolders('certificates')

let folder: string
let authority: ReturnType<typeof newAuthority>
let server: Made
let other: Made
beforeAll(() => {
  folder = newFolder()
  authority = newAuthority(folder, 'ca')
  server = authority.issue('server', ['DNS:ki.example'])
  other = authority.issue('other', ['DNS:ki.example'])
})

function file(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content, { mode: 0o600 })
  return path
}

function pair(certificate: string, key: string) {
  const { listen } = parseConfig({ listen: { tls: { certificate, key: `file:${key}` } } })
  assert.ok(listen.tls !== undefined)
  return listen.tls
}

describe('a pair', () => {
  test('is read with its term', () => {
    const found = readPair(pair(server.certificate, server.key), {})
    assert.equal(found.certificate, server.pem.certificate)
    assert.equal(found.key, server.pem.key)
    assert.equal(Math.round((found.term.until - found.term.from) / 86_400_000), 30)
  })

  test('may have its authority behind it, and text between', () => {
    const chain = file('chain.pem', `server\n${server.pem.certificate}\nauthority\n${authority.pem.certificate}`)
    assert.equal(
      readPair(pair(chain, server.key), {}).term.until,
      readPair(pair(server.certificate, server.key), {}).term.until,
    )
  })

  test('may have its key in a variable', () => {
    const { listen } = parseConfig({ listen: { tls: { certificate: server.certificate, key: 'env:TLS_KEY' } } })
    assert.ok(listen.tls !== undefined)
    assert.equal(readPair(listen.tls, { TLS_KEY: server.pem.key }).key, server.pem.key)
  })

  const wrong: readonly (readonly [why: string, files: () => readonly [string, string], said: RegExp])[] = [
    ['the certificate is missing', () => [join(folder, 'none'), server.key], /cannot be read \(ENOENT\)/],
    ['the certificate is a folder', () => [folder, server.key], /no file of at most/],
    ['the certificate is none', () => [file('text', 'hello'), server.key], /holds no certificate in PEM/],
    [
      'the certificate is damaged',
      () => [file('bad', server.pem.certificate.replace(/\n[^-\n]{20}/, '\nAAAAAAAAAAAAAAAAAAAA')), server.key],
      /damaged/,
    ],
    ['the key of another one', () => [server.certificate, other.key], /does not belong/],
    [
      'the authority stands first',
      () => [file('order', authority.pem.certificate + server.pem.certificate), server.key],
      /does not belong to the first/,
    ],
    ['the key is a certificate', () => [server.certificate, file('swapped', server.pem.certificate)], /no private key/],
    ['the key is encrypted', () => [server.certificate, encrypted()], /is encrypted/],
  ]
  for (const [why, files, said] of wrong) {
    test(why, () => {
      const [certificate, key] = files()
      assert.throws(
        () => readPair(pair(certificate, key), {}),
        (error) => error instanceof CertificateUnusable && said.test(error.text.en) && error.text.de !== error.text.en,
      )
    })
  }

  test('whose key others can read is refused', () => {
    const open = file('open.key', server.pem.key)
    chmodSync(open, 0o644)
    assert.throws(() => readPair(pair(server.certificate, open), {}), SecretUnavailable)
  })
})

function encrypted(): string {
  const path = join(folder, 'encrypted.key')
  const words = ['pkcs8', '-topk8', '-in', server.key, '-out', path, '-passout', 'pass:secret', '-v2', 'aes-256-cbc']
  assert.equal(spawnSync('openssl', words).status, 0)
  chmodSync(path, 0o600)
  return path
}

test('authorities: every one in the file is read, the one that lasts longest counts', () => {
  const short = authority.issue('short', ['DNS:x'], 2)
  const both = file('both.pem', short.pem.certificate + authority.pem.certificate)
  assert.equal(readAuthorities(both).term.until, readAuthorities(authority.certificate).term.until)
  assert.throws(() => readAuthorities(file('empty.pem', '')), CertificateUnusable)
})

describe('a term', () => {
  const day = 86_400_000
  const from = Date.parse('2027-01-01T00:00:00Z')
  const cases: readonly (readonly [why: string, now: number, state: string, said: RegExp])[] = [
    ['before it', from - 1, 'warning', /not valid before 2027-01-01/],
    ['in it', from, 'ok', /90 more day/],
    ['14 days before its end', from + 76 * day, 'ok', /14 more day/],
    ['below 14 days', from + 76 * day + 1, 'warning', /13 more day/],
    ['on its last day', from + 90 * day, 'warning', /0 more day/],
    ['after it', from + 90 * day + 1, 'warning', /has ended on 2027-04-01/],
  ]
  for (const [why, now, state, said] of cases) {
    test(why, () => {
      const finding = termFinding({ from, until: from + 90 * day }, now)
      assert.equal(finding.state, state)
      assert.match(finding.text.en, said)
    })
  }
})

test('every certificate of a configuration is looked at, and named by its place', () => {
  const ended = authority.issue('ended', ['DNS:x'], -1)
  const config = parseConfig({
    listen: { tls: { certificate: server.certificate, key: `file:${other.key}` } },
    upstreams: [
      { id: 'a', kind: 'vllm', url: 'http://a' },
      {
        id: 'b',
        kind: 'vllm',
        url: 'https://b',
        tls: { ca: authority.certificate, certificate: ended.certificate, key: `file:${ended.key}` },
      },
    ],
  })
  const findings = certificateFindings(config, {}, Date.now())
  assert.deepEqual(
    findings.map(({ path, state }) => [path, state]),
    [
      ['listen.tls.certificate', 'problem'],
      ['upstreams[1].tls.ca', 'ok'],
      ['upstreams[1].tls.certificate', 'warning'],
    ],
  )
})
