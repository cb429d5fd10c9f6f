// The verifier in Go looks at a log, too.
import { strict as assert } from 'node:assert'
import { join } from 'node:path'

import { buildGoVerifier, findGo, runGoVerifier } from '../conformance/tlog/go-verifier.ts'
import { parseCheckpoint } from '../../packages/tlog/src/format/checkpoint.ts'
import { parseNote } from '../../packages/tlog/src/format/note.ts'
import { onlyLog, vkeyOf } from './whole-journal.ts'
import { readFileSync } from 'node:fs'

const go = findGo()
const program = go === undefined ? undefined : buildGoVerifier(go)

/** Whether the verifier in Go finds nothing wrong; `undefined` where there is no Go. */
export function goHolds(folder: string, vkey: string): boolean | undefined {
  if (program === undefined) return undefined
  const report: unknown = JSON.parse(runGoVerifier(program, ['verify', folder, '--vkey', vkey]))
  return typeof report === 'object' && report !== null && 'ok' in report && report.ok === true
}

/** The log of this installation, which was verified already. */
export function goMustAgree(data: string): void {
  const folder = onlyLog(data)
  const { origin } = parseCheckpoint(parseNote(readFileSync(join(folder, 'checkpoint'))).text)
  assert.notEqual(goHolds(folder, vkeyOf(data, origin)), false, `the verifier in Go finds something in ${folder}`)
}
