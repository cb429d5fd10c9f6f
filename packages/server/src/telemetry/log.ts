import type { Endpoint, EngineKind } from '@stellwerk/contract/endpoint'
import type { ErrorCode } from '@stellwerk/contract/error'
import type { EngineCounter, ReconciledState } from '@stellwerk/contract/journal/reconciliation'
import type { Lamp } from '@stellwerk/contract/lamp'

/**
 * Everything that the operational log can say, with the fields of each event. A field can hold a number, a member of a
 * closed list or an id from the configuration; there is none for text of a prompt, for a key or for a person. The log is
 * for the operator; evidence is the journal's.
 */
export interface LogEvents {
  'server.ready': { readonly address: string; readonly startMs: number; readonly pid: number }
  'server.draining': { readonly runningCount: number }
  'server.stopped': { readonly cutCount: number }
  /** Keys and prompts can be read on the way: plain HTTP on an address that is not this machine's own. */
  'server.plaintext': { readonly address: string }
  /** A certificate file was exchanged, and the new one is in use. */
  'certificate.renewed': { readonly path: string }
  /** A certificate file was exchanged for something unusable; the old one stays in use. */
  'certificate.kept': { readonly path: string; readonly de: string; readonly en: string }
  /** Ends soon, has ended, or does not hold yet. Told at the start and once a day. */
  'certificate.ending': { readonly path: string; readonly de: string; readonly en: string }
  /** The configuration file was read again for its licence facts. The rest of it takes effect at the next start. */
  'licences.read': { readonly file: string; readonly isRestartNeeded: boolean }
  /** The file cannot be used as it is; the licence facts before it hold. */
  'licences.kept': { readonly file: string; readonly de: string; readonly en: string }
  'request.finished': {
    readonly requestId: string
    readonly endpoint: Endpoint
    readonly useCase: string
    readonly deployment: string
    readonly attempt: number
    readonly isStream: boolean
    readonly ending: string
    readonly code?: ErrorCode | undefined
    readonly firstByteMs?: number | undefined
    readonly totalMs: number
    readonly promptTokens?: number | undefined
    readonly completionTokens?: number | undefined
    readonly droppedFieldCount: number
  }
  'decision.denied': {
    readonly requestId: string
    readonly endpoint: Endpoint | 'models'
    readonly useCase: string
    readonly code: ErrorCode
    readonly shut: readonly Lamp[]
  }
  'request.refused': {
    readonly requestId: string
    readonly endpoint: Endpoint | 'models'
    readonly useCase: string
    readonly code: ErrorCode
  }
  /** More refusals of one key by a limit, counted for a minute. */
  'requests.refusedAgain': {
    readonly endpoint: Endpoint | 'models'
    readonly useCase: string
    readonly code: ErrorCode
    readonly count: number
  }
  'requests.unidentified': { readonly code: ErrorCode; readonly count: number }
  'upstream.reachable': {
    readonly upstream: string
    readonly isReachable: boolean
    /** `barred`: the address is link-local, a metadata service or the like, and is never connected to. */
    readonly reach:
      | 'reachable'
      | 'failing'
      | 'unreachable'
      | 'barred'
      | 'certificateUntrusted'
      | 'certificateExpired'
      | 'certificateOfAnother'
      | 'handshakeRefused'
  }
  'upstream.found': { readonly kind: EngineKind; readonly port: number; readonly modelCount: number }
  'traces.dropped': { readonly count: number }
  /** A log has ended, and the one with this origin begins. */
  'journal.turned': { readonly origin: string }
  'witness.failed': { readonly witness: string; readonly kind: string }
  /** `ahead` or `forked`: it has seen another journal than ours. Nothing passes until a person has cleared it up. */
  'witness.disputes': { readonly witness: string; readonly kind: string }
  /** The checkpoint that it has seen, signed with our key, for `journal verify --against`. No file: it shows none. */
  'witness.seen': { readonly witness: string; readonly file?: string | undefined }
  /** The engine counted otherwise than the journal: calls went past the gateway, or its counters are not what they seem. */
  'reconciliation.deviates': {
    readonly upstream: string
    readonly counter: EngineCounter
    readonly by: number
    readonly engine?: number | undefined
    readonly least?: number | undefined
    readonly most?: number | undefined
  }
  'reconciliation.state': { readonly upstream: string; readonly state: ReconciledState }
  'timestamp.stored': { readonly authority: string; readonly size: number; readonly time: string }
  /** Why there is no time-stamp yet. Nothing waits for it, and it is asked for again. */
  'timestamp.failed': {
    readonly authority: string
    readonly code: string
    readonly de: string
    readonly en: string
    readonly retryInSeconds: number
  }
  /** Nothing passes until somebody has looked. The message is of the disk or of the log, never of a request. */
  'journal.stopped': { readonly name: string; readonly message: string }
  /** What the process of an embedded engine took from itself before it read the model file. */
  'engine.confined': {
    readonly upstream: string
    readonly noNewPrivileges: boolean
    readonly files: boolean
    readonly connections: boolean
  }
  /** Before the file is read as anything but bytes. */
  'engine.measured': { readonly upstream: string; readonly bytes: number; readonly sha256: string }
  /** Architecture and name as the model file says, in harmless letters. */
  'engine.loaded': {
    readonly upstream: string
    readonly architecture: string
    readonly name: string
    readonly contextTokens: number
    readonly hasTemplate: boolean
    readonly readsTools: boolean
    readonly loadMs: number
  }
  'engine.ended': {
    readonly upstream: string
    readonly exitCode: number | null
    readonly signal: string | null
    readonly ranMs: number
    readonly pauseMs: number
  }
  /** Why it does not run. The sentences are of file and machine; there was no request yet. */
  'engine.failed': { readonly upstream: string; readonly code: string; readonly de: string; readonly en: string }
  /** What the process with the model of `privacy.model` took from itself before it read a file. */
  'privacyModel.confined': { readonly noNewPrivileges: boolean; readonly files: boolean; readonly connections: boolean }
  'privacyModel.loaded': { readonly form: 'tokens' | 'spans'; readonly labelCount: number; readonly loadMs: number }
  /** Until it is back, requests are refused or go on without it, as their use cases say. */
  'privacyModel.ended': { readonly pauseMs: number }
  'privacyModel.failed': { readonly code: string }
  /** Records reached the end of their term and are gone. */
  'vault.expired': { readonly count: number }
  /** Something of the vault's daily work is left; it is tried again. */
  'vault.untidy': { readonly name: string; readonly message: string }
  fault: {
    readonly requestId?: string | undefined
    /** Name of the error and the places it passed; never its message, which may quote what was being handled. */
    readonly name: string
    readonly stack: readonly string[]
  }
}

export type LogLevel = 'error' | 'warn' | 'info' | 'debug'

/** *Error* means that someone has to do something. */
const levels: Readonly<Record<keyof LogEvents, LogLevel>> = {
  'server.ready': 'info',
  'server.draining': 'info',
  'server.stopped': 'info',
  'server.plaintext': 'warn',
  'certificate.renewed': 'info',
  'certificate.kept': 'error',
  'certificate.ending': 'error',
  'licences.read': 'info',
  'licences.kept': 'error',
  'request.finished': 'info',
  'decision.denied': 'info',
  'request.refused': 'info',
  'requests.refusedAgain': 'info',
  'requests.unidentified': 'info',
  'upstream.reachable': 'warn',
  'upstream.found': 'info',
  'traces.dropped': 'warn',
  'journal.stopped': 'error',
  'vault.expired': 'info',
  'vault.untidy': 'warn',
  'journal.turned': 'info',
  'engine.confined': 'info',
  'engine.measured': 'info',
  'engine.loaded': 'info',
  'engine.ended': 'warn',
  'engine.failed': 'error',
  'privacyModel.confined': 'info',
  'privacyModel.loaded': 'info',
  'privacyModel.ended': 'error',
  'privacyModel.failed': 'error',
  'witness.failed': 'warn',
  'reconciliation.deviates': 'error',
  'reconciliation.state': 'info',
  'timestamp.stored': 'info',
  'timestamp.failed': 'warn',
  'witness.disputes': 'error',
  'witness.seen': 'error',
  fault: 'error',
}

const ranks: Readonly<Record<LogLevel, number>> = { error: 0, warn: 1, info: 2, debug: 3 }

/** Lines are written together; a crash loses at most this much of the log, and nothing of the journal. */
const flushMs = 100
const bufferCharactersMax = 65_536

export interface LogSettings {
  readonly level: LogLevel
  readonly format: 'json' | 'text'
  readonly now: () => number
  readonly write: (text: string) => void
}

export type Log = ReturnType<typeof createLog>

/** One line per event, buffered. Call `close` at the end, so that the last lines are written. */
export function createLog(settings: LogSettings) {
  let buffer = ''
  const flush = (): void => {
    if (buffer === '') return
    const text = buffer
    buffer = ''
    settings.write(text)
  }
  const timer = setInterval(flush, flushMs)
  timer.unref()
  return {
    isOn: (name: keyof LogEvents): boolean => ranks[levels[name]] <= ranks[settings.level],
    event<Name extends keyof LogEvents>(name: Name, fields: LogEvents[Name]): void {
      if (ranks[levels[name]] > ranks[settings.level]) return
      const time = new Date(settings.now()).toISOString()
      buffer += settings.format === 'json' ? jsonLine(time, name, fields) : textLine(time, name, fields)
      if (buffer.length > bufferCharactersMax) flush()
    },
    flush,
    close(): void {
      clearInterval(timer)
      flush()
    },
  }
}

function jsonLine(time: string, name: keyof LogEvents, fields: object): string {
  return `${JSON.stringify({ time, level: levels[name], event: name, ...fields })}\n`
}

function textLine(time: string, name: keyof LogEvents, fields: object): string {
  const shown = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${Array.isArray(value) ? value.join(',') : String(value)}`)
  return `${time} ${levels[name].padEnd(5)} ${name} ${shown.join(' ')}\n`
}

/** What may be said about an error of ours: its name and where it came from. */
export function faultOf(error: unknown, requestId?: string): LogEvents['fault'] {
  const placesMax = 12
  if (!(error instanceof Error)) return { requestId, name: typeof error, stack: [] }
  // The message stands in the stack as well, and may hold lines that look like places.
  const places = (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
  return { requestId, name: error.name, stack: places.slice(0, placesMax).map((line) => line.trim()) }
}
