// Goal: `stellwerk health` says whether requests are taken now, and no other server than the one of this data directory is asked.
import { strict as assert } from 'node:assert'

import { afterEach, setDefaultTimeout, test } from 'bun:test'

import { type Installed, openInstalled } from '../backup/installed.ts'

/** Milliseconds: each starts a server and a command. */
setDefaultTimeout(20_000)

let installed: Installed | undefined
afterEach(async () => {
  await installed?.remove()
  installed = undefined
})

test('health: ready, then without a journal, then gone', async () => {
  installed = await openInstalled()
  assert.deepEqual(await installed.typed(['health']), { stdout: 'takes requests\n', stderr: '', exitCode: 0 })
  installed.inside.stopJournal()
  // The end of a thread is told to the main one, and that takes a turn or two.
  let said = await installed.typed(['health', '--json'])
  while (said.exitCode === 0) said = await installed.typed(['health', '--json'])
  assert.deepEqual([said.exitCode, JSON.parse(said.stdout)], [1, { state: 'notRecording', runningCount: 0 }])
  await installed.inside.opened.stop().catch(() => undefined)
  const gone = await installed.typed(['health', '--lang', 'de'])
  assert.deepEqual([gone.exitCode, gone.stdout], [2, 'läuft nicht\n'])
})
