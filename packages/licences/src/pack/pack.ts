import type { Text } from '@stellwerk/contract/language'

import { fromUtf8, utf8 } from '../bytes.ts'
import type { Sha256 } from '../identify/fingerprint.ts'
import { noLicence } from '../layers.ts'
import type { LicenceTerms } from '../terms.ts'
import { canonicalJson } from './canonical.ts'
import { parseTerms } from './parse-terms.ts'
import { PackRefused } from './refused.ts'
import { day, FieldMalformed, form, objectOf, optional, type Parse, wholeNumber, wordOf } from './strict-parsers.ts'

/** Name and version of the format. What is signed begins with it, so that no other thing signed by the key can be taken for a pack. */
export const packFormat = 'stellwerk-licences/1'

/** Bytes of a pack. Our own catalogue of some 75 entries has half a million. */
export const packBytesMax = 16_777_216

/** Entries of a pack: ten times what SPDX lists of licences would fit no person's reading. */
const entriesMax = 5_000

/** Levels of the JSON. An entry needs eight. */
const depthMax = 16

/** A whole catalogue of a day, as its publisher hands it out. */
export interface Pack {
  /** Day on which the publisher stood by it (ISO date), never before its newest reading. */
  readonly asOf: string
  /** Grows with each pack of a publisher, so that an old one cannot pass for a new one. */
  readonly serial: number
  /** Digest of the pack that this one replaces, as {@link packDigest} has it. Absent in the first. */
  readonly previous?: string
  readonly entries: readonly LicenceTerms[]
}

/** The bytes of a pack that are signed by their digest: one spelling for one content. */
export function formatPack(pack: Pack): Uint8Array {
  return utf8(`${canonicalJson({ format: packFormat, ...pack })}\n`)
}

/**
 * The pack in these bytes. Call it after the signature was checked.
 *
 * @throws {PackRefused} naming entry and field where one is at fault
 */
export function parsePack(bytes: Uint8Array): Pack {
  const value = jsonIn(bytes)
  const { entries: list, ...head } = orMalformed(() => envelope(value, ''))
  if (list.length > entriesMax) throw tooLarge(`${list.length}`, `${entriesMax}`, { de: 'Einträge', en: 'entries' })
  const entries = list.map(parseTerms)
  const pack: Pack = {
    asOf: head.asOf,
    serial: head.serial,
    ...(head.previous === undefined ? {} : { previous: head.previous }),
    entries,
  }
  mustBeCatalogue(pack)
  // One content, one spelling: no key twice, no blanks, no member that was read over.
  if (!isSame(formatPack(pack), bytes)) throw malformed(notCanonical)
  return pack
}

/** What a catalogue is known by in the journal, wherever it came from: its day and its entries. Hex. */
export function catalogueDigest(catalogue: Pick<Pack, 'asOf' | 'entries'>, sha256: Sha256): string {
  const { asOf, entries } = catalogue
  return sha256(utf8(canonicalJson({ asOf, entries })))
}

/** What a pack is known by: SHA-256 of the bytes that were signed. Hex. */
export function packDigest(content: Uint8Array, sha256: Sha256): string {
  return sha256(content)
}

interface Envelope {
  readonly format: typeof packFormat
  readonly asOf: string
  readonly serial: number
  readonly previous?: string
  readonly entries: readonly unknown[]
}

const list: Parse<readonly unknown[]> = (value, path) => {
  if (Array.isArray(value)) return value
  throw new FieldMalformed(path, { de: 'muss eine Liste sein', en: 'must be a list' })
}

const envelope = objectOf<Envelope>({
  format: wordOf([packFormat]),
  asOf: day,
  serial: wholeNumber(1),
  previous: optional(form(/^[0-9a-f]{64}$/, { de: 'muss ein SHA-256 sein', en: 'must be a SHA-256' })),
  entries: list,
})

function orMalformed<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof FieldMalformed)) throw error
    throw malformed({ de: `${error.path}: ${error.text.de}`, en: `${error.path}: ${error.text.en}` })
  }
}

function jsonIn(bytes: Uint8Array): unknown {
  if (bytes.length > packBytesMax) throw tooLarge(`${bytes.length}`, `${packBytesMax}`, { de: 'Bytes', en: 'bytes' })
  // Before any parser that recurses.
  const depth = depthOf(bytes)
  if (depth > depthMax) throw tooLarge(`${depth}`, `${depthMax}`, { de: 'Ebenen', en: 'levels' })
  const text = fromUtf8(bytes)
  if (text === undefined) throw malformed({ de: 'der Inhalt ist kein UTF-8', en: 'the content is not UTF-8' })
  try {
    return JSON.parse(text)
  } catch (error) {
    throw malformed({ de: 'der Inhalt ist kein JSON', en: 'the content is not JSON' }, { cause: error })
  }
}

/** Levels of brackets outside of texts. */
function depthOf(bytes: Uint8Array): number {
  let [depth, deepest, isInText] = [0, 0, false]
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (isInText) {
      if (byte === backslash) at++
      else if (byte === quote) isInText = false
    } else if (byte === quote) isInText = true
    else if (byte === openBrace || byte === openBracket) deepest = Math.max(deepest, ++depth)
    else if (byte === closeBrace || byte === closeBracket) depth--
  }
  return deepest
}

const [quote, backslash] = [0x22, 0x5c]
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d]

/** What holds among entries. */
function mustBeCatalogue({ asOf, entries }: Pack): void {
  const ids = new Set<string>()
  const owners = new Map<string, string>()
  for (const { id, reading, texts } of entries) {
    // Hubs write ids in any case, so two that differ in nothing else could not be told apart.
    if (ids.has(id.toLowerCase())) throw malformed({ de: `${id} steht zweimal darin`, en: `${id} is in it twice` })
    ids.add(id.toLowerCase())
    if (reading.on > asOf) {
      throw malformed({
        de: `${id} wurde am ${reading.on} gelesen, nach dem Tag des Pakets (${asOf})`,
        en: `${id} was read on ${reading.on}, after the day of the pack (${asOf})`,
      })
    }
    for (const { role, wordSha256, isHashUsable } of texts) {
      // A policy may belong to several versions; a licence text that is two licences would be neither.
      if (role !== 'licence' || !isHashUsable) continue
      const owner = owners.get(wordSha256) ?? id
      if (owner !== id) {
        throw malformed({
          de: `${owner} und ${id} beanspruchen denselben Text`,
          en: `${owner} and ${id} claim the same text`,
        })
      }
      owners.set(wordSha256, id)
    }
  }
  // Without it nothing would say what becomes of works without a licence.
  if (!entries.some(({ id, source }) => id === noLicence && source === 'rule')) {
    throw malformed({ de: `die Regel ${noLicence} fehlt`, en: `the rule ${noLicence} is missing` })
  }
  const isOrdered = entries.every(({ id }, at) => at === 0 || inCodeUnits(entries[at - 1]?.id ?? '', id))
  if (!isOrdered) throw malformed(notCanonical)
}

/** Entries in the one order that a pack has them in. */
export function inPackOrder(entries: readonly LicenceTerms[]): readonly LicenceTerms[] {
  return entries.toSorted(({ id: left }, { id: right }) => (left === right ? 0 : inCodeUnits(left, right) ? -1 : 1))
}

function inCodeUnits(left: string, right: string): boolean {
  return left < right
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}

const notCanonical: Text = {
  de: 'der Inhalt ist nicht in der einen Schreibweise, die das Format hat',
  en: 'the content is not spelled in the one way that the format has',
}

function malformed(what: Text, options?: ErrorOptions): PackRefused {
  return new PackRefused(
    'pack_malformed',
    {
      de: `Das ist kein Lizenzpaket dieses Formats (${packFormat}): ${what.de}. Neu vom Herausgeber holen.`,
      en: `This is no licence pack of this format (${packFormat}): ${what.en}. Get it from its publisher anew.`,
    },
    options,
  )
}

function tooLarge(found: string, most: string, of: Text): PackRefused {
  return new PackRefused('pack_too_large', {
    de: `Das Paket hat ${found} ${of.de}; höchstens ${most} werden gelesen. Neu vom Herausgeber holen.`,
    en: `The pack has ${found} ${of.en}; at most ${most} are read. Get it from its publisher anew.`,
  })
}
