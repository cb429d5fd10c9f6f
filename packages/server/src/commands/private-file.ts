import { rmSync } from 'node:fs'

import { replaceDurably, unfinishedSuffix } from '../durable-file.ts'
import { UsageError } from './command.ts'
import { whyNot } from './jsonl-input.ts'

/**
 * Writes what is for the account alone that calls, whole or not at all.
 *
 * @param shown the file as somebody named it
 * @throws UsageError if it cannot be written; then nothing of it is left
 */
export function writePrivateFile(path: string, text: string, shown: string): void {
  try {
    replaceDurably(path, Buffer.from(text))
  } catch (error) {
    const why = whyNot(error)
    rmSync(path + unfinishedSuffix, { force: true })
    throw new UsageError({
      de: `${shown} lässt sich nicht schreiben: ${why}`,
      en: `${shown} cannot be written: ${why}`,
    })
  }
}
