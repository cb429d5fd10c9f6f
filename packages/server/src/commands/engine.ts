import type { Language, Text } from '@stellwerk/contract/language'

import type { EngineOffice, InstalledEngine, KeptModel, PullProgress } from '../engine-office.ts'
import type { CommandCall, CommandSpec, ExitCode } from './command.ts'
import { note, optionText, say, UsageError } from './command.ts'
import { columns } from './help.ts'
import { progressMeter } from './progress.ts'

const licenceHint: Text = {
  de: 'Ein Modell zu holen ist eine Frage seiner Lizenz: Nichts davon wird angeboten, bevor ein Deployment es nennt und die Lizenzlampe frei zeigt.',
  en: 'To pull a model is a matter of its licence: nothing of it is served before a deployment names it and the licence lamp is clear.',
}

export const engineCommands: readonly CommandSpec[] = [
  {
    words: 'engine pull',
    argument: 'SOURCE',
    summary: { de: 'Eine Modelldatei (GGUF) holen und prüfen', en: 'Get a model file (GGUF) and check it' },
    details: {
      de: `SOURCE ist https://…, hf:besitzer/repo/datei.gguf[@revision] oder ein Pfad. Ein abgebrochener Abruf geht mit demselben Befehl weiter. ${licenceHint.de}`,
      en: `SOURCE is https://…, hf:owner/repo/file.gguf[@revision] or a path. A download that broke off goes on with the same command. ${licenceHint.en}`,
    },
    options: [
      {
        name: 'name',
        value: 'NAME',
        help: { de: 'Name des Modells (sonst der der Datei)', en: 'Name of the model (otherwise that of the file)' },
      },
      {
        name: 'sha256',
        value: 'HEX',
        help: { de: 'Prüfsumme, die die Datei haben muss', en: 'Digest that the file must have' },
      },
      {
        name: 'proxy',
        value: 'URL',
        help: {
          de: 'Über diesen HTTP-Proxy; aus der Umgebung wird keiner genommen',
          en: 'Through this HTTP proxy; none is taken out of the environment',
        },
      },
    ],
    run: pull,
  },
  {
    words: 'engine list',
    summary: { de: 'Die geholten Modelldateien zeigen', en: 'Show the model files that were pulled' },
    options: [],
    run: list,
  },
  {
    words: 'engine remove',
    argument: 'NAME',
    summary: { de: 'Eine Modelldatei löschen', en: 'Delete a model file' },
    options: [],
    run: remove,
  },
  {
    words: 'engine install',
    summary: {
      de: 'llama.cpp für die eingebaute Maschine holen (npm, nur CPU)',
      en: 'Get llama.cpp for the embedded engine (npm, CPU only)',
    },
    details: {
      de: 'Version und Prüfsummen stehen im Programm; es läuft kein Skript eines Pakets. Gesucht wird stellwerk-engine neben dem Programm, dann im Datenverzeichnis.',
      en: 'Version and digests stand in the program; no script of a package runs. Looked for is stellwerk-engine beside the program, then in the data directory.',
    },
    options: [
      {
        name: 'folder',
        value: 'DIR',
        help: {
          de: 'Ordner (sonst DATA/stellwerk-engine, mit --onnx DATA/stellwerk-onnx)',
          en: 'Folder (otherwise DATA/stellwerk-engine, with --onnx DATA/stellwerk-onnx)',
        },
      },
      {
        name: 'onnx',
        help: {
          de: 'Statt llama.cpp ONNX Runtime holen, für privacy.model',
          en: 'Get ONNX Runtime instead of llama.cpp, for privacy.model',
        },
      },
    ],
    run: install,
  },
]

function officeOf(call: CommandCall): EngineOffice {
  const { cwd, env } = call.io
  return call.wiring.openEngineOffice(call.loadConfig(), { cwd, env })
}

async function pull(call: CommandCall): Promise<ExitCode> {
  const sha256 = optionText(call, 'sha256')?.toLowerCase()
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256)) {
    throw new UsageError({ de: '--sha256 verlangt 64 Ziffern 0-9 a-f', en: '--sha256 wants 64 digits 0-9 a-f' })
  }
  const meter = call.isJson ? jsonMeter(call) : progressMeter(call.io.stderr, call.wiring.now, call.language)
  try {
    const model = await officeOf(call).pull({
      source: call.argument,
      name: optionText(call, 'name'),
      sha256,
      proxy: optionText(call, 'proxy'),
      onProgress: (progress) => meter.show(progress),
      onNote: (text) => note(call, text[call.language]),
    })
    meter.end()
    say(call, call.isJson ? JSON.stringify(model) : pulledText(model, call.language))
    return 0
  } catch (error) {
    meter.end()
    throw error
  }
}

/** A program reads the result on standard output; what is on the way is of no use to it. */
function jsonMeter(_call: CommandCall): { readonly show: (progress: PullProgress) => void; readonly end: () => void } {
  return { show: () => undefined, end: () => undefined }
}

async function list(call: CommandCall): Promise<ExitCode> {
  const models = officeOf(call).list()
  if (call.isJson) say(call, JSON.stringify({ models }))
  else if (models.length === 0) note(call, none[call.language])
  else say(call, columns(models.map(row)).join('\n'))
  return 0
}

const none: Text = {
  de: 'Noch keine; stellwerk engine pull holt eine.',
  en: 'None yet; stellwerk engine pull gets one.',
}

function row({ name, bytes, sha256, source }: KeptModel): readonly string[] {
  return [name, `${Math.round(bytes / 1_000_000)} MB`, sha256 ?? '-', source ?? '-']
}

async function remove(call: CommandCall): Promise<ExitCode> {
  const { name, bytes } = officeOf(call).remove(call.argument)
  const text = { de: `Gelöscht: ${name} (${bytes} Byte)`, en: `Deleted: ${name} (${bytes} bytes)` }
  say(call, call.isJson ? JSON.stringify({ removed: name }) : text[call.language])
  return 0
}

async function install(call: CommandCall): Promise<ExitCode> {
  const isOnnx = call.options.has('onnx')
  const office = officeOf(call)
  const folder = optionText(call, 'folder')
  const installed = await (isOnnx ? office.installOnnx(folder) : office.install(folder))
  const name = isOnnx ? 'ONNX Runtime (onnxruntime-node' : 'llama.cpp (node-llama-cpp'
  say(call, call.isJson ? JSON.stringify(installed) : installedText(name, installed, call.language))
  return 0
}

function installedText(
  name: string,
  { folder, version, bytes, wasThere }: InstalledEngine,
  language: Language,
): string {
  const size = `${Math.round(bytes / 1_000_000)} MB`
  return {
    de: `${wasThere ? 'Schon da' : 'Installiert'}: ${name} ${version}) in ${folder}, ${size}.`,
    en: `${wasThere ? 'There already' : 'Installed'}: ${name} ${version}) in ${folder}, ${size}.`,
  }[language]
}

function pulledText({ name, file, bytes, sha256 }: KeptModel, language: Language): string {
  return {
    de: [
      `Geholt: ${file} (${bytes} Byte)`,
      `SHA-256: ${sha256}`,
      licenceHint.de,
      `In stellwerk.yaml: { id: ${idOf(name)}, kind: embedded, model: ${name}, sha256: ${sha256} }`,
    ],
    en: [
      `Pulled: ${file} (${bytes} bytes)`,
      `SHA-256: ${sha256}`,
      licenceHint.en,
      `In stellwerk.yaml: { id: ${idOf(name)}, kind: embedded, model: ${name}, sha256: ${sha256} }`,
    ],
  }[language].join('\n')
}

/** An id of an upstream that reminds of the model. */
function idOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
}
