// The verifier in Go looks at a log, too.
import { strict as assert } from 'node:assert'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { logsOf } from '../../packages/server/src/log-folder.ts'
import { buildGoVerifier, findGo, runGoVerifier } from '../conformance/tlog/go-verifier.ts'
import { parseCheckpoint } from '../../packages/tlog/src/format/checkpoint.ts'
import { parseNote } from '../../packages/tlog/src/format/note.ts'
import { vkeyOf } from './whole-journal.ts'

const go = findGo()
const program = go === undefined ? undefined : buildGoVerifier(go)

/** Whether the verifier in Go finds nothing wrong; `undefined` where there is no Go. */
export function goHolds(folder: string, vkey: string): boolean | undefined {
  if (program === undefined) return undefined
  const report: unknown = JSON.parse(runGoVerifier(program, ['verify', folder, '--vkey', vkey]))
  return typeof report === 'object' && report !== null && 'ok' in report && report.ok === true
}

/** The logs of this installation, which were verified already. */
export function goMustAgree(data: string): void {
  for (const { path } of logsOf(data)) {
    const checkpoint = join(path, 'checkpoint')
    if (!existsSync(checkpoint)) continue
    const { origin } = parseCheckpoint(parseNote(readFileSync(checkpoint)).text)
    assert.notEqual(goHolds(path, vkeyOf(data, origin)), false, `the verifier in Go finds something in ${path}`)
  }
}
