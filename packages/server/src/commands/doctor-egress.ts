import type { DestinationFinding, DestinationRole, EgressReport, Reach } from '@stellwerk/contract/egress'
import type { Language, Text } from '@stellwerk/contract/language'

import type { CommandCall, CommandSpec, ExitCode } from './command.ts'
import { say } from './command.ts'

export const doctorEgressCommand: CommandSpec = {
  words: 'doctor egress',
  summary: { de: 'Sagen, wen diese Anlage anspricht und warum', en: 'Say whom this installation contacts, and why' },
  details: {
    de: 'Aus der Konfiguration, die gilt. Verbindet zu niemandem; nur Namensserver werden gefragt, wenn ein Name konfiguriert ist. Rückgabewert: 0 alles gut, 1 Hinweise, 2 Fehler.',
    en: 'From the configuration in force. Connects to nobody; only name servers are asked, if a name is configured. Exit status: 0 all is well, 1 warnings, 2 problems.',
  },
  options: [
    {
      name: 'no-lookup',
      help: { de: 'Auch keinen Namensserver fragen', en: 'Ask no name server either' },
    },
  ],
  run: doctorEgress,
}

async function doctorEgress(call: CommandCall): Promise<ExitCode> {
  const found = await call.wiring.egress(call.loadConfig(), { mayLookUp: !call.options.has('no-lookup') })
  say(call, call.isJson ? JSON.stringify(found) : report(found, call.language))
  const states = new Set(found.destinations.map(({ state }) => state))
  return states.has('problem') ? 2 : states.has('warning') ? 1 : 0
}

const marks = {
  ok: { de: 'gut', en: 'ok' },
  warning: { de: 'HINWEIS', en: 'WARNING' },
  problem: { de: 'FEHLER', en: 'PROBLEM' },
} as const satisfies Record<DestinationFinding['state'], Text>

const roles = {
  engine: { de: 'Maschine', en: 'engine' },
  witness: { de: 'Zeuge', en: 'witness' },
  timestampAuthority: { de: 'Zeitstempelstelle', en: 'time-stamping authority' },
  vaultKey: { de: 'Verwahrung', en: 'custody' },
  identityProvider: { de: 'Identitätsanbieter', en: 'identity provider' },
  traceCollector: { de: 'Spuren', en: 'traces' },
  nameServer: { de: 'Namensserver', en: 'name server' },
  ownSocket: { de: 'eigener Socket', en: 'own socket' },
} as const satisfies Record<DestinationRole, Text>

const words = {
  sent: { de: 'geht dorthin', en: 'goes there' },
  now: { de: 'zurzeit', en: 'now' },
  barred: { de: '(gesperrt)', en: '(barred)' },
  prompts: { de: '★ Prompts', en: '★ prompts' },
  commands: {
    de: 'Nur wenn jemand den Befehl gibt:',
    en: 'Only if somebody gives the command:',
  },
  never: { de: 'Niemals:', en: 'Never:' },
} as const satisfies Record<string, Text>

const indent = ' '.repeat(9)

function report({ destinations, commands, never }: EgressReport, language: Language): string {
  return [
    ...destinations.flatMap((one) => lines(one, language)),
    '',
    words.commands[language],
    ...commands.map((one) => `${indent}${one.words}: ${one.contacts[language]}`),
    words.never[language],
    ...never.map((text) => `${indent}${text[language]}`),
  ].join('\n')
}

function lines(one: DestinationFinding, language: Language): readonly string[] {
  const mark = marks[one.state][language].padEnd(8)
  const prompts = one.getsPrompts ? ` ${words.prompts[language]}` : ''
  const shown = one.addresses.map(
    ({ address, isBarred }) => `${address}${isBarred ? ` ${words.barred[language]}` : ''}`,
  )
  const isNamed = one.reach.kind === 'network' && shown.some((address) => address !== placeOf(one.reach))
  return [
    `${mark} ${roles[one.role][language]} ${one.name}: ${shownReach(one.reach)} (${one.setting})${prompts}`,
    `${indent}${one.why[language]}; ${one.when[language]}`,
    `${indent}${words.sent[language]}: ${one.sent[language]}`,
    ...(isNamed ? [`${indent}${words.now[language]}: ${shown.join(', ')}`] : []),
    ...(one.text === undefined ? [] : [`${indent}→ ${one.text[language]}`]),
  ]
}

function placeOf(reach: Reach): string {
  return reach.kind === 'network' ? reach.host : reach.path
}

/** @example shownReach({ kind: 'network', protocol: 'http', host: '::1', port: 8000 }) // 'http [::1]:8000' */
function shownReach(reach: Reach): string {
  if (reach.kind !== 'network') return reach.path
  const host = reach.host.includes(':') ? `[${reach.host}]` : reach.host
  return `${reach.protocol} ${host}:${reach.port}`
}
