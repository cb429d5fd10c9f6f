// stellwerk get and export: what stands in the register, as documents that apply takes.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { kindNamed } from '@stellwerk/contract/api/collection'
import type { GrantView } from '@stellwerk/contract/api/office-answers'
import { GatewayError } from '@stellwerk/contract/error'
import { type ObjectKind, objectKinds } from '@stellwerk/contract/register/kind'
import { roleNames } from '@stellwerk/contract/register/role'

import { type CommandCall, type CommandSpec, type ExitCode, optionText, say, UsageError } from './command.ts'
import { columns } from './help.ts'
import { registerClient, serverOptions } from './register-client.ts'
import { documentName, documentText } from './register-files.ts'

const newest = {
  name: 'newest',
  help: {
    de: 'Die neueste Fassung, auch wenn sie noch nicht in Kraft ist',
    en: 'The newest version, also where it is not in force yet',
  },
} as const

export const readCommands: readonly CommandSpec[] = [
  {
    words: 'get',
    argument: 'KIND [ID]',
    argumentsMin: 1,
    argumentsMax: 2,
    summary: { de: 'Objekte des Registers zeigen', en: 'Show objects of the register' },
    details: {
      de: `KIND ist eine von ${objectKinds.join(', ')}, oder roles: wer welche Rolle innehat. Ohne ID die Liste, mit ID das Dokument in Kraft.`,
      en: `KIND is one of ${objectKinds.join(', ')}, or roles: who holds which role. Without ID the list, with ID the document in force.`,
    },
    options: [newest, ...serverOptions],
    run: get,
  },
  {
    words: 'export',
    summary: { de: 'Alle Objekte als Dateien schreiben', en: 'Write all objects as files' },
    details: {
      de: 'Eine Datei KIND-ID.yaml je Objekt, die in Kraft ist. Dieselben Objekte geben immer dieselben Bytes; stellwerk apply nimmt sie wieder.',
      en: 'One file KIND-ID.yaml for each object in force. The same objects always give the same bytes; stellwerk apply takes them back.',
    },
    options: [
      { name: 'out', value: 'DIR', help: { de: 'Ordner (nötig)', en: 'Folder (required)' } },
      newest,
      ...serverOptions,
    ],
    run: exportAll,
  },
]

async function get(call: CommandCall): Promise<ExitCode> {
  const [word = '', id] = call.allArguments
  if (word === 'roles') return showRoles(call)
  const kind = kindNamed(word)
  if (kind === undefined)
    throw new UsageError({
      de: `„${word}“ ist keine Art von Objekt; es gibt ${objectKinds.join(', ')} und roles`,
      en: `"${word}" is no kind of object; there are ${objectKinds.join(', ')} and roles`,
    })
  return id === undefined ? list(call, kind) : show(call, kind, id)
}

async function showRoles(call: CommandCall): Promise<ExitCode> {
  const { grants } = (await registerClient(call).ask('/api/roles')) as { readonly grants: readonly GrantView[] } // From our own program.
  const { language } = call
  const headings = { de: ['Rolle', 'Person', 'seit', 'bis'], en: ['role', 'person', 'since', 'until'] }[language]
  const rows = grants.map(({ role, person, from, until }) => [
    roleNames[role][language],
    person,
    from.slice(0, 10),
    until?.slice(0, 10) ?? '–',
  ])
  if (call.isJson) say(call, JSON.stringify({ grants }))
  else for (const line of columns([headings, ...rows])) say(call, line)
  return 0
}

async function list(call: CommandCall, kind: ObjectKind): Promise<ExitCode> {
  const items = await registerClient(call).ids(kind)
  const headings = {
    de: ['Kennung', 'Titel', 'neueste', 'Zustand', 'in Kraft'],
    en: ['id', 'title', 'newest', 'state', 'in force'],
  }[call.language]
  const rows = items.map((item) => [
    item.id,
    item.title,
    String(item.newest.number),
    item.newest.state,
    item.inForce === null ? '–' : String(item.inForce.number),
  ])
  if (call.isJson) say(call, JSON.stringify({ items }))
  else for (const line of columns([headings, ...rows])) say(call, line)
  return 0
}

async function show(call: CommandCall, kind: ObjectKind, id: string): Promise<ExitCode> {
  const found = await registerClient(call).object(kind, id)
  const version = found === undefined ? undefined : call.options.has('newest') ? found.newest : found.inForce
  if (version === undefined || version === null)
    throw new GatewayError('not_found', { details: { what: `${kind}/${id}` } })
  if (call.isJson) say(call, JSON.stringify(found))
  else call.io.stdout.write(documentText({ kind, id, body: version.body }))
  return 0
}

async function exportAll(call: CommandCall): Promise<ExitCode> {
  const out = optionText(call, 'out')
  if (out === undefined) throw new UsageError({ de: '--out DIR fehlt', en: '--out DIR is missing' })
  const folder = resolve(call.io.cwd, out)
  const client = registerClient(call)
  const files: string[] = []
  mkdirSync(folder, { recursive: true })
  for (const kind of objectKinds)
    for (const { id } of await client.ids(kind)) {
      const found = await client.object(kind, id)
      const version = call.options.has('newest') ? found?.newest : found?.inForce
      if (version === undefined || version === null) continue
      const name = documentName({ kind, id })
      writeFileSync(join(folder, name), documentText({ kind, id, body: version.body }))
      files.push(name)
    }
  const told = { de: `${files.length} Dateien in ${out}`, en: `${files.length} files in ${out}` }[call.language]
  say(call, call.isJson ? JSON.stringify({ folder: out, files }) : told)
  return 0
}
