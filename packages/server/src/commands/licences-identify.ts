import { resolve } from 'node:path'

import type { Language, Text } from '@stellwerk/contract/language'
import type { Difference } from '@stellwerk/licences/identify/difference'
import { identify, type Identification, type NotIdentifiedBecause } from '@stellwerk/licences/identify/identify'
import { plainText, textBytesMax } from '@stellwerk/licences/identify/plain-text'
import { indexTexts } from '@stellwerk/licences/identify/text-index'

import { sha256Hex } from '../artefact-folder.ts'
import { type ComparisonText, comparedWith, readTextFile, textsToCompare } from '../known-texts.ts'
import { type CommandCall, type CommandSpec, type ExitCode, optionText, say, UsageError } from './command.ts'
import { columns } from './help.ts'
import { knownCatalogue } from './licences-source.ts'

/** Files of one call; a shell that puts in more has mistaken a folder. */
const filesMax = 10_000

export const identifyCommand: CommandSpec = {
  words: 'licences identify',
  argument: 'FILE…',
  argumentsMax: filesMax,
  summary: { de: 'Lizenztexte erkennen', en: 'Recognise licence texts' },
  details: {
    de: 'Nur ein Fingerabdruck erkennt: eine Fassung, keine Familie. Was keiner kennt, hat "licence": null und zeigt daneben den ähnlichsten bekannten Text; Ähnlichkeit ist nie ein Ergebnis. Auf einem Terminal eine Tabelle, sonst und mit --json [{"file","licence","confidence"…}]. Rückgabewert: 0 jede Datei ist beurteilt, 2 eine ist nicht lesbar.',
    en: 'Only a fingerprint identifies: a version, not a family. What none knows has "licence": null and beside it the known text that is most alike; being alike is never a result. On a terminal a table, otherwise and with --json [{"file","licence","confidence"…}]. Exit status: 0 every file was judged, 2 one cannot be read.',
  },
  options: [
    {
      name: 'texts',
      value: 'DIR',
      help: {
        de: 'Ordner mit Lizenztexten: mit dem ähnlichsten Wort für Wort vergleichen',
        en: 'Folder with licence texts: compare word by word with the one most alike',
      },
    },
  ],
  run: identifyAll,
}

/** A file as it is shown. `licence`, `confidence` and `file` are a promise; what stands beside them explains. */
interface Shown {
  readonly file: string
  readonly licence: string | null
  readonly confidence: 0 | 1
  readonly why?: NotIdentifiedBecause | 'unreadable'
  readonly nearest?: string
  readonly similarity?: number
  /** Against what: a sketch of a known text, or a text on disk. */
  readonly comparedWith?: 'sketch' | 'text'
  readonly differs?: Difference['passages']
  readonly differsCount?: number
}

async function identifyAll(call: CommandCall): Promise<ExitCode> {
  const known = indexTexts(await knownCatalogue(call))
  const folder = optionText(call, 'texts')
  const texts = folder === undefined ? [] : comparisonTexts(resolve(call.io.cwd, folder), known)
  const shown = call.allArguments.map((file): Shown => {
    const bytes = readOrUndefined(resolve(call.io.cwd, file))
    if (bytes === undefined) return { file, licence: null, confidence: 0, why: 'unreadable' }
    const found = identify(bytes, known, sha256Hex)
    return { file, ...found, ...(found.licence === null ? near(found, bytes, texts) : {}) }
  })
  const isTable = !call.isJson && call.io.stdout.columns !== undefined
  say(call, isTable ? table(shown, call.language) : JSON.stringify(shown, undefined, call.isJson ? undefined : 2))
  return shown.some(({ why }) => why === 'unreadable') ? 2 : 0
}

function comparisonTexts(folder: string, known: ReturnType<typeof indexTexts>): readonly ComparisonText[] {
  try {
    return textsToCompare(folder, known)
  } catch {
    throw new UsageError({
      de: `--texts: der Ordner ${folder} ist nicht lesbar`,
      en: `--texts: the folder ${folder} cannot be read`,
    })
  }
}

function readOrUndefined(path: string): Uint8Array | undefined {
  try {
    return readTextFile(path)
  } catch {
    return undefined
  }
}

/** What is most alike: in the texts on disk where some were given, else by the sketches of the known ones. */
function near(
  found: Extract<Identification, { readonly licence: null }>,
  bytes: Uint8Array,
  texts: readonly ComparisonText[],
): Partial<Shown> {
  const read = plainText(bytes)
  const isCompared = !('problem' in read) && found.nearest !== undefined && found.why !== 'copy_unusable'
  const compared = isCompared ? comparedWith(read.text, texts) : undefined
  if (compared !== undefined && compared.similarity > 0) {
    const { passages, passageCount } = compared.difference
    return {
      nearest: compared.nearest,
      similarity: rounded(compared.similarity),
      comparedWith: 'text',
      differs: passages,
      differsCount: passageCount,
    }
  }
  return found.similarity === undefined
    ? {}
    : { similarity: found.why === 'copy_unusable' ? 1 : rounded(found.similarity), comparedWith: 'sketch' }
}

/** Texts with the same pairs of words in another order differ; nothing that differs is shown as 1. */
function rounded(value: number): number {
  return Math.min(0.999, Math.round(value * 1_000) / 1_000)
}

const heads = {
  file: { de: 'Datei', en: 'file' },
  licence: { de: 'Lizenz', en: 'licence' },
  why: { de: 'erkannt an / warum nicht', en: 'recognised by / why not' },
  nearest: { de: 'ähnlichster bekannter Text', en: 'known text most alike' },
} as const satisfies Record<string, Text>

const recognisedBy = {
  words: { de: 'Fingerabdruck der Wörter', en: 'fingerprint of the words' },
  prose: { de: 'Fingerabdruck ohne Zählzeichen; Zahlen gleich', en: 'fingerprint without list marks; numbers agree' },
  template: { de: 'Vorlage, vollständig gefüllt', en: 'template, filled to its end' },
} as const satisfies Record<string, Text>

const notRecognised = {
  unknown_text: { de: 'keine bekannte Fassung', en: 'no known version' },
  numbers_differ: { de: 'Fassung, Datum oder Schwelle anders', en: 'another version, date or threshold' },
  copy_unusable: { de: 'nur aus zweiter Hand bekannt', en: 'known at second hand only' },
  too_large: { de: `länger als ${textBytesMax} Bytes`, en: `longer than ${textBytesMax} bytes` },
  not_text: { de: 'keine Textdatei', en: 'no text file' },
  no_words: { de: 'ohne Wörter', en: 'without words' },
  unreadable: { de: 'nicht lesbar', en: 'cannot be read' },
} as const satisfies Record<NotIdentifiedBecause | 'unreadable', Text>

function table(shown: readonly (Shown & { readonly by?: keyof typeof recognisedBy })[], language: Language): string {
  const rows = shown.map(({ file, licence, by, why, nearest, similarity }) => [
    file,
    licence ?? '–',
    (by === undefined ? notRecognised[why ?? 'unknown_text'] : recognisedBy[by])[language],
    nearest === undefined ? '' : `${nearest} (${similarity})`,
  ])
  const head = Object.values(heads).map((text) => text[language])
  return [...columns([head, ...rows]), ...shown.flatMap((each) => passageLines(each, language))].join('\n')
}

function passageLines({ file, nearest, differs, differsCount = 0 }: Shown, language: Language): readonly string[] {
  if (differs === undefined) return []
  const title = {
    de: `${file}: ${differsCount} Stellen anders als ${nearest}`,
    en: `${file}: ${differsCount} passages differ from ${nearest}`,
  }[language]
  return [
    '',
    title,
    ...differs.map(({ before, known, found, after }) => `  … ${before} [-${known}-] {+${found}+} ${after} …`),
  ]
}
