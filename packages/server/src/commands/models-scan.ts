import { resolve } from 'node:path'

import { canonicalJson } from '@stellwerk/contract/journal/canonical'
import type { ModelFactsFile } from '@stellwerk/contract/model-facts'

import { builtInCatalogue } from '../catalogue-in-force.ts'
import type { Scanned, ScanWish } from '../inventory-office.ts'
import { type CommandCall, type CommandSpec, type ExitCode, note, optionText, say } from './command.ts'
import { factsReport, isWithoutObjection } from './models-report.ts'
import { writePrivateFile } from './private-file.ts'
import { progressMeter } from './progress.ts'

export const modelsScanCommand: CommandSpec = {
  words: 'models scan',
  argument: 'PATH',
  summary: {
    de: 'Modelldateien messen: Prüfsummen, Köpfe, Chat-Vorlagen, Lizenztexte, Herkunft',
    en: 'Measure model files: digests, headers, chat templates, licence texts, origin',
  },
  details: {
    de: 'PATH ist eine Datei, ein Ordner, ein Ordner mit Modellen oder der Cache von Hugging Face. Läuft für sich allein auf dem Rechner mit den Gewichten: ohne Konfiguration, ohne Server, ohne Netz; nichts wird geändert. Ein abgebrochener Lauf mit --out geht mit demselben Befehl weiter. Was die Maschine wirklich ausliefert, misst das nicht. Rückgabewert: 0 nichts zu beanstanden, 1 etwas wurde abgelehnt, widerspricht sich oder war nicht lesbar, 2 PATH ist nicht lesbar.',
    en: 'PATH is a file, a folder, a folder of models or the cache of Hugging Face. Runs by itself on the machine with the weights: without configuration, server or network; nothing is changed. A run with --out that broke off goes on with the same command. What the engine really serves is not measured by this. Exit status: 0 no objection, 1 something was refused, contradicts itself or could not be read, 2 PATH cannot be read.',
  },
  options: [
    {
      name: 'out',
      value: 'FACTS.json',
      help: { de: 'Faktendatei für stellwerk models add', en: 'Facts file for stellwerk models add' },
    },
    {
      name: 'state',
      value: 'FILE',
      help: {
        de: 'Wo fertige Prüfsummen gemerkt werden (sonst FACTS.json.state)',
        en: 'Where finished digests are remembered (otherwise FACTS.json.state)',
      },
    },
  ],
  run: scan,
}

async function scan(call: CommandCall): Promise<ExitCode> {
  const out = optionText(call, 'out')
  const scanned = await measuredModels(call, call.argument, out)
  if (out !== undefined) writePrivateFile(resolve(call.io.cwd, out), factsText(scanned.file), out)
  say(call, call.isJson ? factsText(scanned.file).trimEnd() : factsReport(scanned.file, call.language))
  if (scanned.resumedBytes > 0) note(call, resumed(scanned.resumedBytes)[call.language])
  return isWithoutObjection(scanned.file.facts) ? 0 : 1
}

/** Measures with progress, for whoever needs facts from files. */
export async function measuredModels(call: CommandCall, path: string, out?: string): Promise<Scanned> {
  const { cwd } = call.io
  const state = optionText(call, 'state') ?? (out === undefined ? undefined : `${out}.state`)
  const meter = call.isJson ? undefined : progressMeter(call.io.stderr, call.wiring.now, call.language)
  try {
    return await call.wiring.inventory.scan({
      path: resolve(cwd, path),
      ...lookedOn(call),
      state: state === undefined ? undefined : resolve(cwd, state),
      onProgress: (progress) => meter?.show(progress),
    })
  } finally {
    meter?.end()
  }
}

/** The day, and the catalogue of this program: a machine with weights has no other. */
export function lookedOn(call: CommandCall): Pick<ScanWish, 'catalogue' | 'on'> {
  return { catalogue: builtInCatalogue(), on: new Date(call.wiring.now()).toISOString().slice(0, 10) }
}

/** Canonical, so that the same facts are the same bytes. */
function factsText(file: ModelFactsFile): string {
  return `${canonicalJson(file)}\n`
}

function resumed(bytes: number) {
  const megabytes = Math.round(bytes / 1_000_000)
  return {
    de: `${megabytes} MB waren schon gemessen und wurden nicht noch einmal gelesen.`,
    en: `${megabytes} MB had been measured before and were not read again.`,
  }
}
