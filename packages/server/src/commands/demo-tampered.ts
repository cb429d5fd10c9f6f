// Somebody changes an entry in a copy of the log, and is found out.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

import type { Language } from '@stellwerk/contract/language'
import { checkpointPath, tileAt, tilePath, tileWidth } from '@stellwerk/tlog/format/tile'
import { verifyLog } from '@stellwerk/tlog/verify/log'
import type { Problem, Report } from '@stellwerk/tlog/verify/report'

import { claimedBy, type LogFolder, logFolder } from '../log-folder.ts'
import { clockNow, type Found, trustFor } from './demo-journal.ts'
import type { Shown, Stage } from './demo-stage.ts'
import { outcomeWord } from './journal-report.ts'
import { primitives } from './journal-trust.ts'
import { wordsOf } from './journal-words.ts'

/** Copies the log, verifies the copy, changes one byte of the entry in it, and verifies it again. */
export async function tamperWith(stage: Stage, target: Found): Promise<Shown> {
  const { language, folder } = stage
  const copy = copyOf(target.log, join(folder, 'demo', 'tampered'))
  const untouched = await verifyCopy(stage, target, copy)
  const bundle = await bundleOf(copy, target.index)
  const { digit, instead } = moveByAMillisecond(join(copy.path, bundle), target.leaf)
  const tampered = await verifyCopy(stage, target, copy)

  const problems = tampered.checks.flatMap((check) => (check.state === 'failed' ? check.problems : []))
  const named = problems.find(({ index, path }) => index === target.index && path === bundle)
  const lines: Readonly<Record<Language, readonly string[]>> = {
    de: [
      `${copy.path}, unverändert: ${outcomeWord(untouched, 'de')}`,
      `${bundle}: in Eintrag ${target.index} endet die Zeit nun auf ${instead} statt auf ${digit}, sonst ist nichts anders: ${outcomeWord(tampered, 'de')}`,
    ],
    en: [
      `${copy.path}, untouched: ${outcomeWord(untouched, 'en')}`,
      `${bundle}: in entry ${target.index} the time now ends in ${instead} instead of ${digit}, and nothing else differs: ${outcomeWord(tampered, 'en')}`,
    ],
  }
  return {
    isRight: untouched.outcome === 'verified' && tampered.outcome === 'refused' && named !== undefined,
    lines: [...lines[language], ...problems.map((problem) => problemLine(problem, language))],
  }
}

function copyOf(log: LogFolder, folder: string): LogFolder {
  const copy = join(folder, basename(log.path))
  rmSync(copy, { recursive: true, force: true })
  for (const name of [checkpointPath, 'tile']) cpSync(join(log.path, name), join(copy, name), { recursive: true })
  return logFolder(copy)
}

function verifyCopy(stage: Stage, { origin }: Found, { read, list }: LogFolder): Promise<Report> {
  return verifyLog({ read, list, trust: trustFor(stage, origin), primitives, clock: clockNow() })
}

/** Path of the file that has the entry. */
async function bundleOf(log: LogFolder, index: number): Promise<string> {
  const { size = 0 } = (await claimedBy(log)) ?? {}
  const bundle = tileAt({ level: 'entries', index: Math.floor(index / tileWidth) }, size)
  if (bundle === undefined) throw new RangeError(`no entry ${index} in a tree of ${size}`)
  return tilePath(bundle)
}

/** Changes the last digit of the time of the entry by one bit, so that it still reads like an entry. */
function moveByAMillisecond(path: string, leaf: Uint8Array): { readonly digit: string; readonly instead: string } {
  const bytes = readFileSync(path)
  const time = /"time":\d+/.exec(Buffer.from(leaf).toString('latin1'))
  if (time === null) throw new Error('an entry without a time')
  const at = bytes.indexOf(leaf) + time.index + time[0].length - 1
  const [digit, instead] = [bytes[at] ?? 0, (bytes[at] ?? 0) ^ 1] // 0 and 1, 2 and 3, … differ in this bit alone.
  bytes[at] = instead
  writeFileSync(path, bytes)
  return { digit: String.fromCharCode(digit), instead: String.fromCharCode(instead) }
}

function problemLine({ code, path, index }: Problem, language: Language): string {
  return `  ${wordsOf(code)[language]} [${[code, path, index].filter((part) => part !== undefined).join(' ')}]`
}
