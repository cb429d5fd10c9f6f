import { ConfigInvalid } from '@stellwerk/contract/config-problem'
import { GatewayError, messageOf, meaningOf } from '@stellwerk/contract/error'
import { BackupRefused } from '@stellwerk/contract/journal/backup-refused'
import type { Language } from '@stellwerk/contract/language'

import { loadConfig } from '../config.ts'
import { EngineRefused } from '../engine-office.ts'
import { InventoryRefused } from '../inventory-office.ts'
import { firstWords, parseArguments, unknownCommand } from './arguments.ts'
import type { ParsedArguments } from './arguments.ts'
import { optionText, say } from './command.ts'
import type { CommandCall, CommandIo, CommandSpec, CommandWiring, ExitCode, OptionSpec } from './command.ts'
import { applyCommands } from './apply.ts'
import { backupCommand } from './backup.ts'
import { configCommands, problemLines } from './config.ts'
import { ControlRefused } from './control-client.ts'
import { doctorCommand } from './doctor.ts'
import { doctorEgressCommand } from './doctor-egress.ts'
import { healthCommand } from './health.ts'
import { engineCommands } from './engine.ts'
import { helpFor, helpForAll } from './help.ts'
import { journalCommands } from './journal.ts'
import { eraseCommand } from './journal-erase.ts'
import { holdCommands } from './journal-hold.ts'
import { keysCommands } from './keys.ts'
import { licencesCommands } from './licences.ts'
import { modelsCommands } from './models.ts'
import { loginCommands } from './login.ts'
import { peopleCommands } from './people.ts'
import { privacyCommands } from './privacy.ts'
import { readCommands } from './register-read.ts'
import { restoreCommand } from './restore.ts'
import { setupCommand } from './setup.ts'
import { termsCommands } from './terms.ts'
import { chosenLanguage, languageOf, outputOptions, tell, type Told } from './told.ts'
import { witnessCommands } from './witness.ts'

const globalOptions: readonly OptionSpec[] = [
  {
    name: 'config',
    value: 'FILE',
    help: { de: 'Konfigurationsdatei (sonst ./stellwerk.yaml)', en: 'Configuration file (otherwise ./stellwerk.yaml)' },
  },
  {
    name: 'data',
    value: 'DIR',
    help: { de: 'Datenverzeichnis, statt des konfigurierten', en: 'Data directory, instead of the configured one' },
  },
  ...outputOptions,
]

const commands: readonly CommandSpec[] = [
  {
    words: 'serve',
    summary: { de: 'Das Gateway starten', en: 'Start the gateway' },
    details: {
      de: 'Läuft, bis es SIGTERM oder SIGINT bekommt; laufende Antworten dürfen dann noch zu Ende gehen.',
      en: 'Runs until SIGTERM or SIGINT; running answers may then still finish.',
    },
    options: [
      {
        name: 'listen',
        value: 'WHERE',
        help: {
          de: 'Wo gelauscht wird: ADRESSE:PORT, :PORT (alle Adressen), [IPv6]:PORT oder unix:/pfad',
          en: 'Where to listen: ADDRESS:PORT, :PORT (every address), [IPv6]:PORT or unix:/path',
        },
      },
      { name: 'host', value: 'ADDRESS', help: { de: 'Adresse des Lauschers', en: 'Address to listen on' } },
      {
        name: 'port',
        value: 'N',
        help: { de: 'Port des Lauschers; 0 nimmt einen freien', en: 'Port to listen on; 0 takes a free one' },
      },
      {
        name: 'public-url',
        value: 'URL',
        help: { de: 'Adresse für Verweise in Meldungen', en: 'Address for links in messages' },
      },
      {
        name: 'log-level',
        value: 'LEVEL',
        help: { de: 'error, warn, info oder debug', en: 'error, warn, info or debug' },
      },
      {
        name: 'first-run',
        help: {
          de: 'Ohne Konfiguration: übliche Maschinen suchen, sonst den Spiegel anbieten, und einen Schlüssel zeigen',
          en: 'Without configuration: look for the usual engines, else offer the mirror, and show a key',
        },
      },
    ],
    run: (call) => call.wiring.serve(call),
  },
  {
    words: 'demo',
    summary: { de: 'In wenigen Sekunden zeigen, was Stellwerk tut', en: 'Show in a few seconds what Stellwerk does' },
    details: {
      de: 'Vier Kapitel: der Weg einer Anfrage (Ablehnung, Antwort, Strom, Abbruch, Widerruf), personenbezogene Daten (ein Brief, was das Modell davon sah, der Rückweg, ein Kennwort, die Zählung im Protokoll), was die Lizenz erlaubt (ein multimodales Llama 4, ein Modell unter Apache-2.0, ein Feintuning mit falscher Angabe), und was später bewiesen werden kann (Eintrag, Beweis, Nachprüfung, Löschung, erneute Nachprüfung, Fälschung). Arbeitet in einem Wegwerfordner gegen den eingebauten Spiegel; mit --data bleibt, was dabei entstand.',
      en: 'Four chapters: the path of a request (refusal, answer, stream, abort, revocation), personal data (a letter, what the model saw of it, the way back, a password, the counts in the journal), what the licence permits (a multimodal Llama 4, a model under Apache-2.0, a fine-tune with a false tag), and what can be proven later (entry, proof, verification, erasure, verification again, tampering). Works in a throw-away folder against the built-in mirror; with --data what it made stays.',
    },
    options: [],
    run: (call) => call.wiring.demo(call),
  },
  setupCommand,
  ...applyCommands,
  ...readCommands,
  ...configCommands,
  ...keysCommands,
  ...licencesCommands,
  ...modelsCommands,
  ...privacyCommands,
  ...termsCommands,
  ...journalCommands,
  eraseCommand,
  ...holdCommands,
  backupCommand,
  restoreCommand,
  doctorEgressCommand, // Before the shorter words, which would take it for theirs.
  doctorCommand,
  healthCommand,
  ...loginCommands,
  ...peopleCommands,
  ...engineCommands,
  ...witnessCommands,
]

/**
 * Runs one command line and returns its exit code: 0 yes, 1 no (refused, invalid), 2 usage or failure.
 *
 * @example process.exitCode = await runCommand(process.argv.slice(2), { ...process, cwd: process.cwd() }, wiring)
 */
export async function runCommand(argv: readonly string[], io: CommandIo, wiring: CommandWiring): Promise<number> {
  let language = languageOf(io.env)
  const isJson = argv.includes('--json')
  try {
    // `stellwerk help keys` is what people type before they know better.
    const asked = argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv
    const parsed = parseArguments(asked, commands, globalOptions)
    language = chosenLanguage(parsed.options) ?? language
    if (parsed.options.has('version')) {
      say({ io }, isJson ? JSON.stringify({ version: wiring.version }) : `stellwerk ${wiring.version}`)
      return 0
    }
    if (parsed.command === undefined || parsed.options.has('help')) return await explain(parsed, io, language)
    return await parsed.command.run(callFor(parsed, { language, isJson, io, wiring }))
  } catch (error) {
    return tell(error, { program: 'stellwerk', language, isJson, io, understood })
  }
}

function callFor(
  parsed: ParsedArguments<CommandSpec>,
  given: Pick<CommandCall, 'language' | 'isJson' | 'io' | 'wiring'>,
): CommandCall {
  const { argument, allArguments, options } = parsed
  const flag = (key: string, name: string) => {
    const text = optionText({ options }, name)
    return text === undefined ? {} : { [key]: text }
  }
  const flags = {
    ...flag('listen', 'listen'),
    ...flag('listenHost', 'host'),
    ...flag('listenPort', 'port'),
    ...flag('data', 'data'),
    ...flag('logLevel', 'log-level'),
    ...flag('publicUrl', 'public-url'),
  }
  const file = optionText({ options }, 'config')
  const { env, cwd } = given.io
  return { ...given, argument, allArguments, options, loadConfig: () => loadConfig({ file, env, cwd, flags }) }
}

async function explain(parsed: ParsedArguments<CommandSpec>, io: CommandIo, language: Language): Promise<ExitCode> {
  const [first] = parsed.words
  if (parsed.command !== undefined) {
    say({ io }, helpFor(parsed.command, globalOptions, language))
    return 0
  }
  // `stellwerk keys` alone is no command, but a good question.
  const isGroup = parsed.words.length === 1 && first !== undefined && firstWords(commands).includes(first)
  const isQuestion = parsed.words.length === 0 || isGroup
  if (!isQuestion) throw unknownCommand(parsed.words, commands)
  const group = isGroup ? commands.filter(({ words }) => words.startsWith(`${first} `)) : commands
  const isAsked = parsed.options.has('help')
  const text = helpForAll(group, globalOptions, language)
  if (isAsked) say({ io }, text)
  else io.stderr.write(`${text}\n`)
  return isAsked ? 0 : 2
}

/** What our own errors mean; what else goes wrong, {@link tell} knows. */
function understood(error: unknown, language: Language): Told | undefined {
  if (error instanceof ConfigInvalid)
    return { exitCode: 1, code: 'config_invalid', lines: problemLines(error, language) }
  if (error instanceof EngineRefused)
    return { exitCode: exitOf(error), code: error.code, lines: [error.text[language]] }
  if (error instanceof InventoryRefused)
    return { exitCode: error.exitCode, code: error.code, lines: [error.text[language]] }
  if (error instanceof BackupRefused) return { exitCode: 1, code: error.code, lines: [error.text[language]] }
  if (error instanceof ControlRefused) {
    return { exitCode: error.status < 500 ? 1 : 2, code: error.code, lines: [error.message] }
  }
  if (error instanceof GatewayError) {
    const exitCode = meaningOf(error.code).status < 500 ? 1 : 2
    return { exitCode, code: error.code, lines: [messageOf(error, language)] }
  }
  return undefined
}

/** No is an answer about what was asked for; a failure is one about the world. */
function exitOf({ code }: EngineRefused): ExitCode {
  return code === 'download_failed' || code === 'install_failed' || code === 'disk_full' ? 2 : 1
}
