// A small data directory as the first versions of all formats wrote it, so that every later program is shown to open it:
// `test/fixtures/data-v1/files.json.gz`, a JSON object of base64 by path. Its keys are for tests only.
//
// Written on 2026-11-23 by a server whose threads ended without warning: some entries are in frames only, and a call is open.
// `bun test/backup/data-v1.ts` writes it anew, which is right only before a release.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { openInside, playEngine } from '../gateway/inside.ts'

const fixture = join(import.meta.dir, '../fixtures/data-v1/files.json.gz')

/** Unpacks the data directory into a new folder. */
export function unpackDataV1(data: string): void {
  const text = Buffer.from(Bun.gunzipSync(readFileSync(fixture))).toString()
  const files = JSON.parse(text) as Readonly<Record<string, string>> // Written below.
  mkdirSync(data, { recursive: true, mode: 0o700 })
  for (const [path, base64] of Object.entries(files)) {
    mkdirSync(dirname(join(data, path)), { recursive: true, mode: 0o700 })
    writeFileSync(join(data, path), Buffer.from(base64, 'base64'), { mode: 0o600 })
  }
}

/** Machine-made and made again, not worth keeping. */
const leftOut = /(?:^|\/)(?:reserve|lock\.sqlite.*|control\.sock|.*-shm|staging|spare)$/

async function build(): Promise<void> {
  const held = Promise.withResolvers<Response>()
  const engine = playEngine((_, count) => (count === 4 ? held.promise : Response.json(answer)))
  const inside = await openInside([{ id: 'a', kind: 'openaiCompatible', url: engine.url }], {
    journal: { name: 'gateway.example' },
  })
  const call = (user: string): Promise<Response> => {
    const body = { model: 'm', messages: [{ role: 'user', content: 'Hallo' }], user }
    return inside.post('/v1/chat/completions', body)
  }
  for (const user of ['alice', 'bob', 'alice']) await (await call(user)).text()
  // The next checkpoint is a second away: what comes now is in frames only.
  await Bun.sleep(1_500)
  void call('carol').catch(() => undefined)
  while (engine.seen.length < 4) await Bun.sleep(1)
  inside.stopJournal()
  const files: Record<string, string> = {}
  for (const path of readdirSync(inside.data, { recursive: true, encoding: 'utf8' }).sort()) {
    if (leftOut.test(path) || !statSync(join(inside.data, path)).isFile()) continue
    files[path] = readFileSync(join(inside.data, path)).toString('base64')
  }
  writeFileSync(fixture, Bun.gzipSync(Buffer.from(JSON.stringify(files)), { level: 9 }))
}

const answer = {
  id: 'x',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'ok' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
}

if (import.meta.main) {
  await build()
  process.exit(0)
}
