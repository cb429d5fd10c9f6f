import { strict as assert } from 'node:assert'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, test } from 'bun:test'

import { openLogKey } from '../../packages/server/src/journal/log-key.ts'
import { parseLogFamily } from '../../packages/server/src/witness/trusted-logs.ts'
import { openWitness } from '../../packages/server/src/witness/witness.ts'
import { parseNote } from '../../packages/tlog/src/format/note.ts'
import { chat, openInside } from '../gateway/inside.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stellwerk-witnessed-'))
  closers.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const mirror = { id: 'a', kind: 'mirror' } as const

/** A key for the log and a witness that knows it, before either has seen an entry. */
async function openBoth() {
  const data = newFolder()
  const family = 'gateway.example/log/2026h2'
  const { vkey } = openLogKey({ path: join(data, 'keys', 'log.key'), origin: family, mayCreate: true })
  const witness = await openWitness({
    folder: newFolder(),
    host: '127.0.0.1',
    port: 0,
    logs: [parseLogFamily(vkey)],
    name: 'witness.example',
    now: () => Date.now(),
  })
  closers.push(() => witness.stop())
  const inside = await openInside([mirror], {
    data,
    journal: { name: 'gateway.example', witnesses: [{ vkey: witness.vkey, url: witness.url }] },
  })
  closers.push(() => inside.close())
  return { inside, data, witness }
}

function checkpointIn(data: string): Buffer | undefined {
  const journal = join(data, 'journal')
  const log = readdirSync(journal, { withFileTypes: true }).find((entry) => entry.isDirectory())
  const path = join(journal, log?.name ?? '', 'checkpoint')
  return existsSync(path) ? readFileSync(path) : undefined
}

const namesOn = (note: Buffer | undefined): string[] =>
  note === undefined ? [] : parseNote(note).signatures.map(({ name }) => name.replace(/\/log\/.*/, ''))

test('witness: its line stands on the checkpoint of the journal', async () => {
  const { data } = await openBoth()
  while (namesOn(checkpointIn(data)).length < 2) await Bun.sleep(20)
  assert.deepEqual(namesOn(checkpointIn(data)), ['gateway.example', 'witness.example'])
})

test('witness: a data directory that was put back as a whole does not start', async () => {
  const { inside, data } = await openBoth()
  while (namesOn(checkpointIn(data)).length < 2) await Bun.sleep(20)
  await inside.opened.stop()
  const backup = join(newFolder(), 'backup')
  cpSync(data, backup, { recursive: true })
  const again = await inside.again()
  const issued = await again.keys.create({ useCaseId: 'test' })
  await fetch(`${again.publicUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${issued.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(chat()),
  }).then((response) => response.text())
  while (namesOn(checkpointIn(data)).length < 2) await Bun.sleep(20)
  await again.stop()
  rmSync(data, { recursive: true })
  cpSync(backup, data, { recursive: true })
  await assert.rejects(inside.again(), (error) => error instanceof Error && /witness remembers/.test(error.message))
})
