import assert from 'node:assert/strict'

import { test } from 'bun:test'

import { GatewayError } from '@stellwerk/contract/error'

import { bearerSecret, cookieSecret, mustBeOurPage, sessionCookie, sessionDoorAt } from './session-door.ts'

const secure = sessionDoorAt('https://llm.example', false)
const local = sessionDoorAt('http://127.0.0.1:7373', false)

const places: readonly [url: string, isPlain: boolean, kind: string][] = [
  ['https://llm.example', false, 'secure'],
  ['https://llm.example', true, 'secure'], // Encrypted by a proxy in front.
  ['http://127.0.0.1:7373', false, 'evaluation'],
  ['http://localhost', false, 'evaluation'],
  ['http://[::1]:7373', false, 'evaluation'],
  ['http://127.0.0.1:7373', true, 'refused'],
  ['http://llm.example', false, 'refused'],
  ['http://127.0.0.1.example', false, 'refused'],
]
for (const [url, isPlain, kind] of places)
  test(`${url}${isPlain ? ', others can read along' : ''}: ${kind}`, () =>
    assert.equal(sessionDoorAt(url, isPlain).kind, kind))

test('the cookie is __Host-, HttpOnly, Secure and SameSite=Lax; on loopback it has neither name nor Secure', () => {
  assert.equal(sessionCookie('s', secure), '__Host-stellwerk=s; Path=/; HttpOnly; SameSite=Lax; Secure')
  assert.equal(sessionCookie('s', local), 'evaluation-stellwerk=s; Path=/; HttpOnly; SameSite=Lax')
  assert.match(sessionCookie('', secure), /; Max-Age=0$/)
})

const cookies: readonly [why: string, header: string, found: string | undefined][] = [
  ['ours', '__Host-stellwerk=s', 's'],
  ['ours among others', 'a=b; __Host-stellwerk=s; c=d', 's'],
  ['two of the name', '__Host-stellwerk=s; __Host-stellwerk=t', undefined],
  ['the name of evaluation', 'evaluation-stellwerk=s', undefined],
  ['none', '', undefined],
]
for (const [why, cookie, found] of cookies)
  test(`cookie: ${why}`, () =>
    assert.equal(cookieSecret(new Request('https://llm.example/', { headers: { cookie } }), secure), found))

test('a bearer token of another kind is not one of a terminal', () => {
  const tokenIn = (authorization: string) =>
    bearerSecret(new Request('https://a.example', { headers: { authorization } }))
  assert.equal(tokenIn('Bearer swt_x'), 'swt_x')
  assert.equal(tokenIn('Bearer sws_x'), undefined)
  assert.equal(tokenIn('Bearer swk_live_x'), undefined)
})

// Goal: one defect per row.
const own = { origin: 'https://llm.example', 'sec-fetch-site': 'same-origin' }
const call = { ...own, 'x-stellwerk-request': '1' }
type Row = readonly [
  why: string,
  what: 'form' | 'call',
  method: string,
  headers: Record<string, string>,
  refused: boolean,
]
const rows: readonly Row[] = [
  ['our form', 'form', 'POST', own, false],
  ['our script', 'call', 'POST', call, false],
  ['reading', 'call', 'GET', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, false],
  ['a browser that does not say the site', 'form', 'POST', { origin: own.origin }, false],
  ['no origin', 'form', 'POST', { 'sec-fetch-site': 'same-origin' }, true],
  ['another origin', 'form', 'POST', { ...own, origin: 'https://evil.example' }, true],
  ['the origin of a page in a box', 'form', 'POST', { ...own, origin: 'null' }, true],
  ['the same host without encryption', 'form', 'POST', { ...own, origin: 'http://llm.example' }, true],
  ['another site', 'form', 'POST', { ...own, 'sec-fetch-site': 'cross-site' }, true],
  ['a subdomain', 'form', 'POST', { ...own, 'sec-fetch-site': 'same-site' }, true],
  ['typed into the address bar', 'form', 'POST', { ...own, 'sec-fetch-site': 'none' }, true],
  ['a script without the header', 'call', 'POST', own, true],
  ['a script with another value in it', 'call', 'POST', { ...own, 'x-stellwerk-request': '0' }, true],
  ['DELETE from elsewhere', 'call', 'DELETE', { ...call, origin: 'https://evil.example' }, true],
]
for (const [why, what, method, headers, refused] of rows) {
  test(`${why}: ${refused ? 'refused' : 'taken'}`, () => {
    const asked = () => mustBeOurPage(new Request('https://llm.example/sign-in', { method, headers }), secure, what)
    if (refused) assert.throws(asked, (error) => error instanceof GatewayError && error.code === 'sign_in_elsewhere')
    else asked()
  })
}

test('where others could read along nobody signs in at all', () => {
  const refused = sessionDoorAt('http://llm.example', true)
  const asked = () => mustBeOurPage(new Request('http://llm.example/sign-in'), refused, 'form')
  assert.throws(asked, (error) => error instanceof GatewayError && error.code === 'sign_in_insecure')
})
