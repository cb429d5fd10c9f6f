// The logs that a witness cosigns: single ones, and families of one installation.
import type { Text } from '@stellwerk/contract/language'
import { decodeBase64 } from '@stellwerk/tlog/format/bytes'
import { Malformed } from '@stellwerk/tlog/format/malformed'
import type { VerifierKey } from '@stellwerk/tlog/format/note'
import { isKeyName, parseVerifierKey, verifierKey } from '@stellwerk/tlog/format/note'

import { sha256 } from '../primitives.ts'
import { WitnessRefused } from './witness-refused.ts'

/** One log, by its vkey. */
interface SingleLog {
  readonly kind: 'log'
  readonly key: VerifierKey
}

/**
 * All logs of one installation. It begins a new log each week, month or half-year; their origins are
 * `<name>/log/<period>`, and all are signed with one Ed25519 key, so that nobody has to add a vkey at each turn.
 */
interface LogFamily {
  readonly kind: 'family'
  readonly name: string
  /** 32 bytes, as in RFC 8032. */
  readonly publicKey: Uint8Array
}

export type TrustedLog = SingleLog | LogFamily

/**
 * What may stand for a period: `2026h2`, `2026-11`, `2026w48`, `2026h2-r1`. Narrower than an origin may be, because the
 * installation under observation chooses it: no second path segment, no dots, nothing that reads like something else.
 */
const period = /^[a-z0-9][a-z0-9-]{0,31}$/

/**
 * Reads the value of `--log`: a vkey.
 *
 * @throws WitnessRefused with code `log`
 * @example parseTrustedLog('stellwerk.example/log/2026h2+19d5925a+AddamAGC…')
 */
export function parseTrustedLog(vkey: string): TrustedLog {
  const key = logKeyIn(vkey)
  if (key !== undefined) return { kind: 'log', key }
  throw refused({
    de: '--log verlangt den öffentlichen Schlüssel (vkey) eines Logs',
    en: '--log wants the public key (vkey) of a log',
  })
}

/**
 * Reads the value of `--log-family`: `NAME=` and the key as base64 of its 32 bytes, or simply the vkey of any log of the
 * installation, which says the same.
 *
 * @throws WitnessRefused with code `log`
 * @example parseLogFamily('gateway.example=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=')
 */
export function parseLogFamily(text: string): TrustedLog {
  const key = logKeyIn(text)
  const [, prefix = '', member = ''] = /^(.+)\/log\/([^/]+)$/.exec(key?.name ?? '') ?? []
  if (key !== undefined && period.test(member)) return { kind: 'family', name: prefix, publicKey: key.publicKey }
  // Base64 of 32 bytes ends with an equals sign itself, and a name may hold one.
  const [, name = '', base64 = ''] = /^(.+)=([A-Za-z0-9+/]{43}=)$/s.exec(text) ?? []
  const publicKey = decodeBase64(base64)
  if (isKeyName(name) && publicKey !== undefined) return { kind: 'family', name, publicKey }
  throw refused({
    de: '--log-family verlangt den öffentlichen Schlüssel (vkey) eines Logs der Anlage, oder NAME=SCHLÜSSEL mit dem Base64 seiner 32 Byte',
    en: '--log-family wants the public key (vkey) of a log of the installation, or NAME=KEY with the base64 of its 32 bytes',
  })
}

/** Each is looked at for each request. */
const logsMax = 100

/**
 * Reads both options, each with one value or several with blanks between them; a vkey holds none.
 *
 * @throws WitnessRefused with code `log`, also if there is not one log
 * @example parseTrustedLogs({ log: optionText(call, 'log'), family: optionText(call, 'log-family') })
 */
export function parseTrustedLogs(what: {
  readonly log: string | undefined
  readonly family: string | undefined
}): readonly TrustedLog[] {
  const logs = [...wordsOf(what.log).map(parseTrustedLog), ...wordsOf(what.family).map(parseLogFamily)]
  if (logs.length > 0 && logs.length <= logsMax) return logs
  throw refused({
    de: `ein Zeuge braucht ein Log oder mehrere, höchstens ${logsMax}: --log VKEY oder --log-family VKEY`,
    en: `a witness needs a log or several, at most ${logsMax}: --log VKEY or --log-family VKEY`,
  })
}

function wordsOf(text = ''): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

function logKeyIn(vkey: string): VerifierKey | undefined {
  try {
    const key = parseVerifierKey(vkey, sha256)
    return key.type === 'ed25519' ? key : undefined
  } catch (error) {
    if (error instanceof Malformed) return undefined
    throw error
  }
}

/** The keys that may sign for an origin; none if the log is unknown. */
export function keysFor(origin: string, logs: readonly TrustedLog[]): readonly VerifierKey[] {
  const keys = logs.flatMap((log) => keyOf(log, origin) ?? [])
  // A log may be named by itself and by its family.
  return [...new Map(keys.map((key) => [key.keyId, key])).values()]
}

function keyOf(log: TrustedLog, origin: string): VerifierKey | undefined {
  switch (log.kind) {
    case 'log':
      return log.key.name === origin ? log.key : undefined
    case 'family': {
      const prefix = `${log.name}/log/`
      const isMember = origin.startsWith(prefix) && period.test(origin.slice(prefix.length))
      return isMember ? verifierKey({ name: origin, type: 'ed25519', publicKey: log.publicKey }, sha256) : undefined
    }
  }
}

function refused(text: Text): WitnessRefused {
  return new WitnessRefused({ code: 'log', text })
}
