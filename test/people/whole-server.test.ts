// The whole product: the first administrator comes in by a link of the command line, signs a terminal in, and the journal has it.
import { strict as assert } from 'node:assert'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, test } from 'bun:test'

import { startStellwerk, type Stellwerk } from '../stellwerk.ts'

let stellwerk: Stellwerk
const home = mkdtempSync(join(tmpdir(), 'stellwerk-home-'))
beforeAll(async () => {
  const useCases = [{ id: 'letters', title: 'Letters', state: 'active' as const, deployments: [] }]
  stellwerk = await startStellwerk({ useCases })
}, 20_000)
afterAll(async () => {
  await stellwerk.stop()
  rmSync(home, { recursive: true })
}, 20_000)

const password = 'korrekt pferd batterie'
let cookie = ''

async function post(path: string, form: Readonly<Record<string, string>>): Promise<Response> {
  const headers = { origin: stellwerk.url, 'sec-fetch-site': 'same-origin', cookie }
  return fetch(stellwerk.url + path, { method: 'POST', headers, body: new URLSearchParams(form), redirect: 'manual' })
}

test('the first administrator comes in by a link, once', async () => {
  const { code: exit, stdout, stderr } = await stellwerk.run('people', 'link')
  assert.equal(exit, 0, stderr)
  const link = new URL(stdout.trim())
  assert.equal(link.origin, stellwerk.url)
  const code = link.searchParams.get('code') ?? ''
  assert.match(await (await fetch(link)).text(), /administration/)
  const entered = await post('/sign-in/link', { code, name: 'Anna Amt', mail: 'anna@city.example', password })
  assert.equal(entered.status, 303)
  cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  assert.match(cookie, /^evaluation-stellwerk=sws_/)
  const again = await stellwerk.run('people', 'link')
  assert.notEqual(again.code, 0)
  assert.match(again.stderr, /somebody held it already/)
  assert.notEqual((await stellwerk.run('people', 'link', '--role', 'member')).code, 0)
}, 30_000)

test('a terminal signs in with a code that is confirmed in the browser, and its token is readable to nobody else', async () => {
  const command = Bun.spawn([join(import.meta.dir, '../../bin/stellwerk'), 'login', stellwerk.url], {
    env: { ...process.env, XDG_CONFIG_HOME: home },
    stdout: 'pipe',
    stderr: 'pipe',
  })
  let shown = ''
  for await (const chunk of command.stderr) {
    shown += new TextDecoder().decode(chunk)
    if (/[A-Z]{4}-[A-Z]{4}\n/.test(shown)) break
  }
  const [code = ''] = /[A-Z]{4}-[A-Z]{4}/.exec(shown) ?? []
  const page = await (await fetch(`${stellwerk.url}/sign-in/device?code=${code}`, { headers: { cookie } })).text()
  const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''
  assert.equal((await post('/sign-in/device/confirm', { code, decision: 'allow', token })).status, 200)
  assert.equal(await command.exited, 0)
  const file = join(home, 'stellwerk', 'session')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.match(readFileSync(file, 'utf8'), /"token":"swt_[\w-]{43}"/)
}, 20_000)

test('neither password nor secret nor name stands in the log, and the journal has the role without a name', async () => {
  const output = stellwerk.output()
  for (const secret of [password, cookie.split('=')[1] ?? '', 'Anna Amt', 'anna@city.example'])
    assert.ok(!output.includes(secret))
  const { stdout } = await stellwerk.run('journal', 'report', '--json')
  assert.ok(!stdout.includes('Anna'))
}, 20_000)
