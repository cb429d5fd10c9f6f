// Installations for tests: logs out of drafts, each below DATA/journal, signed with DATA/keys/log.key. No server runs.
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import type { RecordedAt } from '../../packages/contract/src/journal/bundle-office.ts'
import { encodeEntry, type EntryDraft, type Stamp } from '../../packages/contract/src/journal/entry.ts'
import {
  digestOf,
  exampleIntent,
  exampleOutcome,
  exampleStamp,
} from '../../packages/contract/src/journal/example-drafts.ts'
import type { HandoverDraft } from '../../packages/contract/src/journal/governance.ts'
import { runCommand } from '../../packages/server/src/commands/cli.ts'
import type { CommandWiring } from '../../packages/server/src/commands/command.ts'
import { openLogKey } from '../../packages/server/src/journal/log-key.ts'
import { sha256 } from '../../packages/server/src/primitives.ts'
import { formatHex } from '../../packages/tlog/src/format/bytes.ts'
import { parseVerifierKey } from '../../packages/tlog/src/format/note.ts'
import { checkpointPath } from '../../packages/tlog/src/format/tile.ts'
import { leafHash, rootOf } from '../../packages/tlog/src/format/tree.ts'
import { type Files, type Signer, writeLog } from '../conformance/tlog/written-log.ts'

/** 2026-11-23, noon, in milliseconds since the epoch. */
export const noon = Date.UTC(2026, 10, 23, 12)

const name = 'gateway.example'
export const originOf = (period: string): string => `${name}/log/${period}`

/** A draft, with a stamp that differs from the usual one, or bytes that are no entry. */
export type Step = EntryDraft | readonly [EntryDraft, Partial<Stamp>] | string

export interface WrittenLog {
  readonly period: string
  readonly folder: string
  readonly leaves: readonly Uint8Array[]
  readonly files: Files
  readonly vkey: string
}

export interface Installation {
  readonly data: string
  /** Writes a log; its counters go on from the log before. */
  readonly write: (period: string, steps: readonly Step[]) => WrittenLog
  readonly run: (...words: readonly string[]) => Promise<Ran>
  /** What was recorded of exports and samples. */
  readonly recorded: unknown[]
  readonly remove: () => void
}

/** What a command said, and how it ended. */
export interface Ran {
  readonly exitCode: number
  readonly out: string
  readonly err: string
}

/** The draft and stamp of a step. */
export function encoded(step: Step, counter: number): Uint8Array {
  const isStamped = (one: Step): one is readonly [EntryDraft, Partial<Stamp>] => Array.isArray(one)
  const [draft, changed] = isStamped(step) ? step : [step, {}]
  const stamp = exampleStamp(counter, { timeMs: noon + counter * 1_000, ...changed })
  return new TextEncoder().encode(typeof draft === 'string' ? draft : encodeEntry(draft, stamp))
}

/** @param more of the wiring, in place of what fails here */
export function newInstallation(more: Partial<CommandWiring> = {}): Installation {
  const data = mkdtempSync(join(tmpdir(), 'stellwerk-written-'))
  const keyPath = join(data, 'keys', 'log.key')
  const recorded: unknown[] = []
  let counter = 0
  return {
    data,
    recorded,
    write: (period, steps) => {
      const leaves = steps.map((step, at) => encoded(step, counter + at + 1))
      counter += steps.length
      return writtenLog({ data, keyPath, period, leaves })
    },
    run: (...words) => run(words, { data, keyPath, recorded, more }),
    remove: () => rmSync(data, { recursive: true, force: true }),
  }
}

/** Writes the files of a log in place of what is there. */
export function writtenLog(what: {
  readonly data: string
  readonly keyPath: string
  readonly period: string
  readonly leaves: readonly Uint8Array[]
}): WrittenLog {
  const { data, keyPath, period, leaves } = what
  const { vkey, sign } = openLogKey({ path: keyPath, origin: originOf(period), mayCreate: true })
  const signer: Signer = { key: parseVerifierKey(vkey, sha256), sign }
  const folder = join(data, 'journal', period)
  const files = writeLog(leaves, signer)
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  return { period, folder, leaves, files, vkey }
}

async function run(
  words: readonly string[],
  {
    data,
    keyPath,
    recorded,
    more,
  }: { data: string; keyPath: string; recorded: unknown[]; more: Partial<CommandWiring> },
): Promise<Ran> {
  let [out, err] = ['', '']
  const io = {
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
    env: { LC_ALL: 'C', AUDITOR: 'token-of-the-auditor' },
    cwd: data,
  }
  const none = (): never => {
    throw new Error('not in these tests')
  }
  const at = (wish: unknown): RecordedAt => ({ origin: 'recorded', index: recorded.push(wish) - 1 })
  const exitCode = await runCommand([...words, '--data', data], io, {
    version: '0.2.0',
    serve: none,
    demo: none,
    openWitness: none,
    openKeyOffice: none,
    openVault: none,
    checkTimestamp: none,
    logVkey: (_, origin) => openLogKey({ path: keyPath, origin, mayCreate: false }).vkey,
    openEvidenceOffice: async () => ({
      office: {
        exported: async (wish) => wish.logs.map((log) => at({ ...wish, logs: [log] })),
        sampled: async (wish) => at(wish),
      },
      close: async () => undefined,
    }),
    now: () => noon + 3_600_000,
    untilAsked: () => Promise.resolve(),
    ...more,
  } as CommandWiring)
  return { exitCode, out, err }
}

export const start: EntryDraft = { type: 'start', version: '0.2.0', configuration: digestOf('c') }

/** An intent, and its outcome in a log. */
export const intent = exampleIntent
export function outcome(requestId: string, period: string, index: number): EntryDraft {
  return exampleOutcome(requestId, index, { about: { origin: originOf(period), index } })
}

/** The first entry of the log after this one. */
export function handoverFrom(log: WrittenLog, changed: Partial<HandoverDraft> = {}): HandoverDraft {
  const root = rootOf(
    sha256,
    log.leaves.map((leaf) => leafHash(sha256, leaf)),
  )
  const note = log.files.get(checkpointPath) ?? new Uint8Array()
  return {
    type: 'handover',
    previous: {
      origin: originOf(log.period),
      size: log.leaves.length,
      root: formatHex(root),
      checkpoint: createHash('sha256').update(note).digest('hex'),
    },
    openIntentCount: 0,
    openIntents: [],
    inForce: [{ kind: 'configuration', digest: digestOf('c') }],
    ...changed,
  }
}
