// Goal: a pack comes back as it went in; whatever is not exactly a catalogue of this format is refused, naming entry and field.
import { strict as assert } from 'node:assert'

import { test } from 'bun:test'
import fc from 'fast-check'

import { catalogue } from '../catalogue/catalogue.ts'
import { llama4Community } from '../catalogue/llama-4-community.ts'
import { mit } from '../catalogue/mit.ts'
import { noLicence } from '../catalogue/no-licence.ts'
import { fromUtf8, utf8 } from '../bytes.ts'
import type { LicenceTerms } from '../terms.ts'
import { canonicalJson } from './canonical.ts'
import { formatPack, inPackOrder, type Pack, packBytesMax, parsePack } from './pack.ts'
import { EntryMalformed, PackRefused } from './refused.ts'

function packOf(...entries: readonly LicenceTerms[]): Pack {
  return { asOf: '2026-12-01', serial: 3, previous: 'a'.repeat(64), entries: inPackOrder([noLicence, ...entries]) }
}

const small = packOf(mit, llama4Community)

test('our own catalogue is a pack, and comes back as it went in', () => {
  const pack: Pack = { asOf: '2026-12-01', serial: 1, entries: inPackOrder(catalogue) }
  assert.deepEqual(parsePack(formatPack(pack)), pack)
})

/** A pack whose content was changed as JSON, spelled canonically again. */
function spelled(change: (content: Content) => void): Uint8Array {
  const content: Content = JSON.parse(fromUtf8(formatPack(small)) ?? '')
  change(content)
  return utf8(`${canonicalJson(content)}\n`)
}

/** What tests break at will. */
interface Content {
  format: unknown
  asOf: unknown
  serial: unknown
  entries: object[]
}

/** Puts something in a place of an entry, as `texts.0.sha256`; `undefined` takes it away. */
function put(entry: unknown, path: string, value: unknown): void {
  const names = path.split('.')
  const last = names.pop() ?? ''
  const holder = names.reduce<unknown>((at, name) => Reflect.get(Object(at), name), entry)
  if (value === undefined) Reflect.deleteProperty(Object(holder), last)
  else Reflect.set(Object(holder), last, value)
}

function refusal(bytes: Uint8Array): PackRefused {
  try {
    parsePack(bytes)
  } catch (error) {
    if (error instanceof PackRefused) return error
    throw error
  }
  throw new assert.AssertionError({ message: 'it was taken' })
}

const llama = 'LicenseRef-llama-4-community'
const [bars] = llama4Community.bans

// One defect per row. Entries stand in order: Llama 4, MIT, NO-LICENCE.
const malformedEntries: readonly [why: string, entry: string, path: string, value: unknown, field?: string][] = [
  ['no id', '#2', 'id', undefined],
  ['id with a blank', '#2', 'id', 'M IT'],
  ['unknown class', 'MIT', 'class', 'free'],
  ['class that every object has', 'MIT', 'class', 'constructor'],
  ['unknown source', 'MIT', 'source', 'hearsay'],
  ['unknown field', 'MIT', 'blessed', true],
  ['a right is missing', 'MIT', 'rights.modify', undefined],
  ['a right too many', 'MIT', 'rights.fly', { value: 'silent' }],
  ['unknown value of a right', 'MIT', 'rights.modify.value', 'maybe'],
  ['value that is an object', 'MIT', 'rights.modify.value', { toString: 1 }],
  ['no sections', 'MIT', 'rights.modify.sections', []],
  ['section twice', 'MIT', 'rights.modify.sections', ['1', '1']],
  ['silent with sections', 'MIT', 'rights.patentGrant.sections', ['1']],
  ['rule of another right', 'MIT', 'rights.modify.rule', 'free'],
  ['outputs without rule', 'MIT', 'rights.outputsTrainOtherModels.rule', undefined],
  ['barred and yes', 'MIT', 'rights.outputsTrainOtherModels.rule', 'barred', 'rights.outputsTrainOtherModels'],
  ['unknown limit', 'MIT', 'rights.redistributeWeights.limits', ['sundays'], 'rights.redistributeWeights.limits[0]'],
  ['no such day', 'MIT', 'reading.on', '2026-02-30'],
  ['no such month', 'MIT', 'date', '2026-13'],
  ['reading 0', 'MIT', 'reading.number', 0],
  ['reading 1.5', 'MIT', 'reading.number', 1.5],
  ['hash in capitals', 'MIT', 'texts.0.sha256', 'A'.repeat(64), 'texts[0].sha256'],
  ['hash too short', 'MIT', 'texts.0.wordSha256', 'a'.repeat(63), 'texts[0].wordSha256'],
  ['read nowhere', 'MIT', 'texts', []],
  ['hash of another work', 'MIT', 'texts.0.source', 'secondary-copy', 'texts[0].isHashUsable'],
  ['one language only', 'MIT', 'notes.0.de', undefined, 'notes[0].de'],
  ['an empty text', 'MIT', 'notes.0.de', '', 'notes[0].de'],
  ['an escape for terminals', 'MIT', 'notes.0.de', 'a\u001b[2Jb', 'notes[0].de'],
  ['text that runs backwards', 'MIT', 'notes.0.de', 'a\u202eb', 'notes[0].de'],
  ['half a character', 'MIT', 'notes.0.de', 'a\ud800', 'notes[0].de'],
  ['a text without end', 'MIT', 'name', 'x'.repeat(301)],
  ['a list without end', 'MIT', 'hubTags', Array.from({ length: 501 }, String)],
  ['unknown ban', llama, 'bans.0.tag', 'dancing', 'bans[0].tag'],
  ['the same ban twice', llama, 'bans', [bars, bars]],
  ['no trigger', llama, 'duties.0.triggers', [], 'duties[0].triggers'],
  ['negative threshold', llama, 'thresholds.0.above', -1, 'thresholds[0].above'],
  ['country in words', llama, 'territory.0.excludes', ['Europe'], 'territory[0].excludes[0]'],
  ['seat behind a place', llama, 'territory.0.tests', ['place-of-use', 'operator-seat'], 'territory[0].tests'],
  ['unbound policy', llama, 'policyBoundBy', undefined],
  ['clause that is neither', 'MIT', 'termination', { found: 'true' }, 'termination.found'],
]

for (const [why, entry, path, value, field = path] of malformedEntries) {
  test(`entry refused: ${why}`, () => {
    const refused = refusal(spelled(({ entries }) => put(entries[entry === llama ? 0 : 1], path, value)))
    assert.ok(refused instanceof EntryMalformed, refused.message)
    assert.deepEqual([refused.entry, refused.field], [entry, field])
  })
}

test('entry refused: none at all', () => {
  const refused = refusal(spelled(({ entries }) => void entries.splice(1, 1, [])))
  assert.ok(refused instanceof EntryMalformed)
  assert.deepEqual([refused.entry, refused.field], ['#2', '-'])
})

test('a key that every object has is no field', () => {
  const text = (fromUtf8(formatPack(small)) ?? '').replace(
    '"hubTags":["mit"]',
    '"__proto__":{"class":"x"},"hubTags":["mit"]',
  )
  const refused = refusal(utf8(text))
  assert.ok(refused instanceof EntryMalformed)
  assert.deepEqual([refused.entry, refused.field], ['MIT', '__proto__'])
})

const malformed: readonly [why: string, bytes: () => Uint8Array, code: PackRefused['code']][] = [
  ['empty', () => new Uint8Array(), 'pack_malformed'],
  ['cut off', () => formatPack(small).slice(0, -10), 'pack_malformed'],
  ['no line break at its end', () => formatPack(small).slice(0, -1), 'pack_malformed'],
  ['not UTF-8', () => Uint8Array.of(0x22, 0xff, 0x22), 'pack_malformed'],
  ['a list', () => utf8('[]\n'), 'pack_malformed'],
  ['another version', () => spelled((c) => void (c.format = 'stellwerk-licences/2')), 'pack_malformed'],
  ['a field too many', () => spelled((c) => put(c, 'note', 'x')), 'pack_malformed'],
  ['serial 0', () => spelled((c) => void (c.serial = 0)), 'pack_malformed'],
  ['no day', () => spelled((c) => void (c.asOf = '2026-12-32')), 'pack_malformed'],
  ['older than a reading in it', () => spelled((c) => void (c.asOf = '2026-11-22')), 'pack_malformed'],
  ['an entry twice', () => spelled((c) => void c.entries.splice(1, 0, mit)), 'pack_malformed'],
  [
    'an entry twice in another case',
    () => spelled((c) => void c.entries.push({ ...mit, id: 'mit' })),
    'pack_malformed',
  ],
  ['another order', () => spelled((c) => void c.entries.reverse()), 'pack_malformed'],
  ['two owners of a text', () => spelled((c) => void c.entries.splice(2, 0, { ...mit, id: 'MIT2' })), 'pack_malformed'],
  ['without the rule for no licence', () => spelled((c) => void c.entries.pop()), 'pack_malformed'],
  [
    'blanks',
    () => utf8(`${JSON.stringify(JSON.parse(fromUtf8(formatPack(small)) ?? ''), undefined, 1)}\n`),
    'pack_malformed',
  ],
  [
    'a key twice',
    () => utf8((fromUtf8(formatPack(small)) ?? '').replace('"serial":3', '"serial":9,"serial":3')),
    'pack_malformed',
  ],
  ['deep', () => utf8('['.repeat(17)), 'pack_too_large'],
  ['very deep', () => utf8('['.repeat(5_000_000)), 'pack_too_large'],
  [
    'too many entries',
    () => spelled((c) => void (c.entries = Array.from({ length: 5_001 }, () => []))),
    'pack_too_large',
  ],
  ['too long', () => new Uint8Array(packBytesMax + 1), 'pack_too_large'],
]

for (const [why, bytes, code] of malformed)
  test(`pack refused: ${why}`, () => assert.equal(refusal(bytes()).code, code))

test('as deep as an entry may be', () => assert.equal(refusal(utf8('['.repeat(16))).code, 'pack_malformed'))

test('brackets in texts are no levels', () => {
  const pack = packOf({ ...mit, notes: [{ de: `"\\${'['.repeat(99)}`, en: '{'.repeat(99) }] })
  assert.deepEqual(parsePack(formatPack(pack)), pack)
})

test('no value in any place makes it fail otherwise than by refusing', () => {
  const text = fromUtf8(formatPack(packOf(mit))) ?? ''
  const values = [...text.matchAll(/"(?:[^"\\]|\\.)*"|\d+|true|false/g)]
  fc.assert(
    fc.property(fc.nat(values.length - 1), fc.json({ maxDepth: 2 }), (at, value) => {
      const { index = 0, 0: found = '' } = values[at] ?? {}
      const changed = utf8(text.slice(0, index) + value + text.slice(index + found.length))
      try {
        parsePack(changed)
      } catch (error) {
        assert.ok(error instanceof PackRefused, String(error))
      }
    }),
  )
})
