import { describe, test } from 'bun:test'
import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'

import { GatewayError } from '@stellwerk/contract/error'

import { forgedToken, openWebUiClaims, openWebUiToken, sharedSecret } from '../../../../test/gateway/tokens.ts'
import { openWebUiPerson } from './open-web-ui-jwt.ts'

const now = Date.parse('2026-11-23T12:00:00.900Z')
const seconds = Math.floor(now / 1000)
const told = { title: 'Open WebUI', header: 'x-openwebui-user-jwt' }
const claims = openWebUiClaims('user-1', now)
const { exp: _exp, ...withoutEnd } = claims
const { sub: _sub, ...withoutPerson } = claims
const { iss: _iss, ...withoutIssuer } = claims
const { iat: _iat, ...withoutIssued } = claims

const read = (token: string) => openWebUiPerson(token, { secret: sharedSecret, now, told })

// Goal: a person is who Open WebUI says, if it has signed that a moment ago and for a while; one defect per row.
describe('names the person', () => {
  const rows: readonly [why: string, token: string, person: string][] = [
    ['as Open WebUI does it', openWebUiToken(claims), 'user-1'],
    ['without the moment of issue', openWebUiToken(withoutIssued), 'user-1'],
    ['expired for less than a minute', openWebUiToken({ ...claims, exp: seconds - 59 }), 'user-1'],
    ['valid from within a minute', openWebUiToken({ ...claims, nbf: seconds + 60 }), 'user-1'],
    ['valid for an hour', openWebUiToken({ ...claims, exp: seconds + 3_660 }), 'user-1'],
    ['with an id of 256 characters', openWebUiToken({ ...claims, sub: 'x'.repeat(256) }), 'x'.repeat(256)],
  ]
  for (const [why, token, person] of rows) test(why, async () => assert.equal(await read(token), person))
})

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
function rsaToken(): string {
  const text = openWebUiToken(claims).split('.').slice(1, 2)[0] ?? ''
  const signed = `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${text}`
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`
}
const pem = publicKey.export({ type: 'spki', format: 'pem' })
const good = openWebUiToken(claims)
const [head = '', body = '', mark = ''] = good.split('.')
const other = openWebUiToken({ ...claims, sub: 'user-2' }).split('.')[1] ?? ''

describe('refuses', () => {
  const rows: readonly [why: string, token: string, reason: string][] = [
    ['nothing', '', 'malformed'],
    ['no token', 'user-1', 'malformed'],
    ['two tokens in one header', `${good}, ${good}`, 'malformed'],
    ['an encrypted token', `${good}.x.y`, 'malformed'],
    ['claims that are no object', forgedToken({ alg: 'HS256' }, ['user-1'], sharedSecret), 'malformed'],
    ['another secret', openWebUiToken(claims, 'another-secret-of-thirty-two-chars'), 'signature'],
    ['another person under the same signature', `${head}.${other}.${mark}`, 'signature'],
    ['a signature that was cut', `${head}.${body}.${mark.slice(0, -4)}`, 'signature'],
    ['no signature', `${head}.${body}.`, 'signature'],
    ['alg none', forgedToken({ alg: 'none' }, claims), 'algorithm'],
    ['alg None', forgedToken({ alg: 'None' }, claims), 'algorithm'],
    ['HS512 with the right secret', forgedToken({ alg: 'HS512' }, claims, sharedSecret), 'algorithm'],
    ['HS384 with the right secret', forgedToken({ alg: 'HS384' }, claims, sharedSecret), 'algorithm'],
    ['RS256', rsaToken(), 'algorithm'],
    ['a public key for a secret', openWebUiToken(claims, pem), 'signature'],
    ['no algorithm', forgedToken({}, claims), 'malformed'],
    [
      'an extension that must be understood',
      forgedToken({ alg: 'HS256', crit: ['x'], x: 1 }, claims, sharedSecret),
      'malformed',
    ],
    ['another issuer', openWebUiToken({ ...claims, iss: 'open-webui2' }), 'issuer'],
    ['an issuer in other letters', openWebUiToken({ ...claims, iss: 'Open-WebUI' }), 'issuer'],
    ['no issuer', openWebUiToken(withoutIssuer), 'issuer'],
    ['expired for a minute', openWebUiToken({ ...claims, exp: seconds - 60 }), 'expired'],
    ['no end', openWebUiToken(withoutEnd), 'endless'],
    ['an end that is no number', openWebUiToken({ ...claims, exp: '9999999999' }), 'endless'],
    ['an end in more than an hour', openWebUiToken({ ...claims, exp: seconds + 3_661 }), 'endless'],
    ['valid from in more than a minute', openWebUiToken({ ...claims, nbf: seconds + 61 }), 'early'],
    ['nobody', openWebUiToken(withoutPerson), 'nobody'],
    ['an empty name', openWebUiToken({ ...claims, sub: '' }), 'nobody'],
    ['a number for a name', openWebUiToken({ ...claims, sub: 7 }), 'nobody'],
    ['a name of 257 characters', openWebUiToken({ ...claims, sub: 'x'.repeat(257) }), 'nobody'],
    ['a name of two lines', openWebUiToken({ ...claims, sub: 'user-1\nuser-2' }), 'nobody'],
  ]
  for (const [why, token, reason] of rows) {
    test(`${why}: ${reason}`, () =>
      assert.rejects(read(token), (error) => {
        assert.ok(error instanceof GatewayError)
        assert.equal(error.code, 'identity_missing')
        assert.equal(error.details['reason'], reason)
        assert.doesNotMatch(JSON.stringify(error.details), /user-\d/)
        return true
      }))
  }
})
