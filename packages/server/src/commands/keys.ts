import {
  type IssuedKey,
  keyDaysDefault,
  keyDaysMax,
  type KeyKind,
  keyKinds,
  type KeyOffice,
  type KeyView,
  overlapHoursDefault,
} from '@stellwerk/contract/key-office'
import { languages } from '@stellwerk/contract/language'
import type { Language, Text } from '@stellwerk/contract/language'

import { note, optionNumber, optionText, say, UsageError } from './command.ts'
import type { CommandCall, CommandSpec, ExitCode } from './command.ts'
import { controlClient } from './control-client.ts'
import { atOffice } from './office.ts'
import { columns } from './help.ts'

const days = {
  name: 'days',
  value: 'N',
  help: {
    de: `Tage bis zum Ablauf (${keyDaysDefault}, höchstens ${keyDaysMax})`,
    en: `Days until it expires (${keyDaysDefault}, at most ${keyDaysMax})`,
  },
}

const shownOnce: Text = {
  de: 'Der Schlüssel steht auf der Standardausgabe und wird nur dieses eine Mal gezeigt.',
  en: 'The key goes to standard output and is shown this one time only.',
}

export const keysCommands: readonly CommandSpec[] = [
  {
    words: 'keys create',
    summary: { de: 'Einen Schlüssel für einen Anwendungsfall anlegen', en: 'Make a key for a use case' },
    details: {
      de: `Dienst (service): ein Programm, mit einer Stelle, die dafür einsteht. personal: ein Mensch, etwa mit seinem Editor. frontend: viele Menschen hinter einer Oberfläche, die in der Konfiguration steht. ${shownOnce.de}`,
      en: `service: a program, with an office that answers for it. personal: one person, for example with an editor. frontend: many people behind a front end that stands in the configuration. ${shownOnce.en}`,
    },
    options: [
      {
        name: 'use-case',
        value: 'ID',
        help: { de: 'Anwendungsfall, zu dem er gehört (nötig)', en: 'Use case that it belongs to (required)' },
      },
      {
        name: 'kind',
        value: keyKinds.join('|'),
        help: { de: 'Wer dahintersteht (service)', en: 'Who stands behind it (service)' },
      },
      {
        name: 'owner',
        value: 'TEXT',
        help: {
          de: 'Stelle oder Rolle, die dafür einsteht; bei --kind service nötig',
          en: 'Office or role that answers for it; required with --kind service',
        },
      },
      {
        name: 'front-end',
        value: 'ID',
        help: {
          de: 'Oberfläche, deren Menschen ihn benutzen; bei --kind frontend nötig',
          en: 'Front end whose people use it; required with --kind frontend',
        },
      },
      {
        name: 'groups',
        value: 'A,B',
        help: {
          de: 'Gruppen, in denen ist, wer ihn benutzt; nicht bei --kind frontend, das sie selbst mitteilt',
          en: 'Groups that whoever uses it is in; not with --kind frontend, which tells them itself',
        },
      },
      {
        name: 'label',
        value: 'TEXT',
        help: {
          de: 'Vermerk, etwa die Anwendung; kein Personenname',
          en: 'Note, for example the application; no name of a person',
        },
      },
      days,
      {
        name: 'language',
        value: languages.join('|'),
        help: { de: 'Sprache der Meldungen an seine Anwendung', en: 'Language of messages to its application' },
      },
    ],
    run: create,
  },
  {
    words: 'keys list',
    summary: {
      de: 'Alle Schlüssel mit Anwendungsfall und Zustand zeigen',
      en: 'Show all keys with use case and state',
    },
    details: {
      de: 'Die Schlüssel selbst sind nirgends gespeichert. „Benutzt“ heißt: in etwa 90 Tagen; genauer wird es nicht festgehalten.',
      en: 'The keys themselves are stored nowhere. "In use" means within about 90 days; nothing finer is kept.',
    },
    options: [],
    run: list,
  },
  {
    words: 'keys rotate',
    argument: 'ID',
    summary: { de: 'Einen Schlüssel durch einen neuen ersetzen', en: 'Put a new key in the place of one' },
    details: {
      de: `Der alte gilt noch für eine Übergangszeit. ${shownOnce.de}`,
      en: `The old one works on for a while. ${shownOnce.en}`,
    },
    options: [
      {
        name: 'overlap-hours',
        value: 'N',
        help: {
          de: `Stunden, die der alte noch gilt (${overlapHoursDefault}; 0 beendet ihn sofort)`,
          en: `Hours for which the old one still works (${overlapHoursDefault}; 0 ends it at once)`,
        },
      },
      days,
    ],
    run: rotate,
  },
  {
    words: 'keys revoke',
    argument: 'ID',
    summary: { de: 'Einen Schlüssel sofort und endgültig sperren', en: 'Shut a key at once and for good' },
    details: {
      de: 'Neue Anfragen werden abgelehnt und laufende Antworten innerhalb einer Sekunde beendet.',
      en: 'New requests are refused, and running answers are cut within a second.',
    },
    options: [],
    run: revoke,
  },
]

async function create(call: CommandCall): Promise<ExitCode> {
  const useCaseId = optionText(call, 'use-case')
  if (useCaseId === undefined) throw new UsageError({ de: '--use-case ID fehlt', en: '--use-case ID is missing' })
  const kind = keyKind(call)
  const [owner, frontEnd] = [optionText(call, 'owner'), optionText(call, 'front-end')]
  mustFit(kind, { owner, frontEnd })
  const groups = optionText(call, 'groups')?.split(',')
  const what = {
    useCaseId,
    ...optional('kind', kind),
    ...optional('owner', owner),
    ...optional('frontEnd', frontEnd),
    ...optional('groups', groups),
    ...optional('label', optionText(call, 'label')),
    ...optional('days', optionNumber(call, 'days')),
    ...optional('language', keyLanguage(call)),
  }
  const issued = await atKeyOffice(call, (office) => office.create(what))
  if (issued.view.kind === 'service' && owner === undefined) note(call, ownerless[call.language])
  return showIssued(call, issued)
}

const ownerless: Text = {
  de: 'Für diesen Schlüssel steht keine Stelle ein; mit --owner TEXT wird eine genannt.',
  en: 'Nobody answers for this key; --owner TEXT names an office.',
}

function keyKind(call: CommandCall): KeyKind | undefined {
  const text = optionText(call, 'kind')
  const kind = keyKinds.find((known) => known === text)
  if (text === undefined || kind !== undefined) return kind
  throw new UsageError({
    de: `--kind verlangt ${keyKinds.join(', ')}`,
    en: `--kind wants ${keyKinds.join(', ')}`,
  })
}

/** What belongs to a kind, said before anybody is asked. */
function mustFit(
  kind: KeyKind | undefined,
  { owner, frontEnd }: { readonly owner: string | undefined; readonly frontEnd: string | undefined },
): void {
  if (kind === 'service' && owner === undefined)
    throw new UsageError({ de: '--kind service verlangt --owner TEXT', en: '--kind service wants --owner TEXT' })
  if (kind === 'frontend' && frontEnd === undefined)
    throw new UsageError({ de: '--kind frontend verlangt --front-end ID', en: '--kind frontend wants --front-end ID' })
  if (kind !== 'frontend' && frontEnd !== undefined)
    throw new UsageError({ de: '--front-end ID verlangt --kind frontend', en: '--front-end ID wants --kind frontend' })
}

async function rotate(call: CommandCall): Promise<ExitCode> {
  const how = {
    ...optional('overlapHours', optionNumber(call, 'overlap-hours')),
    ...optional('days', optionNumber(call, 'days')),
  }
  return showIssued(call, await atKeyOffice(call, (office) => office.rotate(call.argument, how)))
}

async function revoke(call: CommandCall): Promise<ExitCode> {
  const view = await atKeyOffice(call, (office) => office.revoke(call.argument))
  if (call.isJson) say(call, JSON.stringify(view))
  else say(call, { de: `Schlüssel ${view.id} ist gesperrt.`, en: `Key ${view.id} is revoked.` }[call.language])
  return 0
}

async function list(call: CommandCall): Promise<ExitCode> {
  const views = await atKeyOffice(call, (office) => office.list())
  if (call.isJson) say(call, JSON.stringify({ keys: views }))
  else if (views.length === 0) say(call, { de: 'Es gibt keine Schlüssel.', en: 'There are no keys.' }[call.language])
  else
    for (const line of columns([headings[call.language], ...views.map((view) => row(view, call.language))]))
      say(call, line)
  return 0
}

const headings: Readonly<Record<Language, readonly string[]>> = {
  de: ['Kennung', 'Anwendungsfall', 'Art', 'wessen', 'Zustand', 'gilt bis', 'benutzt', 'ersetzt durch', 'Vermerk'],
  en: ['id', 'use case', 'kind', 'whose', 'state', 'valid until', 'in use', 'replaced by', 'label'],
}

const kinds: Readonly<Record<KeyKind, Text>> = {
  service: { de: 'Dienst', en: 'service' },
  personal: { de: 'persönlich', en: 'personal' },
  frontend: { de: 'Oberfläche', en: 'front end' },
}

const states: Readonly<Record<KeyView['state'], Text>> = {
  active: { de: 'gültig', en: 'active' },
  expired: { de: 'abgelaufen', en: 'expired' },
  revoked: { de: 'gesperrt', en: 'revoked' },
}

function row(view: KeyView, language: Language): readonly string[] {
  const isInUse: Text = view.isInUse ? { de: 'ja', en: 'yes' } : { de: 'nein', en: 'no' }
  return [
    view.id,
    view.useCaseId,
    kinds[view.kind][language],
    view.frontEnd ?? view.owner ?? '–',
    states[view.state][language],
    view.expiresAt.slice(0, 10),
    isInUse[language],
    view.replacedBy ?? '–',
    view.label,
  ]
}

function showIssued(call: CommandCall, { key, view }: IssuedKey): ExitCode {
  if (call.isJson) {
    say(call, JSON.stringify({ key, view }))
    return 0
  }
  const until = view.expiresAt.slice(0, 10)
  const text: Text = {
    de: `Schlüssel ${view.id} für ${view.useCaseId}, gültig bis ${until}. Er wird nur jetzt gezeigt:`,
    en: `Key ${view.id} for ${view.useCaseId}, valid until ${until}. It is shown only now:`,
  }
  note(call, text[call.language])
  say(call, key)
  return 0
}

function keyLanguage(call: CommandCall): Language | undefined {
  const text = optionText(call, 'language')
  const language = languages.find((known) => known === text)
  if (text !== undefined && language === undefined) {
    throw new UsageError({ de: '--language verlangt de oder en', en: '--language wants de or en' })
  }
  return language
}

/**
 * At the running server if there is one, else at the store itself. A server that starts meanwhile sees the change within half
 * a second, as of any other process.
 */
function atKeyOffice<Result>(call: CommandCall, act: (office: KeyOffice) => Promise<Result>): Promise<Result> {
  return atOffice(call, {
    throughSocket: (socketPath) => controlClient(socketPath, call.language),
    open: (loaded) => call.wiring.openKeyOffice(loaded),
    act,
  })
}

/** With exactOptionalPropertyTypes a key that was not given must be absent, not undefined. */
function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [key in Name]?: Value } {
  // The compiler forgets the name of a computed key.
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in Name]?: Value })
}
