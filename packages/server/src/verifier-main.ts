#!/usr/bin/env node
// The verifier that an auditor installs alone: `stellwerk journal verify` without an installation around it, in one file for
// Node 20 or later (`npm run build -- verifier`). It reads, and writes nothing.
import rootPackage from '../../../package.json'
import { systemClock } from './clock.ts'
import { parseArguments } from './commands/arguments.ts'
import { type CommandIo, type CommandWords, say } from './commands/command.ts'
import { helpFor } from './commands/help.ts'
import { verify } from './commands/journal-verify.ts'
import { vkeyOption } from './commands/journal-trust.ts'
import { type VerifyCall, verifyOptions } from './commands/journal-verify-call.ts'
import { chosenLanguage, languageOf, outputOptions, tell } from './commands/told.ts'
import { checkTimestamp } from './journal/timestamp-verdict.ts'

const program = 'stellwerk-verify.mjs'

const wiring: VerifyCall['wiring'] = { now: () => systemClock.now(), checkTimestamp }

const vkeyHelp = {
  de: 'Öffentlicher Schlüssel des Protokolls, von woanders als das Protokoll',
  en: 'Public key of the log, from elsewhere than the log',
}

const command: CommandWords = {
  words: program,
  argument: 'WHAT',
  summary: {
    de: 'Beweisprotokoll, Beweisbündel oder Beweis eines Eintrags nachprüfen, ohne Stellwerk',
    en: 'Verify a journal, an evidence bundle or the proof of an entry, without Stellwerk',
  },
  details: {
    de: 'WHAT ist der Ordner eines Protokolls oder mehrerer (als Kette), eine Adresse wie https://gateway.example/log/2026h2, ein Beweisbündel oder eine Datei .tlog-proof. Den Schlüssel (--vkey oder --policy) von woanders holen als das Protokoll. 0: geprüft; 1: widerlegt oder nur teilweise geprüft; 2: Fehler.',
    en: 'WHAT is the folder of a log or of several (as a chain), an address such as https://gateway.example/log/2026h2, an evidence bundle, or a file .tlog-proof. Get the key (--vkey or --policy) from elsewhere than the log. 0: verified; 1: refuted or only partly verified; 2: failure.',
  },
  options: verifyOptions.map((option) => (option === vkeyOption ? { ...option, help: vkeyHelp } : option)),
}

async function main(argv: readonly string[], io: CommandIo): Promise<number> {
  let language = languageOf(io.env)
  const isJson = argv.includes('--json')
  try {
    const { options, argument } = parseArguments([program, ...argv], [command], outputOptions)
    language = chosenLanguage(options) ?? language
    if (options.has('version')) say({ io }, `${program} ${rootPackage.version}`)
    else if (options.has('help')) say({ io }, helpFor(command, outputOptions, language, 'node'))
    else return await verify({ argument, options, language, isJson, io, wiring, installation: () => undefined })
    return 0
  } catch (error) {
    return tell(error, { program, language, isJson, io })
  }
}

const { stdout, stderr, env } = process
process.exitCode = await main(process.argv.slice(2), { stdout, stderr, env, cwd: process.cwd() })
