// First, because it may start this program anew, and everything that was loaded before would be loaded twice.
import './safe-environment.ts'

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'

import rootPackage from '../../../package.json'
import { makeBackup, openBackupOffice } from './backup-wiring.ts'
import { openCatalogue } from './catalogue-wiring.ts'
import { usableCatalogue } from './catalogue-in-force.ts'
import { systemClock } from './clock.ts'
import { outputRulingsOf } from './findings-wiring.ts'
import { runCommand } from './commands/cli.ts'
import { demo } from './commands/demo.ts'
import { serve } from './commands/serve.ts'
import { vaultOfDemo } from './demo-wiring.ts'
import { examine } from './doctor-wiring.ts'
import { egress } from './egress-wiring.ts'
import { openEvidenceOffice, openVault } from './evidence-wiring.ts'
import { licenceLamps, lookIntoFolders } from './lamps-wiring.ts'
import { createIdentity } from './identity/identity.ts'
import type { LoadedConfig } from './config.ts'
import { openLogKey } from './journal/log-key.ts'
import { openEngineOffice } from './engine-wiring.ts'
import { openFileModel } from './privacy-wiring.ts'
import { runClassifier } from './classifier/process.ts'
import { classifierCommand } from './classifier/protocol.ts'
import { engineCommand } from './embedded/engine/events.ts'
import { runEngine } from './embedded/engine/process.ts'
import { openInventory } from './inventory-wiring.ts'
import { openJournal } from './journal-wiring.ts'
import { openLicences } from './licence-wiring.ts'
import { checkTimestamp } from './journal/timestamp-verdict.ts'
import { restoreBackup } from './restore-wiring.ts'
import { sqliteKeyStore } from './storage/sqlite/key-store.ts'
import { openStore } from './storage/sqlite/store.ts'
import { openTermsOffice } from './terms-wiring.ts'
import { findLocalEngines } from './upstream/local-engines.ts'
import { openVaultOffice } from './vault-wiring.ts'
import { openStellwerk } from './wiring.ts'
import { parseTrustedLogs } from './witness/trusted-logs.ts'
import { openWitness } from './witness/witness.ts'

/** Resolves at the first SIGTERM or SIGINT; the second one ends the process at once. */
function untilAsked(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let count = 0
  const asked = (): void => {
    count++
    if (count === 1) resolve()
    else process.exit(130)
  }
  process.on('SIGTERM', asked)
  process.on('SIGINT', asked)
  return promise
}

/**
 * SIGHUP means two things. From a terminal: its window was closed, so the process ends as at Ctrl-C. From a service manager or
 * whoever renews certificates: read them again.
 */
function whenRenewed(renew: () => void): void {
  const isTerminal = process.stdin.isTTY
  let isAsked = false
  process.on('SIGHUP', () => {
    if (!isTerminal) return renew()
    // The terminal tells everybody in it, so it comes from the launcher as well. A second SIGTERM would cut what runs.
    if (!isAsked) process.kill(process.pid, 'SIGTERM')
    isAsked = true
  })
}

async function openKeyOffice({ config }: LoadedConfig) {
  const store = openStore({ dataDirectory: config.data, now: systemClock.now() })
  const identity = await createIdentity({
    store: sqliteKeyStore(store),
    now: () => systemClock.now(),
    useCaseIds: () => config.useCases.map((useCase) => useCase.id),
    frontEndIds: () => config.frontEnds.map((frontEnd) => frontEnd.id),
    onTrouble: () => undefined, // Without polling nothing can fail behind our back; each operation reports for itself.
    isPolling: false,
  })
  const close = async (): Promise<void> => {
    await identity.stop()
    await store.close()
  }
  return { office: identity.office, close }
}

/** A command says itself what came of it; the journal's own events are for whoever runs a server. */
async function openVaultOfficeOf({ config }: LoadedConfig) {
  const quiet = { event: () => undefined }
  const { journal, close } = await openJournal(config, { version: rootPackage.version }, quiet)
  return { office: await openVaultOffice(journal, quiet), close }
}

/** Judges every route as a start would, and tells the journal likewise. */
async function openLicenceOffice({ config }: LoadedConfig) {
  const quiet = { event: () => undefined }
  const { journal, close: closeJournal } = await openJournal(config, { version: rootPackage.version }, quiet)
  const store = openStore({ dataDirectory: config.data, now: systemClock.now() })
  const catalogue = await openCatalogue(config, { journal, onTrouble: () => undefined })
  const licences = await openLicences(config, {
    store,
    journal,
    log: quiet,
    catalogue,
    now: () => systemClock.now(),
    onChanged: () => undefined,
  })
  const close = async (): Promise<void> => {
    await licences.close()
    await store.close()
    await closeJournal()
  }
  return { office: licences.office, close }
}

async function ask(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await lines.question(question)
  } finally {
    lines.close()
  }
}

function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'stellwerk-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** `stellwerk config schema | head`: who reads us has read enough, and that is no failure. */
function endWithReader(): void {
  process.stdout.on('error', (error: Error & { readonly code?: string }) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}

async function main(): Promise<number> {
  const words = process.argv.slice(2)
  // Our own child has the environment that it was given, and nothing else of the program.
  if (engineCommand.every((word, index) => words[index] === word)) process.exit(await runEngine(words))
  if (classifierCommand.every((word, index) => words[index] === word)) process.exit(await runClassifier(words))
  endWithReader()
  const writeLog = (text: string): void => void process.stdout.write(text)
  const world = { env: process.env, writeLog, version: rootPackage.version }
  const { stdout, stderr, stdin, env } = process
  const io = { stdout, stderr, stdin, env, cwd: process.cwd() }
  return runCommand(words, io, {
    version: rootPackage.version,
    serve: (call) =>
      serve(call, {
        open: ({ config, file }, again) => {
          const source = file === undefined ? undefined : { file, read: () => again().config }
          return openStellwerk(config, { ...world, source, startedAt: 0 })
        },
        findLocalEngines,
        untilAsked,
        whenRenewed,
        version: rootPackage.version,
        now: () => systemClock.now(),
      }),
    demo: (call) =>
      demo(call, {
        open: (config) => openStellwerk(config, world),
        vaultOf: (config) => vaultOfDemo(config, process.env),
        temporaryFolder,
      }),
    openKeyOffice,
    outputRulings: async ({ config }, useCaseId) =>
      outputRulingsOf(config, await usableCatalogue(config), useCaseId, {
        digestOf: (text) => new Bun.CryptoHasher('sha256').update(text).digest('hex'),
        day: new Date(systemClock.now()).toISOString().slice(0, 10),
      }),
    openTermsOffice: ({ config }) => openTermsOffice(config, { version: rootPackage.version }),
    openWitness: ({ log, family, ...settings }) =>
      openWitness({ ...settings, logs: parseTrustedLogs({ log, family }), now: () => systemClock.now() }),
    logVkey: (data, origin) => openLogKey({ path: join(data, 'keys', 'log.key'), origin, mayCreate: false }).vkey,
    checkTimestamp,
    openVault: ({ config }) => openVault(config, process.env),
    openEvidenceOffice: ({ config }) => openEvidenceOffice(config, { version: rootPackage.version }),
    openBackupOffice: (loaded) => openBackupOffice(loaded, { version: rootPackage.version }),
    makeBackup: (loaded, cut, wish) => makeBackup(loaded, cut, { ...wish, version: rootPackage.version }),
    examine: (loaded, how) => examine(loaded, { ...how, env: process.env, now: systemClock.now() }),
    egress,
    restoreBackup: (loaded, wish) => restoreBackup(loaded, { ...wish, version: rootPackage.version }),
    openEngineOffice,
    inventory: openInventory({ version: rootPackage.version }),
    openFileModel: ({ config }) => openFileModel(config),
    licenceLamps,
    lookIntoFolders,
    now: () => systemClock.now(),
    ask,
    openLicenceOffice,
    openVaultOffice: openVaultOfficeOf,
    untilAsked,
  })
}

process.exitCode = await main()
