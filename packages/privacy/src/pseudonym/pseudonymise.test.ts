// Goal: a pseudonym says what it stands for, is the same for the same value in its scope, and nobody else's. All values are invented.
import assert from 'node:assert/strict'

import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { test } from 'bun:test'

import { categories, type Category, type Finding } from '../finding.ts'
import { Restorer } from '../restore/restorer.ts'
import type { PrivacyPolicy, Treatment } from '../treatment.ts'
import type { Form } from './form.ts'
import type { Manner } from './issued.ts'
import type { Mapping } from './mapping.ts'
import { pseudonymise } from './pseudonymise.ts'

function manner(what: { scope?: string; mode?: 'typed' | 'surrogate'; treatment?: Treatment } = {}): Manner {
  const each = <T>(value: T) =>
    // Every category has an entry.
    Object.fromEntries(categories.map((one) => [one, value])) as Record<Category, T>
  const policy: PrivacyPolicy = {
    id: 'test',
    treatment: { ...each(what.treatment ?? 'pseudonymise'), TITLE: 'pass' },
    kinds: { DE_KFZ: 'anonymise' },
    sensitivity: each('balanced'),
    mode: what.mode ?? 'typed',
    region: 'DE',
    onlyCertain: false,
  }
  const key = utf8ToBytes(what.scope ?? 'own')
  return { digest: (text) => hmac(sha256, key, utf8ToBytes(text)), policy }
}

/** A text in which what stands between « and » is found. */
function marked(template: string, category: Category, form: Form = 'text', kind: string = category) {
  const findings: Finding[] = []
  let text = ''
  for (const [index, part] of template.split(/[«»]/u).entries()) {
    const place = { start: text.length, end: text.length + part.length }
    if (index % 2 === 1) findings.push({ ...place, category, kind, score: 1, evidence: 'certain', detector: 'test' })
    text += part
  }
  return { text, findings, form }
}

function maskedOf(template: string, category: Category, form?: Form, how: Manner = manner()): string {
  return pseudonymise([marked(template, category, form)], how).masked[0] ?? ''
}

const link = (pseudonym: string) => /_(\w{6})\w{6}⟧$/u.exec(pseudonym)?.[1]

test('the form: category, code of digits and letters, brackets, at most forty characters', () => {
  for (const category of categories.filter((one) => one !== 'TITLE')) {
    const masked = maskedOf('«Wert 4711»', category)
    assert.match(masked, /^⟦[A-Z]+_[2346789][cdfghjkmpqrtvwxy][2346789cdfghjkmpqrtvwxy]{10}⟧$/u)
    assert.ok(masked.length <= 40)
  }
})

test('the same in two instances, another in another scope', () => {
  const text = 'Frau «Anna Weber» wohnt bei «Hans Müller».'
  assert.equal(maskedOf(text, 'PERSON'), maskedOf(text, 'PERSON'))
  assert.notEqual(maskedOf(text, 'PERSON'), maskedOf(text, 'PERSON', 'text', manner({ scope: 'other' })))
})

test('the same in every turn of a conversation that grows', () => {
  const turns = Array.from({ length: 50 }, (_, turn) =>
    marked(`«Person Nummer${'x'.repeat(turn)}» und «Hans Müller»`, 'PERSON'),
  )
  for (const mode of ['typed', 'surrogate'] as const) {
    const whole = pseudonymise(turns, manner({ mode })).masked
    for (let turn = 1; turn <= turns.length; turn += 7) {
      assert.deepEqual(pseudonymise(turns.slice(0, turn), manner({ mode })).masked, whole.slice(0, turn))
    }
  }
})

const linked: readonly [why: string, one: string, other: string, category: Category, isLinked: boolean][] = [
  ['family name alone', 'Hans Müller', 'Müller', 'PERSON', true],
  ['relatives', 'Hans Müller', 'Anna Müller', 'PERSON', true],
  ['capitals', 'Hans Müller', 'HANS MÜLLER', 'PERSON', true],
  ['family name first', 'Hans Müller', 'Müller, Hans', 'PERSON', true],
  ['with a title', 'Hans Müller', 'Dr. Hans Müller', 'PERSON', true],
  ['another person', 'Hans Müller', 'Hans Weber', 'PERSON', false],
  ['spaces in an IBAN', 'DE89 3704 0044 0532 0130 00', 'DE89370400440532013000', 'IBAN', true],
  ['case of an address', 'Anna.Weber@example.org', 'anna.weber@example.org', 'EMAIL', true],
  ['another address', 'anna.weber@example.org', 'anna.weber@example.com', 'EMAIL', false],
  ['composition', 'M\u00FCller', 'Mu\u0308ller', 'PERSON', true],
  ['legal form', 'Nordwind GmbH', 'Nordwind', 'ORG', true],
  ['country code', '+49 30 23125123', '0049 30 23125-123', 'PHONE', true],
]
for (const [why, one, other, category, isLinked] of linked) {
  test(`linked, and still two pseudonyms: ${why}`, () => {
    const { masked } = pseudonymise([marked(`«${one}»`, category), marked(`«${other}»`, category)], manner())
    assert.notEqual(masked[0], masked[1])
    assert.equal(link(masked[0] ?? '') === link(masked[1] ?? ''), isLinked)
  })
}

test('ten thousand people, ten thousand pseudonyms', () => {
  const texts = Array.from({ length: 10_000 }, (_, index) => marked(`«Vorname${index % 97} Name${index}»`, 'PERSON'))
  assert.equal(new Set(pseudonymise(texts, manner()).masked).size, 10_000)
})

test('two values with one digest still get two pseudonyms, the same ones each time', () => {
  // A digest that knows nothing but the part it is asked for.
  const digest = (text: string) => sha256(utf8ToBytes(text.split('\n')[1] ?? ''))
  const texts = ['«Eva»', '«Ida»', '«Eva»', '«Ute»'].map((text) => marked(text, 'PERSON'))
  const once = pseudonymise(texts, { ...manner(), digest })
  assert.deepEqual(once, pseudonymise(texts, { ...manner(), digest }))
  assert.equal(once.masked[0], once.masked[2])
  assert.equal(new Set(once.masked).size, 3)
  assert.deepEqual(
    once.masked.map((one) => restored(one, once.mapping)),
    ['Eva', 'Ida', 'Eva', 'Ute'],
  )
})

const attributes: readonly [name: string, attribute: string][] = [
  ['Anna Weber', '_F_'],
  ['Peter Weber', '_M_'],
  ['Familie Weber', '_PL_'],
  ['Frau Weber', '_F_'],
  ['Weber, Anna', '_F_'],
  ['Weber', '_'],
  ['Anna', '_'],
]
for (const [name, attribute] of attributes) {
  test(`what a name says of whom it names: ${name}`, () => {
    assert.match(maskedOf(`«${name}»`, 'PERSON'), new RegExp(`^⟦PERSON${attribute}[2-9]\\w{11}⟧$`, 'u'))
  })
}

const forms: readonly [why: string, template: string, form: Form, masked: RegExp][] = [
  ['within a literal of code it is a word', 'const a = "«Anna»"', 'code', /^const a = "PERSON_\w+"$/u],
  ['a bare number in code becomes a name', 'pay(«4111»)', 'code', /^pay\(PERSON_\w+\)$/u],
  ['within a word of code it has brackets', 'u_x«Anna»', 'code', /^u_x⟦PERSON_\w+⟧$/u],
  ['in an address it is a word', 'https://x.de/?q=«Anna»&n=1', 'url', /q=PERSON_\w+&n=1$/u],
  [
    'in a word of an address it has encoded brackets',
    'https://x.de/x«Anna»',
    'url',
    /xx?%E2%9F%A6PERSON_\w+%E2%9F%A7$/u,
  ],
  ['in an address at the end', 'https://x.de/?q=«Anna»', 'url', /q=PERSON_\w+$/u],
  ['in an address in prose', 'Siehe https://x.de/«Anna»/1 an', 'text', /x\.de\/PERSON_\w+\/1 an$/u],
  ['in prose', 'Für «Anna».', 'text', /^Für ⟦PERSON_\w+⟧\.$/u],
  ['in JSON', '"Für «An\\"na»"', 'json', /^"Für ⟦PERSON_\w+⟧"$/u],
  ['an escape stays whole', '"x\\«nAnna» y"', 'json', /^"x\\n⟦PERSON_\w+⟧ y"$/u],
]
for (const [why, template, form, masked] of forms) {
  test(`form: ${why}`, () => assert.match(maskedOf(template, 'PERSON', form), masked))
}

const genitives: readonly [why: string, template: string, masked: RegExp][] = [
  ['with the name elsewhere', '«Weißgerber» und «Weißgerbers» Akte', /⟧s Akte$/u],
  ['without it', '«Weißgerbers» Akte', /⟧ Akte$/u],
  ['a family name in s', '«Peter», «Anna Peters», «Peters» Akte', /⟧ Akte$/u],
  ['behind a salutation', '«Peter» und Herr «Peters» kommt', /⟧ kommt$/u],
  ['possessive', '«Emma Clarke’s» report', /⟧’s report$/u],
  ['misspelt', '«Grass»s Buch', /⟧ Buch$/u],
]
for (const [why, template, masked] of genitives) {
  test(`genitive on the way out: ${why}`, () => {
    const input = marked(template, 'PERSON')
    const { masked: sent, mapping } = pseudonymise([input], manner())
    assert.match(sent[0] ?? '', masked)
    assert.equal(restored(sent[0] ?? '', mapping), input.text)
  })
}

test('anonymised values have no code, and nothing of them is in the mapping', () => {
  const { masked, mapping } = pseudonymise([marked('«Anna» und «Eva»', 'PERSON')], manner({ treatment: 'anonymise' }))
  assert.deepEqual({ masked, mapping }, { masked: ['⟦PERSON⟧ und ⟦PERSON⟧'], mapping: { live: [] } })
})

test('the kind of an identifier decides before its category', () => {
  assert.deepEqual(pseudonymise([marked('«B-AB 123»', 'ID', 'text', 'DE_KFZ')], manner()).masked, ['⟦ID⟧'])
})

test('what passes stays, and what is to be blocked does not come this far', () => {
  assert.equal(maskedOf('«Dr.» Weber', 'TITLE'), 'Dr. Weber')
  assert.throws(() => maskedOf('«Anna»', 'PERSON', 'text', manner({ treatment: 'block' })), /to be blocked/u)
})

test('text that looks like a pseudonym of this very request is not restored to its value', () => {
  const pseudonym = maskedOf('«Hans Müller»', 'PERSON')
  const input = marked(`Was ist ${pseudonym} von «Hans Müller»?`, 'PERSON')
  const { masked, mapping } = pseudonymise([input], manner())
  assert.match(masked[0] ?? '', /^Was ist ⟦TEXT_\w+⟧ von ⟦PERSON_M?_?\w+⟧\?$/u)
  assert.equal(restored(masked[0] ?? '', mapping), input.text)
})

function restored(text: string, mapping: Mapping): string {
  return new Restorer(mapping).whole(text, 'text')
}
