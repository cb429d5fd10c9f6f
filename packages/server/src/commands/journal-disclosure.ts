// What is disclosed of an entry: the openings of its commitments, and the values where the vault keeps them.
import { createHmac } from 'node:crypto'

import { disclosedDirectory, type DisclosedField, formatDisclosed } from '@stellwerk/contract/journal/bundle'
import { checkOpening, type HmacSha256 } from '@stellwerk/contract/journal/commitment'
import type { Entry } from '@stellwerk/contract/journal/parse'
import type { Text } from '@stellwerk/contract/language'

import type { CommandCall, OpenedVault } from './command.ts'
import { optionText, UsageError } from './command.ts'
import type { BundleContent } from './journal-bundle-writer.ts'

export const discloseOption = {
  name: 'disclose',
  value: 'FIELDS',
  help: {
    de: 'Felder, deren Öffnung und Wert der Tresor hergeben soll, etwa key,request; braucht --recipient',
    en: 'Fields whose opening and value the vault is to give, for example key,request; needs --recipient',
  },
} as const

/** HMAC-SHA-256 of this runtime, for the functions of contract. */
export const hmacSha256: HmacSha256 = (key, ...parts) => {
  const hmac = createHmac('sha256', key)
  for (const part of parts) hmac.update(part)
  return new Uint8Array(hmac.digest())
}

/** The vault holds something else than what the journal committed to. */
export class DisclosureDiffers extends Error {
  override readonly name = 'DisclosureDiffers'
  readonly code = 'disclosure_differs'
  readonly text: Text

  constructor(what: { readonly origin: string; readonly index: number; readonly field: string }) {
    const { origin, index, field } = what
    const text = {
      de: `was der Tresor zu ${field} von ${origin} ${index} hat, passt nicht zum Eintrag; es wurde nichts ausgegeben`,
      en: `what the vault has of ${field} of ${origin} ${index} does not fit the entry; nothing was handed out`,
    }
    super(text.en)
    this.text = text
  }
}

/**
 * The fields that the command line asks for.
 *
 * @throws UsageError
 */
export function disclosedFields(call: CommandCall): readonly string[] {
  const text = optionText(call, 'disclose')
  if (text === undefined) return []
  const fields = [...new Set(text.split(/[\s,]+/).filter((field) => field !== ''))].sort()
  if (fields.length === 0 || fields.some((field) => !/^[a-z][A-Za-z0-9]{0,31}$/.test(field))) {
    throw new UsageError({
      de: '--disclose verlangt Namen von Feldern, etwa key,request',
      en: '--disclose wants names of fields, for example key,request',
    })
  }
  if (optionText(call, 'recipient') === undefined) {
    throw new UsageError({
      de: '--disclose gibt Personendaten heraus; --recipient sagt, an wen (im Protokoll steht nur eine Festlegung darauf)',
      en: '--disclose hands out personal data; --recipient says to whom (the journal holds only a commitment to it)',
    })
  }
  return fields
}

/**
 * Files about one entry. Every opening is held against the commitment first.
 *
 * @throws DisclosureDiffers
 */
export function disclosureOf(
  { draft }: Entry,
  what: {
    readonly origin: string
    readonly index: number
    readonly fields: readonly string[]
    readonly vault: OpenedVault
  },
): readonly BundleContent[] {
  const { origin, index, fields, vault } = what
  const commitments: Readonly<Record<string, string>> = 'commitments' in draft ? draft.commitments : {}
  const wanted = fields.filter((field) => commitments[field] !== undefined)
  if (wanted.length === 0) return []
  const kept = vault.read({ origin, index })
  const shown: Record<string, DisclosedField> = {}
  const directory = disclosedDirectory(origin, index)
  const files: BundleContent[] = []
  const erased: string[] = []
  for (const field of wanted) {
    const [opening, value] = [kept?.openings[field], kept?.values[field]]
    if (opening === undefined) {
      erased.push(field)
      continue
    }
    const commitment = commitments[field] ?? ''
    if (value !== undefined && !checkOpening({ hmacSha256, opening, field, bytes: value, commitment })) {
      throw new DisclosureDiffers({ origin, index, field })
    }
    shown[field] = { opening: Buffer.from(opening).toString('hex'), hasValue: value !== undefined }
    if (value !== undefined) files.push({ path: `${directory}/${field}`, read: () => value })
  }
  const text = new TextEncoder().encode(formatDisclosed({ origin, index, fields: shown, erased }))
  return [...files, { path: `${directory}/openings.json`, read: () => text }]
}
