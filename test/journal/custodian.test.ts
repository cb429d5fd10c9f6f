// Goal: a server starts only with the custodian that has the vault's keys, moves them when it is told to, and says who is missing.
import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, test } from 'bun:test'
import type { ConfigInput } from '@stellwerk/contract/config'

import { JournalClosed } from '../../packages/server/src/journal/journal.ts'
import { chat, openInside, type PlayedEngine, playEngine, wholeAnswer } from '../gateway/inside.ts'
import { audited } from './audited.ts'
import { vaultOpened } from './vault-opened.ts'

const open: { data: string; engine: PlayedEngine }[] = []
afterEach(async () => {
  for (const { data, engine } of open.splice(0)) {
    await engine.close()
    rmSync(data, { recursive: true, force: true })
  }
})

/** An installation whose configuration changes from start to start. */
function installation() {
  const data = mkdtempSync(join(tmpdir(), 'stellwerk-test-'))
  const engine = playEngine(() => Response.json(wholeAnswer()))
  open.push({ data, engine })
  const start = (vault: NonNullable<ConfigInput['vault']>) =>
    openInside([{ id: 'a', kind: 'openaiCompatible', url: engine.url }], { data, vault })
  return { data, start }
}

test('custodian: keys move to another file with the next start, and old records open under it', async () => {
  const { data, start } = installation()
  const first = await start({})
  await (await first.post('/v1/chat/completions', chat('x', { user: 'somebody' }))).text()
  await first.opened.stop()
  const file = join(data, 'keys', 'elsewhere.kek')
  const moved = await start({ key: { file }, previousKey: {} })
  await moved.opened.stop()
  const inside = await start({ key: { file } })
  const entries = await audited(inside)
  // Each start under another configuration is on record.
  assert.equal(entries.filter(({ draft }) => draft.type === 'configuration').length, 2)
  const records = await vaultOpened(data, file)
  assert.equal(records[1]?.values['user'], 'somebody')
})

const refused: readonly [
  why: string,
  vault: NonNullable<ConfigInput['vault']>,
  says: Readonly<Record<'de' | 'en', RegExp>>,
][] = [
  [
    'a file that is not there',
    { key: { file: '/no/such/vault.kek' } },
    { de: /bitte aus der Sicherung zurückholen/, en: /please restore it from its backup/ },
  ],
  [
    'a command that never had them',
    { key: { command: ['/bin/cat'] } },
    { de: /unter vault\.previousKey nennen/, en: /name the former custodian as vault\.previousKey/ },
  ],
  [
    'a transit engine without its token',
    {
      key: { transit: { url: 'https://bao.example', key: 'a', token: 'file:/no/such/token' } },
      previousKey: {},
    },
    { de: /\/no\/such\/token lässt sich nicht lesen/, en: /\/no\/such\/token cannot be read/ },
  ],
]
for (const [why, vault, says] of refused) {
  test(`custodian: with ${why} the server does not start, and says so in both languages`, async () => {
    const { start } = installation()
    await (await start({})).opened.stop()
    const error: unknown = await start(vault).catch((thrown: unknown) => thrown)
    assert.ok(error instanceof JournalClosed)
    assert.match(error.text.de, says.de)
    assert.match(error.text.en, says.en)
    // The former custodian still has them.
    await (await start({})).opened.stop()
  })
}
