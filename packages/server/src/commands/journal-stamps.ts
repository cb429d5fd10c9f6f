// Time-stamps (RFC 3161) of checkpoints, as they lie beside a log: `timestamps/<size>.tsr` with `<size>.checkpoint`.
import { readFileSync } from 'node:fs'

import type { CommandCall, CommandWiring } from './command.ts'
import { optionText } from './command.ts'
import { type OwnCheck, type OwnProblem, ownCheck, ownOmission } from './journal-checks.ts'

/** A token and the checkpoint that it is of, complete with its signatures. */
export interface Stamp {
  readonly path: string
  readonly token: Uint8Array
  readonly note: Uint8Array | undefined
}

/** What was shown by a time-stamp: these bytes existed then. */
export interface ShownStamp {
  readonly path: string
  readonly timeMs: number
  readonly authority: string
}

export const stampOptions = [
  {
    name: 'timestamp',
    value: 'FILE',
    help: {
      de: 'Zeitstempel (RFC 3161) eines Checkpoints; der Checkpoint liegt mit der Endung .checkpoint daneben',
      en: 'Time-stamp (RFC 3161) of a checkpoint, which lies beside it with the ending .checkpoint',
    },
  },
  {
    name: 'tsa-roots',
    value: 'PEM',
    help: {
      de: 'Zertifikate, denen für Zeitstempel vertraut wird',
      en: 'Certificates that are trusted for time-stamps',
    },
  },
] as const

/** Pairs of files in a `timestamps` folder. */
export function stampsIn(paths: readonly string[], read: (path: string) => Uint8Array | undefined): readonly Stamp[] {
  return paths
    .filter((path) => path.endsWith('.tsr'))
    .flatMap((path) => {
      const token = read(path)
      return token === undefined ? [] : [{ path, token, note: read(checkpointBeside(path)) }]
    })
}

export function checkpointBeside(path: string): string {
  return path.replace(/\.[a-z]+$/, '.checkpoint')
}

/** The notes that were stamped: that one was says something about a log only if it is one of its own. */
export function notesOf(stamps: readonly Stamp[]): readonly Uint8Array[] {
  return stamps.flatMap(({ note }) => (note === undefined ? [] : [note]))
}

/**
 * Checks all of them against the roots that the command line names. Without roots that is left open.
 *
 * @param configured roots of the installation, where it is its own journal
 */
export function checkStamps(
  call: Pick<CommandCall, 'options'> & { readonly wiring: Pick<CommandWiring, 'checkTimestamp'> },
  stamps: readonly Stamp[],
  configured?: string,
): { readonly checks: readonly OwnCheck[]; readonly shown: readonly ShownStamp[] } {
  const roots = optionText(call, 'tsa-roots') ?? configured
  if (stamps.length === 0) return { checks: [], shown: [] }
  if (roots === undefined) return { checks: [ownOmission('timestamps', 'noRoots')], shown: [] }
  const pem = readFileSync(roots, 'utf8')
  const problems: OwnProblem[] = []
  const shown: ShownStamp[] = []
  for (const { path, token, note } of stamps) {
    if (note === undefined) {
      problems.push({ code: 'file_missing', path: checkpointBeside(path) })
      continue
    }
    const verdict = call.wiring.checkTimestamp({ token, note, rootsPem: pem })
    if (verdict.state === 'refused') problems.push({ code: `timestamp_${verdict.code}`, path })
    else shown.push({ path, timeMs: verdict.timeMs, authority: verdict.authority })
  }
  return { checks: [ownCheck('timestamps', stamps.length, problems)], shown }
}
