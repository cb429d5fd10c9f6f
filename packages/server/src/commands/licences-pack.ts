// Catalogues of licences as signed files: made by publishers, looked at by everybody, imported by operators.
import { sign } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import type { Text } from '@stellwerk/contract/language'
import { formatPack, inPackOrder, type Pack, packDigest, parsePack } from '@stellwerk/licences/pack/pack'
import { parseTerms } from '@stellwerk/licences/pack/parse-terms'
import type { LicenceTerms } from '@stellwerk/licences/terms'
import { sources } from '@stellwerk/licences/vocabulary'
import { formatVerifierKey, isKeyName, verifierKey } from '@stellwerk/tlog/format/note'

import { builtInCatalogue } from '../catalogue-in-force.ts'
import { sha256Hex } from '../artefact-folder.ts'
import { replaceDurably } from '../durable-file.ts'
import { openPack, packBytes, packSuffix, publisherKeys, sealPack } from '../licence-pack-file.ts'
import { sha256 } from '../primitives.ts'
import { newSeed, publicKeyOf, readSigningKey } from '../signing-key-file.ts'
import {
  type CommandCall,
  type CommandSpec,
  type ExitCode,
  note,
  optionNumber,
  optionText,
  say,
  UsageError,
} from './command.ts'
import { dayOf, memberOf } from './licences-source.ts'
import { packHeading, readOrRefused } from './licences-pack-words.ts'

/** Bytes of a file of entries for publishers, as of a pack. */
const entriesBytesMax = 16_777_216

/** Most files of a folder of entries. */
const filesMax = 5_000

const makeCommand: CommandSpec = {
  words: 'licences pack make',
  summary: {
    de: 'Ein Lizenzpaket unterschreiben, für Herausgeber',
    en: 'Sign a licence pack, for publishers',
  },
  details: {
    de: 'Nimmt den Katalog des Programms, oder mit --from eigene Einträge als JSON: eine Datei mit einer Liste (oder {"entries":[…]}), oder einen Ordner mit einer Datei je Eintrag. Mit --previous führt es die Zählung fort. Nennt den öffentlichen Schlüssel, den Betreiber in licences.packs.trusted eintragen; er soll sie auf einem anderen Weg erreichen als das Paket.',
    en: 'Takes the catalogue of the program, or with --from entries of your own as JSON: a file with a list (or {"entries":[…]}), or a folder with one file per entry. With --previous it goes on counting. Tells the public key, which operators enter in licences.packs.trusted; it should reach them by another way than the pack.',
  },
  options: [
    {
      name: 'key',
      value: 'FILE',
      help: { de: 'Datei mit dem Schlüssel des Herausgebers (nötig)', en: "File with the publisher's key (required)" },
    },
    {
      name: 'new-key',
      help: { de: 'Legt diese Datei an, wenn sie fehlt', en: 'Makes that file if it is not there' },
    },
    {
      name: 'name',
      value: 'NAME',
      help: {
        de: 'Name des Schlüssels, etwa lizenzen.example/katalog (nötig)',
        en: 'Name of the key, for example licences.example/catalogue (required)',
      },
    },
    {
      name: 'out',
      value: 'FILE',
      help: {
        de: `Datei des Pakets, endet auf ${packSuffix} (nötig)`,
        en: `File of the pack, ends in ${packSuffix} (required)`,
      },
    },
    {
      name: 'from',
      value: 'PATH',
      help: { de: 'Einträge statt des Katalogs des Programms', en: 'Entries instead of the catalogue of the program' },
    },
    {
      name: 'previous',
      value: 'FILE',
      help: { de: 'Das Paket davor', en: 'The pack before this one' },
    },
    {
      name: 'on',
      value: 'DATE',
      help: { de: 'Tag, dessen Stand es ist (sonst heute)', en: 'Day that it speaks of (otherwise today)' },
    },
    {
      name: 'serial',
      value: 'N',
      help: { de: 'Laufende Nummer, ohne --previous (sonst 1)', en: 'Serial, without --previous (otherwise 1)' },
    },
  ],
  run: (call) => readOrRefused(call, () => make(call)),
}

const showCommand: CommandSpec = {
  words: 'licences pack show',
  argument: 'FILE',
  summary: { de: 'Zeigen, was in einem Lizenzpaket steht', en: 'Show what is in a licence pack' },
  details: {
    de: 'Zuerst wird die Unterschrift geprüft; von einem Paket, das niemand aus licences.packs.trusted unterschrieben hat, wird nichts gezeigt. Rückgabewert: 0 es gilt, 1 es wird nicht genommen.',
    en: 'The signature is checked first; of a pack that nobody of licences.packs.trusted has signed, nothing is shown. Exit status: 0 it holds, 1 it is not taken.',
  },
  options: [],
  run: (call) => readOrRefused(call, () => show(call)),
}

export const packFileCommands: readonly CommandSpec[] = [makeCommand, showCommand]

async function make(call: CommandCall): Promise<ExitCode> {
  const [keyFile, name, out] = [required(call, 'key'), required(call, 'name'), required(call, 'out')]
  if (!out.endsWith(packSuffix)) {
    throw new UsageError({ de: `--out endet auf ${packSuffix}`, en: `--out has to end in ${packSuffix}` })
  }
  if (!isKeyName(name) || !/^[!-~]{1,120}$/.test(name)) {
    throw new UsageError({
      de: '--name: 1 bis 120 Zeichen ohne Leerzeichen und ohne Plus',
      en: '--name: 1 to 120 characters without blanks and without plus',
    })
  }
  const secret = keyIn(call, resolve(call.io.cwd, keyFile))
  const key = verifierKey({ name, type: 'ed25519', publicKey: publicKeyOf(secret) }, sha256)
  const vkey = formatVerifierKey(key)
  const content = formatPack({ ...(await placeInSeries(call, vkey)), asOf: dayOf(call), entries: entriesOf(call) })
  // What its readers would refuse is not signed.
  const pack = parsePack(content)
  const bytes = sealPack(content, (text) => ({
    name,
    keyId: key.keyId,
    signature: new Uint8Array(sign(null, Buffer.from(text), secret)),
  }))
  replaceDurably(resolve(call.io.cwd, out), bytes)
  const digest = packDigest(content, sha256Hex)
  if (call.isJson) say(call, JSON.stringify({ file: out, digest, serial: pack.serial, asOf: pack.asOf, vkey }))
  else for (const line of [out, ...packHeading({ pack, digest, publisher: name }, call.language)]) say(call, line)
  note(call, `${{ de: 'Öffentlicher Schlüssel', en: 'Public key' }[call.language]}: ${vkey}`)
  return 0
}

function required(call: CommandCall, name: string): string {
  const value = optionText(call, name)
  if (value !== undefined && value !== '') return value
  throw new UsageError({ de: `--${name} fehlt`, en: `--${name} is missing` })
}

function keyIn(call: CommandCall, path: string) {
  if (call.options.has('new-key') && !existsSync(path)) writeFileSync(path, newSeed(), { flag: 'wx', mode: 0o600 })
  return readSigningKey(path, { de: 'des Herausgebers', en: 'of the publisher' })
}

/** The serial, and the pack before, which has to be of the same key. */
async function placeInSeries(call: CommandCall, vkey: string): Promise<Pick<Pack, 'serial' | 'previous'>> {
  const file = optionText(call, 'previous')
  if (file === undefined) return { serial: optionNumber(call, 'serial') ?? 1 }
  if (call.options.has('serial')) {
    throw new UsageError({
      de: '--previous und --serial schließen sich aus',
      en: '--previous and --serial exclude each other',
    })
  }
  const before = await openPack(packBytes(resolve(call.io.cwd, file)), publisherKeys([vkey]))
  return { serial: before.pack.serial + 1, previous: before.digest }
}

function entriesOf(call: CommandCall): readonly LicenceTerms[] {
  const from = optionText(call, 'from')
  if (from === undefined) return inPackOrder(builtInCatalogue().catalogue.entries)
  const path = resolve(call.io.cwd, from)
  const values = statSync(path).isDirectory() ? inFolder(path) : listIn(jsonAt(path), path)
  return inPackOrder(values.map(parseTerms))
}

function inFolder(folder: string): readonly unknown[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
  if (names.length > filesMax)
    throw unusable(folder, { de: `mehr als ${filesMax} Dateien`, en: `more than ${filesMax} files` })
  return names.map((name) => jsonAt(join(folder, name)))
}

function listIn(value: unknown, path: string): readonly unknown[] {
  const list = Array.isArray(value) ? value : memberOf(value, 'entries')
  if (Array.isArray(list)) return list
  throw unusable(path, { de: 'keine Liste von Einträgen', en: 'no list of entries' })
}

function jsonAt(path: string): unknown {
  if (statSync(path).size > entriesBytesMax) {
    throw unusable(path, { de: `mehr als ${entriesBytesMax} Bytes`, en: `more than ${entriesBytesMax} bytes` })
  }
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw unusable(path, { de: 'kein JSON', en: 'no JSON' })
  }
}

function unusable(path: string, why: Text): UsageError {
  return new UsageError({ de: `${path}: ${why.de}`, en: `${path}: ${why.en}` })
}

async function show(call: CommandCall): Promise<ExitCode> {
  const { trusted } = call.loadConfig().config.licences.packs
  const signed = await openPack(packBytes(resolve(call.io.cwd, call.argument)), publisherKeys(trusted))
  const { pack, digest, publisher } = signed
  if (call.isJson) {
    say(call, JSON.stringify({ digest, publisher, ...pack }))
    return 0
  }
  for (const line of packHeading(signed, call.language)) say(call, line)
  for (const { id, reading, source } of pack.entries) {
    say(call, `  ${id}  ${reading.number} / ${reading.on}  ${sources[source][call.language]}`)
  }
  return 0
}
