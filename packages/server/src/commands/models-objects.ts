// Objects as files for the register, and what is said about them: each value with how it was come by.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import type { Language, Text } from '@stellwerk/contract/language'
import { stringify } from 'yaml'

import { InventoryRefused, type MachineUpstream, type MadeObject, type MadeObjects } from '../inventory-office.ts'
import { type CommandCall, type ExitCode, type OptionSpec, optionText, say } from './command.ts'
import { columns } from './help.ts'
import { writePrivateFile } from './private-file.ts'

/** Where objects are written unless somebody says otherwise. */
const folderDefault = 'register'

/** Options of all commands that make objects. */
export const objectOptions: readonly OptionSpec[] = [
  {
    name: 'out',
    value: 'DIR',
    help: {
      de: `Ordner für die Objekte (sonst ${folderDefault})`,
      en: `Folder for the objects (otherwise ${folderDefault})`,
    },
  },
  {
    name: 'stated-by',
    value: 'OFFICE',
    help: {
      de: 'Stelle, die für Angaben einsteht (sonst „Betrieb“); keine Person',
      en: 'Office that answers for declarations (otherwise "operations"); not a person',
    },
  },
  {
    name: 'replace',
    help: { de: 'Dateien ersetzen, die anders lauten', en: 'Replace files that say something else' },
  },
]

export function statedBy(call: CommandCall): string {
  return optionText(call, 'stated-by') ?? { de: 'Betrieb', en: 'operations' }[call.language]
}

/** Writes the objects, says what they are, and answers 0 where nothing was left out. */
export function putObjects(call: CommandCall, made: MadeObjects): ExitCode {
  const folder = optionText(call, 'out') ?? folderDefault
  const files = [
    ...made.objects.map((object) => ({ name: `${object.kind}-${object.id}.yaml`, text: documentText(object) })),
    ...(made.upstreams.length === 0
      ? []
      : [{ name: upstreamsFile, text: upstreamsText(made.upstreams, call.language) }]),
  ]
  const written = write(call, folder, files)
  say(call, call.isJson ? JSON.stringify({ folder, files: written, ...made }) : report(made, written, call.language))
  return made.left.length === 0 ? 0 : 1
}

/** Not a document of the register, and named so that nobody takes it for one. */
const upstreamsFile = 'stellwerk-upstreams.yaml.txt'

interface Written {
  readonly file: string
  readonly state: 'written' | 'unchanged'
}

/** All of them or none: a file that says something else stands there for a reason. */
function write(
  call: CommandCall,
  folder: string,
  files: readonly { readonly name: string; readonly text: string }[],
): readonly Written[] {
  const place = resolve(call.io.cwd, folder)
  const before = files.map(({ name }) => textAt(join(place, name)))
  const others = files.filter(({ text }, at) => before[at] !== undefined && before[at] !== text).map(({ name }) => name)
  if (others.length > 0 && !call.options.has('replace')) throw differ(folder, others)
  mkdirSync(place, { recursive: true, mode: 0o700 })
  return files.map(({ name, text }, at) => {
    const file = join(folder, name)
    if (before[at] === text) return { file, state: 'unchanged' }
    writePrivateFile(join(place, name), text, file)
    return { file, state: 'written' }
  })
}

function textAt(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

function differ(folder: string, names: readonly string[]): InventoryRefused {
  const list = names.join(', ')
  return new InventoryRefused('files_differ', {
    de: `In ${folder} steht schon etwas anderes: ${list}. Nichts wurde geschrieben; --replace ersetzt es, --out wählt einen anderen Ordner.`,
    en: `There is something else in ${folder} already: ${list}. Nothing was written; --replace replaces it, --out chooses another folder.`,
  })
}

function documentText({ kind, id, body }: MadeObject): string {
  return stringify({ kind, id, body }, { lineWidth: 0, aliasDuplicateObjects: false })
}

const words = {
  left: { de: 'Nicht übernommen', en: 'Not taken over' },
  next: {
    de: 'Bitte prüfen, dann stellwerk apply --file: In Kraft setzt sie das Register.',
    en: 'Please look at them, then stellwerk apply --file: the register puts them in force.',
  },
  upstreams: {
    de: `Adressen gehören in stellwerk.yaml: siehe ${upstreamsFile}.`,
    en: `Addresses belong into stellwerk.yaml: see ${upstreamsFile}.`,
  },
  written: { de: 'geschrieben', en: 'written' },
  unchanged: { de: 'unverändert', en: 'unchanged' },
  measured: { de: 'gemessen', en: 'measured' },
  declared: { de: 'angegeben', en: 'declared' },
  concluded: { de: 'geschlossen', en: 'concluded' },
  key: {
    de: 'Schlüssel der Maschine hier eintragen; er wurde nicht übernommen',
    en: 'enter the key of the engine here; it was not taken over',
  },
  merge: { de: 'In stellwerk.yaml unter upstreams: einfügen.', en: 'Insert into stellwerk.yaml below upstreams:' },
} as const satisfies Record<string, Text>

function upstreamsText(upstreams: readonly MachineUpstream[], language: Language): string {
  const entries = upstreams.map(({ id, kind, url, needsKey, keyVariable }) => {
    const key = needsKey
      ? `\n    key: env:${keyVariable ?? `${id.toUpperCase().replaceAll('-', '_')}_KEY`} # ${words.key[language]}`
      : ''
    return `  - id: ${id}\n    kind: ${kind}\n    url: ${JSON.stringify(url)}${key}\n`
  })
  return `# ${words.merge[language]}\nupstreams:\n${entries.join('')}`
}

function report(made: MadeObjects, written: readonly Written[], language: Language): string {
  const tell = (word: keyof typeof words): string => words[word][language]
  const lines = [
    ...made.objects.flatMap((object, at) => {
      const { file, state } = written[at] ?? { file: '', state: 'written' as const }
      return [`${file} (${tell(state)})`, ...columns(rowsOf(object, language)).map((line) => `  ${line}`)]
    }),
    ...(made.left.length === 0 ? [] : ['', `${tell('left')}:`]),
    ...made.left.map(({ what, why }) => `  ${what}: ${why[language]}`),
    ...(made.upstreams.length === 0 ? [] : ['', tell('upstreams')]),
    ...(made.objects.length === 0 ? [] : ['', tell('next')]),
  ]
  return lines.map(oneLine).join('\n')
}

interface Fact {
  readonly value: unknown
  readonly provenance: 'measured' | 'declared' | 'concluded'
  readonly statedBy: string
  readonly on?: string
}

/** Each value that says where it comes from, in the order of the object. */
function rowsOf({ body }: MadeObject, language: Language): readonly (readonly string[])[] {
  const mark = ({ provenance, statedBy: by, on }: Omit<Fact, 'value'>): string =>
    `${words[provenance][language]}: ${[by, on].filter((part) => part !== undefined).join(', ')}`
  const values = Object.entries(body).flatMap(([key, value]: readonly [string, unknown]) =>
    isFact(value) ? [[key, String(value.value), mark(value)]] : [],
  )
  const cited = 'citations' in body ? (body.citations ?? []) : []
  const fields = new Map<string, unknown>(Object.entries(body))
  return [
    ...values,
    ...cited.flatMap((citation) =>
      citation.fields.map((field) => [
        field,
        shown(fields.get(field)),
        mark({ statedBy: citation.statedBy, provenance: citation.provenance, on: citation.on }),
      ]),
    ),
  ]
}

function isFact(value: unknown): value is Fact {
  return typeof value === 'object' && value !== null && 'provenance' in value && 'value' in value
}

/** Lists are told by what is in them. */
function shown(value: unknown): string {
  if (!Array.isArray(value)) return typeof value === 'string' ? value : JSON.stringify(value)
  return value
    .map((each: unknown) => (typeof each === 'object' && each !== null ? Object.values(each).join(' ') : String(each)))
    .join(', ')
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
}
