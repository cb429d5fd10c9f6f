import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'

import type { MadeObjects, Making } from '../inventory-office.ts'
import { type CommandCall, type CommandSpec, type ExitCode, optionText } from './command.ts'
import { objectOptions, putObjects, statedBy } from './models-objects.ts'
import { lookedOn, measuredModels } from './models-scan.ts'

export const modelsAddCommand: CommandSpec = {
  words: 'models add',
  argument: 'SOURCE',
  summary: {
    de: 'Aus einem Modell Objekte für das Register machen, jeder Wert mit seiner Herkunft',
    en: 'Make objects for the register out of a model, each value with where it comes from',
  },
  details: {
    de: 'SOURCE ist eine Datei oder ein Ordner mit Gewichten, eine Faktendatei von stellwerk models scan (FACTS.json), hf:BESITZER/REPO@REVISION oder die Kennung eines Upstreams aus der Konfiguration. Es entstehen Dateien für das Register; nichts wird in Kraft gesetzt. Bei hf: werden nur Karte, Lizenztexte und Konfiguration geholt, keine Gewichte. Rückgabewert: 0 alles wurde ein Objekt, 1 etwas nicht, 2 die Quelle ist nicht erreichbar.',
    en: 'SOURCE is a file or folder with weights, a facts file of stellwerk models scan (FACTS.json), hf:OWNER/REPO@REVISION, or the id of an upstream of the configuration. It makes files for the register; nothing is put in force. With hf: only card, licence texts and configuration are fetched, no weights. Exit status: 0 everything became an object, 1 something did not, 2 the source cannot be reached.',
  },
  options: [
    ...objectOptions,
    {
      name: 'upstream',
      value: 'ID',
      help: {
        de: 'Upstream, der diese Dateien ausliefert: dann entstehen auch Deployments',
        en: 'Upstream that serves these files: then deployments are made as well',
      },
    },
    {
      name: 'model',
      value: 'NAME',
      help: { de: 'Öffentlicher Modellname des Deployments', en: 'Public model name of the deployment' },
    },
    {
      name: 'served-as',
      value: 'NAME',
      help: { de: 'Name des Modells an der Maschine', en: 'Name of the model at the engine' },
    },
    {
      name: 'hub',
      value: 'URL',
      help: {
        de: 'Für hf:: ein anderer Hub, der antwortet wie Hugging Face',
        en: 'For hf:: another hub that answers as Hugging Face does',
      },
    },
    {
      name: 'offline',
      help: {
        de: 'Für hf:: niemanden fragen, sondern nennen, welche Dateien zu kopieren sind',
        en: 'For hf:: ask nobody, but name the files that are to be copied',
      },
    },
  ],
  run: add,
}

async function add(call: CommandCall): Promise<ExitCode> {
  return putObjects(call, await madeFrom(call))
}

async function madeFrom(call: CommandCall): Promise<MadeObjects> {
  const { inventory } = call.wiring
  const source = call.argument
  const path = resolve(call.io.cwd, source)
  if (/\.json$/i.test(source) && isFile(path))
    return inventory.objectsOf(inventory.readFacts(path, source), makingOf(call))
  const looked = lookedOn(call)
  if (source.startsWith('hf:')) {
    const wish = { ...looked, name: source, endpoint: optionText(call, 'hub'), isOffline: call.options.has('offline') }
    return inventory.fromHub(wish, makingOf(call))
  }
  if (!existsSync(path)) {
    return inventory.fromUpstream({ ...looked, id: source, config: call.loadConfig().config, env: call.io.env })
  }
  const { file } = await measuredModels(call, source)
  return inventory.objectsOf(file, makingOf(call))
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

/** What whoever calls says about the model. */
function makingOf(call: CommandCall): Making {
  return {
    statedBy: statedBy(call),
    upstream: optionText(call, 'upstream'),
    publicName: optionText(call, 'model'),
    servedAs: optionText(call, 'served-as'),
  }
}
