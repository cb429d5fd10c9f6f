import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'

import { type CommandCall, UsageError } from './command.ts'

/** Bytes of one line. Longer than any document of a corpus; a line without end must not fill our memory. */
const lineBytesMax = 67_108_864

/** A line of JSON Lines, with its number from 1. */
export interface JsonLine {
  readonly number: number
  /** Undefined where the line is no JSON. */
  readonly value: unknown
}

/**
 * The lines of a file, or of standard input, each as JSON, one after the other. Empty lines are no lines.
 *
 * @throws UsageError if there is nothing to read, or a line is too long
 */
export async function* jsonLines(
  { io }: Pick<CommandCall, 'io'>,
  file: string | undefined,
  example: string,
): AsyncGenerator<JsonLine> {
  let number = 0
  for await (const line of linesOf(bytesOf({ io }, file, example))) {
    number++
    if (line.trim() === '') continue
    yield { number, value: parsed(line) }
  }
}

/** Bytes of a file, or of standard input where none is named, or `-`. */
export function bytesOf(
  { io }: Pick<CommandCall, 'io'>,
  file: string | undefined,
  example: string,
): AsyncIterable<Uint8Array> {
  if (file !== undefined && file !== '' && file !== '-') return fileBytes(resolve(io.cwd, file), file)
  const { stdin } = io
  // A terminal would wait for somebody who does not know that they are waited for.
  if (stdin !== undefined && stdin.isTTY !== true) return stdin
  throw new UsageError({
    de: `liest eine Datei oder die Standardeingabe, zum Beispiel: ${example}`,
    en: `reads a file or standard input, for example: ${example}`,
  })
}

async function* fileBytes(path: string, shown: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path)) yield chunk as Uint8Array // Without an encoding, chunks are bytes.
  } catch (error) {
    const why = whyNot(error)
    throw new UsageError({ de: `${shown} ist nicht lesbar: ${why}`, en: `${shown} cannot be read: ${why}` })
  }
}

async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let number = 1
  let rest = ''
  for await (const chunk of bytes) {
    const lines = decodedWith(decoder, number, chunk).split('\n')
    lines[0] = rest + (lines[0] ?? '')
    rest = lines.pop() ?? ''
    number += lines.length
    yield* lines
    if (rest.length <= lineBytesMax) continue
    throw new UsageError({
      de: `Zeile ${number} ist länger als ${lineBytesMax} Zeichen: teilen Sie den Text auf`,
      en: `line ${number} is longer than ${lineBytesMax} characters: divide the text`,
    })
  }
  yield rest + decodedWith(decoder, number)
}

function decodedWith(decoder: TextDecoder, number: number, chunk?: Uint8Array): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
  } catch {
    throw notUtf8(number)
  }
}

/** Letters that were read wrongly would be written wrongly, and names not found. */
export function notUtf8(fromLine?: number): UsageError {
  const [de, en] =
    fromLine === undefined ? ['', ''] : [` in oder nach Zeile ${fromLine}`, ` in or after line ${fromLine}`]
  return new UsageError({
    de: `die Eingabe ist kein UTF-8${de}; umwandeln zum Beispiel mit: iconv -f windows-1252 -t utf-8`,
    en: `the input is not UTF-8${en}; convert it, for example with: iconv -f windows-1252 -t utf-8`,
  })
}

/** @example whyNot(error) // 'ENOENT' */
export function whyNot(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown // Whoever gets it parses it: nothing is known about its shape.
  } catch {
    return undefined
  }
}
