import type { Text } from '@stellwerk/contract/language'

import type { CommandCall, CommandSpec, WitnessNews } from './command.ts'
import { note, optionNumber, optionText, say, UsageError } from './command.ts'

/** Beside the 7373 of the gateway, so that a trial on one machine works. */
const portDefault = 7374

export const witnessCommands: readonly CommandSpec[] = [
  {
    words: 'witness serve',
    summary: {
      de: 'Zeuge für das Protokoll einer anderen Anlage sein',
      en: 'Be a witness for the journal of another installation',
    },
    details: {
      de: 'Für Betriebsrat oder Datenschutzbeauftragte, auf einem eigenen Rechner. Merkt sich den Stand des Protokolls und bestätigt nur, was ihn fortsetzt. Läuft bis SIGTERM oder SIGINT.',
      en: 'For a works council or data protection officer, on a machine of their own. Remembers how far the journal has grown and confirms only what continues it. Runs until SIGTERM or SIGINT.',
    },
    options: [
      {
        name: 'folder',
        value: 'DIR',
        help: { de: 'Ordner des Zeugen (sonst ./witness)', en: 'Folder of the witness (otherwise ./witness)' },
      },
      {
        name: 'log-family',
        value: 'VKEY',
        help: {
          de: 'Öffentlicher Schlüssel eines Logs der Anlage; ihre weiteren Logs gelten mit',
          en: 'Public key of a log of the installation; its other logs count as well',
        },
      },
      {
        name: 'log',
        value: 'VKEY',
        help: { de: 'Öffentlicher Schlüssel genau eines Logs', en: 'Public key of exactly one log' },
      },
      {
        name: 'name',
        value: 'NAME',
        help: { de: 'Name des Zeugen, beim ersten Start', en: 'Name of the witness, at the first start' },
      },
      {
        name: 'host',
        value: 'ADDRESS',
        help: { de: 'Adresse (sonst 127.0.0.1)', en: 'Address (otherwise 127.0.0.1)' },
      },
      {
        name: 'port',
        value: 'N',
        help: {
          de: `Port (sonst ${portDefault}); 0 nimmt einen freien`,
          en: `Port (otherwise ${portDefault}); 0 takes a free one`,
        },
      },
    ],
    run: serveWitness,
  },
]

async function serveWitness(call: CommandCall): Promise<number> {
  const [log, family] = [optionText(call, 'log'), optionText(call, 'log-family')]
  if (log === undefined && family === undefined) {
    throw new UsageError({
      de: 'ein Zeuge braucht ein Log: --log-family VKEY oder --log VKEY; den Schlüssel nennt der Betrieb der Anlage',
      en: 'a witness needs a log: --log-family VKEY or --log VKEY; whoever runs the installation tells the key',
    })
  }
  const witness = await call.wiring.openWitness({
    folder: optionText(call, 'folder') ?? 'witness',
    host: optionText(call, 'host') ?? '127.0.0.1',
    port: optionNumber(call, 'port') ?? portDefault,
    log,
    family,
    name: optionText(call, 'name'),
    tell: (news) => note(call, wordsFor(news)[call.language]),
  })
  if (call.isJson) say(call, JSON.stringify({ url: witness.url, vkey: witness.vkey }))
  else say(call, runningText(witness)[call.language])
  await call.wiring.untilAsked()
  await witness.stop()
  return 0
}

function runningText({ url, vkey }: { readonly url: string; readonly vkey: string }): Text {
  return {
    de: `Der Zeuge läuft unter ${url}\nÖffentlicher Schlüssel für den Betrieb und für alle, die prüfen:\n  ${vkey}`,
    en: `The witness runs at ${url}\nPublic key for the operator and for everybody who verifies:\n  ${vkey}`,
  }
}

function wordsFor(news: WitnessNews): Text {
  switch (news.kind) {
    case 'newLog':
      return {
        de: `Erstmals bestätigt: ${news.origin}, ${news.size} Einträge. Unerwartet? Dann nachfragen.`,
        en: `Confirmed for the first time: ${news.origin}, ${news.size} entries. Unexpected? Then ask.`,
      }
    case 'fork':
      return {
        de: `WIDERSPRUCH: ${news.origin} hat zwei verschiedene Stände von ${news.size} Einträgen unterschrieben. Der Beleg liegt im Ordner forks.`,
        en: `CONTRADICTION: ${news.origin} has signed two different states of ${news.size} entries. The evidence lies in the folder forks.`,
      }
    case 'failed':
      return {
        de: `Es wird nicht mehr bestätigt: ${String(news.error)}. Platte prüfen, dann neu starten.`,
        en: `Nothing is confirmed any more: ${String(news.error)}. Check the disk, then start again.`,
      }
  }
}
