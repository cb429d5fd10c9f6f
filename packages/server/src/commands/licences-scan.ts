import { dirname, resolve, relative } from 'node:path'
import { statSync } from 'node:fs'

import { indexTexts } from '@stellwerk/licences/identify/text-index'
import type { ScannedArtefact } from '@stellwerk/licences/scan/lineage'
import { concludedExpression, suggestedComponents } from '@stellwerk/licences/scan/suggestion'

import { scanArtefact } from '../artefact-lineage.ts'
import { type CommandCall, type CommandSpec, type ExitCode, optionTexts, say, UsageError } from './command.ts'
import { knownCatalogue } from './licences-source.ts'
import { artefactsOf, isSettled, layerReport, scanReport, suggestionYaml } from './licences-scan-report.ts'

export const scanCommand: CommandSpec = {
  words: 'licences scan',
  argument: 'FOLDER',
  summary: {
    de: 'Einen Ordner mit einem Modell lesen: was angegeben ist, was die Texte zeigen, woraus es entstand',
    en: 'Read the folder of a model: what is declared, what the texts show, what it was made from',
  },
  details: {
    de: 'Liest Lizenztexte, Modellkarte, Köpfe von safetensors und GGUF, folgt base_model in den Ordnern und nennt, was nicht zu verfolgen war. Zuletzt ein Vorschlag für components: in stellwerk.yaml. Nichts wird geladen und nichts geändert. Rückgabewert: 0 alles ist belegt und ohne Widerspruch, 1 nicht alles, 2 der Ordner ist nicht lesbar.',
    en: 'Reads licence texts, model card, headers of safetensors and GGUF, follows base_model in the folders and names what it could not follow. Last a suggestion for components: in stellwerk.yaml. Nothing is fetched and nothing changed. Exit status: 0 everything is shown by texts and without conflict, 1 not everything, 2 the folder cannot be read.',
  },
  options: [
    {
      name: 'beside',
      value: 'DIRS',
      isRepeatable: true,
      help: {
        de: 'Ordner, in denen Grundmodelle liegen, mit : getrennt oder mehrmals (sonst die beiden darüber)',
        en: 'Folders in which base models lie, separated by : or several times (otherwise the two above)',
      },
    },
    {
      name: 'no-digests',
      help: { de: 'Prüfsummen der Gewichte auslassen', en: 'Leave out the digests of the weights' },
    },
  ],
  run: scan,
}

async function scan(call: CommandCall): Promise<ExitCode> {
  const folder = resolve(call.io.cwd, call.argument)
  mustBeFolder(folder)
  const roots = optionTexts(call, 'beside').flatMap((each) => each.split(':').filter((root) => root !== ''))
  const known = await knownCatalogue(call)
  const { config } = call.loadConfig()
  const artefact = await scanArtefact(folder, {
    catalogue: known,
    texts: indexTexts(known),
    withDigests: !call.options.has('no-digests'),
    roots:
      roots.length > 0 ? roots.map((root) => resolve(call.io.cwd, root)) : [dirname(folder), dirname(dirname(folder))],
    components: config.components,
  })
  say(
    call,
    call.isJson
      ? JSON.stringify(asJson(artefact, call))
      : scanReport(artefact, { language: call.language, cwd: call.io.cwd }),
  )
  return isSettled(artefact) ? 0 : 1
}

function mustBeFolder(folder: string): void {
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true
  if (isFolder) return
  throw new UsageError({ de: `${folder} ist kein Ordner`, en: `${folder} is no folder` })
}

function asJson(artefact: ScannedArtefact, { language, io }: CommandCall) {
  return {
    concluded: concludedExpression(artefact) ?? null,
    layers: artefactsOf(artefact).map((each) => layerReport(each, { language, cwd: io.cwd })),
    components: suggestedComponents(artefact).map((each) => ({
      ...each,
      ...(each.folder === undefined ? {} : { folder: relative(io.cwd, each.folder) || '.' }),
    })),
    yaml: suggestionYaml(artefact, { language, cwd: io.cwd }),
  }
}
