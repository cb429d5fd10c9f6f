import { type CommandCall, UsageError } from './command.ts'

/** Bytes of a JSON document on standard input. Ten thousand cases with all facts are 20 MB. */
const inputBytesMax = 67_108_864

/**
 * The JSON document that stands on standard input.
 *
 * @throws UsageError if there is none, it is too long or no JSON
 */
export async function jsonInput({ io }: Pick<CommandCall, 'io'>, example: string): Promise<unknown> {
  const stdin = io.stdin
  // A terminal would wait for somebody who does not know that they are waited for.
  if (stdin === undefined || stdin.isTTY === true) {
    throw new UsageError({
      de: `liest JSON von der Standardeingabe, zum Beispiel: ${example}`,
      en: `reads JSON from standard input, for example: ${example}`,
    })
  }
  const text = await textOf(stdin)
  try {
    // Whoever gets it parses it: nothing is known about its shape.
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new UsageError({
      de: `die Standardeingabe ist kein JSON: ${String(error)}`,
      en: `standard input is not JSON: ${String(error)}`,
    })
  }
}

async function textOf(stdin: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of stdin) {
    bytes += chunk.length
    if (bytes > inputBytesMax) {
      throw new UsageError({
        de: `die Standardeingabe ist länger als ${inputBytesMax} Bytes: teilen Sie sie auf`,
        en: `standard input is longer than ${inputBytesMax} bytes: divide it`,
      })
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
