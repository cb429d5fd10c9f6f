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
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new UsageError({ de: `${shown} ist nicht lesbar: ${why}`, en: `${shown} cannot be read: ${why}` })
  }
}

async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: false })
  let rest = ''
  for await (const chunk of bytes) {
    const lines = decoder.decode(chunk, { stream: true }).split('\n')
    lines[0] = rest + (lines[0] ?? '')
    rest = lines.pop() ?? ''
    yield* lines
    if (rest.length <= lineBytesMax) continue
    throw new UsageError({
      de: `eine Zeile ist länger als ${lineBytesMax} Zeichen: teilen Sie den Text auf`,
      en: `a line is longer than ${lineBytesMax} characters: divide the text`,
    })
  }
  yield rest + decoder.decode()
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown // Whoever gets it parses it: nothing is known about its shape.
  } catch {
    return undefined
  }
}
