import { afterAll, beforeAll, setDefaultTimeout, test } from 'bun:test'
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { parseEntry } from '@stellwerk/contract/journal/parse'
import { unreached } from '@stellwerk/contract/journal-office'
import type { Language } from '@stellwerk/contract/language'
import { parseEntryBundle, parseTilePath } from '@stellwerk/tlog/format/tile'
import { parseTlogProof } from '@stellwerk/tlog/format/tlog-proof'
import { verifyTlogProof } from '@stellwerk/tlog/verify/entry'
import { parseTrust } from '@stellwerk/tlog/verify/signed-checkpoint'

import { claimedBy, filesBelow, logFolder, logsOf } from '../../packages/server/src/log-folder.ts'
import { checkEd25519, sha256 } from '../../packages/server/src/primitives.ts'
import { openVaultReader } from '../../packages/server/src/storage/sqlite/vault-store-reader.ts'
import { readPage } from '../docs/markdown.ts'

/** Milliseconds: three demos at once, each of which waits for checkpoints. */
setDefaultTimeout(60_000)

const command = new URL('../../bin/stellwerk', import.meta.url).pathname
const primitives = { sha256, checkEd25519 }

interface Demo {
  readonly ok: boolean
  readonly steps: readonly {
    readonly chapter: string
    readonly id: string
    readonly ok: boolean
    readonly lines: readonly string[]
  }[]
}

interface Run {
  readonly code: number
  readonly output: string
}

async function run(...words: readonly string[]): Promise<Run> {
  const child = Bun.spawn([command, ...words], { stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' })
  const [output, code] = await Promise.all([new Response(child.stdout).text(), child.exited])
  return { code, output }
}

const data = mkdtempSync(join(tmpdir(), 'stellwerk-test-'))
const told: Record<string, Run> = {}
let demo: Demo = { ok: false, steps: [] }

// As newcomers run it: to read it in their language, or for a program and kept.
beforeAll(async () => {
  const [json, de, en] = await Promise.all([
    run('demo', '--json', '--lang', 'en', '--data', data),
    run('demo', '--lang', 'de'),
    run('demo', '--lang', 'en'),
  ])
  Object.assign(told, { json, de, en })
  demo = JSON.parse(json.output) as Demo
})
afterAll(() => rmSync(data, { recursive: true, force: true }))

function linesOf(id: string): string {
  const step = demo.steps.find((one) => one.id === id)
  assert.ok(step?.ok, `${id} is ok`)
  return step.lines.join('\n')
}

/** The files that the demo wrote for anybody to verify. */
function shown() {
  const file = (name: string): Uint8Array => new Uint8Array(readFileSync(join(data, 'demo', name)))
  const [entry, proof, vkey] = [file('entry.json'), file('entry.tlog-proof'), file('log.vkey')]
  const trust = { vkey: Buffer.from(vkey).toString().trim(), policy: Buffer.from('quorum none\n') }
  const clock = { nowSeconds: Date.now() / 1_000 }
  return {
    entry,
    index: parseTlogProof(proof).index,
    vkey: trust.vkey,
    verify: (bytes: Uint8Array) =>
      verifyTlogProof({ proof, entry: bytes, trust: parseTrust(trust, primitives), primitives, clock }),
  }
}

// Goal: the demo is what a newcomer sees first; it runs as they run it, and keeps what they asked it to keep. What it
// claims is looked at here with other eyes than its own.
test('the demo carries out every step and finds each as promised', () => {
  assert.equal(told['json']?.code, 0)
  assert.ok(demo.ok)
  assert.deepEqual(
    demo.steps.map(({ chapter, id, ok }) => `${chapter} ${id} ${ok}`),
    [
      'path refused true',
      'path granted true',
      'path stream true',
      'path abort true',
      'path revoked true',
      'privacy letter true',
      'privacy restored true',
      'privacy tool true',
      'privacy conversation true',
      'privacy secret true',
      'privacy blocked true',
      'privacy counts true',
      'licences multimodal true',
      'licences free true',
      'licences falseTag true',
      'evidence request true',
      'evidence entries true',
      'evidence proof true',
      'evidence journal true',
      'evidence vault true',
      'evidence erasure true',
      'evidence afterwards true',
      'evidence tampering true',
    ],
  )
  assert.ok(existsSync(join(data, 'stellwerk.sqlite')))
})

const words: Readonly<Record<Language, readonly string[]>> = {
  de: [
    '→ stimmt',
    'Der Weg einer Anfrage',
    'Personenbezogene Daten',
    'Was die Lizenz erlaubt',
    'GEPRÜFT',
    'WIDERLEGT',
    'Einwilligung widerrufen',
    'erika.mustermann',
  ],
  en: [
    '→ as promised',
    'The path of a request',
    'Personal data',
    'What the licence permits',
    'VERIFIED',
    'REFUTED',
    'consent withdrawn',
    'jane.doe',
  ],
}
for (const language of ['de', 'en'] as const) {
  test(`it speaks plainly (${language})`, () => {
    const { code, output = '' } = told[language] ?? {}
    const [verdict = '', ...more] = words[language]
    assert.equal(code, 0)
    assert.equal(output.split(verdict).length - 1, 23)
    for (const word of more) assert.ok(output.includes(word), word)
    for (const word of words[language === 'de' ? 'en' : 'de']) assert.ok(!output.includes(word), word)
    assert.ok(!output.includes('undefined'))
  })
}

// The values once more, so that nobody has to believe the demo about what it hid.
const values = [
  'Weißgerber',
  'Jonas Albrecht',
  '14.03.1984',
  'Lindenstraße 12, 04317 Leipzig',
  '36 574 261 809',
  'DE89 3704 0044 0532 0130 00',
  '0341 9876543',
  'jonas.albrecht@example.org',
]

test('personal data: what the model saw holds no value of the letter, and what came back no pseudonym', () => {
  const [sent = '', seen = ''] = linesOf('letter').split('The model saw (stellwerk.seen):')
  for (const value of values) assert.ok(sent.includes(value) && !seen.includes(value), value)
  assert.equal(new Set(seen.match(/⟦[A-Z_]+_\w{12}⟧/g)).size, values.length)
  assert.match(linesOf('restored'), /^31 events with text, 0 of them with a pseudonym/)
  assert.ok(!linesOf('restored').includes('⟦'))
})

test('personal data: a tool is given JSON with the values', () => {
  const [seen = '', written = ''] = linesOf('tool').split('Arguments for save_note')
  for (const value of ['Jonas Albrecht', 'DE89 3704 0044 0532 0130 00']) {
    assert.ok(!seen.includes(value), value)
    assert.ok(JSON.parse(written.slice(written.indexOf('{'))).text.includes(value), value)
  }
})

test('personal data: the same person has the same beginning in all messages, and a password is nowhere', () => {
  const [alone = '', together = ''] = linesOf('conversation').split('With the four that follow:')
  assert.ok(alone.includes('Case Hill') && !together.includes('Hill'))
  const [first, fifth] = [...together.matchAll(/⟦PERSON_(?:F_)?(\w{6})\w{6}⟧/g)].map(([, beginning]) => beginning)
  assert.ok(first !== undefined && first === fifth)
  assert.equal(linesOf('secret').split('⟦SECRET⟧').length, 3)
  assert.match(linesOf('blocked'), /^HTTP 403 personal_data_blocked$/m)
})

test('personal data: every leaf of the journal counts, and none holds a value or a pseudonym', async () => {
  const [log] = logsOf(data)
  const { size } = (log && (await claimedBy(log))) ?? { size: 0 }
  const bundle = (await log?.read(`tile/entries/000.p/${size}`)) ?? new Uint8Array()
  const drafts = parseEntryBundle(bundle, { width: size }).map((leaf) => parseEntry(leaf).draft)
  const intents = drafts.flatMap((draft) => (draft.type === 'intent' ? [draft.personalData?.counts] : []))
  assert.ok(intents.length > 8 && intents.every((counts) => counts !== undefined))
  assert.deepEqual(
    intents.find((counts) => counts?.['IBAN'] === 1 && counts['ID'] === 1),
    {
      ADDRESS: 1,
      DATE: 1,
      EMAIL: 1,
      IBAN: 1,
      ID: 1,
      PERSON: 2,
      PHONE: 1,
    },
  )
  const bytes = Buffer.from(bundle)
  for (const text of [...values, 'Kx9!tUrm', '⟦', 'PERSON_']) assert.ok(!bytes.includes(text), text)
})

test('licences refuse with licence and section, whatever name and tag say', () => {
  const clause = 'LicenseRef-llama-4-community AUP, unnumbered paragraph after the last numbered item'
  assert.ok(linesOf('multimodal').includes(clause))
  assert.ok(linesOf('multimodal').includes('operator.principalPlaceOfBusiness=DE'))
  assert.ok(linesOf('falseTag').includes('declared: apache-2.0; found: LicenseRef-mistral-research-0.1'))
  assert.ok(linesOf('falseTag').includes('LicenseRef-mistral-research-0.1 3.2'))
})

/** Without what differs from run to run. */
function masked(line: string): string {
  return line
    .replaceAll(/[\w+/]{16}…/g, '…')
    .replaceAll(/_\w{12}⟧/g, '⟧')
    .replaceAll(/\d+/g, '#')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

for (const [language, path] of [
  ['de', 'README.de.md'],
  ['en', 'README.md'],
] as const) {
  test(`${path} shows what the demo says`, () => {
    const said = new Set(told[language]?.output.split('\n').map(masked))
    const blocks = readPage(path).blocks.filter((one) => one.language === 'text')
    const lines = blocks.flatMap(({ text }) => text.split('\n')).filter((line) => line !== '')
    assert.ok(blocks.length === 2 && lines.length > 25)
    assert.deepEqual(
      lines.filter((line) => !said.has(masked(line))),
      [],
    )
  })
}

test('demo: the entry is of the call that was made, and tells neither who nor what', () => {
  const { entry } = shown()
  const requestId = /req_\w+/.exec(linesOf('request'))?.[0] ?? 'none'
  const { draft } = parseEntry(entry)
  assert.ok(draft.type === 'intent' && draft.requestId === requestId)
  assert.ok(linesOf('entries').includes(requestId))
  for (const [field, commitment] of Object.entries(draft.commitments)) {
    assert.ok(linesOf('entries').includes(commitment.slice(0, 16)), field)
  }
  for (const word of ['jane.doe', 'sum up', 'swk_']) assert.ok(!Buffer.from(entry).includes(word), word)
})

test('demo: the proof holds for the entry, with the key alone, and for no other bytes', async () => {
  const { entry, verify } = shown()
  assert.equal((await verify(entry)).outcome, 'verified')
  for (let at = 0; at < entry.length; at += 100) {
    const other = entry.map((byte, index) => (index === at ? byte ^ 1 : byte))
    assert.equal((await verify(other)).outcome, 'refused')
  }
})

test('demo: what it left is a journal that verifies', async () => {
  assert.match(linesOf('journal'), /^VERIFIED {2}\S+\/log\/\S+, \d+ entries/)
  assert.match((await run('journal', 'verify', '--lang', 'en', '--data', data)).output, /^VERIFIED/)
})

test('demo: the vault led to the person, and after the erasure it does not', () => {
  const { index } = shown()
  assert.match(linesOf('vault'), /HMAC\(opening, jane\.doe\) +fits$/m)
  assert.match(linesOf('vault'), /HMAC\(opening, john\.doe\) +does not fit$/m)
  assert.match(linesOf('vault'), /\((\d+)\/\1 byte strings\); name, key, request and answer in clear: 0/)
  assert.match(linesOf('afterwards'), /: 0\/[1-9]\d* byte strings/)
  const vault = openVaultReader({ dataDirectory: data })
  const origin = shown().vkey.split('+')[0] ?? ''
  assert.deepEqual(vault.read({ origin, index }), { state: 'erased' })
  assert.equal(vault.read({ origin, index: index - 1 })?.state, 'held')
  vault.close()
})

test('demo: the journal records the erasure, and the report says what it does not reach', async () => {
  const { index } = shown()
  const [log] = logsOf(data)
  assert.ok(log !== undefined)
  const { size } = (await claimedBy(log)) ?? { size: 0 }
  const bundle = await log.read(`tile/entries/000.p/${size}`)
  const entries = parseEntryBundle(bundle ?? new Uint8Array(), { width: size }).map(parseEntry)
  const [erasure, ...more] = entries.flatMap(({ draft }) => (draft.type === 'erasure' ? [draft] : []))
  assert.deepEqual([erasure?.ground, erasure?.subjectCount, more], ['art17_1_b', 1, []])
  // Another call may have ended between the two, but nobody else's entries are named.
  const ranges = erasure?.indices[0]?.ranges ?? []
  assert.ok(ranges.some(([first, last]) => first <= index && index <= last))
  assert.equal(
    ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0),
    2,
  )
  for (const { en } of Object.values(unreached)) assert.ok(linesOf('erasure').includes(en), en)
})

test('demo: the forged copy differs from the log in one byte, and its verification names the entry', async () => {
  const { index, vkey } = shown()
  const [name = ''] = readdirSync(join(data, 'demo', 'tampered'))
  const [forged, log] = [logFolder(join(data, 'demo', 'tampered', name)), logFolder(join(data, 'journal', name))]
  const differing: number[][] = []
  for (const path of filesBelow(forged.path, 'tile')) {
    const [other, own] = [await forged.read(path), await log.read(path)]
    const places = [...(own ?? [])].flatMap((byte, at) => (byte === other?.[at] ? [] : [at]))
    if (places.length > 0) differing.push([parseTilePath(path).width, ...places])
  }
  assert.equal(differing.length, 1)
  assert.deepEqual(differing[0]?.slice(0, 1), [(await claimedBy(forged))?.size])
  assert.equal(differing[0]?.length, 2)

  const { code, output } = await run('journal', 'verify', forged.path, '--vkey', vkey, '--json')
  const problem = `"code":"entry_differs","path":"tile/entries/000.p/${differing[0]?.[0]}","index":${index}`
  assert.equal(code, 1)
  assert.ok(output.includes('"outcome":"refused"') && output.includes(problem), output)
  assert.match(linesOf('tampering'), new RegExp(`entry_differs \\S+ ${index}\\]`))
})
