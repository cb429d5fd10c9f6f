// A catalogue of licences as a signed file: a C2SP signed note over the digest, an empty line, and the content. The signature stands
// first, so that no reader of JSON sees a byte that nobody has signed.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

import { type Pack, packBytesMax, packDigest, packFormat, parsePack } from '@stellwerk/licences/pack/pack'
import { PackRefused } from '@stellwerk/licences/pack/refused'
import { decodeBase64, encodeBase64 } from '@stellwerk/tlog/format/bytes'
import { Malformed } from '@stellwerk/tlog/format/malformed'
import {
  ed25519Verifier,
  formatNote,
  type Note,
  type NoteSignature,
  parseNote,
  parseVerifierKey,
  type VerifierKey,
  verifyNote,
} from '@stellwerk/tlog/format/note'

import { sha256Hex } from './artefact-folder.ts'
import { checkEd25519, sha256 } from './primitives.ts'

/** Ending of its name. */
export const packSuffix = '.stellwerk-licences'

/** Bytes of the note. Name and signature of a key have some 200. */
const noteBytesMax = 2_048

/** A pack whose signature was checked. */
export interface SignedPack {
  readonly pack: Pack
  /** SHA-256 of the content (hex): what people confirm, and what the file is kept under. */
  readonly digest: string
  /** Name of the key that signed it. */
  readonly publisher: string
}

/** The file of a pack. */
export function sealPack(content: Uint8Array, sign: (text: string) => NoteSignature): Uint8Array {
  const text = noteText(packDigest(content, sha256Hex))
  return Buffer.concat([formatNote({ text, signatures: [sign(text)] }), Buffer.from('\n'), content])
}

/**
 * The pack in a file, if one of the keys signed it.
 *
 * @throws {PackRefused} before anything of it was read but its size, where the signature is not right
 */
export async function openPack(bytes: Uint8Array, trusted: readonly VerifierKey[]): Promise<SignedPack> {
  const { note, content } = partsOf(bytes)
  const digest = packDigest(content, sha256Hex)
  if (note.text !== noteText(digest)) throw untrusted(otherContent)
  const publisher = await signerOf(note, trusted)
  return { pack: parsePack(content), digest, publisher }
}

/** Two lines: no checkpoint, which has at least three, so that a key of a log cannot be made to sign a pack by accident. */
function noteText(digest: string): string {
  return `${packFormat}\n${encodeBase64(Buffer.from(digest, 'hex'))}\n`
}

function partsOf(bytes: Uint8Array): { readonly note: Note; readonly content: Uint8Array } {
  if (bytes.length > packBytesMax + noteBytesMax) throw tooLong(bytes.length)
  // Text of the note, empty line, one signature, empty line: five line breaks and no more.
  const head = bytes.subarray(0, noteBytesMax)
  const breaks = [...head.entries()].filter(([, byte]) => byte === newline).map(([at]) => at)
  const [, , , signatureEnd = -1, noteEnd = -2] = breaks
  if (noteEnd !== signatureEnd + 1) throw notAPack()
  const note = noteIn(head.subarray(0, noteEnd))
  const [first] = note.signatures
  const [format, digest = ''] = note.text.split('\n')
  const isOurs = format === packFormat && decodeBase64(digest)?.length === digestBytes
  // A second signature could be changed without anybody noticing.
  if (!isOurs || first === undefined || note.signatures.length !== 1) throw notAPack()
  return { note, content: bytes.subarray(noteEnd + 1) }
}

const [newline, digestBytes] = [0x0a, 32]

function noteIn(bytes: Uint8Array): Note {
  try {
    return parseNote(bytes)
  } catch (cause) {
    if (cause instanceof Malformed) throw notAPack({ cause })
    throw cause
  }
}

async function signerOf(note: Note, trusted: readonly VerifierKey[]): Promise<string> {
  const verifiers = trusted.map((key) => ed25519Verifier(key, checkEd25519))
  const names = note.signatures.map(({ name }) => name)
  try {
    const [right] = await verifyNote(note, verifiers)
    if (right !== undefined) return right.name
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'signature_refused')) throw cause
  }
  throw untrusted(notTrusted(names[0] ?? '', trusted))
}

/**
 * Keys of publishers as the configuration names them.
 *
 * @throws {PackRefused}
 */
export function publisherKeys(vkeys: readonly string[]): readonly VerifierKey[] {
  const keys = vkeys.map((vkey, at) => {
    try {
      const key = parseVerifierKey(vkey, sha256)
      if (key.type === 'ed25519') return key
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
    }
    throw untrusted(noKey(at))
  })
  // The same key twice is one key.
  return [...new Map(keys.map((key) => [`${key.name}+${key.keyId}`, key])).values()]
}

/**
 * The bytes of a file, if it can be a pack: of a larger one not one byte is read.
 *
 * @throws {PackRefused}
 */
export function packBytes(path: string): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const facts = fstatSync(file)
    if (!facts.isFile()) throw notAPack()
    if (facts.size > packBytesMax + noteBytesMax) throw tooLong(facts.size)
    const bytes = new Uint8Array(facts.size)
    let done = 0
    for (let count = 1; done < bytes.length && count > 0; done += count)
      count = readSync(file, bytes, done, bytes.length - done, done)
    return bytes.subarray(0, done)
  } finally {
    closeSync(file)
  }
}

function tooLong(bytes: number): PackRefused {
  return new PackRefused('pack_too_large', {
    de: `Die Datei hat ${bytes} Bytes; ein Paket hat höchstens ${packBytesMax}. Neu vom Herausgeber holen.`,
    en: `The file has ${bytes} bytes; a pack has at most ${packBytesMax}. Get it from its publisher anew.`,
  })
}

function notAPack(options?: ErrorOptions): PackRefused {
  return new PackRefused(
    'pack_malformed',
    {
      de: `Das ist kein Lizenzpaket (${packFormat}): Der Anfang der Datei ist keine Unterschrift. Neu vom Herausgeber holen; ist es ein neueres Format, zuerst dieses Programm aktualisieren.`,
      en: `This is no licence pack (${packFormat}): the file does not begin with a signature. Get it from its publisher anew; if it is a newer format, update this program first.`,
    },
    options,
  )
}

function untrusted(what: { readonly de: string; readonly en: string }): PackRefused {
  return new PackRefused('pack_untrusted', what)
}

const otherContent = {
  de: 'Der Inhalt des Pakets ist nicht, was unterschrieben wurde: Er ist abgeschnitten oder verändert. Neu vom Herausgeber holen.',
  en: 'The content of the pack is not what was signed: it is cut off or changed. Get it from its publisher anew.',
}

function notTrusted(name: string, trusted: readonly VerifierKey[]): { readonly de: string; readonly en: string } {
  // Nobody vouches for the name either: what could confuse a terminal is left out.
  const shown = /^[!-~]{1,120}$/.test(name) ? ` (${name})` : ''
  if (trusted.length === 0) {
    return {
      de: `Keinem Herausgeber${shown} wird hier vertraut: licences.packs.trusted ist leer. Den öffentlichen Schlüssel auf anderem Weg als das Paket holen und dort eintragen.`,
      en: `No publisher${shown} is trusted here: licences.packs.trusted is empty. Get the public key by another way than the pack, and enter it there.`,
    }
  }
  return {
    de: `Kein Schlüssel aus licences.packs.trusted hat das Paket${shown} gültig unterschrieben. Schlüssel beim Herausgeber erfragen, auf anderem Weg als das Paket; oder das Paket ist verändert.`,
    en: `No key of licences.packs.trusted has validly signed the pack${shown}. Ask the publisher for the key, by another way than the pack; or the pack was changed.`,
  }
}

function noKey(at: number): { readonly de: string; readonly en: string } {
  return {
    de: `licences.packs.trusted[${at}] ist kein öffentlicher Schlüssel (vkey), wie stellwerk licences pack make ihn nennt.`,
    en: `licences.packs.trusted[${at}] is no public key (vkey) as stellwerk licences pack make tells it.`,
  }
}
