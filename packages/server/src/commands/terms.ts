import type { Language, Text } from '@stellwerk/contract/language'
import type { AcceptanceView, AcceptanceWay, TermsOffice, TermsView } from '@stellwerk/contract/terms-office'

import type { CommandCall, CommandSpec, ExitCode } from './command.ts'
import { note, optionText, say, UsageError } from './command.ts'
import { askControl } from './control-client.ts'
import { columns } from './help.ts'
import { atOffice } from './office.ts'

const model = {
  name: 'model',
  value: 'NAME',
  help: { de: 'Öffentlicher Name des Modells', en: 'Public name of the model' },
} as const

const digest = {
  name: 'digest',
  value: 'SHA-256',
  help: { de: 'Fingerabdruck des gelesenen Textes', en: 'Digest of the text that was read' },
} as const

const key = {
  name: 'key',
  value: 'KEY_ID',
  help: { de: 'Kennung des Schlüssels, wie in stellwerk keys list', en: 'Id of the key, as in stellwerk keys list' },
} as const

const by = {
  name: 'by',
  value: 'OFFICE',
  help: {
    de: 'Stelle oder Rolle, die es erklärt; kein Personenname',
    en: 'Office or role that says so; no name of a person',
  },
} as const

export const termsCommands: readonly CommandSpec[] = [
  {
    words: 'terms show',
    summary: {
      de: 'Zeigen, welchen Nutzungsbeschränkungen zuzustimmen ist',
      en: 'Show which use restrictions are to be accepted',
    },
    details: {
      de: 'Die Standardausgabe ist genau der Text, von dem der Fingerabdruck ist. Mit --digest ein früherer Text, dem jemand zugestimmt hat.',
      en: 'Standard output is exactly the text that the digest is of. With --digest an earlier text that somebody has accepted.',
    },
    options: [
      model,
      {
        name: 'use-case',
        value: 'ID',
        help: { de: 'Nur für diesen Anwendungsfall', en: 'For this use case only' },
      },
      digest,
    ],
    run: show,
  },
  {
    words: 'terms accept',
    summary: { de: 'Für einen Schlüssel zustimmen', en: 'Accept for a key' },
    details: {
      de: 'Ohne --digest dem Text, der gerade gilt. Ein geänderter Text verlangt neue Zustimmung. Wer einen Schlüssel hat, kann auch selbst zustimmen: POST /v1/models/{model}/terms.',
      en: 'Without --digest the text in force. A changed text needs acceptance anew. Whoever has a key can accept as well: POST /v1/models/{model}/terms.',
    },
    options: [key, model, digest, by],
    run: accept,
  },
  {
    words: 'terms withdraw',
    summary: { de: 'Eine Zustimmung zurücknehmen', en: 'Withdraw an acceptance' },
    details: {
      de: 'Neue Anfragen werden abgelehnt und laufende Antworten beendet. Ohne --digest alles, dem dieser Schlüssel zugestimmt hat.',
      en: 'New requests are refused, and running answers are cut. Without --digest everything that this key has accepted.',
    },
    options: [key, digest, by],
    run: withdraw,
  },
  {
    words: 'terms list',
    summary: { de: 'Zeigen, wer wann welchem Text zugestimmt hat', en: 'Show who accepted which text, and when' },
    options: [],
    run: list,
  },
]

async function show(call: CommandCall): Promise<ExitCode> {
  const [named, useCase, text] = [optionText(call, 'model'), optionText(call, 'use-case'), optionText(call, 'digest')]
  if ((named === undefined) === (text === undefined)) {
    throw new UsageError({ de: '--model NAME oder --digest SHA-256', en: '--model NAME or --digest SHA-256' })
  }
  const what =
    named === undefined ? { digest: text ?? '' } : { model: named, ...(useCase === undefined ? {} : { useCase }) }
  const shown = await atTermsOffice(call, (office) => office.show(what))
  if (call.isJson) say(call, JSON.stringify({ terms: shown }))
  else if (shown.length === 0) say(call, nothing(named ?? '')[call.language])
  else for (const terms of shown) sayTerms(call, terms)
  return 0
}

function nothing(named: string): Text {
  return {
    de: `Für ${named} ist keinen Nutzungsbeschränkungen zuzustimmen.`,
    en: `There are no use restrictions of ${named} to be accepted.`,
  }
}

/** What stands beside the text goes elsewhere, so that `stellwerk terms show … | sha256sum` gives the digest. */
function sayTerms(call: CommandCall, { digest: hash, text, useCases, catalogue }: TermsView): void {
  const where = useCases.length === 0 ? '' : ` (${useCases.join(', ')})`
  note(call, `SHA-256 ${hash}${where}`)
  if (catalogue !== '') note(call, { de: `Katalog vom ${catalogue}`, en: `Catalogue of ${catalogue}` }[call.language])
  call.io.stdout.write(text)
}

async function accept(call: CommandCall): Promise<ExitCode> {
  const what = { key: needed(call, 'key'), model: needed(call, 'model'), by: needed(call, 'by'), how: 'cli' as const }
  const hash = optionText(call, 'digest')
  const view = await atTermsOffice(call, (office) =>
    office.accept(hash === undefined ? what : { ...what, digest: hash }),
  )
  if (call.isJson) say(call, JSON.stringify(view))
  else
    say(
      call,
      {
        de: `Für Schlüssel ${view.keyId} ist zugestimmt: ${view.model}, SHA-256 ${view.digest}.`,
        en: `Accepted for key ${view.keyId}: ${view.model}, SHA-256 ${view.digest}.`,
      }[call.language],
    )
  return 0
}

async function withdraw(call: CommandCall): Promise<ExitCode> {
  const what = { key: needed(call, 'key'), by: needed(call, 'by') }
  const hash = optionText(call, 'digest')
  const views = await atTermsOffice(call, (office) =>
    office.withdraw(hash === undefined ? what : { ...what, digest: hash }),
  )
  if (call.isJson) say(call, JSON.stringify({ acceptances: views }))
  else
    for (const view of views)
      say(
        call,
        { de: `Zurückgenommen: ${view.model}, ${view.digest}`, en: `Withdrawn: ${view.model}, ${view.digest}` }[
          call.language
        ],
      )
  return 0
}

async function list(call: CommandCall): Promise<ExitCode> {
  const views = await atTermsOffice(call, (office) => office.list())
  if (call.isJson) say(call, JSON.stringify({ acceptances: views }))
  else if (views.length === 0)
    say(call, { de: 'Niemand hat zugestimmt.', en: 'Nobody has accepted anything.' }[call.language])
  else
    for (const line of columns([headings[call.language], ...views.map((view) => row(view, call.language))]))
      say(call, line)
  return 0
}

const headings: Readonly<Record<Language, readonly string[]>> = {
  de: ['Schlüssel', 'Anwendungsfall', 'Modell', 'SHA-256', 'durch', 'wie', 'seit', 'Stand'],
  en: ['key', 'use case', 'model', 'SHA-256', 'by', 'how', 'since', 'state'],
}

const ways: Readonly<Record<AcceptanceWay, Text>> = {
  cli: { de: 'Kommando', en: 'command' },
  api: { de: 'Steuerschnittstelle', en: 'control API' },
  key: { de: 'mit dem Schlüssel', en: 'with the key' },
}

function row(view: AcceptanceView, language: Language): readonly string[] {
  const { keyId, useCaseId, model: named, digest: hash, by: office, how, acceptedAt } = view
  return [
    keyId,
    useCaseId,
    named,
    hash.slice(0, 12),
    office,
    ways[how][language],
    acceptedAt.slice(0, 10),
    stateOf(view)[language],
  ]
}

function stateOf({ withdrawnAt, isInForce }: AcceptanceView): Text {
  if (withdrawnAt !== undefined) {
    const on = withdrawnAt.slice(0, 10)
    return { de: `zurückgenommen ${on}`, en: `withdrawn ${on}` }
  }
  return isInForce ? { de: 'gilt', en: 'in force' } : { de: 'früherer Text', en: 'earlier text' }
}

/** @throws UsageError */
function needed(call: CommandCall, name: 'key' | 'model' | 'by'): string {
  const text = optionText(call, name)
  if (text !== undefined) return text
  throw new UsageError({ de: `--${name} fehlt`, en: `--${name} is missing` })
}

/** At the running server if there is one, else at store and journal, which are opened for it. */
function atTermsOffice<Result>(call: CommandCall, act: (office: TermsOffice) => Promise<Result>): Promise<Result> {
  return atOffice(call, {
    throughSocket: (socketPath) => throughSocket(call, socketPath),
    open: (loaded) => call.wiring.openTermsOffice(loaded),
    act,
  })
}

/** The other end of a socket that only its owner can open is the same program: its answers are taken as they are. */
function throughSocket({ language }: CommandCall, socketPath: string): TermsOffice {
  const get = (path: string) => askControl({ socketPath, language, method: 'GET', path })
  const post = (what: string, body: object) =>
    askControl({ socketPath, language, method: 'POST', path: `/api/terms/${what}`, body })
  return {
    show: async (what) => {
      const answer = await get(`/api/terms/text?${new URLSearchParams({ ...what })}`)
      return (answer as { readonly terms: readonly TermsView[] }).terms // As said above.
    },
    accept: async (what) => (await post('accept', what)) as AcceptanceView, // As said above.
    withdraw: async (what) => acceptancesIn(await post('withdraw', what)),
    list: async () => acceptancesIn(await get('/api/terms')),
  }
}

function acceptancesIn(answer: unknown): readonly AcceptanceView[] {
  return (answer as { readonly acceptances: readonly AcceptanceView[] }).acceptances // As said above.
}
