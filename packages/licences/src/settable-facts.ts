import type { Text } from '@stellwerk/contract/language'

import { type Component, modalities } from './component.ts'
import { audiences, changeKinds, decisionModes, exposures, legalForms, type Operator, type Profile } from './profile.ts'
import { isKnownPurpose, plainPurposes } from './purposes.ts'
import { banTags } from './vocabulary.ts'

/** A component in a use: what a verdict is about. */
export interface LicenceCase {
  readonly profile: Profile
  readonly component: Component
}

/** Finds the known word that was probably meant. Injected, because this package has no code of another. */
export type Nearest = (word: string, known: Iterable<string>) => string | undefined

/** A fact that does not exist or cannot have this value. */
export class FactRefused extends Error {
  override readonly name = 'FactRefused'
  readonly text: Text

  constructor(text: Text) {
    super(text.en)
    this.text = text
  }
}

/** Longer values are nobody's fact. */
const valueCharactersMax = 1_000
/** More are nobody's question. */
const assignmentsMax = 100
const listItemsMax = 64

/**
 * The case with other facts, each as `name=value`. Nothing behind the sign takes the fact away, so that it is missing.
 *
 * @throws FactRefused with the nearest match
 * @example withFacts(known, ['exposure=hosted-service', 'productMAU=700M', 'component.modality=text'], nearest)
 */
export function withFacts(known: LicenceCase, assignments: readonly string[], nearest: Nearest): LicenceCase {
  if (assignments.length > assignmentsMax) {
    throw new FactRefused({
      de: `${assignments.length} Angaben auf einmal, höchstens ${assignmentsMax}`,
      en: `${assignments.length} facts at once, at most ${assignmentsMax}`,
    })
  }
  return assignments.reduce((before, assignment) => withFact(before, assignment, nearest), known)
}

function withFact(known: LicenceCase, assignment: string, nearest: Nearest): LicenceCase {
  const sign = assignment.indexOf('=')
  const name = sign === -1 ? assignment : assignment.slice(0, sign)
  const fact = settableFacts.get(name)
  if (fact === undefined) throw unknownName(name, nearest)
  if (sign === -1) {
    throw new FactRefused({
      de: `${name} verlangt einen Wert: ${name}=${fact.expects.de}`,
      en: `${name} wants a value: ${name}=${fact.expects.en}`,
    })
  }
  const value = assignment.slice(sign + 1).trim()
  const changed = value.length > valueCharactersMax ? undefined : fact.set(known, value)
  if (changed !== undefined) return changed
  const shown = value.length > 80 ? `${value.slice(0, 80)}…` : value
  const last = value.split(',').at(-1)?.trim() ?? ''
  const meant = nearest(last, fact.words ?? []) ?? fact.words?.find((word) => last.length > 2 && word.includes(last))
  const hint = meant === undefined ? { de: '', en: '' } : { de: ` Gemeint ${meant}?`, en: ` Did you mean ${meant}?` }
  throw new FactRefused({
    de: `${name} kann nicht „${shown}“ sein: ${fact.expects.de}.${hint.de}`,
    en: `${name} cannot be "${shown}": ${fact.expects.en}.${hint.en}`,
  })
}

function unknownName(name: string, nearest: Nearest): FactRefused {
  const shown = name.length > 80 ? `${name.slice(0, 80)}…` : name
  const names = [...settableFacts.keys()]
  const meant = nearest(name, names) ?? names.find((known) => known.endsWith(`.${name}`))
  const hint =
    meant === undefined
      ? { de: ` Bekannt sind: ${names.join(', ')}.`, en: ` Known are: ${names.join(', ')}.` }
      : { de: ` Gemeint ${meant}?`, en: ` Did you mean ${meant}?` }
  return new FactRefused({ de: `unbekannte Angabe „${shown}“.${hint.de}`, en: `unknown fact "${shown}".${hint.en}` })
}

interface SettableFact {
  readonly expects: Text
  /** Closed list of its words, if it has one. */
  readonly words?: readonly string[]
  /** Undefined where the value is none. */
  readonly set: (known: LicenceCase, value: string) => LicenceCase | undefined
}

interface ValueKind<Value> {
  readonly expects: Text
  readonly words?: readonly string[]
  readonly read: (text: string) => Value | undefined
}

const yesNo: ValueKind<boolean> = {
  expects: { de: 'true oder false', en: 'true or false' },
  words: ['true', 'false'],
  read: (text) => ({ true: true, yes: true, false: false, no: false })[text] ?? undefined,
}

/** @example count.read('700M') // 700_000_000 */
const count: ValueKind<number> = {
  expects: { de: 'eine Zahl ab 0, auch 700M oder 20k', en: 'a number from 0 on, also 700M or 20k' },
  read: readFigure,
}

const scales = { '': 1, k: 1e3, M: 1e6, G: 1e9, bn: 1e9 } as const

/** Sums and numbers of users, up to the largest that a number holds exactly. */
export function readFigure(text: string): number | undefined {
  const found = /^(?<digits>\d{1,15}(?:[_,]\d{3})*(?:\.\d{1,3})?)(?<scale>k|M|G|bn)?$/.exec(text)?.groups
  if (found === undefined) return undefined
  // The pattern lets only these through.
  const scale = scales[(found['scale'] ?? '') as keyof typeof scales]
  const value = Number((found['digits'] ?? '').replaceAll(/[_,]/g, '')) * scale
  return value <= Number.MAX_SAFE_INTEGER ? value : undefined
}

const country: ValueKind<string> = {
  expects: { de: 'ein Staat nach ISO 3166-1, etwa DE', en: 'a country of ISO 3166-1, such as DE' },
  read: (text) => (/^[A-Za-z]{2}$/.test(text) ? text.toUpperCase() : undefined),
}

const line: ValueKind<string> = {
  expects: { de: 'eine Zeile Text', en: 'a line of text' },
  read: (text) => (/^[^\p{Cc}]{1,200}$/u.test(text) ? text : undefined),
}

function oneOf<const Word extends string>(words: readonly Word[]): ValueKind<Word> {
  return {
    expects: { de: `eines von ${words.join(', ')}`, en: `one of ${words.join(', ')}` },
    words,
    read: (text) => words.find((word) => word === text),
  }
}

function listOf<Value>(kind: ValueKind<Value>): ValueKind<readonly Value[]> {
  return {
    expects: { de: `${kind.expects.de} (mehrere mit Komma)`, en: `${kind.expects.en} (several with commas)` },
    ...(kind.words === undefined ? {} : { words: kind.words }),
    read: (text) => {
      const items = text.split(',').map((item) => kind.read(item.trim()))
      const read = items.filter((item) => item !== undefined)
      return read.length === items.length && items.length <= listItemsMax ? read : undefined
    },
  }
}

/** A purpose that no list knows is taken elsewhere and reported; whoever types one here has mistyped it. */
const purpose: ValueKind<string> = {
  expects: { de: 'ein Zweck der Liste', en: 'a purpose of the list' },
  words: [...Object.keys(plainPurposes), ...Object.keys(banTags)],
  read: (text) => (isKnownPurpose(text) ? text : undefined),
}

function ofProfile<Name extends keyof Profile>(name: Name, kind: ValueKind<NonNullable<Profile[Name]>>): SettableFact {
  return settable(kind, (known, value) => ({ ...known, profile: withField(known.profile, name, value) }))
}

function ofOperator<Name extends keyof Operator>(
  name: Name,
  kind: ValueKind<NonNullable<Operator[Name]>>,
): SettableFact {
  return settable(kind, (known, value) => ({
    ...known,
    profile: { ...known.profile, operator: withField(known.profile.operator ?? {}, name, value) },
  }))
}

function ofComponent<Name extends 'modality' | 'version' | 'licence' | 'declaredLicence' | 'deliveredAs'>(
  name: Name,
  kind: ValueKind<NonNullable<Component[Name]>>,
): SettableFact {
  return settable(kind, (known, value) => ({ ...known, component: withField(known.component, name, value) }))
}

function settable<Value>(
  kind: ValueKind<Value>,
  put: (known: LicenceCase, value: Value | undefined) => LicenceCase,
): SettableFact {
  return {
    expects: kind.expects,
    ...(kind.words === undefined ? {} : { words: kind.words }),
    set: (known, text) => {
      if (text === '') return put(known, undefined)
      const value = kind.read(text)
      return value === undefined ? undefined : put(known, value)
    },
  }
}

function withField<Whole extends object>(whole: Whole, name: keyof Whole, value: unknown): Whole {
  const { [name]: _before, ...rest } = whole
  // Whoever calls has read the value as one of this field; without one the field is absent, and each of them may be.
  return (value === undefined ? rest : { ...rest, [name]: value }) as Whole
}

/** One rate, with the day it was taken from. */
const rate: ValueKind<{ readonly perUSD: number; readonly on: string }> = {
  expects: {
    de: 'Kurs je US-Dollar mit Tag, etwa 7.1@2026-11-20',
    en: 'rate per US dollar with its day, such as 7.1@2026-11-20',
  },
  read: (text) => {
    const found = /^(?<perUSD>\d{1,6}(?:\.\d{1,6})?)@(?<on>\d{4}-\d{2}-\d{2})$/.exec(text)?.groups
    return found?.['on'] === undefined ? undefined : { perUSD: Number(found['perUSD']), on: found['on'] }
  },
}

const yuan: SettableFact = settable(rate, (known, value) => {
  const { CNY: _before, ...rest } = known.profile.exchangeRates ?? {}
  return {
    ...known,
    profile: { ...known.profile, exchangeRates: value === undefined ? rest : { ...rest, CNY: value } },
  }
})

const settableFacts: ReadonlyMap<string, SettableFact> = new Map([
  ['operator.country', ofOperator('country', country)],
  ['operator.principalPlaceOfBusiness', ofOperator('principalPlaceOfBusiness', country)],
  ['operator.legalForm', ofOperator('legalForm', oneOf(legalForms))],
  ['operator.competitorOf', ofOperator('competitorOf', listOf(line))],
  ['groupAnnualRevenueUSD', ofProfile('groupAnnualRevenueUSD', count)],
  ['exchangeRates.CNY', yuan],
  ['productMonthlyRevenueUSD', ofProfile('productMonthlyRevenueUSD', count)],
  ['productMAU', ofProfile('productMAU', count)],
  ['groupMAU', ofProfile('groupMAU', count)],
  ['groupMAUAtModelRelease', ofProfile('groupMAUAtModelRelease', count)],
  ['endUsers30Days', ofProfile('endUsers30Days', count)],
  ['audience', ofProfile('audience', oneOf(audiences))],
  ['exposure', ofProfile('exposure', oneOf(exposures))],
  ['commercial', ofProfile('commercial', yesNo)],
  ['modelAsAService', ofProfile('modelAsAService', yesNo)],
  ['purposes', ofProfile('purposes', listOf(purpose))],
  ['decisionMode', ofProfile('decisionMode', oneOf(decisionModes))],
  ['placeOfUse', ofProfile('placeOfUse', listOf(country))],
  ['placeOfOutputUse', ofProfile('placeOfOutputUse', listOf(country))],
  ['trainsOtherModelOnOutputs', ofProfile('trainsOtherModelOnOutputs', yesNo)],
  ['redistributes', ofProfile('redistributes', yesNo)],
  ['publishedModelName', ofProfile('publishedModelName', line)],
  ['changes', ofProfile('changes', listOf(oneOf(changeKinds)))],
  ['qualifiedPersonInCharge', ofProfile('qualifiedPersonInCharge', yesNo)],
  ['replacesProfessionalAdvice', ofProfile('replacesProfessionalAdvice', yesNo)],
  ['hasBasisForPersonalData', ofProfile('hasBasisForPersonalData', yesNo)],
  ['disclosesAi', ofProfile('disclosesAi', yesNo)],
  ['component.modality', ofComponent('modality', oneOf(modalities))],
  ['component.version', ofComponent('version', line)],
  ['component.licence', ofComponent('licence', line)],
  ['component.declaredLicence', ofComponent('declaredLicence', line)],
  ['component.deliveredAs', ofComponent('deliveredAs', line)],
])

/** Names of the facts that can be set, in the order of the profile. */
export const settableFactNames: readonly string[] = [...settableFacts.keys()]

/** A fact as it stands, for people; undefined where nobody has stated it. */
export function statedFact({ profile, component }: LicenceCase, name: string): string | undefined {
  const [first = '', second] = name.split('.')
  const [whole, key]: readonly [object | undefined, string] =
    first === 'component'
      ? [component, second ?? '']
      : first === 'operator'
        ? [profile.operator, second ?? '']
        : first === 'exchangeRates'
          ? [profile.exchangeRates, second ?? '']
          : [profile, first]
  const value: unknown = whole === undefined ? undefined : Object.entries(whole).find(([field]) => field === key)?.[1]
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value)) return value.join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
