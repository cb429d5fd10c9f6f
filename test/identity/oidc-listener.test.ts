// Access tokens through the real listener: where the token may stand beside the key, and what the client hears and the journal has.
import { strict as assert } from 'node:assert'

import { afterEach, beforeEach, test } from 'bun:test'

import { clearLamps, type Inside, openInside } from '../gateway/inside.ts'
import { audited } from '../journal/audited.ts'
import { audience, type RunningProvider, runProvider, signingKey } from './provider.ts'

let provider: RunningProvider
let inside: Inside
let key: string
beforeEach(async () => {
  provider = await runProvider(await signingKey('first'))
  inside = await openInside([{ id: 'a', kind: 'mirror' }], {
    useCases: [
      { id: 'test', title: 'Letters', state: 'active', deployments: ['a'], lamps: clearLamps, groups: ['registry'] },
    ],
    frontEnds: [
      {
        id: 'chat',
        title: 'Open WebUI',
        networks: ['127.0.0.1'],
        person: { method: 'oidc', issuer: provider.issuer, audience },
      },
    ],
    limits: { drainTimeoutMs: 50 },
  })
  key = (await inside.opened.keys.create({ useCaseId: 'test', kind: 'frontend', frontEnd: 'chat' })).key
})
afterEach(async () => {
  await inside.close()
  await provider.close()
})

async function ask(headers: Readonly<Record<string, string>>) {
  const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Guten Morgen' }] })
  const answer = await fetch(`${inside.url}/v1/chat/completions`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  })
  // A shape of ours, whether it succeeds or not.
  const { error } = (await answer.json()) as { readonly error?: { readonly code: string; readonly message: string } }
  return {
    status: answer.status,
    code: error?.code,
    message: error?.message ?? '',
    retry: answer.headers.get('x-should-retry'),
  }
}

const tokenOf = async (person: string, groups = ['registry']): Promise<string> =>
  (await provider.tokensFor(person, { claims: { groups } })).access_token

test('the token stands in a header of its own, or as Authorization where the key is x-api-key', async () => {
  const token = await tokenOf('user-1')
  const bearer = `Bearer ${token}`
  const places: readonly [why: string, headers: Record<string, string>, code: string | undefined][] = [
    ['a header of its own', { authorization: `Bearer ${key}`, 'x-stellwerk-user-token': token }, undefined],
    ['a header of its own, the key as x-api-key', { 'x-api-key': key, 'x-stellwerk-user-token': token }, undefined],
    ['as Authorization', { 'x-api-key': key, authorization: bearer }, undefined],
    ['as Authorization, in other letters', { 'x-api-key': key, authorization: `bearer  ${token}` }, undefined],
    [
      'the key in both, the token apart',
      { 'x-api-key': key, authorization: `Bearer ${key}`, 'x-stellwerk-user-token': token },
      undefined,
    ],
    [
      'the same in both places',
      { 'x-api-key': key, authorization: bearer, 'x-stellwerk-user-token': token },
      undefined,
    ],
    [
      'two people',
      { 'x-api-key': key, authorization: bearer, 'x-stellwerk-user-token': await tokenOf('user-2') },
      'identity_missing',
    ],
    ['nowhere', { authorization: `Bearer ${key}` }, 'identity_missing'],
    ['the key in both, and no token', { 'x-api-key': key, authorization: `Bearer ${key}` }, 'identity_missing'],
    ['an empty one, as when nobody is signed in', { 'x-api-key': key, authorization: 'Bearer ' }, 'key_malformed'],
    ['the token alone', { authorization: bearer }, 'key_malformed'],
    ['the token as the key', { 'x-api-key': token, authorization: `Bearer ${key}` }, 'key_malformed'],
    [
      'two people, one without a scheme',
      { 'x-api-key': key, authorization: token, 'x-stellwerk-user-token': await tokenOf('user-2') },
      'key_malformed',
    ],
    ['the token with another scheme', { 'x-api-key': key, authorization: `Basic ${token}` }, 'key_malformed'],
  ]
  for (const [why, headers, code] of places) {
    const answer = await ask(headers)
    assert.equal(answer.code, code, why)
  }
})

test('two different keys are nobody, also where a token could stand', async () => {
  const { key: other } = await inside.opened.keys.create({ useCaseId: 'test' })
  assert.equal((await ask({ 'x-api-key': key, authorization: `Bearer ${other}` })).code, 'key_malformed')
  assert.equal((await ask({ 'x-api-key': other, authorization: `Bearer ${key}` })).code, 'key_malformed')
  const token = await tokenOf('user-1')
  assert.equal((await ask({ 'x-api-key': other, authorization: `Bearer ${token}` })).code, 'key_malformed')
})

test('groups out of the token decide, and the journal says who asserted it', async () => {
  assert.equal((await ask({ 'x-api-key': key, authorization: `Bearer ${await tokenOf('user-1')}` })).status, 200)
  const refused = await ask({ 'x-api-key': key, authorization: `Bearer ${await tokenOf('user-2', ['press'])}` })
  assert.deepEqual([refused.status, refused.code], [403, 'group_not_permitted'])
  const drafts = (await audited(inside)).map(({ draft }) => draft)
  const asserted = { frontEnd: 'chat', method: 'oidc', signature: 'signed' }
  const [, intent, , refusal] = drafts
  assert.ok(intent?.type === 'intent' && refusal?.type === 'refusal')
  assert.deepEqual([intent.assertedBy, refusal.assertedBy], [asserted, asserted])
  assert.ok('user' in intent.commitments && 'user' in refusal.commitments)
})

test('a token for another audience is refused by name, in words for a chat window', async () => {
  const { access_token: token } = await provider.tokensFor('user-1', { resource: 'https://other.example' })
  const answer = await ask({ 'x-api-key': key, authorization: `Bearer ${token}` })
  assert.deepEqual([answer.status, answer.code], [403, 'token_audience'])
  assert.match(answer.message, /issued for "https:\/\/other\.example", not for "https:\/\/stellwerk\.example"/)
})

test('a provider that is silent is our trouble, and no reason to try again at once', async () => {
  const token = await tokenOf('user-1')
  provider.answerWith(() => ({ status: 503, body: '' }))
  const answer = await ask({ 'x-api-key': key, authorization: `Bearer ${token}` })
  assert.deepEqual([answer.status, answer.code, answer.retry], [503, 'identity_provider_silent', 'false'])
})
