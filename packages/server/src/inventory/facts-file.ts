// A facts file as it comes back from another machine: bounded, checked, and the one that was written there.
import { readFileSync, statSync } from 'node:fs'

import { modelFactsBytesMax, modelFactsFile, type ModelFactsFile } from '@stellwerk/contract/model-facts'

import { InventoryRefused } from '../inventory-office.ts'
import { digestOf } from './scan.ts'

/**
 * @param shown the file as somebody named it
 * @throws InventoryRefused
 */
export function readFactsFile(path: string, shown: string): ModelFactsFile {
  if (statSync(path).size > modelFactsBytesMax) throw unusable(shown)
  const parsed = modelFactsFile.safeParse(jsonIn(path, shown))
  if (!parsed.success) throw unusable(shown)
  const { digest, facts } = parsed.data
  if (digestOf(facts) === digest) return parsed.data
  throw new InventoryRefused('facts_differ', {
    de: `${shown} hat eine andere Prüfsumme, als darin steht: seit der Messung wurde etwas geändert. Bitte neu messen.`,
    en: `${shown} has another digest than it says: something was changed since the measurement. Please measure again.`,
  })
}

function jsonIn(path: string, shown: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown // Checked by the schema.
  } catch {
    throw unusable(shown)
  }
}

function unusable(shown: string): InventoryRefused {
  return new InventoryRefused('facts_unusable', {
    de: `${shown} ist keine Faktendatei, wie stellwerk models scan --out sie schreibt`,
    en: `${shown} is no facts file as stellwerk models scan --out writes it`,
  })
}
