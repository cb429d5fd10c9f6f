import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'

import { isJsonList, isJsonObject, type Json, type JsonObject } from '@stellwerk/contract/json'
import { categories } from '@stellwerk/contract/personal-data'
import type { Finding } from '@stellwerk/privacy/finding'
import type { Form } from '@stellwerk/privacy/pseudonym/form'
import type { Live, Mapping } from '@stellwerk/privacy/pseudonym/mapping'
import { pseudonymise } from '@stellwerk/privacy/pseudonym/pseudonymise'
import { Restorer } from '@stellwerk/privacy/restore/restorer'
import type { PrivacyPolicy } from '@stellwerk/privacy/treatment'

import { type CommandCall, type CommandSpec, type ExitCode, optionText, UsageError } from './command.ts'
import { bytesOf, notUtf8, whyNot } from './jsonl-input.ts'
import { policyIn, policyOptions } from './privacy-detect.ts'
import { openFileDetection } from './privacy-detection.ts'
import { writePrivateFile } from './private-file.ts'

/** Bytes of one text. A long book has three million. */
const textBytesMax = 67_108_864

/** Format of a mapping file. */
const format = 'stellwerk.pseudonyms/v1'

/** Bytes of the key in a mapping file, as of HMAC-SHA-256. */
const keyBytes = 32

const mappingOption = {
  name: 'mapping',
  value: 'FILE',
  help: {
    de: 'Datei mit den Zuordnungen (nötig). Sie enthält die Originale: nur für das Konto lesbar, das sie anlegt',
    en: 'File with the mapping (required). It holds the originals: readable only by the account that makes it',
  },
}

export const pseudonymiseCommand: CommandSpec = {
  words: 'privacy pseudonymise',
  argument: 'FILE',
  isArgumentOptional: true,
  summary: { de: 'Einen Text pseudonymisieren', en: 'Pseudonymise a text' },
  details: {
    de: 'Liest einen Text aus FILE oder der Standardeingabe und schreibt ihn mit Pseudonymen. Gibt es die Zuordnung schon, behält derselbe Wert sein Pseudonym, und neue kommen hinzu. Ein eigenes Modell (privacy.model) sucht mit, wo --config genannt ist. Der Text bleibt personenbezogen (Art. 4 Nr. 5 DSGVO).',
    en: 'Reads a text from FILE or standard input and writes it with pseudonyms. Where the mapping exists, the same value keeps its pseudonym and new ones are added. A model of your own (privacy.model) looks too where --config is given. The text stays personal data (Art. 4(5) GDPR).',
  },
  options: [
    mappingOption,
    {
      name: 'surrogates',
      help: { de: 'Erfundene Werte statt Marken einsetzen', en: 'Put invented values instead of marks' },
    },
    ...policyOptions,
  ],
  run: pseudonymiseText,
}

export const restoreTextCommand: CommandSpec = {
  words: 'privacy restore',
  argument: 'FILE',
  isArgumentOptional: true,
  summary: { de: 'Pseudonyme eines Textes auflösen', en: 'Restore the pseudonyms of a text' },
  details: {
    de: 'Liest einen Text aus FILE oder der Standardeingabe und setzt ein, was die Zuordnung kennt. Unbekannte Pseudonyme bleiben stehen und werden gezählt. Rückgabewert: 0 alles aufgelöst, 1 unbekannte sind übrig.',
    en: 'Reads a text from FILE or standard input and puts in what the mapping knows. Unknown pseudonyms stay and are counted. Exit status: 0 all restored, 1 unknown ones are left.',
  },
  options: [mappingOption],
  run: restoreText,
}

async function pseudonymiseText(call: CommandCall): Promise<ExitCode> {
  const path = mappingPath(call)
  const before = existsSync(path) ? readMapping(path) : { key: randomBytes(keyBytes), live: [] }
  const policy = policyIn(call, call.options.has('surrogates') ? 'surrogate' : 'typed')
  const text = await textIn(call, 'stellwerk privacy pseudonymise --mapping letter.json letter.txt')
  const findings = await findingsIn(call, text, policy)
  mustNotBlock(findings, policy)
  const digest = (value: string): Uint8Array => createHmac('sha256', before.key).update(value).digest()
  const { masked, mapping } = pseudonymise([{ text, findings, form: 'text' }], { digest, policy })
  const live = [...new Map([...before.live, ...mapping.live].map((one) => [one.pseudonym, one])).values()]
  mustComeBack(masked.join(''), { before: before.live, own: mapping, all: { live } })
  // The mapping first: a text whose pseudonyms nobody can restore would be a loss.
  writeMapping(path, before.key, live)
  call.io.stdout.write(masked.join(''))
  return 0
}

async function findingsIn(call: CommandCall, text: string, policy: PrivacyPolicy): Promise<readonly Finding[]> {
  const detection = await openFileDetection(call, policy)
  try {
    return await detection.find(text)
  } finally {
    detection.close()
  }
}

/** A name that stands in for somebody in an earlier text may be a real one in this text. Then no mapping can serve both. */
function mustComeBack(
  masked: string,
  { before, own, all }: { readonly before: readonly Live[]; readonly own: Mapping; readonly all: Mapping },
): void {
  const known = new Map(before.map(({ pseudonym, written }) => [pseudonym, written]))
  const isSame = own.live.every(({ pseudonym, written }) => (known.get(pseudonym) ?? written) === written)
  if (isSame && new Restorer(own).whole(masked, 'text') === new Restorer(all).whole(masked, 'text')) return
  throw new UsageError({
    de: 'was in dieser Zuordnung für jemanden steht, kommt in diesem Text selbst vor: nehmen Sie für ihn eine andere Datei --mapping',
    en: 'what stands for somebody in this mapping occurs in this text by itself: take another file --mapping for it',
  })
}

async function restoreText(call: CommandCall): Promise<ExitCode> {
  const mapping: Mapping = { live: readMapping(mappingPath(call)).live }
  const restorer = new Restorer(mapping)
  const text = await textIn(call, 'stellwerk privacy restore --mapping letter.json answer.txt')
  call.io.stdout.write(restorer.whole(text, 'text'))
  if (restorer.unknown === 0) return 0
  const { unknown } = restorer
  call.io.stderr.write(
    `${{ de: `Unbekannte Pseudonyme: ${unknown}`, en: `Unknown pseudonyms: ${unknown}` }[call.language]}\n`,
  )
  return 1
}

function mustNotBlock(findings: readonly Finding[], policy: PrivacyPolicy): void {
  const blocked = findings.filter(
    ({ category, kind }) => (policy.kinds[kind] ?? policy.treatment[category]) === 'block',
  )
  if (blocked.length === 0) return
  const kinds = [...new Set(blocked.map(({ kind }) => kind))].join(', ')
  throw new UsageError({
    de: `der Text enthält, was diese Vorgabe gar nicht hinauslässt: ${kinds}. Entfernen Sie es, oder wählen Sie --preset`,
    en: `the text holds what this preset does not let out at all: ${kinds}. Remove it, or choose a --preset`,
  })
}

async function textIn(call: CommandCall, example: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of bytesOf(call, call.argument, example)) {
    bytes += chunk.length
    if (bytes > textBytesMax) {
      throw new UsageError({
        de: `der Text ist länger als ${textBytesMax} Bytes: teilen Sie ihn auf`,
        en: `the text is longer than ${textBytesMax} bytes: divide it`,
      })
    }
    chunks.push(chunk)
  }
  try {
    // With its byte order mark: what comes back is to be the same to the byte.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks))
  } catch {
    throw notUtf8()
  }
}

// ── The file ────────────────────────────────────────────────────────────────────────────────────────────────────────

function mappingPath(call: CommandCall): string {
  const file = optionText(call, 'mapping')
  if (file !== undefined && file !== '') return resolve(call.io.cwd, file)
  throw new UsageError({ de: '--mapping FILE fehlt', en: '--mapping FILE is missing' })
}

function writeMapping(path: string, key: Uint8Array, live: readonly Live[]): void {
  const file = { format, key: Buffer.from(key).toString('base64'), live }
  writePrivateFile(path, `${JSON.stringify(file, undefined, 2)}\n`, path)
}

function readMapping(path: string): { readonly key: Uint8Array; readonly live: readonly Live[] } {
  const problem = (de: string, en: string): UsageError => new UsageError({ de: `${path}: ${de}`, en: `${path}: ${en}` })
  let file: unknown
  try {
    if ((statSync(path).mode & 0o077) !== 0)
      throw problem('andere können die Originale lesen; chmod 600', 'others can read the originals; chmod 600')
    file = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof UsageError) throw error
    // What cannot be parsed may be quoted by the error, and it holds originals.
    if (error instanceof SyntaxError) throw problem('kein JSON, also keine Zuordnung', 'no JSON, and so no mapping')
    const why = whyNot(error)
    throw problem(`nicht lesbar: ${why}`, `cannot be read: ${why}`)
  }
  if (!isJsonObject(file) || file['format'] !== format || typeof file['key'] !== 'string')
    throw problem(`keine Zuordnung der Form ${format}`, `no mapping of the form ${format}`)
  const key = Buffer.from(file['key'], 'base64')
  const live = file['live']
  if (key.length !== keyBytes || !isJsonList(live) || !live.every(isLive))
    throw problem('die Zuordnung ist beschädigt', 'the mapping is damaged')
  return { key, live }
}

function isLive(value: unknown): value is Live & JsonObject {
  if (!isJsonObject(value)) return false
  const { pseudonym, written, finding, raw } = value
  const texts = [pseudonym, written, isJsonObject(finding) ? finding['kind'] : undefined]
  return texts.every((text) => typeof text === 'string') && isCategory(finding) && (raw === undefined || isRaw(raw))
}

function isCategory(finding: Json | undefined): boolean {
  // `TEXT` is what looked like a pseudonym in the text already.
  return isJsonObject(finding) && ['TEXT', ...categories].some((category) => category === finding['category'])
}

function isRaw(raw: Json): boolean {
  return isJsonObject(raw) && typeof raw['text'] === 'string' && forms.some((form) => form === raw['form'])
}

const forms = ['text', 'json', 'url', 'code'] as const satisfies readonly Form[]
