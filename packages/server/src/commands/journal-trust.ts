// Whom a verification trusts. The key has to come from elsewhere than the log; where it does not, the report says so.
import { readFileSync } from 'node:fs'

import { Malformed } from '@stellwerk/tlog/format/malformed'
import { verifierKey } from '@stellwerk/tlog/format/note'
import type { ReadFile } from '@stellwerk/tlog/format/tile-hashes'
import { parseTrust, type Trust } from '@stellwerk/tlog/verify/signed-checkpoint'

import { claimedBy } from '../log-folder.ts'
import { checkEd25519, sha256 } from '../primitives.ts'
import type { CommandCall } from './command.ts'
import { optionText, UsageError } from './command.ts'

export const primitives = { sha256, checkEd25519 }

export const vkeyOption = {
  name: 'vkey',
  value: 'VKEY',
  help: {
    de: 'Öffentlicher Schlüssel des Protokolls, von woanders als das Protokoll; sonst der des Datenverzeichnisses',
    en: 'Public key of the log, from elsewhere than the log; otherwise that of the data directory',
  },
}
export const policyOption = {
  name: 'policy',
  value: 'FILE',
  help: { de: 'Vertrauensdatei mit Zeugen (tlog-policy)', en: 'Trust file with witnesses (tlog-policy)' },
}

export const logOption = {
  name: 'log',
  value: 'DIR',
  help: {
    de: 'Ordner des Protokolls (sonst das neueste der Anlage)',
    en: 'Folder of the log (otherwise the newest here)',
  },
}

/** Whoever gives no policy has said nothing of witnesses, so none is asked for. */
export const noQuorum = new TextEncoder().encode('quorum none\n')

/**
 * Whom the person at the command line names, with `--vkey` or `--policy`; `undefined` if nobody.
 *
 * @throws MalformedVerifierKey, MalformedPolicy
 */
export function namedTrust(call: Pick<CommandCall, 'options'>): Trust | undefined {
  const [vkey, policy] = [optionText(call, 'vkey'), optionText(call, 'policy')]
  if (vkey === undefined && policy === undefined) return undefined
  const bytes = policy === undefined ? undefined : new Uint8Array(readFileSync(policy))
  if (vkey !== undefined) return parseTrust({ vkey, policy: bytes ?? noQuorum }, primitives)
  return bytes === undefined ? undefined : parseTrust({ policy: bytes }, primitives)
}

/** @throws UsageError */
export function mustName(call: Pick<CommandCall, 'options'>): Trust {
  const trust = namedTrust(call)
  if (trust !== undefined) return trust
  throw new UsageError({
    de: 'ein fremdes Protokoll braucht --vkey VKEY oder --policy FILE: von wem stammt es?',
    en: 'a log from elsewhere needs --vkey VKEY or --policy FILE: whose is it?',
  })
}

/** The key in the data directory, under the name that the log gives itself. */
export async function ownTrust(logVkey: (origin: string) => string, log: { readonly read: ReadFile }): Promise<Trust> {
  return parseTrust({ vkey: logVkey(await originOf(log)), policy: noQuorum }, primitives)
}

/** A checkpoint that cannot be read is a finding, which the verification makes under whatever name. */
export async function originOf(log: { readonly read: ReadFile }): Promise<string> {
  try {
    return (await claimedBy(log))?.origin ?? unreadable
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    return unreadable
  }
}

const unreadable = 'unreadable.invalid'

/** `<name>/log/<period>`, as an installation calls its logs. Nothing that reads like something else is a period. */
const family = /^(.+)\/log\/[a-z0-9][a-z0-9-]{0,31}$/

/**
 * The same trust for another log of the same installation: it signs all of them with one key, and the name of the key is
 * the origin of the log.
 */
export function trustInFamily(trust: Trust, origin: string): Trust {
  if (trust.logs.some(({ name }) => name === origin)) return trust
  const [, name] = family.exec(origin) ?? []
  const relative = trust.logs.find((key) => name !== undefined && family.exec(key.name)?.[1] === name)
  if (relative === undefined) return trust
  const { type, publicKey } = relative
  return { ...trust, logs: [...trust.logs, verifierKey({ name: origin, type, publicKey }, sha256)] }
}
