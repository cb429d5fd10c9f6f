// Goal: what stands in for a value is of its kind, nobody's, and comes back with the endings of the model. All values are invented.
import assert from 'node:assert/strict'

import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { test } from 'bun:test'

import { luhn, mod97 } from '../check-digits.ts'
import { categories, type Category, type Finding } from '../finding.ts'
import { pseudonymise } from '../pseudonym/pseudonymise.ts'
import { takesApostrophe } from '../restore/grammar.ts'
import { Restorer } from '../restore/restorer.ts'
import type { PrivacyPolicy } from '../treatment.ts'
import { genderOf } from './gender.ts'

const key = utf8ToBytes('own')
const digest = (text: string) => hmac(sha256, key, utf8ToBytes(text))

const each = <T>(value: T) =>
  // Every category has an entry.
  Object.fromEntries(categories.map((one) => [one, value])) as Record<Category, T>

const policy: PrivacyPolicy = {
  id: 'test',
  treatment: each('pseudonymise'),
  kinds: {},
  sensitivity: each('balanced'),
  mode: 'surrogate',
  region: 'DE',
  onlyCertain: false,
}

/** Each value in a text of its own, with what stands around it. */
function replaced(values: readonly string[], category: Category = 'PERSON', around = '') {
  const texts = values.map((value) => {
    const finding: Finding = {
      start: 0,
      end: value.length,
      category,
      kind: category,
      score: 1,
      evidence: 'certain',
      detector: 'test',
    }
    return { text: value + around, findings: [finding], form: 'text' as const }
  })
  const { masked, mapping } = pseudonymise(texts, { digest, policy })
  return { masked, restorer: new Restorer(mapping) }
}

const one = (value: string, category: Category) => replaced([value], category).masked[0] ?? ''

test('a name of the same gender, kind of ending and casing', () => {
  const { masked } = replaced(['Anna Müller', 'Peter Müller', 'Jonas Grass', 'ANNA MÜLLER', 'Müller, Anna', 'Müller'])
  const [anna = '', peter = '', jonas = '', capitals = '', turned = '', family = ''] = masked
  assert.equal(genderOf(anna.split(' ')[0] ?? ''), 'female')
  assert.equal(genderOf(peter.split(' ')[0] ?? ''), 'male')
  assert.ok(!takesApostrophe(anna) && jonas.split(' ').every(takesApostrophe))
  assert.equal(capitals, capitals.toUpperCase())
  assert.equal(capitals.toLowerCase(), anna.toLowerCase())
  assert.equal(turned, anna.split(' ').toReversed().join(', '))
  assert.equal(family, anna.split(' ')[1])
  assert.equal(family, peter.split(' ')[1])
})

const edits: readonly [why: string, edit: (name: string) => string, text: string][] = [
  ['as it was', (name) => name, 'Hans Müller'],
  ['genitive', (name) => `${name}s Akte`, 'Hans Müllers Akte'],
  ['possessive', (name) => `${name}'s file`, "Hans Müller's file"],
  ['compound', (name) => `die ${name}-Akte`, 'die Hans Müller-Akte'],
  ['adjective', (name) => `das ${name}sche Haus`, 'das Hans Müllersche Haus'],
  ['family name alone', (name) => `Herr ${name.split(' ')[1] ?? ''}, guten Tag`, 'Herr Müller, guten Tag'],
  ['given name alone', (name) => `Lieber ${name.split(' ')[0] ?? ''}!`, 'Lieber Hans!'],
  ['capitals', (name) => name.toUpperCase(), 'HANS MÜLLER'],
  ['in an address', (name) => `https://x.de/?q=${name.replace(' ', '%20')}.`, 'https://x.de/?q=Hans%20M%C3%BCller.'],
]
for (const [why, edit, text] of edits) {
  test(`a surrogate comes back: ${why}`, () => {
    const { masked, restorer } = replaced(['Hans Müller'])
    const output = edit(masked[0] ?? '')
    assert.equal(restorer.whole(output, 'text'), text)
    for (let cut = 1; cut < output.length; cut++) {
      const stream = restorer.stream('text')
      assert.equal(stream.feed(output.slice(0, cut)) + stream.feed(output.slice(cut)) + stream.end(), text)
    }
  })
}

const tooMuch: readonly [why: string, edit: (family: string) => string][] = [
  ['a longer word', (family) => `${family}haus`],
  ['within a word', (family) => `x${family}`],
  ['another ending', (family) => `${family}ung`],
  ['half of it', (family) => family.slice(0, -1)],
]
for (const [why, edit] of tooMuch) {
  test(`not taken for a surrogate: ${why}`, () => {
    const { masked, restorer } = replaced(['Müller'])
    const output = edit(masked[0] ?? '')
    assert.equal(restorer.whole(output, 'text'), output)
  })
}

test('a name that stands in a text is not used, nor with an ending', () => {
  const [first = ''] = replaced(['Müller']).masked
  for (const around of [` und ${first}`, ` und ${first}s`, ` und ${first.toUpperCase()}`]) {
    const { masked, restorer } = replaced(['Müller'], 'PERSON', around)
    assert.ok(!(masked[0] ?? '').startsWith(first))
    assert.equal(restorer.whole(masked[0] ?? '', 'text'), `Müller${around}`)
  }
})

test('no two people share a name, and those for whom none is left get a typed pseudonym', () => {
  const { masked } = replaced(
    Array.from({ length: 700 }, (_, index) => `Familienname${'abcdefghij'[index % 10]}${letters(index)}`),
  )
  assert.equal(new Set(masked).size, 700)
  assert.ok(masked.some((name) => name.startsWith('⟦PERSON_')))
})

function letters(index: number): string {
  return [...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
}

const nobodys: readonly [why: string, category: Category, value: string, surrogate: RegExp][] = [
  ['a domain for examples', 'EMAIL', 'anna.weber@firma.de', /^[a-z]\.[a-z]+\d{4}@example\.(?:org|com|net)$/u],
  ['numbers for films, national', 'PHONE', '030 1234567', /^0(?:30 23125|69 90009|40 66969|221 4710|89 99998)\d{3}$/u],
  ['numbers for films, international', 'PHONE', '+49 171 1234567', /^\+49 \d+ \d+$/u],
  ['no reserved numbers known', 'PHONE', '+33 1 23 45 67 89', /^⟦PHONE_/u],
  ['networks for documentation', 'IP', '10.1.2.3', /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/u],
  ['network for documentation, version 6', 'IP', 'fe80::1', /^2001:db8::/u],
  ['a bank that does not exist', 'IBAN', 'DE89 3704 0044 0532 0130 00', /^DE\d\d 0000 0000 \d{4} \d{4} \d\d$/u],
  ['an account abroad', 'IBAN', 'AT61 1904 3002 3457 3201', /^⟦IBAN_/u],
  ['no payment card', 'CREDIT_CARD', '4111-1111-1111-1111', /^0\d{3}-\d{4}-\d{4}-\d{4}$/u],
  ['secrets', 'SECRET', 'hunter2hunter2', /^⟦SECRET_/u],
  ['identifiers of persons', 'ID', '86095742719', /^⟦ID_/u],
  ['an initial', 'PERSON', 'H. Müller', /^⟦PERSON_/u],
  ['a company keeps its legal form', 'ORG', 'Nordwind GmbH', /^[A-Z][a-z]+ GmbH$/u],
]
for (const [why, category, value, surrogate] of nobodys) {
  test(`nobody's: ${why}`, () => assert.match(one(value, category), surrogate))
}

test('check digits are valid', () => {
  const account = one('DE89 3704 0044 0532 0130 00', 'IBAN').replaceAll(' ', '')
  assert.equal(mod97(account.slice(4) + account.slice(0, 4)), 1)
  assert.ok(luhn(one('4111 1111 1111 1111', 'CREDIT_CARD').replaceAll(' ', '')))
})
