// Which entries a command means: those about somebody, or those of a log.
import { readFileSync } from 'node:fs'

import type { EraseWish, HoldScope } from '@stellwerk/contract/journal-office'

import { claimedBy, logsOf } from '../log-folder.ts'
import type { CommandCall, OptionSpec } from './command.ts'
import { optionText, UsageError } from './command.ts'

export const whoOptions: readonly OptionSpec[] = [
  {
    name: 'user',
    value: 'NAME',
    help: { de: 'Wie die Anwendung den Menschen nennt (user)', en: 'What the application calls the person (user)' },
  },
  { name: 'key', value: 'ID', help: { de: 'Kennung eines Schlüssels', en: 'Id of a key' } },
  {
    name: 'subject',
    value: 'KIND:NAME',
    help: {
      de: 'Dasselbe ausgeschrieben: user:…, key:…, person:… (wer löschen oder sperren ließ)',
      en: 'The same in full: user:…, key:…, person:… (who had something erased or held)',
    },
  },
  {
    name: 'index',
    value: 'N|N-M',
    help: { de: 'Ein Eintrag oder mehrere aufeinander folgende', en: 'One entry, or several in a row' },
  },
  {
    name: 'log',
    value: 'ORIGIN',
    help: {
      de: 'Log, zu dem --index gehört, auch nur das Ende seines Namens (sonst das neueste)',
      en: 'Log that --index belongs to, or the end of its name (otherwise the newest)',
    },
  },
]

export const whyOptions: readonly OptionSpec[] = [
  {
    name: 'reason',
    value: 'TEXT',
    help: {
      de: 'Warum; am besten ein Aktenzeichen. Liegt nur im Tresor (nötig)',
      en: 'Why; a file reference is best. Lies in the vault only (required)',
    },
  },
  {
    name: 'by',
    value: 'NAME',
    help: {
      de: 'Wer es will (sonst das angemeldete Konto). Liegt nur im Tresor',
      en: 'Who wants it (otherwise the account that is logged in). Lies in the vault only',
    },
  },
]

/** @throws {UsageError} unless a reason is given */
export function whyOf(call: CommandCall): { readonly reason: string; readonly actor: string } {
  const reason = optionText(call, 'reason')
  if (reason === undefined || reason.trim() === '') {
    throw new UsageError({ de: '--reason TEXT fehlt', en: '--reason TEXT is missing' })
  }
  const { env } = call.io
  return { reason, actor: optionText(call, 'by') ?? (env['SUDO_USER'] || env['USER'] || env['LOGNAME'] || 'operator') }
}

/** @throws {UsageError} unless exactly one way of naming is used */
export async function eraseScopeOf(call: CommandCall): Promise<EraseWish['scope']> {
  const file = optionText(call, 'subjects')
  const subjects = [...subjectsOf(call), ...(file === undefined ? [] : linesOf(file))]
  const run = runOf(call)
  if (subjects.length > 0 === (run !== undefined)) throw oneWay()
  return run === undefined ? { subjects } : { origin: await originOf(call), indices: [run] }
}

/** @throws {UsageError} unless exactly one subject or one run is named */
export async function holdScopeOf(call: CommandCall): Promise<HoldScope> {
  const [subject, ...more] = subjectsOf(call)
  const run = runOf(call)
  if (more.length > 0 || (subject !== undefined) === (run !== undefined)) throw oneWay()
  if (subject !== undefined) return { subject }
  const [first, last] = run ?? [0, 0]
  return { origin: await originOf(call), first, last }
}

function subjectsOf(call: CommandCall): readonly string[] {
  const named = [
    ['user', 'user:'],
    ['key', 'key:'],
    ['subject', ''],
  ] as const
  return named.flatMap(([option, kind]) => {
    const text = optionText(call, option)
    return text === undefined ? [] : [mustBeSubject(kind + text)]
  })
}

function mustBeSubject(text: string): string {
  if (/^(key|user|person):./su.test(text)) return text
  throw new UsageError({
    de: `„${text}“ nennt niemanden; gemeint ist user:NAME, key:ID oder person:NAME`,
    en: `"${text}" names nobody; write user:NAME, key:ID or person:NAME`,
  })
}

function linesOf(file: string): readonly string[] {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/)
  return lines.filter((line) => line !== '').map(mustBeSubject)
}

function runOf(call: CommandCall): [first: number, last: number] | undefined {
  const text = optionText(call, 'index')
  if (text === undefined) return undefined
  const [, first = '', last = first] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(text) ?? []
  if (first !== '' && Number(first) <= Number(last)) return [Number(first), Number(last)]
  throw new UsageError({ de: '--index verlangt N oder N-M', en: '--index wants N or N-M' })
}

async function originOf(call: CommandCall): Promise<string> {
  const wanted = optionText(call, 'log')
  const claims = await Promise.all(logsOf(call.loadConfig().config.data).map(claimedBy))
  const origins = claims.flatMap((claimed) => (claimed === undefined ? [] : [claimed.origin]))
  const meant = origins.filter((origin) => wanted === undefined || origin === wanted || origin.endsWith(`/${wanted}`))
  const origin = meant.at(-1)
  if (origin !== undefined && (wanted === undefined || meant.length === 1)) return origin
  throw new UsageError({
    de: `kein Log ${wanted ?? ''} in dieser Anlage; stellwerk journal stats nennt sie`,
    en: `no log ${wanted ?? ''} in this installation; stellwerk journal stats names them`,
  })
}

function oneWay(): UsageError {
  return new UsageError({
    de: 'entweder Menschen oder Schlüssel (--user, --key, --subject) oder Einträge (--index) nennen',
    en: 'name either people or keys (--user, --key, --subject) or entries (--index)',
  })
}
