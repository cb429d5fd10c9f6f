import type { EngineKind } from '@stellwerk/contract/endpoint'

import type { MadeObjects } from '../inventory-office.ts'
import {
  type CommandCall,
  type CommandSpec,
  type ExitCode,
  type OptionSpec,
  optionText,
  UsageError,
} from './command.ts'
import { objectOptions, putObjects, statedBy } from './models-objects.ts'
import { lookedOn, measuredModels } from './models-scan.ts'

const idOption: OptionSpec = {
  name: 'id',
  value: 'ID',
  help: { de: 'Kennung des Upstreams (sonst die Art)', en: 'Id of the upstream (otherwise its kind)' },
}

const after = {
  de: 'Es entstehen Dateien für das Register und, wo es Adressen gibt, ein Abschnitt für stellwerk.yaml. Was nicht übernommen werden kann, wird mit Namen und Grund genannt; Geheimnisse werden nie kopiert. Rückgabewert: 0 alles übernommen, 1 etwas nicht, 2 die Quelle ist nicht erreichbar.',
  en: 'It makes files for the register and, where there are addresses, a section for stellwerk.yaml. What cannot be taken over is told by name and reason; secrets are never copied. Exit status: 0 all taken over, 1 something not, 2 the source cannot be reached.',
}

/** Takes over what runs already. */
export const modelsImportCommands: readonly CommandSpec[] = [
  {
    words: 'models import folder',
    argument: 'PATH',
    summary: { de: 'Einen Ordner mit Modellen übernehmen', en: 'Take over a folder of models' },
    details: after,
    options: objectOptions,
    run: importFolder,
  },
  {
    words: 'models import litellm',
    argument: 'SOURCE',
    summary: {
      de: 'Aus einem LiteLLM übernehmen: Maschinen, Modelle, Namen',
      en: 'Take over from a LiteLLM: engines, models, names',
    },
    details: after,
    options: [
      ...objectOptions,
      {
        name: 'key',
        value: 'REF',
        help: {
          de: 'Hauptschlüssel eines laufenden LiteLLM: env:NAME oder file:/pfad',
          en: 'Master key of a running LiteLLM: env:NAME or file:/path',
        },
      },
    ],
    run: async (call) => putObjects(call, await fromLitellm(call)),
  },
  engineCommand('ollama', 'ollama', 'http://127.0.0.1:11434'),
  engineCommand('vllm', 'vllm', 'http://127.0.0.1:8000'),
]

async function importFolder(call: CommandCall): Promise<ExitCode> {
  const { file } = await measuredModels(call, call.argument)
  return putObjects(call, call.wiring.inventory.objectsOf(file, { statedBy: statedBy(call) }))
}

function fromLitellm(call: CommandCall): Promise<MadeObjects> {
  const key = optionText(call, 'key')
  if (key !== undefined && !/^(?:env:|file:\/)./.test(key)) {
    throw new UsageError({ de: '--key verlangt env:NAME oder file:/pfad', en: '--key wants env:NAME or file:/path' })
  }
  const { cwd, env } = call.io
  return call.wiring.inventory.fromLitellm({ source: call.argument, cwd, key, env, on: lookedOn(call).on })
}

function engineCommand(word: string, kind: EngineKind, standard: string): CommandSpec {
  const name = { ollama: 'Ollama', vllm: 'vLLM' }[word] ?? word
  return {
    words: `models import ${word}`,
    argument: 'URL',
    isArgumentOptional: true,
    summary: {
      de: `Die Modelle von ${name} übernehmen (sonst ${standard})`,
      en: `Take over the models of ${name} (otherwise ${standard})`,
    },
    details: after,
    options: [...objectOptions, idOption],
    run: async (call) => putObjects(call, await fromEngine(call, kind, standard)),
  }
}

function fromEngine(call: CommandCall, kind: EngineKind, standard: string): Promise<MadeObjects> {
  const url = call.argument === '' ? standard : call.argument
  return call.wiring.inventory.fromEngine({ ...lookedOn(call), id: optionText(call, 'id') ?? kind, kind, url })
}
