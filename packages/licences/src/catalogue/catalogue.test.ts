// Goal: no entry says something that nobody can check: each fact has its words, its place and its text, in both languages, and what
// nobody has read allows nothing.
import { strict as assert } from 'node:assert'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'bun:test'

import { indexCatalogue } from '../catalogue-index.ts'
import { evaluate } from '../evaluate.ts'
import { proseOf, wordsOf } from '../identify/words.ts'
import type { Profile } from '../profile.ts'
import type { LicenceTerms } from '../terms.ts'
import {
  banStrengths,
  banTags,
  dutyKinds,
  licenceClasses,
  limits,
  outputRules,
  powers,
  rightNames,
  sources,
  thresholdEffects,
  triggers,
} from '../vocabulary.ts'
import { catalogue } from './catalogue.ts'

test('every id stands for one entry', () => {
  const ids = catalogue.map(({ id }) => id)
  assert.deepEqual(
    ids.filter((id, at) => ids.indexOf(id) !== at),
    [],
  )
})

/** Everything inside an entry, with the way to it. */
function* inside(value: unknown, path: string): Generator<readonly [path: string, value: unknown]> {
  yield [path, value]
  if (typeof value !== 'object' || value === null) return
  for (const [key, part] of Object.entries(value)) yield* inside(part, `${path}.${key}`)
}

function isText(value: unknown): value is { de: unknown; en: unknown } {
  return typeof value === 'object' && value !== null && 'de' in value && 'en' in value
}

const isoDate = /^\d{4}(-\d{2}(-\d{2})?)?$/

for (const terms of catalogue) {
  const parts = [...inside(terms, terms.id)]

  test(`${terms.id}: speaks German and English`, () => {
    for (const [path, value] of parts) {
      if (!isText(value)) continue
      const { de, en } = value
      assert.ok(typeof de === 'string' && typeof en === 'string', path)
      assert.ok(de.trim() === de && en.trim() === en && de !== '' && en !== '', `${path} is empty or padded`)
      assert.ok(!/TODO/.test(de + en), `${path} is not written yet`)
      assert.notEqual(de, en, `${path} says the same in both languages`)
    }
  })

  test(`${terms.id}: every fact has its place`, () => {
    for (const [path, value] of parts) {
      if (!path.endsWith('.sections') && !path.endsWith('.policyBoundBy')) continue
      assert.ok(Array.isArray(value) && value.length > 0, path)
      for (const section of value) assert.ok(typeof section === 'string' && section.trim() !== '', path)
      assert.equal(new Set(value).size, value.length, `${path} names a section twice`)
    }
  })

  // The compiler checks this as well; an entry that comes in a signed pack has not met the compiler.
  test(`${terms.id}: uses the words of the catalogue`, () => {
    const known = (word: string, list: object): void => assert.ok(Object.hasOwn(list, word), word)
    known(terms.class, licenceClasses)
    known(terms.source, sources)
    assert.deepEqual(Object.keys(terms.rights).toSorted(), Object.keys(rightNames).toSorted())
    for (const right of Object.values(terms.rights)) {
      if (right.rule !== undefined) known(right.rule, outputRules)
      if (right.value === 'conditional') for (const limit of right.limits ?? []) known(limit, limits)
    }
    for (const { tag, strength } of terms.bans) {
      known(tag, banTags)
      known(strength, banStrengths)
    }
    for (const duty of terms.duties) {
      known(duty.kind, dutyKinds)
      for (const trigger of duty.triggers) known(trigger, triggers)
    }
    for (const { effect } of terms.thresholds) known(effect, thresholdEffects)
    for (const { kind } of terms.powers) known(kind, powers)
  })

  test(`${terms.id}: dates, figures and places are of their kind`, () => {
    if (terms.date !== undefined) assert.match(terms.date, isoDate)
    assert.match(terms.reading.on, /^\d{4}-\d{2}-\d{2}$/)
    assert.ok(Number.isSafeInteger(terms.reading.number) && terms.reading.number >= 1)
    for (const { above, measured } of terms.thresholds) {
      assert.ok(Number.isSafeInteger(above) && above >= 0)
      if (measured.rule === 'once-at-release') assert.match(measured.referenceOn, /^\d{4}-\d{2}-\d{2}$/)
    }
    for (const { excludes } of terms.territory) for (const state of excludes) assert.match(state, /^[A-Z]{2}$/)
  })

  test(`${terms.id}: a ban is said once`, () => {
    const said = terms.bans.map(({ tag, strength, sections }) => `${tag} ${strength} ${sections.join()}`)
    assert.equal(new Set(said).size, said.length)
  })

  test(`${terms.id}: a rule about outputs where the right is read`, () => {
    const { outputsTrainOtherModels: outputs } = terms.rights
    assert.ok(outputs.rule !== undefined || outputs.value === 'unverified' || outputs.value === 'silent')
    assert.equal(outputs.rule === 'barred', outputs.value === 'no' && outputs.rule !== undefined)
  })

  test(`${terms.id}: a policy of its own is bound by the licence`, () => {
    const hasPolicy = terms.texts.some(({ role }) => role === 'policy') && terms.texts[0]?.role === 'licence'
    if (hasPolicy) assert.notEqual(terms.policyBoundBy, undefined)
  })

  test(`${terms.id}: was read where it says`, () => {
    const [first] = terms.texts
    if (terms.source === 'official-file' || terms.source === 'collection-file') assert.notEqual(first, undefined)
    if (first !== undefined && terms.id.startsWith('LicenseRef-'))
      assert.ok(terms.texts.some(({ id }) => id === terms.id))
    for (const text of terms.texts)
      for (const hash of [text.sha256, text.wordSha256, text.proseSha256]) assert.match(hash, /^[0-9a-f]{64}$/)
  })
}

/** A use that every licence for research permits, with every fact stated. */
const research: Profile = {
  operator: { country: 'US', principalPlaceOfBusiness: 'US', legalForm: 'university', competitorOf: [] },
  groupAnnualRevenueUSD: 0,
  productMAU: 0,
  groupMAUAtModelRelease: 0,
  endUsers30Days: 0,
  audience: 'staff',
  exposure: 'internal',
  commercial: false,
  purposes: ['research'],
  decisionMode: 'human-decides',
  placeOfUse: ['US'],
  trainsOtherModelOnOutputs: false,
  redistributes: false,
  modelAsAService: false,
  qualifiedPersonInCharge: true,
  replacesProfessionalAdvice: false,
  hasBasisForPersonalData: true,
  disclosesAi: true,
}

const uses: Readonly<Record<string, Profile>> = {
  'research in a university': research,
  'letters in a company': { ...research, commercial: true, purposes: ['general-office'] },
  'a service for others': { ...research, exposure: 'hosted-service', audience: 'public' },
  'a changed copy that is passed on': { ...research, redistributes: true, changes: ['fine-tuned'] },
  'outputs as training data': { ...research, trainsOtherModelOnOutputs: true },
  'a finished product': { ...research, exposure: 'consumes-third-party-product' },
}

const known = indexCatalogue(catalogue)
const unread = catalogue.filter(
  ({ source }) => source === 'secondary-report' || source === 'not-read' || source === 'rule',
)

test('some entries were not read', () => assert.ok(unread.length > 0))

for (const { id, source } of unread) {
  for (const [use, profile] of Object.entries(uses)) {
    test(`${id}: ${source} never allows ${use}`, () => {
      const { verdict } = evaluate(profile, { kind: 'model', name: 'some-model', modality: 'text', licence: id }, known)
      assert.ok(verdict === 'needs-review' || verdict === 'forbidden', verdict)
    })
  }
}

test('the same uses are allowed where the text was read', () => {
  for (const profile of Object.values(uses)) {
    const { verdict } = evaluate(
      profile,
      { kind: 'model', name: 'some-model', modality: 'text', licence: 'Apache-2.0' },
      known,
    )
    assert.ok(verdict === 'allowed' || verdict === 'allowed-with-obligations', verdict)
  }
})

// The texts belong to their stewards and stand beside the checkout, never inside it.
const folder = new URL('../../../../../shared/', import.meta.url)
const manifest = new URL('licence-texts/MANIFEST.json', folder)
if (existsSync(fileURLToPath(manifest))) againstTheTexts()
else
  console.log(
    'catalogue: no licence texts beside the checkout (../shared/licence-texts); entries are not compared with them',
  )

function againstTheTexts(): void {
  const files = filesById(JSON.parse(readFileSync(manifest, 'utf8')))
  const read = (terms: LicenceTerms): readonly string[] =>
    terms.texts.flatMap(({ id }) => files.get(id) ?? []).map((file) => readFileSync(new URL(file, folder), 'utf8'))
  const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

  for (const terms of catalogue) {
    for (const text of terms.texts) {
      test(`${terms.id}: the fingerprints of ${text.id} are those of its file`, () => {
        const file = files.get(text.id)
        assert.ok(file !== undefined, 'no such text')
        const bytes = readFileSync(new URL(file, folder))
        const words = wordsOf(bytes.toString('utf8'))
        assert.equal(sha256(bytes), text.sha256)
        assert.equal(sha256(words.join(' ')), text.wordSha256)
        assert.equal(sha256(proseOf(words).join(' ')), text.proseSha256)
      })
    }

    const fixed = terms.duties.flatMap(({ fixedWords = [] }) => fixedWords)
    if (terms.texts.length > 0 && fixed.length > 0)
      test(`${terms.id}: the words to display stand in the text`, () => {
        const text = read(terms)
          .map((each) => ` ${wordsOf(each).join(' ')} `)
          .join('\n')
        for (const words of fixed) assert.ok(text.includes(` ${wordsOf(words).join(' ')} `), words)
      })
  }

  // Ten words in a row are no coincidence of language; the words to display are longer, and are meant to be repeated.
  test('no sentence of a licence was copied', () => {
    const runLength = 10
    const runs = new Set<string>()
    for (const file of files.values())
      for (const run of runsOf(readFileSync(new URL(file, folder), 'utf8'), runLength)) runs.add(run)
    const copied = catalogue.flatMap((terms) =>
      [...inside(terms, terms.id)].flatMap(([path, value]) =>
        isText(value)
          ? runsOf(String(value.en), runLength)
              .filter((run) => runs.has(run))
              .map((run) => `${path}: ${run}`)
          : [],
      ),
    )
    assert.deepEqual(copied, [])
  })
}

function runsOf(text: string, length: number): readonly string[] {
  const words = wordsOf(text)
  return words.slice(length - 1).map((_, at) => words.slice(at, at + length).join(' '))
}

function filesById(listed: unknown): ReadonlyMap<string, string> {
  assert.ok(typeof listed === 'object' && listed !== null && 'texts' in listed && Array.isArray(listed.texts))
  return new Map(
    listed.texts.map((text: { readonly id?: unknown; readonly file?: unknown }) => {
      assert.ok(typeof text.id === 'string' && typeof text.file === 'string')
      return [text.id, text.file]
    }),
  )
}
