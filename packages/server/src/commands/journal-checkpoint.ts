// `stellwerk journal checkpoint`: the newest checkpoint, for people who keep it without a server of their own. Whoever holds
// one, on paper or in a mailbox, can show later that the journal was changed below it.
import { encodeBase64, formatHex } from '@stellwerk/tlog/format/bytes'
import { parseCheckpoint } from '@stellwerk/tlog/format/checkpoint'
import { MalformedCosignature, parseCosignature } from '@stellwerk/tlog/format/cosignature'
import { type NoteSignature, parseNote } from '@stellwerk/tlog/format/note'
import { checkpointPath } from '@stellwerk/tlog/format/tile'
import type { Language, Text } from '@stellwerk/contract/language'

import { inOrder, logFolder, logsOf } from '../log-folder.ts'
import type { CommandCall, CommandSpec, ExitCode } from './command.ts'
import { optionText, say, UsageError } from './command.ts'
import { entryCount } from './journal-report.ts'
import { logOption } from './journal-trust.ts'

/** Around the checkpoint on the page, so that the page as a whole can be given to `journal verify --against`. */
const [beginMark, endMark] = ['-----BEGIN CHECKPOINT-----', '-----END CHECKPOINT-----']

export const checkpointCommand: CommandSpec = {
  words: 'journal checkpoint',
  summary: {
    de: 'Den neuesten Checkpoint ausgeben, zum Aufheben außer Haus',
    en: 'Print the newest checkpoint, to be kept outside',
  },
  details: {
    de: 'Ohne --print nur den unterschriebenen Checkpoint, mit --print eine Seite mit Erklärung, etwa wöchentlich per Mail. Beides nimmt journal verify --against.',
    en: 'Without --print the signed checkpoint alone, with --print a page with an explanation, for example by weekly mail. journal verify --against takes both.',
  },
  options: [{ name: 'print', help: { de: 'Eine Seite für Menschen', en: 'A page for people' } }, logOption],
  run: checkpoint,
}

async function checkpoint(call: CommandCall): Promise<ExitCode> {
  const { data } = call.loadConfig().config
  const bytes = await newest(call, data)
  const note = new TextDecoder().decode(bytes)
  const { text, signatures } = parseNote(bytes)
  const { origin, size, root } = parseCheckpoint(text)
  const vkey = call.wiring.logVkey(data, origin)
  if (call.isJson) say(call, JSON.stringify({ origin, size, root: formatHex(root), vkey, checkpoint: note }))
  else if (!call.options.has('print')) call.io.stdout.write(note)
  else say(call, page({ note, signatures, origin, size, root, vkey, nowMs: call.wiring.now() }, call.language))
  return 0
}

/** Of the log that is named, or of the last one that has a checkpoint: one that begins has none for a second. */
async function newest(call: CommandCall, data: string): Promise<Uint8Array> {
  const named = optionText(call, 'log')
  const logs = named === undefined ? await inOrder(logsOf(data)) : [logFolder(named)]
  for (const { read } of logs.toReversed()) {
    const bytes = await read(checkpointPath)
    if (bytes !== undefined) return bytes
  }
  throw new UsageError({
    de: `unter ${named ?? data} gibt es noch keinen Checkpoint`,
    en: `there is no checkpoint yet below ${named ?? data}`,
  })
}

interface Shown {
  readonly note: string
  readonly signatures: readonly NoteSignature[]
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  readonly vkey: string
  readonly nowMs: number
}

const words = {
  title: { de: 'Checkpoint des Beweisprotokolls', en: 'Checkpoint of the journal' },
  origin: { de: 'Protokoll', en: 'Log' },
  printed: { de: 'Ausgegeben', en: 'Printed' },
  size: { de: 'Umfang', en: 'Size' },
  root: { de: 'Wurzel', en: 'Root' },
  key: { de: 'Schlüssel', en: 'Key' },
  signed: { de: 'Unterschrift', en: 'Signed by' },
  log: { de: 'das Protokoll selbst', en: 'the log itself' },
  witness: { de: 'Zeuge, um', en: 'witness, at' },
  purpose: {
    de: 'Wer diese Seite aufhebt, kann später zeigen, ob bis zu diesem Umfang etwas\ngeändert, entfernt oder eingefügt wurde. Sie enthält keine Anfragen, keine\nAntworten und keine Namen.',
    en: 'Whoever keeps this page can show later whether anything up to this size was\nchanged, removed or inserted. It holds no requests, no answers and no names.',
  },
  check: {
    de: 'Prüfen: diese Seite als Datei speichern (abgetippt genügen die Zeilen zwischen\nden Marken; der Strich am Zeilenanfang ist U+2014) und',
    en: 'To check: save this page as a file (typed from paper, the lines between the marks\nare enough; the dash at the beginning of a line is U+2014) and run',
  },
} as const satisfies Record<string, Text>

function page({ note, signatures, origin, size, root, vkey, nowMs }: Shown, language: Language): string {
  const word = (name: keyof typeof words): string => words[name][language]
  const row = (name: keyof typeof words, value: string): string => `${word(name).padEnd(14)}${value}`
  return [
    word('title'),
    '',
    row('origin', origin),
    row('size', entryCount(size)[language]),
    row('root', encodeBase64(root)),
    row('printed', minuteOf(nowMs)),
    ...signatures.map((signature) => row('signed', `${signature.name} (${roleOf(signature, language)})`)),
    row('key', vkey),
    '',
    word('purpose'),
    '',
    word('check'),
    `  stellwerk journal verify --against FILE --vkey '${vkey}' DIR`,
    '',
    beginMark,
    note.trimEnd(),
    endMark,
  ].join('\n')
}

/** Only a line of a witness has a time in it. */
function roleOf({ signature }: NoteSignature, language: Language): string {
  try {
    return `${words.witness[language]} ${minuteOf(parseCosignature(signature).timeSeconds * 1_000)}`
  } catch (error) {
    if (error instanceof MalformedCosignature) return words.log[language]
    throw error
  }
}

function minuteOf(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/**
 * The checkpoint in what somebody kept: the note itself, or the page around it, whatever a mail program made of its line
 * ends.
 */
export function keptCheckpoint(kept: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(kept).replaceAll('\r\n', '\n')
  const [begin, end] = [text.indexOf(`${beginMark}\n`), text.indexOf(`\n${endMark}`)]
  const note = begin < 0 || end < begin ? text : `${text.slice(begin + beginMark.length + 1, end)}\n`
  return new TextEncoder().encode(note)
}
